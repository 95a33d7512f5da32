#!/bin/bash
# A state folder belongs to one at a time: nobody publishes into that of a running player. And what a killed program left
# half done in it is mended by the next.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder"
printf 'Obiad\n\nSala A\n' >"$folder/a.txt"
start player "$callboard" play "$folder" --state "$state" --screen foyer --size 320x180
player=$pid
wait_for 10 is shown.slide a.txt
key=$(cat "$state/current")

# Another folder checked, or rendered, there: told, and nothing is touched.
mkdir "$TMPDIR/other"
printf 'Other\n\nwords\n' >"$TMPDIR/other/b.txt"
taken() { # taken COMMAND…
	status=0
	"$@" >"$TMPDIR/said" 2>&1 || status=$?
	[ $status = 75 ] || fail "$2 with a running player's state is exit status $status"
	grep -q "pid $player" "$TMPDIR/said" || fail "$2 does not say who holds the state: $(cat "$TMPDIR/said")"
}
taken "$callboard" check "$TMPDIR/other" --state "$state"
taken "$callboard" render "$TMPDIR/other" "$TMPDIR/out" --state "$state"
[ "$key" = "$(cat "$state/current")" ] || fail "another folder was published under a running player"
"$callboard" check "$TMPDIR/other" || fail "check without --state does not work beside a player"

# Left alone, the state can be used, and is let go again.
kill "$player"
exit_status "$player"
: >"$state/.current.Abc123"
"$callboard" render "$TMPDIR/other" "$TMPDIR/out" --state "$state" || fail "render with a state of its own"
[ -s "$TMPDIR/out/001-b.png" ] || fail "nothing was rendered"
[ ! -e "$state/.current.Abc123" ] || fail "a temporary was left for ever"
"$callboard" check "$TMPDIR/other" --state "$state" || fail "check with a state of its own"

# A state folder that does not exist yet is made; one that cannot be is told.
"$callboard" check "$TMPDIR/other" --state "$TMPDIR/new/state" || fail "check does not make its state folder"
: >"$TMPDIR/file"
status=0
"$callboard" check "$TMPDIR/other" --state "$TMPDIR/file/state" 2>"$TMPDIR/said" || status=$?
[ $status = 1 ] || fail "a state folder that cannot be made is exit status $status"
grep -q "Not a directory" "$TMPDIR/said" || fail "it is not said why: $(cat "$TMPDIR/said")"
