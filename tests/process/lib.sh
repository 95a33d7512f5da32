# Helpers of the process tests: `. tests/process/lib.sh`. Every test has $TMPDIR to itself (tests/run) and names its state
# folder in $state. What was started is ended when the test ends, by its pid.
set -eu
: "${BUILD:?which build folder?}" "${TMPDIR:?}"
callboard=$BUILD/callboard
state=$TMPDIR/state
started=
export LSAN_OPTIONS=suppressions=$PWD/tests/process/libraries.leaks:print_suppressions=0

# A test whose own trap cleans up more says $ended_with=$? before that: else it would end with the cleaning's status.
end_started() {
	status=${ended_with:-$?}
	trap - EXIT
	for pid in $started; do
		kill "$pid" 2>/dev/null || continue
	done
	for pid in $started; do
		for _ in $(seq 150); do
			kill -0 "$pid" 2>/dev/null || break
			sleep 0.02
		done
		kill -9 "$pid" 2>/dev/null || :
	done
	if [ $status != 0 ]; then
		for log in "$TMPDIR"/*.log; do
			[ -f "$log" ] && { echo "--- $log"; tail -n 60 "$log"; }
		done
	fi
	exit $status
}
trap end_started EXIT

fail() {
	echo "FAILED: $*"
	exit 1
}

# now_ms: a clock for measuring.
now_ms() {
	echo $(($(date +%s%N) / 1000000))
}

# wait_for SECONDS COMMAND…: until the command succeeds; fails the test when it does not in time.
wait_for() {
	limit_ms=$(($(now_ms) + $1 * 1000))
	shift
	until "$@" >/dev/null 2>&1; do
		[ "$(now_ms)" -lt $limit_ms ] || fail "waited in vain for: $*"
		sleep 0.02
	done
}

# start LOG COMMAND…: in the background, its output in $TMPDIR/LOG.log; sets $pid.
start() {
	log=$TMPDIR/$1.log
	shift
	"$@" >>"$log" 2>&1 </dev/null &
	pid=$!
	started="$started $pid"
}

ended() { # ended PID
	! kill -0 "$1" 2>/dev/null
}

# exit_status PID: waits for a program that `start` began; sets $exit_status.
exit_status() {
	exit_status=0
	wait "$1" || exit_status=$?
}

ctl() {
	"$callboard" ctl "$@" --state "$state"
}

# value NAME: of `ctl status`, e.g. value shown.slide. Nothing if it is not there.
value() {
	ctl status 2>/dev/null | awk -v wanted="$1" '
		match($0, /^ *"[^"]*": /) {
			match($0, /^ */)
			depth = RLENGTH / 2
			line = substr($0, RLENGTH + 1)
			key = line
			sub(/^"/, "", key)
			sub(/": .*/, "", key)
			rest = substr(line, length(key) + 5)
			path[depth] = key
			full = path[1]
			for (i = 2; i <= depth; i++)
				full = full "." path[i]
			if (full == wanted) {
				sub(/,$/, "", rest)
				gsub(/^"|"$/, "", rest)
				print rest
				exit
			}
		}'
}

# is NAME VALUE: for wait_for.
is() {
	[ "$(value "$1")" = "$2" ]
}

is_not() {
	got=$(value "$1")
	[ -n "$got" ] && [ "$got" != "$2" ]
}

# start_display: an X server for the test; sets and exports DISPLAY.
start_display() {
	: >"$TMPDIR/display"
	start xvfb Xvfb -displayfd 3 -screen 0 1280x720x24 -nolisten tcp -noreset 3>"$TMPDIR/display"
	wait_for 10 test -s "$TMPDIR/display"
	DISPLAY=:$(cat "$TMPDIR/display")
	export DISPLAY
}

# lively FILE.png: a picture, not one flat colour, nor black.
lively() {
	[ "$(identify -format '%k' "$1")" -gt 20 ] || fail "$1 has hardly any colours"
	[ "$(convert "$1" -colorspace gray -format '%[fx:maxima > 0.5]' info:)" = 1 ] || fail "$1 has nothing bright on it"
}
