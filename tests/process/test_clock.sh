#!/bin/sh
# A clock that cannot be trusted, that is set, that jumps; a screen that nobody named.
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

# From here on the time, and what the kernel says of it, are ours: tests/tools/fake_clock.c.
cc -shared -fPIC -o "$TMPDIR/fake_clock.so" tests/tools/fake_clock.c

set_clock() { # set_clock SECONDS SYNCHRONISED: away from the true time
	echo "$1 $2" >"$TMPDIR/clock.new"
	mv "$TMPDIR/clock.new" "$TMPDIR/clock"
}

set_to() { # set_to TIME SYNCHRONISED
	set_clock $(($(date -d "$1" +%s) - $(date +%s))) "$2"
}

right() { # right TRUSTED SHOWABLE WORDS: what the clock is worth, and what is shown then
	ctl pause # whatever happens ends in a review; without an event there is one each minute
	wait_for 5 is deck.showable "$2"
	[ "$(value clock.trusted)" = "$1" ] || fail "trusted: $(value clock.trusted), for $(value clock.why)"
	value clock.why | grep -q "$3" || fail "$(value clock.why), not $3"
	ctl resume
}

kept_between() { # kept_between TIME TIME
	kept=$(cut -d ' ' -f 1 "$state/last-time")
	[ "$kept" -ge "$(date -d "$1" +%s)" ] && [ "$kept" -le "$(date -d "$2" +%s)" ]
}

# The last time that the screen knew is still to come, and nobody has told the time.
later="4102444800 another-boot"
echo "$later" >"$state/last-time"
set_clock 0 0
FAKE_CLOCK=$TMPDIR/clock LD_PRELOAD=$TMPDIR/fake_clock.so \
	ASAN_OPTIONS=verify_asan_link_order=0${ASAN_OPTIONS:+:$ASAN_OPTIONS} play --screen hall-a
wait_for 10 is_not deck.showable 0
right false 4 "earlier than the last time that this screen knew; give it a time server"
ctl screenshot "$TMPDIR/unset.png"
lively "$TMPDIR/unset.png"
[ "$(cat "$state/last-time")" = "$later" ] || fail "a time that is not known was kept"

told_over() { # what ingest makes of the same clock
	ctl status | grep -q "it is over since 2018-10-22"
}
not_over() {
	status=$(ctl status) && ! echo "$status" | grep -q "it is over since 2018-10-22"
}
wait_for 10 is health.files 4
not_over || fail "ingest warns by a clock that is not set"

# A time server comes: windows are heeded, and the last known time is corrected.
set_clock 0 1
right true 1 "it is synchronised"
wait_for 5 kept_between "1 hour ago" "1 hour"
wait_for 10 told_over
# It goes again; the time is still known.
set_clock 0 0
right true 1 "since this machine was switched on"
# The clock jumps, forward and back.
set_to 2090-06-01T12:00 1
right true 2 "it is synchronised"
set_to 2018-10-22T10:14Z 1
right true 3 "it is synchronised"
# A time that cannot be.
set_to 2018-10-22T10:14Z 0
right false 4 "earlier than this program"
wait_for 10 not_over
# Told by hand, since nobody else does: callboard's clock alone, over a restart, until the machine's is synchronised.
set_to 2018-10-22T10:14Z 0
for bad in 2019-12-31T23:59Z 2100-01-01T00:00Z; do
	ctl clock $bad 2>/dev/null && fail "$bad is taken for the time"
done
ctl clock "$(date -d "1 hour" -Iseconds)"
right true 1 "it was set by hand"
value clock.set_by_hand | grep -q T || fail "no word of when it was set"
wait_for 30 told_over
ctl restart
wait_for 30 is clock.why "it was set by hand, until the machine is switched off or synchronised"
right true 1 "it was set by hand"
wait_for 30 told_over
set_clock 0 1
right true 1 "it is synchronised"
[ ! -e "$state/clock" ] || fail "what was told by hand is kept, though the machine knows better"
ctl clock "$(date -Iseconds)" 2>/dev/null && fail "a clock that is synchronised is set by hand"
# Set by hand, the machine's own.
set_to 2018-10-22T10:14Z 0
set_to "1 day" 0
right true 1 "it was set while callboard ran"
stop
