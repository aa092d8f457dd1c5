"""A person's settings over HTTP."""

from farthing.features import settings
from farthing.http.call import Call, reply
from farthing.http.message import Response


def get(call: Call) -> Response:
    """The settings as they are."""
    return reply(settings.read(call.store, call.principal.user))


def patch(call: Call) -> Response:
    """The settings given, changed."""
    return reply(settings.change(call.store, call.principal.user, call.body))
