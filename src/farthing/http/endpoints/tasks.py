"""Listing tasks over HTTP. The language of filters is loaded with the first request that needs it."""

from farthing.domain import due, instant
from farthing.domain.errors import Invalid
from farthing.domain.task import Task
from farthing.features import browse, listing
from farthing.features.browse import Source
from farthing.features.listing import TaskFilter
from farthing.features.records import Page
from farthing.features.workspace import Workspace
from farthing.http.call import Call, given
from farthing.http.message import Response
from farthing.http.shapes import ListTasks

FIELDS = frozenset(Task.__struct_encode_fields__)


def index(call: Call) -> Response:
    """A page of the tasks that match."""
    ws = call.workspace()
    source = _source(ws, call.query)
    return _answer(call, browse.page(ws, source, call.query.limit, call.after(source.index)))


def inbox(call: Call) -> Response:
    """A page of what is in no list."""
    from farthing.features import views

    return _answer(call, views.inbox(call.workspace(), call.query.limit, call.after("byDue")))


def today(call: Call) -> Response:
    """A page of what is due."""
    from farthing.features import views

    return _answer(call, views.today(call.workspace(), call.query.limit, call.after("byDue")))


def upcoming(call: Call) -> Response:
    """A page of what will be due."""
    from farthing.features import views

    page = views.upcoming(call.workspace(), call.query.days, call.query.limit, call.after("byDue"))
    return _answer(call, page)


def done(call: Call) -> Response:
    """A page of what is done."""
    from farthing.features import views

    return _answer(call, views.done(call.workspace(), call.query.limit, call.after("byChange")))


def _source(ws: Workspace, query: ListTasks) -> Source:
    wanted, filter = _wanted(query), given(query.filter)
    if filter is None:
        return listing.source(ws, wanted)
    from farthing.features import filtering

    return filtering.source(ws, filter, wanted)


def _answer(call: Call, page: Page) -> Response:
    query = call.query
    tasks = listing.shown(page.records, query.view, _fields(given(query.fields)))
    return call.page({"tasks": tasks}, page.next)


def _wanted(query: ListTasks) -> TaskFilter:
    due_before, due_after = given(query.due_before), given(query.due_after)
    updated_after = given(query.updated_after)
    return TaskFilter(
        status=given(query.status),
        list=given(query.list),
        label=given(query.label),
        due_before=due_before and due.parse_bound(due_before, "due_before"),
        due_after=due_after and due.parse_bound(due_after, "due_after"),
        updated_after=updated_after and _instant(updated_after),
    )


def _instant(text: str) -> str:
    try:
        return instant.to_iso(instant.from_iso(text))
    except (ValueError, OverflowError):
        raise Invalid("updated_after", "give an instant, such as 2026-11-21T04:00:00Z") from None


def _fields(text: str | None) -> tuple[str, ...]:
    names = tuple(text.split(",")) if text else ()
    unknown = [name for name in names if name not in FIELDS]
    if unknown:
        raise Invalid("fields", f"a task has no field called {unknown[0]!r}")
    return names
