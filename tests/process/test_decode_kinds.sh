#!/bin/bash
# callboard-decode on every kind of picture: turned eight ways in every container, profiles, inks, 16 bits, opacity,
# several images in one file, bombs, drawings that ask for other files; and each of them cut.
. tests/process/lib.sh
tests/tools/make-pictures "$TMPDIR/pictures"
python3 - "$TMPDIR/pictures" <<'END'
import os, struct, subprocess, sys
folder = sys.argv[1]
program = os.path.join(os.environ["BUILD"], "callboard-decode")
failures = []


def decode(data):
    """The answer's words; and header, pixels."""
    with open(os.path.join(folder, "cut"), "wb") as file:
        file.write(data)
    pixels = os.path.join(folder, "pixels")
    answer = subprocess.run(["sh", "-c", 'exec "$0" 640 360 <"$1" 3<>"$2"', program, file.name, pixels],
                            capture_output=True, text=True)
    words = [line for line in answer.stdout.splitlines() if not line.startswith(("lacks ", "detail "))]
    with open(pixels, "rb") as file:
        result = file.read()
    os.unlink(pixels)
    if answer.returncode != 0 or len(words) != 1:
        return "ended with %d: %s" % (answer.returncode, answer.stdout), result
    return words[0], result


def check(name, width, height, transparent, notes, points):
    tolerance = 10 if name.endswith((".jpg", ".heic", ".avif", "jpeg.tif")) else 2
    with open(os.path.join(folder, name), "rb") as file:
        words, pixels = decode(file.read())
    if words != "ok %s %s %s" % (width, height, transparent):
        failures.append("%s gives '%s'" % (name, words))
        return
    if struct.unpack_from("=I", pixels, 20)[0] & 0xFF != int(notes):  # above: the kind
        failures.append("%s has other notes than %s" % (name, notes))
    for point in points:
        at, wanted = point.split("=")
        x, y = (int(part) for part in at.split(","))
        got = struct.unpack_from("=I", pixels, 32 + 4 * (y * int(width) + x))[0] & 0xFFFFFF
        if any(abs((got >> shift & 255) - (int(wanted, 16) >> shift & 255)) > tolerance for shift in (0, 8, 16)):
            failures.append("%s is %06x at %s, not %s" % (name, got, at, wanted))


def lines(name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return file.read().splitlines()


for line in lines("expected"):
    name, width, height, transparent, notes, *points = line.split()
    check(name, width, height, transparent, notes, points)
for line in lines("refused"):
    name, wanted = line.split(" ", 1)
    with open(os.path.join(folder, name), "rb") as file:
        words, _ = decode(file.read())
    if not words.startswith("refused " + wanted):
        failures.append("%s gives '%s', not '%s'" % (name, words, wanted))
for line in lines("described"):
    name, wanted = line.split(" ", 1)
    with open(os.path.join(folder, name), "rb") as file:
        words, result = decode(file.read())
    width, height = struct.unpack_from("=II", result, 8)
    described = result[32 + 4 * width * height:].decode()
    if not words.startswith("ok ") or described != wanted:
        failures.append("%s says '%s' of itself, not '%s': %s" % (name, described[:80], wanted[:80], words))

# Cut anywhere, a picture is refused, or what was cut off was nothing of it.
for name in ("progressive.jpg", "p3.jpg", "inks-profile.jpg", "interlaced.png", "turned-6.png", "turned-6.webp", "moves.webp", "p3.heic",
             "p3.avif", "interlaced.gif", "moves.gif", "bmp24.bmp", "bmp-packed.bmp", "lzw.tif", "tiled.tif", "jpeg.tif",
             "drawing.svg"):
    with open(os.path.join(folder, name), "rb") as file:
        data = file.read()
    words, whole = decode(data)
    if not words.startswith("ok "):
        failures.append("%s gives '%s'" % (name, words))
    for cut in sorted({len(data) * part // 7 for part in (1, 3, 6)} | {len(data) - 20, len(data) - 4, len(data) - 1}):
        words, pixels = decode(data[:cut])
        if not words.startswith("refused ") and pixels[32:] != whole[32:]:
            failures.append("%s, %d bytes of %d, gives '%s'" % (name, cut, len(data), words))
if failures:
    sys.exit("\n".join(failures))
END

# What is shown of such a file is told to its author, from what was kept of it as well.
mkdir "$TMPDIR/folder"
cp "$TMPDIR/pictures/moves.gif" "$TMPDIR/pictures/pages.tif" "$TMPDIR/folder/"
for _ in first kept; do
	"$callboard" check "$TMPDIR/folder" --state "$state" >"$TMPDIR/check.log" 2>&1 || fail "check refuses what moves"
	grep -q '^moves.gif: warning: this picture moves' "$TMPDIR/check.log" || fail "nothing is told of what moves"
	grep -q '^pages.tif: warning: this file has several pages' "$TMPDIR/check.log" || fail "nothing is told of pages"
done
