# Helpers of the tests with shares: `. tests/process/share.sh` after lib.sh. The wall is one photo of a flat colour, named
# by wall.json; what stands on the screen is watched all the time (tests/tools/wallwatch.py).
red=d04030 green=30a040 blue=3060d0 yellow=d0b030

# skip WORDS: loudly, where the machine lacks what the test is about.
skip() {
	echo "SKIPPED: $*"
	exit 0
}

# picture FILE COLOUR: 1280x720, flat but for a little noise, so that it is a file of many kilobytes.
picture() {
	convert -size 1280x720 "xc:#$2" -attenuate 0.02 -seed 7 +noise Gaussian -quality 92 "jpg:$1"
}

# wall FILE PICTURE: what names the picture.
wall() {
	printf '{"type":"photos","seconds":600,"photos":["%s"]}\n' "$2" >"$1"
}

start_player() { # start_player FOLDER
	start player "$callboard" play "$1" --state "$state" --size 640x360 --screen foyer
	player=$pid
}

start_watch() {
	start watch tests/tools/wallwatch.py "$state" red=$red green=$green blue=$blue yellow=$yellow
	watch=$pid
}

stands() { # stands NAME: is it what was seen last?
	[ "$(awk '{ last = $2 } END { print last }' "$TMPDIR/watch.log")" = "$1" ]
}

# shown_within MS NAME SINCE WHAT: the colour must come to stand within MS of SINCE.
shown_within() {
	wait_for 25 stands "$2"
	took_ms=$(($(awk 'END { print $1 }' "$TMPDIR/watch.log") - $3))
	echo "$4: shown after $took_ms ms"
	[ $took_ms -le "$1" ] || fail "$4: shown only after $took_ms ms"
}

# stays NAME MS: nothing else is seen for so long.
stays() {
	until_ms=$(($(now_ms) + $2))
	while [ "$(now_ms)" -lt $until_ms ]; do
		stands "$1" || fail "$1 did not stay"
		sleep 0.1
	done
}

judge_watch() { # judge_watch LEAST_LOOKS: what the watcher saw in all
	kill "$watch"
	exit_status "$watch"
	tail -n 1 "$TMPDIR/watch.log"
	read -r _ looks _ dark _ half _ strange _ gaps <<-END
		$(tail -n 1 "$TMPDIR/watch.log")
	END
	[ "$looks" -ge "$1" ] || fail "only $looks looks"
	[ "$dark" = 0 ] || fail "the screen was dark $dark times"
	[ "$half" = 0 ] || fail "half a picture was shown $half times"
	[ "$strange" = 0 ] || fail "something else was shown $strange times"
	[ "$gaps" = 0 ] || fail "the player did not answer for a second, $gaps times"
}
