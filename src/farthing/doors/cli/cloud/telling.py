"""Progress on stderr: a line for each thing that is done, and for who watches what is under way."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from farthing.doors.cli.plain import visible
from farthing.doors.cli.session import Session

if TYPE_CHECKING:
    from rich.status import Status

    from farthing.cloud.deploy.progress import Progress, Tell


@contextmanager
def telling(session: Session, what: str) -> Iterator["Tell"]:
    """Takes what is told of. Nothing is printed where the run is to be quiet."""
    if session.quiet or session.json:
        yield lambda _progress: None
        return
    if not sys.stderr.isatty():
        yield lambda progress: print(_line(progress), file=sys.stderr, flush=True)
        return
    from rich.console import Console  # slow to load, and only of use where somebody watches

    with Console(stderr=True).status(what) as status:
        under_way: set[str] = set()
        yield lambda progress: _show(status, what, under_way, progress)


def _show(status: "Status", what: str, under_way: set[str], progress: "Progress") -> None:
    from rich.text import Text

    if progress.status.endswith("_IN_PROGRESS"):
        under_way.add(progress.resource)
        status.update(Text(f"{what}: {', '.join(sorted(under_way)[:4])}"))
        return
    under_way.discard(progress.resource)
    style = "red" if progress.status.endswith("_FAILED") else "green" if progress.status else ""
    status.console.print(Text(_line(progress), style))


def _line(progress: "Progress") -> str:
    if progress.text:
        return visible(progress.text)
    kind = progress.kind.removeprefix("AWS::")
    reason = f"  {progress.reason}" if progress.status.endswith("_FAILED") else ""
    return visible(f"{progress.stack}  {progress.resource}  {kind}  {progress.status}{reason}")
