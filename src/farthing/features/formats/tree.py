"""The order in which tasks are written: list by list, and each after the one that it is below."""

from collections.abc import Iterable, Iterator, Mapping

from farthing.domain.task import Task


def in_order(tasks: Iterable[Task], lists: Mapping[str, str]) -> Iterator[Task]:
    """All of the tasks: those of the inbox first. A task is among those of its list, and below another one
    only where that is in the same list."""
    found = sorted(tasks, key=lambda task: (_place(task, lists), task.position, task.id))
    there = {task.id: _place(task, lists) for task in found}
    children: dict[str, list[Task]] = {}
    for task in found:
        above = task.parent_id if there.get(task.parent_id or "") == _place(task, lists) else None
        children.setdefault(above or "", []).append(task)
    waiting = children.get("", [])[::-1]
    while waiting:
        task = waiting.pop()
        del there[task.id]
        yield task
        waiting += children.get(task.id, [])[::-1]
    yield from (task for task in found if task.id in there)  # those that are below themselves


def _place(task: Task, lists: Mapping[str, str]) -> tuple[str, str]:
    """Where a task belongs, in the order of the lists' names; a list in the trash counts as the inbox."""
    return (lists.get(task.list_id or "", ""), task.list_id or "") if task.list_id in lists else ("", "")
