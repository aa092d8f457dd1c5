"""Local servers, each in a process of its own, and a client that speaks in bytes."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 20.0
ROOT = Path(__file__).parents[2]
SERVE = [str(Path(sys.executable).with_name("farthing")), "serve", "--port", "0"]


@dataclass(frozen=True)
class Server:
    """A server that has said that it started; `log` is where its log goes."""

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def page(self) -> int:
        return self._port("page")

    @property
    def door(self) -> int:
        return self._port("door")

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to stop; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def _port(self, name: str) -> int:
        (line,) = [line for line in self.lines() if line["event"] == "started"]
        return urlsplit(line[name]).port or 0


def odd(folder: Path, limits: str = "{}") -> AbstractContextManager[Server]:
    """The odd server within these `Limits` (JSON)."""
    return started([sys.executable, "-m", "tests.faults.odd_server", str(folder), limits], folder / "log")


@contextmanager
def started(command: Sequence[str], log: Path, **environment: str) -> Iterator[Server]:
    """A server that runs until the block ends."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, cwd=ROOT, env={**os.environ, **environment}
        )
    try:
        until(lambda: '"started"' in log.read_text() or process.poll() is not None)
        assert process.poll() is None, log.read_text()
        yield Server(process, log)
    finally:
        process.kill()
        process.wait()


def until(happened: Callable[[], bool]) -> None:
    """Wait for a condition, but not for ever."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The code of a problem document."""
        assert self.headers["content-type"] == "application/problem+json"
        return str(json.loads(self.body)["code"])


class Wait:
    """A request that the odd server answers when `end` has been called, and not before; as a GET it keeps the
    event loop waiting, as a POST a thread."""

    def __init__(self, folder: Path, method: str) -> None:
        self._file = folder / "go"
        self.request = request(method, f"/wait?{self._file}")

    def begun(self) -> None:
        until(self._file.with_suffix(".waits").exists)

    def end(self) -> None:
        self._file.touch()


class Client:
    """A connection to a server on this machine."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self._file = self.socket.makefile("rb")

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self.socket.close()

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def reply(self, *, head_only: bool = False) -> Reply:
        """The next answer."""
        status = self._file.readline()
        assert status.startswith(b"HTTP/1.1 "), status
        headers = {}
        while line := self._file.readline().strip():
            name, _, value = line.decode().partition(": ")
            headers[name] = value
        length = 0 if head_only else int(headers.get("content-length", "0"))
        return Reply(int(status.split()[1]), headers, self._file.read(length))

    def ask(self, data: bytes) -> Reply:
        self.send(data)
        return self.reply()

    def closed(self) -> bool:
        """Whether the server ends the connection without another byte; waits for it."""
        try:
            return self._file.read(1) == b""
        except ConnectionResetError:
            return True


def request(method: str, target: str, body: bytes = b"", *headers: str, host: str = "localhost") -> bytes:
    """One HTTP/1.1 request as bytes."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def ask(
    port: int, method: str, target: str, body: bytes = b"", *headers: str, host: str = "localhost"
) -> Reply:
    """One request on a connection of its own."""
    with Client(port) as client:
        client.send(request(method, target, body, *headers, host=host))
        return client.reply(head_only=method == "HEAD")
