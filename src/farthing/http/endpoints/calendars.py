"""Calendars over HTTP: their owner makes and revokes them; whoever has the address reads."""

from farthing.features import calendars
from farthing.http.call import Call, reply
from farthing.http.format_shapes import Subscription
from farthing.http.message import Response


def index(call: Call) -> Response:
    """A page of the person's calendars."""
    found, after = calendars.mine(call.store, call.principal.user, call.query.limit, call.after())
    return call.page({"calendars": found}, after)


def create(call: Call) -> Response:
    """A new calendar, whose address is shown this once."""
    return reply(calendars.create(call.store, call.clock, call.principal.user, call.body), 201)


def revoke(call: Call) -> Response:
    """A calendar ended."""
    calendars.CALENDARS.revoke(call.store, call.principal.user, call.params["calendarId"])
    return Response(204)


def feed(call: Call) -> Response:
    """The calendar itself; 304 for a program that has it as it is."""
    wanted: Subscription = call.query
    found = calendars.Feed(call.store, call.clock, wanted.token, wanted.kind)
    tag = found.tag()
    headers = {"cache-control": "private, no-cache"} | ({"etag": f'"{tag}"'} if tag else {})
    if tag and call.request.headers.get("if-none-match", "").removeprefix("W/") == f'"{tag}"':
        return Response(304, headers)
    return Response(200, headers | {"content-type": "text/calendar; charset=utf-8"}, found.content())
