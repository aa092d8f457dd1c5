"""A saved filter: a query of the language of filters under a name, to look through a space by."""

from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType, field

from farthing.domain import instant, order
from farthing.domain.errors import Invalid
from farthing.domain.lifecycle import Version, check_rules, given, update
from farthing.domain.tasklist import Name
from farthing.domain.text import Id, UserId, check_line

FilterQuery = Annotated[
    str, Meta(min_length=1, max_length=500, description="such as `due<=today & @home & p1`")
]


class SavedFilter(Struct, frozen=True, rename="camel"):
    """`query` is kept in one form, whatever way it was written in."""

    id: Id = field(name="filterId")
    user_id: UserId
    space_id: Id
    name: Name
    query: FilterQuery
    created_at: str
    updated_at: str
    position: order.Position
    version: Version = 1
    deleted_at: str | None = None


class FilterChange(Struct, frozen=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """The fields somebody wants to set, as a merge patch."""

    name: Name | UnsetType = UNSET
    query: FilterQuery | UnsetType = UNSET
    position: order.Position | UnsetType = UNSET


def create(change: FilterChange, *, id: str, user: str, space: str, now: int) -> SavedFilter:
    """A new filter of `user` in `space` at `now` (Unix milliseconds).

    Raises:
        Invalid: no name or query, or one that breaks a rule.
    """
    for name in ("name", "query"):
        if getattr(change, name) is UNSET:
            raise Invalid(name, f"a filter needs a {name}")
    moment = instant.to_iso(now)
    fields = {"position": order.at_end(now)} | _checked(change)
    return SavedFilter(id=id, user_id=user, space_id=space, created_at=moment, updated_at=moment, **fields)


def apply(saved: SavedFilter, change: FilterChange, now: int) -> SavedFilter:
    """The filter with the change's own fields written, or the same filter where they say nothing new.

    Raises:
        Conflict: the filter is in the trash.
        Invalid: a value breaks a rule.
    """
    return update(saved, _checked(change), now)


def check(saved: SavedFilter) -> None:
    """Hold a filter from elsewhere to the rules.

    Raises:
        Invalid: names the field that breaks one.
    """
    check_rules(saved, _checked, FilterChange)


def _checked(change: FilterChange) -> dict[str, Any]:
    fields = given(change)
    if "name" in fields:
        fields["name"] = check_line(fields["name"], "name")
    if "query" in fields:
        fields["query"] = _canonical(fields["query"])
    return fields


def _canonical(query: str) -> str:
    from farthing.domain.filters.reading import LENGTH, parse  # few requests are about filters
    from farthing.domain.filters.writing import write

    text = write(parse(query, "query"))
    if len(text) > LENGTH:
        raise Invalid("query", f"must be at most {LENGTH} characters, with a space around each & and |")
    return text
