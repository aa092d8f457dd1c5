"""When a task is due, or may start: a day, a time, or both, with the words that lead to them."""

from datetime import date, datetime
from typing import NamedTuple

from farthing.domain.quickadd import clocks, dates
from farthing.domain.quickadd.dates import Day
from farthing.domain.quickadd.line import DOUBTFUL, SURE, WEAK, Line

_LEADS = frozenset({"lead", "until", "for"})
_EXACT = frozenset({"number", "nth", "month", "date", "date?", "date??"})


class When(NamedTuple):
    """`after` is the token after it; `minutes` since midnight. A `day` that has a time needs no other."""

    after: int
    day: date | None
    minutes: int | None


class Spell(NamedTuple):
    """From a day on, said up to the token `after`; and where it was said, until another."""

    after: int
    start: date
    due: When | None


def read(line: Line, at: int) -> When | None:
    """What begins at a token, if it is said clearly enough."""
    if at and (line.tokens[at - 1].word in line.words.holds or line.kind(at - 1) == "ordinal"):
        return None
    first, led = _led(line, at)
    day = dates.read(line, first)
    if day is not None:
        return _day_first(line, day, led)
    return _time_first(line, first, led)


def read_spell(line: Line, at: int) -> Spell | None:
    """`from 1 Dec`, `from Monday to Friday`; `from Monday` alone says where something comes from."""
    first = at + 1 + (line.kind(at + 1) == "the")
    start = dates.read(line, first)
    if start is None or isinstance(start.day, datetime):
        return None
    due = None
    if line.kind(start.after) in ("to", "until"):
        last = dates.read(line, start.after + 1)
        if last and not isinstance(last.day, datetime) and last.day >= start.day:
            due = When(last.after, last.day, None)
    clear = due or line.kind(at) == "from" or line.kind(first) in _EXACT
    return Spell(start.after, start.day, due) if clear else None


def _led(line: Line, at: int) -> tuple[int, bool]:
    """The token after the words that lead to a day, and whether they leave no doubt that one is meant."""
    led = False
    while line.kind(at) in _LEADS:
        led = led or line.kind(at) != "for"
        at += 1
    return at + (led and line.kind(at) == "the"), led


def _day_first(line: Line, day: Day, led: bool) -> When | None:
    after, clock = day.after, None
    if not isinstance(day.day, datetime):
        clock = clocks.beside(line, after + (line.kind(after) == "comma"))
    after = clock.after if clock else after
    clear = led or clock is not None
    if day.sure == SURE or clear or (day.sure == DOUBTFUL and line.closes(after)):
        return When(after, day.day, clock.minutes if clock else None)
    return None


def _time_first(line: Line, at: int, led: bool) -> When | None:
    clock = clocks.read(line, at)
    if clock is None:
        return None
    first, _ = _led(line, clock.after)
    day = dates.read(line, first) if clock.sure or first == clock.after else None
    if day is not None and not isinstance(day.day, datetime):
        part = clocks.part_of_day(line, day.after)
        if part is not None:
            return When(day.after + 1, day.day, clocks.within(part, clock.minutes))
        return When(day.after, day.day, clock.minutes)
    if clock.sure == SURE or (clock.sure > WEAK and (led or line.closes(clock.after))):
        return When(clock.after, None, clock.minutes)
    return None
