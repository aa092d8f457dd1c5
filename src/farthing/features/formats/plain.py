"""Plain CSV: one task a row, in columns that are called as people call them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

from msgspec import ValidationError, convert

from farthing.domain import zoned
from farthing.domain.errors import Invalid
from farthing.domain.ident import is_uuid
from farthing.domain.reminder import Reminder
from farthing.domain.task import Task
from farthing.features.formats import dates, moments
from farthing.features.formats.csv_rows import row, rows
from farthing.features.formats.draft import Draft, Keys, Place, Reading

_SPELLINGS: Final = {
    "taskId": "taskid id uuid uid",
    "title": "title name task taskname subject summary content todo aufgabe titel",
    "description": "description notes note details body comment beschreibung notizen",
    "status": "status state completed done complete erledigt",
    "priority": "priority prio importance prioritaet priorität",
    "startDate": "startdate start starton begindate begin deferdate scheduled beginn",
    "dueDate": "duedate due dueon deadline date duetime fällig faellig fälligkeitsdatum termin",
    "repeat": "repeat recurrence recurring rrule repeats wiederholung",
    "reminders": "reminders reminder alarm erinnerung",
    "labels": "labels label tags tag categories category contexts context etiketten",
    "list": "list listname project projects folder section area column liste projekt",
    "parentId": "parentid parent parenttask",
    "createdAt": "createdat created dateadded createddate creationdate added",
    "updatedAt": "updatedat updated modified lastmodified modifieddate",
    "completedAt": "completedat completeddate datecompleted completiondate completedon",
}
COLUMNS: Final = tuple(_SPELLINGS)


def _by_word(**words: str) -> dict[str, Any]:
    """What each word stands for."""
    return {word: meant for meant, text in words.items() for word in text.split()}


_NAMES: Final[dict[str, str]] = _by_word(**_SPELLINGS)
_STATUSES: Final = _by_word(
    todo="todo open pending needsaction notstarted no false 0 offen nein",
    doing="doing inprogress inprocess started active begonnen",
    done="done completed complete closed finished yes true 1 x ✓ erledigt ja",
)
_PRIORITIES: Final = _by_word(
    none="none no normal 0 p0 keine",
    low="low l p4 4 niedrig",
    medium="medium m mid p3 3 mittel",
    high="high h p2 2 hoch",
    urgent="urgent u p1 1 critical highest dringend",
)
_REMINDER: Final = re.compile(r"(due|start)([+-]\d{1,6})")


def read(file: BinaryIO, place: Place) -> Reading:
    """The tasks. A parent is named by its id, or by the title of a row before it.

    Raises:
        Invalid: this is no CSV, or no column is a title; names the line.
    """
    names, cells = rows(file)
    columns = {name: _NAMES.get(re.sub(r"[\W_]", "", name.lower()), "") for name in names}
    if "title" not in columns.values():
        raise Invalid(
            "line 1", f"no column is called title, task or name: there are {', '.join(names)}"[:300]
        )
    keys, above = Keys(), dict[str, str]()
    for line, given in cells:
        known = {column: text for name, text in given.items() if (column := columns[name])}
        own = known.pop("taskId", "").strip()
        # A number is the id of a row in its own file only.
        key = (
            own if is_uuid(own.lower()) else keys.of(own, *(f"{name}={text}" for name, text in known.items()))
        )
        draft = Draft(line=line, key=key)
        for column, text in known.items():
            _TAKERS[column](draft, text if column == "description" else text.strip(), place)
        draft.parent = above.get(draft.parent or "", draft.parent)
        above |= {draft.title: key, own or key: key}
        for name, text in given.items():
            if name and not columns[name]:
                draft.keep(name, text)
        yield draft


def _take_status(draft: Draft, text: str, _place: Place) -> None:
    status = _STATUSES.get(re.sub(r"[\W_]", "", text.lower()) or text)
    if status is None:
        draft.keep("status", text, "is no status known here")
    else:
        draft.status = status


def _take_priority(draft: Draft, text: str, _place: Place) -> None:
    priority = _PRIORITIES.get(text.lower())
    if priority is None:
        draft.keep("priority", text, "is no priority known here")
    else:
        draft.priority = priority


def _take_due(draft: Draft, text: str, place: Place) -> None:
    draft.due_date = dates.read(text, place)
    if draft.due_date is None:
        draft.due_date, repeating = dates.words(text, place)
        if repeating is not None:
            draft.repeat, draft.repeat_from = repeating.rule, repeating.origin
        elif draft.due_date is None:
            draft.keep("dueDate", text, "cannot be read as a day or time")


def _take_start(draft: Draft, text: str, place: Place) -> None:
    draft.start_date = dates.read(text, place) or dates.words(text, place)[0]
    if draft.start_date is None:
        draft.keep("startDate", text, "cannot be read as a day or time")


def _take_repeat(draft: Draft, text: str, place: Place) -> None:
    rule, _, origin = text.partition(" from ")
    draft.repeat, draft.repeat_from = rule.strip(), "done" if origin.strip() == "done" else "due"
    if "FREQ=" not in rule.upper():
        due, repeating = dates.words(text, place)
        if repeating is not None:
            draft.repeat, draft.repeat_from = repeating.rule, repeating.origin
            draft.due_date = draft.due_date or due


def _take_reminders(draft: Draft, text: str, _place: Place) -> None:
    for part in filter(None, map(str.strip, text.split(";"))):
        match = _REMINDER.fullmatch(part)
        try:
            given = {"relativeTo": match[1], "minutes": int(match[2])} if match else {"at": part}
            draft.reminders.append(convert(given, Reminder))
        except ValidationError:
            draft.report("reminders", part, "is no reminder")


def _take_labels(draft: Draft, text: str, _place: Place) -> None:
    draft.labels = [label.strip() for label in re.split(r"[,;]", text)]


def _take_moment(field: str) -> "Taker":
    def take(draft: Draft, text: str, place: Place) -> None:
        ms = moments.ms_of(text)
        due = None if ms is not None else dates.read(text, place)
        if due is not None:
            ms = zoned.instant_of(due, place.zone)
        if ms is None:
            draft.report(field, text, "is no moment")
        setattr(draft, field, ms)
        if field == "completed_at" and ms is not None:
            draft.status = "done"

    return take


def _take_text(field: str) -> "Taker":
    return lambda draft, text, _place: setattr(draft, field, text)


Taker = Callable[[Draft, str, Place], None]
_TAKERS: Final[dict[str, Taker]] = {
    "title": _take_text("title"),
    "description": _take_text("description"),
    "status": _take_status,
    "priority": _take_priority,
    "startDate": _take_start,
    "dueDate": _take_due,
    "repeat": _take_repeat,
    "reminders": _take_reminders,
    "labels": _take_labels,
    "list": _take_text("list_name"),
    "parentId": _take_text("parent"),
    "createdAt": _take_moment("created_at"),
    "updatedAt": _take_moment("updated_at"),
    "completedAt": _take_moment("completed_at"),
}


def _repeat(task: Task) -> str:
    if task.repeat is None:
        return ""
    return task.repeat.rule + (" from done" if task.repeat.from_ == "done" else "")


def write(tasks: Iterable[Task], lists: Mapping[str, str], _place: Place) -> Iterator[bytes]:
    """All tasks."""
    yield row(COLUMNS)
    for task in tasks:
        reminders = (
            reminder.at or f"{reminder.relative_to}{reminder.minutes:+}" for reminder in task.reminders
        )
        yield row(
            [
                task.id, task.title, task.description, task.status, task.priority, task.start_date or "",
                task.due_date or "", _repeat(task), ";".join(reminders), ",".join(task.labels),
                lists.get(task.list_id or "", ""), task.parent_id or "", task.created_at, task.updated_at,
                task.completed_at or "",
            ]
        )  # fmt: skip
