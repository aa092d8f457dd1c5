"""Which of the signs of a line count, and what they say together."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from msgspec import Struct

from farthing.domain.quickadd import rules, titles
from farthing.domain.quickadd.dues import When
from farthing.domain.quickadd.line import Line
from farthing.domain.quickadd.reading import Kind, Part, Reading, Repeating
from farthing.domain.quickadd.rules import Rule
from farthing.domain.quickadd.tails import Repeats

LABELS, REMINDERS = 50, 20


class Found(NamedTuple):
    """A sign and the code points that it takes."""

    kind: Kind
    start: int
    end: int
    value: Any


class _Chosen(Struct):
    """Those that count; the others stay words."""

    repeat: Found | None = None
    day: Found | None = None
    time: Found | None = None
    start: Found | None = None
    priority: Found | None = None
    list: Found | None = None
    labels: tuple[Found, ...] = ()
    reminders: tuple[Found, ...] = ()

    def all(self) -> tuple[Found, ...]:
        one = (self.repeat, self.day, self.time, self.start, self.priority, self.list)
        return tuple(found for found in one if found) + self.labels + self.reminders


def resolve(line: Line, found: list[Found], escapes: list[int]) -> Reading:
    """What the signs of a line say."""
    chosen = _choose(found)
    repeats: Repeats | None = chosen.repeat and chosen.repeat.value
    due, rule = _due(line, chosen, repeats)
    if due is None:
        chosen.reminders = ()
    marks = [Found("escape", at, at + 1, "") for at in escapes]
    spans = sorted([*chosen.all(), *marks], key=lambda one: one.start)
    title = titles.without(line.text, [(one.start, one.end) for one in spans])
    if titles.is_empty(title):
        return Reading(title=titles.without(line.text, []))
    return Reading(
        title=title,
        due=due,
        start=chosen.start and chosen.start.value.isoformat(),
        repeat=Repeating(rule=str(rule), origin=repeats.origin) if repeats else None,
        priority=chosen.priority and chosen.priority.value,
        list=chosen.list and chosen.list.value,
        labels=list(dict.fromkeys(label.value for label in chosen.labels)),
        reminders=list(dict.fromkeys(reminder.value for reminder in chosen.reminders)),
        spans=[
            Part(
                start=one.start,
                end=one.end,
                kind=one.kind,
                text=line.text[one.start : one.end],
                value=_said(one),
            )
            for one in spans
        ],
    )


def _choose(found: list[Found]) -> _Chosen:
    """The last of each kind; a time that was said apart goes with a day that has none."""
    chosen = _Chosen()
    for one in found:
        if one.kind == "label":
            chosen.labels = (*chosen.labels, one)[:LABELS]
        elif one.kind == "reminder":
            chosen.reminders = (*chosen.reminders, one)[:REMINDERS]
        elif one.kind == "due":
            when: When = one.value
            if when.day is None:
                chosen.time = one
            else:
                chosen.day = one
        else:
            setattr(chosen, one.kind, one)
    if chosen.time and _has_time(chosen):
        chosen.time = None
    return chosen


def _has_time(chosen: _Chosen) -> bool:
    if chosen.day and (chosen.day.value.minutes is not None or isinstance(chosen.day.value.day, datetime)):
        return True
    return chosen.repeat is not None and chosen.repeat.value.minutes is not None


def _due(line: Line, chosen: _Chosen, repeats: Repeats | None) -> tuple[str | None, Rule | None]:
    """When the task is due, and the rule as it goes on from there."""
    said: When | None = chosen.day and chosen.day.value
    times = [said, chosen.time and chosen.time.value, repeats]
    minutes = next((one.minutes for one in times if one and one.minutes is not None), None)
    day = said.day if said else None
    if day is None and (repeats or minutes is not None):
        day = _first(line, repeats, chosen.start and chosen.start.value, minutes)
    if day is None:
        return None, None
    return _written(day, minutes), repeats and rules.anchored(repeats.rule, day)


def _first(line: Line, repeats: Repeats | None, start: date | None, minutes: int | None) -> date:
    """The first day that the rule allows, from the start on, or from today if it is not too late."""
    now = line.now.hour * 60 + line.now.minute
    day = line.today + timedelta(days=minutes is not None and minutes <= now)
    if repeats is None:
        return max(day, start or day)
    return rules.first(repeats.rule, repeats.begins or start or day)


def _written(day: date, minutes: int | None) -> str:
    if minutes is not None and not isinstance(day, datetime):
        midnight = datetime(day.year, day.month, day.day)
        return (midnight + timedelta(minutes=minutes)).isoformat(timespec="seconds")
    return day.isoformat(timespec="seconds") if isinstance(day, datetime) else day.isoformat()


def _said(found: Found) -> str:
    """The value of a span."""
    value = found.value
    if isinstance(value, When):
        return _written(value.day, value.minutes) if value.day else _clock(value.minutes or 0)
    if isinstance(value, Repeats):
        return str(value.rule)
    return str(value)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
