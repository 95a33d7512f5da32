#!/bin/sh
# A look at another time: --at is meant as the clocks at the event show it, for all programs alike, and nothing that
# looks changes what people know.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder"

# A zone fourteen hours before ours: at half past one in the night of the 23rd it is the 22nd there as here, and the
# evening's programme, whose day ends at four, is not over. Meant as UTC it would be half past three in the afternoon.
echo '{"type": "event", "name": "Far", "start": "2018-10-22", "end": "2018-10-22", "timezone": "Pacific/Kiritimati"}' \
	>"$folder/event.json"
echo '{"type": "agenda", "date": "2018-10-22", "sessions": [{"start": "23:00", "end": "02:00", "title": "Dance"}]}' \
	>"$folder/a.json"

render() { # render WHEN…: the texts on its pages; what is said in $TMPDIR/said.log
	"$callboard" render "$folder" "$TMPDIR/out" --screen foyer --size 480x270 --json "$@" >"$TMPDIR/list" \
		2>"$TMPDIR/said.log" || fail "no pages: $*"
	cat "$TMPDIR/list"
}

over() {
	grep -q "is over since" "$TMPDIR/said.log"
}

render --at 2018-10-23T01:30 | grep -q '"Dance"' || fail "the dance is not on at half past one"
over && fail "told as over while it is on: $(cat "$TMPDIR/said.log")"
render --at 2018-10-23T03:59 >"$TMPDIR/any"
over && fail "told as over before its day is: $(cat "$TMPDIR/said.log")"
render --at 2018-10-23T04:00 >"$TMPDIR/any"
over || fail "not told as over when its day is"
render --at 2018-10-22T14:00Z >"$TMPDIR/any"
over || fail "an offset is not heeded"
render --at 2018-10-22T13:59Z >"$TMPDIR/any"
over && fail "an offset is not heeded"
"$callboard" render "$folder" "$TMPDIR/day" --day 2018-10-22 --screen foyer --size 480x270 >"$TMPDIR/any" \
	2>"$TMPDIR/said.log" || fail "no day"
over && fail "told as over on its day"

# play hears of the zone from the first set, and tells ingest: the same words in the report.
told_over() {
	ctl status | grep -q "is over since"
}
not_over() {
	status=$(ctl status) && ! echo "$status" | grep -q "is over since"
}
mkdir "$state"
start player "$callboard" play "$folder" --state "$state" --size 640x360 --at 2018-10-23T03:00
player=$pid
wait_for 10 is deck.slides 1
wait_for 10 is_not health.last_change 0
wait_for 10 not_over # and stays so
[ "$(value health.last_change | cut -c1-15)" = 2018-10-23T03:0 ] || fail "of a zone of its own: $(value health.last_change)"
kill "$player"
exit_status "$player"
start player "$callboard" play "$folder" --state "$state" --size 640x360 --at 2018-10-23T04:00
player=$pid
wait_for 10 told_over
kill "$player"
exit_status "$player"
[ ! -e "$state/history.json" ] || fail "a rehearsal is kept as what people know"

# What people know is changed by the player's ingest alone.
live() { # live TIME
	"$BUILD/callboard-ingest" "$folder" --once --state "$state" --size 480x270 --at "2018-10-22T$1" >"$TMPDIR/up.log"
}
known() {
	digest=$(cat "$state/history.json")
}
live 22:30
known
before=$digest
sed 's/23:00/23:30/' "$folder/a.json" >"$TMPDIR/new"
mv "$TMPDIR/new" "$folder/a.json"
render --at 2018-10-22T22:40 --state "$state" | grep -q '"Dance"' || fail "no dance"
render --at 2018-10-22T22:50 --state "$state" >"$TMPDIR/any"
render --day 2018-10-22 --state "$state" >"$TMPDIR/any"
"$callboard" check "$folder" --state "$state" >"$TMPDIR/any" 2>&1 || fail "check fails: $(cat "$TMPDIR/any")"
known
[ "$digest" = "$before" ] || fail "a reading command changed what people know"
live 22:40
known
[ "$digest" != "$before" ] || fail "ingest does not notice the edit"
live 22:42
render --at 2018-10-22T22:43 --state "$state" --size 960x540 >"$TMPDIR/any"
grep -q '"Dance"' "$TMPDIR/list" || fail "no dance"
python3 - "$state/sets/$(cat "$state/current")/deck.json" <<'PYTHON' || fail "a rehearsal does not show what was told"
import json, sys
sessions = [s for slide in json.load(open(sys.argv[1]))["slides"] for s in slide["content"].get("sessions", [])]
sys.exit(0 if len(sessions) == 1 and "was_start" in sessions[0] else 1)
PYTHON
