"""HTTP/1.1 on one socket, as far as a client of AWS needs it."""

import socket
from time import monotonic
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from farthing.engines.aws.errors import NoAnswer, NotSent, Stale, Untrusted

if TYPE_CHECKING:
    from ssl import SSLContext

HEAD_BYTES: Final = 64 * 1024
BODY_BYTES: Final = 16 * 1024 * 1024  # the most that any operation of DynamoDB answers with
_RECEIVE_BYTES: Final = 64 * 1024


class Endpoint(Struct, frozen=True):
    """Where a service listens."""

    host: str
    port: int
    tls: bool

    @property
    def authority(self) -> str:
        """What the header `host` says."""
        return self.host if self.port == (443 if self.tls else 80) else f"{self.host}:{self.port}"


def endpoint(url: str) -> Endpoint:
    """The endpoint of a URL such as `https://dynamodb.us-east-1.amazonaws.com`.

    Raises:
        ValueError: it is no such URL.
    """
    scheme, _, authority = url.rstrip("/").partition("://")
    host, _, port = authority.partition(":")
    if scheme not in ("http", "https") or not host or not (port.isdigit() or port == ""):
        raise ValueError(f"an endpoint is written like https://host or http://host:port, not {url!r}")
    tls = scheme == "https"
    return Endpoint(host, int(port) if port else 443 if tls else 80, tls)


class Answer(Struct, frozen=True):
    """Header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class Connection:
    """Opened when made; kept for the next exchange while `reusable`. `until` is a moment of `monotonic`.

    Raises:
        NotSent: it could not be opened until then.
        Untrusted: the server is not who it should be.
    """

    def __init__(self, endpoint: Endpoint, tls: "SSLContext | None", until: float) -> None:
        self.reusable = False
        self._used = False
        self._received = b""
        self._until = until
        try:
            self._socket = _dial(endpoint, tls, self._left())
        except OSError as error:
            raise NotSent(f"no connection to {endpoint.authority}: {error}") from error

    def exchange(self, message: bytes, until: float) -> Answer:
        """Send a request, and wait for its answer.

        Raises:
            Stale: the server had closed the connection since the last exchange.
            NoAnswer: the server did not answer, or not in full, until then.
        """
        self._until = until
        self._heard = self.reusable = False
        try:
            self._socket.settimeout(self._left())
            self._socket.sendall(message)
            answer = self._answer()
        except (OSError, ValueError) as error:
            was_closed = self._used and not self._heard and not isinstance(error, TimeoutError)
            raise (Stale if was_closed else NoAnswer)(str(error)) from error
        self._used = True
        self.reusable = not self._received and answer.headers.get("connection", "").lower() != "close"
        return answer

    def close(self) -> None:
        self._socket.close()

    def _answer(self) -> Answer:
        first, *lines = self._take_to(b"\r\n\r\n").decode("latin-1").split("\r\n")
        protocol, _, status = first.partition(" ")
        if not protocol.startswith("HTTP/1."):
            raise ValueError("what came back is not HTTP/1")
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        body = self._chunks() if "transfer-encoding" in headers else self._whole(headers)
        return Answer(int(status[:3]), headers, body)

    def _whole(self, headers: dict[str, str]) -> bytes:
        if "content-length" not in headers:
            raise ValueError("an answer whose end cannot be told")
        return self._take(_bounded(int(headers["content-length"])))

    def _chunks(self) -> bytes:
        chunks: list[bytes] = []
        total = 0
        while size := int(self._take_to(b"\r\n").partition(b";")[0], 16):
            total = _bounded(total + _bounded(size))
            chunks.append(self._take(size))
            if self._take(2) != b"\r\n":
                raise ValueError("a chunk is longer than it says")
        while self._take_to(b"\r\n"):
            pass  # a trailer: there is none that matters
        return b"".join(chunks)

    def _take_to(self, end: bytes) -> bytes:
        """What comes before `end`, which is dropped."""
        while end not in self._received:
            if len(self._received) > HEAD_BYTES:
                raise ValueError(f"an answer with a head of more than {HEAD_BYTES} bytes")
            self._received += self._receive()
        taken, _, self._received = self._received.partition(end)
        return taken

    def _take(self, size: int) -> bytes:
        parts, missing = [self._received], size - len(self._received)
        while missing > 0:
            parts.append(self._receive())
            missing -= len(parts[-1])
        received = b"".join(parts)
        self._received = received[size:]
        return received[:size]

    def _receive(self) -> bytes:
        self._socket.settimeout(self._left())
        received = self._socket.recv(_RECEIVE_BYTES)
        if not received:
            raise ConnectionResetError("the server closed the connection before it had answered")
        self._heard = True
        return received

    def _left(self) -> float:
        """Seconds until the end: what bounds each step of the socket, so that no trickle outlasts it."""
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError("no answer in time")
        return left


def _dial(endpoint: Endpoint, tls: "SSLContext | None", seconds: float) -> socket.socket:
    host = endpoint.host.encode()  # as bytes: for a text Python would load its codec for domain names
    dialled = socket.create_connection((host, endpoint.port), seconds)  # type: ignore[arg-type]  # it takes bytes too
    try:
        dialled.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return dialled if tls is None else _secured(dialled, tls, host)
    except BaseException:
        dialled.close()
        raise


def _secured(dialled: socket.socket, tls: "SSLContext", host: bytes) -> socket.socket:
    from ssl import SSLCertVerificationError

    try:
        return tls.wrap_socket(dialled, server_hostname=host)
    except SSLCertVerificationError as error:
        raise Untrusted(f"{host.decode()} is not to be trusted: {error.verify_message}") from error


def _bounded(size: int) -> int:
    if not 0 <= size <= BODY_BYTES:
        raise ValueError(f"an answer of {size} bytes is not one of DynamoDB's")
    return size
