#!/bin/bash
# A mount point of the machine's own /etc/fstab where nothing is mounted is no empty folder: what was taken stays. The table
# is another one for ingest alone, in a mount namespace.
. tests/process/lib.sh
unshare -rm mount --bind /etc/hosts /etc/fstab 2>/dev/null || {
	echo "SKIPPED: /etc/fstab cannot be another one here: nothing is known of mounts that it wants"
	exit 0
}
folder=$TMPDIR/folder
up=$TMPDIR/up
mkdir "$folder"
mkfifo "$TMPDIR/down"
exec 9<>"$TMPDIR/down"

ingest() { # ingest TABLE: started where that is /etc/fstab; what it says is in $up
	: >"$up"
	# shellcheck disable=SC2016
	unshare -rm sh -c 'mount --bind "$1" /etc/fstab && shift && exec "$@"' - "$1" "$BUILD/callboard-ingest" "$folder" \
		--state "$state" --screen foyer --size 640x360 --clock "0 trusted" --rehearse \
		<"$TMPDIR/down" >"$up" 2>>"$TMPDIR/ingest.log" 9>&- &
	ingest=$!
	started="$started $ingest"
}

told() { # told TEXT: ingest's last word of health
	grep '^health ' "$up" | tail -n 1 | grep -qF -- "$1"
}

another() { # another TABLE: ingest ends, and starts with that one
	kill "$ingest"
	wait "$ingest" 2>/dev/null || :
	ingest "$1"
}

printf '# nothing\n' >"$TMPDIR/without"
printf '//nas/wall %s/ cifs credentials=/etc/callboard/share.credentials,soft,nofail 0 0\n' "$folder" >"$TMPDIR/with"
printf 'Kawa\n\nW holu.\n' >"$folder/kawa.txt"
ingest "$TMPDIR/with"
wait_for 30 told '"taken":1' # what lies in the mount point itself counts
shown=$(cat "$state/current")

# It starts up before the share is there.
rm "$folder/kawa.txt"
another "$TMPDIR/with"
wait_for 30 told '"reason":"the folder cannot be reached: nothing is mounted there"'
told '"share":"unreachable"' || fail "it is not unreachable"
[ "$(cat "$state/current")" = "$shown" ] || fail "what was taken is gone"

# Without that line the same folder is an empty one.
another "$TMPDIR/without"
wait_for 30 told '"share":"readable"'
wait_for 30 told '"files":0'
