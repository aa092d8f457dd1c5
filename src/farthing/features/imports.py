"""Bringing in a file of another program, as text in a request."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

from msgspec import Raw

from farthing.domain.errors import NotFound, TooLarge
from farthing.domain.task import Task
from farthing.domain.tasklist import ListChange, Name
from farthing.features import browse, settings, things, transfer
from farthing.features.formats.catalog import CODECS
from farthing.features.formats.draft import Place
from farthing.features.formats.placing import Placing, tasks
from farthing.features.formats.report import ImportReport, ListUse, Report
from farthing.features.lists import LISTS
from farthing.features.records import PAGE_RECORDS, Position
from farthing.features.transfer import Carried
from farthing.features.workspace import DECODERS, Workspace, encode

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
    codec = CODECS.get(format)  # type: ignore[call-overload]
    if codec is None:
        raise NotFound(f"no format is called {format!r}: there are {', '.join(CODECS)}")
    mine = settings.read(ws.store, ws.user)
    place = Place(mine.time_zone, ws.clock.now(), mine.language)
    lists = Lists(ws, make=make)
    placing = Placing(
        format=format, user=ws.user, space=ws.space, place=place, list_called=lists.called, list=into or ""
    )
    return tasks(codec.read(BytesIO(text), place), placing, report)


def _check_bound(number: int) -> None:
    if number >= MOST:
        raise TooLarge("", f"a request takes at most {MOST} tasks: `farthing import` takes any number")


def _send(ws: Workspace, batch: list[Carried], report: ImportReport) -> None:
    if batch:
        done = transfer.import_(ws, batch)
        report.made += done.imported
        report.skipped += done.skipped
        batch.clear()


class Lists:
    """The lists of a space by their names."""

    def __init__(self, ws: Workspace, *, make: bool) -> None:
        self._ws = ws
        self._make = make
        self._ids: dict[str, str] | None = None

    def called(self, name: str) -> ListUse:
        """The list of this name, whatever its case; where there is none, a new one, made if it is to be."""
        if self._ids is None:
            self._ids = dict(self._there())
        id = self._ids.get(name) or self._ids.get(name.casefold())
        if id is not None:
            return ListUse(name, id, is_new=False)
        id = self._ws.new_id()
        if self._make:
            things.create(self._ws, LISTS, ListChange(name=name), id, None)
        self._ids |= {name: id, name.casefold(): id}
        return ListUse(name, id, is_new=True)

    def _there(self) -> Iterator[tuple[str, str]]:
        after: Position | None = None
        while True:
            page = browse.page(self._ws, browse.of_kind("list"), PAGE_RECORDS // 2, after)
            for record in page.records:
                found = DECODERS["list"].decode(record.body)
                yield found.name.casefold(), found.id  # type: ignore[union-attr]
                yield found.name, found.id  # type: ignore[union-attr]
            after = page.next
            if after is None:
                return
