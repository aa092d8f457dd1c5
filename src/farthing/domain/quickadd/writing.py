"""Printing what was understood as a line that is understood the same: the other direction of `parser`."""

import re
from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from farthing.domain.quickadd import tokens, words
from farthing.domain.quickadd.parser import parse
from farthing.domain.quickadd.reading import Reading, Repeating
from farthing.domain.quickadd.rules import DAYS
from farthing.domain.quickadd.words import PRIORITIES, Language, Words

_SIMPLE = re.compile(r"[^\W\d_]\w*(?:-\w+)*")
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_BARE = frozenset({"", "comma", "stop", "end"})


def write(reading: Reading, now: datetime, language: Language = "en", first_weekday: int = 1) -> str:
    """A line that says the same. In the title, what would be a sign has a backslash before it."""
    known = words.of(language)
    signs, days = " ".join(_signs(reading)), " ".join(_days(reading, known))
    for title in (reading.title, _escaped(reading.title, known)):
        for parts in ((title, signs, days), (f"{days};" if days else "", signs, title)):
            line = " ".join(part for part in parts if part)
            if _same(parse(line, now, language, first_weekday), reading):
                return line
    return line


def _same(one: Reading, other: Reading) -> bool:
    return replace(one, spans=[]) == replace(other, spans=[])


def _signs(reading: Reading) -> Iterator[str]:
    """What is said in any language."""
    yield from (sign for sign, priority in PRIORITIES.items() if priority == reading.priority)
    yield from (f"@{_name(label)}" for label in reading.labels)
    if reading.list:
        yield f"#{_name(reading.list)}"
    yield from (f"!{-minutes}m" for minutes in reading.reminders)


def _name(name: str) -> str:
    return name if _SIMPLE.fullmatch(name) else f'"{name}"'


def _days(reading: Reading, known: Words) -> Iterator[str]:
    if reading.start:
        yield f"{_word(known, 'from', 0)} {reading.start}"
    if reading.due:
        yield reading.due.replace("T", " ")[:16]
    if reading.repeat:
        yield from _repeats(reading.repeat, known)


def _repeats(repeat: Repeating, known: Words) -> Iterator[str]:
    """Such as `every 2 weeks on monday, friday until 2027-03-01`."""
    parts = dict(part.split("=") for part in repeat.rule.split(";"))
    unit = _word(known, "unit", _UNITS[parts["FREQ"]], last=True)
    yield f"{_word(known, 'every', repeat.origin)} {parts.get('INTERVAL', '1')} {unit}"
    days = parts.get("BYDAY", "").split(",") if "BYDAY" in parts else []
    days_of_month = parts.get("BYMONTHDAY", "").split(",")[-1 if "BYSETPOS" in parts else 0 :]
    if days or "BYMONTHDAY" in parts:
        said = [_weekday(known, day) for day in days] or [
            _day_of_month(known, day, parts) for day in days_of_month
        ]
        yield f"{_word(known, 'lead', 0)} {', '.join(said)}"
    if "UNTIL" in parts:
        until = parts["UNTIL"]
        yield f"{_word(known, 'until', 0)} {until[:4]}-{until[4:6]}-{until[6:]}"
    if "COUNT" in parts:
        yield f"{parts['COUNT']}x"


def _weekday(known: Words, day: str) -> str:
    """Of `-1FR` the last friday."""
    name = _word(known, "weekday", DAYS.index(day[-2:]) + 1)
    return f"{_nth(known, int(day[:-2]))} {name}" if day[:-2] else name


def _day_of_month(known: Words, day: str, parts: dict[str, str]) -> str:
    if "BYMONTH" in parts:
        return f"{day} {_word(known, 'month', int(parts['BYMONTH']))}"
    if day == "-1":
        return (
            f"{_nth(known, -1)} {_word(known, 'unit', 'day')}"
            if parts["BYMONTHDAY"] == day
            else _nth(known, 31)
        )
    return _nth(known, int(day))


def _nth(known: Words, number: int) -> str:
    if number < 0:
        return _word(known, "ordinal", number)
    return f"{number}." if known.dotted else f"{number}th"


def _word(known: Words, kind: str, value: object, *, last: bool = False) -> str:
    """The word of a kind that means this; of several the first, or the last, which is a plural."""
    fitting = [
        word for word, meaning in known.meanings.items() if meaning == (kind, value) and word[-1] != "."
    ]
    return fitting[-1 if last else 0]


def _escaped(title: str, known: Words) -> str:
    """The title with a backslash before every word that means something."""
    while True:
        read = tokens.read(title, known).tokens
        starts = [token.start for token in read if token.kind not in _BARE and _begins(title, token.start)]
        if not starts:
            return title
        for start in reversed(starts):
            title = f"{title[:start]}\\{title[start:]}"


def _begins(title: str, at: int) -> bool:
    """Whether a word begins there; `@9am` is one word with two meanings."""
    return at == 0 or title[at - 1].isspace() or title[at - 1] == ","
