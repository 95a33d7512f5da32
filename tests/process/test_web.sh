#!/bin/bash
# The control page as a process: started by who knocks, every refusal, every action, events, hostile clients, its end and
# its return, a restart that keeps the port.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder"
for name in Pierwsza Druga Trzecia; do
	printf '{"type":"announcement","title":"%s","text":"Some words that stay.","seconds":600}\n' $name >"$folder/$name.json"
done

play() {
	start player "$callboard" play "$folder" --state "$state" --screen foyer --size 960x540 "$@"
	player=$pid
}

# answer PATH [CURL OPTION…]: prints the status alone; the body is in $TMPDIR/body, the headers in $TMPDIR/headers.
answer() {
	path=$1
	shift
	curl -s --max-time 20 -o "$TMPDIR/body" -D "$TMPDIR/headers" -w '%{http_code}' "$@" "$url$path" || :
}

# expect STATUS PATH [CURL OPTION…]
expect() {
	wanted=$1
	shift
	got=$(answer "$@")
	[ "$got" = "$wanted" ] || fail "$*: $got, not $wanted: $(cat "$TMPDIR/body")"
}

web_pid() {
	for child in $(cat "/proc/$player/task/$player/children"); do
		case $(tr '\0' ' ' <"/proc/$child/cmdline") in *callboard-web*) echo "$child" ;; esac
	done
}
no_web() { [ -z "$(web_pid)" ]; }

# Usage.
for bad in nonsense 127.0.0.1 127.0.0.1:99999 localhost:80; do
	status=0
	"$callboard" play --listen $bad "$folder" --state "$state" 2>/dev/null || status=$?
	[ $status = 2 ] || fail "--listen $bad is exit status $status"
done

play --listen 127.0.0.1:0
wait_for 10 is deck.showable 3
wait_for 30 grep -q 'control page: http' "$TMPDIR/player.log"
link=$(grep -o 'http://[^ ]*' "$TMPDIR/player.log")
url=${link%%/#*}
code=${link##*#}
token=$(cat "$state/token")
right=(-H "Authorization: Bearer $token")
[ "$(stat -c %a "$state/token" "$state/login" | tr '\n' ' ')" = "600 600 " ] || fail "others may read the secrets"
grep -q "$token" "$TMPDIR/player.log" && fail "the token is in the log"
no_web || fail "the web program runs though nobody knocked"

# The page, for everybody; what it shows, for who has the token.
expect 200 /
grep -q '<main id="board"' "$TMPDIR/body" || fail "no page"
for header in "Content-Security-Policy: default-src 'none'; script-src 'self'" 'X-Content-Type-Options: nosniff' \
	'Referrer-Policy: no-referrer' 'Cache-Control: no-store' 'X-Frame-Options: DENY'; do
	grep -q "^$header" "$TMPDIR/headers" || fail "no $header"
done
for asset in /style.css /page.js /words.js /icon.svg; do
	expect 200 $asset
	[ -s "$TMPDIR/body" ] || fail "$asset is empty"
done
[ -n "$(web_pid)" ] || fail "the web program does not run"
for path in /api/status /api/screen.png /api/events /metrics; do
	expect 401 $path
	grep -q '^WWW-Authenticate: Bearer' "$TMPDIR/headers" || fail "401 without what is wanted"
done
expect 401 /api/next -X POST
expect 200 /api/status "${right[@]}"
grep -q '"screen":"foyer"' "$TMPDIR/body" || fail "no status"
grep -q '"memory_total":[1-9]' "$TMPDIR/body" || fail "no memory of the machine"
grep -q '"language":"en"' "$TMPDIR/body" || fail "no word of which language that is"
expect 200 '/api/status?language=pl' "${right[@]}" -H 'Accept-Language: de'
grep -q '"language":"pl"' "$TMPDIR/body" || fail "not in Polish"
expect 200 /api/status "${right[@]}" -H 'Accept-Language: xx, ../pl, pl-PL;q=0.8'
grep -q '"language":"pl"' "$TMPDIR/body" || fail "not in the language that the browser prefers"
expect 200 /metrics "${right[@]}"
grep -qx 'callboard_slides_showable 3' "$TMPDIR/body" || fail "no metrics"

# Refused: another name, another site, a GET that acts, a path, a body, headers.
expect 421 /api/status "${right[@]}" -H 'Host: evil.example'
expect 421 / -H 'Host: 127.0.0.1.evil.example'
expect 403 /api/next "${right[@]}" -X POST -H 'Origin: http://evil.example'
expect 403 /api/next "${right[@]}" -X POST -H 'Origin: null'
expect 403 /api/status "${right[@]}" -H 'Sec-Fetch-Site: cross-site'
for path in next previous pause resume identify reload restart emergency-clear clock login logout; do
	expect 405 /api/$path "${right[@]}"
	grep -q '^Allow: POST' "$TMPDIR/headers" || fail "405 without what is allowed"
done
expect 405 /api/status "${right[@]}" -X POST
expect 405 / -X DELETE
expect 404 /api/quit "${right[@]}" -X POST
expect 404 /../../etc/passwd --path-as-is
expect 404 /%2e%2e/token --path-as-is
head -c 5000 /dev/zero | tr '\0' x >"$TMPDIR/long"
expect 413 /api/login --data-binary "@$TMPDIR/long"
expect 413 /api/login --data-binary "@$TMPDIR/long" -H 'Transfer-Encoding: chunked'
expect 413 /api/next "${right[@]}" --data-binary "@$TMPDIR/long"
case $(answer / -H "X: $(head -c 60000 /dev/zero | tr '\0' x)") in 4?? | 000) ;; *) fail "endless headers are taken" ;; esac
slide=$(value shown.slide)
[ "$(value paused)" = false ] || fail "something refused was done"

