# Every way in which programs write files, for the tests of whole files: `. tests/process/whole.sh` after share.sh, in bash.
new=$TMPDIR/new
for colour in red green blue yellow; do
	picture "$new.$colour" "${!colour}"
done

# in_place MODE FROM TO: "cut": made empty, then half of it, a pause in which scans agree, the rest. "zeros": as long as it
# will be, then the same. "over": over what is there, without such a pause.
in_place() {
	python3 - "$@" <<-'END'
		import os, sys, time
		mode, source, target = sys.argv[1:]
		data = open(source, "rb").read()
		flags = os.O_WRONLY | os.O_CREAT | (0 if mode == "over" else os.O_TRUNC)
		file = os.open(target, flags, 0o644)
		if mode == "zeros":
		    os.ftruncate(file, len(data))
		parts, pause = (6, 0.3) if mode == "over" else (2, 1.7)
		for i in range(parts):
		    os.write(file, data[len(data) * i // parts : len(data) * (i + 1) // parts])
		    time.sleep(pause)
		os.ftruncate(file, len(data))
		os.close(file)
	END
}

arrive() { # arrive WHAT COLOUR: it must be shown soon after the program is done
	shown_within 6000 "$2" "$(now_ms)" "$1"
}

every_way() { # every_way FOLDER: into it; the wall is red
	in_place cut "$new.green" "$1/one.jpg"
	arrive "written in place" green
	in_place zeros "$new.blue" "$1/one.jpg" # Windows Explorer
	arrive "made long, then filled" blue
	in_place over "$new.yellow" "$1/one.jpg"
	arrive "written over" yellow
	rsync --inplace --ignore-times "$new.red" "$1/one.jpg"
	arrive "rsync --inplace" red
	rsync --ignore-times "$new.green" "$1/one.jpg" # .one.jpg.XXXXXX
	arrive "rsync" green
	in_place cut "$new.blue" "$1/.syncthing.one.jpg.tmp"
	stands green || fail "a file under a name of its own is shown"
	mv "$1/.syncthing.one.jpg.tmp" "$1/one.jpg"
	arrive "Syncthing" blue
	cp "$new.yellow" "$1/._one.jpg" # macOS Finder
	cp "$new.yellow" "$1/.DS_Store"
	cp "$new.yellow" "$1/one.jpg"
	arrive "macOS Finder" yellow
	cp "$new.red" "$1/.pending-1540196040-one.jpg" # a phone
	mv "$1/.pending-1540196040-one.jpg" "$1/one.jpg"
	arrive "a phone" red

	# A text and its picture, either first.
	wall "$new.json" two.jpg
	in_place zeros "$new.json" "$1/wall.json"
	cp "$new.green" "$1/two.jpg"
	arrive "a text, then its picture" green
	rm "$1/one.jpg"
	in_place cut "$new.blue" "$1/three.jpg"
	wall "$new.json" three.jpg
	in_place cut "$new.json" "$1/wall.json"
	rm "$1/two.jpg"
	arrive "a picture, then its text" blue
}

play() { # play FOLDER SERVER LEAST_LOOKS
	state=$2.state
	wall "$2/wall.json" one.jpg
	cp "$new.red" "$2/one.jpg"
	start_player "$1"
	wait_for 20 is deck.slides 1
	: >"$TMPDIR/watch.log"
	start_watch
	wait_for 10 stands red
	every_way "$2"
	judge_watch "$3"
}
