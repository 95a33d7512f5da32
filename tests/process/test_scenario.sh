#!/bin/bash
# A day played in seconds: three successive versions of the programme of a real day (a session is gone, two swap rooms, one
# is late, one is new), and what three screens show at nine moments, page by page, against tests/golden/scenario.txt (UPDATE=1 writes it).
. tests/process/lib.sh
folder=$TMPDIR/folder
golden=tests/golden/scenario.txt
mkdir "$folder"

cat >"$folder/event.json" <<'END'
{ "type": "event", "name": "Liderzy Kooperacji", "start": "2018-10-22", "end": "2018-10-23", "language": "pl",
  "timezone": "Europe/Warsaw", "screens": {
    "foyer": { "directions": { "Sala A": "←", "Sala B": "→", "Sala C": "→ I piętro" } },
    "hall-a": { "rooms": ["Sala A"], "directions": { "Sala C": "→ I piętro" } },
    "hall-b*": { "rooms": ["sala b"] } } }
END

session() { # session ID START END TITLE [MORE]
	printf '  { "id": "%s", "start": "%s", "end": "%s", "title": "%s"%s },\n' "$1" "$2" "$3" "$4" "${5:+, $5}"
}

in_room() {
	printf '"room": "Sala %s"' "$1"
}

# programme VERSION: puts it into the folder, at once
programme() {
	{
		groups='Praca w podgrupach'
		echo '[{ "type": "agenda", "date": "2018-10-22", "sessions": ['
		session r 09:00 09:30 Rejestracja '"kind": "registration"'
		session o 09:30 11:00 'Stan prac w pięciu województwach' "$(in_room A)"
		session k 11:00 11:15 'Przerwa kawowa' '"kind": "break"'
		[ "$1" != 1 ] || session f 11:15 13:00 "$groups: finanse" "$(in_room B)"
		session p 11:15 13:00 "$groups: prawo" "$(in_room "$([ "$1" = 1 ] && echo A || echo C)")"
		session e 11:15 13:00 "$groups: platforma edukacyjna" "$(in_room "$([ "$1" = 1 ] && echo C || echo A)")"
		session l 13:00 14:00 Obiad '"kind": "meal"'
		session m 14:00 16:15 'Wstępna wersja Modelu Kooperacji' "$(in_room A)$([ "$1" != 3 ] || echo ', "delay_minutes": 15')"
		[ "$1" != 3 ] || session n 14:00 15:00 'Pytania i uwagi do dokumentu' "$(in_room B)"
		session s 16:30 17:00 'Podsumowanie dnia' "$(in_room A)"
		session d 18:30 20:00 Kolacja '"kind": "meal"' | sed '$s/,$//'
		echo '] }, { "type": "agenda", "date": "2018-10-23", "sessions": ['
		session w 09:00 10:30 'Wnioski z badań fokusowych' "$(in_room A)"
		session z 12:15 13:30 'Komitet Sterujący projektu' "$(in_room B)" | sed '$s/,$//'
		echo '] }]'
	} >"$folder/.new"
	mv "$folder/.new" "$folder/programme.json"
}

# live DAY TIME: ingest looks at the folder. Rendering is no news to anybody.
live() {
	"$BUILD/callboard-ingest" "$folder" --once --state "$state" --size 480x270 --at "2018-10-$1T$2+02:00" \
		>"$TMPDIR/up.log" || fail "ingest broke off at $2"
}

# at DAY TIME: what each screen shows
at() {
	live "$1" "$2"
	for screen in foyer hall-a hall-b2; do
		echo "October $1, $2, $screen"
		"$callboard" render "$folder" "$TMPDIR/out" --state "$state" --at "2018-10-$1T$2+02:00" \
			--screen $screen --size 480x270 --json >"$TMPDIR/list" 2>"$TMPDIR/render.log" || fail "no pages at $2"
		tr '{' '\n' <"$TMPDIR/list" | sed -n 's/.*"file":"[0-9]*-\([^".]*\).*"sources":\[\(.*\)\].*/  \1: \2/p' |
			sed 's/","/ | /g; s/"//g'
	done
}

{
	programme 1
	at 21 19:00
	at 22 08:10
	at 22 09:45
	programme 2
	live 22 10:20 # an edit is told when it has been left alone for two minutes
	at 22 10:21   # until then rooms and times are the new ones, and what is gone is still there
	at 22 10:22
	at 22 11:20
	programme 3
	live 22 11:30
	at 22 11:33
	at 22 13:20
	at 22 20:30
} >"$TMPDIR/told"

[ -z "${UPDATE:-}" ] || cp "$TMPDIR/told" $golden
diff $golden "$TMPDIR/told" >"$TMPDIR/difference" || fail "the day is another: $(cat "$TMPDIR/difference")"
