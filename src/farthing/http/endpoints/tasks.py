"""Listing tasks over HTTP."""

from farthing.domain import due, instant
from farthing.domain.errors import Invalid
from farthing.domain.task import Task
from farthing.features import tasks
from farthing.features.tasks import TaskFilter
from farthing.http.call import Call, given
from farthing.http.message import Response
from farthing.http.shapes import ListTasks

FIELDS = frozenset(Task.__struct_encode_fields__)


def index(call: Call) -> Response:
    """A page of the tasks that match."""
    query: ListTasks = call.query
    fields = _fields(given(query.fields))
    found, after = tasks.page(call.workspace(), _filter(query), query.limit, call.after())
    return call.page({"tasks": tasks.shown(found, query.view, fields)}, after)


def _filter(query: ListTasks) -> TaskFilter:
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
