"""How the index of the search is kept: by keepers that race, die and come late, on every engine."""

from collections.abc import Sequence
from typing import cast

import pytest
from msgspec.structs import replace

from farthing.domain.task import Task, TaskChange
from farthing.engines.store.dynamodb import DynamoStore
from farthing.features import keys, things
from farthing.features.follow import Follower
from farthing.features.ports import Feed, Store
from farthing.features.records import ABSENT, PAGE_RECORDS, Change, Put, Query, Record, Write
from farthing.features.search import directory, find, keeping, segment, wanted
from farthing.features.search.directory import Directory
from farthing.features.tasks import TASKS
from farthing.features.workspace import DECODERS, Workspace
from tests.contract.emulators import Bill, Emulator
from tests.contract.engines import ManualClock
from tests.contract.eventually import eventually
from tests.contract.watched import Interrupted, WatchedStore


class AlwaysLooking(ManualClock):
    """A clock whose chance has every change looked after."""

    def random(self, count: int) -> bytes:
        return bytes(1) if count == 1 else super().random(count)


@pytest.fixture
def clock(clock: ManualClock) -> ManualClock:
    return AlwaysLooking(clock.now())


@pytest.fixture
def watched(store: Store) -> WatchedStore:
    return WatchedStore(store)


@pytest.fixture
def ws(watched: WatchedStore, clock: ManualClock) -> Workspace:
    """A space of which a few changes are indexed, those of two seconds ago."""
    someone = Workspace(watched, clock, "someone", "")
    return Workspace(watched, clock, "someone", someone.new_id())


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "FLUSH", 4)


def make(ws: Workspace, title: str) -> Task:
    body = things.create(ws, TASKS, TaskChange(title=title), None, None)
    return cast(Task, DECODERS["task"].decode(body))


def make_old(ws: Workspace, *titles: str) -> list[Task]:
    made = [make(ws, title) for title in titles]
    cast(ManualClock, ws.clock).advance(seconds=5)
    return made


def titles(ws: Workspace, text: str) -> list[str]:
    hits, _ = find.search([ws], wanted.read(text, 50))
    return [cast(Task, DECODERS["task"].decode(hit.record.body)).title for hit in hits]


def known(ws: Workspace) -> Directory:
    return directory.read(ws.store, ws.space, strong=True)[0]


def kept_segments(ws: Workspace) -> set[str]:
    """The ids of all segments of which there is a block."""
    page = ws.store.query(Query(pk=keys.index(ws.space), limit=PAGE_RECORDS), strong=True)
    return {record.sk[:16] for record in page.records if record.sk != keys.ITSELF}


def change_of(ws: Workspace, task: Task) -> Change:
    record = ws.read("task", task.id, strong=True)
    assert record is not None
    return Change(record.pk, record.sk, record.version, record.body)


def test_few_changes_are_not_worth_a_segment(ws: Workspace) -> None:
    make_old(ws, "a", "b", "c")
    keeping.keep_up(ws.store, ws.clock, ws.space)
    assert known(ws) == Directory()


def test_segments_grow_so_that_they_stay_few(ws: Workspace) -> None:
    for number in range(40):
        make_old(ws, *(f"word {number}" for _ in range(4)))
        keeping.keep_up(ws.store, ws.clock, ws.space)
        assert len(known(ws).segments) <= 3
        assert kept_segments(ws) == {kept.id for kept in known(ws).segments}
    assert sum(kept.tasks for kept in known(ws).segments) == 160


def test_what_is_deleted_leaves_the_index_in_the_end(ws: Workspace) -> None:
    for task in make_old(ws, "milk", "bread", "eggs", "butter"):
        keeping.keep_up(ws.store, ws.clock, ws.space)
        things.delete(ws, "task", task.id, None)
    cast(ManualClock, ws.clock).advance(seconds=5)
    keeping.keep_up(ws.store, ws.clock, ws.space)
    assert known(ws).segments == []
    assert kept_segments(ws) == set()


def test_one_who_dies_leaves_nothing_that_stays(ws: Workspace, watched: WatchedStore) -> None:
    make_old(ws, "milk", "bread", "eggs", "butter")
    for after in range(3):
        watched.interrupt(after)
        with pytest.raises(Interrupted):
            keeping.keep_up(ws.store, ws.clock, ws.space)
    watched.go_on()
    assert kept_segments(ws)
    assert titles(ws, "milk") == ["milk"]
    cast(ManualClock, ws.clock).advance(seconds=3600)
    keeping.keep_up(ws.store, ws.clock, ws.space)
    assert kept_segments(ws) == {kept.id for kept in known(ws).segments}
    assert titles(ws, "milk") == ["milk"]


