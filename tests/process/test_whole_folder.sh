#!/bin/bash
# Files arrive as programs write them: slowly and in place, made long first and filled then, over another file, under a
# name of their own first. In a plain folder no half of one is shown, and each whole one is at once.
. tests/process/lib.sh
. tests/process/share.sh
. tests/process/whole.sh
mkdir "$TMPDIR/folder"
play "$TMPDIR/folder" "$TMPDIR/folder" 150
