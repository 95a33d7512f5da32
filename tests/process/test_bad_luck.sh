#!/bin/bash
# What may happen to a wall, one after the other, while the X server's own pixels are watched: the folder goes and comes
# back, files arrive bit by bit, the state folder's disk fills up, each process is killed, the player too. People never see
# a dark screen, and in the end everything is as it should be. As root it runs in mounts of its own, which end with it.
[ "${OWN_MOUNTS:-}" = yes ] || ! unshare --mount true 2>/dev/null || OWN_MOUNTS=yes exec unshare --mount bash "$0"
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder" "$state" "$TMPDIR/framebuffer"
small=no
if [ "${OWN_MOUNTS:-}" = yes ]; then
	mount -t tmpfs -o size=32m none "$state" # a disk that can be filled
	small=yes
fi
item() { printf '{"type":"announcement","title":"%s","text":"Sala %s, parter","seconds":%s}\n' "$1" "$2" "${3:-600}"; }
item Obiad A >"$folder/a.json"
convert -size 640x480 plasma:orange-navy -seed 7 "$TMPDIR/photo.jpg"

: >"$TMPDIR/display"
start xvfb Xvfb -displayfd 3 -screen 0 1280x720x24 -nolisten tcp -noreset -fbdir "$TMPDIR/framebuffer" 3>"$TMPDIR/display"
wait_for 10 test -s "$TMPDIR/display"
DISPLAY=:$(cat "$TMPDIR/display")
export DISPLAY

# As the service manager does: at once again, whatever happened.
service() {
	trap 'kill "$player"; wait "$player"; exit' TERM
	while :; do
		"$callboard" play "$folder" --state "$state" --screen foyer &
		player=$!
		wait "$player" || :
	done
}
start player service
supervisor=$pid
wait_for 10 is shown.slide a.json
start watch tests/tools/darkwatch.py "$TMPDIR/framebuffer/Xvfb_screen0"
watcher=$pid

# The folder walks away, and comes back changed.
mv "$folder" "$TMPDIR/away"
wait_for 15 is health.share unreachable
is shown.slide a.json || fail "the picture went with the folder"
item Kolacja B >"$TMPDIR/away/b.json"
mv "$TMPDIR/away" "$folder"
wait_for 15 is deck.slides 2

# Files that come bit by bit, in place, and one that never ends whole.
title=$(value shown.title)
while IFS= read -r -n 1 byte; do
	printf '%s' "$byte" >>"$folder/c.json"
done < <(item Podsumowanie C)
wait_for 5 is deck.slides 3
head -c 3000 "$TMPDIR/photo.jpg" >"$folder/d.jpg"
wait_for 10 is health.refused 1
[ "$(value deck.slides)" = 3 ] || fail "half a picture was taken"
[ "$(value shown.title)" = "$title" ] || fail "the shown page was given up for other files"
cp "$TMPDIR/photo.jpg" "$folder/d.jpg"
wait_for 10 is deck.slides 4

# Ingest is killed, again and again; what is dropped meanwhile comes all the same.
for i in 1 2 3; do
	old=$(value ingest.pid)
	kill -9 "$old"
	item "Nowe $i" D >"$folder/e$i.json"
	wait_for 20 is_not ingest.pid "$old"
	wait_for 20 is deck.slides $((4 + i))
done

# The player is killed: another one takes over the picture that stands.
for _ in 1 2 3; do
	old=$(value pid)
	kill -9 "$old"
	wait_for 20 is_not pid "$old"
done
wait_for 20 is deck.slides 7

# A full disk under the state: the set that is there plays on; with room again, the new one comes.
if [ "$small" = yes ]; then
	head -c 64M /dev/zero >"$state/ballast" 2>/dev/null || :
	item Pozne E >"$folder/f.json"
	wait_for 15 is_not health.reason null
	[ "$(value deck.slides)" = 7 ] || fail "a set that cannot be written is shown"
	rm "$state/ballast"
	wait_for 40 is deck.slides 8
fi

wait_for 10 is health.share readable
kill "$watcher"
exit_status "$watcher"
read -r _ looks _ dark _ longest_ms <"$TMPDIR/watch.log"
echo "looks $looks, dark $dark, longest $longest_ms ms"
[ "$looks" -gt 500 ] || fail "only $looks looks"
[ "$dark" = 0 ] || fail "the screen was dark for $longest_ms ms"
