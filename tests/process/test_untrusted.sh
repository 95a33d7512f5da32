#!/bin/sh
# Ingest with a clock that cannot be trusted: nothing is news, nothing over, and what is long is shown around the last
# time that was known, or around its own dates.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder"

# ingest CLOCK: what the player would tell of the clock, "trusted TIME", "untrusted TIME KNOWN"; KNOWN 0: nothing was.
ingest() {
	seconds=$(($(date -d "$2" +%s) - $(date +%s)))
	words="${seconds}000 $1"
	[ "$1" = trusted ] || words="$words $([ "$3" = 0 ] && echo 0 || date -d "$3" +%s)"
	"$BUILD/callboard-ingest" "$folder" --once --state "$state" --size 640x360 --clock "$words" >"$TMPDIR/up.log" ||
		fail "ingest broke off: $*"
}

# days: of the deck's agendas. sessions: each with its marks.
days() {
	python3 - "$state/sets/$(cat "$state/current")/deck.json" <<'PYTHON'
import json, sys
days = sorted(slide["content"]["date"] for slide in json.load(open(sys.argv[1]))["slides"] if slide["kind"] == "agenda")
print(days[0], days[-1], len(days)) if days else print("none")
PYTHON
}
sessions() {
	python3 - "$state/sets/$(cat "$state/current")/deck.json" <<'PYTHON'
import json, sys
print(" ".join(session["title"] + "".join("-" + mark for mark in ("cancelled", "was_start") if mark in session)
    for slide in json.load(open(sys.argv[1]))["slides"] for session in slide["content"].get("sessions", [])))
PYTHON
}
expect() { # expect WHAT COMMAND WORDS
	got=$($2)
	[ "$got" = "$3" ] || fail "$1: $got, not $3"
}

# A course that goes on for a year, each Monday; over a year a calendar is written out for two months around now.
cat >"$folder/course.ics" <<'CALENDAR'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//x//EN
BEGIN:VEVENT
UID:course
DTSTART:20260105T100000Z
DTEND:20260105T110000Z
RRULE:FREQ=WEEKLY;UNTIL=20261228T100000Z
SUMMARY:Course
END:VEVENT
END:VCALENDAR
CALENDAR
ingest trusted 2026-06-01T09:00Z
expect "now" days "2026-06-01 2026-07-27 9"
ingest untrusted 1970-01-01T00:10Z 2026-06-01T09:00Z
expect "the last time that was known" days "2026-06-01 2026-07-27 9"
ingest untrusted 1970-01-01T00:10Z 0
expect "before its first day" days "2026-01-05 2026-03-02 9"
ingest untrusted 2090-01-01T00:00Z 0
expect "behind its last day" days "2026-12-28 2026-12-28 1"
ingest trusted 2090-01-01T00:00Z
expect "truly behind it" days "none"
ingest untrusted 2026-03-02T09:00Z 0
expect "one of its days" days "2026-03-02 2026-04-27 9"
rm "$folder/course.ics"

# A programme of each Monday and Thursday of a term.
echo '{"type": "event", "name": "Term", "start": "2026-03-02", "end": "2026-06-30", "timezone": "UTC"}' >"$folder/event.json"
echo '{"type": "agenda", "days": ["mon", "thu"], "sessions": [{"start": "10:00", "end": "11:00", "title": "Yoga"}]}' \
	>"$folder/yoga.json"
ingest trusted 2026-01-01T09:00Z
expect "it has not begun" days "none"
ingest untrusted 2026-01-01T09:00Z 0
expect "but that may be wrong" days "2026-03-02 2026-03-09 3"
ingest untrusted 2000-01-01T09:00Z 2026-05-06T09:00Z
expect "around what was known last" days "2026-05-07 2026-05-14 3"
ingest untrusted 2090-01-01T09:00Z 0
expect "its last days" days "2026-06-29 2026-06-29 1"
grep -q "is over since" "$TMPDIR/up.log" && fail "told as over by a clock that is not set"
ingest trusted 2090-01-01T09:00Z
grep -q "is over since" "$TMPDIR/up.log" || fail "a term of long ago is not told as over"
rm "$folder"/*

# News. What was told stays told; an edit waits until the time is known again.
day() { # day START SESSION…
	start=$1
	shift
	printf '{"type": "agenda", "date": "2026-05-02", "sessions": [{"start": "%s", "end": "11:00", "title": "Bees"}' "$start"
	[ $# = 0 ] || printf ', {"start": "11:00", "end": "12:00", "title": "%s"}' "$@"
	echo ']}'
}
programme() {
	day "$@" >"$TMPDIR/new"
	mv "$TMPDIR/new" "$folder/day.json"
}
programme 10:00 Combs Dances
ingest trusted 2026-05-02T09:30Z
programme 10:00 Dances
ingest trusted 2026-05-02T09:31Z
expect "gone, and not told yet" sessions "Bees Dances Combs"
ingest trusted 2026-05-02T09:33:05Z # two minutes, and a little, as the clock goes on between two of these
expect "told" sessions "Bees Dances Combs-cancelled"
cp "$state/history.json" "$TMPDIR/history"
for now in 1970-01-01T00:10Z 2026-05-02T09:33Z 2090-01-01T00:00Z; do
	programme 10:00 Dances
	ingest untrusted $now 0
	expect "told before, at $now" sessions "Bees Dances Combs-cancelled"
	programme 10:30
	ingest untrusted $now 2026-05-02T09:34Z
	ingest untrusted $now 0
	ingest untrusted $now 0
	expect "edited at $now" sessions "Bees Combs-cancelled Dances"
	cmp -s "$state/history.json" "$TMPDIR/history" || fail "a clock that is not set is kept in the history"
done
ingest trusted 2026-05-02T09:40Z
expect "the clock is set" sessions "Bees Combs-cancelled Dances"
ingest trusted 2026-05-02T09:42:05Z
expect "two minutes later" sessions "Bees-was_start Combs-cancelled Dances-cancelled"
