"""Bringing in a file of another program, as text in a request."""

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Final

from msgspec import Raw

from farthing.domain.errors import TooLarge
from farthing.domain.task import Task
from farthing.domain.tasklist import ListChange, Name
from farthing.features import foreign, listing, things, transfer
from farthing.features.formats.lists import Lists
from farthing.features.formats.placing import Placing, tasks
from farthing.features.formats.report import ImportReport, Report
from farthing.features.lists import LISTS
from farthing.features.transfer import Carried
from farthing.features.workspace import Workspace, encode

PART: Final = 200
MOST: Final = 2000


def preview(ws: Workspace, format: str, text: bytes, into: Name | None) -> ImportReport:
    """What importing this would do.

    Raises:
        NotFound: no such format.
        Invalid: the file cannot be read; names line and column.
        TooLarge: it holds more than `MOST` tasks.
    """
    report = ImportReport()
    for number, _ in enumerate(_tasks(ws, format, text, into, report, make=False)):
        _check_bound(number)
    return report


def import_(ws: Workspace, format: str, text: bytes, into: Name | None, first: int) -> ImportReport:
    """Bring in at most `PART` tasks of the file, from the one numbered `first` (from 0) on; the report is of
    the file up to where this part ends. Doing it twice makes nothing twice.

    Raises:
        NotFound, Invalid, TooLarge: as `preview`.
    """
    report = ImportReport()
    batch: list[Carried] = []
    for number, task in enumerate(_tasks(ws, format, text, into, report, make=True)):
        _check_bound(number)
        if number >= first:
            batch.append(Carried("task", Raw(encode(task))))
        if len(batch) == transfer.BATCH:
            _send(ws, batch, report)
        if number + 1 == first + PART:
            report.next = number + 1
            break
    _send(ws, batch, report)
    return report


def _tasks(
    ws: Workspace, format: str, text: bytes, into: Name | None, report: Report, *, make: bool
) -> Iterator[Task]:
    codec, place = foreign.codec(format), foreign.here(ws)
    lists = Lists(partial(listing.list_names, ws), partial(_add_list, ws, make=make))
    placing = Placing(
        format=format, user=ws.user, space=ws.space, place=place, list_called=lists.called, list=into or ""
    )
    return tasks(codec.read(BytesIO(text), place), placing, report)


def _add_list(ws: Workspace, name: str, *, make: bool) -> str:
    id = ws.new_id()
    if make:
        things.create(ws, LISTS, ListChange(name=name), id, None)
    return id


def _check_bound(number: int) -> None:
    if number >= MOST:
        raise TooLarge("", f"a request takes at most {MOST} tasks: `farthing import` takes any number")


def _send(ws: Workspace, batch: list[Carried], report: ImportReport) -> None:
    if batch:
        done = transfer.import_(ws, batch)
        report.made += done.imported
        report.skipped += done.skipped
        batch.clear()
