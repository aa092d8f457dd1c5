"""An item: any small JSON document kept beside the tasks, under an id that its client chose."""

from typing import Annotated

from msgspec import Meta, Raw, Struct, field

from farthing.domain import instant
from farthing.domain.errors import Invalid, TooLarge
from farthing.domain.lifecycle import Version, next_version
from farthing.domain.text import UserId

ItemId = Annotated[str, Meta(min_length=1, max_length=128, description="printable, without space or slash")]
DOCUMENT_BYTES = 400_000


class Item(Struct, frozen=True, rename="camel"):
    """`document` is the client's own text, byte for byte, so that no number in it is ever rounded."""

    id: ItemId = field(name="itemId")
    user_id: UserId
    space_id: str
    created_at: str
    updated_at: str
    document: Raw
    version: Version = 1
    deleted_at: str | None = None


def check(id: str, document: bytes) -> None:
    """Hold an item to its bounds.

    Raises:
        Invalid: the id is not printable, or has space or a slash in it.
        TooLarge: the document is over 400 KB.
    """
    if not 1 <= len(id) <= 128 or not id.isprintable() or any(c in " /" for c in id) or id in (".", ".."):
        raise Invalid("id", "give 1 to 128 printable characters without space or slash")
    if len(document) > DOCUMENT_BYTES:
        raise TooLarge("document", f"an item must be at most {DOCUMENT_BYTES // 1000} KB")


def create(id: str, document: bytes, *, user: str, space: str, now: int) -> Item:
    """A new item of `user` in `space` at `now` (Unix milliseconds)."""
    moment = instant.to_iso(now)
    return Item(
        id=id, user_id=user, space_id=space, created_at=moment, updated_at=moment, document=Raw(document)
    )


def replace(item: Item, document: bytes, now: int) -> Item:
    """The item with another document, and out of the trash; the same item where nothing differs."""
    if item.deleted_at is None and bytes(item.document) == document:
        return item
    return next_version(item, now, document=Raw(document), deleted_at=None)
