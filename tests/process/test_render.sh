#!/bin/bash
# Pages as pictures: what is listed is there, what it refuses, and that content in no named language has 24 hours.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder"

render() { # render OUT [OPTION…]
	"$callboard" render "$folder" "$TMPDIR/$1" --at 2018-10-22T13:20Z --screen foyer --size 960x540 "${@:2}"
}

refuses() { # refuses STATUS WORDS COMMAND…: exits so, and says so
	status=0
	said=$("${@:3}" 2>&1 >/dev/null) || status=$?
	[ $status = "$1" ] || fail "exit status $status of: ${*:3}"
	case $said in *"$2"*) ;; *) fail "${*:3} says: $said" ;; esac
}

agenda() { # agenda [LANGUAGE]
	printf '{"type":"agenda",%s"title":"Plan","date":"2018-10-22","sessions":[{"start":"14:00","end":"15:00","title":"A"},
		{"start":"15:30","end":"16:00","title":"B"}]}' "${1:+\"language\":\"$1\",}" >"$folder/a.json"
}

refuses 2 'FOLDER, and OUT' "$callboard" render "$folder"
refuses 2 'no time' "$callboard" render "$folder" "$TMPDIR/out" --at tomorrow
refuses 2 'no size' "$callboard" render "$folder" "$TMPDIR/out" --size huge
refuses 2 'unknown option --year' "$callboard" render "$folder" "$TMPDIR/out" --year 2018
refuses 2 "'rendre' is no command" "$callboard" rendre "$folder" "$TMPDIR/out"
refuses 1 'no such folder' "$callboard" render "$TMPDIR/nowhere" "$TMPDIR/out"
[ ! -e "$TMPDIR/out" ] || fail "refused, and written all the same"

# Nothing to show is one calm page.
[ "$(render calm)" = "$TMPDIR/calm/001-calm.png" ] || fail "no calm page"
lively "$TMPDIR/calm/001-calm.png"

agenda
render unnamed --json >"$TMPDIR/list"
grep -q '"file":"001-a.png","kind":"agenda","title":"Plan","screen":"foyer","sources":\[.*"A".*"B"' "$TMPDIR/list" ||
	fail "the list says $(cat "$TMPDIR/list")"
lively "$TMPDIR/unnamed/001-a.png"
for language in en-GB en eo cs cs-CZ no nb; do
	agenda $language
	render $language >"$TMPDIR/said"
done
cmp -s "$TMPDIR/unnamed/001-a.png" "$TMPDIR/en-GB/001-a.png" || fail "in no language it looks otherwise than in en-GB"
cmp -s "$TMPDIR/eo/001-a.png" "$TMPDIR/en-GB/001-a.png" || fail "in a language we lack it looks otherwise than in en-GB"
cmp -s "$TMPDIR/cs/001-a.png" "$TMPDIR/en-GB/001-a.png" && fail "Czech looks as en-GB"
cmp -s "$TMPDIR/cs/001-a.png" "$TMPDIR/cs-CZ/001-a.png" || fail "cs-CZ is not found as cs"
cmp -s "$TMPDIR/no/001-a.png" "$TMPDIR/en-GB/001-a.png" && fail "no looks as en-GB"
cmp -s "$TMPDIR/no/001-a.png" "$TMPDIR/nb/001-a.png" || fail "no is not found as nb"
! cmp -s "$TMPDIR/unnamed/001-a.png" "$TMPDIR/en/001-a.png" || fail "English looks like no language at all"
