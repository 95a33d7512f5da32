#!/bin/bash
# A display that is there from the beginning and refuses us: on without it, and onto it once it does not. And the end of
# both at once, as when a desktop's session ends.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder"
printf '{"type":"announcement","title":"Obiad","text":"Sala A","seconds":600}\n' >"$folder/a.json"

: >"$TMPDIR/server-key"
: >"$TMPDIR/our-key"
: >"$TMPDIR/display"
export XAUTHORITY=$TMPDIR/our-key
start xvfb Xvfb -displayfd 3 -screen 0 640x360x24 -nolisten tcp -noreset -auth "$TMPDIR/server-key" 3>"$TMPDIR/display"
server=$pid
wait_for 10 test -s "$TMPDIR/display"
DISPLAY=:$(cat "$TMPDIR/display")
export DISPLAY
xauth -q -f "$TMPDIR/server-key" add "$DISPLAY" . "$(mcookie)"
kill -HUP "$server" # it reads the key
refused() {
	! import -silent -window root "$TMPDIR/root.png"
}
wait_for 10 refused

start player "$callboard" play "$folder" --state "$state" --screen foyer
player=$pid
wait_for 10 is display.path memory
wait_for 10 is shown.slide a.json
cp "$TMPDIR/server-key" "$TMPDIR/our-key"
wait_for 25 is display.driver x11
is shown.slide a.json || fail "another slide on the display"

kill -TERM "$player"
kill -9 "$server"
exit_status "$player"
[ "$exit_status" = 0 ] || fail "TERM while the display goes is exit status $exit_status"
