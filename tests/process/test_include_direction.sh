#!/bin/sh
# The rooms' includes point down only; and the test that says so can fail.
set -eu
tests/include-direction src

refused() { # refused ROOM INCLUDE…: a file of ROOM with this include must be refused
	rm -rf "$TMPDIR/src"
	mkdir -p "$TMPDIR/src/$1" "$TMPDIR/src/view" "$TMPDIR/src/base"
	: >"$TMPDIR/src/view/view.h"
	: >"$TMPDIR/src/base/log.h"
	echo "#include $2" >"$TMPDIR/src/$1/file.c"
	if tests/include-direction "$TMPDIR/src"; then
		echo "$1 was allowed to include $2"
		exit 1
	fi
}
refused model '"view/view.h"'
refused ingest '"view/view.h"'
refused base '"view/view.h"'
refused view '"view.h"'
refused view '"../base/log.h"'
refused view '"base/none.h"'
refused view '<SDL2/SDL.h>'
refused view '<cjson/cJSON.h>'
refused player '<libheif/heif.h>'
refused attic '"base/log.h"'
