"""From drafts to tasks: each in its list and below its parent; and what was lost on the way, counted."""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from farthing.domain import instant, order, repeat
from farthing.domain.errors import Invalid
from farthing.domain.lifecycle import TRASH_DAYS
from farthing.domain.recurrence import anchored
from farthing.domain.repeat import Repeat
from farthing.domain.task import Task
from farthing.features.formats.draft import Draft, Found, Misfit, Place
from farthing.features.formats.family import Family, Kin
from farthing.features.formats.report import ListUse, Report
from farthing.features.formats.shaping import list_name, shape


class Placing(Struct, frozen=True, kw_only=True):
    """Whose the tasks become, and in which space; `list_called` finds or makes a list; tasks that name
    no list go into the one called `list`, or the inbox."""

    format: str
    user: str
    space: str
    place: Place
    list_called: Callable[[str], ListUse]
    list: str = ""


def tasks(found: Iterable[Found], placing: Placing, report: Report) -> Iterator[Task]:
    """The tasks, each after the one that it is below; what does not fit is told to the report.

    Raises:
        Invalid: the file cannot be read on; names line and column.
    """
    drafts = _recent(found, placing.place.now, report)
    lists: dict[str, str | None] = {"": None}
    beginning = order.at_end(placing.place.now)
    for number, kin in enumerate(Family(placing.format, report.add).in_order(drafts), 1):
        shape(kin.draft)
        name = _list(kin.draft, placing)
        if name not in lists:
            use = placing.list_called(name)
            lists[name] = use.list_id
            report.lists.append(use)
        made = _task(kin, lists[name], f"{beginning}{number:06}V", placing)
        report.close(kin.draft, made)
        yield made


def _recent(found: Iterable[Found], now: int, report: Report) -> Iterator[Draft]:
    """The drafts, but for those whose time in the trash would be over."""
    for one in found:
        if isinstance(one, Misfit):
            report.add(one)
        elif one.deleted_at is not None and one.deleted_at < now - TRASH_DAYS * instant.DAY:
            one.report("deleted", "", f"was deleted more than {TRASH_DAYS} days ago: it is left out")
            report.close(one, None)
        else:
            yield one


def _list(draft: Draft, placing: Placing) -> str:
    name = list_name(draft.list_name)
    if placing.format == "todoist" and name and placing.list:  # a section is a part of its project
        return f"{placing.list} / {name}"[:200].strip()
    return name or placing.list


def _task(kin: Kin, list_id: str | None, position: str, placing: Placing) -> Task:
    """The task as it is kept from now on."""
    draft, now = kin.draft, placing.place.now
    repeat_ = _repeat(draft, kin.id)
    return Task(
        id=kin.id,
        user_id=placing.user,
        space_id=placing.space,
        title=draft.title,
        created_at=instant.to_iso(now if draft.created_at is None else draft.created_at),
        updated_at=instant.to_iso(now if draft.updated_at is None else draft.updated_at),
        position=position,
        description=draft.description,
        status=draft.status,
        priority=draft.priority,
        due_date=draft.due_date,
        start_date=draft.start_date,
        labels=draft.labels,
        list_id=list_id,
        parent_id=kin.parent_id,
        reminders=draft.reminders,
        repeat=repeat_,
        completed_at=_moment(draft.completed_at, now) if draft.status == "done" else None,
        deleted_at=None if draft.deleted_at is None else instant.to_iso(draft.deleted_at),
        updated_by=placing.user,
    )


def _repeat(draft: Draft, id: str) -> Repeat | None:
    """How the task repeats, where its rule is one that tasks can follow."""
    if not draft.repeat:
        return None
    try:
        wanted = Repeat(repeat.parse(draft.repeat), draft.repeat_from)
        return anchored(wanted, None, draft.due_date, id)
    except Invalid as error:
        draft.keep("repeat", draft.repeat, error.detail)
        return None


def _moment(ms: int | None, now: int) -> str:
    return instant.to_iso(now if ms is None else ms)
