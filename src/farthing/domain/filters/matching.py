"""From a filter to a function that tells of a task whether it matches."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from operator import eq, ge, gt, le, lt
from typing import Any, Final, Protocol

from farthing.domain import instant, zoned
from farthing.domain.errors import Invalid
from farthing.domain.facts import Facts
from farthing.domain.filters import words
from farthing.domain.filters.terms import (
    All,
    Compare,
    Comparison,
    Filter,
    Flag,
    Has,
    InList,
    Is,
    Labelled,
    Not,
    Part,
    PartOf,
    Ranks,
    Some,
    Titled,
)
from farthing.domain.folding import fold
from farthing.domain.ident import is_uuid


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


Match = Callable[[Facts], bool]
_COMPARE: Final[dict[Comparison, Callable[[Any, Any], bool]]] = {
    "<": lt, "<=": le, "=": eq, ">=": ge, ">": gt,
}  # fmt: skip
_fold = lru_cache(maxsize=1000)(fold)  # of labels: there are few, and many tasks have the same
_FAR: Final = 2 * instant.DAY  # more than any two clocks are apart


def matcher(filter: Filter, asker: Asker) -> Match:
    """The filter as a function.

    Raises:
        Invalid: no list is called as it says.
    """
    if isinstance(filter, Not):
        inner = matcher(filter.term, asker)
        return lambda facts: not inner(facts)
    if isinstance(filter, All | Some):
        return _joined([matcher(term, asker) for term in filter.terms], isinstance(filter, Some))
    return _term(filter, asker)


def _joined(terms: list[Match], decisive: bool) -> Match:
    """The first term that says what is decisive decides. A loop: `any` and `all` take half as long again."""

    def matches(facts: Facts) -> bool:
        for term in terms:
            if term(facts) is decisive:
                return decisive
        return not decisive

    return matches


def _term(term: Filter, asker: Asker) -> Match:
    match term:
        case Compare(field, comparison, _):
            compared = _compared_instant if field in ("created", "updated", "completed") else _compared_day
            return _dated(field, compared(term, asker), comparison)
        case Is(flag):
            return _is(flag, asker)
        case Has(part):
            return _has(part)
        case Labelled(name, begins):
            return _labelled(fold(name), begins)
        case InList(name):
            ids = _lists(name, asker)
            return lambda facts: facts.list_id in ids
        case Ranks(level):
            return lambda facts: facts.priority == level
        case PartOf(parent):
            return lambda facts: facts.parent_id == parent
        case Titled(text):
            sought = fold(text)
            return lambda facts: sought in fold(facts.title)
    raise TypeError(term)


def day_of(day: str | int, asker: Asker) -> date:
    """The day of the calendar that a term means."""
    if isinstance(day, str) and day not in words.WEEKDAYS:
        return date.fromisoformat(day)
    today = zoned.wall_clock(asker.now, asker.zone).date()
    if isinstance(day, int):
        return today + timedelta(days=day)
    return today + timedelta(days=(words.WEEKDAYS.index(day) - today.weekday()) % 7)


def _dated(field: str, compared: Callable[[str], bool], comparison: Comparison) -> Match:
    """A function of the facts out of one of the date; `!=` is the opposite of `=`."""
    name = f"{field}_date" if field in ("due", "start") else f"{field}_at"
    unlike = comparison == "!="

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
    """Of an instant: whether it is before, within or after the asker's day."""
    day = day_of(term.day, asker)
    begins, ends = (
        instant.to_iso(zoned.instant_of(one.isoformat(), asker.zone))
        for one in (day, day + timedelta(days=1))
    )
    if term.comparison in ("=", "!="):
        return lambda text: begins <= text < ends
    compare = _COMPARE["<" if term.comparison in ("<", "<=") else ">="]
    bound = begins if term.comparison in ("<", ">=") else ends
    return lambda text: compare(text, bound)


def _is(flag: Flag, asker: Asker) -> Match:
    match flag:
        case "open":
            return lambda facts: facts.status != "done"
        case "overdue":
            return _overdue(asker)
        case "repeating":
            return lambda facts: bytes(facts.repeat) != b"null"
        case "subtask":
            return lambda facts: facts.parent_id is not None
        case "inbox":
            there = asker.lists
            return lambda facts: facts.list_id not in there
    return lambda facts: facts.status == flag


def _overdue(asker: Asker) -> Match:
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


def _has(part: Part) -> Match:
    name = f"{part}_date" if part in ("due", "start") else part
    return lambda facts: bool(getattr(facts, name))


def _labelled(name: str, begins: bool) -> Match:
    if begins:
        return lambda facts: any(_fold(label).startswith(name) for label in facts.labels)
    return lambda facts: any(_fold(label) == name for label in facts.labels)


def _lists(name: str, asker: Asker) -> frozenset[str]:
    wanted = fold(name)
    ids = frozenset(id for id, called in asker.lists.items() if fold(called) == wanted or id == name)
    if not ids and not is_uuid(name):
        raise Invalid("filter", f"there is no list called {name!r}")
    return ids
