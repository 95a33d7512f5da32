#!/bin/bash
# The control page in a browser: tests/tools/visit_page.py has what is looked at.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder"
for name in Pierwsza '<b>Druga</b><img src=x onerror=alert(1)>'; do
	printf '{"type":"announcement","title":"%s","text":"Some words that stay.","seconds":600}\n' "$name" \
		>"$folder/$(echo "$name" | tr -dc '[:alpha:]').json"
done
start player "$callboard" play "$folder" --state "$state" --screen foyer --size 960x540 --listen 127.0.0.1:0
wait_for 30 is deck.showable 2
link=$(grep -o 'http://[^ ]*' "$TMPDIR/player.log")
mkdir "${PICTURES:=$TMPDIR/pictures}"
python3 tests/tools/visit_page.py "$link" "$state" "$PICTURES"
