"""The server on one machine: page and API on one port, the capture door on the next, one data folder."""

import asyncio
import os
from contextlib import closing
from pathlib import Path

import uvloop

from farthing.config import Settings
from farthing.domain.errors import FarthingError
from farthing.doors.local.connection import Site
from farthing.doors.local.folder import claimed
from farthing.doors.local.gate import Gate, gate
from farthing.doors.local.limits import Limits
from farthing.doors.local.listening import address, listening
from farthing.doors.local.log import Log
from farthing.doors.local.page import Page
from farthing.doors.local.reactor import Reactor
from farthing.http.message import Request, Response
from farthing.wiring.local import open_home


def serve(settings: Settings) -> int:
    """Serve until SIGTERM or SIGINT. Returns the exit code: 0 after a stop in good order; 1 where the server
    could not start, and then one sentence says what is in the way: the port is taken, another server has the
    folder, nothing can be written there, the database is damaged or newer than this program."""
    log = Log(requests=settings.log_requests)
    try:
        with claimed(Path(settings.data)), closing(open_home(settings, log.crash)) as home:
            run(settings, home.api, home.capture, log)
    except FarthingError as error:
        log.fail(error.detail)
        return 1
    log.say("info", "stopped")
    return 0


def run(settings: Settings, api: Site, capture: Site, log: Log, limits: Limits | None = None) -> None:
    """Serve these two applications until a signal comes.

    Raises:
        CannotListen, Exposed: the settings ask for what cannot be, or must not.
    """
    guard = gate(settings)
    with listening(settings.host, settings.port) as (first, second):
        page = Page()

        def ready() -> None:
            log.started(address(first), address(second), os.path.abspath(settings.data), settings.open_door)

        doors = [(first, _site(guard, log, api, page)), (second, _site(guard, log, capture))]
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(Reactor(log, limits or Limits()).run(doors, ready))


def _site(guard: Gate, log: Log, app: Site, page: Page | None = None) -> Site:
    """What answers on a port: the gate first, then the page's files, then the application."""

    def answer(request: Request) -> Response:
        refusal = guard.refuse(request)
        if refusal is not None:
            log.refused(refusal.status)
            return refusal
        file = page(request) if page is not None else None
        return app(request) if file is None else file

    return answer
