"""What a format could not hold: a file that was just written is read again and compared, task by task."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import json

from farthing.domain import instant, repeat
from farthing.domain.task import Task
from farthing.features.formats.draft import Draft, Found, Misfit
from farthing.features.formats.shaping import list_name


def losses(written: list[Task], lists: Mapping[str, str], found: Iterable[Found]) -> Iterator[Misfit]:
    """Every field of a task of which the file says nothing, or something else. Tasks are known by their ids
    or, where the format has none, by their order."""
    by_id = {task.id: task for task in written}
    ids: dict[str, str] = {}
    for number, draft in enumerate(one for one in found if isinstance(one, Draft)):
        task = by_id.get(draft.key) or written[number]
        ids[draft.key] = task.id
        above = ids.get(draft.parent, draft.parent) if draft.parent else None
        for field, value, kept in _compared(task, lists, draft, above):
            if value != kept:
                yield Misfit(0, task.title, field, _shown(value), _why(kept))


def left_out(tasks: Iterable[Task]) -> Iterator[Misfit]:
    """Tasks that a format has no place for at all."""
    for task in tasks:
        yield Misfit(0, task.title, "", "", f"the format has no place for a task that is {task.status}")


def _compared(
    task: Task, lists: Mapping[str, str], draft: Draft, above: str | None
) -> Iterator[tuple[str, Any, Any]]:
    """Each field with its value and what the file makes of it."""
    yield "title", task.title, draft.title
    yield "description", task.description, draft.description
    yield "status", task.status, draft.status
    yield "priority", task.priority, draft.priority
    yield "dueDate", task.due_date, draft.due_date
    yield "startDate", task.start_date, draft.start_date
    yield "repeat", *_repeats(task, draft)
    yield "labels", task.labels, draft.labels
    yield "reminders", task.reminders, draft.reminders
    yield "list", lists.get(task.list_id or "", ""), list_name(draft.list_name)
    yield "parentId", task.parent_id, above
    yield "createdAt", *_seconds(task.created_at, draft.created_at)
    yield "completedAt", *_seconds(task.completed_at, draft.completed_at)


def _repeats(task: Task, draft: Draft) -> tuple[object, object]:
    """The rules, from what they count, and the dues that they count from."""
    own = task.repeat and (task.repeat.rule, task.repeat.from_, task.repeat.start or task.due_date)
    there = draft.repeat and (repeat.parse(draft.repeat), draft.repeat_from, draft.due_date)
    return own, there or None


def _seconds(moment: str | None, ms: int | None) -> tuple[str | None, str | None]:
    """Two moments to the second, which is as fine as other programs have them."""
    there = None if ms is None else instant.to_iso(ms // 1000 * 1000)
    return None if moment is None else f"{moment[:19]}.000Z", there


def _why(kept: object) -> str:
    return f"the format has it as {_shown(kept)}" if kept else "the format has no place for it"


def _shown(value: object) -> str:
    return (value if isinstance(value, str) else json.encode(value).decode())[:200]
