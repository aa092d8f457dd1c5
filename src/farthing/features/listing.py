"""Listing tasks: which of them, and how much of each is shown."""

from typing import Literal

from msgspec import Raw, Struct, json

from farthing.domain import due
from farthing.domain.facts import Facts
from farthing.domain.task import Label, Priority, Status, Task
from farthing.features.browse import Source, is_live, of_kind, page
from farthing.features.records import PAGE_RECORDS, Record
from farthing.features.workspace import Workspace, encode

INBOX = "inbox"


class TaskFilter(Struct, frozen=True, kw_only=True):
    """Which tasks to list; what is None does not filter. `list` is an id, or `inbox` for those in none.
    A due matches by its wall clock: before is exclusive, after inclusive. `updated_after` is exclusive."""

    status: Status | None = None
    list: str | None = None
    label: Label | None = None
    due_before: str | None = None
    due_after: str | None = None
    updated_after: str | None = None


class TaskSummary(Struct, frozen=True, rename="camel", kw_only=True):
    """Enough of a task for a line in a list."""

    task_id: str
    title: str
    status: Status
    priority: Priority
    due_date: str | None
    list_id: str | None
    version: int


class _Named(Struct, frozen=True):
    name: str


View = Literal["full", "summary"]
_facts = json.Decoder(Facts)
_summary = json.Decoder(TaskSummary)
_task = json.Decoder(Task)
_named = json.Decoder(_Named)
_FIELDS = dict(zip(Task.__struct_encode_fields__, Task.__struct_fields__, strict=True))
ANY = TaskFilter()


def source(ws: Workspace, wanted: TaskFilter) -> Source:
    """All tasks that are as wanted, in the order of their making."""
    if wanted == ANY:
        return of_kind("task")
    lists = list_names(ws) if wanted.list == INBOX else {}
    return of_kind(
        "task", lambda record: is_live(record) and meets(wanted, _facts.decode(record.body), lists)
    )


def shown(records: list[Record], view: View, fields: tuple[str, ...]) -> list[Raw]:
    """Tasks as JSON, whole or only in part; whole is as it is kept, without a decode."""
    if fields:
        wholes = (_task.decode(record.body) for record in records)  # an old one lacks the newer fields
        return [Raw(encode({name: getattr(task, _FIELDS[name]) for name in fields})) for task in wholes]
    if view == "summary":
        return [Raw(encode(_summary.decode(record.body))) for record in records]
    return [Raw(record.body) for record in records]


def list_names(ws: Workspace) -> dict[str, str]:
    """The names of the lists that are there, by their ids: a task in any other is in the inbox."""
    names, after = dict[str, str](), None
    while True:
        found = page(ws, of_kind("list"), PAGE_RECORDS - 1, after)
        names |= {record.sk[2:]: _named.decode(record.body).name for record in found.records}
        after = found.next
        if after is None:
            return names


def meets(wanted: TaskFilter, facts: Facts, lists: dict[str, str]) -> bool:
    """Whether a task is as wanted; `lists` are those that are there, where the inbox is asked for."""
    clock = due.wall_clock(facts.due_date) if facts.due_date else None
    return (
        (wanted.status is None or facts.status == wanted.status)
        and (wanted.list in (None, facts.list_id) or (wanted.list == INBOX and facts.list_id not in lists))
        and (wanted.label is None or wanted.label in facts.labels)
        and (wanted.due_before is None or (clock is not None and clock < wanted.due_before))
        and (wanted.due_after is None or (clock is not None and clock >= wanted.due_after))
        and (wanted.updated_after is None or facts.updated_at > wanted.updated_after)
    )
