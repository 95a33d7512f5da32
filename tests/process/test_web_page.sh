#!/bin/bash
# The control page in a browser: tests/tools/visit_page.py has what is looked at.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder"
for name in Pierwsza '<b>Druga</b><img src=x onerror=alert(1)>'; do
	printf '{"type":"announcement","title":"%s","text":"Some words that stay.","seconds":600}\n' "$name" \
		>"$folder/$(echo "$name" | tr -dc '[:alpha:]').json"
done
printf '{"type":"announcement",' >"$folder/half.json"

# A clock that nobody told the time, since the last one that it knew.
cc -shared -fPIC -o "$TMPDIR/fake_clock.so" tests/tools/fake_clock.c
mkdir "$state"
echo "4102444799 another-boot" >"$state/last-time"
echo "-86400 0" >"$TMPDIR/clock"
FAKE_CLOCK=$TMPDIR/clock LD_PRELOAD=$TMPDIR/fake_clock.so ASAN_OPTIONS=verify_asan_link_order=0${ASAN_OPTIONS:+:$ASAN_OPTIONS} \
	start player "$callboard" play "$folder" --state "$state" --screen foyer --size 960x540 --listen 127.0.0.1:0
wait_for 30 is deck.showable 2
link=$(grep -o 'http://[^ ]*' "$TMPDIR/player.log")
mkdir -p "${PICTURES:=$TMPDIR/pictures}"
python3 tests/tools/visit_page.py "$link" "$state" "$folder" "$PICTURES"
