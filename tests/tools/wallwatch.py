#!/usr/bin/env python3
"""Watches a player's own pixels (`screenshot` of its ctl socket) while a photo of one flat colour fills it.

    wallwatch.py STATE NAME=RRGGBB…

Ten times a second and more it looks at the upper part of the screen. A line "MS NAME" is printed whenever another of the
colours stands there (MS: since 1970). A look is dark when nothing there is bright, half when it is not all of one
colour (also in a fade between two flat colours it is), strange when it is of another colour for longer than a fade takes.
SIGTERM ends it: "looks N dark N half N strange N gaps N", gaps being looks that took longer than a second to be answered.
Python's standard library alone."""
import array
import json
import mmap
import os
import signal
import socket
import sys
import time

EVERY_S = 0.08
FADE_S = 1.5
GAP_S = 1.0
ALIKE = 14
NEAR = 24
DARK = 70


def connect(state):
    """Through a descriptor of the folder, whose path may be longer than a socket's may."""
    folder = os.open(state, os.O_PATH)
    client = socket.socket(socket.AF_UNIX)
    try:
        client.connect(f"/proc/self/fd/{folder}/ctl.sock")
    finally:
        os.close(folder)
    return client


def screenshot(client):
    client.sendall(b'{"command":"screenshot"}\n')
    text, fds = b"", []
    while not text.endswith(b"\n"):
        got, passed, _, _ = socket.recv_fds(client, 4096, 1)
        if not got:
            raise ConnectionError
        text += got
        fds += passed
    answer = json.loads(text)
    return (answer["width"], answer["height"], fds[0]) if fds else None


def upper_part(width, height, fd):
    """Pixels of a grid over the upper part of the screen: further down a photo is shaded for its caption and the clock."""
    with mmap.mmap(fd, 0, prot=mmap.PROT_READ) as memory:
        pixels = []
        for row in range(height // 16, height * 5 // 8, 7):
            line = array.array("I", memory[row * width * 4 : (row + 1) * width * 4])
            pixels += line[width // 8 : width * 7 // 8 : 11]
    os.close(fd)
    return [((p >> 16) & 255, (p >> 8) & 255, p & 255) for p in pixels]


def distance(a, b):
    return max(abs(x - y) for x, y in zip(a, b))


class Watch:
    def __init__(self, colours):
        self.colours = colours
        self.looks = self.dark = self.half = self.strange = self.gaps = 0
        self.name = None
        self.odd_since = None

    def judge(self, pixels, now):
        median = sorted(pixels, key=sum)[len(pixels) // 2]
        if self.name is None and max(distance(p, median) for p in pixels) > ALIKE:
            return  # the first fade, from a page of another kind
        self.looks += 1
        if max(max(p) for p in pixels) < DARK:
            self.dark += 1
        if max(distance(p, median) for p in pixels) > ALIKE:
            self.half += 1
            print(f"{int(time.time() * 1000)} {self.name} half: {min(pixels)} to {max(pixels)}", flush=True)
        name = next((n for n, c in self.colours.items() if distance(c, median) <= NEAR), None)
        if name is None:
            self.odd_since = self.odd_since or now
            self.strange += now - self.odd_since > FADE_S
            return
        self.odd_since = None
        if name != self.name:
            self.name = name
            print(int(time.time() * 1000), name, flush=True)


def main():
    colours = {}
    for argument in sys.argv[2:]:
        name, value = argument.split("=")
        colours[name] = tuple(bytes.fromhex(value))
    watch = Watch(colours)
    going = [True]
    signal.signal(signal.SIGTERM, lambda *_: going.clear())
    client = None
    while going:
        began = time.monotonic()
        try:
            client = client or connect(sys.argv[1])
            shot = screenshot(client)
            if shot:
                watch.judge(upper_part(*shot), began)
        except OSError:  # the player is being restarted
            client = None
        watch.gaps += time.monotonic() - began > GAP_S
        time.sleep(EVERY_S)
    print(f"looks {watch.looks} dark {watch.dark} half {watch.half} strange {watch.strange} gaps {watch.gaps}", flush=True)


main()
