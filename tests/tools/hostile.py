#!/usr/bin/env python3
"""Clients that mean no good: ones that never ask, ones that ask a byte at a time, garbage, and a body without an end.
Ends well when every one of them was let go in time.

    tests/tools/hostile.py http://ADDRESS:PORT
"""
import random
import socket
import sys
import time
import urllib.parse

SLOW_LIMIT_S = 25
place = urllib.parse.urlsplit(sys.argv[1])


def knock():
    client = socket.create_connection((place.hostname, place.port), timeout=5)
    client.setblocking(False)
    return client


def send(client, data):
    """False if the other end has let go."""
    try:
        while client.recv(65536):
            pass
        return False
    except BlockingIOError:
        pass
    except OSError:
        return False
    try:
        client.send(data)
        return True
    except BlockingIOError:
        return True
    except OSError:
        return False


random.seed(7)
for _ in range(200):  # garbage
    client = knock()
    send(client, random.randbytes(random.randrange(1, 3000)) + b"\r\n\r\n")
    client.close()

idle = [knock() for _ in range(150)]
slow = [knock() for _ in range(20)]
for client in slow:
    send(client, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
endless = knock()
send(endless, b"POST /api/login HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n")
print("crowded", flush=True)

began = time.monotonic()
left = {client: b"x" for client in slow} | {client: None for client in idle} | {endless: b"400\r\n" + b"x" * 1024 + b"\r\n"}
while left and time.monotonic() - began < SLOW_LIMIT_S:
    time.sleep(0.2)
    left = {client: data for client, data in left.items() if send(client, data or b"")}
print(f"let go after {time.monotonic() - began:.1f} s, {len(left)} are still there")
sys.exit(1 if left else 0)
