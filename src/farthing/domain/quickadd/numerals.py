"""What begins with a digit: numbers, times of day, dates."""

import re
from typing import Any

from farthing.domain.quickadd.words import Words

Piece = tuple[str, Any, int]
"""Kind, value, length. Dates are `(year or None, month, day)`, times minutes since midnight."""

_NUMBER = re.compile(r"([0-9]{1,4})([ap]\.m\.?|-?[^\W\d_]*)([.;:!?]*)")
_CLOCK = re.compile(r"([0-9]{1,2})([:.h])([0-5][0-9])([ap]\.m\.?|[^\W\d_]*)([.;:!?]*)")
_ISO = re.compile(r"([0-9]{4})-([01][0-9])-([0-3][0-9])([.;:!?]*)")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})?([.;:!?]*)")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}|[0-9]{2}))?([.;:!?]*)")


def numeral(word: str, words: Words) -> list[Piece]:
    """The pieces of a word that begins with a digit; one of no kind where it is nothing known."""
    pieces = _number(word, words) or _date(word, words) or _time(word, words)
    return pieces or [("", None, len(word))]


def _number(word: str, words: Words) -> list[Piece] | None:
    match = _NUMBER.fullmatch(word)
    if match is None:
        return None
    number, suffix, stops = int(match[1]), match[2], match[3]
    length = match.start(3)
    if not suffix:
        if words.dotted and stops[:1] == ".":
            return _stopped("nth", number, length + 1, stops[1:])
        return _stopped("number", number, length, stops)
    if suffix in words.ordinals:
        return _stopped("nth", number, length, stops)
    if suffix in words.meridiems:
        return _stopped("time", _of_half_day(number, 0, words.meridiems[suffix]), length, stops)
    if suffix == "h":
        return _stopped("hours" if number <= 24 else "", number * 60, length, stops)
    if suffix == "x" or words.meanings.get(suffix.lstrip("-"), ("",))[0] == "times":
        return _stopped("number times", number, length, stops)
    meaning = words.meanings.get(suffix)
    if meaning is None or meaning[0] not in ("unit", "clock word"):
        return None
    digits = match.end(1)
    return [("number", number, digits), *_stopped(*meaning, length - digits, stops)]


def _time(word: str, words: Words) -> list[Piece] | None:
    match = _CLOCK.fullmatch(word)
    if match is None:
        return None
    hour, minute, suffix, stops = int(match[1]), int(match[3]), match[4], match[5]
    kind = {":": "clock", ".": "decimal", "h": "hours"}[match[2]]
    length = match.start(5)
    if suffix in words.meridiems:
        return _stopped("time", _of_half_day(hour, minute, words.meridiems[suffix]), length, stops)
    if words.meanings.get(suffix, ("",))[0] == "clock word" and hour < 24:
        return _stopped("time", hour * 60 + minute, length, stops)
    if suffix or hour > 23:
        return None
    return _stopped(kind, afternoon(hour, match[1][0] == "0", words) * 60 + minute, length, stops)


def afternoon(hour: int, padded: bool, words: Words) -> int:
    """The hour that is meant where nothing says which half of the day; `padded` with a zero it is itself."""
    low, high = words.afternoon or (1, 0)
    return hour + 12 if low <= hour <= high and not padded else hour


def _of_half_day(hour: int, minute: int, half: int) -> int | None:
    return hour % 12 * 60 + minute + half if 1 <= hour <= 12 else None


def _date(word: str, words: Words) -> list[Piece] | None:
    if match := _ISO.fullmatch(word):
        day = (int(match[1]), int(match[2]), int(match[3]))
        return _stopped("date", day, match.start(4), match[4])
    if match := _DOTTED.fullmatch(word):
        kind, first = "date" if words.dotted else "date?", False
    elif match := _SLASHED.fullmatch(word):
        kind, first = "date??", words.month_first
    else:
        return None
    one, two, year = int(match[1]), int(match[2]), match[3]
    month, day_of_month = (one, two) if first else (two, one)
    if not 1 <= month <= 12:
        return None
    whole_year = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
    return _stopped("date" if year else kind, (whole_year, month, day_of_month), match.start(4), match[4])


def _stopped(kind: str, value: Any, length: int, stops: str) -> list[Piece]:
    """The piece, and as another the stops of the sentence that are stuck to it."""
    piece = (kind if value is not None else "", value, length)
    return [piece, ("stop", None, len(stops))] if stops else [piece]
