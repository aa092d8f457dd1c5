"""Ports for servers that are started to be tested or measured."""

import socket
from secrets import choice

HOST = "127.0.0.1"
# No system gives one of these to somebody who calls: none is taken by a call while its server is stopped.
NEVER_GIVEN = range(10_000, 30_000)


def free_port() -> int:
    """A port that nobody has, and whose successor is free too."""
    while True:
        port = choice(NEVER_GIVEN)
        try:
            with socket.create_server((HOST, port)), socket.create_server((HOST, port + 1)):
                return port
        except OSError:
            continue
