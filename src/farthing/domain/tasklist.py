"""A list: a named place for tasks within a space. A task in no list is in the inbox.

A deleted list leaves its tasks alone: while it is in the trash they are read as in the inbox.
"""

from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType, field

from farthing.domain import instant, order
from farthing.domain.errors import Invalid
from farthing.domain.lifecycle import Version, check_rules, given, update
from farthing.domain.text import Id, UserId, check_line

Name = Annotated[str, Meta(min_length=1, max_length=200)]


class TaskList(Struct, frozen=True, rename="camel"):
    id: Id = field(name="listId")
    user_id: UserId
    space_id: Id
    name: Name
    created_at: str
    updated_at: str
    position: order.Position
    version: Version = 1
    deleted_at: str | None = None


class ListChange(Struct, frozen=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """The fields somebody wants to set, as a merge patch."""

    name: Name | UnsetType = UNSET
    position: order.Position | UnsetType = UNSET


def create(change: ListChange, *, id: str, user: str, space: str, now: int) -> TaskList:
    """A new list of `user` in `space` at `now` (Unix milliseconds).

    Raises:
        Invalid: no name, or one that breaks the rules of a line.
    """
    if change.name is UNSET:
        raise Invalid("name", "a list needs a name")
    moment = instant.to_iso(now)
    fields = {"position": order.at_end(now)} | _checked(change)
    return TaskList(id=id, user_id=user, space_id=space, created_at=moment, updated_at=moment, **fields)


def apply(tasklist: TaskList, change: ListChange, now: int) -> TaskList:
    """The list with the change's own fields written, or the same list where they say nothing new.

    Raises:
        Conflict: the list is in the trash.
        Invalid: a value breaks a rule.
    """
    return update(tasklist, _checked(change), now)


def check(tasklist: TaskList) -> None:
    """Hold a list from elsewhere to the rules.

    Raises:
        Invalid: names the field that breaks one.
    """
    check_rules(tasklist, _checked, ListChange)


def _checked(change: ListChange) -> dict[str, Any]:
    fields = given(change)
    if "name" in fields:
        fields["name"] = check_line(fields["name"], "name")
    return fields
