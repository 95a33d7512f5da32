#!/bin/bash
# The hours of the content: in the dark the display sleeps, and wakes in time, for an emergency and for who asks. The X
# server's pixels are judged, and a display that can sleep is played (tests/tools/fake_dpms.c): Xvfb has none.
. tests/process/lib.sh
folder=$TMPDIR/folder
export FAKE_DPMS=$TMPDIR/display-power
mkdir "$folder"
echo on >"$FAKE_DPMS"
printf '{"type":"event","name":"Dom","start":"2018-10-22","end":"2018-10-23","timezone":"Europe/Warsaw","hours":["08:00","20:00"]}\n' \
	>"$folder/event.json"
printf '{"type":"announcement","title":"Obiad","text":"Sala A","seconds":600}\n' >"$folder/a.json"
printf '{"type":"announcement","title":"Kawa","text":"Sala B","seconds":600}\n' >"$folder/b.json"
cc -shared -fPIC -o "$TMPDIR/fake_dpms.so" tests/tools/fake_dpms.c

bright() {
	import -silent -window root "$TMPDIR/look.png" &&
		[ "$(convert "$TMPDIR/look.png" -colorspace gray -format '%[fx:maxima > 0.5]' info:)" = 1 ]
}

black() {
	import -silent -window root "$TMPDIR/look.png" && [ "$(identify -format '%k' "$TMPDIR/look.png")" = 1 ]
}

display_is() {
	[ "$(cat "$FAKE_DPMS")" = "$1" ]
}

start_display
LD_PRELOAD=$TMPDIR/fake_dpms.so ASAN_OPTIONS=verify_asan_link_order=0${ASAN_OPTIONS:+:$ASAN_OPTIONS} \
	start player "$callboard" play "$folder" --state "$state" --screen foyer --listen off --at 2018-10-22T05:00
player=$pid

# Who switches it on sees that it works; a restart by itself is no reason to light a dark house.
wait_for 30 is shown.slide a.json
bright || fail "nothing to be seen after switching on"
display_is on || fail "asleep after switching on"
ctl restart
wait_for 30 is asleep.display off
wait_for 30 black
display_is off || fail "the display is told to be off and is not"
is asleep.until 2018-10-22T08:00:00+02:00 || fail "until when does it sleep? $(value asleep.until)"
is shown.kind dark || fail "dark is called $(value shown.kind)"

# A mouse that somebody touched wakes the display, and not for long.
echo on >"$FAKE_DPMS"
printf '{"type":"announcement","title":"Herbata","text":"Sala C","seconds":600}\n' >"$folder/c.json"
wait_for 30 display_is off
is shown.kind dark || fail "new content is shown in the dark"

# Somebody asks.
ctl next
wait_for 30 is shown.kind announcement
bright || fail "next does not wake the screen"
display_is on || fail "next does not wake the display"
is asleep null || fail "awake, and told asleep"
ctl restart
wait_for 30 is asleep.display off

# An emergency, and its end.
echo 'Prosimy wyjść' >"$folder/EMERGENCY.txt"
wait_for 30 is shown.kind emergency
wait_for 30 display_is on
wait_for 30 bright
rm "$folder/EMERGENCY.txt"
wait_for 30 is asleep.display off
display_is off || fail "the display stays on after an emergency"

# Other hours at once; and where a display cannot sleep, a black page stands.
sed -i 's/\["08:00","20:00"\]/"always"/' "$folder/event.json"
wait_for 30 is shown.kind announcement
wait_for 30 display_is on
rm "$FAKE_DPMS"
sed -i 's/"always"/["08:00","20:00"]/' "$folder/event.json"
wait_for 30 is asleep.display black
wait_for 30 black

# Who ends it in the dark leaves a display that is on.
echo on >"$FAKE_DPMS"
ctl restart
wait_for 30 is asleep.display off
ctl quit
exit_status "$player"
[ "$exit_status" = 0 ] || fail "quit is exit status $exit_status"
display_is on || fail "the display is left off"
