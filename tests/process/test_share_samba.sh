#!/bin/sh
# A real Samba on this machine, and its share mounted by smbnetfs: another machine edits, replaces, renames and removes in
# the server's folder, the server is killed and comes back, and it hangs. The player's pixels are watched throughout: never
# dark, never half, never older than promised.
. tests/process/lib.sh
. tests/process/share.sh
server=$TMPDIR/server run=$TMPDIR/run mount=$TMPDIR/mount
mkdir -p "$server" "$run/ncalrpc" "$mount" "$HOME/.smb"
share=$mount/127.0.0.1/content
stopped=
trap 'ended_with=$?; kill -CONT $stopped 2>/dev/null || :; umount -l "$mount" 2>/dev/null || :; end_started' EXIT
trap 'exit 1' TERM
[ -w /dev/fuse ] && [ "$(id -u)" = 0 ] || skip "no root or no /dev/fuse here: nothing is known of shares by SMB"
for program in smbd smbnetfs; do
	command -v $program >/dev/null || skip "$program is not installed: nothing is known of shares by SMB"
done

cat >"$run/smb.conf" <<-END
	[global]
	server role = standalone server
	map to guest = Bad User
	guest account = root
	smb ports = 445
	private dir = $run
	lock directory = $run
	state directory = $run
	cache directory = $run
	pid directory = $run
	ncalrpc dir = $run/ncalrpc
	log file = $TMPDIR/samba.log
	disable netbios = yes
	load printers = no
	printcap name = /dev/null
	[content]
	path = $server
	guest ok = yes
	read only = no
	force user = root
END
printf '[global]\nclient min protocol = SMB2\n' >"$HOME/.smb/smb.conf"
echo 'auth "guest" ""' >"$HOME/.smb/smbnetfs.auth"
echo 'include "smbnetfs.auth"' >"$HOME/.smb/smbnetfs.conf"
chmod 600 "$HOME"/.smb/*
listens() {
	python3 -c 'import socket; socket.create_connection(("127.0.0.1", 445), 1)' 2>/dev/null
}
serve() {
	start smbd smbd --foreground --configfile="$run/smb.conf"
	smbd=$pid
	wait_for 10 listens
}
all_smbd() {
	echo "$smbd $(pgrep -P "$smbd")"
}
replace() { # replace COLOUR NAME: as another machine saves, whole, by a rename
	picture "$server/.new" "$1"
	mv "$server/.new" "$server/$2"
}

listens && skip "port 445 is taken here: nothing is known of shares by SMB"
serve
# Without caches in between, what it shows is what the server has: the kernel's own keeps attributes for a second.
start smbnetfs smbnetfs "$mount" -f -o "config=$HOME/.smb/smbnetfs.conf" \
	-o smb_query_browsers=false,attr_timeout=0,entry_timeout=0,stat_workaround_depth=0,max_retry_count=0,noforget
wall "$server/wall.json" one.jpg
replace $red one.jpg
wait_for 10 test -s "$share/one.jpg"
start_player "$share"
wait_for 20 is deck.slides 1
start_watch
wait_for 5 stands red

# The report is on the share, whole, and no reason to read anything again, nor to write another one.
report=$server/callboard-report/foyer.html
wait_for 30 is health.report "$share/callboard-report/foyer.html"
wait_for 30 test -s "$server/callboard-report/foyer.json"
[ "$(tail -n 1 "$report")" = "</html>" ] || fail "the report on the share is not whole"
find "$server/callboard-report" -mindepth 1 ! -name foyer.html ! -name foyer.json | grep . && fail "something is left beside it"
[ ! -e "$state/report/foyer.html" ] || fail "the report is in the state folder, too"
before=$(stat -c '%i %y %s' "$report") changed=$(value health.last_change)
stays red 3500 # three scans and more
[ "$(stat -c '%i %y %s' "$report")" = "$before" ] || fail "the report was written again for nothing"
[ "$(value health.last_change)" = "$changed" ] || fail "the report made another set"

replace $green one.jpg
shown_within 6000 green "$(now_ms)" "replaced"
picture "$TMPDIR/yellow" $yellow
cat "$TMPDIR/yellow" >"$server/one.jpg"
shown_within 6000 yellow "$(now_ms)" "written over"

# An edit that names a picture which comes later: both change together. What was shown is removed then.
wall "$server/wall.json" two.jpg
stays yellow 2500
replace $blue two.jpg
shown_within 6000 blue "$(now_ms)" "edited, with its picture"
rm "$server/one.jpg"
removed_ms=$(now_ms)
wait_for 10 is deck.slides 1
wait_for 10 is health.files 2
echo "removed: gone after $(($(now_ms) - removed_ms)) ms"
mv "$server/two.jpg" "$server/three.jpg"
wall "$server/wall.json" three.jpg
wait_for 10 eval 'ctl status | grep -q . && is health.files 2 && is deck.slides 1 && is health.waiting 0'
stands blue || fail "renaming lost the picture"

# The server is killed, and comes back with something else.
# shellcheck disable=SC2046
kill -9 $(all_smbd)
wait_for 15 is health.share unreachable
stands blue || fail "the picture went with the server"
replace $red three.jpg
serve
shown_within 20000 red "$(now_ms)" "after the server came back"
wait_for 10 is health.share readable

# It hangs.
stopped=$(all_smbd)
# shellcheck disable=SC2086
kill -STOP $stopped
replace $green three.jpg
wait_for 25 is health.share hung
[ "$(value deck.slides)" = 1 ] || fail "a share that hangs emptied the wall"
stands red || fail "the picture went with the share"
# shellcheck disable=SC2086
kill -CONT $stopped
shown_within 20000 green "$(now_ms)" "after it hung"
wait_for 10 is health.share readable
judge_watch 150
