#!/bin/bash
# Cards live long: nothing is written while nothing happens (an hour of it: make field-writes), and with a root that is
# read-only all is well as long as the state has a place.
. tests/process/lib.sh
mkdir "$TMPDIR/content"
cp -R content/2018-10-sandomierz/*.json content/2018-10-sandomierz/*.txt "$TMPDIR/content"
# Old sets are cleared away five seconds after a new one: what is settled is so for longer.
tests/field/writes "$BUILD" 3 6 "$TMPDIR/content" || fail "something is written in a steady state"

if ! unshare -m mount -o remount,ro,bind / 2>/dev/null; then
	echo "only root can make the root read-only: left out"
	exit 0
fi
mkdir -p "$TMPDIR/folder" "$state"
printf '{"type":"announcement","title":"Obiad","text":"Sala A"}\n' >"$TMPDIR/folder/a.json"
# shellcheck disable=SC2016
start player unshare -m sh -c 'mount -t tmpfs none "$1" && mount -o remount,ro,bind / &&
	exec "$2" play "$3" --state "$1" --screen foyer --listen off' sh "$state" "$callboard" "$TMPDIR/folder"
player=$pid
ctl() { # its state is in a mount namespace of its own
	nsenter -t "$player" -m "$callboard" ctl "$@" --state "$state"
}
wait_for 30 is shown.slide a.json
[ ! -e "$state/current" ] || fail "the state is not where it should be"
! grep -qi 'read-only' "$TMPDIR/player.log" || fail "it complains"
ctl quit
exit_status "$player"
[ "$exit_status" = 0 ] || fail "quit is exit status $exit_status"
