#!/usr/bin/env python3
"""state.py <TAR: judges a state folder of callboard's, given as a tar archive: is everything in it whole, and does it belong there?

Prints a line `FILES files, BYTES bytes, LEFTOVERS left over`, and what is wrong. Exit status 1: something is.
"""
import hashlib
import io
import json
import re
import struct
import sys
import tarfile

PICTURE = re.compile(r'"([0-9a-f]{32}-[0-9]+x[0-9]+)"')


def main():
    files = {}
    with tarfile.open(fileobj=io.BytesIO(sys.stdin.buffer.read())) as archive:
        for entry in archive:
            if entry.isfile():
                files[entry.name.removeprefix("./")] = archive.extractfile(entry).read()
    wrong, known = [], {"lock", "current", "token", "history.json", "last-time", "sources/index"}
    known |= {name for name in files if name.startswith((".cache/", "report/"))}

    key = files.get("current", b"").decode(errors="replace").strip()
    if f"sets/{key}/deck.json" not in files:
        wrong.append(f"current names a set that is not there: {key!r}")
    for name in [name for name in files if re.fullmatch(r"sets/[0-9a-f]{32}/deck\.json", name)]:
        known.add(name)
        try:
            deck = json.loads(files[name])
            if deck["key"] != name.split("/")[1]:
                wrong.append(f"{name} is the set {deck['key']}")
        except (ValueError, KeyError, TypeError) as error:
            wrong.append(f"{name}: {error}")
        for picture in PICTURE.findall(files[name].decode(errors="replace")):
            known.add(f"pictures/{picture}")
            if f"pictures/{picture}" not in files:
                wrong.append(f"{name}: {picture} is not there")
    for name, content in files.items():
        if name.startswith("pictures/") and name in known:
            magic, width, height, _, _, description, _ = struct.unpack("=8s6I", content[:32].ljust(32, b"\0"))
            if magic != b"cbpixel1" or len(content) != 32 + 4 * width * height + description:
                wrong.append(f"{name}: not a whole picture")
    index = files.get("sources/index", b"").decode(errors="replace")
    named = set(re.findall(r"^([0-9a-f]{32}) ", index, re.MULTILINE))
    for digest in named:
        known.add(f"sources/{digest}")
        content = files.get(f"sources/{digest}")
        if content is not None and hashlib.sha256(content).hexdigest()[:32] != digest:
            wrong.append(f"sources/{digest}: not the bytes that were accepted")
    if "history.json" in files:
        try:
            json.loads(files["history.json"])
        except ValueError as error:
            wrong.append(f"history.json: {error}")
    leftovers = sorted(set(files) - known)
    print(f"{len(files)} files, {sum(map(len, files.values()))} bytes, {len(leftovers)} left over")
    for words in wrong:
        print(words)
    print(" ".join(leftovers), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
