"""Items over HTTP: documents go out exactly as they came in."""

from msgspec import Raw

from farthing.domain.item import Item
from farthing.features import browse, things
from farthing.features.items import ITEMS, Document
from farthing.features.workspace import DECODERS
from farthing.http.call import Call, unless_known, versioned
from farthing.http.message import Response


def put(call: Call) -> Response:
    """The item made, or replaced, under the `id` within its document."""
    document = Document(Raw(call.request.body.strip()))
    item, made = things.put(call.workspace(), ITEMS, call.body.id, document, call.expected())
    return versioned(bytes(item.document), item.version, 201 if made else 200)


def index(call: Call) -> Response:
    """A page of documents, in the order of their ids."""
    page = browse.page(call.workspace(), browse.of_kind("item"), call.query.limit, call.after())
    return call.page({"items": [Raw(_document(record.body)) for record in page.records]}, page.next)


def get(call: Call) -> Response:
    """One document."""
    record = things.find(call.workspace(), "item", call.params["itemId"])
    return unless_known(call, _document(record.body), record.version)


def _document(body: bytes) -> bytes:
    item = DECODERS["item"].decode(body)
    assert isinstance(item, Item)  # noqa: S101 - the decoder of this kind makes no other
    return bytes(item.document)
