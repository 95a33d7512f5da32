#!/bin/bash
# callboard-ingest with decoders that misbehave: killed from outside, without room, silent with the pipe held open, chatty.
. tests/process/lib.sh
folder=$TMPDIR/folder
up=$TMPDIR/up
bin=$TMPDIR/bin
mkdir "$folder" "$bin"
cp "$BUILD/callboard-ingest" "$bin/"
echo 0 >"$TMPDIR/runs"

# It does as the file `mood` says, and counts its runs. exec, so that it is itself what is watched.
cat >"$bin/callboard-decode" <<END
#!/bin/bash
runs=\$((\$(<"$TMPDIR/runs") + 1))
echo \$runs >"$TMPDIR/runs"
case \$(<"$TMPDIR/mood") in
killed) [ \$runs -ge 3 ] || kill -9 \$\$ ;;
full)
	echo "failed no room at all"
	exit
	;;
held)
	sleep 20 3>&- &
	exit 0
	;;
chatty) exec yes ;;
crash) kill -SEGV \$\$ ;;
barred) kill -SYS \$\$ ;;
busy) kill -XCPU \$\$ ;;
telling)
	printf "detail a library's words\nrefused the JPEG is damaged\tcopy it again\n"
	exit
	;;
lacking) echo "lacks a wall" ;;
esac
exec "$BUILD/callboard-decode" "\$@"
END
chmod +x "$bin/callboard-decode"

deck() {
	cat "$state/sets/$(cat "$state/current")/deck.json"
}

shows() {
	deck | grep -qF -e "$1"
}

says() { # says KIND TEXT: ingest's last word of that kind has it
	grep "^$1 " "$up" | tail -n 1 | grep -qF -- "$2"
}

mood() {
	echo 0 >"$TMPDIR/runs"
	echo "$1" >"$TMPDIR/mood"
}

picture() { # picture FILE COLOUR
	convert -size 320x180 "plasma:$2-white" -quality 90 "$folder/.put.jpg"
	mv "$folder/.put.jpg" "$folder/$1"
}

# What a killed program has left goes at the start.
mkdir -p "$state/pictures" "$state/sources"
leftovers="$state/.current.abcdef $state/.refused.abcdef $state/pictures/.decoding $state/sources/.incoming $state/sources/.index.abcdef"
# shellcheck disable=SC2086
touch $leftovers

mkfifo "$TMPDIR/down"
exec 9<>"$TMPDIR/down"
begin() {
	"$bin/callboard-ingest" "$folder" --state "$state" --size 320x180 <"$TMPDIR/down" >"$up" 2>>"$TMPDIR/ingest.log" 9>&- &
	ingest=$!
	started="$started $ingest"
}
begin
wait_for 5 test -s "$state/current"
for leftover in $leftovers; do
	[ ! -e "$leftover" ] || fail "$leftover was left"
done

# Killed, it is tried again: that was not the picture's fault.
mood killed
picture killed.jpg red
wait_for 15 shows '"source":"killed.jpg"'
[ "$(cat "$TMPDIR/runs")" = 3 ] || fail "the decoder ran $(cat "$TMPDIR/runs") times"
says health '"refused":0' || fail "a killed decoder cost its picture"

# Killed each time, it is given up, and what comes after is shown.
mood killed
sed -i 's/-ge 3/-ge 300/' "$bin/callboard-decode"
picture never.jpg green
wait_for 20 says problems "time and again"
[ "$(cat "$TMPDIR/runs")" = 5 ] || fail "the decoder was tried $(cat "$TMPDIR/runs") times"

# No room: told once, however often it is tried; the reason goes when there is room.
mood full
picture full.jpg blue
wait_for 5 says health "no room at all"
runs_again() {
	[ "$(cat "$TMPDIR/runs")" -ge 3 ]
}
wait_for 15 runs_again
[ "$(grep -c "no room at all" "$TMPDIR/ingest.log")" = 1 ] || fail "one reason was told more than once"
mood well
wait_for 15 shows '"source":"full.jpg"'
well() {
	! says health "no room"
}
wait_for 5 well

# Gone, with its end of the pipe in the hands of another: nobody waits for that one.
mood held
picture held.jpg yellow
wait_for 5 says problems "held.jpg"
printf 'Meanwhile\n\nwords\n' >"$folder/a.txt"
wait_for 5 shows Meanwhile

# What a picture does to its decoder is told in plain words, and not tried again: not after a restart, either.
restart() {
	kill -9 "$ingest"
	wait "$ingest" 2>/dev/null || :
	begin
}
mood well
restart
wait_for 15 shows '"source":"never.jpg"'
wait_for 15 says health '"waiting":0'
mood crash
picture crash.jpg cyan
wait_for 5 says problems '"crash.jpg"'
mood barred
picture barred.jpg navy
wait_for 5 says problems "made to do harm"
mood busy
picture busy.jpg olive
wait_for 5 says problems "too much of the processor's time"

# What a library says is for the log, and not for people.
mood telling
picture telling.jpg lime
wait_for 5 says problems '"telling.jpg"'
grep -q "the JPEG is damaged; in technical terms: a library's words" "$TMPDIR/ingest.log" ||
	fail "a library's words are not in the log"
grep -q "library's words" "$up" && fail "a library's words are among the problems"
mood well
restart
wait_for 5 says problems '"crash.jpg"'
wait_for 5 says problems "made to do harm"
wait_for 5 says health '"waiting":0'
[ "$(cat "$TMPDIR/runs")" = 0 ] || fail "refused pictures were tried again after a restart"

# Asked to, it tries everything again; and so does another decoder.
mood crash
echo reload >&9
runs_for_all() {
	[ "$(cat "$TMPDIR/runs")" -ge 3 ]
}
wait_for 10 runs_for_all
wait_for 10 says health '"waiting":0'
mood well
echo "# newer" >>"$bin/callboard-decode"
restart
wait_for 15 shows '"source":"crash.jpg"'
wait_for 15 shows '"source":"barred.jpg"'

# Where the kernel lacks something, the log says so once, and pictures are shown.
mood lacking
picture lacking.jpg teal
wait_for 5 shows '"source":"lacking.jpg"'
picture lacking2.jpg maroon
wait_for 5 shows '"source":"lacking2.jpg"'
[ "$(grep -c "a wall" "$TMPDIR/ingest.log")" = 1 ] || fail "what the kernel lacks was not told once"

# What comes back is still there, decoded, whatever the decoder's mood.
mood full
mv "$folder/lacking.jpg" "$TMPDIR/away.jpg"
gone() {
	! shows '"source":"lacking.jpg"'
}
wait_for 5 gone
mv "$TMPDIR/away.jpg" "$folder/lacking.jpg"
wait_for 5 shows '"source":"lacking.jpg"'
[ "$(cat "$TMPDIR/runs")" = 0 ] || fail "a picture that is still there was decoded again"

# Talks without end: heard for a while, and no more; all else goes on.
mood chatty
picture chatty.jpg magenta
runs_once() {
	[ "$(cat "$TMPDIR/runs")" = 1 ]
}
wait_for 5 runs_once
printf 'As ever\n\nwords\n' >"$folder/a.txt"
wait_for 5 shows "As ever"
