"""Tasks out of an iCalendar file: its VTODOs (RFC 5545)."""

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, Final

from farthing.domain.errors import Invalid
from farthing.domain.reminder import Reminder
from farthing.domain.task import Priority, Status
from farthing.features.formats import moments, rrules
from farthing.features.formats.content_lines import Line, content_lines, texts_of, unescape
from farthing.features.formats.draft import Draft, Misfit, Place, Reading
from farthing.features.formats.lines import text_lines

LIST: Final = "X-FARTHING-LIST"
REPEAT_FROM: Final = "X-FARTHING-REPEAT-FROM"
STATUSES: Final[dict[str, Status]] = {
    "NEEDS-ACTION": "todo", "IN-PROCESS": "doing", "COMPLETED": "done", "CANCELLED": "done",
}  # fmt: skip
_PRIORITIES: Final[tuple[Priority, ...]] = (
    "none", "urgent", "high", "high", "high", "medium", "low", "low", "low", "low",
)  # fmt: skip
# What is about the file and its making, and says nothing of the task.
_BESIDE: Final = {"DTSTAMP", "SEQUENCE", "BEGIN", "END", "DURATION", "UID", "X-WR-ALARMUID", "ACKNOWLEDGED"}
_TOLD: Final = {"ACTION", "DESCRIPTION", "SUMMARY", "UID", "ACKNOWLEDGED", "X-WR-ALARMUID"}
_KEPT: Final = {"LOCATION", "URL", "ATTACH", "CONTACT", "COMMENT", "ORGANIZER", "ATTENDEE", "RESOURCES"}


def read(file: BinaryIO, place: Place) -> Reading:
    """The VTODOs; every other component is told as a misfit, but for those of time zones.

    Raises:
        Invalid: this is no iCalendar file; names the line.
    """
    lines = content_lines(text_lines(file))
    first = next(lines, None)
    if first is None or (first.name, first.value.upper()) != ("BEGIN", "VCALENDAR"):
        raise Invalid("line 1", "an iCalendar file begins with BEGIN:VCALENDAR")
    zones: dict[str, str] = {}
    calendar = ""
    for line in lines:
        if line.name == "X-WR-CALNAME":
            calendar = unescape(line.value)
        elif line.name == "BEGIN" and line.value.upper() == "VTIMEZONE":
            zones |= _zone(_component(line, lines))
        elif line.name == "BEGIN" and line.value.upper() == "VTODO":
            yield _Todo(_component(line, lines), place, zones, calendar).draft()
        elif line.name == "BEGIN" and line.value.upper() != "VCALENDAR":
            parts = _component(line, lines)
            title = next((unescape(part.value) for part in parts if part.name == "SUMMARY"), "")
            yield Misfit(line.number, title[:200], line.value.upper(), "", "only VTODOs are tasks")


def _component(begin: Line, lines: Iterator[Line]) -> list[Line]:
    """The lines of a component up to its end, those of the components in it among them."""
    found = [begin]
    depth = 1
    for line in lines:
        found.append(line)
        depth += (line.name == "BEGIN") - (line.name == "END")
        if depth == 0:
            return found
    raise Invalid(f"line {begin.number}", f"this {begin.value} has no end")


def _zone(lines: list[Line]) -> dict[str, str]:
    """What the file calls a zone, and which that is."""
    said = {line.name: line.value for line in lines if line.name in ("TZID", "X-LIC-LOCATION")}
    known = moments.zone_called(said.get("X-LIC-LOCATION", "")) or moments.zone_called(said.get("TZID", ""))
    return {said["TZID"]: known} if known and "TZID" in said else {}


