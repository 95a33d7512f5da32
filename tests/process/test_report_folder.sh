#!/bin/bash
# The report in the folder: written when what it tells changes and at no other time, never a reason to read the folder
# again, one a screen, in the state folder where the folder does not take it.
. tests/process/lib.sh
folder=$TMPDIR/folder
up=$TMPDIR/up
report=$folder/callboard-report/foyer.html
mkdir "$folder"
mkfifo "$TMPDIR/down"
exec 9<>"$TMPDIR/down"

umask 022
ingest() { # ingest STATE SCREEN [OPTION…]: started; what it says is in $up
	: >"$up"
	ingest_state=$1 screen=$2
	shift 2
	"$BUILD/callboard-ingest" "$folder" --state "$ingest_state" --screen "$screen" --size 640x360 --clock "0 trusted" "$@" \
		<"$TMPDIR/down" >"$up" 2>>"$TMPDIR/ingest.log" 9>&- &
	ingest=$!
	started="$started $ingest"
}

stop_ingest() {
	kill "$ingest"
	wait "$ingest" 2>/dev/null || :
}

put() { # put FILE TEXT: written beside and renamed
	printf '%s' "$2" >"$folder/.put"
	mv "$folder/.put" "$folder/$1"
}

says() { # says WORDS…: the report
	for words in "$@"; do
		grep -qF -e "$words" "$report" || return 1
	done
}

lacks() {
	[ -f "$report" ] && ! says "$1"
}

told() { # told TEXT: ingest's last word of health
	grep '^health ' "$up" | tail -n 1 | grep -qF -- "$1"
}

# When, and what.
stamp() {
	stat -c '%y %i' "$1" && sha256sum <"$1"
}

published() {
	grep -c ^published "$up" || :
}

chmod 1777 "$folder"
put event.json '{"type":"event","name":"Zjazd","language":"pl","timezone":"Europe/Warsaw"}'
put news.json '{"type":"announcement","title":"Dzień dobry","text":"Zapraszamy."}'
ingest "$state" foyer
wait_for 20 says 'lang="pl"' "Dzień dobry" "data:image/jpeg;base64," "Wszystko w folderze jest w porządku."
wait_for 5 told "\"report\":\"$report\""
wait_for 5 test -s "$folder/callboard-report/foyer.json"
python3 - "$report" "$folder/callboard-report/foyer.json" <<-'END' || fail "not as it should be"
	import json, re, sys, xml.dom.minidom
	text = open(sys.argv[1], encoding="utf-8").read()
	xml.dom.minidom.parseString(text.encode())
	assert not re.search(r"<script|https?:|url\(|@import", text), "something from elsewhere"
	assert len(text) < 1500000
	beat = json.load(open(sys.argv[2]))
	assert beat["screen"] == "foyer" and beat["report"] == "foyer.html" and beat["interval_s"] == 86400, beat
	assert beat["files"]["taken"] == 2 and beat["problems"] == {"refused": 0, "warnings": 0}, beat
	assert [page["title"] for page in beat["shown"]] == ["Dzień dobry"], beat
	assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00", beat["when"]), beat
END

[ "$(stat -c %a "$folder/callboard-report")" = 1777 ] || fail "who may write into the folder may not write its reports"
[ "$(stat -c %a "$report")" = 644 ] || fail "not everybody may read the report"

# It is no reason for anything: neither events nor scans make another one.
before=$(stamp "$report")
editions=$(published)
for _ in 1 2 3; do
	echo reload >&9
	sleep 1
done
[ "$(stamp "$report")" = "$before" ] || fail "the report was written again for nothing"
[ "$(published)" = "$editions" ] || fail "a set was published for the report's sake"
find "$folder/callboard-report" -mindepth 1 ! -name foyer.html ! -name foyer.json | grep . && fail "something was left there"