def test_of_two_keepers_one_gives_way_and_clears_up(
    ws: Workspace, watched: WatchedStore, store: Store
) -> None:
    make_old(ws, "milk", "bread", "eggs", "butter")

    def overtake(_: Sequence[Write]) -> None:
        watched.go_on()
        keeping.keep_up(store, ws.clock, ws.space)

    watched.before_commit = overtake
    keeping.keep_up(ws.store, ws.clock, ws.space)
    assert [kept.tasks for kept in known(ws).segments] == [4]
    assert kept_segments(ws) == {kept.id for kept in known(ws).segments}
    assert titles(ws, "milk") == ["milk"]


def test_a_segment_that_goes_while_it_is_read_is_no_loss(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old(ws, "milk", "bread", "eggs", "butter")
    keeping.keep_up(ws.store, ws.clock, ws.space)
    stale = known(ws)
    make_old(ws, "milk shake", "cheese", "ham", "salt")
    keeping.keep_up(ws.store, ws.clock, ws.space)
    read = directory.read

    def lagging(store: Store, space: str, *, strong: bool) -> tuple[Directory, int]:
        return read(store, space, strong=True) if strong else (stale, 1)

    monkeypatch.setattr(directory, "read", lagging)
    assert titles(ws, "milk") == ["milk shake", "milk"]


def test_what_is_committed_late_is_taken_in_when_it_is_delivered(ws: Workspace) -> None:
    early = make(ws, "late milk")
    record = ws.read("task", early.id, strong=True)
    assert record is not None
    make_old(ws, "milk", "bread", "eggs", "butter")
    keeping.keep_up(ws.store, ws.clock, ws.space)
    slow = replace(record, sk=keys.thing("task", ws.new_id()))
    slow = replace(slow, body=slow.body.replace(record.sk[2:].encode(), slow.sk[2:].encode()))
    assert ws.store.commit([Put(slow, ABSENT)]) == ()
    keeping.follow(ws.store, ws.clock, [Change(slow.pk, slow.sk, slow.version, slow.body)])
    assert sorted(titles(ws, "milk late")) == ["late milk", "late milk"]


def test_what_is_delivered_again_does_not_bring_back_what_was(ws: Workspace) -> None:
    old = make_old(ws, "milk", "bread", "eggs", "butter")
    before = [change_of(ws, task) for task in old]
    keeping.follow(ws.store, ws.clock, before)
    for task in old:
        things.update(ws, TASKS, task.id, TaskChange(title="cheese"), None)
    keeping.follow(ws.store, ws.clock, [change_of(ws, task) for task in old])
    keeping.follow(ws.store, ws.clock, before)
    assert titles(ws, "milk") == []
    assert titles(ws, "cheese") == ["cheese"] * 4


def test_changes_of_many_spaces_and_of_other_things_may_come_together(ws: Workspace) -> None:
    other = replace(ws, space=ws.new_id())
    tasks = [make(space, f"milk {number}") for number in range(4) for space in (ws, other)]
    changes = [change_of(replace(ws, space=task.space_id), task) for task in tasks]
    noise = [
        Change(keys.user("someone"), keys.ITSELF, 1, b"{}"),
        Change(keys.index(ws.space), keys.ITSELF, 1, b"{}"),
        Change(keys.space(ws.space), keys.member("someone"), None, None),
        Change(keys.space(ws.space), keys.thing("task", "gone"), None, None),
    ]
    keeping.follow(ws.store, ws.clock, [*noise, *changes])
    for space in (ws, other):
        assert [kept.tasks for kept in known(space).segments] == [4]
        assert len(titles(space, "milk")) == 4


def test_a_task_that_cannot_be_read_holds_up_nobody(ws: Workspace, clock: ManualClock) -> None:
    broken = Record(keys.space(ws.space), keys.thing("task", ws.new_id()), 1, b"{", clock.now())
    ws.store.commit([Put(broken, ABSENT)])
    make_old(ws, "milk", "bread", "eggs", "butter")
    assert titles(ws, "milk") == ["milk"]
    keeping.keep_up(ws.store, ws.clock, ws.space)
    assert titles(ws, "milk") == ["milk"]
    keeping.follow(ws.store, ws.clock, [Change(broken.pk, broken.sk, 1, broken.body)])


def test_many_open_tasks_do_not_hide_those_that_are_done(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("farthing.features.search.wanted.SPARE", 1)
    done, *_ = make_old(ws, *("milk" for _ in range(9)))
    things.update(ws, TASKS, done.id, TaskChange(status="done"), None)
    cast(ManualClock, ws.clock).advance(seconds=5)
    keeping.keep_up(ws.store, ws.clock, ws.space)
    hits, more = find.search([ws], wanted.read("milk", 2, "done"))
    assert [hit.record.sk[2:] for hit in hits] == [done.id]
    assert not more


def test_one_is_told_that_there_is_more_than_what_was_looked_at(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("farthing.features.search.wanted.SPARE", 1)
    tasks = [task for _ in range(9) for task in make_old(ws, "milk")]
    keeping.keep_up(ws.store, ws.clock, ws.space)
    things.delete(ws, "task", tasks[-1].id, None)
    hits, more = find.search([ws], wanted.read("milk", 2))
    assert (len(hits), more) == (2, True)
    assert find.search([ws], wanted.read("milk", 9))[1] is False


def test_rebuilding_goes_on_where_it_was_interrupted(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "STEP", 4)
    for number in range(5):
        make_old(ws, *(f"milk {number}" for _ in range(4)))
    keeping.keep_up(ws.store, ws.clock, ws.space)
    cast(ManualClock, ws.clock).advance(seconds=3600)
    assert keeping.rebuild(ws.store, ws.clock, ws.space)
    assert [kept.tasks for kept in known(ws).segments] == [4]
    while keeping.rebuild(ws.store, ws.clock, ws.space, resume=True):
        pass
    assert sum(kept.tasks for kept in known(ws).segments) == 20
    assert kept_segments(ws) == {kept.id for kept in known(ws).segments}


def test_how_much_is_read_does_not_grow_with_the_tasks(
    ws: Workspace, watched: WatchedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search that finds all it may takes as many reads in an index ten times as large."""
    monkeypatch.undo()
    found = make_old(ws, *("milk" for _ in range(25)))
    counts = []
    for size in (3_000, 30_000):
        words = [{f"word{number % 997}": 2} for number in range(size)]
        tasks = [(ws.new_id(), places, True) for places in words]
        tasks[:: size // 25] = [(task.id, {"milk": 2}, True) for task in found]
        made = directory.write(ws.store, ws.clock, ws.space, segment.collect(tasks))
        _, version = directory.read(ws.store, ws.space, strong=True)
        assert directory.replace(ws.store, ws.space, Directory(ws.clock.now(), [made]), version)
        watched.reads = 0
        assert len(titles(ws, "milk")) == 25
        counts.append(watched.reads)
    assert counts[1] <= counts[0] + 3
    # the directory, the tail, blocks of words; then the id and the state of each
    assert counts[1] <= 1 + 1 + 2 + 25 + 25


@pytest.mark.xdist_group("dynamodb-local")
def test_the_index_costs_less_than_a_write_a_task(
    dynamodb_local: Emulator, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the count of DynamoDB: blocks written, merged and removed, as a space grows to 1,024 tasks."""
    monkeypatch.undo()
    bill = Bill()
    with dynamodb_local.table(meter=bill.note) as table:
        store = DynamoStore(table.client, table.name, clock)
        ws = Workspace(store, clock, "someone", Workspace(store, clock, "someone", "").new_id())
        for _ in range(0, 1024, 64):
            change = [TaskChange(title=f"buy {n} of word{n % 50} and word{n % 300} soon") for n in range(64)]
            made = [TASKS.create(one, ws.new_id(), ws) for one in change]
            assert store.commit([Put(ws.record("task", task), ABSENT) for task in made]) == ()
            clock.advance(seconds=5)
            keeping.keep_up(store, clock, ws.space)
    written = sum(units for operation, units, _ in bill.calls if operation in ("PutItem", "DeleteItem"))
    assert 0.1 <= written / 1024 <= 1


def test_the_follower_keeps_the_index_and_a_search_finds_all(ws: Workspace, feed: Feed) -> None:
    follower = Follower(ws.store, feed, ws.clock, fail)

    def found() -> int:
        follower.catch_up()
        return len(titles(ws, "milk"))

    for number in range(10):
        make_old(ws, f"milk {number}")
        eventually(found, number + 1)
    eventually(lambda: bool(follower.catch_up() and known(ws).segments), True)


def fail(error: BaseException) -> None:
    raise error
