"""The tasks of a space as a file of another program."""

from typing import Final

from msgspec import json

from farthing.domain.errors import TooLarge
from farthing.domain.task import Task
from farthing.features import browse, foreign, listing
from farthing.features.formats.tree import in_order
from farthing.features.records import PAGE_RECORDS, Position
from farthing.features.workspace import Workspace

MOST: Final = 2000
BYTES: Final = 4_000_000  # a function may answer with 6 MB
_task = json.Decoder(Task)


def export(ws: Workspace, format: str) -> bytes:
    """All tasks that are not in the trash and for which the format has a place.

    Raises:
        NotFound: no such format.
        TooLarge: there are more than `MOST`, or the file has more than `BYTES`.
    """
    codec = foreign.codec(format)
    lists = listing.list_names(ws)
    held = [task for task in in_order(_tasks(ws), lists) if codec.holds(task)]
    file = b"".join(codec.write(held, lists, foreign.here(ws)))
    if len(file) > BYTES:
        raise _too_large()
    return file


def _tasks(ws: Workspace) -> list[Task]:
    found: list[Task] = []
    after: Position | None = None
    while True:
        page = browse.page(ws, browse.of_kind("task"), PAGE_RECORDS // 2, after)
        found += [_task.decode(record.body) for record in page.records]
        if len(found) > MOST:
            raise _too_large()
        after = page.next
        if after is None:
            return found


def _too_large() -> TooLarge:
    return TooLarge("", f"an answer holds at most {MOST} tasks: `farthing export --as` writes any number")
