#!/bin/bash
# Keys on an attached keyboard, and a window that somebody resizes.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder"
for name in a b c; do
	printf '{"type":"announcement","title":"%s","text":"Words.","seconds":600}\n' $name >"$folder/$name.json"
done
start_display

play() {
	start player "$callboard" play "$folder" --state "$state" --screen foyer "$@"
	player=$pid
	wait_for 10 is deck.showable 3
	wait_for 10 xdotool search --class callboard
}

ends_by() { # ends_by KEY
	xdotool key "$1"
	wait_for 30 ended "$player"
	exit_status "$player"
	[ "$exit_status" = 0 ] || fail "$1 is exit status $exit_status"
}

play
is shown.slide a.json || fail "does not begin at the beginning"
xdotool key Right
wait_for 30 is shown.slide b.json
xdotool key x Right
wait_for 30 is shown.slide c.json
xdotool key Left
wait_for 30 is shown.slide b.json
xdotool key space
wait_for 30 is paused true
xdotool key space
wait_for 30 is paused false
ends_by Escape

play --window
[ "$(value display.width)x$(value display.height)" = 1280x720 ] || fail "another window than usual"
xdotool key Right
wait_for 30 is shown.slide b.json
xdotool search --class callboard windowsize 800 450
wait_for 10 is display.width 800
[ "$(value display.height)" = 450 ] || fail "not as high as the window"
[ "$(value shown.slide)" = b.json ] || fail "the new size began the show anew"
ingest=$(value ingest.pid)
ctl restart
wait_for 30 is_not ingest.pid "$ingest"
[ "$(value display.width)" = 800 ] || fail "the size is forgotten at a restart"
ends_by q
