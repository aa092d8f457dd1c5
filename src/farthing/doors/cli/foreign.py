"""Files of other programs: tasks brought in from them, and written for them."""

from collections.abc import Iterator
from functools import partial
from os import urandom
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any, BinaryIO, TypedDict

from msgspec import Raw, json

from farthing.domain.errors import Invalid
from farthing.domain.ident import uuid7
from farthing.domain.task import Task
from farthing.domain.tasklist import TaskList
from farthing.doors.cli import names, when
from farthing.doors.cli.carry import BATCH_BYTES, BATCH_RECORDS
from farthing.doors.cli.exits import Failed
from farthing.doors.cli.progress import Advance
from farthing.doors.cli.session import Session
from farthing.features.formats.catalog import CODECS, guess
from farthing.features.formats.draft import Misfit, Place
from farthing.features.formats.lists import Lists
from farthing.features.formats.losses import left_out, losses
from farthing.features.formats.placing import Placing, tasks
from farthing.features.formats.report import Format, Report
from farthing.features.formats.tree import in_order
from farthing.features.transfer import Carried


class Brought(Report, rename="camel", kw_only=True):
    """The report, and how many tasks were made, or skipped because they are there already."""

    made: int = 0
    skipped: int = 0


class Written(Report, rename="camel", kw_only=True):
    """What was written, and what the format could not hold."""

    file: str = ""


class _Tally(TypedDict):
    imported: int
    skipped: int


class _Page(TypedDict):
    records: list[Carried]
    next: str | None


def format_of(beginning: bytes) -> Format:
    """The format that a file seems to be in.

    Raises:
        Failed: it is in none that is known.
    """
    format = guess(beginning)
    if format is None:
        raise Failed(
            "not_an_export",
            "this is no export of Farthing, nor does it begin as files of other programs do: say with --from "
            "which one wrote it",
        )
    return format


class Import:
    """One file on its way in; nothing is sent where it is a `preview`."""

    def __init__(self, session: Session, format: Format, into: str, *, preview: bool) -> None:
        self._session = session
        self._format = format
        self._preview = preview
        lists = Lists(partial(names.lists, session), partial(_add_list, session, make=not preview))
        place = here(session, begin=not preview)
        user = names.own_space(session)
        self._placing = Placing(
            format=format,
            user=user,
            space=session.space or user,
            place=place,
            list_called=lists.called,
            list=into,
        )
        self.report = Brought()

    def run(self, file: BinaryIO, advance: Advance) -> None:
        """All of it, batch by batch.

        Raises:
            Failed: it cannot be read on; what stands before that is brought in.
        """
        batch: list[Raw] = []
        size = 0
        try:
            found = CODECS[self._format].read(file, self._placing.place)
            for task in tasks(found, self._placing, self.report):
                record = json.encode({"kind": "task", "value": task})
                if len(batch) == BATCH_RECORDS or size + len(record) > BATCH_BYTES:
                    self._send(batch, advance)
                    size = 0
                batch.append(Raw(record))
                size += len(record)
        except Invalid as error:
            raise Failed("invalid", error.detail) from None
        finally:
            self._send(batch, advance)

    def _send(self, batch: list[Raw], advance: Advance) -> None:
        if batch and not self._preview:
            done: _Tally = self._session.ask("POST", "/import", {"records": batch}, shape=_Tally)
            self.report.made += done["imported"]
            self.report.skipped += done["skipped"]
        advance(len(batch), 0)
        batch.clear()


def _add_list(session: Session, name: str, *, make: bool) -> str:
    if not make:
        return uuid7(0, urandom(10))
    id: str = session.make("/lists", {"name": name})["listId"]
    return id


def here(session: Session, *, begin: bool = False) -> Place:
    """Where files are read: by the clock of this machine, in the language that the person has settled. A data
    folder that is not there yet is an error, or is begun: by changing nothing."""
    settled: dict[str, Any] = (
        session.ask("PATCH", "/settings", {}) if begin else session.ask("GET", "/settings")
    )
    now = int(when.present().timestamp() * 1000)
    return Place(when.here() or settled["timeZone"], now, settled["language"])


def write(session: Session, format: Format, out: BinaryIO, advance: Advance) -> Written:
    """All tasks that are not in the trash, in a format of another program. It is read again, and what it
    does not say is reported."""
    place = here(session)
    found, lists = _everything(session, advance)
    codec = CODECS[format]
    ordered = [task for task in in_order(found, lists) if codec.holds(task)]
    report = Written(tasks=len(ordered), left_out=len(found) - len(ordered))
    with TemporaryFile() as file:
        file.writelines(codec.write(ordered, lists, place))
        file.seek(0)
        for misfit in _lost(found, ordered, lists, format, file, place):
            report.add(misfit)
        file.seek(0)
        copyfileobj(file, out)
    out.flush()
    return report


def _lost(
    found: list[Task],
    written: list[Task],
    lists: dict[str, str],
    format: Format,
    file: BinaryIO,
    place: Place,
) -> Iterator[Misfit]:
    codec = CODECS[format]
    yield from left_out(task for task in found if not codec.holds(task))
    yield from losses(written, lists, codec.read(file, place))


def _everything(session: Session, advance: Advance) -> tuple[list[Task], dict[str, str]]:
    """The tasks, and the names of the lists by their ids."""
    found: list[Task] = []
    lists: dict[str, str] = {}
    for page in session.pages("/export", shape=_Page):
        for record in page["records"]:
            if record.kind == "task":
                task = json.decode(record.value, type=Task)
                found += [] if task.deleted_at else [task]
            elif record.kind == "list":
                tasklist = json.decode(record.value, type=TaskList)
                lists |= {} if tasklist.deleted_at else {tasklist.id: tasklist.name}
        advance(len(page["records"]), 0)
    return found, lists
