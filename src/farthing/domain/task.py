"""A task: what it is, and the rules by which it is made and changed.

The same shape is stored and sent; the names on the wire are in camel case.
"""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from farthing.domain import due, instant, order, repeat
from farthing.domain.due import Due
from farthing.domain.errors import Invalid
from farthing.domain.lifecycle import Version, check_rules, given, update
from farthing.domain.recurrence import anchored
from farthing.domain.reminder import Reminders, check_reminders
from farthing.domain.repeat import Repeat
from farthing.domain.text import Id, UserId, check_labels, check_line, check_text

Status = Literal["todo", "doing", "done"]
Priority = Literal["none", "low", "medium", "high", "urgent"]
Title = Annotated[str, Meta(min_length=1, max_length=500)]
Description = Annotated[str, Meta(max_length=65_536, description="at most 64 KiB of UTF-8")]
Label = Annotated[str, Meta(min_length=1, max_length=50)]
Labels = Annotated[list[Label], Meta(max_length=50)]
DESCRIPTION_BYTES = 65_536


class Task(Struct, frozen=True, rename="camel"):
    id: Id = field(name="taskId")
    user_id: UserId
    space_id: Id
    title: Title
    created_at: str
    updated_at: str
    position: order.Position
    version: Version = 1
    description: Description = ""
    status: Status = "todo"
    priority: Priority = "none"
    due_date: Due | None = None
    labels: Labels = field(default_factory=list)
    list_id: Id | None = None
    parent_id: Id | None = None
    start_date: Due | None = None
    reminders: Reminders = field(default_factory=list)
    repeat: Repeat | None = None
    completed_at: str | None = None
    deleted_at: str | None = None
    updated_by: Annotated[str, Meta(max_length=128, description="who wrote this version")] = ""


class TaskChange(Struct, frozen=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """The fields somebody wants to set: a merge patch (RFC 7396), in which null means back to nothing."""

    title: Title | UnsetType = UNSET
    description: Description | UnsetType | None = UNSET
    status: Status | UnsetType = UNSET
    priority: Priority | UnsetType | None = UNSET
    due_date: Due | UnsetType | None = UNSET
    start_date: Due | UnsetType | None = UNSET
    reminders: Reminders | UnsetType | None = UNSET
    repeat: Repeat | UnsetType | None = UNSET
    labels: Labels | UnsetType | None = UNSET
    list_id: Id | UnsetType | None = UNSET
    parent_id: Id | UnsetType | None = UNSET
    position: order.Position | UnsetType = UNSET


_NOTHING: dict[str, Any] = {"description": "", "priority": "none", "labels": [], "reminders": []}


def create(change: TaskChange, *, id: str, user: str, space: str, now: int) -> Task:
    """A new task of `user` in `space` at `now` (Unix milliseconds).

    Raises:
        Invalid: no title, or a value breaks a rule.
    """
    if change.title is UNSET:
        raise Invalid("title", "a task needs a title")
    moment = instant.to_iso(now)
    fields = {"position": order.at_end(now)} | _checked(change, id)
    _anchor(fields, None, id)
    done = moment if fields.get("status") == "done" else None
    return Task(
        id=id, user_id=user, space_id=space, created_at=moment, updated_at=moment, completed_at=done, **fields
    )


def apply(task: Task, change: TaskChange, now: int) -> Task:
    """The task with the change's own fields written, or the very same task where they say nothing new.

    Raises:
        Conflict: the task is in the trash.
        Invalid: a value breaks a rule.
    """
    fields = _checked(change, task.id)
    _anchor(fields, task, task.id)
    if "status" in fields and fields["status"] != task.status:
        fields["completed_at"] = instant.to_iso(now) if fields["status"] == "done" else None
    return update(task, fields, now)


def check(task: Task) -> None:
    """Hold a task from elsewhere to the rules.

    Raises:
        Invalid: names the field that breaks one.
    """
    check_rules(task, lambda change: _checked(change, task.id), TaskChange)
    if task.repeat:
        filled = anchored(task.repeat, None, task.due_date, task.id)
        if task.repeat.from_ == "due" and task.repeat != filled:
            raise Invalid("repeat", "seriesId and start must be there")


def _checked(change: TaskChange, id: str) -> dict[str, Any]:
    """The fields that are set, by the rules that types cannot say."""
    fields = given(change)
    fields |= {name: _NOTHING.get(name) for name, value in fields.items() if value is None}
    if "title" in fields:
        fields["title"] = check_line(fields["title"], "title")
    if fields.get("description"):
        check_text(fields["description"], "description", DESCRIPTION_BYTES)
    if fields.get("due_date") is not None:
        fields["due_date"] = due.parse(fields["due_date"])
    if fields.get("start_date") is not None:
        fields["start_date"] = due.parse(fields["start_date"], "startDate")
    if fields.get("reminders"):
        fields["reminders"] = check_reminders(fields["reminders"])
    if fields.get("repeat"):
        fields["repeat"] = repeat.check(fields["repeat"])
    if fields.get("labels"):
        fields["labels"] = check_labels(fields["labels"])
    if fields.get("parent_id") == id:
        raise Invalid("parentId", "a task cannot be its own parent")
    return fields


def _anchor(fields: dict[str, Any], old: Task | None, id: str) -> None:
    """Fill in what a repeat that is set leaves out; one from the due date keeps its due."""
    was = old.repeat if old else None
    due_date = fields.get("due_date", old.due_date if old else None)
    if fields.get("repeat"):
        fields["repeat"] = anchored(fields["repeat"], was, due_date, id)
    elif "repeat" not in fields and was and was.from_ == "due" and due_date is None:
        raise Invalid(
            "dueDate", 'it repeats from its due date: take "repeat" away too, or repeat from "done"'
        )
