"""Searching over HTTP. What it takes is loaded by the first search, not when a function starts."""

from msgspec import Raw

from farthing.http.call import Call, given, reply
from farthing.http.message import Response
from farthing.http.search_shapes import Search


def search(call: Call) -> Response:
    """The tasks that have all the words, the best first."""
    from farthing.features.search import everywhere, find, wanted

    query: Search = call.query
    ws = call.workspace()
    sought = wanted.read(query.q, query.limit, given(query.status))
    workspaces = everywhere.workspaces(ws, call.access) if query.everywhere else [ws]
    hits, more = find.search(workspaces, sought)
    return reply({"tasks": [Raw(hit.record.body) for hit in hits], "more": more})


def reindex(call: Call) -> Response:
    """A step on the way to a new index."""
    from farthing.features.search import keeping

    ws = call.workspace()
    return reply({"more": keeping.rebuild(ws.store, ws.clock, ws.space, resume=call.query.resume)})
