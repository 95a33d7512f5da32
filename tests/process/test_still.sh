#!/bin/bash
# What a standing slide takes, and a fade: no allocation, no file touched, hardly a wake-up. The programs
# as people run them, since sanitizers allocate and wake by themselves.
. tests/process/lib.sh
callboard=${PLAIN_BUILD:?which build without sanitizers?}/callboard
folder=$TMPDIR/folder
mkdir "$folder"
for name in Druga Pierwsza; do
	printf '{"type":"announcement","title":"%s","text":"Some words that stay.","seconds":600}\n' $name >"$folder/$name.json"
done
cc -D_GNU_SOURCE -shared -fPIC -o "$TMPDIR/count_calls.so" tests/tools/count_calls.c
start_display
start player env COUNT_CALLS="$TMPDIR/calls" LD_PRELOAD="$TMPDIR/count_calls.so" \
	"$callboard" play "$folder" --at 2018-10-22T10:00:01 --state "$state" --screen foyer --listen 127.0.0.1:0
player=$pid
wait_for 30 is deck.showable 2
wait_for 30 is health.share readable
ingest=$(value ingest.pid)
python3 tests/tools/stillwatch.py "$TMPDIR/calls" "$player" "$ingest" -- "$callboard" ctl next --state "$state"
