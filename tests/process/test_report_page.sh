#!/bin/bash
# The report on a phone, in Polish, with ten mistakes of people who have never seen JSON: tests/tools/visit_report.py has
# what is looked at. PICTURES=FOLDER keeps what it looked like, report.png for README among it.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder"
cp -r content/2018-10-sandomierz/* "$folder"
cd "$folder"
cat >03-program.json <<'END'
{
  "type": "agenda",
  "title": "Dzień trzeci",
  "date": "31.02.2018",
  "room": "Sala A",
  "sessions": [
    { "start": "9.00", "title": "Rejestracja" },
    { "start": "09:30", "end": "10:30", "titel": "Otwarcie" }
  ]
}
END
cat >04-wycieczka.json <<'END'
{
  "type": "announcment",
  "title": "Wycieczka po mieście"
  "text": "Zbiórka o 17:00 pod ratuszem",
}
END
cat >05-kolacja.json <<'END'
{
  "type": "announcement",
  "title": "Kolacja o 19:00",
  "picture": "Plan.PNG",
  “text”: "Restauracja na parterze"
}
END
printf '{ "type": "announcement", "title": "Parking",\n  "title": "Parking przy bramie" }\n' >06-parking.json
printf 'Wa\277ne\r\nKlucze s\271 w biurze.' >07-wazne.txt
printf '<!DOCTYPE html><html><title>Zaloguj się</title></html>' >foto.jpg
: >program.pdf
cd - >/dev/null

start player "$callboard" play "$folder" --state "$state" --screen foyer --size 960x540 --listen off --at 2018-10-22T09:40+02:00
report=$state/report/foyer.html
wait_for 30 grep -q "data:image/jpeg" "$report"
kept=${PICTURES:-}
mkdir -p "${PICTURES:=$TMPDIR/pictures}"
python3 tests/tools/visit_report.py "$report" "$PICTURES"

[ -n "$kept" ] || exit 0

# Three phones side by side.
for name in top comma now; do
	convert "$PICTURES/$name.png" \( +clone -alpha extract -fill black -colorize 100 -fill white \
		-draw "roundrectangle 0,0 389,843 24,24" \) -alpha off -compose CopyOpacity -composite "$PICTURES/$name-round.png"
done
convert "$PICTURES"/top-round.png "$PICTURES"/comma-round.png "$PICTURES"/now-round.png -bordercolor none -border 18x12 \
	+append -background '#8f969e' -alpha remove -alpha off \
	+dither -colors 256 "PNG8:$PICTURES/report.png"
