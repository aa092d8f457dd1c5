"""The part of the table that is about making tasks out of lines."""

from farthing.http.endpoints import quick
from farthing.http.quick_shapes import Quick, QuickTask
from farthing.http.route import Route
from farthing.http.shapes import In

QUICK_ROUTES: tuple[Route, ...] = (
    Route(
        "api", "POST", "/tasks/quick", quick.create, "Make a task out of a line of text", "write",
        query=In, body=Quick, result=QuickTask, status=201, takes=("Idempotency-Key",), answers=(200, 409),
    ),
)  # fmt: skip
