#!/bin/bash
# callboard-ingest on file systems of its own: a full state folder, and a mount point that has lost its mount. In a
# mount namespace of its own, where the system gives one.
if [ -z "${own_mounts:-}" ]; then
	unshare --map-root-user --mount true 2>/dev/null || {
		echo "skipped: no mount namespace to be had"
		exit 0
	}
	exec env own_mounts=1 unshare --map-root-user --mount bash "$0"
fi
. tests/process/lib.sh
folder=$TMPDIR/folder
up=$TMPDIR/up
mkdir -p "$folder" "$state"
mount -t tmpfs -o size=4m callboard-test "$state"
mount -t tmpfs -o size=8m callboard-test "$folder"
mkfifo "$TMPDIR/down"
exec 9<>"$TMPDIR/down"

deck() {
	cat "$state/sets/$(cat "$state/current")/deck.json"
}

shows() {
	deck | grep -qF "$1"
}

says() {
	grep "^$1 " "$up" | tail -n 1 | grep -qF -- "$2"
}

ingest() {
	"$BUILD/callboard-ingest" "$folder" --state "$state" --size 320x180 <"$TMPDIR/down" >"$up" 2>>"$TMPDIR/ingest.log" 9>&- &
	ingest=$!
	started="$started $ingest"
}
ingest
printf 'Before\n\nthe disk is full' >"$folder/a.txt"
wait_for 5 shows Before

# Full: the set in force stays, the reason is told, once in the log; with room again it goes on by itself.
dd if=/dev/zero of="$state/filler" bs=64k 2>/dev/null || :
while printf '%4096s' >>"$state/filler" 2>/dev/null; do :; done
printf 'While\n\nthe disk is full' >"$folder/a.txt"
wait_for 5 says health "no room left on $state: 0 MB free"
shows Before || fail "a full disk cost the set in force"
reasons=$(grep -c 'no room left on' "$TMPDIR/ingest.log" || :)
[ "$reasons" = 1 ] || fail "a full disk was logged $reasons times"
rm "$state/filler"
wait_for 15 shows While
wait_for 5 says health '"refused":0'
says health 'no room left' && fail "the reason stayed"

# Pictures leave a part of the disk free: what is over is refused, in words, and taken when others go.
for i in 1 2 3 4 5 6; do
	convert -size 640x360 plasma:red-blue -seed $i "$TMPDIR/photo.bmp"
	cp "$TMPDIR/photo.bmp" "$folder/p$i.bmp"
done
wait_for 15 says problems "has no room for this picture"
for i in 1 2 3 4; do # of many it is told once, with how many are shown
	convert -size 640x360 plasma:red-blue -seed 2$i "$TMPDIR/photo.bmp"
	cp "$TMPDIR/photo.bmp" "$folder/q$i.bmp"
done
wait_for 15 says problems "pictures; "
[ "$(grep '^problems ' "$up" | tail -n 1 | grep -o 'room for this picture' | wc -l)" = 5 ] ||
	fail "many pictures without room are told of one by one"
rm "$folder"/q*.bmp
printf 'Texts\n\nstill have room' >"$folder/a.txt"
wait_for 5 shows Texts
settled() {
	says health '"waiting":0'
}
wait_for 15 settled
free_kb=$(df -k --output=avail "$state" | tail -n 1)
[ "$free_kb" -ge 400 ] || fail "pictures left $free_kb of 4096 kB"
last=$(deck | grep -o '"source":"p[0-9].bmp"' | tail -n 1)
[ -n "$last" ] || fail "no picture at all was taken"
[ "$last" != '"source":"p6.bmp"' ] || fail "all pictures were taken"
rm "$folder/p1.bmp" "$folder/p2.bmp"
another() {
	[ "$(deck | grep -o '"source":"p[0-9].bmp"' | tail -n 1)" != "$last" ]
}
wait_for 30 another
rm "$folder"/p*.bmp

# What is out of use stays while there is room, and goes in the order in which it went out of use.
put() { # put NAME SEED: sets $kept, its decoded file
	ls "$state/pictures" >"$TMPDIR/before"
	convert -size 640x360 plasma:green-white -seed "$2" "$TMPDIR/photo.jpg"
	mv "$TMPDIR/photo.jpg" "$folder/$1.jpg"
	wait_for 15 shows "\"source\":\"$1.jpg\""
	kept=$state/pictures/$(ls "$state/pictures" | grep -vxFf "$TMPDIR/before")
}
retire() { # retire NAME: its file is dated anew when it goes out of use
	dated=$(stat -c %y "$kept")
	rm "$folder/$1.jpg"
	wait_for 20 dated_anew
}
dated_anew() {
	[ "$(stat -c %y "$kept")" != "$dated" ]
}
printf 'No\n\npictures' >"$folder/a.txt"
wait_for 15 shows pictures
rm -f "$state"/pictures/*
put z-first 101
z_first=$kept
retire z-first
put a-second 102
a_second=$kept
retire a-second
free_kb=$(df -k --output=avail "$state" | tail -n 1)
dd if=/dev/zero of="$state/filler" bs=1k count=$((free_kb - 810)) 2>/dev/null
put third 103
[ -e "$a_second" ] || fail "the picture that was in use until a moment ago is gone"
[ ! -e "$z_first" ] || fail "nothing made room for a picture"
rm "$state/filler" "$folder/third.jpg"
printf 'While\n\nthe disk is full' >"$folder/a.txt"
wait_for 15 shows While
wait_for 15 says health '"refused":0'

# Read-only: told as such, the set in force stays, through a restart as well; it heals by itself.
mount -o remount,ro "$state"
printf 'Later\n\nthe disk is writable' >"$folder/a.txt"
wait_for 15 says health "$state is on a disk that is read-only"
shows While || fail "a read-only disk cost the set in force"
kill -9 "$ingest"
wait "$ingest" 2>/dev/null || :
ingest
wait_for 15 says health "read-only"
says published "$(cat "$state/current")" || fail "on a read-only disk the set in force is not told of"
mount -o remount,rw "$state"
wait_for 30 shows Later
writable() {
	! says health "read-only"
}
wait_for 15 writable
printf 'While\n\nthe disk is full' >"$folder/a.txt"
wait_for 15 shows While

# The mount goes, its mount point stays, empty: that is no empty folder.
umount -l "$folder"
wait_for 15 says health '"share":"unreachable"'
shows While || fail "a lost mount emptied the deck"
kill -9 "$ingest"
wait "$ingest" 2>/dev/null || :
ingest
wait_for 5 says health 'nothing is mounted there'
shows While || fail "a lost mount emptied the deck after a restart"
mount -t tmpfs -o size=8m callboard-test "$folder"
wait_for 15 says health '"share":"readable"'
