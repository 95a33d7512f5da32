#!/bin/bash
# Proof of picture: a display that hangs, one that stays black, a process that is stopped each lead to a picture again,
# where it was; an item that takes the player down is passed over until it is another. Three players on one X server, at
# the same time, since most of this is waiting.
. tests/process/lib.sh
# shellcheck disable=SC2046 # options, not one word
cc -D_GNU_SOURCE -shared -fPIC $(pkg-config --cflags sdl2) -o "$TMPDIR/bad_display.so" tests/tools/bad_display.c
item() { printf '{"type":"announcement","title":"%s","text":"%s","seconds":600}\n' "$1" "$2"; }
start_display

# begin NAME COMMAND…: a player with a folder and a state of its own.
begin() {
	name=$1
	shift
	mkdir -p "$TMPDIR/$name/folder"
	item Obiad 'Sala A' >"$TMPDIR/$name/folder/a.json"
	item Kawa 'Sala B' >"$TMPDIR/$name/folder/b.json"
	BAD_DISPLAY=$TMPDIR/$name/bad LD_PRELOAD=$TMPDIR/bad_display.so \
		ASAN_OPTIONS=verify_asan_link_order=0${ASAN_OPTIONS:+:$ASAN_OPTIONS} \
		start "$name" "$@" "$callboard" play "$TMPDIR/$name/folder" --state "$TMPDIR/$name/state" \
		--screen "$name" --size 640x360 --listen off
}

# of NAME: ctl and value ask that player from now on.
of() { state=$TMPDIR/$1/state; }

ready() { # ready NAME: both items there, the second one on
	of "$1"
	wait_for 30 is deck.showable 2
	wait_for 30 is shown.slide a.json
	ctl next
	wait_for 30 is shown.slide b.json
	[ "$(value display.path)" = cpu ] || fail "not on the display"
	wait_for 30 is_not display.last_proof_ms_ago -1
	is restarts.count 0 || fail "restarts at the beginning"
}

children() { # of the process
	wc -w <"/proc/$1/task/$1/children"
}

begin hangs
hangs=$pid
begin black
black=$pid
begin stops tests/tools/service.py 7 300 "$TMPDIR/stops"
for name in hangs black stops; do ready $name; done
of stops
stops=$(value pid)
ctl pause
began=$(now_ms)
echo hang >"$TMPDIR/hangs/bad"
echo black >"$TMPDIR/black/bad"
kill -STOP "$stops"

# The present hangs: the process itself starts anew, nobody else being there to do it.
of hangs
wait_for 40 is restarts.why 'it stood still'
echo "hung: answers again after $(($(now_ms) - began)) ms"
is pid "$hangs" || fail "another process"
is shown.slide b.json || fail "it hung at b.json and goes on at $(value shown.slide)"
wait_for 30 is ingest.running true
[ "$(children "$hangs")" = 1 ] || fail "$(children "$hangs") children after the rescue: $(ps --ppid "$hangs" -o args=)"
grep -q 'could be proved for too long' "$TMPDIR/hangs.log" || fail "says nothing of it"

# What is presented is black.
of black
wait_for 40 is restarts.why 'the page is bright, and what was presented is black'
echo "black: answers again after $(($(now_ms) - began)) ms"
is pid "$black" || fail "another process"
is shown.slide b.json || fail "another slide than before"

# Stopped: the service manager's watchdog.
of stops
wait_for 40 is_not pid "$stops"
grep -q "watchdog $stops" "$TMPDIR/stops.log" || fail "something else ended it"
is shown.slide b.json || fail "another slide than before the watchdog"
is paused true || fail "the pause is forgotten"
is restarts.count 1 || fail "restarts are not counted"

# Two deaths more with the same item: it is passed over, which is said, and played on without.
for _ in 1 2; do
	old=$(value pid)
	kill -9 "$old"
	wait_for 30 is_not pid "$old"
done
awk '$2 == "ended" { end = $1 } $2 == "ready" && end { printf "ready %d ms after an end\n", $1 - end; end = 0 }' \
	"$TMPDIR/stops.log"
is shown.slide a.json || fail "b.json is shown once more"
ctl status | grep -A 3 passed_over | grep -q b.json || fail "status does not say that b.json is passed over"
ctl status | grep -q 'it is passed over' || fail "it is no problem"
grep -q 'b.json: the player ended three times' "$TMPDIR/stops.log" || fail "the log does not say so"
ctl next
is shown.slide a.json || fail "next leads to an item that is passed over"
item Kawa 'Sala C' >"$TMPDIR/stops/folder/b.json"
new_one() { ctl next && is shown.slide b.json; }
wait_for 30 new_one

# Pixels are read back, where there are any.
of black
wait_for 30 is display.last_proof 'presented, pixels read back, on time'
