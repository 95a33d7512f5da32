#!/usr/bin/env python3
"""Watches an X server's framebuffer (Xvfb -fbdir FOLDER) for the moments in which people would see nothing.

    darkwatch.py FOLDER/Xvfb_screen0

From the first picture on it looks 250 times a second at some thousand pixels. A look is dark when no pixel is bright, or
when all are alike. SIGTERM ends it: "looks N dark N longest_ms N", the last being the longest run of dark looks.
Python's standard library alone."""
import mmap
import signal
import struct
import sys
import time

EVERY_S = 1 / 250
STEP_BYTES = 4 * 487  # pixels apart; a prime, so that it does not walk down a column
BRIGHT = 96


def pixels(path):
    """The framebuffer, mapped, and where its pixels begin: an XWD header, then ncolors entries of 12 bytes."""
    with open(path, "rb") as file:
        memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
    header = struct.unpack(">25I", memory[:100])
    return memory, header[0] + header[19] * 12


def dark(memory, start):
    greens = memory[start + 1 :: STEP_BYTES]
    return max(greens) < BRIGHT or min(greens) == max(greens)


def main():
    memory, start = pixels(sys.argv[1])
    going = [True]
    signal.signal(signal.SIGTERM, lambda *_: going.clear())
    while going and dark(memory, start):
        time.sleep(EVERY_S)
    looks = seen_dark = 0
    longest_s = 0.0
    dark_since = None
    while going:
        now = time.monotonic()
        looks += 1
        if dark(memory, start):
            seen_dark += 1
            dark_since = dark_since or now
            longest_s = max(longest_s, now - dark_since + EVERY_S)
        else:
            dark_since = None
        time.sleep(EVERY_S)
    print(f"looks {looks} dark {seen_dark} longest_ms {longest_s * 1000:.0f}")


main()
