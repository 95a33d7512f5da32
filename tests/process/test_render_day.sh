#!/bin/bash
# A whole day of one screen on one sheet: its moments, its pages, its files, and that titles stay texts.
. tests/process/lib.sh
out=$TMPDIR/out

refuses() { # refuses STATUS WORDS OPTION…
	status=0
	said=$("$callboard" render content "$out" "${@:3}" 2>&1 >/dev/null) || status=$?
	[ $status = "$1" ] || fail "exit status $status of: ${*:3}"
	case $said in *"$2"*) ;; *) fail "${*:3} says: $said" ;; esac
}

refuses 2 "'yesterday' is no day" --day yesterday
refuses 2 "'2018-02-30' is no day" --day 2018-02-30
refuses 2 "'2018-10-22T10:14' is no day" --day 2018-10-22T10:14
refuses 2 '--day needs a value' --day
refuses 2 'one moment' --day 2018-10-22 --at 2018-10-22T10:14
[ ! -e "$out" ] || fail "refused, and written all the same"

# The sample's day: every file that is told of is there, the page is well-formed, and the pages stand in rows of their times.
"$callboard" render content "$out" --day 2018-10-22 --screen foyer --size 320x180 >"$TMPDIR/files" 2>"$TMPDIR/day.log"
[ "$(tail -n 2 "$TMPDIR/files" | tr '\n' ' ')" = "$out/day.png $out/index.html " ] || fail "it ends otherwise: $(tail -n 2 "$TMPDIR/files")"
while read -r file; do
	[ -s "$file" ] || fail "$file is not there"
done <"$TMPDIR/files"
[ "$(find "$out" -type f | sort)" = "$(sort "$TMPDIR/files")" ] || fail "there are other files than it says: $(ls "$out")"
lively "$out/day.png"
[ "$(stat -c %a "$out/index.html")" = "$(stat -c %a "$out/day.png")" ] || fail "not everybody who may see the pictures may see the page"
"$callboard" render content "$TMPDIR/again" --day 2018-10-22 --screen foyer --size 320x180 --json >"$TMPDIR/list" 2>>"$TMPDIR/day.log"
cmp "$out/index.html" "$TMPDIR/again/index.html" || fail "the same day is another page"

cat >"$TMPDIR/look.py" <<'PYTHON'
"""look.py HTML LIST [among] TIMES…: what is on the page, and what is listed, agree; these are (among) its rows."""
import html.parser
import json
import pathlib
import sys
import xml.etree.ElementTree

path = pathlib.Path(sys.argv[1])
text = path.read_text(encoding="utf-8")
page = xml.etree.ElementTree.fromstring(text.removeprefix("<!DOCTYPE html>\n"))  # well-formed, each tag ended
assert page.get("lang") == "en" and page.find("head/meta").get("charset") == "utf-8"
names, rows = [], {}


class Reader(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        names.append(tag)


Reader().feed(text)
assert not {"script", "iframe", "link", "object", "b", "i"} & set(names), names
for section in page.iter("section"):
    rows[section.find("h2").text] = [link.get("href") for link in section.iter("a")]
for link in page.iter("a"):
    assert (path.parent / link.get("href")).is_file() and "/" not in link.get("href"), link.get("href")
for image in page.iter("img"):
    assert image.get("alt") and (path.parent / image.get("src")).is_file()
listed = json.load(open(sys.argv[2]))
assert [file for row in rows.values() for file in row] == [entry["file"] for entry in listed]
for row, files in rows.items():
    for entry in listed:
        if entry["file"] in files and row != "all day":
            assert entry["at"][11:16] == row, (row, entry["at"])
if sys.argv[3] == "among":  # what is soon may have rows of its own
    assert set(sys.argv[4:]) <= set(rows), list(rows)
    assert list(rows)[1:] == sorted(list(rows)[1:])
else:
    assert list(rows) == sys.argv[3:], list(rows)
assert all(row == "all day" or len(files) <= 5 for row, files in rows.items())
assert len([e for e in listed if e["kind"] == "photos"]) <= 2, "photos are there again and again"
PYTHON
python3 "$TMPDIR/look.py" "$TMPDIR/again/index.html" "$TMPDIR/list" among \
	"all day" 08:00 09:00 09:30 11:00 11:15 13:00 14:00 16:15 16:30 17:00 18:30 ||
	fail "the page and the list are not as they should be"
grep -q '"at":"2018-10-22T09:30:00+02:00"' "$TMPDIR/list" || fail "no page tells its moment"

# A door has what is at it: nothing changes there when other rooms' sessions do. Titles are strangers' texts.
mkdir "$TMPDIR/folder"
cat >"$TMPDIR/folder/event.json" <<'JSON'
{"type":"event","name":"Fish & <b>chips</b>","start":"2018-10-22","timezone":"Europe/Warsaw","screens":{"door":{"rooms":["A"]}}}
JSON
cat >"$TMPDIR/folder/plan.json" <<'JSON'
{"type":"agenda","title":"\"><script>alert(1)</script>","date":"2018-10-22","sessions":[
 {"start":"10:00","end":"11:00","title":"<i>One</i> & \"only\"","room":"A"},
 {"start":"10:20","end":"10:40","title":"Elsewhere","room":"B"},
 {"start":"12:00","end":"12:30","title":"Two","room":"A"}]}
JSON
"$callboard" render "$TMPDIR/folder" "$TMPDIR/door" --day 2018-10-22 --screen door --size 320x180 --json >"$TMPDIR/list" 2>>"$TMPDIR/day.log"
python3 "$TMPDIR/look.py" "$TMPDIR/door/index.html" "$TMPDIR/list" 09:00 10:00 11:00 12:00 12:30 ||
	fail "the door's page is not as it should be: $(cat "$TMPDIR/list")"
grep -q '&lt;i&gt;One&lt;/i&gt; &amp; &quot;only&quot;' "$TMPDIR/door/index.html" || fail "a title is no text any more"
grep -q 'Elsewhere' "$TMPDIR/list" && fail "the door shows another room's session"

# A day on which nothing is: it is there, calm.
"$callboard" render "$TMPDIR/folder" "$TMPDIR/idle" --day 2018-11-11 --screen door --size 320x180 --json >"$TMPDIR/list" 2>>"$TMPDIR/day.log"
[ "$(grep -c '"kind":"calm"' "$TMPDIR/list")" = 1 ] || fail "an idle day is not one calm page: $(cat "$TMPDIR/list")"
