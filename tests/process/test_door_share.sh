#!/bin/sh
# The page at the door with a folder that hangs, fails or cannot be written: it says so, soon, and everybody else is served
# meanwhile.
. tests/process/lib.sh
. tests/process/share.sh
server=$TMPDIR/server control=$TMPDIR/control mount=$TMPDIR/mount
mkdir "$server" "$mount"
trap 'ended_with=$?; rm -f "$control"; umount -l "$mount" 2>/dev/null || :; end_started' EXIT
trap 'exit 1' TERM

[ -w /dev/fuse ] || skip "no /dev/fuse here: nothing is known of shares that hang"
# shellcheck disable=SC2046
cc -std=c11 -D_GNU_SOURCE -o "$TMPDIR/stallfs" tests/tools/stallfs.c $(pkg-config --cflags --libs fuse3)
start stallfs "$TMPDIR/stallfs" "$server" "$control" "$mount"
mounted() { mountpoint -q "$mount" || ended "$pid"; }
wait_for 30 mounted
mountpoint -q "$mount" || skip "nothing can be mounted here: nothing is known of shares that hang"
cat >"$server/day.json" <<'END'
{ "type": "agenda", "date": "2018-10-22", "sessions": [ { "start": "11:00", "end": "12:00", "title": "Talk", "room": "A" } ] }
END
start player "$callboard" play "$mount" --state "$state" --screen foyer --size 640x360 --at 2018-10-22T10:14 --listen 127.0.0.1:0
wait_for 30 is deck.slides 1
url=$(grep -o 'http://[^ ]*' "$TMPDIR/player.log")
url=${url%%/#*}

# ask NAME PATH [CURL OPTION…]: the status into $TMPDIR/NAME, the body into $TMPDIR/NAME.body
ask() {
	name=$1 path=$2
	shift 2
	curl -s --max-time 40 -o "$TMPDIR/$name.body" -w '%{http_code}' -H "Authorization: Bearer $(cat "$state/token")" "$@" \
		"$url$path" >"$TMPDIR/$name" || :
}
later() { ask "$1" /api/door/session -d '{"session":{"title":"Talk"},"delay_minutes":10}'; }
answered() { # answered NAME STATUS WORDS
	[ "$(cat "$TMPDIR/$1")" = "$2" ] && grep -q "$3" "$TMPDIR/$1.body" || fail "$1: $(cat "$TMPDIR/$1" "$TMPDIR/$1.body")"
}

later well
answered well 200 '"ok":true'
[ -e "$server/callboard-door/changes.json" ] || fail "nothing is written"

# It hangs: whoever asks for a change hears so; meanwhile, and afterwards, the page goes on.
wait_for 30 is health.share readable
echo stall >"$control"
later hung &
asked=$!
began_ms=$(now_ms)
ask picture /api/screen.png
ask programme /api/programme
took_ms=$(($(now_ms) - began_ms))
[ "$(cat "$TMPDIR/picture" "$TMPDIR/programme")" = 200200 ] || fail "nobody else is served"
kill -0 $asked || fail "it did not hang: $(cat "$TMPDIR/hung" "$TMPDIR/hung.body")"
[ $took_ms -lt 4000 ] || fail "a hanging folder holds everybody up: $took_ms ms"
wait $asked
answered hung 504 'does not answer'
later again
answered again 504 'does not answer'
rm "$control"
healed() { later healed && [ "$(cat "$TMPDIR/healed")" = 200 ]; }
wait_for 40 healed
kill -0 "$pid" || fail "the player is gone"

# It fails.
echo error >"$control"
later failing
answered failing 503 'cannot be reached'
rm "$control"

# It cannot be written.
wait_for 40 healed
if mount -o remount,ro "$mount" 2>/dev/null; then
	wait_for 30 is health.share readable
	later closed
	answered closed 503 '"code":"read-only"'
fi
