#!/bin/sh
# A day of edits: what the published deck says of a schedule that changes, before and after the two quiet minutes, over
# restarts (each run is one), and after the edits are taken back.
. tests/process/lib.sh

folder=$TMPDIR/folder
mkdir "$folder"

# schedule EDIT…: the export, changed by each of these.
schedule() {
	python3 - "$@" >"$TMPDIR/schedule" <<'END'
import json, sys
sessions = {guid: dict(title=title, start=start, room=room, people=people) for guid, title, start, room, people in (
    ("bees", "Bees", "10:00", "Saal 1", ["Ada"]), ("combs", "Combs", "11:00", "Saal 1", ["Ben"]),
    ("dances", "Dances", "12:00", "Saal 1", ["Cleo"]), ("eggs", "Eggs", "10:00", "Saal 2", ["Dora"]),
    ("flowers", "Flowers", "11:00", "Saal 2", ["Emil"]), ("gloves", "Gloves", "14:00", "Saal 2", ["Finn"]),
    ("honey", "Honey", "15:00", "Saal 2", ["Gus"]), ("ivy", "Ivy", "15:00", "Saal 1", ["Hal"]),
    ("jars", "Jars", "16:00", "Saal 1", ["Ida"]))}
for edit in sys.argv[1:]:
    if edit == "cancel":
        del sessions["gloves"]
    elif edit == "swap":
        sessions["honey"]["room"], sessions["ivy"]["room"] = "Saal 1", "Saal 2"
    elif edit == "delay":
        sessions["dances"]["start"] = "12:20"
    elif edit == "delay-more":
        sessions["dances"]["start"] = "12:40"
    elif edit == "add":
        sessions["kites"] = dict(title="Kites", start="13:00", room="Saal 1", people=["Jan"])
    elif edit == "mend":
        sessions["flowers"]["title"] = "FLOWERS!"
    elif edit == "mark":
        sessions["jars"]["title"] = "CANCELED - Jars"
    elif edit == "another":
        sessions = {"other-" + guid: dict(session, title="Other " + session["title"], people=[])
                    for guid, session in sessions.items()}
rooms = {}
for guid, session in sessions.items():
    rooms.setdefault(session["room"], []).append(dict(
        guid=guid, id=len(guid), date="2026-05-02T" + session["start"] + ":00+02:00", start=session["start"],
        duration="01:00", room=session["room"], title=session["title"],
        persons=[dict(id=1, public_name=name) for name in session["people"]]))
print(json.dumps(dict(schedule=dict(version="1", base_url="https://example.org", conference=dict(
    acronym="bees", title="Of bees", start="2026-05-02", end="2026-05-02", daysCount=1, timeslot_duration="00:05",
    time_zone_name="Europe/Warsaw", days=[dict(index=1, date="2026-05-02", day_start="2026-05-02T09:00:00+02:00",
    day_end="2026-05-03T03:00:00+02:00", rooms=rooms)])))))
END
	mv "$TMPDIR/schedule" "$folder/schedule.json"
}

# news TIME: what the deck says at that time, a line for each session that is marked: sorted, since when in minutes UTC.
news() {
	"$BUILD/callboard-ingest" "$folder" --once --state "$state" --size 640x360 --at "2026-05-02T$1Z" >"$TMPDIR/up.log" ||
		fail "ingest broke off at $1"
	python3 - "$state/sets/$(cat "$state/current")/deck.json" <<'END'
import json, sys, time
def clock(utc_s):
    return time.strftime("%H:%M", time.gmtime(utc_s))
lines = []
for slide in json.load(open(sys.argv[1]))["slides"]:
    for session in slide["content"].get("sessions", []):
        words = [session["title"]]
        words += [key for key in ("cancelled", "added") if session.get(key)]
        words += [f"{clock(session['was_start'])}>{clock(session['start'])}"] if "was_start" in session else []
        words += [f"{session['was_room']}>{session['room']}"] if "was_room" in session else []
        words += [f"was {session['was_title']}"] if "was_title" in session else []
        if len(words) > 1:
            lines.append(", ".join(words) + f" @{clock(session['changed']) if 'changed' in session else '-'}")
print("\n".join(sorted(lines)))
END
}

