"""The part of the table that is the capture door: a task is a line of text, and completed or not."""

from typing import Any

from farthing.domain.space import Access
from farthing.http.endpoints import capture, meta, things
from farthing.http.route import Route, Run
from farthing.http.shapes import Health, Jotted, JottedChange, Jotting, Nothing, Page

ANY_MEDIA = ("*/*",)


def _door(method: str, path: str, run: Run, summary: str, access: Access | None, **rest: Any) -> Route:
    return Route("capture", method, path, run, summary, access, media=ANY_MEDIA, **rest)


CAPTURE_ROUTES: tuple[Route, ...] = (
    _door("GET", "/", capture.index, "List the inbox", "read", query=Page, result=list[Jotting]),
    _door(
        "POST", "/", capture.create, "Jot a task down", "write",
        query=Nothing, body=Jotted, result=Jotting, status=201, takes=("Idempotency-Key",),
    ),
    _door("GET", "/{taskId}", capture.get, "Read a task", "read", query=Nothing, result=Jotting),
    _door(
        "PUT", "/{taskId}", capture.put, "Change a task", "write",
        query=Nothing, body=JottedChange, result=Jotting, takes=("If-Match",), answers=(409, 412),
    ),
    _door(
        "DELETE", "/{taskId}", things.delete("task"), "Delete a task, into the trash", "write",
        query=Nothing, status=204, takes=("If-Match",), answers=(409, 412),
    ),
    _door("GET", "/healthz", meta.healthz, "Say that the program runs", None, query=Nothing, result=Health),
)  # fmt: skip
