#!/bin/sh
# A venue's colours, ground and logo reach the screen by themselves, on a page that stays what it is.
. tests/process/lib.sh
folder=$TMPDIR/folder
mkdir "$folder"

event() { # event KEYS: what the venue sets
	printf '{"type":"event","name":"N","start":"2018-10-22","timezone":"UTC"%s}\n' "$1" >"$folder/.event"
	mv "$folder/.event" "$folder/event.json"
}

shows() { # shows COLOUR PIXELS: at least so many of it
	ctl screenshot "$TMPDIR/now.png" &&
		[ "$(convert "$TMPDIR/now.png" -alpha off -fill black +opaque "$1" -fill white -opaque "$1" -format '%[fx:int(mean*w*h+0.5)]' info:)" -ge "$2" ]
}

event ''
printf '{"type":"agenda","date":"2018-10-22","seconds":600,"sessions":[{"start":"10:00","end":"11:00","title":"A talk"},
	{"start":"12:00","end":"13:00","title":"Lunch"}]}\n' >"$folder/agenda.json"
start player "$callboard" play "$folder" --state "$state" --screen foyer --size 640x360 --at 2018-10-22T10:14:01
wait_for 10 is shown.kind agenda
wait_for 5 shows '#ffb547' 5000
page=$(value shown.page)

event ',"accent":"#7fd1ae"'
wait_for 5 shows '#7fd1ae' 5000
event ',"accent":"#7fd1ae","background":"#003399"'
wait_for 5 shows '#003399' 50000
shows '#7fd1ae' 5000 || fail "the accent went with the ground"
printf '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#ff00ff"/></svg>\n' \
	>"$folder/logo.svg"
event ',"accent":"#7fd1ae","background":"#003399","logo":"logo.svg"'
wait_for 5 shows '#ff00ff' 40
event ',"background":"logo.svg"'
wait_for 5 shows '#ffb547' 5000
shows '#003399' 1 && fail "the old ground stays"
[ "$(value shown.kind)" = agenda ] || fail "the page changed"
[ "$(value shown.page)" = "$page" ] || fail "the page changed"
event ''
wait_for 5 shows '#101820' 50000
