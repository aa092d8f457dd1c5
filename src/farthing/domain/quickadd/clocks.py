"""Times of day: `9am`, `at 9`, `9:30`, `9 Uhr`, `noon`, and the parts of a day."""

from typing import NamedTuple

from farthing.domain.quickadd.line import DOUBTFUL, SURE, WEAK, Line
from farthing.domain.quickadd.numerals import afternoon

_NOON, _DAY = 720, 1440
_MARK = 5


class Clock(NamedTuple):
    """`minutes` since midnight, 1440 where the day ends with it; how sure: see `line`."""

    after: int
    minutes: int
    sure: int


def read(line: Line, at: int) -> Clock | None:
    """The time that begins at a token."""
    led = line.kind(at) == "at"
    at += led
    reader = _READERS.get(line.kind(at))
    return reader(line, at, led) if reader else None


def beside(line: Line, at: int) -> Clock | None:
    """The time that follows a day: also a part of the day, and a time within it: `evening at 8`."""
    part = part_of_day(line, at)
    if part is None:
        return read(line, at)
    exact = read(line, at + 1)
    return (
        Clock(exact.after, within(part, exact.minutes), SURE)
        if exact and exact.sure
        else Clock(at + 1, part, SURE)
    )


def part_of_day(line: Line, at: int) -> int | None:
    """When the part of a day begins that this token names."""
    token = line.tokens[at]
    return token.value if token.kind == "evening" else line.words.parts.get(token.word)


def within(part: int, minutes: int) -> int:
    """The time in that half of the day."""
    return minutes if minutes == _DAY else minutes % _NOON + (_NOON if part >= _NOON else 0)


def _time(line: Line, at: int, _led: bool) -> Clock:
    return Clock(at + 1, line.tokens[at].value, SURE)


def _clock(line: Line, at: int, led: bool) -> Clock | None:
    """`9:30`. Appointments are at marks of five minutes: `John 3:16` is none."""
    minutes = line.tokens[at].value
    following = line.kind(at + 1)
    if following == "meridiem":
        return Clock(at + 2, minutes % _NOON + line.tokens[at + 1].value, SURE)
    if following == "clock word":
        return Clock(at + 2, minutes, SURE)
    if line.amount(at + 1):
        return None
    return Clock(at + 1, minutes, SURE if led or minutes % _MARK == 0 else WEAK)


def _decimal(line: Line, at: int, led: bool) -> Clock | None:
    """`9.30` is a price, unless something says that it is a time."""
    if line.kind(at + 1) in ("meridiem", "clock word") or (led and line.goes_on(at + 1)):
        return _clock(line, at, led=True)
    return None


def _hours(line: Line, at: int, led: bool) -> Clock:
    """`14h` is how long something takes, unless something says that it is a time."""
    return Clock(at + 1, line.tokens[at].value, SURE if led else WEAK)


def _number(line: Line, at: int, led: bool) -> Clock | None:
    token = line.tokens[at]
    following = line.tokens[at + 1]
    if following.kind == "meridiem" and 1 <= token.value <= 12:
        minutes = token.value % 12 * 60 + following.value
        return Clock(at + 2, minutes, SURE if led else DOUBTFUL)
    if token.value > 24:
        return None
    if following.kind == "clock word":
        return _full_hour(line, at)
    if not led or line.amount(at + 1) or _is_address(line, at + 1):
        return None
    return Clock(at + 1, afternoon(token.value, token.word[0] == "0", line.words) * 60, SURE)


def _full_hour(line: Line, at: int) -> Clock:
    """`9 Uhr`, `9 Uhr 30`, `8 Uhr abends`."""
    minutes = line.tokens[at].value * 60
    third = line.tokens[at + 2]
    if third.kind == "number" and third.value < 60 and not line.amount(at + 3) and minutes < _DAY:
        return Clock(at + 3, minutes + third.value, SURE)
    if third.kind == "meridiem" and minutes <= _NOON:
        return Clock(at + 3, minutes % _NOON + third.value, SURE)
    return Clock(at + 2, minutes, SURE)


def _is_address(line: Line, at: int) -> bool:
    """Whether this token is a name after a number: `at 5 Elm Street`."""
    token = line.tokens[at]
    return line.words.addresses and token.kind == "" and line.text[token.start : token.start + 1].isupper()


def _past(line: Line, at: int, _led: bool) -> Clock | None:
    """`half past 9`, `halb 10`."""
    hour = line.tokens[at + 1]
    if hour.kind not in ("number", "count") or not 1 <= hour.value <= 23 or line.amount(at + 2):
        return None
    full = afternoon(hour.value, hour.word[0] == "0", line.words)
    return Clock(at + 2, full * 60 + line.tokens[at].value, SURE)


def _moment(line: Line, at: int, led: bool) -> Clock:
    token = line.tokens[at]
    return Clock(at + 1, token.value, SURE if led or " " in token.word else DOUBTFUL)


_READERS = {
    "time": _time, "clock": _clock, "decimal": _decimal, "hours": _hours, "number": _number, "nth": _number,
    "past": _past, "moment": _moment,
}  # fmt: skip
