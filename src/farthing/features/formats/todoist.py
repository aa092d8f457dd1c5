"""Todoist's CSV: one project, its sections, tasks indented below tasks, and notes below their task.

A section becomes a list, and the labels are words of the title that begin with `@`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, Final

from farthing.domain.errors import Invalid
from farthing.domain.repeat import Repeat, parts_of
from farthing.domain.task import Priority, Task
from farthing.features.formats import dates, moments
from farthing.features.formats.csv_rows import Row, row, rows
from farthing.features.formats.draft import Draft, Keys, Language, Place, Reading

COLUMNS: Final = (
    "TYPE", "CONTENT", "DESCRIPTION", "PRIORITY", "INDENT", "AUTHOR", "RESPONSIBLE", "DATE", "DATE_LANG",
    "TIMEZONE",
)  # fmt: skip
_PRIORITIES: Final[dict[str, Priority]] = {
    "": "none", "1": "urgent", "2": "high", "3": "medium", "4": "none",
}  # fmt: skip
_NUMBERS: Final = {"urgent": "1", "high": "2", "medium": "3", "low": "4", "none": "4"}
_LABEL: Final = re.compile(r"(?:^|(?<=\s))@(\S+)\s*")
_READ: Final = {"TYPE", "CONTENT", "DESCRIPTION", "PRIORITY", "INDENT", "DATE", "DATE_LANG", "TIMEZONE"}
# Todoist writes these into every row: how it shows a task, a default, and who made it.
_BESIDE: Final = {"IS_COLLAPSED", "AUTHOR", "DURATION_UNIT", "DEADLINE_LANG", "meta", "META"}
_OF_NOTES: Final = {"TYPE", "CONTENT", "DATE_LANG", "TIMEZONE"}
_DEEPEST: Final = 4
_UNITS: Final = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_WEEKDAYS: Final = {
    "MO": "mon", "TU": "tue", "WE": "wed", "TH": "thu", "FR": "fri", "SA": "sat", "SU": "sun",
}  # fmt: skip


def read(file: BinaryIO, place: Place) -> Reading:
    """The tasks, each after the one that it is below.

    Raises:
        Invalid: this is no CSV of Todoist; names the line.
    """
    names, cells = rows(file)
    if not {"TYPE", "CONTENT"} <= set(names):
        raise Invalid("line 1", "a CSV file of Todoist has the columns TYPE and CONTENT")
    return _Reader(place).drafts(cells)


class _Reader:
    def __init__(self, place: Place) -> None:
        self._place = place
        self._keys = Keys()
        self._above: list[str] = []  # the keys of the last task and of those that it is below
        self._section: str | None = None

    def drafts(self, cells: Iterator[Row]) -> Reading:
        draft = None  # the last task: the notes that follow it are its own
        for line, given in cells:
            kind = given.get("TYPE", "").strip().lower()
            if kind == "note" and draft is not None:
                self._note(draft, line, given)
                continue
            if draft is not None:
                yield draft
            draft = self._task(line, given) if kind == "task" else None
            if kind == "section":
                self._section, self._above = given.get("CONTENT", "").strip() or None, []
            elif kind not in ("task", "meta", ""):
                lost = Draft(line=line, key="", title=given.get("CONTENT", ""))
                lost.report("TYPE", given.get("TYPE", ""), "is no task, section or note")
                yield from lost.misfits
        if draft is not None:
            yield draft

    def _task(self, line: int, given: dict[str, str]) -> Draft:
        content = given.get("CONTENT", "")
        depth = self._depth(given.get("INDENT", "1"))
        parent = self._above[depth - 1] if depth else None
        key = self._keys.of(
            self._section or "", parent or "", *(given.get(name, "") for name in COLUMNS[1:4])
        )
        self._above[depth:] = [key]
        draft = Draft(
            line=line, key=key, parent=parent, list_name=self._section,
            title=_LABEL.sub("", content).strip(), labels=_LABEL.findall(content),
            description=given.get("DESCRIPTION", ""),
        )  # fmt: skip
        self._take_priority(draft, given.get("PRIORITY", "").strip())
        self._take_date(draft, given)
        for name, value in given.items():
            if name not in _READ and name not in _BESIDE and name:
                draft.keep(name, value)
        return draft

    def _depth(self, indent: str) -> int:
        number = int(indent) if indent.isdecimal() and len(indent) < 3 else 1
        return min(max(number - 1, 0), len(self._above))

    def _take_priority(self, draft: Draft, text: str) -> None:
        if text in _PRIORITIES:
            draft.priority = _PRIORITIES[text]
        else:
            draft.report("PRIORITY", text, "is not within 1 to 4")

    def _take_date(self, draft: Draft, given: dict[str, str]) -> None:
        text = given.get("DATE", "").strip()
        if not text:
            return
        language: Language = "de" if given.get("DATE_LANG", "").lower() == "de" else "en"
        zone = moments.zone_called(given.get("TIMEZONE", "").strip()) or self._place.zone
        place = Place(zone, self._place.now, language)
        draft.due_date, repeating = dates.read(text, place), None
        if draft.due_date is None:
            draft.due_date, repeating = dates.words(text, place)
        if repeating is not None:
            draft.repeat, draft.repeat_from = repeating.rule, repeating.origin
        if draft.due_date is None and repeating is None:
            draft.keep("DATE", text, "cannot be read as a day or time")

    def _note(self, draft: Draft, line: int, given: dict[str, str]) -> None:
        draft.describe(given.get("CONTENT", ""))
        for name in set(given) - _OF_NOTES - _BESIDE:
            draft.report(
                name, f"line {line}: {given[name]}", "a note is kept in the description, without this"
            )


def write(tasks: Iterable[Task], lists: Mapping[str, str], _place: Place) -> Iterator[bytes]:
    """The open tasks: those of the inbox, then each list as a section."""
    yield row(COLUMNS)
    section = None
    depths: dict[str, int] = {}
    for task in tasks:
        name = lists.get(task.list_id or "")
        if name != section:
            section = name
            yield row(["section", name or "", *[""] * 8])
        depths[task.id] = depth = depths.get(task.parent_id or "", -1) + 1
        yield row(_cells(task, min(depth + 1, _DEEPEST)))


def _cells(task: Task, indent: int) -> list[str]:
    content = " ".join([task.title, *(f"@{label}" for label in task.labels)])
    due, zone = task.due_date or "", ""
    if len(due) > 10:
        zone = due[20:-1] if due.endswith("]") else due[19:].replace("Z", "UTC")
        due = f"{due[:10]} {due[11:16]}"
    if task.repeat:
        due = _every(task.repeat, due) or due
    return [
        "task", content, task.description, _NUMBERS[task.priority], str(indent), "", "", due, "en", zone,
    ]  # fmt: skip


def _every(repeat: Repeat, due: str) -> str | None:
    """A repeat in the words that Todoist reads, and so do we; None for one that takes more words."""
    parts = parts_of(repeat.rule)
    unit = _UNITS[parts["FREQ"][0]]
    count = parts.get("INTERVAL", ["1"])[0]
    if parts.keys() == {"FREQ", "BYDAY"} and unit == "week":
        what = ", ".join(_WEEKDAYS[day] for day in parts["BYDAY"])
    elif parts.keys() <= {"FREQ", "INTERVAL"}:
        what = unit if count == "1" else f"{count} {unit}s"
    else:
        return None
    day, _, clock = due.partition(" ")
    every = "every!" if repeat.from_ == "done" else "every"
    return f"{every} {what}" + (f" at {clock}" if clock else "") + (f" starting {day}" if day else "")
