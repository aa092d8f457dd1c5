"""A DynamoDB that does what a test tells it to: one move of its script for each request that it gets."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import parse_headers
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

from msgspec import json

from farthing.engines.aws.client import Client
from farthing.engines.aws.credentials import Credentials

NOBODY = Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "session")


@dataclass(frozen=True)
class Received:
    """`connection` counts from 1; header names are in lower case."""

    connection: int
    headers: dict[str, str]
    content: bytes

    @property
    def operation(self) -> str:
        return self.headers["x-amz-target"].partition(".")[2]

    @property
    def body(self) -> Any:
        return json.decode(self.content)


@dataclass
class Turn:
    """One request, to be answered on its socket."""

    socket: socket.socket
    received: Received
    over: threading.Event


Move = Callable[[Turn], bool]
"""What the server does with a request; returns whether the connection goes on."""


@dataclass
class Script:
    moves: list[Move]
    requests: list[Received] = field(default_factory=list)
    connections: int = 0
    over: threading.Event = field(default_factory=threading.Event)


class Handler(StreamRequestHandler):
    server: "Server"

    def handle(self) -> None:
        script = self.server.script
        script.connections += 1
        number = script.connections
        try:
            while self.rfile.readline():
                headers = {name.lower(): value for name, value in parse_headers(self.rfile).items()}
                content = self.rfile.read(int(headers["content-length"]))
                received = Received(number, headers, content)
                script.requests.append(received)
                if not script.moves.pop(0)(Turn(self.connection, received, script.over)):
                    return
        except ConnectionError:
            pass  # the client has given up


class Server(ThreadingTCPServer):
    request_queue_size = 50

    def __init__(self, script: Script, tls: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = script
        self.tls = tls

    def get_request(self) -> tuple[Any, Any]:
        accepted, address = super().get_request()
        if self.tls is None:
            return accepted, address
        try:
            return self.tls.wrap_socket(accepted, server_side=True), address
        except OSError:
            accepted.close()
            raise

    def shutdown_request(self, request: Any) -> None:
        self.close_request(request)  # what the script left unsent stays unsent


@contextmanager
def scripted(
    *moves: Move, tls: ssl.SSLContext | None = None, **options: Any
) -> Iterator[tuple[Client, Script]]:
    """A client, made with these options, of a server with this script."""
    script = Script(list(moves))
    with Server(script, tls) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        scheme = "http" if tls is None else "https"
        given = {"credentials": lambda: NOBODY, "attempt": 5.0} | options
        url = f"{scheme}://127.0.0.1:{server.server_address[1]}"
        try:
            with closing(Client(url, "us-east-1", **given)) as client:
                yield client, script
        finally:
            script.over.set()
            server.shutdown()
            thread.join()


def raw(*pieces: bytes, goes_on: bool = False) -> Move:
    """Send these bytes, each piece in a packet of its own where the machine lets it."""

    def move(turn: Turn) -> bool:
        turn.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            turn.socket.sendall(piece)
        return goes_on

    return move


def http(body: bytes = b"{}", status: int = 200, **headers: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} Whatever\r\n{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body


def answer(body: Any = None, status: int = 200, **headers: str) -> Move:
    """A proper answer."""
    return raw(http(json.encode({} if body is None else body), status, **headers), goes_on=True)


def error(code: str, status: int = 400, /, *, headers: dict[str, str] | None = None, **more: Any) -> Move:
    """An error as DynamoDB reports it."""
    kind = f"com.amazonaws.dynamodb.v20120810#{code}"
    return answer({"__type": kind, "message": "because"} | more, status, **(headers or {}))


def vanish(turn: Turn) -> bool:  # noqa: ARG001
    """Close the connection, and say nothing."""
    return False


def reset(turn: Turn) -> bool:
    """Break the connection off."""
    turn.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


def hang(turn: Turn) -> bool:
    """Say nothing, and keep the connection, until the test is over."""
    turn.over.wait()
    return False


def trickle(turn: Turn) -> bool:
    """Never stop saying a little, until the client has had enough."""
    turn.socket.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while not turn.over.wait(0.02):
        turn.socket.sendall(b" ")
    return False