# The link opens once, the token opens, and the cookie is shut to scripts and other sites.
expect 400 /api/login -d '{}'
expect 400 /api/login -d 'nonsense'
expect 200 /api/login -d "{\"code\":\"$code\"}" -c "$TMPDIR/jar"
grep -q '^Set-Cookie: callboard_[0-9]*=[0-9a-f]*; Path=/; HttpOnly; SameSite=Strict' "$TMPDIR/headers" || fail "the cookie"
grep -q "$token" "$TMPDIR/headers" && fail "the cookie is the token"
[ -e "$state/login" ] && fail "the code is still there"
expect 401 /api/login -d "{\"code\":\"$code\"}"
expect 200 /api/status -b "$TMPDIR/jar"
expect 403 /api/pause -b "$TMPDIR/jar" -X POST
expect 403 /api/pause -b "$TMPDIR/jar" -X POST -H 'Origin: http://127.0.0.1:1'
[ "$(value paused)" = false ] || fail "a post from nowhere paused it"
expect 200 /api/pause -b "$TMPDIR/jar" -X POST -H "Origin: $url"
is paused true || fail "not paused"
expect 200 /api/resume -b "$TMPDIR/jar" -X POST -H 'Sec-Fetch-Site: same-origin'
expect 200 /api/login -d "{\"token\":\"$token\"}"
expect 200 /api/logout -b "$TMPDIR/jar" -c "$TMPDIR/jar" -X POST -H "Origin: $url"
expect 401 /api/status -b "$TMPDIR/jar"