class _Todo:
    """One VTODO on its way to a draft."""

    def __init__(self, lines: list[Line], place: Place, zones: dict[str, str], calendar: str) -> None:
        self._place, self._zones = place, zones
        self._own, self._alarms = _parted(lines)
        said = {line.name: line for line in self._own}
        self._said = said
        key = said["UID"].value if "UID" in said else "\n".join(line.value for line in self._own)
        if "RECURRENCE-ID" in said:
            key += f" {said['RECURRENCE-ID'].value}"
        self._draft = Draft(line=lines[0].number, key=key, list_name=calendar or None)

    def draft(self) -> Draft:
        draft, said = self._draft, self._said
        if "SUMMARY" in said:
            draft.title = unescape(said["SUMMARY"].value)
        for line in self._own:
            self._take(line)
        if "DURATION" in said and draft.due_date is None and draft.start_date is not None:
            draft.keep("DURATION", said["DURATION"].value, "a task here has no length")
        if draft.repeat:
            draft.repeat = rrules.received(draft.repeat, draft.due_date)
        for alarm in self._alarms:
            self._alarm(alarm)
        return draft

    def _take(self, line: Line) -> None:
        taker = _TAKERS.get(line.name)
        if taker is not None:
            taker(self, line)
        elif line.name in _KEPT:
            self._draft.keep(line.name, unescape(line.value))
        elif line.name not in _BESIDE and line.name != "SUMMARY":
            self._draft.report(line.name, line.value, "has no field here")

    def _due(self, line: Line) -> str | None:
        """The day or time that a line has."""
        wall = moments.basic(line.value)
        zone = self._place.zone
        tzid = line.parameters.get("TZID")
        if tzid is not None:
            known = self._zones.get(tzid) or moments.zone_called(tzid)
            if known is None:
                self._draft.report(f"{line.name} TZID", tzid, f"no time zone is called so: read as {zone}")
            zone = known or zone
        found = self._in_zone(wall, zone)
        if found is None:
            self._draft.keep(line.name, line.value, "is no day and no time")
        return found

    @staticmethod
    def _in_zone(wall: str | None, zone: str) -> str | None:
        if wall is None:
            return None
        return moments.due_of(wall if len(wall) == 10 or wall.endswith("Z") else f"{wall}[{zone}]")

    def _take_due(self, line: Line) -> None:
        self._draft.due_date = self._due(line)

    def _take_start(self, line: Line) -> None:
        self._draft.start_date = self._due(line)

    def _take_description(self, line: Line) -> None:
        text = unescape(line.value)
        if text:
            self._draft.description = (
                f"{text}\n{self._draft.description}" if self._draft.description else text
            )

    def _take_status(self, line: Line) -> None:
        status = STATUSES.get(line.value.upper())
        if status is None:
            self._draft.report("STATUS", line.value, "is no status of a task: read as NEEDS-ACTION")
            return
        self._draft.status = status
        if line.value.upper() == "CANCELLED":
            self._draft.report("STATUS", line.value, "a task is open or done here: read as done")

    def _take_priority(self, line: Line) -> None:
        number = int(line.value) if line.value.isdecimal() and len(line.value) < 3 else 10
        if number > 9:
            self._draft.report("PRIORITY", line.value, "is not within 0 to 9")
        else:
            self._draft.priority = _PRIORITIES[number]

    def _take_categories(self, line: Line) -> None:
        self._draft.labels += texts_of(line.value)

    def _take_rule(self, line: Line) -> None:
        self._draft.repeat = line.value

    def _take_repeat_from(self, line: Line) -> None:
        self._draft.repeat_from = "done" if line.value == "done" else "due"

    def _take_list(self, line: Line) -> None:
        self._draft.list_name = unescape(line.value) or None

    def _take_relation(self, line: Line) -> None:
        if line.parameters.get("RELTYPE", "PARENT").upper() == "PARENT":
            self._draft.parent = line.value
        else:
            self._draft.report("RELATED-TO", line.value, "only a task above is kept")

    def _take_moment(self, line: Line) -> None:
        ms = moments.ms_of(line.value)
        if ms is None:
            self._draft.report(line.name, line.value, "is no moment")
        setattr(self._draft, _MOMENTS[line.name], ms)
        if line.name == "COMPLETED" and "STATUS" not in self._said:
            self._draft.status = "done"

    def _take_percent(self, line: Line) -> None:
        if line.value not in ("0", "100") and self._draft.status != "doing":
            self._draft.report("PERCENT-COMPLETE", line.value, "a task here is open, begun or done")

    def _alarm(self, lines: list[Line]) -> None:
        for line in lines:
            if line.name == "TRIGGER":
                self._trigger(line)
            elif line.name not in _TOLD:
                self._draft.report(f"VALARM {line.name}", line.value, "a reminder is a time only")

    def _trigger(self, line: Line) -> None:
        minutes = moments.minutes_of(line.value)
        if minutes is not None and -527_040 <= minutes <= 527_040:
            from_end = (
                line.parameters.get("RELATED", "START").upper() == "END" or self._draft.start_date is None
            )
            self._draft.reminders.append(
                Reminder(relative_to="due" if from_end else "start", minutes=minutes)
            )
            return
        wall = moments.basic(line.value)
        at = self._in_zone(wall, self._place.zone)
        if at is None or len(at) == 10:
            self._draft.report("VALARM TRIGGER", line.value, "is no time")
        else:
            self._draft.reminders.append(Reminder(at=at))


def _parted(lines: list[Line]) -> tuple[list[Line], list[list[Line]]]:
    """The lines of a component itself, and those of each component in it."""
    own: list[Line] = []
    inner: list[list[Line]] = []
    depth = 0
    for line in lines[1:-1]:
        if line.name == "BEGIN":
            depth += 1
            inner.append([])
        elif line.name == "END":
            depth -= 1
        elif depth:
            inner[-1].append(line)
        else:
            own.append(line)
    return own, inner


_MOMENTS: Final = {"CREATED": "created_at", "LAST-MODIFIED": "updated_at", "COMPLETED": "completed_at"}
_TAKERS: Final[Mapping[str, Callable[[_Todo, Line], None]]] = {
    "DUE": _Todo._take_due,
    "DTSTART": _Todo._take_start,
    "DESCRIPTION": _Todo._take_description,
    "STATUS": _Todo._take_status,
    "PRIORITY": _Todo._take_priority,
    "CATEGORIES": _Todo._take_categories,
    "RRULE": _Todo._take_rule,
    REPEAT_FROM: _Todo._take_repeat_from,
    LIST: _Todo._take_list,
    "RELATED-TO": _Todo._take_relation,
    "PERCENT-COMPLETE": _Todo._take_percent,
} | dict.fromkeys(_MOMENTS, _Todo._take_moment)
