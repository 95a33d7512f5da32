#!/usr/bin/env python3
"""Starts a program with a listening socket as its descriptor 3, as the player starts callboard-web, and prints the port.

    tests/tools/with_listener.py PROGRAM [ARGUMENT…]
"""
import os
import socket
import sys

listener = socket.create_server(("127.0.0.1", 0))
listener.setblocking(False)
print("listening", listener.getsockname()[1], flush=True)
if listener.fileno() != 3:
    os.dup2(listener.fileno(), 3)
os.set_inheritable(3, True)
os.execvp(sys.argv[1], sys.argv[1:])
