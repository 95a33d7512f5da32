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

"$BUILD/callboard-ingest" "$folder" --state "$state" --size 320x180 <"$TMPDIR/down" >"$up" 2>>"$TMPDIR/ingest.log" 9>&- &
ingest=$!
started="$started $ingest"
printf 'Before\n\nthe disk is full' >"$folder/a.txt"
wait_for 5 shows Before

# Full: the set in force stays, the reason is told, once in the log; with room again it goes on by itself.
dd if=/dev/zero of="$state/filler" bs=64k 2>/dev/null || :
while printf '%4096s' >>"$state/filler" 2>/dev/null; do :; done
printf 'While\n\nthe disk is full' >"$folder/a.txt"
wait_for 5 says health 'No space left on device'
shows Before || fail "a full disk cost the set in force"
reasons=$(grep -c 'No space left' "$TMPDIR/ingest.log" || :)
[ "$reasons" = 1 ] || fail "a full disk was logged $reasons times"
rm "$state/filler"
wait_for 15 shows While
wait_for 5 says health '"refused":0'
says health 'No space left' && fail "the reason stayed"

# Pictures leave a part of the disk free: what is over is refused, in words, and taken when others go.
for i in 1 2 3 4 5 6; do
	convert -size 640x360 plasma:red-blue -seed $i "$TMPDIR/photo.bmp"
	cp "$TMPDIR/photo.bmp" "$folder/p$i.bmp"
done
wait_for 15 says problems "has no room for this picture"
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
printf 'While\n\nthe disk is full' >"$folder/a.txt"
wait_for 15 shows While
wait_for 15 says health '"refused":0'

# The mount goes, its mount point stays, empty: that is no empty folder.
umount -l "$folder"
wait_for 15 says health '"share":"unreachable"'
shows While || fail "a lost mount emptied the deck"
kill -9 "$ingest"
wait "$ingest" 2>/dev/null || :
"$BUILD/callboard-ingest" "$folder" --state "$state" --size 320x180 <"$TMPDIR/down" >"$up" 2>>"$TMPDIR/ingest.log" 9>&- &
ingest=$!
started="$started $ingest"
wait_for 5 says health 'nothing is mounted there'
shows While || fail "a lost mount emptied the deck after a restart"
mount -t tmpfs -o size=8m callboard-test "$folder"
wait_for 15 says health '"share":"readable"'
