"""The thread of the server that follows the changes: history, and what else comes after a commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final

CatchUp = Callable[[Callable[[], bool]], bool]

_GATHER_SECONDS: Final = 0.05  # for what is committed at the same time, to be followed together
_LOOK_SECONDS: Final = 60.0  # for what other processes commit, which follow it themselves if they can
_FIRST_PAUSE_SECONDS: Final = 1.0
_LAST_PAUSE_SECONDS: Final = 60.0
_STOP_SECONDS: Final = 5.0


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
