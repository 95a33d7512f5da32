#!/bin/bash
# The same on a share, where nothing tells of those who write: what looks at it a second apart find alike is whole if it can
# be read to its end.
. tests/process/lib.sh
. tests/process/share.sh
. tests/process/whole.sh
server=$TMPDIR/server mount=$TMPDIR/mount
mkdir "$server" "$mount"
trap 'ended_with=$?; umount -l "$mount" 2>/dev/null || :; end_started' EXIT
trap 'exit 1' TERM
[ -w /dev/fuse ] || skip "no /dev/fuse here: nothing is known of shares"
# shellcheck disable=SC2046
cc -std=c11 -D_GNU_SOURCE -o "$TMPDIR/stallfs" tests/tools/stallfs.c $(pkg-config --cflags --libs fuse3)
start stallfs "$TMPDIR/stallfs" "$server" "$TMPDIR/control" "$mount"
stallfs=$pid
until mountpoint -q "$mount"; do
	ended "$stallfs" && skip "nothing can be mounted here: nothing is known of shares"
	sleep 0.05
done
play "$mount" "$server" 200

# One whose copy never ends: what it said before stays, and its author is told.
wall "$new.json" one.jpg
size=$(stat -c %s "$new.json")
truncate -s $((size / 2)) "$new.json"
truncate -s "$size" "$new.json"
cp "$new.json" "$server/wall.json"
wait_for 20 is health.refused 1
ctl status | grep -q 'only zeros' || fail "nobody is told that a file has only zeros"
[ "$(value deck.slides)" = 1 ] || fail "a file with zeros took a slide away"
