#!/bin/sh
# The JSON Schema and the reader agree: the documents in tests/golden/schema/good are well for both, each of those in bad
# is a mistake for both.
. tests/process/lib.sh

folder=$TMPDIR/folder
mkdir "$folder"
cp -R tests/golden/schema/good tests/golden/schema/bad "$folder"
for part in good bad; do
	cp content/2018-10-sandomierz/plan.png "$folder/$part"
done

python3 - "$folder" <<'END'
import json, pathlib, sys
import jsonschema
validator = jsonschema.Draft202012Validator(
    json.load(open("assets/schema/callboard.schema.json")), format_checker=jsonschema.FormatChecker())
wrong = [f"{part}/{path.name}" for part in ("good", "bad")
         for path in sorted(pathlib.Path(sys.argv[1], part).glob("*.json"))
         if validator.is_valid(json.loads(path.read_text())) != (part == "good")]
sys.exit("the schema is mistaken about: " + ", ".join(wrong) if wrong else 0)
END

"$callboard" check "$folder" >"$TMPDIR/all.log" 2>"$TMPDIR/count.log" && fail "nothing was refused"
grep -v ' over since ' "$TMPDIR/all.log" >"$TMPDIR/told.log" # their days are
sed -i '/ is over since /d' "$TMPDIR/told.log" # true of all that has a date, and no mistake
grep '^good/' "$TMPDIR/told.log" && fail "the reader is mistaken about these"
for path in "$folder"/bad/*.json; do
	grep -q "^bad/${path##*/}:" "$TMPDIR/told.log" || fail "the reader says nothing about bad/${path##*/}"
done
