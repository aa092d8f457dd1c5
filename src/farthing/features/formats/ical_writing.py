"""Tasks as iCalendar (RFC 5545): VTODOs, and VEVENTs for the calendars that show nothing else."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from farthing import __version__
from farthing.domain import instant
from farthing.domain.task import Task
from farthing.features.formats import moments, rrules
from farthing.features.formats.content_lines import escape, fold
from farthing.features.formats.draft import Place
from farthing.features.formats.ical_reading import LIST, REPEAT_FROM
from farthing.features.formats.vtimezone import vtimezone

Component = Literal["todo", "event"]
_STATUS: Final = {"todo": "NEEDS-ACTION", "doing": "IN-PROCESS", "done": "COMPLETED"}
_PRIORITY: Final = {"urgent": 1, "high": 3, "medium": 5, "low": 9}


def write(tasks: Iterable[Task], lists: Mapping[str, str], _place: Place) -> Iterator[bytes]:
    """All tasks as the VTODOs of one calendar."""
    return calendar((todo(task, lists) for task in tasks), "")


def calendar(components: Iterable[list[str]], name: str) -> Iterator[bytes]:
    """A calendar of components, each after the zones that it names first."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Farthing//Farthing {__version__}//EN"]
    if name:
        head.append(f"X-WR-CALNAME:{escape(name)}")
    yield _sent(head)
    described: set[str] = set()
    for lines in components:
        for zone in _zones(lines) - described:
            described.add(zone)
            yield _sent(vtimezone(zone))
        yield _sent(lines)
    yield _sent(["END:VCALENDAR"])


def todo(task: Task, lists: Mapping[str, str]) -> list[str]:
    """The content lines of a task as a VTODO."""
    lines = ["BEGIN:VTODO", *_common(task, task.description), f"STATUS:{_STATUS[task.status]}"]
    lines += _moment("DTSTART", task.start_date) + _moment("DUE", task.due_date)
    if task.repeat:
        lines.append(f"RRULE:{rrules.sent(task.repeat.rule, task.due_date)}")
        if task.repeat.from_ == "done":
            lines.append(f"{REPEAT_FROM}:done")
    if task.completed_at:
        lines.append(f"COMPLETED:{_utc(task.completed_at)}")
    if task.parent_id:
        lines.append(f"RELATED-TO:{task.parent_id}")
    if name := lists.get(task.list_id or ""):
        lines.append(f"{LIST}:{escape(name)}")
    for reminder in task.reminders:
        if reminder.at:
            trigger = f"TRIGGER;VALUE=DATE-TIME:{moments.to_utc(reminder.at)}"
        else:
            related = "END" if reminder.relative_to == "due" else "START"
            trigger = f"TRIGGER;RELATED={related}:{moments.to_duration(reminder.minutes)}"
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Reminder", trigger, "END:VALARM"]
    return [*lines, "END:VTODO"]


def event(task: Task, description: str) -> list[str]:
    """The content lines of a task that is due as a VEVENT: of a whole day, or of a moment; with those
    that follow where it repeats."""
    lines = ["BEGIN:VEVENT", *_common(task, description), *_moment("DTSTART", task.due_date)]
    rule = rrules.remaining(task)
    if rule:
        lines.append(f"RRULE:{rule}")
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _common(task: Task, description: str) -> list[str]:
    lines = [
        f"UID:{task.id}",
        f"DTSTAMP:{_utc(task.updated_at)}",
        f"CREATED:{_utc(task.created_at)}",
        f"LAST-MODIFIED:{_utc(task.updated_at)}",
        f"SUMMARY:{escape(task.title)}",
    ]
    if description:
        lines.append(f"DESCRIPTION:{escape(description)}")
    if task.priority != "none":
        lines.append(f"PRIORITY:{_PRIORITY[task.priority]}")
    if task.labels:
        lines.append(f"CATEGORIES:{','.join(map(escape, task.labels))}")
    return lines


def _moment(name: str, due: str | None) -> list[str]:
    if due is None:
        return []
    if len(due) == 10:
        return [f"{name};VALUE=DATE:{moments.to_basic(due)}"]
    if due.endswith("]"):
        return [f"{name};TZID={due[20:-1]}:{moments.to_basic(due[:19])}"]
    return [f"{name}:{moments.to_utc(due)}"]


def _utc(moment: str) -> str:
    return moments.to_basic_utc(instant.from_iso(moment))


def _zones(lines: list[str]) -> set[str]:
    return {line.partition("TZID=")[2].partition(":")[0] for line in lines if line.startswith(_ZONED)}


_ZONED: Final = ("DTSTART;TZID=", "DUE;TZID=")


def _sent(lines: list[str]) -> bytes:
    return b"".join(map(fold, lines))
