"""Google Tasks, as Takeout gives them: lists of tasks in one JSON file. A due there is written as an instant,
but is a day: midnight in UTC, whatever the zone; the time of day that people see is not in the file."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, BinaryIO, Final

from msgspec import json

from farthing.domain.errors import Invalid
from farthing.domain.task import Task
from farthing.features.formats import moments
from farthing.features.formats.draft import Draft, Place, Reading
from farthing.features.formats.json_values import JsonReader

INBOX: Final = "Inbox"
_READ: Final = {
    "id", "title", "notes", "status", "due", "completed", "created", "updated", "parent", "deleted", "links",
}  # fmt: skip
# What Google keeps for itself; `hidden` is a done task that was cleared away.
_BESIDE: Final = {
    "kind", "etag", "selfLink", "webViewLink", "position", "hidden", "task_type", "taskType",
}  # fmt: skip


def read(file: BinaryIO, place: Place) -> Reading:
    """The tasks of all lists.

    Raises:
        Invalid: this is no JSON, or not of Google Tasks; names the line.
    """
    reader = JsonReader(file)
    if reader.peek() != "{":
        raise Invalid("line 1", "this is no file of Google Tasks")
    found = False
    for name in reader.members():
        if name == "items":
            found = True
            for _ in reader.elements():
                yield from _list(reader, place)
        else:
            reader.value()
    if not found:
        raise Invalid("line 1", "this is no file of Google Tasks: it has no lists in `items`")


def _list(reader: JsonReader, place: Place) -> Reading:
    """The tasks of one list; held back where its title comes after them."""
    title: str | None = None
    early: list[Draft] = []
    for name in reader.members():
        if name == "title":
            title = str(reader.value())
        elif name == "items":
            for _ in reader.elements():
                reader.peek()
                draft = _draft(reader.line, reader.value(), place)
                draft.list_name = title
                if title is None:
                    early.append(draft)
                else:
                    yield draft
        else:
            reader.value()
    for draft in early:
        draft.list_name = title
        yield draft


def _draft(line: int, given: Any, place: Place) -> Draft:
    if not isinstance(given, dict):
        raise Invalid(f"line {line}", "this is no task of Google Tasks")
    draft = Draft(line=line, key=str(given.get("id", "")), title=str(given.get("title", "")))
    draft.description = str(given.get("notes") or "")
    draft.parent = str(given["parent"]) if given.get("parent") else None
    draft.created_at, draft.updated_at = _moment(draft, given, "created"), _moment(draft, given, "updated")
    if given.get("status") == "completed":
        draft.status, draft.completed_at = "done", _moment(draft, given, "completed") or draft.updated_at
    elif given.get("status") not in ("needsAction", None):
        draft.report("status", given["status"], "is no status of Google Tasks: read as open")
    if given.get("due"):
        draft.due_date = moments.due_of(str(given["due"])[:10])
        if draft.due_date is None:
            draft.keep("due", given["due"], "is no day")
    if given.get("deleted"):
        draft.deleted_at = draft.updated_at or place.now
    for link in given.get("links") or ():
        draft.keep("link", link.get("link", link) if isinstance(link, dict) else link)
    for name, value in given.items():
        if name not in _READ and name not in _BESIDE:
            draft.keep(name, value)
    return draft


def _moment(draft: Draft, given: dict[str, Any], name: str) -> int | None:
    value = given.get(name)
    ms = moments.ms_of(str(value)) if value else None
    if value and ms is None:
        draft.report(name, value, "is no moment")
    return ms


def write(tasks: Iterable[Task], lists: Mapping[str, str], _place: Place) -> Iterator[bytes]:
    """All tasks by list; those in none are in one called Inbox."""
    yield b'{"kind":"tasks#taskLists","items":['
    before = b""
    for list_id, group in groupby(tasks, lambda task: task.list_id if task.list_id in lists else None):
        head = {"kind": "tasks#tasks", "id": list_id or "inbox", "title": lists.get(list_id or "", INBOX)}
        yield before + json.encode(head)[:-1] + b',"items":[\n'
        before = b""
        for task in group:
            yield before + json.encode(_exported(task))
            before = b",\n"
        yield b"]}"
        before = b","
    yield b"]}\n"


def _exported(task: Task) -> dict[str, Any]:
    given = {
        "kind": "tasks#task",
        "id": task.id,
        "title": task.title,
        "task_type": "PUBLISHED_TASK",
        "created": task.created_at,
        "updated": task.updated_at,
        "status": "completed" if task.status == "done" else "needsAction",
    }
    if task.description:
        given["notes"] = task.description
    if task.due_date:
        given["due"] = f"{task.due_date[:10]}T00:00:00Z"
    if task.completed_at:
        given["completed"] = task.completed_at
    if task.parent_id:
        given["parent"] = task.parent_id
    return given
