"""What stands on the right side of a comparison, and in quotes."""

from datetime import date
from typing import cast

from farthing.domain.filters import words
from farthing.domain.filters.terms import Compare, Comparison, DateField, Filter, Flag, Has, Not, Part
from farthing.domain.filters.tokens import Token
from farthing.domain.ident import is_uuid


def title(token: Token) -> str:
    """Text to look for in titles."""
    if not token.text.strip():
        token.fail("expected some text between the quotes")
    return token.text


def date_term(field: DateField, comparison: Token, value: Token) -> Filter:
    """A date compared with a day, or with `none`."""
    if value.text.lower() == "none":
        if field not in ("due", "start") or comparison.text not in ("=", "!="):
            value.fail("`none` goes with `due=`, `due!=`, `start=` and `start!=`")
        found = Has(cast(Part, field))
        return found if comparison.text == "!=" else Not(found)
    return Compare(field, cast(Comparison, comparison.text), _day(value))


def _day(value: Token) -> str | int:
    word = value.text.lower()
    if word in words.DAYS:
        return words.DAYS[word]
    offset = words.OFFSET.fullmatch(word)
    if offset:
        return int(offset["count"]) * (7 if offset["unit"] == "w" else 1)
    for weekday in words.WEEKDAYS:
        if word in (weekday, weekday[:3]):
            return weekday
    if not _is_date(word):
        value.fail("expected a day, such as 2026-12-01, today, +3d, -2w or monday")
    return word


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and 1900 <= date.fromisoformat(text).year < 3000
    except ValueError:
        return False


def status(value: Token) -> Flag:
    """One of the statuses."""
    if value.text.lower() not in words.STATUSES:
        value.fail(f"expected one of {', '.join(words.STATUSES)}")
    return cast(Flag, value.text.lower())


def task_id(value: Token) -> str:
    """The id of a task."""
    if not is_uuid(value.text.lower()):
        value.fail("expected the whole id of a task")
    return value.text.lower()
