"""The event loop of the server: it takes connections in, has requests answered, and stops in good order.

Reads run on the loop itself: they take SQLite tens of microseconds, less than handing them to a thread and
back. Writes wait for the disk. They wait in threads, many at once, and so share one flush (group commit).
"""

import asyncio
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate
from functools import partial
from socket import socket
from time import perf_counter
from typing import Final

from farthing.doors.local.connection import Connection, Site
from farthing.doors.local.gate import SAFE
from farthing.doors.local.limits import Limits
from farthing.doors.local.log import Log
from farthing.http.message import Request, Response
from farthing.http.problems import problem

_THREADS: Final = 32
_BACKLOG: Final = 512
_SENT_BEFORE_SECONDS: Final = 0.05
_SAME_SIGNAL_SECONDS: Final = 0.5  # a terminal and a supervisor may both pass on what is meant once
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class Reactor:
    """What all connections share."""

    def __init__(self, log: Log, limits: Limits) -> None:
        self.limits = limits
        self.date = ""
        self.stopping = False
        self.connections: set[Connection] = set()
        self._log = log
        self._pool = ThreadPoolExecutor(_THREADS, "answer")

    async def run(self, doors: Sequence[tuple[socket, Site]], ready: Callable[[], None]) -> None:
        """Answer at these listening sockets until a signal asks to stop; a second one ends the process."""
        self.loop = asyncio.get_running_loop()
        self.loop.set_exception_handler(self._unforeseen)
        asked = asyncio.Event()
        for number in _SIGNALS:
            self.loop.add_signal_handler(number, self._asked_to_stop, asked)
        servers = [
            await self.loop.create_server(partial(Connection, self, site), sock=sock, backlog=_BACKLOG)
            for sock, site in doors
        ]
        ticking = self.loop.create_task(self._tick())
        ready()
        await asked.wait()
        await self._stop(servers)
        ticking.cancel()

    def answer(self, site: Site, request: Request, later: Callable[[Response], None]) -> Response | None:
        """As `Host.answer`."""
        if request.method in SAFE:
            return self._respond(site, request)
        self._pool.submit(self._answer_in_thread, site, request, later)
        return None

    def refused(self, status: int) -> None:
        """As `Host.refused`."""
        self._log.refused(status)

    def crash(self, error: BaseException) -> None:
        """As `Host.crash`."""
        self._log.crash(error)

    def _answer_in_thread(self, site: Site, request: Request, later: Callable[[Response], None]) -> None:
        self.loop.call_soon_threadsafe(later, self._respond(site, request))

    def _respond(self, site: Site, request: Request) -> Response:
        began = perf_counter()
        try:
            response = site(request)
        except Exception as error:
            self._log.crash(error)
            response = problem("internal", "something went wrong here; it has been reported")
        self._log.answered(request.method, request.path, response.status, perf_counter() - began)
        return response

    async def _tick(self) -> None:
        """Once a second (sooner where the bounds are tight): the date, and the deadlines."""
        period = min(1.0, self.limits.head_seconds / 4, self.limits.body_seconds / 4)
        while True:
            self.date = f"date: {formatdate(usegmt=True)}\r\n"
            for connection in list(self.connections):
                connection.expire(self.loop.time())
            await asyncio.sleep(period)

    async def _stop(self, servers: Sequence[asyncio.Server]) -> None:
        """Answer what was sent before the signal, and part from everybody."""
        self.stopping = True
        self._log.say("info", "stopping")
        await asyncio.sleep(_SENT_BEFORE_SECONDS)
        for server in servers:
            server.close()
        for connection in list(self.connections):
            connection.stop()
        end = self.loop.time() + self.limits.stop_seconds
        while self.connections and self.loop.time() < end:
            await asyncio.sleep(0.01)
        for connection in list(self.connections):
            connection.abort()
        await asyncio.to_thread(self._pool.shutdown)  # the loop goes on: a second signal is heard

    def _asked_to_stop(self, asked: asyncio.Event) -> None:
        if not asked.is_set():
            asked.set()
            self.loop.call_later(_SAME_SIGNAL_SECONDS, self._stop_at_next)

    def _stop_at_next(self) -> None:
        for number in _SIGNALS:
            self.loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)

    def _unforeseen(self, _loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self._log.crash(error)
        else:
            self._log.say("error", "event loop", message=str(context.get("message")))
