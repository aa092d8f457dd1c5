"""What a filter says, as a tree. Every struct is one kind of term, or joins others."""

from typing import Literal, Union

from msgspec import Struct

from farthing.domain.task import Priority as Level

DateField = Literal["due", "start", "created", "updated", "completed"]
Comparison = Literal["<", "<=", "=", "!=", ">=", ">"]
Flag = Literal["open", "done", "todo", "doing", "overdue", "repeating", "subtask", "inbox"]
Part = Literal["due", "start", "labels", "reminders", "description"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Compare(Struct, frozen=True):
    """A date against a day: one of the calendar (`2026-12-01`), a weekday's next one, or so many days from
    today. What has no such date is neither before nor on nor after any day."""

    field: DateField
    comparison: Comparison
    day: str | int


class Is(Struct, frozen=True):
    flag: Flag


class Has(Struct, frozen=True):
    part: Part


class Labelled(Struct, frozen=True):
    """Has this label; or one that begins so."""

    name: str
    begins: bool = False


class InList(Struct, frozen=True):
    """Is in a list of this name, or with this id."""

    name: str


class Ranks(Struct, frozen=True):
    level: Level


class PartOf(Struct, frozen=True):
    parent: str


class Titled(Struct, frozen=True):
    """Its title holds this text, whatever its case and accents."""

    text: str


class Not(Struct, frozen=True):
    term: "Filter"


class All(Struct, frozen=True):
    """At least two, of which none is an `All` itself."""

    terms: tuple["Filter", ...]


class Some(Struct, frozen=True):
    """At least one of them; at least two, of which none is a `Some` itself."""

    terms: tuple["Filter", ...]


Term = Compare | Is | Has | Labelled | InList | Ranks | PartOf | Titled
Filter = Union[Term, Not, All, Some]  # noqa: UP007 - the structs above name it before it is there

STATUSES: frozenset[Flag] = frozenset(("open", "done", "todo", "doing"))


def both(*filters: Filter) -> Filter:
    """What all of them match."""
    terms = [term for one in filters for term in (one.terms if isinstance(one, All) else (one,))]
    return terms[0] if len(terms) == 1 else All(tuple(terms))


def either(*filters: Filter) -> Filter:
    """What any of them matches."""
    terms = [term for one in filters for term in (one.terms if isinstance(one, Some) else (one,))]
    return terms[0] if len(terms) == 1 else Some(tuple(terms))


def of_open_tasks(filter: Filter) -> Filter:
    """The filter as people mean it: of open tasks, where it says nothing of a status or of completion."""
    return filter if _says_a_status(filter) else both(Is("open"), filter)


def _says_a_status(filter: Filter) -> bool:
    if isinstance(filter, All | Some):
        return any(_says_a_status(term) for term in filter.terms)
    if isinstance(filter, Not):
        return _says_a_status(filter.term)
    if isinstance(filter, Compare):
        return filter.field == "completed"
    return isinstance(filter, Is) and filter.flag in STATUSES
