"""How often: `every 2 weeks`, `every last friday`, `monthly`, `werktags`, and for how long."""

from collections.abc import Callable

from msgspec.structs import replace

from farthing.domain.quickadd import dates, rules
from farthing.domain.quickadd.line import Line
from farthing.domain.quickadd.rules import Rule
from farthing.domain.quickadd.tails import Repeats, with_tail

_WEEKDAY = ("weekday", "weekday?")
_WEEKDAYS = (*_WEEKDAY, "weekdays")
_FREQUENCIES = {
    "day": ("DAILY", 1), "week": ("WEEKLY", 1), "month": ("MONTHLY", 1), "quarter": ("MONTHLY", 3),
    "year": ("YEARLY", 1),
}  # fmt: skip


_Found = tuple[int, Rule]


def read(line: Line, at: int) -> Repeats | None:
    """What begins at a token, if it is said clearly enough."""
    kind = line.kind(at)
    if kind == "every":
        found = _part(line, at + 1) or _every(line, at + 1)
        return found and with_tail(line, Repeats(*found, line.tokens[at].value, None, None))
    if kind in ("adverb", "adverb?"):
        return _adverb(line, at)
    found = _weekdays(line, at, ("weekly",)) if kind == "weekly" else _led(line, at + 1)
    return found and with_tail(line, Repeats(*found, "due", None, None))


def _led(line: Line, at: int) -> _Found | None:
    """What `on` leads to: `mondays`, `the 1st of every month`."""
    at += line.kind(at) == "the"
    found = _nth_weekday(line, at) or _month_days(line, at)
    of_every = found and line.kind(found[0] - 1) == "of the month" and line.tokens[found[0] - 1].value
    return found if of_every else _weekdays(line, at, ("weekdays",))


def _adverb(line: Line, at: int) -> Repeats | None:
    """`monthly`, `yearly on 24 Dec`; a weekly report is one that is called so."""
    unit, interval = line.tokens[at].value
    found = _refined(line, at + 1, unit, interval)
    read = with_tail(line, Repeats(*found, "due", None, None))
    certain = line.kind(at) == "adverb" or line.closes(at + 1) or read.after > at + 1
    return read if certain else None


def _every(line: Line, at: int) -> _Found | None:
    """What may come after the word for each."""
    reader = _READERS.get(line.kind(at))
    return reader(line, at) if reader else None


def _part(line: Line, at: int) -> _Found | None:
    """`every morning`, whose time is read as one that follows."""
    return (at, Rule("DAILY")) if line.tokens[at].word in line.words.parts else None


def _unit(line: Line, at: int) -> _Found | None:
    return _of_unit(line, at, 1)


def _counted(line: Line, at: int) -> _Found | None:
    """`every 3 days`, `every 24 Dec`, `every 2 mondays`."""
    return _of_unit(line, at + 1, line.tokens[at].value) or _yearly(line, at)


def _of_unit(line: Line, at: int, count: int) -> _Found | None:
    if line.kind(at) in _WEEKDAYS and count > 1:
        weekly = _weekdays(line, at, _WEEKDAYS)
        return weekly and (weekly[0], replace(weekly[1], interval=count))
    if line.kind(at) != "unit" or not 1 <= count <= 999:
        return None
    unit = line.tokens[at].value
    return _refined(line, at + 1, unit, count) if unit in _FREQUENCIES else None


def _refined(line: Line, at: int, unit: str, count: int) -> _Found:
    """The rule of a unit, with the days in it: `on Tuesday`, `on the 15th`, `on the last Friday`."""
    frequency, of_unit = _FREQUENCIES[unit]
    plain = (at, Rule(frequency, count * of_unit))
    first = at
    while line.kind(first) in ("lead", "the"):
        first += 1
    if first == at:
        return plain
    readers: dict[str, Callable[[], _Found | None]] = {
        "WEEKLY": lambda: _weekdays(line, first, _WEEKDAYS),
        "MONTHLY": lambda: _nth_weekday(line, first) or _month_days(line, first),
        "YEARLY": lambda: _yearly(line, first),
    }
    found = readers[frequency]() if frequency in readers else None
    return (found[0], replace(found[1], interval=count * of_unit)) if found else plain


