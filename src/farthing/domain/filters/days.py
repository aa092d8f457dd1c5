"""What the days of a filter mean for who asks, and dates compared with them."""

from collections.abc import Callable
from datetime import date, timedelta
from operator import eq, ge, gt, le, lt
from typing import Any, Final, Protocol

from farthing.domain import instant, zoned
from farthing.domain.facts import Facts
from farthing.domain.filters import words
from farthing.domain.filters.terms import Compare, Comparison

Match = Callable[[Facts], bool]
_COMPARE: Final[dict[Comparison, Callable[[Any, Any], bool]]] = {
    "<": lt, "<=": le, "=": eq, ">=": ge, ">": gt,
}  # fmt: skip
_FAR: Final = 2 * instant.DAY  # more than any two clocks are apart


class Asker(Protocol):
    """Who asks, and where: all that a filter means differently for others, looked up when it is needed."""

    @property
    def now(self) -> int:
        """Unix milliseconds."""

    @property
    def zone(self) -> str:
        """The IANA name of the zone that their days are in."""

    @property
    def lists(self) -> dict[str, str]:
        """The names of the lists that are there, by their ids. A task in any other is in the inbox."""


def day_of(day: str | int, asker: Asker, *, past: bool = False) -> date:
    """The day of the calendar that a term means: of a weekday the next, or the last where it is about the
    past; today in either case."""
    if isinstance(day, str) and day not in words.WEEKDAYS:
        return date.fromisoformat(day)
    today = zoned.wall_clock(asker.now, asker.zone).date()
    if isinstance(day, int):
        return today + timedelta(days=day)
    ahead = (words.WEEKDAYS.index(day) - today.weekday()) % 7
    return today + timedelta(days=ahead - 7 if past and ahead else ahead)


def dated(term: Compare, asker: Asker) -> Match:
    """Whether a date of a task compares with a day as the term says; `!=` is the opposite of `=`."""
    by_wall_clock = term.field in ("due", "start")
    name = f"{term.field}_date" if by_wall_clock else f"{term.field}_at"
    compared = _compared_day(term, asker) if by_wall_clock else _compared_instant(term, asker)
    unlike = term.comparison == "!="

    def matches(facts: Facts) -> bool:
        text = getattr(facts, name)
        return (text is not None and compared(text)) is not unlike

    return matches


def _compared_day(term: Compare, asker: Asker) -> Callable[[str], bool]:
    """Of a due or start: the day that the clock on the wall shows there."""
    day = day_of(term.day, asker).isoformat()
    compare = _COMPARE["=" if term.comparison == "!=" else term.comparison]
    return lambda text: compare(text[:10], day)


def _compared_instant(term: Compare, asker: Asker) -> Callable[[str], bool]:
    """Of an instant, which is in the past: whether it is before, within or after the asker's day."""
    day = day_of(term.day, asker, past=True)
    begins, ends = (
        instant.to_iso(zoned.instant_of(one.isoformat(), asker.zone))
        for one in (day, day + timedelta(days=1))
    )
    if term.comparison in ("=", "!="):
        return lambda text: begins <= text < ends
    compare = _COMPARE["<" if term.comparison in ("<", "<=") else ">="]
    bound = begins if term.comparison in ("<", ">=") else ends
    return lambda text: compare(text, bound)


def overdue(asker: Asker) -> Match:
    """A day is over when it is for the asker; a time is past when it is everywhere. Clocks are only worked
    out for what is near."""
    now, zone = asker.now, asker.zone
    today = zoned.wall_clock(now, zone).date().isoformat()
    past, future = (zoned.wall_clock(now + far, "UTC").isoformat() for far in (-_FAR, _FAR))

    def matches(facts: Facts) -> bool:
        due = facts.due_date
        if due is None or facts.status == "done" or due[:19] > future:
            return False
        if len(due) == 10:
            return due < today
        return due[:19] < past or zoned.instant_of(due, zone) < now

    return matches
