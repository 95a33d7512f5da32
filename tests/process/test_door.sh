#!/bin/bash
# The organizer's page at the door: the PIN and what it is good for, and each change as the folder and the wall have it.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir -p "$folder/conference"
cat >"$folder/conference/event.json" <<'END'
{ "type": "event", "name": "Conference", "start": "2018-10-22", "end": "2018-10-23", "timezone": "Europe/Warsaw" }
END
cat >"$folder/conference/day.json" <<'END'
{ "type": "agenda", "date": "2018-10-22", "sessions": [
  { "start": "10:00", "end": "11:00", "title": "Opening", "room": "Room A" },
  { "start": "11:00", "end": "11:15", "title": "Coffee", "room": "Foyer" },
  { "start": "11:15", "end": "12:00", "title": "Groups", "room": "Room A" },
  { "start": "11:15", "end": "12:00", "title": "Groups", "room": "Room B" },
  { "start": "15:00", "end": "15:15", "title": "Coffee", "room": "Foyer" } ] }
END
convert -size 640x360 plasma:red-blue -quality 90 "$TMPDIR/photo.jpg"
head -c 8000 "$TMPDIR/photo.jpg" >"$TMPDIR/cut.jpg"
door=$folder/conference/callboard-door jar=$TMPDIR/jar

