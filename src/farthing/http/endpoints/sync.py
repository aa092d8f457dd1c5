"""Delta sync and transfer over HTTP."""

from msgspec import Raw

from farthing.features import keys, sync, transfer
from farthing.features.records import Page
from farthing.http.call import Call, given, reply
from farthing.http.endpoints.things import bodies
from farthing.http.message import Response
from farthing.http.shapes import Import, Since

PULL = 100


def pull(call: Call) -> Response:
    """What changed since a token."""
    query: Since = call.query
    return reply(_pulled(*sync.pull(call.workspace(), given(query.since), query.limit)))


def push(call: Call) -> Response:
    """A client's changes in, what became of each, and then what changed since its token."""
    ws, wanted = call.workspace(), call.body
    results = sync.push(ws, wanted.changes, call.once())
    return reply({"results": Raw(results)} | _pulled(*sync.pull(ws, wanted.since, PULL)))


def export(call: Call) -> Response:
    """A page of everything."""
    carried, after = transfer.export(call.workspace(), call.query.limit, call.after())
    return call.page({"records": carried}, after)


def import_(call: Call) -> Response:
    """A batch of things, as they were exported."""
    wanted: Import = call.body
    return reply(transfer.import_(call.workspace(), wanted.records))


def _pulled(page: Page, token: str) -> dict[str, object]:
    things = {f"{kind}s": bodies(page.records, kind) for kind in keys.PREFIX}
    return things | {"next": token, "more": page.next is not None}
