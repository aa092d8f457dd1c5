"""A space: what people share. Everything in it is one partition, protected by one membership.

Each person's own space has the person's id, so nobody has to make it, and owning it takes no look-up.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from farthing.domain import instant
from farthing.domain.errors import Forbidden
from farthing.domain.lifecycle import Version, update
from farthing.domain.text import Id, check_line

Role = Literal["owner", "editor", "viewer"]
Access = Literal["read", "write", "admin"]
SpaceName = Annotated[str, Meta(min_length=1, max_length=200)]
_MAY: dict[Role, tuple[Access, ...]] = {
    "owner": ("read", "write", "admin"),
    "editor": ("read", "write"),
    "viewer": ("read",),
}


class Space(Struct, frozen=True, rename="camel"):
    id: Id = field(name="spaceId")
    name: SpaceName
    created_at: str
    updated_at: str
    version: Version = 1
    deleted_at: str | None = None


class Membership(Struct, frozen=True, rename="camel"):
    """One person's part in one space, kept under both; `name` is what the others call the person."""

    space_id: Id
    user_id: str
    role: Role
    joined_at: str
    name: str = ""


class SpaceChange(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    name: SpaceName


def create(change: SpaceChange, *, id: str, now: int) -> Space:
    """A new space at `now` (Unix milliseconds).

    Raises:
        Invalid: the name breaks the rules of a line.
    """
    moment = instant.to_iso(now)
    return Space(id=id, name=check_line(change.name, "name"), created_at=moment, updated_at=moment)


def rename(space: Space, change: SpaceChange, now: int) -> Space:
    """The space under its new name, or the same space where that is its name."""
    return update(space, {"name": check_line(change.name, "name")}, now)


def check_access(role: Role, access: Access) -> None:
    """Hold a member to their role.

    Raises:
        Forbidden: the role does not allow this access.
    """
    if access not in _MAY[role]:
        raise Forbidden(f"the role of {role} in this space does not allow this")
