"""The part of the table that is about other programs: their files, and calendars that they subscribe to."""

from typing import Any

from farthing.domain.space import Access
from farthing.features.calendars import CalendarRequest, CalendarView
from farthing.features.formats.report import ImportReport
from farthing.http.endpoints import calendars, imports
from farthing.http.format_shapes import CalendarPage, HowToImport, Subscription
from farthing.http.route import Route, Run
from farthing.http.shapes import In, Nothing, Page


def _api(method: str, path: str, run: Run, summary: str, access: Access | None, **rest: Any) -> Route:
    return Route("api", method, path, run, summary, access, **({"query": Nothing} | rest))


FORMAT_ROUTES: tuple[Route, ...] = (
    _api(
        "POST", "/import/{format}", imports.import_, "Bring in a file of another program, or preview it",
        "write", query=HowToImport, body=bytes, result=ImportReport, media=("*/*",), answers=(409,),
    ),
    _api(
        "GET", "/export/{format}", imports.export, "Make a file of another program out of all tasks", "read",
        query=In, result=bytes, gives="application/octet-stream", answers=(413,),
    ),
    _api(
        "GET", "/calendars", calendars.index, "List your calendars", "admin", query=Page, result=CalendarPage,
    ),
    _api(
        "POST", "/calendars", calendars.create,
        "Make a calendar to subscribe to; its address is shown this once", "admin",
        body=CalendarRequest, result=CalendarView, status=201, answers=(409,),
    ),
    _api("DELETE", "/calendars/{calendarId}", calendars.revoke, "Revoke a calendar", "admin", status=204),
    _api(
        "GET", "/calendar.ics", calendars.feed, "A calendar, for programs that subscribe to it", None,
        query=Subscription, result=bytes, gives="text/calendar", takes=("If-None-Match",),
        answers=(304, 404, 503),
    ),
)  # fmt: skip
