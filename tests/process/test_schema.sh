#!/bin/sh
# The JSON Schema and the reader agree: the documents in tests/golden/schema/good are well for both, each of those in bad
# is a mistake for both, and neither knows a key that the other does not. The schema is complete, and whole without the
# network.
. tests/process/lib.sh

folder=$TMPDIR/folder
schema=assets/schema/callboard.schema.json
mkdir "$folder"
cp -R tests/golden/schema/good tests/golden/schema/bad "$folder"
for part in good bad; do
	cp content/2018-10-sandomierz/plan.png "$folder/$part"
done

# Complete: every key has words and an example, each example is what it shows, and every reference is in this file.
python3 - "$schema" <<'END'
import json, sys
import jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
wrong, used = [], set()

def at(reference):
    if not reference.startswith("#/"):
        return None
    node = schema
    for part in reference[2:].split("/"):
        node = node.get(part) if isinstance(node, dict) else None
    return node

def look(node, path):
    if isinstance(node, list):
        for number, child in enumerate(node):
            look(child, f"{path}/{number}")
        return
    if not isinstance(node, dict):
        return
    if "$ref" in node:
        used.add(node["$ref"])
        if at(node["$ref"]) is None:
            wrong.append(f"{path}: {node['$ref']} is not in this file")
    for example in node.get("examples", []):
        part = dict(node, **{"$schema": schema["$schema"], "$defs": schema["$defs"]})
        for error in jsonschema.Draft202012Validator(part).iter_errors(example):
            wrong.append(f"{path}: its example is wrong: {error.message}")
    for key, value in node.get("properties", {}).items():
        told = at(value["$ref"]) if "$ref" in value else {}
        if "description" not in value and "description" not in told:
            wrong.append(f"{path}: nothing is said of {key}")
        if "examples" not in value and "examples" not in told and not any(k in told for k in ("properties", "anyOf")):
            wrong.append(f"{path}: no example of {key}")
    for key, value in node.items():
        if key not in ("examples", "default", "const", "enum"):
            look(value, f"{path}/{key}")

look(schema, "")
wrong += [f"{name} is never used" for name in schema["$defs"] if f"#/$defs/{name}" not in used]
sys.exit("\n".join(wrong) or 0)
END

# An editor finds it by a relative path in a file, and the reader takes no notice of that.
mkdir -p "$TMPDIR/share" "$folder/good/below"
cp "$schema" "$TMPDIR/share"
cat >"$folder/good/below/with-schema.json" <<'END'
{"$schema": "../../../share/callboard.schema.json", "type": "announcement", "title": "Obiad"}
END

python3 - "$folder" <<'END'
import json, pathlib, sys
import jsonschema
validator = jsonschema.Draft202012Validator(
    json.load(open("assets/schema/callboard.schema.json")), format_checker=jsonschema.FormatChecker())
folder = pathlib.Path(sys.argv[1])
wrong = [f"{part}/{path.name}" for part in ("good", "bad")
         for path in sorted(pathlib.Path(sys.argv[1], part).glob("*.json"))
         if validator.is_valid(json.loads(path.read_text())) != (part == "good")]
named = folder / "good/below/with-schema.json"
document = json.loads(named.read_text())
local = jsonschema.Draft202012Validator(json.loads((named.parent / document["$schema"]).read_text()))
if not local.is_valid(document) or local.is_valid(dict(document, title=5)):
    wrong.append("with-schema.json, by its own path")
sys.exit("the schema is mistaken about: " + ", ".join(wrong) if wrong else 0)
END

