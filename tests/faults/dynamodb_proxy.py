"""A proxy on loopback between a client and DynamoDB, which fails in a chosen way when it is told to.

With no fault set it hands on what it gets. A fault is set between two requests, and meets the next one, or
all that follow until it is cleared.
"""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from http.client import HTTPConnection, parse_headers
from socketserver import StreamRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit

from msgspec import json

from tests.contract.eventually import eventually


class Fault(StrEnum):
    """What DynamoDB, or the way there, does instead of answering."""

    THROTTLE = "throttle"
    ERROR = "error 500"
    RESET = "reset"
    TIMEOUT_BEFORE = "timeout before it was done"
    RESET_AFTER = "reset after it was done"
    TIMEOUT_AFTER = "timeout after it was done"

    @property
    def done(self) -> bool:
        """Whether DynamoDB does all the same what it is asked."""
        return self in (Fault.RESET_AFTER, Fault.TIMEOUT_AFTER)


_ERRORS = {
    Fault.THROTTLE: (400, "com.amazonaws.dynamodb.v20120810#ThrottlingException"),
    Fault.ERROR: (500, "com.amazonaws.dynamodb.v20120810#InternalServerError"),
}


class Proxy(ThreadingTCPServer):
    """`met` counts the requests that met a fault, `open` the connections of clients."""

    request_queue_size = 50
    daemon_threads = True

    def __init__(self, behind: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.behind = urlsplit(behind).netloc
        self.met = 0
        self.open = 0
        self._lock = threading.Lock()
        self._fault: Fault | None = None
        self._lasting = False

    def set(self, fault: Fault, *, lasting: bool) -> None:
        with self._lock:
            self._fault, self._lasting = fault, lasting

    def clear(self) -> None:
        with self._lock:
            self._fault = None

    def take(self) -> Fault | None:
        """What a request that has just come meets."""
        with self._lock:
            fault = self._fault
            self.met += fault is not None
            if not self._lasting:
                self._fault = None
            return fault

    def count(self, change: int) -> None:
        with self._lock:
            self.open += change

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        self.close_request(request)  # at once: a reset must not be preceded by a proper end


class _Handler(StreamRequestHandler):
    server: Proxy

    def handle(self) -> None:
        self.server.count(+1)
        behind = HTTPConnection(self.server.behind)
        try:
            while self.rfile.readline() and self._exchange(behind):
                pass
        except ConnectionError:
            pass  # the client has given up
        finally:
            behind.close()
            self.server.count(-1)

    def _exchange(self, behind: HTTPConnection) -> bool:
        """One request; whether the connection goes on."""
        headers = dict(parse_headers(self.rfile).items())
        content = self.rfile.read(int(headers["content-length"]))
        fault = self.server.take()
        if fault is None or fault.done:
            behind.request("POST", "/", content, headers)
            response = behind.getresponse()
            answer = response.status, response.read()
            if fault is None:
                self._answer(*answer)
                return True
        if fault in _ERRORS:
            status, kind = _ERRORS[fault]
            self._answer(status, json.encode({"__type": kind, "message": "because"}))
            return True
        if fault in (Fault.TIMEOUT_BEFORE, Fault.TIMEOUT_AFTER):
            self.rfile.read(1)  # until the client goes
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False

    def _answer(self, status: int, body: bytes) -> None:
        head = f"HTTP/1.1 {status} Whatever\r\nContent-Length: {len(body)}\r\n\r\n"
        self.wfile.write(head.encode() + body)


@contextmanager
def proxied(behind: str) -> Iterator[Proxy]:
    """A proxy before the DynamoDB at this URL; at the end all connections to it must have been closed."""
    with Proxy(behind) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield proxy
            eventually(lambda: proxy.open, 0)
        finally:
            proxy.shutdown()
            thread.join()