# A mistake comes, is mended, comes back to what was before.
put news.json '{"type":"announcement","title":"Dzień dobry","text":}'
wait_for 20 says "news.json" "Nie pokazano" "brakuje tu wartości" "Co zrobić"
says "Do tego czasu ekran pokazuje to, co ten plik mówił wcześniej." || fail "it does not say what is on the screen"
wait_for 5 grep -q '"refused":	1' "$folder/callboard-report/foyer.json"
put news.json '{"type":"announcement","title":"Dzień dobry","text":"Już dobrze."}'
wait_for 20 lacks "Nie pokazano"
wait_for 20 says "Wszystko w folderze jest w porządku."

# A folder out of reach is told of where it can be; when it is back nothing of that is left, and nothing was written.
before=$(stamp "$report")
mv "$folder" "$TMPDIR/away"
wait_for 20 told "\"report\":\"$state/report/foyer.html\""
wait_for 20 grep -q "Folder jest niedostępny od: .* (folder jest nieosiągalny: nie ma go tam)" "$state/report/foyer.html"
mv "$TMPDIR/away" "$folder"
wait_for 20 told "\"report\":\"$report\""
[ ! -e "$state/report/foyer.html" ] || fail "an outdated report is left in the state folder"
[ "$(stamp "$report")" = "$before" ] || fail "the report was written again though it says the same"

# Another run says the same and leaves it alone.
before=$(stamp "$report")
beat=$(stamp "$folder/callboard-report/foyer.json")
stop_ingest
ingest "$state" foyer
wait_for 20 told '"report":'
until_new() { [ "$(stamp "$folder/callboard-report/foyer.json")" != "$beat" ]; }
wait_for 20 until_new
[ "$(stamp "$report")" = "$before" ] || fail "a restart wrote the report again"

# Two screens, and two machines whose screens have one name: a report each.
ingest "$TMPDIR/state-2" 'Hall/B:"1"' 9>&9
wait_for 20 told '"report":'
second=$(find "$folder/callboard-report" -name 'hall-b*.html')
[ -f "$second" ] || fail "the second screen has no report"
stop_ingest
ingest "$TMPDIR/state-3" foyer
wait_for 20 told '"report":'
third=$(find "$folder/callboard-report" -name 'foyer-*.html')
[ -f "$third" ] || fail "a machine of the same name wrote over the other's report"
[ "$(stamp "$report")" = "$before" ] || fail "another screen changed this one's report"
stop_ingest

# Where the folder does not take it, it is in the state folder, and ingest says where and why.
rm -r "$folder/callboard-report"
: >"$folder/callboard-report"
ingest "$TMPDIR/state-4" lobby
wait_for 20 told "\"report\":\"$TMPDIR/state-4/report/lobby.html\",\"report_reason\":\"Not a directory\""
grep -q "W folderze nie wolno pisać" "$TMPDIR/state-4/report/lobby.html" || fail "the report does not say why it is here"
stop_ingest

# A link in its place leads nowhere.
mkdir "$TMPDIR/elsewhere"
ln -sf "$TMPDIR/elsewhere" "$folder/callboard-report.new"
mv -T "$folder/callboard-report.new" "$folder/callboard-report"
ingest "$TMPDIR/state-5" lobby
wait_for 20 told "\"report\":\"$TMPDIR/state-5/report/lobby.html\""
[ -z "$(ls -A "$TMPDIR/elsewhere")" ] || fail "a link was followed"
stop_ingest
rm "$folder/callboard-report"

# A rehearsal leaves the folder alone.
ingest "$TMPDIR/state-6" lobby --rehearse
wait_for 20 told "\"report\":\"$TMPDIR/state-6/report/lobby.html\""
[ ! -e "$folder/callboard-report" ] || fail "a rehearsal wrote into the folder"
stop_ingest

# The player tells it in its status.
start play "$callboard" play "$folder" --state "$TMPDIR/state-7" --screen foyer --size 640x360
state=$TMPDIR/state-7
wait_for 30 is health.report "$report"
says "Już dobrze" || says "Dzień dobry" || fail "the player's report says something else"
