"""The server on one machine: page and API on one port, the capture door on the next, one data folder."""

import asyncio
import os
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event
from typing import Protocol

import uvloop

from farthing.config import Settings
from farthing.domain.errors import FarthingError
from farthing.doors.local.connection import Site
from farthing.doors.local.folder import claimed
from farthing.doors.local.gate import Gate, gate, guard_accounts, is_loopback
from farthing.doors.local.limits import DEFAULT, Limits
from farthing.doors.local.listening import address, listening
from farthing.doors.local.log import BYPASSED, SIGN_IN, UNENCRYPTED, Log
from farthing.doors.local.page import Page
from farthing.doors.local.reactor import Reactor
from farthing.doors.local.worker import Pulse, following, idling
from farthing.http.message import Request, Response
from farthing.wiring.local import SignIn, open_home

Report = Callable[[BaseException], None]
Audit = Callable[[str, str], None]


class Follows(Protocol):
    """What follows the changes, as far as it may go on."""

    def catch_up(self, going_on: Callable[[], bool]) -> bool: ...


class Home(Protocol):
    """What the server opens, serves and closes: the home of `farthing.wiring`."""

    @property
    def api(self) -> Site: ...

    @property
    def capture(self) -> Site: ...

    @property
    def committed(self) -> Event: ...

    @property
    def follower(self) -> Follows: ...

    @property
    def indexer(self) -> Follows: ...

    @property
    def sign_in(self) -> SignIn: ...

    @property
    def bypassed(self) -> bool: ...

    def set_up_code(self) -> str | None: ...

    def close(self) -> None: ...


Opener = Callable[[Settings, Report, Audit], Home]


def serve(settings: Settings, opener: Opener = open_home, limits: Limits = DEFAULT) -> int:
    """Serve until SIGTERM or SIGINT. Returns the exit code: 0 after a stop in good order; 1 where the server
    could not start, and then one sentence says what is in the way: the port is taken, another server has the
    folder, nothing can be written there, the database is damaged or newer than this program."""
    log = Log(requests=settings.log_requests)
    try:
        _serve(settings, opener, limits, log)
    except FarthingError as error:
        log.fail(error.detail)
        return 1
    log.say("info", "stopped")
    return 0


def _serve(settings: Settings, opener: Opener, limits: Limits, log: Log) -> None:
    guard, pulse = gate(settings), Pulse()
    with (
        claimed(Path(settings.data)),
        listening(settings.host, settings.port) as (first, second),
        closing(opener(settings, log.crash, log.happened)) as home,
        following(home.follower.catch_up, home.committed, log.crash),
        idling(home.indexer.catch_up, pulse, log.crash),
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        guard_accounts(settings, home.bypassed)
        page = Page(accounts=home.sign_in)
        doors = [
            (first, _site(guard, log, pulse, home.api, page)),
            (second, _site(guard, log, pulse, home.capture)),
        ]
        ready = partial(_announce, settings, log, home, address(first), address(second))
        runner.run(Reactor(log, limits).run(doors, ready))


def _announce(settings: Settings, log: Log, home: Home, page: str, door: str) -> None:
    """Say where the server is reached, what is dangerous about it, and how it is set up."""
    log.started(page, door, os.path.abspath(settings.data), settings.open_door)
    if home.bypassed:
        log.say("warning", BYPASSED)
    if home.sign_in != "off" and settings.accounts == "auto":
        log.say("info", SIGN_IN)
    if home.sign_in != "off" and not settings.https and not is_loopback(settings.host):
        log.say("warning", UNENCRYPTED)
    code = home.set_up_code()
    if code is not None:
        log.set_up(f"{_called(settings, page)}/#/setup/{code}")


def _called(settings: Settings, page: str) -> str:
    """The address of the page as people call it."""
    name = settings.allowed_hosts[0] if settings.allowed_hosts else ""
    if name and settings.https:
        return f"https://{name}"
    if not name or is_loopback(settings.host):
        return page
    return f"http://{name}" if ":" in name else f"http://{name}:{page.rpartition(':')[2]}"


def _site(guard: Gate, log: Log, pulse: Pulse, app: Site, page: Page | None = None) -> Site:
    """What answers on a port: the gate first, then the page's files, then the application."""

    def answer(request: Request) -> Response:
        pulse.beat()
        refusal = guard.refuse(request)
        if refusal is not None:
            log.refused(refusal.status)
            return refusal
        file = page(request) if page is not None else None
        return app(request) if file is None else file

    return answer