# What acts, acts.
expect 200 /api/next "${right[@]}" -X POST
wait_for 30 is_not shown.slide "$slide"
expect 200 /api/previous "${right[@]}" -X POST
wait_for 30 is shown.slide "$slide"
expect 200 /api/reload "${right[@]}" -X POST
expect 400 /api/clock "${right[@]}" -d '{"then": 1}'
expect 409 /api/clock "${right[@]}" -d '{"now": "2019-12-31T12:00:00Z"}'
expect 409 /api/clock "${right[@]}" -d '{"now": "2030-12-31T12:00:00"}'
grep -q 'with its offset' "$TMPDIR/body" || fail "409 without a reason"
expect 409 /api/emergency-clear "${right[@]}" -X POST
grep -q 'there is no emergency' "$TMPDIR/body" || fail "409 without a reason"
expect 200 /api/pause "${right[@]}" -X POST
expect 200 /api/identify "${right[@]}" -X POST
wait_for 30 is shown.kind identify
expect 200 /api/next "${right[@]}" -X POST
wait_for 30 is shown.kind announcement

# The agendas are for everybody, once an event says so, and for others to keep for a while.
expect 404 /agenda
printf '[{"type":"event","name":"Zjazd <b>","language":"pl","agenda_page":true},
	{"type":"agenda","date":"%s","on":["foyer"],"sessions":[{"start":"00:00","end":"24:00","title":"Sesja"}]}]' "$(date +%F)" >"$folder/event.json"
agenda_is_open() { [ "$(answer /agenda)" = 200 ] && grep -q '<h4>Sesja</h4>' "$TMPDIR/body"; }
wait_for 30 agenda_is_open
grep -q '<title>Zjazd &lt;b&gt;</title>' "$TMPDIR/body" && grep -q '<html lang="pl"' "$TMPDIR/body" || fail "$(cat "$TMPDIR/body")"
grep -q '^Cache-Control: public, max-age=30' "$TMPDIR/headers" || fail "nobody keeps the agenda page"
grep -q '<script' "$TMPDIR/body" && fail "the agenda page has a script"
expect 200 /agenda.css
expect 405 /agenda -X POST
expect 421 /agenda -H 'Host: evil.example'
rm "$folder/event.json"
wait_for 30 is deck.showable 3

# The picture is what is on the screen, and one that is asked for often costs the player one a second.
same_picture() {
	[ "$(answer /api/screen.png "${right[@]}")" = 200 ] && ctl screenshot "$TMPDIR/now.png" &&
		[ "$(compare -metric AE "$TMPDIR/body" "$TMPDIR/now.png" null: 2>&1)" = 0 ]
}
wait_for 30 same_picture
lively "$TMPDIR/body"
expect 200 /api/resume "${right[@]}" -X POST

# Events: the status now, and again when something changes.
start events curl -sN "${right[@]}" "$url/api/events"
events=$pid
wait_for 9 grep -q '^event: status' "$TMPDIR/events.log"
wait_for 9 grep -q '^event: picture' "$TMPDIR/events.log"
grep -q '"paused":true' "$TMPDIR/events.log" && fail "it tells of a pause"
ctl pause
wait_for 9 grep -q '"paused":true' "$TMPDIR/events.log"
ctl resume
read -r _ _ _ _ _ _ _ _ _ _ _ _ _ user system _ <"/proc/$(web_pid)/stat"
began=$((user + system))
sleep 2
read -r _ _ _ _ _ _ _ _ _ _ _ _ _ user system _ <"/proc/$(web_pid)/stat"
[ $((user + system - began)) -lt 50 ] || fail "who only listens costs $((user + system - began)) ticks in 2 s"

# fade: to the next page; sets $frames: of the fade to it.
fade() {
	before=$(value shown.slide)
	first=$(value display.frames)
	ctl next
	wait_for 30 is_not shown.slide "$before"
	last=
	alike=0
	limit_ms=$(($(now_ms) + 30000))
	while [ $alike -lt 5 ] && [ "$(now_ms)" -lt $limit_ms ]; do
		alike=$((alike + 1))
		now=$(value display.frames)
		[ "$now" = "$last" ] || alike=0
		last=$now
	done
	frames=$((last - first))
}

