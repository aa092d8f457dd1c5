"""For how long something repeats: from when, until when, how many times; and at what time."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Literal, NamedTuple

from msgspec.structs import replace

from farthing.domain.quickadd import clocks, dates
from farthing.domain.quickadd.line import Line
from farthing.domain.quickadd.rules import Rule

From = Literal["due", "done"]
_MOST = 999
_NUMBERS = ("number", "count", "number times")


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
    at = found.after + (line.kind(found.after) == "comma")
    reader = _READERS.get(line.kind(at))
    further = reader(line, found, at) if reader else None
    if further or found.minutes is not None:
        return further
    clock = clocks.beside(line, at)
    return clock and found._replace(after=clock.after, minutes=clock.minutes)


def _done(_line: Line, found: Repeats, at: int) -> Repeats:
    return found._replace(after=at + 1, origin="done")


def _until(line: Line, found: Repeats, at: int) -> Repeats | None:
    until = dates.read(line, at + 1 + (line.kind(at + 1) == "the"))
    return _ended(found, until.after, until.day) if until else None


def _from(line: Line, found: Repeats, at: int) -> Repeats | None:
    begins = dates.read(line, at + 1 + (line.kind(at + 1) == "the"))
    return found._replace(after=begins.after, begins=_date(begins.day)) if begins else None


def _for(line: Line, found: Repeats, at: int) -> Repeats | None:
    """`for 5 times`, `for 3 weeks`."""
    if line.kind(at + 1) == "unit" and line.kind(at) in ("number", "count"):
        until = dates.later(line, line.tokens[at].value, line.tokens[at + 1].value)
        return _ended(found, at + 2, until) if until else None
    return _times(line, found, at)


def _times(line: Line, found: Repeats, at: int) -> Repeats | None:
    """`5 times`, `5x`."""
    token = line.tokens[at]
    after = at + 1 + (token.kind != "number times")
    if token.kind not in _NUMBERS or "times" not in line.kind(after - 1) or not 1 <= token.value <= _MOST:
        return None
    return found._replace(after=after, rule=replace(found.rule, count=token.value, until=None))


def _ended(found: Repeats, after: int, until: date) -> Repeats:
    return found._replace(after=after, rule=replace(found.rule, until=_date(until), count=0))


def _date(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


_READERS: dict[str, Callable[[Line, Repeats, int], Repeats | None]] = {
    "done": _done, "until": _until, "from": _from, "from?": _from, "number": _times, "count": _times,
    "number times": _times, "for": lambda line, found, at: _for(line, found, at + 1),
}  # fmt: skip
