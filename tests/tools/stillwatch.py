#!/usr/bin/env python3
"""What a player and its ingest do while a slide stands, and while one fades into the next: allocations (as counted by
tests/tools/count_calls.c), wake-ups, calls that touch files (strace).

    stillwatch.py CALLS PLAYER INGEST -- COMMAND…    CALLS: what COUNT_CALLS was; COMMAND: begins a fade

Exits 1 if there are any, but for a wake-up now and then, and what the display's libraries need to present.
"""
import os
import pathlib
import re
import signal
import struct
import subprocess
import sys
import tempfile
import time

STAND_S, TRACE_S, LIMIT_S = 6, 3, 60
WAKES_LIMIT = 2  # a second, of player and ingest together
LIBRARIES_LIMIT = 3  # allocations a second: every few seconds the picture is presented once more, as a proof that it is there
FADE_S = 0.8
FILES = "%file,read,readv,pread64,write,writev,pwrite64,ftruncate,fsync,getdents64"
NO_FILE = re.compile(r"<(socket|UNIX|TCP|pipe|anon_inode|/memfd)")

calls, player, ingest = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
command = sys.argv[sys.argv.index("--") + 1:]


def allocations(pid):
    """(the program's own, all)"""
    return struct.unpack("QQ", pathlib.Path(f"{calls}.{pid}").read_bytes())


def wakes(pid):
    return sum(int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", path.read_text(), re.M)[1])
               for path in pathlib.Path(f"/proc/{pid}/task").glob("*/status"))


def settle():
    """Until the player allocated nothing for two seconds: what was loaded is put away by then."""
    end, since, last = time.monotonic() + LIMIT_S, time.monotonic(), None
    while time.monotonic() - since < 2:
        now = allocations(player)[0]
        if now != last:
            since, last = time.monotonic(), now
        if time.monotonic() > end:
            sys.exit("FAILED: it allocates without end")
        time.sleep(0.05)


def stand():
    """While a slide stands: complaints. The clock on it may tick once, but not in two of these in a row."""
    for _ in range(2):
        settle()
        before, woke, began = allocations(player), wakes(player) + wakes(ingest), time.monotonic()
        time.sleep(STAND_S)
        took_s = time.monotonic() - began
        own, every = (now - then for now, then in zip(allocations(player), before))
        woke = (wakes(player) + wakes(ingest) - woke) / took_s
        print(f"standing, {took_s:.1f} s: {own} allocations of the player's own, {every} in all; {woke:.1f} wake-ups a second")
        well = own == 0 and every <= LIBRARIES_LIMIT * took_s
        if well:
            break
    return ["it allocates"] * (not well) + ["it wakes"] * (woke > WAKES_LIMIT)


def fade():
    """Complaints of a fade. The player's own allocations come before it, for the page, and after; the display's library
    has some of its own at each step."""
    settle()
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    changes, last, first = [0], allocations(player), allocations(player)
    while time.monotonic() < began + 3 * FADE_S:
        now = allocations(player)
        if now[0] != last[0]:
            changes.append(time.monotonic() - began)
        last = now
        time.sleep(0.002)
    # If steps did, they would until the fade ends, which is later than its length after the command.
    calm_s = next((at for at in changes if at >= FADE_S), 3 * FADE_S) - max(at for at in changes if at < FADE_S)
    print(f"a fade of {FADE_S} s: no allocation of the player's own for {min(calm_s, FADE_S):.2f} s; "
          f"its libraries have {last[1] - last[0] - first[1] + first[0]}")
    return [] if calm_s > 0.9 * FADE_S else ["it allocates during the fade"]


def trace(pid, seconds, meanwhile=None):
    """The calls of a process that touch files, in so many seconds; None where processes may not be traced."""
    with tempfile.NamedTemporaryFile("r") as file:
        tracer = subprocess.Popen(["strace", "-f", "-qq", "-y", "-e", "trace=" + FILES, "-o", file.name, "-p", str(pid)],
                                  stderr=subprocess.PIPE, text=True)
        if meanwhile:
            subprocess.run(meanwhile, check=True, stdout=subprocess.DEVNULL)
        try:
            _, words = tracer.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            tracer.send_signal(signal.SIGINT)
            _, words = tracer.communicate(timeout=LIMIT_S)
        if "not permitted" in words:
            return None
        return [line.strip() for line in file if "(" in line and not NO_FILE.search(line)]


complaints = stand() + fade()
for pid, name, when, meanwhile in ((player, "player", "standing", None), (player, "player", "a fade and its page", command),
                                   (ingest, "ingest", "standing", None)):
    settle()
    found = trace(pid, TRACE_S, meanwhile)
    if found is None:
        print("SKIPPED: processes cannot be traced here, so who touches files is not seen")
        break
    print(f"{when}, {TRACE_S} s: the {name} touches files {len(found)} times")
    if found and pid == player:
        complaints.append(f"the {name} touches files: {found[:5]}")
print("\n".join("FAILED: " + words for words in complaints))
sys.exit(1 if complaints else 0)
