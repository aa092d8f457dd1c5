"""What is particular to items: they are put whole, and putting one brings it back from the trash."""

from msgspec import Raw, Struct

from farthing.domain import item
from farthing.domain.item import Item
from farthing.features.things import Rules
from farthing.features.workspace import Workspace


class Document(Struct, frozen=True):
    """The JSON text that becomes an item."""

    text: Raw


def _create(change: Document, id: str, ws: Workspace) -> Item:
    return item.create(id, bytes(change.text), user=ws.user, space=ws.space, now=ws.clock.now())


def _apply(old: Item, change: Document, now: int) -> Item:
    return item.replace(old, bytes(change.text), now)


def _check(_ws: Workspace, change: Document, id: str) -> None:
    item.check(id, bytes(change.text))


ITEMS = Rules("item", _create, _apply, _check)
