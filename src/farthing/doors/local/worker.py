"""The threads of the server that follow the changes: one at once, for history and what else is asked for
right after a commit; and one when nobody asks, for the index of the search, which takes most of the work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import Final

CatchUp = Callable[[Callable[[], bool]], bool]

_GATHER_SECONDS: Final = 0.5  # for what is committed at the same time, to be followed together
_LOOK_SECONDS: Final = 60.0  # for what other processes commit, which follow it themselves if they can
_FIRST_PAUSE_SECONDS: Final = 1.0
_LAST_PAUSE_SECONDS: Final = 60.0
_STOP_SECONDS: Final = 5.0
_QUIET_SECONDS: Final = 0.1  # in which nobody asks
_PATIENCE_SECONDS: Final = 20.0  # with those who always ask; then a little is done among them
_REST_SECONDS: Final = 0.25


class Pulse:
    """When somebody last asked."""

    def __init__(self) -> None:
        self._last = 0.0

    def beat(self) -> None:
        """Somebody asks."""
        self._last = monotonic()

    def quiet(self) -> bool:
        """Whether nobody asks just now."""
        return monotonic() - self._last >= _QUIET_SECONDS


@contextmanager
def following(catch_up: CatchUp, committed: Event, report: Callable[[BaseException], None]) -> Iterator[None]:
    """Follow while the block runs: at once, and after every commit that sets `committed`.

    What fails is reported and tried again, after longer and longer pauses. The end of the block waits for
    the page that is being followed; what is left is for the next start.
    """
    stopping = Event()
    thread = Thread(target=_run, args=(catch_up, committed, report, stopping), name="follow", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        committed.set()
        thread.join(_STOP_SECONDS)


@contextmanager
def idling(catch_up: CatchUp, pulse: Pulse, report: Callable[[BaseException], None]) -> Iterator[None]:
    """Follow while the block runs, whenever it is quiet; where it never is, a page now and then."""
    stopping = Event()
    thread = Thread(target=_idle, args=(catch_up, pulse, report, stopping), name="index", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(_STOP_SECONDS)


def _idle(catch_up: CatchUp, pulse: Pulse, report: Callable[[BaseException], None], stopping: Event) -> None:
    pause, waited = _REST_SECONDS, 0.0
    while not stopping.wait(pause):
        waited = 0.0 if pulse.quiet() else waited + pause
        if 0 < waited < _PATIENCE_SECONDS:
            continue
        try:
            catch_up(_while_quiet(pulse, stopping, pages=1 if waited else 0))
            pause = _REST_SECONDS
        except Exception as error:
            report(error)
            pause = min(2 * pause, _LAST_PAUSE_SECONDS)


def _while_quiet(pulse: Pulse, stopping: Event, pages: int) -> Callable[[], bool]:
    """Whether to go on: so many pages whatever happens, and then as long as it is quiet."""
    left = iter([True] * pages)
    return lambda: not stopping.is_set() and (next(left, False) or pulse.quiet())


def _run(
    catch_up: CatchUp, committed: Event, report: Callable[[BaseException], None], stopping: Event
) -> None:
    pause = _FIRST_PAUSE_SECONDS
    while not stopping.is_set():
        committed.clear()
        try:
            done = catch_up(lambda: not stopping.is_set())
        except Exception as error:
            report(error)
            stopping.wait(pause)
            pause = min(2 * pause, _LAST_PAUSE_SECONDS)
            continue
        pause = _FIRST_PAUSE_SECONDS
        if done and not stopping.is_set():
            committed.wait(_LOOK_SECONDS)
            stopping.wait(_GATHER_SECONDS)
