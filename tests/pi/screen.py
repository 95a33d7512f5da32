#!/usr/bin/env python3
"""screen.py RUN COMMAND: what QEMU's guest sends to its display, looked at from outside and as fast as that goes.

RUN is the run/ folder of tests/tools/pi-vm. A look is one of
    picture   most of it is not black: the wall
    text      black with something on it: the console, its cursor
    black     nothing at all
    none      the display is off, or QEMU does not answer

    look                      prints what is there now, with its size
    await KIND SECONDS        looks until it is there; prints after how many seconds. Exit status 1: it did not come.
                              KIND may be "other" than a picture, or a picture of 1280x720
    watch FOLDER SECONDS      looks until the file FOLDER/stop is there, or so long, and keeps each picture that differs in
                              kind (FOLDER/001-picture.ppm). FOLDER/looks then tells when each kind began and ended
    gap FOLDER                what watch saw, judged: how long no picture was there, and what was there instead
"""
import glob
import json
import os
import socket
import sys
import time


class Display:
    """One connection to QEMU's monitor; only one at a time is answered."""

    def __init__(self, run):
        self.run = run
        self.connection = socket.socket(socket.AF_UNIX)
        self.connection.settimeout(20)
        self.connection.connect(os.path.join(run, "qmp.sock"))
        self.lines = self.connection.makefile("r")
        self.lines.readline()  # the greeting
        self.ask("qmp_capabilities")

    def ask(self, command, **arguments):
        self.connection.sendall(json.dumps({"execute": command, "arguments": arguments}).encode() + b"\n")
        while True:
            line = self.lines.readline()
            if not line:
                raise OSError("QEMU ended")
            answer = json.loads(line)
            if "return" in answer:
                return answer["return"]
            if "error" in answer:
                raise OSError(answer["error"]["desc"])

    def look(self):
        """What is there: kind, width, height, the picture as PPM."""
        try:
            self.ask("screendump", filename="/vm/run/look.ppm")
        except OSError:
            return "none", 0, 0, b""
        with open(os.path.join(self.run, "look.ppm"), "rb") as file:
            dump = file.read()
        header = dump.split(b"\n", 3)
        if header[0] != b"P6":
            return "none", 0, 0, b""
        width, height = map(int, header[1].split())
        pixels = header[3]
        dark = pixels.count(0)
        kind = "black" if dark == len(pixels) else "text" if dark > 0.6 * len(pixels) else "picture"
        return kind, width, height, dump


def look(display):
    kind, width, height, _ = display.look()
    print(kind, f"{width}x{height}")
    return 0


def wait(run, kind, limit_s):
    """QEMU may only just have been started, so the connection may not be there yet, or break."""
    began, display = time.monotonic(), None
    while time.monotonic() - began < float(limit_s):
        try:
            display = display or Display(run)
            now, width, height, _ = display.look()
            if kind in (now, f"{width}x{height}" if now == "picture" else "other"):
                print(f"{time.monotonic() - began:.1f}")
                return 0
        except OSError:
            display = None
        time.sleep(0.2)
    return 1


def watch(display, folder, limit_s):
    os.makedirs(folder, exist_ok=True)
    began = before = time.monotonic()
    looks, longest_s, count = [], 0.0, 0
    while time.monotonic() - began < float(limit_s) and not os.path.exists(os.path.join(folder, "stop")):
        kind, _, _, dump = display.look()
        now = time.monotonic()
        longest_s, before, count = max(longest_s, now - before), now, count + 1
        if not looks or looks[-1]["kind"] != kind:
            looks.append({"kind": kind, "first_s": now - began, "last_s": now - began})
            if len(looks) <= 20:  # a cursor blinks
                with open(os.path.join(folder, f"{len(looks):03d}-{kind}.ppm"), "wb") as file:
                    file.write(dump)
        looks[-1]["last_s"] = now - began
    result = {"looks": looks, "count": count, "seconds": time.monotonic() - began, "longest_s": longest_s}
    with open(os.path.join(folder, "looks.new"), "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
    os.rename(os.path.join(folder, "looks.new"), os.path.join(folder, "looks"))
    return 0


def gap(folder):
    """The longest time without a picture: from the last look that had one to the first that has one again. What happened
    between two looks is not known, so it may have been shorter by as much as both edges."""
    with open(os.path.join(folder, "looks"), encoding="utf-8") as file:
        result = json.load(file)
    looks = result["looks"]
    longest_s, instead, text = 0.0, [], any(look["kind"] == "text" for look in looks)
    pictures = [i for i, look in enumerate(looks) if look["kind"] == "picture"]
    for before, after in zip(pictures, pictures[1:]):
        longest_s = max(longest_s, looks[after]["first_s"] - looks[before]["last_s"])
        instead += [look["kind"] for look in looks[before + 1:after]]
    every_s = result["seconds"] / max(result["count"], 1)
    print(f"gap {longest_s:.2f} s ({', '.join(instead) or 'always a picture'}; a look every {every_s:.2f} s, "
          f"{result['longest_s']:.2f} s at worst)")
    return 1 if text or not pictures or looks[-1]["kind"] != "picture" else 0


def main():
    if sys.argv[1:2] == ["gap"]:
        return gap(sys.argv[2])
    run, command, *rest = sys.argv[1:]
    if command == "await":
        return wait(run, *rest)
    return {"look": look, "watch": watch}[command](Display(run), *rest)


if __name__ == "__main__":
    sys.exit(main())
