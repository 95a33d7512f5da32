#!/bin/sh
# An emergency: on the screen within a second, alone, over a pause and a restart; gone within a second; cleared where the
# folder is lost, for good; ended by itself; and a screen that is spared.
. tests/process/lib.sh

folder=$TMPDIR/folder
mkdir "$folder"
cat >"$folder/event.json" <<'END'
{ "type": "event", "name": "Bees", "timezone": "Europe/Warsaw", "language": "pl",
  "screens": { "hall": {}, "studio": { "emergency": false } } }
END
printf 'Lunch\n\nIn the hall.\n' >"$folder/lunch.txt"

play() { # play SCREEN [MORE…]
	screen=$1
	shift
	start play "$callboard" play "$folder" --state "$state" --screen "$screen" --size 640x360 "$@"
	wait_for 20 is_not shown.kind ""
}

# within_a_second NAME VALUE
within_a_second() { # with sanitizers, and a machine that may be busy, in two
	began_ms=$(now_ms)
	wait_for 20 is "$1" "$2"
	took_ms=$(($(now_ms) - began_ms))
	[ "$took_ms" -le 2000 ] || slow="$slow $1=$2: $took_ms ms;"
}
slow=

# Is the screen in the colour of alerts?
red() {
	ctl screenshot "$TMPDIR/shot.png" || fail "no screenshot"
	convert "$TMPDIR/shot.png" -crop 4x4+4+4 -scale 1x1! -format '%[fx:r-b>0.2]' info:
}

play hall
wait_for 20 is shown.slide lunch.txt
[ "$(red)" = 0 ] || fail "lunch looks like an emergency"
ctl pause

printf 'Fire!\nLeave the building.\n' >"$TMPDIR/fire"
cp "$TMPDIR/fire" "$folder/EMERGENCY.txt.txt"
within_a_second shown.kind emergency
[ "$(value deck.showable)" = 1 ] || fail "something is shown beside it"
[ "$(red)" = 1 ] || fail "it is not in the colour of an emergency"
ctl identify
wait_for 5 is shown.kind identify
printf 'Fire!\nStay where you are.\n' >"$folder/EMERGENCY.txt.txt"
wait_for 5 is shown.kind emergency

ctl restart
[ "$(value shown.kind)" = emergency ] || fail "it did not survive a restart"
rm "$folder/EMERGENCY.txt.txt"
within_a_second shown.slide lunch.txt
[ "$(value paused)" = true ] || fail "the pause is over"
ctl resume
! ctl emergency clear 2>"$TMPDIR/answer" || fail "cleared what is not there"
grep -q 'there is no emergency' "$TMPDIR/answer" || fail "wrong words: $(cat "$TMPDIR/answer")"

# The folder is lost: it stays, until somebody ends it here.
cp "$TMPDIR/fire" "$folder/ALARM pożarowy.txt"
wait_for 5 is shown.kind emergency
mv "$folder" "$TMPDIR/lost"
wait_for 20 is health.share unreachable
[ "$(value shown.kind)" = emergency ] || fail "it went with the folder"
ctl emergency clear || fail "it cannot be cleared"
[ "$(value shown.slide)" = lunch.txt ] || fail "cleared, and still there"
ctl restart
[ "$(value shown.slide)" = lunch.txt ] || fail "back after a restart"
mv "$TMPDIR/lost" "$folder"
wait_for 20 is health.share readable
wait_for 20 is shown.slide lunch.txt
[ -s "$state/cleared" ] || fail "the cleared emergency is not remembered"
rm "$folder/ALARM pożarowy.txt"
wait_for 20 test ! -s "$state/cleared"
cp "$TMPDIR/fire" "$folder/ALARM pożarowy.txt"
wait_for 5 is shown.kind emergency

# What began as something else: Windows makes an empty file, then renames it, then writes.
rm "$folder/ALARM pożarowy.txt"
wait_for 5 is shown.slide lunch.txt
: >"$folder/New Text Document.txt"
mv "$folder/New Text Document.txt" "$folder/EMERGENCY.txt"
printf '   \n' >"$folder/EMERGENCY.txt"
wait_for 5 is health.refused 1
[ "$(value shown.slide)" = lunch.txt ] || fail "an emergency without words is shown"
cp "$TMPDIR/fire" "$folder/EMERGENCY.txt"
wait_for 5 is shown.kind emergency

# It ends by itself, without its folder, too: seen by a clock that is half an hour ahead of the file's.
ctl quit
wait_for 5 ended "$pid"
ends_s=$((($(date +%s) / 60 + 30) * 60))
printf 'Fire!\nuntil %s\n' "$(TZ=Europe/Warsaw date -d @$ends_s +%H:%M)" >"$folder/EMERGENCY.txt"
play hall --at "$(date -u -d @$((ends_s - 10)) +%Y-%m-%dT%H:%M:%SZ)"
wait_for 9 is shown.title 'Fire!' # not the one before
mv "$folder" "$TMPDIR/lost"
wait_for 30 is shown.slide lunch.txt
mv "$TMPDIR/lost" "$folder"
rm "$folder/EMERGENCY.txt"
ctl quit
wait_for 5 ended "$pid"

play studio
wait_for 20 is shown.slide lunch.txt
cp "$TMPDIR/fire" "$folder/EMERGENCY.txt"
wait_for 10 is deck.slides 2
[ "$(value shown.slide)" = lunch.txt ] || fail "a screen that is spared is taken"
ctl quit
wait_for 5 ended "$pid"

[ -z "$slow" ] || fail "later than that:$slow"
