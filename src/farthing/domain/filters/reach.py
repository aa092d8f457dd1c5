"""Which part of the agenda can hold what a filter matches, so that nothing else is read."""

from typing import Final

from msgspec import Struct

from farthing.domain import agenda
from farthing.domain.filters.days import Asker, day_of
from farthing.domain.filters.terms import All, Compare, Filter, Has, Is, Not, Some

_END: Final = "\x7f"  # behind all ranks


class Reach(Struct, frozen=True):
    """Whether only open tasks match; and between which ranks, both inclusive, those of them are that do."""

    open: bool = False
    low: str = ""
    high: str = _END


_EVERYWHERE: Final = Reach()
_OPEN: Final = Reach(open=True)


def reach(filter: Filter, asker: Asker) -> Reach:
    """Holds whatever matches; what it holds need not match."""
    if isinstance(filter, All):
        parts = [reach(term, asker) for term in filter.terms]
        lowest, highest = max(part.low for part in parts), min(part.high for part in parts)
        return Reach(any(part.open for part in parts), lowest, highest)
    if isinstance(filter, Some):
        parts = [reach(term, asker) for term in filter.terms]
        lowest, highest = min(part.low for part in parts), max(part.high for part in parts)
        return Reach(all(part.open for part in parts), lowest, highest)
    if isinstance(filter, Not):
        return _opposite(filter.term)
    if isinstance(filter, Compare) and filter.field == "due":
        return _due(filter, asker)
    if isinstance(filter, Has) and filter.part == "due":
        return Reach(high=agenda.NO_DUE)
    if isinstance(filter, Is) and filter.flag == "overdue":
        # No clock is more than two days ahead of the asker's.
        return Reach(open=True, high=agenda.to_day(day_of(2, asker).isoformat()))
    return _OPEN if isinstance(filter, Is) and filter.flag in ("open", "todo", "doing") else _EVERYWHERE


def _opposite(filter: Filter) -> Reach:
    if isinstance(filter, Has) and filter.part == "due":
        return Reach(low=agenda.NO_DUE)
    return _OPEN if filter == Is("done") else _EVERYWHERE


def _due(term: Compare, asker: Asker) -> Reach:
    day = day_of(term.day, asker).isoformat()
    match term.comparison:
        case "<":
            return Reach(high=agenda.from_day(day))
        case "<=":
            return Reach(high=agenda.to_day(day))
        case "=":
            return Reach(low=agenda.from_day(day), high=agenda.to_day(day))
        case ">=":
            return Reach(low=agenda.from_day(day), high=agenda.NO_DUE)
        case ">":
            return Reach(low=agenda.to_day(day), high=agenda.NO_DUE)
    return _EVERYWHERE
