#!/bin/sh
# What a calendar has for whole days, and for several: on which days it is, and whether with times.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder"
echo '{"type": "event", "name": "Days", "start": "2018-10-22", "end": "2018-10-26", "timezone": "Europe/Warsaw"}' >"$folder/e.json"

entry() { # entry UID START END
	printf 'BEGIN:VEVENT\r\nUID:%s\r\nSUMMARY:%s\r\nDTSTART%s\r\nDTEND%s\r\nEND:VEVENT\r\n' "$1" "$1" "$2" "$3"
}
{
	printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\n'
	entry day ';VALUE=DATE:20181022' ';VALUE=DATE:20181023'
	entry fair ';VALUE=DATE:20181023' ';VALUE=DATE:20181025'
	entry talk ':20181022T080000Z' ':20181022T090000Z'
	entry night ':20181022T200000Z' ':20181023T030000Z'
	entry whole ':20181023T080000Z' ':20181024T080000Z'  # a day and a night, no longer
	entry books ':20181024T080000Z' ':20181026T160000Z'  # behind the calendar's last start
	entry party ':20181024T180000Z' ':20181026T000000Z'  # until two in the night, which is the 25th's
	printf 'END:VCALENDAR\r\n'
} >"$folder/c.ics"

"$BUILD/callboard-ingest" "$folder" --once --state "$state" --size 640x360 --at 2018-10-22T10:00 >"$TMPDIR/up.log" ||
	fail "ingest broke off"
python3 - "$state/sets/$(cat "$state/current")/deck.json" >"$TMPDIR/found" <<'PYTHON'
import json, sys, time
def local(utc_s):
    return time.strftime("%d %H:%M", time.gmtime(utc_s + 7200))
for slide in json.load(open(sys.argv[1]))["slides"]:
    for session in slide["content"]["sessions"]:
        print(slide["content"]["date"][-2:], session["id"].split("/")[0], local(session["start"]), local(session["end"]),
              "all day" if session.get("all_day") else "-")
PYTHON
cat >"$TMPDIR/expected" <<'TEXT'
22 day 22 00:00 23 00:00 all day
22 talk 22 10:00 22 11:00 -
22 night 22 22:00 23 05:00 -
23 fair 23 00:00 24 00:00 all day
23 whole 23 10:00 24 10:00 -
24 fair 24 00:00 25 00:00 all day
24 books 24 10:00 26 18:00 -
24 party 24 20:00 26 02:00 -
25 books 25 00:00 26 00:00 all day
25 party 25 00:00 26 00:00 all day
26 books 26 00:00 26 18:00 all day
TEXT
diff "$TMPDIR/expected" "$TMPDIR/found" || fail "not on those days"

render() {
	"$callboard" render "$folder" "$TMPDIR/out" --screen foyer --size 960x540 --json --at "$1" >"$TMPDIR/list" \
		2>"$TMPDIR/render.log" || fail "no pages at $1"
}
render 2018-10-26T10:00
grep -q '"books"' "$TMPDIR/list" || fail "what goes on is not on its last day"
render 2018-10-26T18:00
! grep -q '"books"' "$TMPDIR/list" || fail "what is over is still there"
