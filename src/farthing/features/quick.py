"""Making a task out of a line of text: what the line says, and what that is in this space."""

from collections.abc import Collection
from typing import Any

from msgspec import Struct, json

from farthing.domain import zoned
from farthing.domain.errors import Invalid
from farthing.domain.quickadd.reading import Reading
from farthing.domain.reminder import Reminder
from farthing.domain.repeat import Repeat
from farthing.domain.task import TaskChange
from farthing.domain.text import Id
from farthing.domain.zones import ZONES
from farthing.features import keys, settings
from farthing.features.records import PAGE_RECORDS, Query, beginning
from farthing.features.settings import Language
from farthing.features.workspace import Workspace


class Line(Struct, frozen=True, kw_only=True):
    """What is asked: places of the text that are `off` are plain words; `list_id` is where the task goes if
    the text names no list; a zone or language that is not given is that of the person's settings."""

    text: str
    off: Collection[tuple[int, int]] = ()
    list_id: Id | None = None
    language: Language | None = None
    time_zone: str | None = None


class Understood(Struct, frozen=True, rename="camel", kw_only=True):
    """`fields` are what the task is made with. Where the text names a list that is not there, that stays in
    the title, and is the `unknownList`."""

    reading: Reading
    fields: TaskChange
    unknown_list: str | None = None


class _Named(Struct, frozen=True, rename="camel"):
    list_id: str
    name: str


_named = json.Decoder(_Named)


def understand(ws: Workspace, line: Line) -> Understood:
    """What a line says here and now.

    Raises:
        Invalid: no time zone has this name.
    """
    from farthing.domain.quickadd.parser import (
        parse,
    )  # few requests need it, and a starting function pays for it

    zone, language, first_weekday = _person(ws, line)
    now = zoned.wall_clock(ws.clock.now(), zone)
    off, unknown = list(line.off), None
    while True:
        reading = parse(line.text, now, language, first_weekday, off)
        list_id = _list_called(ws, reading.list) if reading.list else line.list_id
        if reading.list is None or list_id is not None:
            return Understood(reading=reading, fields=_fields(reading, zone, list_id), unknown_list=unknown)
        unknown = reading.list
        off += [(part.start, part.end) for part in reading.spans if part.kind == "list"]


def _person(ws: Workspace, line: Line) -> tuple[str, Language, int]:
    """Zone, language and first weekday, asked for or settled."""
    if line.time_zone is not None and line.time_zone not in ZONES:
        raise Invalid("timeZone", f"no time zone is called {line.time_zone!r}")
    person = settings.read(ws.store, ws.user)
    return line.time_zone or person.time_zone, line.language or person.language, person.first_weekday


def _list_called(ws: Workspace, name: str) -> str | None:
    """The id of the list of this name, in the same letters if there is one; capitals, and what stands between
    words, make no other name: `#big-house` is the Big house."""
    low, high = beginning(keys.PREFIX["list"])
    page = ws.store.query(Query(pk=keys.space(ws.space), low=low, high=high, limit=PAGE_RECORDS))
    lists = [_named.decode(record.body) for record in page.records if record.expires is None]
    fitting = [there for there in lists if _letters(there.name) == _letters(name)]
    same = [there for there in fitting if there.name == name]
    return next((there.list_id for there in same or fitting), None)


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum()) or name


def _fields(reading: Reading, zone: str, list_id: str | None) -> TaskChange:
    """The task that was meant."""
    fields: dict[str, Any] = {
        "title": reading.title,
        "due_date": _at(reading.due, zone),
        "start_date": _at(reading.start, zone),
        "priority": reading.priority,
        "labels": reading.labels,
        "list_id": list_id,
        "repeat": reading.repeat and Repeat(reading.repeat.rule, reading.repeat.origin),
        "reminders": [Reminder(relative_to="due", minutes=minutes) for minutes in reading.reminders],
    }
    return TaskChange(**{name: value for name, value in fields.items() if value})


def _at(wall_clock: str | None, zone: str) -> str | None:
    """A day as it is; a time with its zone."""
    return f"{wall_clock}[{zone}]" if wall_clock and "T" in wall_clock else wall_clock