start player "$callboard" play "$folder" --state "$state" --screen foyer --size 640x360 --at 2018-10-22T10:14+02:00 --listen 127.0.0.1:0
player=$pid
wait_for 30 grep -q 'control page: http' "$TMPDIR/player.log"
link=$(grep -o 'http://[^ ]*' "$TMPDIR/player.log")
url=${link%%/#*}
token=$(cat "$state/token")

# answer PATH [CURL OPTION…]: prints the status alone; the body is in $TMPDIR/body.
answer() {
	path=$1
	shift
	curl -s --max-time 30 -o "$TMPDIR/body" -D "$TMPDIR/headers" -w '%{http_code}' "$@" "$url$path" || :
}

# expect STATUS PATH [CURL OPTION…]: and the same as the organizer does it.
expect() {
	wanted=$1
	shift
	got=$(answer "$@")
	[ "$got" = "$wanted" ] || fail "$*: $got, not $wanted: $(cat "$TMPDIR/body")"
}
organizer() {
	expect "$@" -b "$jar" -H "Origin: $url"
}
say() { # say STATUS WHICH CHANGE
	organizer "$1" /api/door/session -d "{\"session\":{$2},$3}"
}

# programme PYTHON: is it true of the programme, or of the list of changes, as the page gets them?
programme() {
	[ "$(answer /api/programme -b "$jar")" = 200 ] && python3 - "$TMPDIR/body" "$1" <<'END'
import json, sys
p = json.load(open(sys.argv[1]))
s = {(x["title"], x["which"]["start"], x["which"]["room"]): x for x in p["sessions"]}
sys.exit(not eval("(" + sys.argv[2] + ")"))
END
}
changes() {
	[ "$(answer "/api/door/changes" -b "$jar")" = 200 ] && python3 - "$TMPDIR/body" "$1" <<'END'
import json, sys
c = json.load(open(sys.argv[1]))["changes"]
sys.exit(not eval("(" + sys.argv[2] + ")"))
END
}

# Without a PIN it is off, and says what would switch it on. The technician's token is good for it all the same.
wait_for 30 is deck.slides 1
expect 200 /door
grep -q '<main id="board" hidden>' "$TMPDIR/body" || fail "no page"
for asset in /door.css /door.js /door-words.js; do
	expect 200 $asset
	[ -s "$TMPDIR/body" ] || fail "$asset is empty"
done
expect 200 /api/door
grep -q '"pin":false' "$TMPDIR/body" || fail "there seems to be a PIN"
expect 409 /api/door/login -d '{"pin":"314159"}'
grep -q 'ctl pin' "$TMPDIR/body" || fail "nobody knows how to set one"
expect 200 /api/programme -H "Authorization: Bearer $token"
for path in /api/programme /api/door/changes; do
	expect 401 $path
done

# Set by hand: not too short a one, not readable in the folder, and of no good to others.
echo 12345 | "$callboard" ctl pin set --state "$state" 2>/dev/null && fail "five digits are a PIN"
echo 314159 | ctl pin set
[ "$(stat -c %a "$state/pin")" = 600 ] || fail "others may read the PIN's hash"
grep -q 314159 "$state/pin" && fail "the PIN is in the clear"
expect 400 /api/door/login -d '{}'
expect 401 /api/door/login -d '{"pin":"314158"}'
expect 403 /api/door/login -d '{"pin":"314159"}' -H 'Origin: http://evil.example'
expect 200 /api/door/login -d '{"pin":"314159"}' -c "$jar"
grep -q '^Set-Cookie: callboard_door_[0-9]*=.*; HttpOnly; SameSite=Strict; Max-Age=43200' "$TMPDIR/headers" || fail "the cookie"
[ ! -e "$state/pin-tries" ] || fail "the right PIN forgets nothing"

# No other cookie opens: made up, changed, or that of a later end.
value=$(sed -n 's/.*callboard_door_[0-9]*\t//p' "$jar")
cookie=callboard_door_${url##*:}
expect 200 /api/programme -b "$cookie=$value"
for forged in "" x "9999999999-${value#*-}" "$((${value%%-*} - 1))-${value#*-}" "${value%?}" "${value%%-*}-00000000000000000000000000000000"; do
	expect 401 /api/programme -b "$cookie=$forged"
done

# What it is good for, and what not.
organizer 200 /api/screen.png
for path in /api/status /metrics; do
	organizer 401 $path
done
for path in restart next reload clock door/pin emergency-clear; do
	organizer 401 /api/$path -d '{"pin":"271828"}'
done
for path in session message photo undo; do
	expect 405 /api/door/$path -b "$jar"
	expect 401 /api/door/$path -d '{}'
	expect 403 /api/door/$path -d '{}' -b "$jar"
	expect 403 /api/door/$path -d '{}' -b "$jar" -H 'Origin: http://evil.example'
	expect 403 /api/door/$path -d '{}' -b "$jar" -H "Origin: $url" -H 'Sec-Fetch-Site: cross-site'
done
start events curl -sN -b "$jar" "$url/api/events"
wait_for 30 grep -q '"key":"[0-9a-f]' "$TMPDIR/events.log"
kill $pid
grep -q 'machine\|problems\|folder' "$TMPDIR/events.log" && fail "the door hears what is the technician's"

# The programme; delays add up, a cancellation and a room of one of two alike, all seen by the wall.
programme 's["Opening", "10:00", "Room A"]["on"] and s["Coffee", "11:00", "Foyer"]["next"] and len(s) == 5' || fail "$(cat "$TMPDIR/body")"
say 404 '"title":"Nothing"' '"cancelled":true'
say 409 '"title":"Coffee"' '"cancelled":true'
say 400 '"title":"Opening"' '"nonsense":true'
organizer 400 /api/door/session -d 'nonsense'
say 200 '"title":"Coffee","start":"11:00"' '"delay_minutes":10'
say 200 '"title":"Coffee","start":"11:00"' '"delay_minutes":10'
say 200 '"title":"Groups","room":"room b"' '"cancelled":true'
say 200 '"title":"Groups","room":"Room A"' '"room":"Room \"C\""'
wait_for 30 programme 's["Coffee", "11:00", "Foyer"]["start"][11:16] == "11:20" and s["Groups", "11:15", "Room B"]["cancelled"] and
    s["Groups", "11:15", "Room A"]["room"] == "Room \"C\"" and not s["Groups", "11:15", "Room A"]["cancelled"] and
    s["Coffee", "15:00", "Foyer"]["delay_minutes"] == 0'
wait_for 30 changes 'len(c) == 3 and all(x["state"] == "shown" for x in c)'
grep -q '"delay_minutes": 20' "$door/changes.json" || fail "$(cat "$door/changes.json")"
grep -q '"delay_minutes":20' "$state/sets/$(cat "$state/current")/deck.json" || fail "not in the deck"
"$callboard" check "$folder" >"$TMPDIR/check.log" 2>&1 || fail "what it writes is refused"
grep 'callboard-door' "$TMPDIR/check.log" && fail "what it writes is warned of"

# A message, for a while; photos, a good one and one that is cut off, of which the answer is the report's.
organizer 400 /api/door/message -d '{"text":" "}'
organizer 400 /api/door/message -d '{"title":"x","minutes":-5}'
organizer 200 /api/door/message -d '{"title":"Keys","text":"Found.\nAsk at the desk.","minutes":15}'
grep -q '"until": "2018-10-22T10:' "$door"/message-*.json || fail "it stays for ever"
organizer 200 '/api/door/photo?name=..%2F..%2FMy%20photo.PNG' --data-binary "@$TMPDIR/photo.jpg"
cmp "$door"/photo-*-My-photo.jpg "$TMPDIR/photo.jpg" || fail "the photo is another"
organizer 200 '/api/door/photo?name=cut.jpg' --data-binary "@$TMPDIR/cut.jpg"
organizer 415 '/api/door/photo?name=x.jpg' --data-binary "@tests/process/lib.sh"
head -c 27000000 /dev/zero >"$TMPDIR/large"
organizer 413 '/api/door/photo?name=x.jpg' --data-binary "@$TMPDIR/large"
organizer 413 '/api/door/photo?name=x.jpg' --data-binary "@$TMPDIR/large" -H 'Transfer-Encoding: chunked'
organizer 413 /api/door/message --data-binary "@$TMPDIR/photo.jpg"
states='{x["file"].split("-")[-1]: x for x in c if x["kind"] != "session"}'
wait_for 30 changes "(s := $states)['photo.jpg']['state'] == 'shown' and s['cut.jpg']['state'] == 'refused' and 'cut off' in s['cut.jpg']['words']"
changes '[x["title"] for x in c if x["kind"] == "message" and x["state"] == "shown"] == ["Keys"]' || fail "no message"
[ "$(ls -A "$door" | grep -c tmp)" = 0 ] || fail "something is left: $(ls -A "$door")"

# Taken back, one by one; with the last one the folder goes. Nothing else can be taken away.
undo() { organizer "$1" /api/door/undo -d "{\"file\":\"$2\"}"; }
undo 404 conference/day.json
undo 404 conference/callboard-door/../day.json
undo 404 callboard-door/changes.json
for file in "$door"/message-* "$door"/photo-*; do
	undo 200 "conference/callboard-door/${file##*/}"
done
[ -e "$folder/conference/day.json" ] || fail "an organizer's own file is gone"
say 200 '"title":"Groups","room":"Room A"' '"as_planned":true'
say 200 '"title":"Groups","room":"Room B"' '"cancelled":false'
organizer 200 /api/door/undo -d '{"file":"conference/callboard-door/changes.json",
    "session":{"title":"Coffee","date":"2018-10-22","start":"11:00","room":"Foyer"}}'
wait_for 30 programme 'not any(x["cancelled"] or x["delay_minutes"] or x["was_room"] for x in p["sessions"])'
[ ! -e "$door" ] || fail "left: $(ls -A "$door")"

# Somebody's own file is never written over; a folder that cannot be written says so. Root writes everywhere, so it is a
# file that stands where the folder would be.
echo mine >"$door"
say 503 '"title":"Opening"' '"delay_minutes":10'
[ "$(cat "$door")" = mine ] || fail "written over"
rm "$door"

# Ten wrong PINs in all, and nobody is let try, after a restart of the page neither; who is in stays. The technician unlocks.
web_pid() {
	for child in $(cat "/proc/$player/task/$player/children"); do
		case $(tr '\0' ' ' <"/proc/$child/cmdline") in *callboard-web*) echo "$child" ;; esac
	done
}
no_web() { [ -z "$(web_pid)" ]; }
kill_web() {
	kill "$(web_pid)"
	wait_for 30 no_web
}
kill_web
printf '9 0 %d 0\n' "$(cut -d. -f1 /proc/uptime)" >"$state/pin-tries" # as after nine
expect 401 /api/door/login -d '{"pin":"000000"}'
expect 429 /api/door/login -d '{"pin":"314159"}'
grep -q '^Retry-After: 3[0-9][0-9][0-9]' "$TMPDIR/headers" || fail "nobody knows for how long"
kill_web
expect 429 /api/door/login -d '{"pin":"314159"}'
organizer 200 /api/programme
expect 200 /api/door/pin -H "Authorization: Bearer $token" -d '{"unlock":true}'
expect 200 /api/door/login -d '{"pin":"314159"}'

# Another PIN, or none, ends what the old one opened.
expect 200 /api/door/pin -H "Authorization: Bearer $token" -d '{"pin":"271828"}'
organizer 401 /api/programme
expect 200 /api/door/login -d '{"pin":"271828"}' -c "$jar"
organizer 200 /api/programme
ctl pin off
organizer 401 /api/programme
