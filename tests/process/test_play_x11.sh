#!/bin/bash
# The player on an X server: what is really on the screen at the start, during a restart, and when the display comes and
# goes. The X server's own pixels are judged, not what the player says of them.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder"
printf '{"type":"announcement","title":"Obiad","text":"Sala A","seconds":600}\n' >"$folder/a.json"
printf '{"type":"announcement","title":"Kawa","text":"Sala B","seconds":600}\n' >"$folder/b.json"

serve() { # serve: an X server at :$number
	start xvfb Xvfb ":$number" -screen 0 1280x720x24 -nolisten tcp -noreset
	server=$pid
	wait_for 10 test -S "/tmp/.X11-unix/X$number"
}

root_picture() { # root_picture NAME: what a person would see
	import -silent -window root "$TMPDIR/$1.png"
}

has_picture() {
	root_picture look && [ "$(convert "$TMPDIR/look.png" -colorspace gray -format '%[fx:maxima > 0.5]' info:)" = 1 ]
}

start_display
server=$pid
number=${DISPLAY#:}
start player "$callboard" play "$folder" --state "$state" --screen foyer
player=$pid
wait_for 10 has_picture
wait_for 10 is shown.slide a.json
[ "$(value display.driver)" = x11 ] || fail "not on X11"
[ "$(value display.width)x$(value display.height)" = 1280x720 ] || fail "not the whole screen"
ctl next
wait_for 5 is shown.slide b.json

# A restart, watched: never a black screen.
ingest=$(value ingest.pid)
began=$(now_ms)
ctl restart
count=0
while [ $(($(now_ms) - began)) -lt 2500 ] || [ $count -lt 5 ]; do # a look takes a second where others are busy
	root_picture "restart-$count"
	count=$((count + 1))
done
for i in $(seq 0 $((count - 1))); do
	lively "$TMPDIR/restart-$i.png"
done
restarted() { # the same process, with another ingest
	is pid "$player" && [ "$(value ingest.pid)" -gt 0 ] && [ "$(value ingest.pid)" != "$ingest" ]
}
wait_for 30 restarted
[ "$(value shown.slide)" = b.json ] || fail "another slide after the restart"

# Another mode, as when a television is switched on again: the picture fits it.
xrandr --newmode small 40 1024 1048 1080 1120 576 577 580 594
xrandr --addmode screen small
xrandr --output screen --mode small
wait_for 10 is display.width 1024
is display.height 576 || fail "not as high as the display"
is shown.slide b.json || fail "another slide in the other mode"
wait_for 10 has_picture

# The display goes, in the middle of a crossfade: on without one. It comes back: so does the picture.
ctl next
wait_for 5 is shown.slide a.json
kill -9 "$server"
rm -f "/tmp/.X11-unix/X$number" "/tmp/.X$number-lock"
wait_for 15 is display.path memory
[ "$(value pid)" = "$player" ] || fail "the player died with its display"
[ "$(value shown.slide)" = a.json ] || fail "another slide without a display"
ctl screenshot "$TMPDIR/blind.png"
lively "$TMPDIR/blind.png"
serve
wait_for 15 is display.driver x11
wait_for 10 has_picture
lively "$TMPDIR/look.png"

ctl quit
exit_status "$player"
[ "$exit_status" = 0 ] || fail "quit is exit status $exit_status"
