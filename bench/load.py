"""A closed loop of clients on loopback, in a process of its own so that it takes no time of the server's."""

import multiprocessing
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

CLIENTS = 16


@dataclass(frozen=True)
class Load:
    """Requests a second, and the latency in ms that 99 of 100 stay below."""

    rate: float
    p99: float


def request(method: str, target: str, body: bytes = b"", headers: Sequence[str] = ()) -> bytes:
    """One HTTP/1.1 request as bytes."""
    lines = [
        f"{method} {target} HTTP/1.1",
        "Host: 127.0.0.1",
        *headers,
        f"Content-Length: {len(body)}",
        "",
        "",
    ]
    return "\r\n".join(lines).encode() + body


def run(port: int, requests: Sequence[bytes], count: int, clients: int = CLIENTS) -> Load:
    """Send `count` requests, going round those given, and measure; every answer must be a success."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_run, (port, requests, count, clients))


def _run(port: int, requests: Sequence[bytes], count: int, clients: int) -> Load:
    source = islice(cycle(requests), count)
    selector = selectors.DefaultSelector()
    sent: dict[socket.socket, float] = {}
    for data in islice(source, clients):
        _send(port, None, data, selector, sent)
    latencies: list[float] = []
    start = time.perf_counter()
    while len(latencies) < count:
        for key, _ in selector.select():
            connection = key.fileobj
            assert isinstance(connection, socket.socket)
            kept = _receive(connection)
            latencies.append(time.perf_counter() - sent.pop(connection))
            if not kept:
                selector.unregister(connection)
                connection.close()
            if (data := next(source, None)) is not None:
                _send(port, connection if kept else None, data, selector, sent)
    elapsed = time.perf_counter() - start
    latencies.sort()
    return Load(len(latencies) / elapsed, latencies[int(len(latencies) * 0.99)] * 1000)


def _send(
    port: int,
    connection: socket.socket | None,
    data: bytes,
    selector: selectors.DefaultSelector,
    sent: dict[socket.socket, float],
) -> None:
    now = time.perf_counter()
    if connection is None:
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(connection, selectors.EVENT_READ)
    sent[connection] = now
    connection.sendall(data)


def _receive(connection: socket.socket) -> bool:
    """Read one answer to its end; whether the connection is kept."""
    data = b""
    chunks = _chunks(connection)
    while b"\r\n\r\n" not in data:
        data += next(chunks)
    head, _, body = data.partition(b"\r\n\r\n")
    assert head[9:10] == b"2", data[:500]
    length = _length(head.lower())
    size = len(body)
    while size < length:
        size += len(next(chunks))
    return head.startswith(b"HTTP/1.1") and b"connection: close" not in head.lower()


def _chunks(connection: socket.socket) -> Iterator[bytes]:
    while chunk := connection.recv(262_144):
        yield chunk
    raise ConnectionError("the server closed in the middle of an answer")


def _length(head: bytes) -> int:
    _, found, rest = head.partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0]) if found else 0
