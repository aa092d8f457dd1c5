"""Files of other programs over HTTP."""

from farthing.http.call import Call, given, reply
from farthing.http.format_shapes import HowToImport
from farthing.http.message import Response


def import_(call: Call) -> Response:
    """What importing the file does, or would do."""
    from farthing.features import imports  # with all formats; few requests need them

    how: HowToImport = call.query
    ws, format, into = call.workspace(), call.params["format"], given(how.list)
    if how.preview:
        return reply(imports.preview(ws, format, call.body, into))
    return reply(imports.import_(ws, format, call.body, into, how.from_))
