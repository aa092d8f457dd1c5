"""From a filter to its text in the one form that is kept: reading it gives the same filter."""

from farthing.domain.filters import words
from farthing.domain.filters.terms import (
    All,
    Compare,
    Filter,
    Has,
    InList,
    Is,
    Labelled,
    Not,
    PartOf,
    Ranks,
    Some,
    Titled,
)

_SIGNS = {level: sign for sign, level in words.PRIORITIES.items()}
_DAYS = {count: word for word, count in words.DAYS.items()}


def write(filter: Filter) -> str:
    """`due<=today & @home & (p1 | p2)`."""
    if isinstance(filter, Some):
        return " | ".join(write(term) for term in filter.terms)
    if isinstance(filter, All):
        return " & ".join(_within(term) if isinstance(term, Some) else write(term) for term in filter.terms)
    if isinstance(filter, Not):
        if isinstance(filter.term, Has):
            return f"no {filter.term.part}"
        joined = isinstance(filter.term, All | Some)
        return f"!{_within(filter.term) if joined else write(filter.term)}"
    return _term(filter)


def _within(filter: Filter) -> str:
    return f"({write(filter)})"


def _term(term: Filter) -> str:
    match term:
        case Compare(field, comparison, day):
            return f"{field}{comparison}{_day(day)}"
        case Is(flag):
            return {"todo": "status=todo", "doing": "status=doing", "inbox": "#inbox"}.get(flag, flag)
        case Has(part):
            return f"has {part}"
        case Labelled(name, begins):
            return f"@{_name(name)}{'*' * begins}"
        case InList(name):
            return f"#{_quoted(name) if name.lower() == 'inbox' else _name(name)}"
        case Ranks(level):
            return _SIGNS[level]
        case PartOf(parent):
            return f"parent={parent}"
        case Titled(text):
            return _quoted(text) if text.lower() in words.RESERVED else _name(text)
    raise TypeError(term)


def _day(day: str | int) -> str:
    if isinstance(day, str):
        return day
    if day in _DAYS:
        return _DAYS[day]
    return f"{day:+}d" if day % 7 else f"{day // 7:+}w"


def _name(text: str) -> str:
    return text if words.PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
