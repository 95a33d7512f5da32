#!/bin/bash
# The gallery: pictures of a row, a page that shows them, and a complaint when there is none.
. tests/process/lib.sh
mkdir "$TMPDIR/build"
ln -s "$BUILD"/callboard* "$TMPDIR/build/"
gallery=$TMPDIR/build/gallery

[ "$(tests/gallery/render "$TMPDIR/build" one identify)" = "2 pictures: $gallery/index.html" ] || fail "not two pictures"
lively "$gallery/pages/one/001-wall.png"
lively "$gallery/pages/identify/001-identify.png"
for picture in pages/one/001-wall.png small/one-1.jpg pages/identify/001-identify.png small/identify-1.jpg; do
	grep -q "\"$picture\"" "$gallery/index.html" || fail "the page does not show $picture"
	[ -s "$gallery/$picture" ] || fail "there is no $picture"
done
grep -q 'callboard render one OUT --at 2026-05-12T17:20' "$gallery/index.html" || fail "the page does not tell how"

# Nothing of that name; a program that cannot render.
! tests/gallery/render "$TMPDIR/build" nonsense >"$TMPDIR/said" 2>&1 || fail "no row, and all is well"
ln -sf /bin/false "$TMPDIR/build/callboard"
! tests/gallery/render "$TMPDIR/build" one >"$TMPDIR/said" 2>&1 || fail "no picture, and all is well"
grep -q 'one: no picture' "$TMPDIR/said" || fail "it says $(cat "$TMPDIR/said")"
