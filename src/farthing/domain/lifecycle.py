"""What every kept thing goes through: versions, the trash, and back.

A thing is an immutable struct with `version`, `updated_at` and `deleted_at`.
"""

from collections.abc import Callable
from typing import Annotated, Any, Protocol, TypeVar, cast

from msgspec import UNSET, Meta, Struct
from msgspec.structs import asdict, replace

from farthing.domain import instant
from farthing.domain.errors import Conflict, Invalid

Version = Annotated[int, Meta(ge=1, le=2**53 - 1, description="counts the writes")]
TRASH_DAYS = 30
TOMBSTONE_DAYS = 90


class Kept(Protocol):
    @property
    def version(self) -> int: ...
    @property
    def deleted_at(self) -> str | None: ...


Thing = TypeVar("Thing", bound=Kept)


def given(change: Struct) -> dict[str, Any]:
    """The fields that a change sets."""
    return {name: value for name, value in asdict(change).items() if value is not UNSET}


def check_rules(thing: Kept, rules: Callable[[Any], dict[str, Any]], change: type[Struct]) -> None:
    """Hold a thing from elsewhere to the rules that its fields would have to keep in a change.

    Raises:
        Invalid: names the field.
    """
    fields = {name: getattr(thing, name) for name in change.__struct_fields__}
    on_the_wire = dict(zip(change.__struct_fields__, change.__struct_encode_fields__, strict=True))
    for name, value in rules(change(**fields)).items():
        if value != fields[name]:
            raise Invalid(on_the_wire[name], f"must be written as {value!r}")


def update(thing: Thing, fields: dict[str, Any], now: int) -> Thing:
    """The thing's next version with `fields` written, or the very same thing where they say nothing new.

    Raises:
        Conflict: the thing is in the trash.
    """
    if thing.deleted_at is not None:
        raise Conflict("it is in the trash; restore it first")
    new = {name: value for name, value in fields.items() if getattr(thing, name) != value}
    return next_version(thing, now, **new) if new else thing


def delete(thing: Thing, now: int) -> Thing:
    """The thing in the trash; one that is there already stays as it is."""
    return thing if thing.deleted_at else next_version(thing, now, deleted_at=instant.to_iso(now))


def restore(thing: Thing, now: int) -> Thing:
    """The thing back from the trash; one that is not there stays as it is.

    Raises:
        Conflict: it has been in the trash for too long.
    """
    if thing.deleted_at is None:
        return thing
    if now > instant.from_iso(thing.deleted_at) + TRASH_DAYS * instant.DAY:
        raise Conflict(f"it was deleted more than {TRASH_DAYS} days ago")
    return next_version(thing, now, deleted_at=None)


def next_version(thing: Thing, now: int, **fields: Any) -> Thing:
    """The thing after a write at `now` (Unix milliseconds)."""
    struct = cast(Any, thing)
    return cast(Thing, replace(struct, version=thing.version + 1, updated_at=instant.to_iso(now), **fields))
