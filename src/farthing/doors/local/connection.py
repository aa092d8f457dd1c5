"""One client's connection: its requests are answered one after another, in the order they came.

While a request is being answered nothing more is read than what had arrived with it, so that a client who
does not wait for answers fills its own buffers and not the server's.
"""

from asyncio import AbstractEventLoop, BaseTransport, Protocol, Transport
from collections import deque
from collections.abc import Callable
from math import inf
from typing import Final, Literal, cast
from typing import Protocol as Interface

from farthing.doors.local.limits import Limits
from farthing.doors.local.reading import Reader, Received, Refused, Stage
from farthing.doors.local.writing import encode
from farthing.http.message import Request, Response
from farthing.http.problems import problem

_PIECE: Final = 16 * 1024  # read at a time; bounds how many small requests can wait
_LINGER_SECONDS: Final = 2.0
_CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"

Site = Callable[[Request], Response]  # what answers on a port
Awaited = Stage | Literal["answer", "room", "close"]  # what has to happen next


class Host(Interface):
    """What a connection needs of its server."""

    limits: Limits
    loop: AbstractEventLoop
    date: str  # the header line that says when an answer was given
    stopping: bool
    connections: set["Connection"]

    def answer(self, site: Site, request: Request, later: Callable[[Response], None]) -> Response | None:
        """The answer, or None: then `later` is called with it, on the loop."""
        ...

    def refused(self, status: int) -> None:
        """Take note of what could not be let in."""
        ...

    def crash(self, error: BaseException) -> None:
        """Take note of an error that nobody foresaw."""
        ...


class Connection(Protocol):
    """`deadline`, in the loop's seconds, is when it will have kept the server waiting for too long."""

    def __init__(self, host: Host, site: Site) -> None:
        limits = host.limits
        self._waiting: deque[Received | Refused] = deque()
        self._host = host
        self._site = site
        self._reader = Reader(limits, self._waiting.append, self._proceed)
        self._unread = b""
        self._answering: Received | None = None
        self._full = False  # the client does not take what is written
        self._ended = False  # the client sends no more
        self._deaf = False  # what the client still sends is dropped
        self._patience: dict[Awaited, float] = {
            "head": limits.head_seconds,
            "body": limits.body_seconds,
            "idle": limits.idle_seconds,
            "room": limits.idle_seconds,
            "close": _LINGER_SECONDS,
            "answer": inf,
        }
        self._await("head")

    def connection_made(self, transport: BaseTransport) -> None:
        self._transport = cast(Transport, transport)
        if len(self._host.connections) >= self._host.limits.connections:
            self._refuse("unavailable", "too many connections are open")
            self._close()
        self._host.connections.add(self)

    def connection_lost(self, _error: Exception | None) -> None:
        self._deaf = True
        self._host.connections.discard(self)

    def data_received(self, data: bytes) -> None:
        if not self._deaf:
            self._unread += data
            self._advance()

    def eof_received(self) -> bool:
        """Who stops sending may still wait for answers: True keeps the connection open for them."""
        self._ended = True
        return bool(self._answering or self._waiting or self._unread)

    def pause_writing(self) -> None:
        self._full = True

    def resume_writing(self) -> None:
        self._full = False
        self._advance()

    def expire(self, now: float) -> None:
        """Drop the connection if its time is over."""
        if now > self.deadline:
            self.abort()

    def abort(self) -> None:
        """Drop the connection with all that is under way on it."""
        self._transport.abort()

    def stop(self) -> None:
        """Close now, unless a request is being answered or its body is on the way."""
        if self._awaited in ("head", "idle"):
            self._close()

    def _advance(self) -> None:
        """Answer the first request that waits; where none does, read on."""
        if not self._answering and not self._full:
            while self._unread and not self._waiting:
                self._read()
            if self._waiting:
                self._take(self._waiting.popleft())
        if not self._transport.is_closing():
            self._rest()

    def _read(self) -> None:
        piece, self._unread = self._unread[:_PIECE], self._unread[_PIECE:]
        try:
            self._reader.feed(piece)
        except Refused as refused:
            self._waiting.append(refused)
            self._unread, self._deaf = b"", True

    def _proceed(self) -> None:
        if not self._waiting:
            self._transport.write(_CONTINUE)

    def _take(self, item: Received | Refused) -> None:
        if isinstance(item, Refused):
            self._refuse(item.code, item.detail)
            self._close(linger=True)
            return
        self._answering = item
        response = self._host.answer(self._site, item.request, self._answer_later)
        if response is not None:
            self._answer(item, response)

    def _answer_later(self, response: Response) -> None:
        if self._answering and not self._transport.is_closing():
            self._answer(self._answering, response)
            self._advance()

    def _answer(self, received: Received, response: Response) -> None:
        self._answering = None
        leaving = (self._host.stopping or self._ended) and not self._waiting and not self._unread
        keep_alive = received.keep_alive and not leaving
        try:
            self._write(response, head_only=received.head_only, keep_alive=keep_alive)
        except (KeyError, ValueError) as error:
            self._host.crash(error)
            self.abort()
            return
        if keep_alive:
            self._await("idle")
        else:
            self._close()

    def _refuse(self, code: str, detail: str) -> None:
        response = problem(code, detail)
        self._host.refused(response.status)
        self._write(response, keep_alive=False)

    def _write(self, response: Response, *, head_only: bool = False, keep_alive: bool) -> None:
        self._transport.write(encode(response, self._host.date, head_only=head_only, keep_alive=keep_alive))

    def _close(self, *, linger: bool = False) -> None:
        """Close when all is written; to `linger` lets the client, who is still sending, see the answer."""
        self._deaf, self._unread = True, b""
        self._waiting.clear()
        if linger:
            self._await("close")
            self._transport.write_eof()
        else:
            self._await("room")
            self._transport.close()

    def _rest(self) -> None:
        """Until something happens: what is waited for, for how long, and whether to read meanwhile."""
        behind = bool(self._waiting or self._unread)
        if behind == self._transport.is_reading():
            (self._transport.pause_reading if behind else self._transport.resume_reading)()
        if behind and not self._answering and not self._full:
            self._host.loop.call_soon(self._advance)  # in turn with the other connections
        if self._awaited != "close":
            awaited: Awaited = "answer" if self._answering or behind else self._reader.stage
            if self._full and not self._answering:
                awaited = "room"
            if awaited != self._awaited:
                self._await(awaited)

    def _await(self, awaited: Awaited) -> None:
        self._awaited = awaited
        self.deadline = self._host.loop.time() + self._patience[awaited]
