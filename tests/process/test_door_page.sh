#!/bin/bash
# The organizer's page at the door on a phone, in Polish: tests/tools/visit_door.py has what is looked at.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir -p "$folder/spotkanie"
cp content/2018-10-sandomierz/*.json "$folder/spotkanie"
rm "$folder/spotkanie/"[12]*.json
cp content/2018-10-sandomierz/plan.png "$folder/spotkanie/_plan.png"
convert -size 640x360 gradient:darkgreen-gold -quality 90 "$TMPDIR/kwiaty.jpg"
start player "$callboard" play "$folder" --state "$state" --screen foyer --size 960x540 --at 2018-10-22T10:44+02:00 --listen 127.0.0.1:0
wait_for 30 is deck.slides 1
link=$(grep -o 'http://[^ ]*' "$TMPDIR/player.log")
mkdir "${PICTURES:=$TMPDIR/pictures}"
python3 tests/tools/visit_door.py "${link%%/#*}" "$state" "$folder/spotkanie" "$TMPDIR/kwiaty.jpg" "$PICTURES"
