"""A progress bar for what takes long, where somebody watches."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from farthing.doors.cli.session import Session

LONG_SECONDS = 0.5
Advance = Callable[[int, int], None]


@contextmanager
def progress(session: Session, what: str, size: int | None = None) -> Iterator[Advance]:
    """Takes how many records, and bytes of a `size`, are through since the last call. The bar appears on
    stderr, and not before it is of use."""
    if session.quiet or session.json or not sys.stderr.isatty():
        yield lambda _records, _bytes: None
        return
    began, done = time.monotonic(), [0, 0]
    bar = None

    def advance(records: int, count: int) -> None:
        nonlocal bar
        done[0] += records
        done[1] += count
        if bar is None and time.monotonic() - began > LONG_SECONDS:
            bar = _Bar(what, size)
        if bar is not None:
            bar.show(*done)

    try:
        yield advance
    finally:
        if bar is not None:
            bar.close()


class _Bar:
    def __init__(self, what: str, size: int | None) -> None:
        from rich.console import Console  # slow to load, and mostly not needed
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
        self._what = what
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task(what, total=size)
        self._progress.start()

    def show(self, records: int, count: int) -> None:
        self._progress.update(self._task, description=f"{self._what} {records} records", completed=count)

    def close(self) -> None:
        self._progress.stop()
