#!/bin/sh
# A clock that cannot be trusted, as far as a test that may not set clocks can make one: a state that knew a later time.
# Whether the kernel is synchronised is this machine's; both are right here.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder" "$state"
cat >"$folder/1-day.json" <<'END'
{"type": "agenda", "title": "Day", "date": "2018-10-22", "room": "Hall", "sessions": [
  {"start": "09:00", "end": "12:00", "title": "Talk"}]}
END
cat >"$folder/2-over.json" <<'END'
{"type": "announcement", "title": "Over", "text": "It was.", "show": {"until": "2019-01-01"}}
END
cat >"$folder/3-coming.json" <<'END'
{"type": "announcement", "title": "Coming", "text": "It will be.", "show": {"from": "2090-01-01"}}
END
cat >"$folder/4-always.json" <<'END'
{"type": "announcement", "title": "Always", "text": "It is.", "on": ["hall-*", "stage"]}
END

play() {
	start player "$callboard" play "$folder" --state "$state" --size 640x360 "$@"
	player=$pid
}

stop() {
	kill "$player"
	exit_status "$player"
	[ "$exit_status" = 0 ] || fail "the player ended with $exit_status"
}

# What the technician says is so.
play --screen hall-a --at 2018-10-22T10:14
wait_for 10 is deck.slides 4
wait_for 5 is deck.showable 3
is clock.trusted true || fail "--at is not trusted"
is clock.why "it was given with --at" || fail "$(value clock.why)"
is screen_note null || fail "hall-a is named: $(value screen_note)"
stop
[ ! -e "$state/last-time" ] || fail "--at was kept as if it were known"

# A name that nobody mentions gets everything.
play --screen attic --at 2018-10-22T10:14
wait_for 10 is deck.showable 3
value screen_note | grep -q 'attic.* is named nowhere in the content: it shows everything; named are: hall-\*, stage' ||
	fail "status says $(value screen_note)"
stop
play --screen hall-a --at 2050-01-01T12:00
wait_for 10 is deck.showable 1
stop

# The last time that the screen knew is still to come.
later="4102444800 another-boot"
echo "$later" >"$state/last-time"
play --screen hall-a
wait_for 10 is_not deck.showable 0
if is clock.trusted true; then
	is clock.why "it is synchronised" || fail "$(value clock.why)"
	is deck.showable 1 || fail "windows are not heeded"
	[ "$(cat "$state/last-time")" != "$later" ] || fail "the last known time was not corrected"
else
	value clock.why | grep -q 'earlier than the last time that this screen knew; give it a time server' ||
		fail "$(value clock.why)"
	is deck.showable 4 || fail "$(value deck.showable) of 4 slides while the time is not known"
	[ "$(cat "$state/last-time")" = "$later" ] || fail "a time that is not known was kept"
fi
ctl screenshot "$TMPDIR/wall.png"
lively "$TMPDIR/wall.png"
stop
