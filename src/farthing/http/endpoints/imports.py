"""Files of other programs over HTTP."""

from farthing.http.call import Call, given, reply
from farthing.http.format_shapes import HowToImport
from farthing.http.message import Response

MEDIA = {
    "todoist": "text/csv", "taskwarrior": "application/json", "ical": "text/calendar",
    "google": "application/json", "csv": "text/csv",
}  # fmt: skip
NAMES = {
    "todoist": "todoist.csv", "taskwarrior": "taskwarrior.json", "ical": "tasks.ics",
    "google": "Tasks.json", "csv": "tasks.csv",
}  # fmt: skip


def import_(call: Call) -> Response:
    """What importing the file does, or would do."""
    from farthing.features import imports  # with all formats; few requests need them

    how: HowToImport = call.query
    ws, format, into = call.workspace(), call.params["format"], given(how.list)
    if how.preview:
        return reply(imports.preview(ws, format, call.body, into))
    return reply(imports.import_(ws, format, call.body, into, how.from_))


def export(call: Call) -> Response:
    """The file of another program that all tasks make."""
    from farthing.features import exports  # as above

    format = call.params["format"]
    file = exports.export(call.workspace(), format)
    headers = {"content-type": f"{MEDIA[format]}; charset=utf-8", "cache-control": "no-store"}
    return Response(200, headers | {"content-disposition": f'attachment; filename="{NAMES[format]}"'}, file)
