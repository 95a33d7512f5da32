#!/bin/sh
# Pictures that nobody names: two upright ones that follow each other in a folder are one slide of a wide screen, and none of
# them is lost, whatever comes and goes.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder" "$folder/below"

picture() { # picture FILE SIZE
	convert -size "$2" xc:"#$(printf %s "$1" | cksum | cut -c1-6)" "$folder/$1"
}

# "1.png:2 3.png:1": each slide's name, and how many photos it has.
slides() { # slides SIZE
	"$BUILD/callboard-ingest" "$folder" --once --state "$state" --size "$1" --at 2026-05-12T10:14 >"$TMPDIR/up" ||
		fail 'the folder is refused'
	sed 's/{"id":/\n&/g' "$state/sets/$(cat "$state/current")/deck.json" | sed -n '/^{"id":/p' |
		while read -r slide; do
			count=$(printf '%s' "$slide" | grep -o '"width":' | wc -l)
			printf '%s:%s ' "$(printf '%s' "$slide" | cut -d'"' -f4)" "$count"
		done
}

expect() { # expect SIZE SLIDES
	found=$(slides "$1")
	[ "$found" = "$2" ] || fail "on $1 there are $found, not $2"
}

for name in 1 2 3 5 10; do
	picture "$name.png" 200x300
done
picture 4.png 300x200
picture below/6.png 200x300
expect 640x360 '1.png:2 3.png:1 4.png:1 5.png:2 below/6.png:1 '
expect 360x640 '1.png:1 2.png:1 3.png:1 4.png:1 5.png:1 10.png:1 below/6.png:1 '
rm "$folder/1.png" # the next one is its neighbour's
expect 640x360 '2.png:2 4.png:1 5.png:2 below/6.png:1 '
rm "$folder/4.png"
expect 640x360 '2.png:2 5.png:2 below/6.png:1 '

# What stands between two of them parts them, and what a file names is not one of them.
echo Hello >"$folder/7.txt"
expect 640x360 '2.png:2 5.png:1 7.txt:0 10.png:1 below/6.png:1 '
printf '{"type":"photos","photos":["3.png"]}\n' >"$folder/99.json"
rm "$folder/7.txt"
expect 640x360 '2.png:2 10.png:1 99.json:1 below/6.png:1 '
