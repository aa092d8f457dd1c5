"""What follows the changes, on both engines: nothing is missed and nothing is told double."""

from collections.abc import Callable, Sequence

import pytest
from msgspec import json

from farthing.domain.errors import Unavailable
from farthing.domain.task import TaskChange
from farthing.features import history, keys, things
from farthing.features.follow import Follower, follow
from farthing.features.ports import Feed, Store
from farthing.features.records import Change, ChangePage, Query, Record, Write, beginning
from farthing.features.tasks import TASKS
from farthing.features.workspace import Workspace
from tests.contract.engines import ManualClock
from tests.contract.eventually import eventually
from tests.contract.samples import FeedReader, everything

PERSON = "01900000-0000-7000-8000-00000000000d"


def fail(error: BaseException) -> None:
    raise error


@pytest.fixture
def ws(store: Store, clock: ManualClock) -> Workspace:
    return Workspace(store, clock, PERSON, PERSON)


@pytest.fixture
def changed(ws: Workspace) -> list[str]:
    """Three tasks, each made and then changed twice."""
    ids = [
        json.decode(things.create(ws, TASKS, TaskChange(title="a"), None, None))["taskId"] for _ in range(3)
    ]
    for title in "bc":
        for id in ids:
            things.update(ws, TASKS, id, TaskChange(title=title), None)
    return ids


def kept(store: Store) -> list[Record]:
    """All that the follower writes about the changes."""
    space = keys.space(PERSON)
    return [one for one in everything(store, Query(pk=space), strong=True) if one.sk[:2] in ("H#", "P#")]


def entries(ws: Workspace, ids: Sequence[str]) -> list[list[int]]:
    return [[entry.version for entry in history.page(ws, id, 50, None)[0]] for id in ids]


def test_every_change_has_its_entry(ws: Workspace, feed: Feed, changed: list[str]) -> None:
    follower = Follower(ws.store, feed, ws.clock, fail)

    def seen() -> list[list[int]]:
        follower.catch_up()
        return entries(ws, changed)

    eventually(seen, [[3, 2, 1]] * 3)
    entry = history.find(ws, changed[0], 3)
    assert entry is not None
    assert (entry.changes, entry.by) == ({"title": ("b", "c")}, PERSON)


def test_what_comes_again_is_told_once(ws: Workspace, feed: Feed, changed: list[str]) -> None:
    changes = all_changes(feed, 9)
    assert follow(ws.store, ws.clock, changes) == []
    before = kept(ws.store)
    for again in (changes, changes[3:], changes[-1:]):
        assert follow(ws.store, ws.clock, again) == []
    assert kept(ws.store) == before
    assert entries(ws, changed) == [[3, 2, 1]] * 3


def test_one_that_is_interrupted_goes_on_where_it_was(
    ws: Workspace, feed: Feed, clock: ManualClock, changed: list[str]
) -> None:
    """Whatever the number of commits after which it ends, and however often."""
    all_changes(feed, 9)
    for commits in range(12):
        weak = Failing(ws.store, commits)
        try:
            if Follower(weak, feed, clock, fail).catch_up():
                break
        except Unavailable:
            continue
    assert entries(ws, changed) == [[3, 2, 1]] * 3


def test_two_that_follow_at_once_do_it_once(
    ws: Workspace, feed: Feed, clock: ManualClock, changed: list[str]
) -> None:
    all_changes(feed, 9)
    small = Small(feed)
    both = [Follower(ws.store, small, clock, fail) for _ in range(2)]
    done = [False, False]
    while not all(done):
        done = [one.catch_up(pages(1)) for one in both]
    assert entries(ws, changed) == [[3, 2, 1]] * 3


def test_what_cannot_be_read_is_passed_over_and_told(ws: Workspace, feed: Feed, changed: list[str]) -> None:
    changes = all_changes(feed, 9)
    bad = Change(keys.space(PERSON), keys.thing("task", changed[0]), 2, b"{}", b"{}")
    errors = follow(ws.store, ws.clock, [*changes[:4], bad, *changes[4:]])
    assert len(errors) == 1
    assert entries(ws, changed) == [[3, 2, 1]] * 3


def test_with_nothing_new_it_writes_nothing(ws: Workspace, feed: Feed, clock: ManualClock) -> None:
    things.create(ws, TASKS, TaskChange(title="a"), None, None)
    follower = Follower(ws.store, feed, clock, fail)
    eventually(lambda: follower.catch_up() and kept_place(ws.store), expected=True)
    before = everything(ws.store, Query(pk=keys.FOLLOWER), strong=True)
    for _ in range(5):
        follower.catch_up()
        Follower(ws.store, feed, clock, fail).catch_up()
    assert everything(ws.store, Query(pk=keys.FOLLOWER), strong=True) == before


def test_entries_end_after_a_year(ws: Workspace, feed: Feed, clock: ManualClock, changed: list[str]) -> None:
    follow(ws.store, ws.clock, all_changes(feed, 9))
    clock.advance(seconds=364 * 86400)
    assert entries(ws, changed) == [[3, 2, 1]] * 3
    clock.advance(seconds=86400)
    assert entries(ws, changed) == [[1]] * 3


def kept_place(store: Store) -> bool:
    return store.get(keys.FOLLOWER, keys.ITSELF, strong=True) is not None


def all_changes(feed: Feed, count: int) -> list[Change]:
    """Those of tasks, when the feed has all of them."""
    reader = FeedReader(feed)
    low, high = beginning(keys.PREFIX["task"])

    def read() -> int:
        return len([change for change in reader.read() if low <= change.sk <= high])

    eventually(read, count)
    return [change for change in reader.seen if low <= change.sk <= high]


def pages(count: int) -> Callable[[], bool]:
    """Lets a follower go on for so many pages."""
    left = iter(range(count))
    return lambda: next(left, None) is not None


class Small:
    """A feed whose pages are small."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed

    def read(self, after: str | None, limit: int = 100) -> ChangePage:
        return self._feed.read(after, min(limit, 2))


class Failing:
    """A store that stops answering after so many commits; the last of them is made, and its answer lost."""

    def __init__(self, store: Store, commits: int) -> None:
        self.together = 1
        self._store, self._left = store, commits

    def get(self, pk: str, sk: str, *, strong: bool = False) -> Record | None:
        return self._store.get(pk, sk, strong=strong)

    def commit(self, writes: Sequence[Write]) -> tuple[int, ...]:
        self._left -= 1
        failed = self._store.commit(writes) if self._left >= -1 else ()
        if self._left < 0:
            raise Unavailable("it stopped")
        return failed
