"""For how long something repeats: from when, until when, how many times; and at what time."""

from datetime import date, datetime
from typing import Literal, NamedTuple

from msgspec.structs import replace

from farthing.domain.quickadd import clocks, dates
from farthing.domain.quickadd.line import Line
from farthing.domain.quickadd.rules import Rule

From = Literal["due", "done"]


class Repeats(NamedTuple):
    """`after` is the token after it; `begins` its first day, if one was said; `minutes` since midnight."""

    after: int
    rule: Rule
    origin: From
    minutes: int | None
    begins: date | None


def with_tail(line: Line, found: Repeats) -> Repeats:
    """With what follows of when, from when, until when, how many times, and from what on it counts."""
    while True:
        further = _tail(line, found)
        if further is None:
            return found
        found = further


def _tail(line: Line, found: Repeats) -> Repeats | None:
    at = found.after
    kind = line.kind(at)
    if kind == "done":
        return found._replace(after=at + 1, origin="done")
    if kind == "until":
        until = dates.read(line, at + 1 + (line.kind(at + 1) == "the"))
        if until is None:
            return None
        return found._replace(after=until.after, rule=replace(found.rule, until=_date(until.day), count=0))
    if kind in ("from", "from?"):
        begins = dates.read(line, at + 1 + (line.kind(at + 1) == "the"))
        return found._replace(after=begins.after, begins=_date(begins.day)) if begins else None
    if kind in ("for", "number", "count", "number times"):
        return _for(line, found, at + (kind == "for"))
    clock = None if found.minutes is not None else clocks.beside(line, at)
    return clock and found._replace(after=clock.after, minutes=clock.minutes)


def _for(line: Line, found: Repeats, at: int) -> Repeats | None:
    """`for 5 times`, `for 3 weeks`."""
    token = line.tokens[at]
    if token.kind not in ("number", "count", "number times"):
        return None
    times = token.kind == "number times" or line.kind(at + 1) == "times"
    if times and 1 <= token.value <= 999:
        after = at + 1 + (token.kind != "number times")
        return found._replace(after=after, rule=replace(found.rule, count=token.value, until=None))
    if line.kind(at - 1) == "for" and line.kind(at + 1) == "unit":
        until = dates.later(line, token.value, line.tokens[at + 1].value)
        if until is None:
            return None
        return found._replace(after=at + 2, rule=replace(found.rule, until=_date(until), count=0))
    if line.kind(at - 1) == "for" or found.minutes is not None:
        return None
    clock = clocks.read(line, at)
    return clock and found._replace(after=clock.after, minutes=clock.minutes)


def _date(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day
