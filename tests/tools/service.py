#!/usr/bin/env python3
"""Stands in for the service manager, as assets/system/callboard.service has it: starts the command, listens to what it
notifies, aborts it when WATCHDOG=1 does not come for WatchdogSec, and starts it again RestartSec after its end.

    service.py WATCHDOG_S RESTART_MS FOLDER COMMAND…     FOLDER: for the socket, and the runtime folder

Prints a line for each start, notice of readiness and end, with the time in milliseconds. SIGTERM ends both."""
import os
import pathlib
import select
import signal
import socket
import subprocess
import sys
import time

watchdog_s, restart_ms, folder, command = float(sys.argv[1]), int(sys.argv[2]), pathlib.Path(sys.argv[3]), sys.argv[4:]
runtime = folder / "run"
runtime.mkdir(exist_ok=True)
path = str(folder / "notify")
notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
notices.bind(path)
environment = dict(os.environ, NOTIFY_SOCKET=path, WATCHDOG_USEC=str(int(watchdog_s * 1e6)), RUNTIME_DIRECTORY=str(runtime))
environment.pop("WATCHDOG_PID", None)
ending = []
signal.signal(signal.SIGTERM, lambda *_: ending.append(True))


def tell(*words):
    print(int(time.time() * 1000), *words, flush=True)


while not ending:
    child = subprocess.Popen(command, env=environment)
    tell("started", child.pid)
    fed = None
    while child.poll() is None and not ending:
        if select.select([notices], [], [], 0.05)[0]:
            lines = notices.recv(4096).decode().split("\n")
            if "READY=1" in lines:
                tell("ready", child.pid)
            if "WATCHDOG=1" in lines:
                fed = time.monotonic()
        if fed and time.monotonic() - fed > watchdog_s:
            tell("watchdog", child.pid)
            child.send_signal(signal.SIGABRT)
            child.send_signal(signal.SIGCONT)
            fed = None
    if ending:
        child.terminate()
    tell("ended", child.pid, child.wait())
    if not ending:
        time.sleep(restart_ms / 1000)