# expect TIME WHAT [LINES]
expect() {
	news "$1" >"$TMPDIR/found"
	printf '%s\n' "${3:-}" >"$TMPDIR/expected"
	diff -u "$TMPDIR/expected" "$TMPDIR/found" || fail "$1: $2"
}

schedule
expect 05:00 "a programme nobody knows yet"
schedule cancel
expect 06:50 "an edit more than an hour before the first session"
schedule
expect 06:55 "and it is taken back"
expect 07:30 "the doors are open"

first='Dances, 10:00>10:20 @07:42
Gloves, cancelled @07:42
Honey, Saal 2>Saal 1 @07:42
Ivy, Saal 1>Saal 2 @07:42'
schedule cancel swap delay
expect 07:40 "edits are no news at once"
expect 07:41:59 "nor before two minutes"
grep -q '"title":"Gloves","room"' "$state/sets/$(cat "$state/current")/deck.json" ||
	fail "a session that is gone vanishes before that is told"
expect 07:42 "but then" "$first"
expect 07:50 "and later" "$first"

schedule cancel swap delay add mend
expect 08:00 "what was told stays during the next edit" "$first"
schedule cancel swap delay add mend
expect 08:02 "the same bytes are no edit" "$first
Kites, added @08:02"
schedule cancel swap delay-more add mend
expect 08:10 "moved again: from where people know it" "$(echo "$first" | sed 's/10:20/10:40/')
Kites, added @08:02"
expect 08:13 "which is news of its own" "$(echo "$first" | sed 's/10:20 @07:42/10:40 @08:13/')
Kites, added @08:02"

mv "$folder/schedule.json" "$folder/programme (2).json"
expect 08:14 "under another name" "$(echo "$first" | sed 's/10:20 @07:42/10:40 @08:13/')
Kites, added @08:02"
mv "$folder/programme (2).json" "$folder/schedule.json"
printf '{"version": 1, "programmes": [{}]}' >"$TMPDIR/broken"

schedule cancel mark
expect 08:20 "a cancelled session that is still there is told at once" "Gloves, cancelled @07:42
Jars, cancelled @08:20"
expect 12:59 "until its time is over" "Gloves, cancelled @07:42
Jars, cancelled @08:20"
expect 13:00 "it is kept" "Jars, cancelled @08:20"
schedule
expect 13:05 "all is taken back"
expect 13:10 "and stays so"

schedule another
expect 13:20 "another programme"
expect 13:25 "is no news"
schedule
expect 13:30 "nor is the first again"
expect 13:35 "for it is another than the other"

# An overlay is its author's own word.
echo '{"type": "overlay", "sessions": [{"session": "jars", "room": "Saal 2"}, {"session": "Honey", "cancelled": true}]}' \
	>"$folder/overlay.json"
expect 13:40 "an overlay counts at once" "Honey, cancelled @13:40
Jars, Saal 1>Saal 2 @13:40"
rm "$folder/overlay.json"
expect 13:41 "and is gone at once"

# What people know is lost with the history, and nothing else.
schedule swap
expect 13:42 "an edit"
expect 13:45 "and its news" "Honey, Saal 2>Saal 1 @13:45
Ivy, Saal 1>Saal 2 @13:45"
cp "$TMPDIR/broken" "$state/history.json"
expect 13:46 "a history that is broken is none"
head -c 100 /dev/urandom >"$state/history.json"
expect 13:47 "nor is one of other bytes"
schedule
expect 13:48 "a history begins anew"
expect 13:51 "with what was there" "Honey, Saal 1>Saal 2 @13:51
Ivy, Saal 2>Saal 1 @13:51"

# A clock that has lost its time does not lose what people know.
expect 13:52 "as before" "Honey, Saal 1>Saal 2 @13:51
Ivy, Saal 2>Saal 1 @13:51"
"$BUILD/callboard-ingest" "$folder" --once --state "$state" --size 640x360 --at 1970-01-01T00:00Z >"$TMPDIR/up.log"
expect 13:53 "after 1970" "Honey, Saal 1>Saal 2 @13:51
Ivy, Saal 2>Saal 1 @13:51"

# In a state of its own nothing is news.
rm -rf "$state"
expect 13:54 "nothing is known there"
