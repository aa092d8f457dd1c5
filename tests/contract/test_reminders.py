"""Reminders as a timer reads them: the next one of each open task, on every engine."""

import pytest
from msgspec import json

from farthing.domain.errors import Invalid
from farthing.domain.instant import DAY, from_iso
from farthing.domain.reminder import Reminder, check_reminders, instants
from farthing.domain.task import TaskChange
from farthing.features import reminders, settings, sync, things, transfer
from farthing.features.ports import Store
from farthing.features.settings import SettingsChange
from farthing.features.sync import SyncChange
from farthing.features.tasks import TASKS
from farthing.features.workspace import Workspace
from tests.contract.engines import ManualClock

ADA, GRACE = "01900000-0000-7000-8000-0000000000ad", "01900000-0000-7000-8000-0000000000ae"
AT_NINE = Reminder(relative_to="due", minutes=540)
DAY_BEFORE = Reminder(relative_to="due", minutes=-24 * 60)


@pytest.fixture
def ws(store: Store, clock: ManualClock) -> Workspace:
    clock.advance(seconds=(from_iso("2026-11-21T08:00:00Z") - clock.now()) / 1000)
    return Workspace(store, clock, ADA, ADA)


def remembered(ws: Workspace) -> list[tuple[str, str]]:
    low = from_iso("2026-11-20T00:00:00Z")
    return [(due.task_id, due.at) for due in reminders.between(ws.store, low, low + 12 * DAY)]


def make(ws: Workspace, **fields: object) -> str:
    id = ws.new_id()
    things.put(ws, TASKS, id, TaskChange(title="Call", **fields), None)  # type: ignore[arg-type]
    return id


def test_the_next_reminder_of_a_task_is_found_by_its_day(ws: Workspace) -> None:
    settings.change(ws.store, ws.user, SettingsChange(time_zone="Europe/Berlin"))
    later = make(ws, due_date="2026-11-24", reminders=[AT_NINE, DAY_BEFORE])
    soon = make(ws, reminders=[Reminder(at="2026-11-22T07:30[Europe/Berlin]")])
    make(ws, due_date="2026-11-24")
    assert remembered(ws) == [(soon, "2026-11-22T06:30:00.000Z"), (later, "2026-11-22T23:00:00.000Z")]


def test_it_follows_every_change_of_the_task(ws: Workspace) -> None:
    id = make(ws, due_date="2026-11-24", reminders=[AT_NINE])
    things.update(ws, TASKS, id, TaskChange(due_date="2026-11-25"), None)
    assert remembered(ws) == [(id, "2026-11-25T09:00:00.000Z")]
    things.update(ws, TASKS, id, TaskChange(status="done"), None)
    assert remembered(ws) == []
    things.update(ws, TASKS, id, TaskChange(status="todo"), None)
    assert remembered(ws) == [(id, "2026-11-25T09:00:00.000Z")]
    things.delete(ws, "task", id, None)
    assert remembered(ws) == []
    things.restore(ws, "task", id, None)
    things.update(ws, TASKS, id, TaskChange(reminders=None), None)
    assert remembered(ws) == []


def test_what_is_pushed_and_carried_in_is_remembered_too(ws: Workspace) -> None:
    id = ws.new_id()
    fields = json.encode({"title": "Call", "dueDate": "2026-11-24", "reminders": [{"relativeTo": "due"}]})
    change = json.decode(json.encode({"kind": "task", "id": id, "base": 0, "fields": json.decode(fields)}))
    sync.push(ws, [json.decode(json.encode(change), type=SyncChange)], None)
    assert remembered(ws) == [(id, "2026-11-24T00:00:00.000Z")]
    carried, _ = transfer.export(ws, 100, None)
    there = Workspace(ws.store, ws.clock, GRACE, GRACE)
    transfer.import_(there, carried)
    assert remembered(ws) == [(id, "2026-11-24T00:00:00.000Z")] * 2


def test_more_than_one_commit_takes_is_kept_whole(ws: Workspace) -> None:
    """Fifty tasks whose reminder moves are fifty writes, and a hundred that go along."""
    ids = [make(ws, due_date="2026-11-24", reminders=[AT_NINE]) for _ in range(sync.BATCH)]
    body = [{"kind": "task", "id": id, "base": 1, "fields": {"dueDate": "2026-11-25"}} for id in ids]
    results = json.decode(sync.push(ws, json.decode(json.encode(body), type=list[SyncChange]), None))
    assert {result["status"] for result in results} == {"applied"}
    assert sorted(remembered(ws)) == sorted((id, "2026-11-25T09:00:00.000Z") for id in ids)


@pytest.mark.parametrize(
    "reminder",
    [Reminder(), Reminder(at="2026-11-22"), Reminder(at="2026-11-22T09:00"), Reminder(at="soon"),
     Reminder(at="2026-11-22T09:00Z", minutes=5), Reminder(at="2026-11-22T09:00Z", relative_to="due")],
)  # fmt: skip
def test_one_that_says_no_time_or_two_is_refused(reminder: Reminder) -> None:
    with pytest.raises(Invalid, match=r"remind|zone|date"):
        check_reminders([reminder])


def test_relative_to_what_is_not_there_says_nothing() -> None:
    start = Reminder(relative_to="start", minutes=-30)
    assert instants([AT_NINE, start], None, None, "UTC") == []
    assert instants([AT_NINE, start], "2026-11-24", "9999-12-31", "UTC") == [from_iso("2026-11-24T09:00:00Z")]
