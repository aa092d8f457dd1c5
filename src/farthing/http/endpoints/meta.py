"""About the program itself."""

from farthing import __version__
from farthing.http.call import Call, reply
from farthing.http.message import Response
from farthing.http.shapes import Health


def healthz(_call: Call) -> Response:
    """Whether the program answers."""
    return reply(Health("ok", __version__))


def openapi(call: Call) -> Response:
    """The description of the API, from the table of the routes that are served here."""
    from farthing.http.openapi import document  # few requests need it

    return reply(document(call.routes))
