#!/bin/bash
# The control page with a certificate: pages, pictures and events over TLS, its names, what is wrong with files, and their
# renewal; and the wall plays on.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder"
printf '{"type":"announcement","title":"Pierwsza","text":"Some words that stay.","seconds":600}\n' >"$folder/1.json"

# certificate NAME [OPTION…]: a key and a certificate that signs itself.
certificate() {
	name=$1
	shift
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$name" -keyout "$TMPDIR/$name.key" \
		-out "$TMPDIR/$name.pem" -addext subjectAltName=DNS:wall.example,IP:127.0.0.1 "$@" 2>/dev/null
}
certificate good -days 30
certificate other -days 30
# One whose time is over: openssl 3.0 makes such only by way of a request.
openssl x509 -in "$TMPDIR/good.pem" -signkey "$TMPDIR/good.key" -days -1 -out "$TMPDIR/over.pem" 2>/dev/null
cp "$TMPDIR/good.pem" "$TMPDIR/cert.pem"
cp "$TMPDIR/good.key" "$TMPDIR/key.pem"

status=0
"$callboard" play --tls-cert "$TMPDIR/cert.pem" "$folder" --state "$state" 2>/dev/null || status=$?
[ $status = 2 ] || fail "a certificate without a key is exit status $status"

start player "$callboard" play "$folder" --state "$state" --screen foyer --size 960x540 --listen 127.0.0.1:0 \
	--tls-cert "$TMPDIR/cert.pem" --tls-key "$TMPDIR/key.pem"
player=$pid
wait_for 30 is deck.showable 1
wait_for 30 grep -q 'control page: https://127' "$TMPDIR/player.log"
link=$(grep -o 'https://[^ ]*' "$TMPDIR/player.log")
url=${link%/#*}
right=(-H "Authorization: Bearer $(cat "$state/token")")
get() {
	path=$1
	shift
	curl -s --max-time 30 --cacert "$TMPDIR/good.pem" -o "$TMPDIR/body" -D "$TMPDIR/headers" -w '%{http_code}' "$@" "$url$path" || :
}
expect() {
	wanted=$1
	shift
	got=$(get "$@")
	[ "$got" = "$wanted" ] || fail "$*: $got, not $wanted"
}

expect 200 /
expect 200 /api/status "${right[@]}"
expect 200 /api/screen.png "${right[@]}"
lively "$TMPDIR/body"
expect 200 /api/login -d "{\"code\":\"${link##*#}\"}"
grep -q '^Set-Cookie: .*HttpOnly; SameSite=Strict.*; Secure' "$TMPDIR/headers" || fail "a cookie that goes without TLS, too"
# Several requests over one connection, the larger first.
curl -s --max-time 30 --cacert "$TMPDIR/good.pem" "${right[@]}" -w '%{num_connects} ' -o "$TMPDIR/a" -o "$TMPDIR/b" -o "$TMPDIR/c" \
	"$url/api/screen.png" "$url/words.js" "$url/api/status" >"$TMPDIR/connects"
[ "$(cat "$TMPDIR/connects")" = "1 0 0 " ] || fail "connections: $(cat "$TMPDIR/connects")"
cmp -s "$TMPDIR/b" assets/web/words.js || fail "the second answer is not whole"

# The names that the certificate has are ours, no others.
port=${url##*:}
expect 200 / --resolve "wall.example:$port:127.0.0.1" -H "Host: wall.example:$port"
expect 421 / -H 'Host: evil.example'
[ "$(curl -s --max-time 30 -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/" || :)" = 000 ] || fail "it answers without TLS"
[ "$(curl -sk --tls-max 1.1 --max-time 30 -o /dev/null -w '%{http_code}' "$url/" || :)" = 000 ] || fail "it speaks old TLS"

# Events, and what listening costs.
start events curl -sN --cacert "$TMPDIR/good.pem" "${right[@]}" "$url/api/events"
events=$pid
wait_for 30 grep -q '^event: picture' "$TMPDIR/events.log"
ctl pause
wait_for 30 grep -q '"paused":true' "$TMPDIR/events.log"
web=$(cat "/proc/$player/task/$player/children" | tr ' ' '\n' | while read -r child; do
	[ -n "$child" ] && tr '\0' ' ' <"/proc/$child/cmdline" | grep -q callboard-web && echo "$child"
done)
ticks() {
	read -r _ _ _ _ _ _ _ _ _ _ _ _ _ user system _ <"/proc/$web/stat"
	echo $((user + system))
}
began=$(ticks)
looks=$(grep -c '^event: ' "$TMPDIR/events.log")
ctl resume
more_events() { [ "$(grep -c '^event: ' "$TMPDIR/events.log")" -gt "$((looks + 1))" ]; }
wait_for 30 more_events
[ $(($(ticks) - began)) -lt 50 ] || fail "who only listens costs $(($(ticks) - began)) ticks"

# A pair that does not fit is told and not taken; a new one that does is served, and the events end.
cp "$TMPDIR/other.pem" "$TMPDIR/cert.pem"
wait_for 30 grep -q 'web: the key .*/key.pem belongs to another certificate than .*/cert.pem' "$TMPDIR/player.log"
expect 200 /api/status "${right[@]}"
cp "$TMPDIR/other.key" "$TMPDIR/key.pem"
wait_for 30 ended $events
[ "$(get /)" = 000 ] || fail "the old certificate is served"
cp "$TMPDIR/other.pem" "$TMPDIR/good.pem"
expect 200 /
wait_for 30 ended "$web"

# What is wrong with files: said with what helps. The player of the same folder does not mind.
wrong() { # wrong CERTIFICATE KEY WORDS
	status=0
	timeout 30 python3 tests/tools/with_listener.py "$BUILD/callboard-web" --state "$state" --idle 1 --tls-cert "$1" --tls-key "$2" \
		2>"$TMPDIR/wrong" || status=$?
	grep -q "$3" "$TMPDIR/wrong" || fail "$1 and $2: $(cat "$TMPDIR/wrong")"
}
wrong "$TMPDIR/none.pem" "$TMPDIR/key.pem" 'the certificate .*none.pem cannot be read: No such file'
[ $status = 1 ] || fail "exit status $status"
wrong "$TMPDIR" "$TMPDIR/key.pem" 'cannot be read: Is a directory'
wrong "$folder/1.json" "$TMPDIR/key.pem" 'not a certificate in PEM form'
wrong "$TMPDIR/cert.pem" "$folder/1.json" 'not a key in PEM form'
openssl ec -in "$TMPDIR/other.key" -aes128 -passout pass:x -out "$TMPDIR/locked.key" 2>/dev/null
wrong "$TMPDIR/cert.pem" "$TMPDIR/locked.key" 'not a key in PEM form that needs no password'
[ $status = 1 ] || fail "exit status $status"
wrong "$TMPDIR/over.pem" "$TMPDIR/good.key" 'was good until .* renew it'
[ $status = 0 ] || fail "a certificate whose time is over is not served: exit status $status"
is shown.kind announcement || fail "the wall does not play on"
kill $player
exit_status $player
[ $exit_status = 0 ] || fail "the player ended with $exit_status"