"$callboard" check "$folder" >"$TMPDIR/all.log" 2>"$TMPDIR/count.log" && fail "nothing was refused"
grep -v ' over since ' "$TMPDIR/all.log" >"$TMPDIR/told.log" # their days are
sed -i '/ is over since /d' "$TMPDIR/told.log" # true of all that has a date, and no mistake
grep '^good/' "$TMPDIR/told.log" && fail "the reader is mistaken about these"
for path in "$folder"/bad/*.json; do
	grep -q "^bad/${path##*/}:" "$TMPDIR/told.log" || fail "the reader says nothing about bad/${path##*/}"
done

# Every key of the schema, and every word of the reader's sources, as a key in every object: both know the same ones.
keys=$TMPDIR/keys
mkdir "$keys"
cat >"$TMPDIR/keys.py" <<'END'
import json, os, re, sys
import jsonschema
schema = json.load(open("assets/schema/callboard.schema.json"))
defs = schema["$defs"]
words = set()
for path in [f"src/formats/{name}.c" for name in ("event", "agenda", "announcement", "photos", "overlay", "content")] + [
        "src/formats/content_types.h"]: # where all keys are that it knows
    words.update(re.findall(r'"([a-z][a-z_]*)"', open(path).read()))

def properties(node):
    if "$ref" in node:
        node = defs[node["$ref"].removeprefix("#/$defs/")]
    found = dict(node.get("properties", {}))
    for part in node.get("anyOf", []):
        found.update(properties(part))
    return found

announcement = {"type": "announcement", "title": "T"}
session = {"start": "09:00", "title": "T"}
agenda = {"type": "agenda", "sessions": [session]}
# where: (its properties in the schema, a document with these keys there)
places = {
    "event": (properties(defs["event"]), lambda keys: {"type": "event"} | keys),
    "viewing": (properties(defs["viewing"]), lambda keys: {"type": "event", "viewing": keys}),
    "screen": (properties(properties(defs["event"])["screens"]["additionalProperties"]),
               lambda keys: {"type": "event", "screens": {"a": keys}}),
    "agenda": (properties(defs["agenda"]), lambda keys: agenda | keys),
    "session": (properties(defs["session"]), lambda keys: agenda | {"sessions": [session | keys]}),
    "was": (properties(properties(defs["session"])["was"]), lambda keys: agenda | {"sessions": [session | {"was": keys}]}),
    "speaker": (properties(defs["speaker"]), lambda keys: agenda | {"sessions": [session | {"speakers": [{"name": "N"} | keys]}]}),
    "announcement": (properties(defs["announcement"]), lambda keys: announcement | keys),
    "picture": (properties(defs["picture"]), lambda keys: announcement | {"picture": {"file": "plan.png"} | keys}),
    "qr": (properties(properties(defs["announcement"])["qr"]), lambda keys: announcement | {"qr": {"url": "https://e.org"} | keys}),
    "show": (properties(defs["show"]), lambda keys: announcement | {"show": keys}),
    "photos": (properties(defs["photos"]), lambda keys: {"type": "photos", "photos": ["plan.png"]} | keys),
    "photo": (properties(properties(defs["photos"])["photos"]["anyOf"][1]["items"]),
              lambda keys: {"type": "photos", "photos": [{"file": "plan.png"} | keys]}),
    "overlay": (properties(defs["overlay"]), lambda keys: {"type": "overlay"} | keys),
    "which": (properties(defs["which"]), lambda keys: {"type": "overlay", "sessions": [{"session": {"title": "T"} | keys}]}),
    "edit": (properties(defs["edit"]), lambda keys: {"type": "overlay", "sessions": [{"session": "T"} | keys]}),
}
if sys.argv[1] == "write":
    validator = jsonschema.Draft202012Validator(schema)
    for group, (place, (known, document)) in enumerate(places.items()):
        tried = sorted(words | set(known))
        folder = f"{sys.argv[2]}/{group % 3}" # a check tells a thousand things at most
        os.makedirs(folder, exist_ok=True)
        for number in range(0, len(tried), 30): # of more the reader would not tell
            keys = {key: None for key in tried[number:number + 30]}
            whole = document(keys) # null is as good as left out, but for what must be there
            for key in ("type", "start", "title", "sessions", "photos", "file", "session", "url", "name"):
                def mend(node, model):
                    if isinstance(node, dict) and isinstance(model, dict):
                        for k, v in model.items():
                            if node.get(k) is None:
                                node[k] = v
                            else:
                                mend(node[k], v)
                    elif isinstance(node, list) and isinstance(model, list):
                        for a, b in zip(node, model):
                            mend(a, b)
                mend(whole, document({}))
            json.dump(whole, open(f"{folder}/{place}-{number}.json", "w"))
        for key in set(known) - {"type"}: # and no key takes just anything
            wrong = document({key: [[]]})
            json.dump(wrong, open(f"{folder}/{place}-{key}-wrong.json", "w"))
            if validator.is_valid(wrong):
                sys.exit(f"{place}: the schema takes anything as {key}")
else:
    wrong, told = [], []
    for group in range(3):
        told += json.load(open(f"{sys.argv[2]}/{group}.told"))["problems"]
    for place, (known, document) in places.items():
        tried, unknown = words | set(known), set()
        for problem in told:
            match = re.fullmatch(r'the key "(.*)" is not known here', problem["words"])
            if match and re.fullmatch(place + r"-\d+\.json", problem["path"]):
                unknown.add(match[1])
        for key in set(known) - {"type"}:
            if not any(problem["path"] == f"{place}-{key}-wrong.json" and key in problem.get("json_path", "") for problem in told):
                wrong.append(f"{place}: the reader takes anything as {key}")
        readers = tried - unknown
        wrong += [f"{place}: {key} is the reader's alone" for key in sorted(readers - set(known))]
        wrong += [f"{place}: {key} is the schema's alone" for key in sorted(set(known) - readers)]
        if len(unknown) < 40:
            wrong.append(f"{place}: hardly a key is unknown")
    sys.exit("\n".join(wrong) or 0)
END
python3 "$TMPDIR/keys.py" write "$keys"
for group in "$keys"/*; do
	cp content/2018-10-sandomierz/plan.png "$group"
	"$callboard" check --json "$group" >"$group.told" 2>"$TMPDIR/count.log" || : # what is refused is told
done
python3 "$TMPDIR/keys.py" judge "$keys"
