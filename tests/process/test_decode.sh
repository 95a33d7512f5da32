#!/bin/bash
# callboard-decode: what it makes of whole, turned, inked, cut and lying pictures.
. tests/process/lib.sh

decode() { # decode FILE [WIDTH HEIGHT]: sets $answer; the pixels are in $TMPDIR/pixels
	answer=$("$BUILD/callboard-decode" "${2:-640}" "${3:-360}" <"$1" 3<>"$TMPDIR/pixels" | grep -v "^detail ")
}

gives() { # gives FILE ANSWER [WIDTH HEIGHT]
	: >"$TMPDIR/pixels"
	decode "$1" "${@:3}"
	case $answer in
	$2) ;;
	*) fail "$(basename "$1") gives '$answer', not '$2'" ;;
	esac
}

pixel() { # pixel X Y WIDTH: as AARRGGBB
	od -An -tx4 -j $((32 + 4 * ($2 * $3 + $1))) -N4 "$TMPDIR/pixels" | tr -d ' '
}

near() { # near PIXEL AARRGGBB: each part by 8 at most
	for at in 0 2 4 6; do
		off=$((16#${1:at:2} - 16#${2:at:2}))
		[ ${off#-} -le 8 ] || fail "$3: the pixel is $1, not $2"
	done
}

cd "$TMPDIR"
convert -size 32x16 xc:red xc:lime +append \( -size 32x16 xc:blue xc:white +append \) -append quarters.png

# Sizes: they cover the box, are never enlarged, and have a bound.
convert -size 1280x960 plasma:red-blue -quality 90 wide.jpg
gives wide.jpg "ok 640 480 0"
gives wide.jpg "ok 1280 960 0" 4000 3000
convert -size 3000x1000 plasma: strip.jpg
gives strip.jpg "ok 1080 360 0"
convert -size 200x2000 plasma: pillar.png
gives pillar.png "ok 200 2000 0"
[ "$(stat -c %s pixels)" = $((32 + 200 * 2000 * 4)) ] || fail "the file has another size than it says"

# EXIF's eight orientations all come out upright.
orientation=0
for turn in "-rotate 0" -flop "-rotate 180" -flip -transpose "-rotate 270" -transverse "-rotate 90"; do
	orientation=$((orientation + 1))
	# shellcheck disable=SC2086
	convert quarters.png $turn -sampling-factor 1x1 -quality 95 stored.jpg
	{
		head -c 2 stored.jpg
		printf '\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x0'$orientation'\0\0\0\0\0\0'
		tail -c +3 stored.jpg
	} >turned.jpg
	gives turned.jpg "ok 64 32 0"
	near "$(pixel 4 4 64)" ffff0000 "orientation $orientation, top left"
	near "$(pixel 60 4 64)" ff00ff00 "orientation $orientation, top right"
	near "$(pixel 4 28 64)" ff0000ff "orientation $orientation, bottom left"
	near "$(pixel 60 28 64)" ffffffff "orientation $orientation, bottom right"
done

# Inks, as Adobe writes them.
convert quarters.png -colorspace CMYK -quality 95 inks.jpg
gives inks.jpg "ok 64 32 0"
near "$(pixel 4 4 64)" ffff0000 "inks, red"
near "$(pixel 4 28 64)" ff0000ff "inks, blue"

# Scaling is by light: black and white lines make the grey that the eye sees, not 0x80.
convert -size 2x2 pattern:gray50 -scale 2x2 +repage -size 1024x1024 tile:pattern:gray50 -delete 0 lines.png
gives lines.png "ok 256 256 0" 256 256
near "$(pixel 100 100 256)" ffbcbcbc "a fine pattern"

# Transparency is premultiplied.
convert -size 32x32 xc:'rgba(255,0,0,0.5)' half.png
gives half.png "ok 32 32 1"
near "$(pixel 3 3 32)" 80800000 "half transparent red"

# Other kinds, by content and not by name.
for kind in gif bmp tif webp; do
	convert quarters.png -define webp:lossless=true "quarters.$kind"
	cp "quarters.$kind" named.jpg
	gives named.jpg "ok 64 32 0"
	near "$(pixel 4 28 64)" ff0000ff "$kind"
done
echo '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="18"><rect width="32" height="18" fill="#00f"/></svg>' >drawing.svg
gives drawing.svg "ok 640 360 0"

# Cut anywhere, none is drawn half.
convert wide.jpg -interlace Plane progressive.jpg
convert wide.jpg -resize 640x360 wide.png
for kind in gif bmp tif webp; do
	convert wide.png "wide.$kind"
done
for file in wide.jpg progressive.jpg wide.png wide.gif wide.bmp wide.tif wide.webp; do
	gives $file "ok *"
	size=$(stat -c %s $file)
	for percent in 1 10 50 90 99; do
		head -c $((size * percent / 100)) $file >cut
		gives cut "refused *"
	done
done

# What is no picture, and what is more than it looks.
: >empty
gives empty "refused *"
echo '<html>404</html>' >page.png
gives page.png "refused this is a web page*"
{
	head -c 16 quarters.png
	printf '\x00\x01\x86\xa0\x00\x01\x86\xa0'
	tail -c +25 quarters.png
} >liar.png
gives liar.png "refused the picture claims to be 100000 x 100000 pixels*"

# No room for the pixels is not the picture's fault.
answer=$( (ulimit -f 64 && exec "$BUILD/callboard-decode" 640 360 <wide.jpg 3<>pixels.small) || :)
case $answer in
failed*) ;;
*) fail "with no room for its pixels the answer is '$answer'" ;;
esac
"$BUILD/callboard-decode" 0 1 2>/dev/null && fail "a box without width is taken"
exit 0
