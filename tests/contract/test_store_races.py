"""What `Store` promises when several callers are at it at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

from farthing.features.ports import Store
from farthing.features.records import ABSENT, Check, Delete, Put, Write
from tests.contract.engines import ManualClock
from tests.contract.samples import PK, record

CALLERS = 8


def at_once(calls: Sequence[Callable[[], object]]) -> None:
    """Run the calls in a thread each, all beginning at one moment; the first failure is raised."""
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        start.wait()
        call()

    with ThreadPoolExecutor(len(calls)) as threads:
        for future in [threads.submit(run, call) for call in calls]:
            future.result()


def test_of_those_who_expect_one_version_exactly_one_wins(store: Store) -> None:
    store.commit([Put(record("T#1", 1), ABSENT)])
    for version in range(1, 11):
        winners: list[int] = []

        def race(caller: int, version: int = version, winners: list[int] = winners) -> None:
            body = b"%d" % caller
            if store.commit([Put(record("T#1", version + 1, body), version)]) == ():
                winners.append(caller)

        at_once([lambda caller=caller: race(caller) for caller in range(CALLERS)])  # type: ignore[misc]
        assert len(winners) == 1
        assert store.get(PK, "T#1", strong=True) == record("T#1", version + 1, b"%d" % winners[0])


def test_exactly_one_creates_what_many_create(store: Store) -> None:
    wins: list[tuple[int, ...]] = []
    writes: list[Write] = [Put(record("T#1"), ABSENT), Put(record("T#2"), ABSENT)]
    at_once([lambda: wins.append(store.commit(writes))] * CALLERS)
    assert sorted(wins) == [()] + [(0, 1)] * (CALLERS - 1)


def test_exactly_one_deletes_what_many_delete(store: Store) -> None:
    for _ in range(10):
        store.commit([Put(record("T#1"), ABSENT)])
        outcomes: list[tuple[int, ...]] = []
        at_once([lambda: outcomes.append(store.commit([Delete(PK, "T#1", 1)]))] * CALLERS)  # noqa: B023
        assert sorted(outcomes) == [()] + [(0,)] * (CALLERS - 1)


def test_what_is_over_when_it_is_written_is_in_nobodys_way(store: Store, clock: ManualClock) -> None:
    outcomes: list[tuple[int, ...]] = []
    over = record("T#1", expires=clock.now() // 1000)
    at_once([lambda: outcomes.append(store.commit([Put(over, ABSENT)]))] * CALLERS)
    assert outcomes == [()] * CALLERS


def test_no_update_is_lost(store: Store) -> None:
    each = 10
    store.commit([Put(record("T#1", 1), ABSENT)])

    def add() -> None:
        added = 0
        while added < each:
            now = store.get(PK, "T#1", strong=True)
            assert now is not None
            added += store.commit([Put(record("T#1", now.version + 1), now.version)]) == ()

    at_once([add] * 4)
    assert store.get(PK, "T#1", strong=True) == record("T#1", 1 + 4 * each)


def test_commits_that_cross_each_other_keep_their_sum(store: Store) -> None:
    """Two accounts, written together; a version is part of what is moved, so a torn commit would show."""
    names = ("A", "B", "C")
    store.commit([Put(record(name, 1, b"100"), ABSENT) for name in names])

    def move(source: str, target: str) -> None:
        done = 0
        while done < 8:
            a, b = store.get(PK, source, strong=True), store.get(PK, target, strong=True)
            assert a is not None
            assert b is not None
            done += not store.commit(
                [
                    Put(record(source, a.version + 1, b"%d" % (int(a.body) - 1)), a.version),
                    Put(record(target, b.version + 1, b"%d" % (int(b.body) + 1)), b.version),
                ]
            )

    at_once([lambda: move("A", "B"), lambda: move("B", "C"), lambda: move("C", "A")])
    left = [store.get(PK, name, strong=True) for name in names]
    assert [one and one.body for one in left] == [b"100"] * 3


def test_a_check_holds_until_the_commit_stands(store: Store) -> None:
    """A door that is shut while somebody goes in: never both in one round."""
    for number in range(10):
        door, guest = f"D#{number}", f"G#{number}"
        store.commit([Put(record(door), ABSENT)])
        outcomes: dict[str, tuple[int, ...]] = {}
        enter = [Check(PK, door, 1), Put(record(guest), ABSENT)]
        shut = [Check(PK, guest, ABSENT), Delete(PK, door, 1)]
        at_once(
            [
                lambda: outcomes.update(enter=store.commit(enter)),  # noqa: B023
                lambda: outcomes.update(shut=store.commit(shut)),  # noqa: B023
            ]
        )
        assert sorted(outcomes.values()) == [(), (0,)]


def test_no_reader_sees_a_part_of_a_commit(store: Store) -> None:
    store.commit([Put(record("A", 1), ABSENT), Put(record("B", 1), ABSENT)])
    over = Event()

    def write() -> None:
        try:
            for version in range(1, 40):
                writes = [Put(record(name, version + 1), version) for name in ("A", "B")]
                assert store.commit(writes) == ()
        finally:
            over.set()

    def read(first: str, second: str) -> None:
        while not over.is_set():
            before, after = store.get(PK, first, strong=True), store.get(PK, second, strong=True)
            assert before is not None
            assert after is not None
            assert after.version >= before.version

    at_once([write, lambda: read("A", "B"), lambda: read("B", "A")])
