#!/bin/bash
# The player as a process, off-screen: first picture, every ctl command, refresh, ingest killed, restart, the end.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder"

announcement() { # announcement FILE TITLE
	printf '{"type":"announcement","title":"%s","text":"Some words that stay.","seconds":600}\n' "$2" >"$folder/.$1"
	mv "$folder/.$1" "$folder/$1"
}

play() {
	start player "$callboard" play "$folder" --state "$state" --screen foyer --size 960x540 "$@"
	player=$pid
}

settled() { # no frame between two looks: no fade
	one=$(value display.frames)
	sleep 0.15
	[ "$one" = "$(value display.frames)" ]
}

screenshot() { # screenshot NAME
	ctl screenshot "$TMPDIR/$1.png"
	lively "$TMPDIR/$1.png"
}

differ() { # differ NAME NAME: more than a tick of a clock
	[ "$(compare -metric AE -fuzz 5% "$TMPDIR/$1.png" "$TMPDIR/$2.png" null: 2>&1)" -gt 2000 ] ||
		fail "$1 and $2 look the same"
}

# Usage.
status=0
"$callboard" play --size huge "$folder" 2>/dev/null || status=$?
[ $status = 2 ] || fail "a bad size is exit status $status"
status=0
"$callboard" play --nonsense 2>/dev/null || status=$?
[ $status = 2 ] || fail "an unknown option is exit status $status"
status=0
"$callboard" play --state "$state" 2>/dev/null || status=$?
[ $status = 2 ] || fail "no folder is exit status $status"
status=0
ctl status 2>/dev/null || status=$?
[ $status = 1 ] || fail "ctl without a player is exit status $status"
status=0
ctl dance 2>/dev/null || status=$?
[ $status = 2 ] || fail "an unknown command is exit status $status"

# Nothing in the folder: the calm page.
play
wait_for 30 is shown.kind calm
[ "$(value screen)" = foyer ] || fail "the screen's name"
[ "$(value display.path)" = memory ] || fail "not off-screen"
[ "$(value display.width)" = 960 ] || fail "the size"
grep -q 'no display: running off-screen; see it with: callboard ctl screenshot FILE --state' "$TMPDIR/player.log" ||
	fail "does not say how to look"
screenshot calm
[ "$(stat -c %a "$state/ctl.sock")" = 600 ] || fail "the socket is open to others"

# A second player.
status=0
said=$("$callboard" play "$folder" --state "$state" 2>&1) || status=$?
[ $status = 75 ] || fail "a second player is exit status $status"
case $said in *"$player"*) ;; *) fail "the first player's pid is not named: $said" ;; esac

# New, changed, removed: on the screen within a second (sanitizers get three).
began=$(now_ms)
announcement b.json Pierwsza
wait_for 30 is shown.slide b.json
echo "new file shown after $(($(now_ms) - began)) ms"
wait_for 30 is deck.showable 1
since=$(value shown.since)
announcement a.json Druga
announcement c.json Trzecia
wait_for 30 is deck.showable 3
[ "$(value shown.slide)" = b.json ] || fail "new files took b.json off the screen"
[ "$(value shown.since)" = "$since" ] || fail "new files began the page anew"
wait_for 30 settled
frames=$(value display.frames)
screenshot before
began=$(now_ms)
announcement b.json Zmieniona
wait_for 30 is shown.title Zmieniona
[ "$(value shown.slide)" = b.json ] || fail "the change moved the show on"
echo "changed file shown after $(($(now_ms) - began)) ms"
wait_for 30 is_not display.frames "$frames"
wait_for 30 settled
screenshot after
differ before after

# next, previous, pause, resume.
ctl next
wait_for 30 is shown.slide c.json
ctl next
wait_for 30 is shown.slide a.json
ctl previous
wait_for 30 is shown.slide c.json
ctl pause
is paused true || fail "not paused"
[ "$(value shown.until)" = null ] || fail "a paused page has an end"
ctl resume
is paused false || fail "not resumed"

# The shown file goes: the next one comes at once.
rm "$folder/c.json"
wait_for 30 is shown.slide a.json

# identify.
ctl identify
wait_for 30 is shown.kind identify
wait_for 30 settled
screenshot identify
ctl next
wait_for 30 is shown.kind announcement

# Ingest killed: the picture stays, and it comes back.
slide=$(value shown.slide)
ingest=$(value ingest.pid)
kill -9 "$ingest"
screenshot without
another_ingest() { is ingest.running true && is_not ingest.pid "$ingest"; }
wait_for 30 another_ingest
[ "$(value shown.slide)" = "$slide" ] || fail "the death of ingest moved the show"
is ingest.restarts 1 || fail "restarts are not counted"
ctl reload
announcement d.json Po
wait_for 30 is deck.showable 3

# restart: same process, same slide, still paused.
ctl next
ctl pause
slide=$(value shown.slide)
open_before=$(ls "/proc/$player/fd" | wc -l)
ctl restart
is pid "$player" || fail "another process after the restart, or none that answers"
[ "$(value ingest.restarts)" = 0 ] || fail "it did not restart"
[ "$(value shown.slide)" = "$slide" ] || fail "restart went from $slide to $(value shown.slide)"
is paused true || fail "restart forgot the pause"
wait_for 30 is ingest.running true
open_after=$(ls "/proc/$player/fd" | wc -l)
[ "$open_after" -le "$open_before" ] || fail "$open_before descriptors before the restart, $open_after after it"
screenshot again
ctl resume

# The folder is moved away while playing, and comes back.
mv "$folder" "$folder.away"
wait_for 30 is health.share unreachable
[ "$(value deck.showable)" = 3 ] || fail "an unreachable folder emptied the deck"
screenshot away
mv "$folder.away" "$folder"
wait_for 30 is health.share readable

# HUP reloads and nothing more; then everything goes: the calm page, never black.
kill -HUP "$player"
rm "$folder"/*.json
wait_for 30 is shown.kind calm
wait_for 30 settled
screenshot empty

# TERM: within two seconds, cleanly; nothing is left behind.
began=$(now_ms)
kill -TERM "$player"
exit_status "$player"
took=$(($(now_ms) - began))
[ "$exit_status" = 0 ] || fail "TERM is exit status $exit_status"
[ $took -lt 2000 ] || fail "TERM took $took ms"
[ ! -e "$state/ctl.sock" ] || fail "the socket is left behind"

# What was shown last is there before ingest is.
announcement e.json Znowu
play
wait_for 30 is shown.slide e.json
ctl quit
exit_status "$player"
[ "$exit_status" = 0 ] || fail "quit is exit status $exit_status"
mv "$folder" "$folder.away"
play
wait_for 30 is shown.slide e.json
wait_for 30 is health.share unreachable
[ "$(value shown.slide)" = e.json ] || fail "an absent folder took the last good set off the screen"
screenshot boot
kill -INT "$player"
exit_status "$player"
[ "$exit_status" = 0 ] || fail "INT is exit status $exit_status"
