#!/bin/sh
# A state folder that does not take the ctl socket at first (a card that is read-only, a full disk): it plays all the same,
# says so once, and there is a socket as soon as it can be.
. tests/process/lib.sh
mkdir -p "$TMPDIR/folder" "$state/ctl.sock"
: >"$state/ctl.sock/in-the-way"
echo Hello >"$TMPDIR/folder/hello.txt"
start player "$callboard" play "$TMPDIR/folder" --state "$state" --size 320x180
player=$pid
wait_for 30 grep -q 'ctl: no socket in' "$TMPDIR/player.log"
wait_for 30 test -s "$state/current"
rm -r "$state/ctl.sock"
wait_for 30 is deck.slides 1
grep -q 'ctl: there is a socket in' "$TMPDIR/player.log" || fail "nobody says that there is a socket now"
[ "$(grep -c 'ctl: no socket in' "$TMPDIR/player.log")" = 1 ] || fail "that there is none is not said once"
ctl quit
wait_for 30 ended "$player"
