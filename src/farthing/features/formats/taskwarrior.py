"""Taskwarrior's `task export` (JSON). It knows instants and no days: one at which a day begins where the
person lives is read as that day, because that is what `due:tomorrow` says."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

from msgspec import json

from farthing.domain import instant, zoned
from farthing.domain.errors import Invalid
from farthing.domain.task import Priority, Task
from farthing.features.formats import moments, rrules
from farthing.features.formats.draft import Draft, Place, Reading
from farthing.features.formats.json_values import JsonReader

_PRIORITIES: Final[dict[str, Priority]] = {"H": "high", "M": "medium", "L": "low"}
_LETTERS: Final = {"urgent": "H", "high": "H", "medium": "M", "low": "L"}
_STATUSES: Final = ("pending", "waiting", "completed", "deleted", "recurring")
_READ: Final = {
    "uuid", "description", "status", "project", "tags", "due", "scheduled", "wait", "priority", "entry",
    "end", "modified", "annotations", "recur", "start", "until",
}  # fmt: skip
# What Taskwarrior works out by itself, and how it counts the occurrences of what recurs.
_BESIDE: Final = {"id", "urgency", "mask", "imask", "rtype", "template", "last", "parent"}
_NAMED: Final = {
    "daily": "DAILY;1", "day": "DAILY;1", "weekly": "WEEKLY;1", "week": "WEEKLY;1", "biweekly": "WEEKLY;2",
    "fortnight": "WEEKLY;2", "monthly": "MONTHLY;1", "month": "MONTHLY;1", "bimonthly": "MONTHLY;2",
    "quarterly": "MONTHLY;3", "semiannual": "MONTHLY;6", "annual": "YEARLY;1", "yearly": "YEARLY;1",
    "year": "YEARLY;1", "biannual": "YEARLY;2", "biyearly": "YEARLY;2",
}  # fmt: skip
_COUNTED: Final = re.compile(r"P?(\d+) ?([A-Za-z]+)")
_UNITS: Final = {
    "d": "DAILY", "day": "DAILY", "days": "DAILY", "w": "WEEKLY", "wk": "WEEKLY", "wks": "WEEKLY",
    "week": "WEEKLY", "weeks": "WEEKLY", "mo": "MONTHLY", "mth": "MONTHLY", "mths": "MONTHLY",
    "month": "MONTHLY", "months": "MONTHLY", "y": "YEARLY", "yr": "YEARLY", "yrs": "YEARLY",
    "year": "YEARLY", "years": "YEARLY",
}  # fmt: skip
_EVERY: Final = {"DAILY": "days", "WEEKLY": "weeks", "MONTHLY": "months", "YEARLY": "years"}


def read(file: BinaryIO, place: Place) -> Reading:
    """The tasks; of what recurs, the last open occurrence has the rule, and its template is none by itself.

    Raises:
        Invalid: this is no JSON, or something in it is no task; names the line.
    """
    templates: dict[str, tuple[Draft, bool]] = {}
    open_: dict[str, list[Draft]] = {}
    for line, value in _values(JsonReader(file)):
        if not isinstance(value, dict):
            raise Invalid(f"line {line}", "this is no task of Taskwarrior")
        draft = _Reader(line, value, place).draft()
        if value.get("status") == "recurring":
            templates[draft.key] = draft, bool(value.get("mask"))
        elif draft.status != "done" and draft.deleted_at is None and isinstance(value.get("parent"), str):
            open_.setdefault(value["parent"].lower(), []).append(draft)
        else:
            yield draft
    for key, (template, occurred) in templates.items():
        if key in open_:
            continue
        if occurred:
            template.report("due", template.due_date or "", "is that of the first occurrence: none is open")
        yield template
    for occurrences in open_.values():
        last = max(occurrences, key=lambda draft: draft.due_date or "")
        for draft in occurrences:
            draft.repeat = draft.repeat if draft is last else None
            yield draft


def _values(reader: JsonReader) -> Iterator[tuple[int, Any]]:
    """Every task, be they in one array (`json.array=1`) or one after another."""
    if reader.peek() == "[":
        for _ in reader.elements():
            reader.peek()
            yield reader.line, reader.value()
    while reader.peek():
        yield reader.line, reader.value()


class _Reader:
    def __init__(self, line: int, given: dict[str, Any], place: Place) -> None:
        self._given, self._place = given, place
        self._draft = Draft(line=line, key=str(given.get("uuid", "")).lower())

    def draft(self) -> Draft:
        draft, given = self._draft, self._given
        draft.title = str(given.get("description", ""))
        draft.list_name = str(given["project"]) if given.get("project") else None
        draft.labels = [str(tag) for tag in self._array("tags")]
        draft.created_at, draft.updated_at = self._moment("entry"), self._moment("modified")
        self._status()
        if "priority" in given:
            draft.priority = _PRIORITIES.get(given["priority"], "none")
            if draft.priority == "none":
                draft.report("priority", given["priority"], "is not H, M or L")
        draft.due_date = self._day("due")
        draft.start_date = self._day("scheduled" if "scheduled" in given else "wait")
        if "scheduled" in given and "wait" in given:
            draft.keep("wait", given["wait"], "a task here starts once")
        self._annotations()
        self._rule()
        for name, value in given.items():
            if name == "depends":
                draft.report("depends", value, "tasks do not wait for others here")
            elif name not in _READ and name not in _BESIDE:
                draft.keep(name, value)
        return draft

    def _status(self) -> None:
        draft, status = self._draft, self._given.get("status", "pending")
        ended = self._moment("end")
        if status not in _STATUSES:
            draft.report("status", status, "is no status of Taskwarrior: read as pending")
        elif status == "completed":
            draft.status, draft.completed_at = "done", ended or draft.updated_at
        elif status == "deleted":
            draft.deleted_at = ended or draft.updated_at or self._place.now
        elif "start" in self._given:
            draft.status = "doing"

    def _annotations(self) -> None:
        """One that was made with the task is its description; later ones tell their day."""
        for annotation in self._array("annotations"):
            if not isinstance(annotation, dict):
                self._draft.keep("annotation", annotation)
                continue
            text, entry = str(annotation.get("description", "")), annotation.get("entry")
            ms = moments.ms_of(str(entry))
            if ms is not None and entry != self._given.get("entry"):
                text = f"{zoned.wall_clock(ms, self._place.zone).date()}: {text}"
            self._draft.describe(text)

    def _rule(self) -> None:
        draft, recur = self._draft, self._given.get("recur")
        until = self._given.get("until")
        if recur is None:
            if until is not None:
                draft.report("until", until, "a task here does not go away by itself")
            return
        draft.repeat = rule_of(str(recur))
        if draft.repeat is None:
            draft.keep("recur", recur, "is no rule known here")
        elif until is not None and moments.ms_of(str(until)) is not None:
            draft.repeat = rrules.received(f"{draft.repeat};UNTIL={until}", draft.due_date)

    def _day(self, name: str) -> str | None:
        ms = self._moment(name)
        return None if ms is None else moments.in_zone(ms, self._place.zone)

    def _moment(self, name: str) -> int | None:
        value = self._given.get(name)
        ms = moments.ms_of(value) if isinstance(value, str) else None
        if value is not None and ms is None:
            self._draft.keep(name, value, "is no moment")
        return ms

    def _array(self, name: str) -> list[Any]:
        value = self._given.get(name, [])
        return value if isinstance(value, list) else [value]


def rule_of(recur: str) -> str | None:
    """A period of Taskwarrior as RRULE text, if it can be one."""
    text = recur.strip().lower()
    if text == "weekdays":
        return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    named = _NAMED.get(text)
    if named is None:
        match = _COUNTED.fullmatch(recur.strip())
        unit = match[2] if match else ""
        # `P2M` is two months, as ISO 8601 has it; `2m` would be minutes.
        frequency = "MONTHLY" if recur.startswith("P") and unit == "M" else _UNITS.get(unit.lower())
        if match is None or frequency is None or int(match[1]) < 1:
            return None
        named = f"{frequency};{int(match[1])}"
    if recur.strip().startswith("P") and "T" in recur:
        return None
    frequency, _, count = named.partition(";")
    return f"FREQ={frequency}" + (f";INTERVAL={count}" if count != "1" else "")


def write(tasks: Iterable[Task], lists: Mapping[str, str], place: Place) -> Iterator[bytes]:
    """All tasks; one that repeats is a template, from which Taskwarrior makes the occurrences."""
    before = b"[\n"
    for task in tasks:
        yield before + json.encode(_exported(task, lists, place.zone))
        before = b",\n"
    yield b"\n]\n" if before == b",\n" else b"[\n]\n"


def _exported(task: Task, lists: Mapping[str, str], zone: str) -> dict[str, Any]:
    entry = moments.to_basic_utc(instant.from_iso(task.created_at))
    given: dict[str, Any] = {
        "description": task.title,
        "entry": entry,
        "modified": moments.to_basic_utc(instant.from_iso(task.updated_at)),
        "status": "completed" if task.status == "done" else "pending",
        "uuid": task.id,
    }
    if task.completed_at:
        given["end"] = moments.to_basic_utc(instant.from_iso(task.completed_at))
    if task.status == "doing":
        given["start"] = given["modified"]
    for name, due in (("due", task.due_date), ("scheduled", task.start_date)):
        if due:
            given[name] = moments.to_basic_utc(zoned.instant_of(due, zone))
    if task.priority != "none":
        given["priority"] = _LETTERS[task.priority]
    if task.labels:
        given["tags"] = task.labels
    if lists.get(task.list_id or ""):
        given["project"] = lists[task.list_id or ""]
    recur = _recur(task)
    if recur is not None:
        given |= recur | {"status": "recurring"}
    if task.description:
        given["annotations"] = [{"entry": entry, "description": task.description}]
    return given


def _recur(task: Task) -> dict[str, str] | None:
    """A repeat as Taskwarrior has it, if it can: the same period over and over, from due to due."""
    if task.repeat is None or task.repeat.from_ == "done" or task.due_date is None or task.status != "todo":
        return None
    parts = dict(part.split("=") for part in task.repeat.rule.split(";"))
    until = parts.pop("UNTIL", None)
    if parts == {"FREQ": "WEEKLY", "BYDAY": "MO,TU,WE,TH,FR"}:
        given = {"recur": "weekdays"}
    elif parts.keys() <= {"FREQ", "INTERVAL"}:
        given = {"recur": f"{parts.get('INTERVAL', '1')}{_EVERY[parts['FREQ']]}"}
    else:
        return None
    ends = rrules.sent(f"UNTIL={until}", task.due_date)[6:] if until else ""
    return given | ({"until": ends if "T" in ends else f"{ends}T120000Z"} if until else {})
