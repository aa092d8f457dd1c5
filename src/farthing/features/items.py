"""What is particular to items: they are put whole, and putting one brings it back from the trash."""

from msgspec import DecodeError, Raw, Struct, json

from farthing.domain import item
from farthing.domain.errors import Invalid
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


def check(id: str, document: bytes) -> None:
    """Hold an item to its bounds, and its document to being JSON that every reader can take in.

    Raises:
        Invalid: the id does not fit, or the text is no JSON, no UTF-8, or nested too deeply.
        TooLarge: the document is over 400 KB.
    """
    item.check(id, document)
    try:
        json.decode(document)
    except (DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("document", str(error)) from None


def _check(_ws: Workspace, change: Document, id: str) -> None:
    check(id, bytes(change.text))


def _whole(thing: Item) -> None:
    check(thing.id, bytes(thing.document))


ITEMS = Rules("item", _create, _apply, _check, Document, _whole)