def _weekday(line: Line, at: int) -> _Found | None:
    return _weekdays(line, at, _WEEKDAYS)


def _weekdays(line: Line, at: int, kinds: tuple[str, ...]) -> _Found | None:
    """`monday, thursday and friday`."""
    days: list[int] = []
    after = at
    while line.kind(after) in kinds:
        value = line.tokens[after].value
        days += value if isinstance(value, tuple) else [value]
        at = after + 1
        after = _joint(line, at)
    return (at, Rule("WEEKLY", days=tuple((0, day) for day in sorted(set(days))))) if days else None


def _joint(line: Line, at: int) -> int:
    """The token after a comma, an `and`, or both."""
    at += line.kind(at) == "comma"
    return at + (line.kind(at) == "and")


def _ordinal(line: Line, at: int) -> _Found | None:
    """`every second Tuesday` is every other one; `every third Friday` the third of the month."""
    nth = line.tokens[at].value
    if line.kind(at) == "nth" and (found := _yearly(line, at)):
        return found
    if line.kind(at + 1) in _WEEKDAY:
        of_month = line.kind(at + 2) == "of the month"
        if nth == 2 and not of_month:
            return at + 2, Rule("WEEKLY", 2, days=((0, line.tokens[at + 1].value),))
        return _nth_weekday(line, at)
    if line.kind(at + 1) == "unit" and nth > 0:
        return _of_unit(line, at + 1, nth)
    return _month_days(line, at)


def _nth_weekday(line: Line, at: int) -> _Found | None:
    if line.kind(at) not in ("ordinal", "nth") or line.kind(at + 1) not in _WEEKDAY:
        return None
    nth = line.tokens[at].value
    if not (nth == -1 or 1 <= nth <= 5):
        return None
    return _of_the_month(line, at + 2), Rule("MONTHLY", days=((nth, line.tokens[at + 1].value),))


def _month_days(line: Line, at: int) -> _Found | None:
    """`1st and 15th`, `15th and last day`."""
    days: list[int] = []
    after = at
    while line.kind(after) == "nth" and 1 <= line.tokens[after].value <= 31:
        days.append(line.tokens[after].value)
        at = after + 1
        after = _joint(line, at)
    if line.kind(after) == "ordinal" and line.tokens[after].value == -1 and _is_day(line, after + 1):
        days.append(-1)
        at = after + 2
    return (_of_the_month(line, at), rules.monthly(sorted(set(days)))) if days and line.goes_on(at) else None


def _is_day(line: Line, at: int) -> bool:
    return line.kind(at) == "unit" and line.tokens[at].value == "day"


def _of_the_month(line: Line, at: int) -> int:
    return at + (line.kind(at) == "of the month")


def _yearly(line: Line, at: int) -> _Found | None:
    """`24 Dec`, `December 24th`, `24.12.`."""
    if line.kind(at) not in ("number", "nth", "month", "date", "date?"):
        return None
    day = dates.read(line, at)
    if day is None or day.sure == 0:
        return None
    return day.after, rules.yearly(day.day.month, day.day.day)


def _spell(line: Line, at: int) -> _Found:
    """`every weekday`, `every weekend`."""
    return at + 1, Rule("WEEKLY", days=tuple((0, day) for day in line.tokens[at].value))


_READERS: dict[str, Callable[[Line, int], _Found | None]] = {
    "unit": _unit, "number": _counted, "count": _counted, "other": _counted, "nth": _ordinal,
    "ordinal": _ordinal, "month": _yearly, "weekday": _weekday, "weekday?": _weekday, "weekdays": _weekday,
    "workday": _spell, "weekend": _spell, "date": _yearly, "date?": _yearly,
}  # fmt: skip
