#!/bin/bash
# What folders compile to: tests/golden/decks/NAME/in, as at NAME/at, gives NAME/deck and NAME/problems. With UPDATE=1 these
# are written anew: look at the difference.
. tests/process/lib.sh
golden=tests/golden/decks

# One value a line that a person might compare.
split() {
	sed -e 's/},{/},\n{/g' -e 's/"\(events\|slides\|sessions\|text\|photos\)":\[/"\1":[\n/g'
}

for folder in "$golden"/*/; do
	name=$(basename "$folder")
	rm -rf "$state"
	"$BUILD/callboard-ingest" "$folder/in" --once --state "$state" --size 640x360 --at "$(cat "$folder/at")" \
		>"$TMPDIR/up" || [ $? = 1 ] || fail "$name: ingest broke off"
	split <"$state/sets/$(cat "$state/current")/deck.json" >"$TMPDIR/deck"
	sed -n 's/^problems //p' "$TMPDIR/up" | split >"$TMPDIR/problems"
	for part in deck problems; do
		if [ -n "${UPDATE:-}" ]; then
			cp "$TMPDIR/$part" "$folder/$part"
		else
			diff -u "$folder/$part" "$TMPDIR/$part" || fail "$name: another $part than expected"
		fi
	done
	# The same again gives the same set.
	key=$(cat "$state/current")
	"$BUILD/callboard-ingest" "$folder/in" --once --state "$state" --size 640x360 --at "$(cat "$folder/at")" \
		>"$TMPDIR/up" || :
	[ "$key" = "$(cat "$state/current")" ] || fail "$name: read again it is another deck"
done
