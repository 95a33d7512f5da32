#!/bin/sh
# A share whose server hangs, fails, dies and comes back, whose mount goes and whose folder is emptied, as a file system of
# our own does it on demand (tests/tools/stallfs.c). The picture stands all the time, `status` says what is the matter and
# since when, and everything heals by itself.
. tests/process/lib.sh
. tests/process/share.sh
server=$TMPDIR/server control=$TMPDIR/control mount=$TMPDIR/mount
mkdir "$server" "$mount"
trap 'ended_with=$?; rm -f "$control"; umount -l "$mount" 2>/dev/null || :; end_started' EXIT
trap 'exit 1' TERM

[ -w /dev/fuse ] || skip "no /dev/fuse here: nothing is known of shares that hang"
# shellcheck disable=SC2046
cc -std=c11 -D_GNU_SOURCE -o "$TMPDIR/stallfs" tests/tools/stallfs.c $(pkg-config --cflags --libs fuse3)
serve() {
	start stallfs "$TMPDIR/stallfs" "$server" "$control" "$mount"
	stallfs=$pid
	for _ in $(seq 100); do
		mountpoint -q "$mount" && return
		ended "$stallfs" && skip "nothing can be mounted here: nothing is known of shares that hang"
		sleep 0.05
	done
	fail "stallfs does not mount"
}
replace() { # as another machine saves: whole, by a rename
	picture "$server/.new" "$1"
	mv "$server/.new" "$server/one.jpg"
}

serve
wall "$server/wall.json" one.jpg
replace $red
start_player "$mount"
wait_for 20 is deck.slides 1
start_watch
wait_for 5 stands red

# What another machine does.
replace $green
shown_within 6000 green "$(now_ms)" "replaced by rename"

# It hangs: ingest alone. Who asks hears since when; the player is restarted, quits and begins again meanwhile.
echo stall >"$control"
hangs_ms=$(now_ms)
replace $blue
wait_for 25 is health.share hung
echo "hung: told after $(($(now_ms) - hangs_ms)) ms"
is_not health.since null || fail "nobody knows since when it hangs"
is_not health.reason null || fail "no reason is told"
report=$mount/callboard-report/foyer.html here=$state/report/foyer.html
wait_for 30 is health.report "$here"
grep -q 'out of reach since .* (the folder does not answer; is its server on' "$here" || fail "the report knows nothing of it"
[ "$(grep -c 'does not answer' "$TMPDIR/player.log")" = 1 ] || fail "that it hangs is not logged once"
since_s=$(date -d "$(value health.since)" +%s)
[ $((since_s - hangs_ms / 1000)) -ge -4 ] && [ $((since_s - hangs_ms / 1000)) -le 4 ] || fail "it hangs since $since_s?"
uptime=$(value uptime_s)
ctl restart
wait_for 10 eval '[ "$(value uptime_s)" -lt '"$uptime"' ]'
stands green || fail "the restart lost the picture"
quit_ms=$(now_ms)
kill "$watch" # it would see no player
ctl quit
wait_for 5 ended "$player"
quit_ms=$(($(now_ms) - quit_ms))
echo "quit while it hangs: $quit_ms ms"
[ $quit_ms -le 2000 ] || fail "quitting took $quit_ms ms"
exit_status "$watch"
again_ms=$(now_ms)
start_player "$mount"
start_watch
shown_within 3000 green "$again_ms" "begun while it hangs"
wait_for 25 is health.share hung
rm "$control"
shown_within 6000 blue "$(now_ms)" "after it hung"
wait_for 10 is health.share readable
wait_for 30 is health.report "$report"
wait_for 30 test ! -e "$here"
grep -q 'answers again' "$TMPDIR/player.log" || fail "that it answers again is not logged"

# It fails: each call, then reading alone.
echo error >"$control"
wait_for 10 is health.share unreachable
replace $green
rm "$control"
shown_within 6000 green "$(now_ms)" "after it failed"
wait_for 5 is health.share readable
echo cut >"$control"
replace $yellow
wait_for 10 is health.refused 1
stands green || fail "half of a file was taken"
rm "$control"
shown_within 14000 yellow "$(now_ms)" "after half could be read"

# Its program dies ("Transport endpoint is not connected"), the mount goes, and both come back.
kill -9 "$stallfs"
wait_for 10 is health.share unreachable
umount -l "$mount"
wait_for 5 is health.reason 'the folder cannot be reached: nothing is mounted there'
replace $red
serve
shown_within 6000 red "$(now_ms)" "mounted again"
wait_for 5 is health.share readable
umount -l "$mount" # as a stick is pulled
wait_for 5 is health.share unreachable
stays red 1000
wait_for 5 ended "$stallfs" # nothing holds it
serve
wait_for 5 is health.share readable

# The server's folder goes (an error), then it answers with less for a moment, then it is empty: only that is believed.
mv "$server/wall.json" "$server/_wall.json"
sleep 0.3
mv "$server/_wall.json" "$server/wall.json"
stays red 1500
judge_watch 150
[ "$(value deck.slides)" = 1 ] || fail "the slide is gone"
echo empty >"$control"
wait_for 10 is deck.slides 0
is health.share readable || fail "an empty folder is one that answers"
