#!/bin/bash
# A display that hangs on its side or upside down: what the X server shows is the upright picture, turned. Pages are laid
# out for the way it hangs, and what the technician says of its edges counts more than the content.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder"
printf '{"type":"announcement","title":"Obiad","text":"Sala A, na lewo od schodów","seconds":600}\n' >"$folder/a.json"

as_turned() { # as_turned DEGREES
	ctl screenshot "$TMPDIR/upright.png" && import -silent -window root "$TMPDIR/root.png" &&
		convert "$TMPDIR/upright.png" -rotate "$1" "$TMPDIR/turned.png" &&
		[ "$(compare -metric AE "$TMPDIR/turned.png" "$TMPDIR/root.png" null: 2>&1)" = 0 ]
}

start_display
start player "$callboard" play "$folder" --state "$state" --screen foyer --listen off --rotate 90
wait_for 30 is shown.slide a.json
wait_for 30 as_turned 90
lively "$TMPDIR/upright.png"
[ "$(identify -format '%wx%h' "$TMPDIR/upright.png")" = 720x1280 ] || fail "not laid out for the way it hangs"
[ "$(value display.width)x$(value display.height)" = 720x1280 ] || fail "status says another size"
cp "$TMPDIR/upright.png" "$TMPDIR/whole.png"
ctl quit
exit_status "$pid"

# Cropped edges move everything inwards; a crossfade goes the same way.
start player "$callboard" play "$folder" --state "$state" --screen foyer --listen off --rotate 270 --overscan 10
wait_for 30 is shown.slide a.json
wait_for 30 as_turned 270
! cmp -s "$TMPDIR/upright.png" "$TMPDIR/whole.png" || fail "--overscan changes nothing"
printf '{"type":"announcement","title":"Kawa","text":"Sala B","seconds":600}\n' >"$folder/b.json"
wait_for 30 is deck.slides 2
ctl next
wait_for 30 is shown.slide b.json
wait_for 30 as_turned 270

for wrong in '--rotate 45' '--overscan 11' '--overscan x'; do
	status=0
	# shellcheck disable=SC2086 # two words
	"$callboard" play "$folder" --state "$TMPDIR/other" $wrong 2>/dev/null || status=$?
	[ $status = 2 ] || fail "$wrong is exit status $status"
done
ctl quit