# Hostile clients: slow ones, idle ones, garbage, too many. Whoever has the token gets in all the while, and fades go on
# (`make field-hostile` counts their frames).
fade
calm=$frames
[ "$calm" -ge 2 ] || fail "a fade has $calm frames"
start hostile python3 tests/tools/hostile.py "$url"
hostile=$pid
wait_for 20 grep -q "^crowded" "$TMPDIR/hostile.log"
fade
[ "$frames" -ge $((calm / 5)) ] || fail "attacked, a fade has $frames frames, and $calm in peace"
expect 200 /api/status "${right[@]}"
expect 200 /api/next "${right[@]}" -X POST
exit_status $hostile
[ $exit_status = 0 ] || fail "the hostile clients were served"
expect 200 /api/status "${right[@]}"
kill -0 $events || fail "the events ended"

# Wrong tokens: five, and then a while nobody from there.
for _ in 1 2 3 4 5; do
	answer /api/status -H 'Authorization: Bearer nonsense' >/dev/null
done
expect 429 /api/status -H 'Authorization: Bearer nonsense'
expect 429 /api/status "${right[@]}"
expect 429 /api/login -d "{\"token\":\"$token\"}"
grep -q '^Retry-After: 10' "$TMPDIR/headers" || fail "429 without when"
admitted() { [ "$(answer /api/status "${right[@]}")" = 200 ]; }
wait_for 15 admitted

# A restart keeps the port, and is told of before the connection ends.
expect 200 /api/restart "${right[@]}" -X POST
wait_for 10 admitted
[ "$(value pid)" = "$player" ] || fail "another process plays"
wait_for 30 ended $events

# Killed: it is back with the next visitor. Ended by itself: at once.
kill -9 "$(web_pid)"
wait_for 30 no_web
wait_for 30 admitted
wait_for 30 grep -q 'web: ended by signal 9' "$TMPDIR/player.log"
kill -TERM "$(web_pid)"
wait_for 30 no_web
expect 200 /api/status "${right[@]}"
[ "$(grep -c 'web: ended' "$TMPDIR/player.log")" = 1 ] || fail "an end that was meant is told of"

# Ended by idleness: with a socket of its own, so that nobody has to wait for minutes.
status=0
timeout 20 python3 tests/tools/with_listener.py "$BUILD/callboard-web" --state "$state" --idle 1 || status=$?
[ $status = 0 ] || fail "idle, it ends with status $status"
status=0
"$BUILD/callboard-web" --state "$state" 2>/dev/null 3<&- || status=$?
[ $status = 2 ] || fail "without a socket it ends with status $status"

# The player's end is the web program's, too.
web=$(web_pid)
kill $player
wait_for 30 ended "$web"
wait_for 30 ended $player
[ ! -e "$state/login" ] || fail "the code outlives the player"

# A port that is taken costs nothing but the page; wider than this machine it says what that risks; off is off; the journal
# gets no code.
start taken python3 tests/tools/with_listener.py sleep 60
wait_for 30 grep -q '^listening' "$TMPDIR/taken.log"
port=$(sed -n 's/^listening //p' "$TMPDIR/taken.log")
: >"$TMPDIR/player.log"
play --listen "127.0.0.1:$port"
wait_for 10 grep -q 'no control page yet' "$TMPDIR/player.log"
wait_for 10 is deck.showable 3
kill $pid
wait_for 30 ended $player
: >"$TMPDIR/player.log"
play --listen 0.0.0.0:0
wait_for 10 grep -q 'without encryption' "$TMPDIR/player.log"
kill $player
wait_for 30 ended $player
: >"$TMPDIR/player.log"
JOURNAL_STREAM=1:2 play --listen 127.0.0.1:0
wait_for 10 grep -q 'control page: http' "$TMPDIR/player.log"
grep -q '#' "$TMPDIR/player.log" && fail "the journal has a code"
kill $player
wait_for 30 ended $player
: >"$TMPDIR/player.log"
play --listen off
wait_for 10 is deck.showable 3
grep -q 'control page' "$TMPDIR/player.log" && fail "--listen off listens"
kill $player
wait_for 30 ended $player
