"""Tasks that repeat: what is completed stays, and exactly one comes after it, whoever completes it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from msgspec import json

from farthing.domain.errors import Conflict, Invalid, VersionMismatch
from farthing.domain.instant import from_iso
from farthing.domain.reminder import Reminder
from farthing.domain.repeat import Repeat
from farthing.domain.space import SpaceChange
from farthing.domain.task import Task, TaskChange
from farthing.features import (
    browse,
    bulk,
    copying,
    keys,
    reminders,
    settings,
    skipping,
    spaces,
    sync,
    things,
    transfer,
)
from farthing.features.bulk import BulkEdit
from farthing.features.copying import Destination
from farthing.features.ports import Store
from farthing.features.settings import SettingsChange
from farthing.features.sync import SyncChange
from farthing.features.tasks import TASKS
from farthing.features.workspace import Workspace
from tests.contract.engines import ManualClock

ADA, GRACE = "01900000-0000-7000-8000-0000000000ad", "01900000-0000-7000-8000-0000000000ae"
DONE, TODO = TaskChange(status="done"), TaskChange(status="todo")
MONDAY = "2026-11-16"
_task = json.Decoder(Task)


@pytest.fixture
def ws(store: Store, clock: ManualClock) -> Workspace:
    set_clock(clock, "2026-11-21T08:00:00Z")
    return Workspace(store, clock, ADA, ADA)


def set_clock(clock: ManualClock, moment: str) -> None:
    clock.advance(seconds=(from_iso(moment) - clock.now()) / 1000)


def make(ws: Workspace, rule: str = "daily", due: str | None = "2026-11-21", **more: Any) -> str:
    id = ws.new_id()
    repeat = Repeat(rule, more.pop("from_", "due"))
    things.put(ws, TASKS, id, TaskChange(title="Water", due_date=due, repeat=repeat, **more), None)
    return id


def change(ws: Workspace, id: str, wanted: TaskChange) -> Task:
    return things.update(ws, TASKS, id, wanted, None)


def tasks(ws: Workspace) -> list[Task]:
    return [
        _task.decode(record.body) for record in browse.page(ws, browse.of_kind("task"), 200, None).records
    ]


def dues(ws: Workspace) -> list[tuple[str | None, str]]:
    """Of each task when it is due and how far it is, in order."""
    return sorted((task.due_date, task.status) for task in tasks(ws))


def the_open_one(ws: Workspace) -> Task:
    (task,) = [task for task in tasks(ws) if task.status != "done"]
    return task


def test_what_is_completed_stays_and_the_next_one_has_all_that_it_had(ws: Workspace) -> None:
    at_nine = Reminder(relative_to="due", minutes=540)
    once = Reminder(at="2026-11-21T09:00:00[Europe/Berlin]")
    id = make(
        ws, due="2026-11-21", start_date="2026-11-19", labels=["home"], description="all of them",
        priority="high", reminders=[at_nine, once], parent_id=make(ws, due="2027-01-01"),
    )  # fmt: skip
    done = change(ws, id, DONE)
    (new,) = [task for task in tasks(ws) if task.due_date == "2026-11-22"]
    assert (done.status, done.due_date, done.version) == ("done", "2026-11-21", 2)
    assert (new.status, new.completed_at, new.version, new.start_date) == ("todo", None, 1, "2026-11-20")
    assert new.reminders == [at_nine]
    for field in (
        "title",
        "labels",
        "description",
        "priority",
        "parent_id",
        "position",
        "repeat",
        "space_id",
    ):
        assert getattr(new, field) == getattr(done, field)


@pytest.mark.parametrize("door", ["patch", "put", "sync", "bulk"])
def test_every_way_to_complete_makes_the_next_one(ws: Workspace, door: str) -> None:
    id = make(ws)
    if door == "patch":
        change(ws, id, DONE)
    elif door == "put":
        things.put(ws, TASKS, id, DONE, None)
    elif door == "sync":
        push(ws, id, 1, {"status": "done"})
    else:
        bulk.edit(ws, BulkEdit(task_ids=[id], fields=DONE))
    assert dues(ws) == [("2026-11-21", "done"), ("2026-11-22", "todo")]


def push(ws: Workspace, id: str, base: int, fields: dict[str, Any]) -> str:
    sent = json.encode([{"kind": "task", "id": id, "base": base, "fields": fields}])
    (result,) = json.decode(sync.push(ws, json.decode(sent, type=list[SyncChange]), None))
    return str(result["status"])


def test_two_devices_complete_it_offline_and_one_comes_after_it(ws: Workspace, clock: ManualClock) -> None:
    id = make(ws)
    assert push(ws, id, 1, {"status": "done"}) == "applied"
    set_clock(clock, "2026-11-23T08:00:00Z")
    assert push(ws, id, 1, {"status": "done"}) == "conflict"
    assert dues(ws) == [("2026-11-21", "done"), ("2026-11-22", "todo")]


def test_completing_it_twice_makes_nothing_new(ws: Workspace, clock: ManualClock) -> None:
    id = make(ws)
    change(ws, id, DONE)
    set_clock(clock, "2026-11-23T08:00:00Z")
    change(ws, id, DONE)
    things.put(ws, TASKS, id, DONE, None)
    assert dues(ws) == [("2026-11-21", "done"), ("2026-11-22", "todo")]


def test_completed_by_many_at_once_one_comes_after_it(ws: Workspace) -> None:
    id = make(ws)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: change(ws, id, DONE), range(16)))
    assert dues(ws) == [("2026-11-21", "done"), ("2026-11-22", "todo")]


def test_a_client_that_makes_the_next_one_itself_makes_the_same(ws: Workspace) -> None:
    id = make(ws)
    change(ws, id, DONE)
    made = the_open_one(ws)
    change(ws, id, TODO)
    assert push(ws, made.id, 2, {"title": "Water"}) == "invalid"  # it is in the trash
    change(ws, id, DONE)
    assert the_open_one(ws).id == made.id


def test_missed_ones_do_not_pile_up(ws: Workspace) -> None:
    make(ws, due="2026-10-31")
    change(ws, the_open_one(ws).id, DONE)
    assert dues(ws) == [("2026-10-31", "done"), ("2026-11-22", "todo")]


def test_today_is_that_of_the_person_who_completes_it(ws: Workspace, clock: ManualClock) -> None:
    settings.change(ws.store, ws.user, SettingsChange(time_zone="Asia/Tokyo"))
    set_clock(clock, "2026-11-21T20:00:00Z")
    change(ws, make(ws), DONE)
    assert the_open_one(ws).due_date == "2026-11-23"


def test_all_day_never_drifts(ws: Workspace, clock: ManualClock) -> None:
    """Each day a minute before midnight where the person is, through both changes of clocks."""
    settings.change(ws.store, ws.user, SettingsChange(time_zone="America/New_York"))
    make(ws, due="2027-03-12")
    for day in range(12, 17):
        set_clock(clock, f"2027-03-{day + 1}T03:59:00Z")
        assert the_open_one(ws).due_date == f"2027-03-{day}"
        change(ws, the_open_one(ws).id, DONE)


def test_opened_again_the_next_one_leaves_and_done_again_it_comes_back(
    ws: Workspace, clock: ManualClock
) -> None:
    id = make(ws)
    change(ws, id, DONE)
    next_id = the_open_one(ws).id
    for day in (22, 23):
        clock.advance(seconds=1)
        change(ws, id, TODO)
        assert dues(ws) == [("2026-11-21", "todo")]
        set_clock(clock, f"2026-11-{day}T08:00:00Z")
        change(ws, id, TaskChange(status="done", title=f"Water {day}"))
        assert (the_open_one(ws).id, the_open_one(ws).title) == (next_id, f"Water {day}")
        assert the_open_one(ws).due_date == f"2026-11-{day + 1}"


def test_opened_again_a_next_one_that_was_touched_stays(ws: Workspace, clock: ManualClock) -> None:
    id = make(ws)
    change(ws, id, DONE)
    clock.advance(seconds=1)
    change(ws, the_open_one(ws).id, TaskChange(title="Water twice"))
    change(ws, id, TODO)
    assert dues(ws) == [("2026-11-21", "todo"), ("2026-11-22", "todo")]
    change(ws, id, DONE)
    assert the_open_one(ws).title == "Water twice"


def test_deleting_one_deletes_no_other_and_ends_the_series(ws: Workspace) -> None:
    id = make(ws)
    change(ws, id, DONE)
    things.delete(ws, "task", the_open_one(ws).id, None)
    assert dues(ws) == [("2026-11-21", "done")]
    change(ws, id, TaskChange(title="Watered"))
    assert dues(ws) == [("2026-11-21", "done")]


def test_without_its_repeat_it_is_the_last_one(ws: Workspace) -> None:
    id = make(ws)
    change(ws, id, TaskChange(repeat=None))
    change(ws, id, DONE)
    assert dues(ws) == [("2026-11-21", "done")]


@pytest.mark.parametrize(("rule", "from_"), [("FREQ=DAILY;COUNT=3", "due"), ("FREQ=DAILY;COUNT=3", "done"),
                                             ("FREQ=DAILY;UNTIL=20261123", "due")])  # fmt: skip
def test_three_times_is_three_times(ws: Workspace, clock: ManualClock, rule: str, from_: str) -> None:
    make(ws, rule, from_=from_)
    for day in (21, 22, 23):
        set_clock(clock, f"2026-11-{day}T08:00:00Z")
        change(ws, the_open_one(ws).id, DONE)
    assert dues(ws) == [(f"2026-11-{day}", "done") for day in (21, 22, 23)]


def test_counted_from_completion_it_may_have_no_due_at_first(ws: Workspace) -> None:
    change(ws, make(ws, "FREQ=DAILY;INTERVAL=3", due=None, from_="done"), DONE)
    assert the_open_one(ws).due_date == "2026-11-24"


def test_moving_one_does_not_move_those_after_it(ws: Workspace) -> None:
    id = make(ws, "weekly", MONDAY)
    change(ws, id, TaskChange(due_date="2026-11-18"))
    change(ws, id, DONE)
    assert the_open_one(ws).due_date == "2026-11-23"


def test_a_new_rule_counts_from_the_present_due(ws: Workspace) -> None:
    id = make(ws, "weekly", MONDAY)
    change(ws, id, TaskChange(due_date="2026-11-18"))
    change(ws, id, TaskChange(repeat=Repeat("FREQ=WEEKLY;INTERVAL=2")))
    change(ws, id, DONE)
    assert the_open_one(ws).due_date == "2026-12-02"


def test_skipped_it_is_due_the_next_time(ws: Workspace) -> None:
    id = make(ws, "weekly", MONDAY, start_date="2026-11-15")
    skipped = skipping.skip(ws, id, 1)
    assert (skipped.due_date, skipped.start_date, skipped.version) == ("2026-11-23", "2026-11-22", 2)
    with pytest.raises(VersionMismatch):
        skipping.skip(ws, id, 1)
    assert skipping.skip(ws, id, None).due_date == "2026-11-30"


def test_skipped_before_it_is_due_it_moves_on_from_there(ws: Workspace) -> None:
    id = make(ws, "FREQ=DAILY;INTERVAL=3;COUNT=2", "2026-12-01", from_="done")
    assert skipping.skip(ws, id, None).due_date == "2026-12-04"


def test_what_cannot_be_skipped_says_why(ws: Workspace) -> None:
    last = make(ws, "FREQ=DAILY;COUNT=1")
    with pytest.raises(Conflict, match="last of its series"):
        skipping.skip(ws, last, None)
    change(ws, last, DONE)
    with pytest.raises(Conflict, match="is done"):
        skipping.skip(ws, last, None)
    change(ws, last, TaskChange(repeat=None))
    with pytest.raises(Conflict, match="does not repeat"):
        skipping.skip(ws, last, None)
    gone = make(ws)
    things.delete(ws, "task", gone, None)
    with pytest.raises(Conflict, match="trash"):
        skipping.skip(ws, gone, None)


def test_what_repeats_from_its_due_date_has_one(ws: Workspace) -> None:
    with pytest.raises(Invalid, match="needs one"):
        make(ws, due=None)
    id = make(ws)
    with pytest.raises(Invalid, match='take "repeat" away'):
        change(ws, id, TaskChange(due_date=None))
    assert change(ws, id, TaskChange(due_date=None, repeat=None)).due_date is None


def test_the_reminder_of_the_next_one_is_kept_with_it(ws: Workspace) -> None:
    id = make(ws, reminders=[Reminder(relative_to="due", minutes=540)])
    change(ws, id, DONE)
    low = from_iso("2026-11-21T00:00:00Z")
    found = [(due.task_id, due.at) for due in reminders.between(ws.store, low, low + 3 * 86_400_000)]
    assert found == [(the_open_one(ws).id, "2026-11-22T09:00:00.000Z")]


def test_carried_out_and_in_nothing_comes_after_what_was_done(ws: Workspace) -> None:
    change(ws, make(ws), DONE)
    carried, _ = transfer.export(ws, 100, None)
    there = Workspace(ws.store, ws.clock, GRACE, GRACE)
    transfer.import_(there, carried)
    assert dues(there) == dues(ws)


def test_a_copy_is_a_series_of_its_own(ws: Workspace) -> None:
    id = make(ws)
    copy = _task.decode(copying.duplicate(ws, id, None))
    assert copy.repeat is not None
    assert copy.repeat.series_id == copy.id
    change(ws, id, DONE)
    change(ws, copy.id, DONE)
    assert dues(ws) == [("2026-11-21", "done")] * 2 + [("2026-11-22", "todo")] * 2


def test_moved_to_another_space_what_is_done_is_not_completed_by_that(ws: Workspace) -> None:
    home: str = json.decode(spaces.create(ws, SpaceChange("Home"), None))["spaceId"]
    id = make(ws)
    change(ws, id, DONE)
    copying.move(ws, id, Destination(home), None)
    assert dues(Workspace(ws.store, ws.clock, ADA, home)) == [("2026-11-21", "done")]


def test_it_costs_one_more_write_and_two_more_reads(ws: Workspace) -> None:
    """Those of the person's zone and of what may be there already."""
    asked: list[tuple[str, str]] = []

    class Watched:
        def __getattr__(self, name: str) -> Any:
            return getattr(ws.store, name)

        def get(self, pk: str, sk: str, *, strong: bool = False) -> Any:
            asked.append((pk, sk[:2]))
            return ws.store.get(pk, sk, strong=strong)

    id = make(ws)
    watched: Any = Watched()
    change(Workspace(watched, ws.clock, ADA, ADA), id, DONE)
    space = keys.space(ADA)
    assert asked == [(space, "T#"), (keys.user(ADA), "se"), (space, "T#")]
