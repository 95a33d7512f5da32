#!/bin/sh
# What pictures say of themselves is a caption only where the event asks for it, none is written, and no camera said it.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder" "$folder/below"

# A JPEG with an EXIF description of 20 bytes (and its NUL), in the place of the head's first segment.
describe() { # describe FILE TEXT
	convert -size 320x200 xc:"#$(printf %s "$1" | cksum | cut -c1-6)" "$TMPDIR/plain.jpg"
	{
		head -c 2 "$TMPDIR/plain.jpg"
		printf '\377\341\000\067Exif\000\000II*\000\010\000\000\000\001\000'
		printf '\016\001\002\000\025\000\000\000\032\000\000\000\000\000\000\000'
		printf '%-20s\000' "$2"
		tail -c +3 "$TMPDIR/plain.jpg"
	} >"$folder/$1"
}

deck() {
	"$BUILD/callboard-ingest" "$folder" --once --state "$state" --size 640x360 --at 2026-05-12T10:14 >"$TMPDIR/up" ||
		fail 'the folder is refused'
	cat "$state/sets/$(cat "$state/current")/deck.json"
}

# Names the captions in the deck, in its order.
captions() {
	deck | grep -o '"caption":"[^"]*"' | cut -d'"' -f4 | tr '\n' ' '
}

event() { # event FOLDER KEYS
	printf '{"type":"event","name":"N","start":"2026-05-12","timezone":"UTC"%s}\n' "$2" >"$folder/${1}event.json"
}

describe a.jpg Ratusz,wieczorem
describe b.jpg 'OLYMPUS DIGITAL CAM '
describe c.jpg Unheard
describe below/d.jpg Below,too
describe alone.jpg Alone,here
convert "$folder/a.jpg" -format '%[EXIF:ImageDescription]' info: | grep -q Ratusz || fail 'the picture has no description'
printf '{"type":"photos","photos":["a.jpg","b.jpg",{"file":"c.jpg","caption":"Own"},"below/d.jpg"]}\n' >"$folder/p.json"

event '' ''
[ "$(captions)" = 'Own ' ] || fail "captions that nobody asked for: $(captions)"
event '' ',"captions":"written"'
[ "$(captions)" = 'Own ' ] || fail "captions that nobody wants: $(captions)"
event '' ',"captions":"picture"'
[ "$(captions)" = 'Alone,here Ratusz,wieczorem OLYMPUS DIGITAL CAM Own Below,too ' ] || fail "captions: $(captions)"
describe b.jpg '     SONY DSC       '
[ "$(captions)" = 'Alone,here Ratusz,wieczorem Own Below,too ' ] || fail "a camera's name: $(captions)"

# What its author wrote as IPTC's caption counts for more.
cp "$folder/b.jpg" "$TMPDIR/camera.jpg"
{
	head -c 2 "$TMPDIR/camera.jpg"
	printf '\377\355\000\064Photoshop 3.0\0008BIM\004\004\000\000\000\000\000\030'
	printf '\034\002\005\000\003Yes\034\002\170\000\013By a person'
	tail -c +3 "$TMPDIR/camera.jpg"
} >"$folder/b.jpg"
[ "$(captions)" = 'Alone,here Ratusz,wieczorem By a person Own Below,too ' ] || fail "its author's caption: $(captions)"

# What the event above says is so below, unless that says otherwise.
printf '{"type":"photos","photos":["d.jpg"]}\n' >"$folder/below/p.json"
printf '{"type":"photos","photos":["a.jpg"]}\n' >"$folder/p.json"
rm "$folder/b.jpg" "$folder/c.jpg" "$folder/alone.jpg"
event below/ ''
[ "$(captions)" = 'Below,too Ratusz,wieczorem ' ] || fail "below: $(captions)"
event below/ ',"captions":"written"'
[ "$(captions)" = 'Ratusz,wieczorem ' ] || fail "not below: $(captions)"
