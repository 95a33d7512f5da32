#!/bin/bash
# A day played in seconds: three successive versions of a programme (a session is gone, one changes rooms, one is late, one
# is new), and what three screens show at nine moments, page by page, against tests/golden/scenario.txt (UPDATE=1 writes it).
. tests/process/lib.sh
folder=$TMPDIR/folder
golden=tests/golden/scenario.txt
mkdir "$folder"

cat >"$folder/event.json" <<'END'
{ "type": "event", "name": "Dni Spółdzielni", "start": "2018-10-22", "end": "2018-10-23", "language": "pl",
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
		echo '[{ "type": "agenda", "date": "2018-10-22", "sessions": ['
		session r 08:30 09:00 Rejestracja '"kind": "registration"'
		session o 09:00 10:00 Otwarcie "$(in_room A)"
		[ "$1" != 1 ] || session f 10:30 11:15 'Finanse i prawo' "$(in_room B)"
		session k 10:30 11:15 'Księgowość bez strachu' "$(in_room "$([ "$1" = 1 ] && echo A || echo C)")"
		session s 11:15 12:15 'Statut w praktyce' "$(in_room A)$([ "$1" != 3 ] || echo ', "delay_minutes": 15')"
		session p 11:15 12:15 'Praca w podgrupach' "$(in_room C)"
		[ "$1" != 3 ] || session n 11:15 12:15 'Nowe formy wsparcia' "$(in_room B)"
		session l 12:30 13:15 Obiad '"kind": "meal"'
		session h 13:15 14:30 'Historie z regionu' "$(in_room A)"
		session w 13:15 14:30 'Warsztat rekrutacji' "$(in_room B)" | sed '$s/,$//'
		echo '] }, { "type": "agenda", "date": "2018-10-23", "sessions": ['
		session z 09:00 10:00 'Walne zgromadzenie' "$(in_room A)" | sed '$s/,$//'
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
	at 22 08:00
	at 22 09:10
	programme 2
	live 22 09:40 # an edit is told when it has been left alone for two minutes
	at 22 09:41   # until then rooms and times are the new ones, and what is gone is still there
	at 22 09:42
	at 22 10:35
	programme 3
	live 22 10:38
	at 22 10:41
	at 22 12:45
	at 22 18:00
} >"$TMPDIR/told"

[ -z "${UPDATE:-}" ] || cp "$TMPDIR/told" $golden
diff $golden "$TMPDIR/told" >"$TMPDIR/difference" || fail "the day is another: $(cat "$TMPDIR/difference")"
