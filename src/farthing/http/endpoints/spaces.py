"""Spaces and tokens over HTTP."""

from farthing.features import spaces, tokens
from farthing.features.tokens import TokenView
from farthing.http.call import Call, reply
from farthing.http.message import Response


def index(call: Call) -> Response:
    """A page of the spaces that the person is in."""
    found, after = spaces.mine(call.workspace(), call.query.limit, call.after())
    return call.page({"spaces": found}, after)


def create(call: Call) -> Response:
    """A new space, owned by the person."""
    return reply(
        spaces.create(call.workspace(), call.body, call.once(), call.principal.name or call.principal.email),
        201,
    )


def get(call: Call) -> Response:
    """One space."""
    return reply(spaces.get(call.workspace()))


def rename(call: Call) -> Response:
    """One space under another name."""
    return reply(spaces.rename(call.workspace(), call.body))


def tokens_index(call: Call) -> Response:
    """A page of the person's tokens."""
    found, after = tokens.mine(call.store, call.principal.user, call.query.limit, call.after())
    return call.page({"tokens": found}, after)


def tokens_create(call: Call) -> Response:
    """A new token, shown this once."""
    view: TokenView = tokens.create(call.store, call.clock, call.principal.user, call.body)
    return reply(view, 201)


def tokens_revoke(call: Call) -> Response:
    """A token ended."""
    tokens.TOKENS.revoke(call.store, call.principal.user, call.params["tokenId"])
    return Response(204)
