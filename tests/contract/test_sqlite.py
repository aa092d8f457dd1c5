"""What the SQLite engine promises beyond its ports."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import product
from pathlib import Path
from threading import Event
from typing import Literal

import pytest

from farthing.domain.errors import Unavailable
from farthing.engines.feed.sqlite import SqliteFeed
from farthing.engines.store import sqlite_file, sqlite_query, sqlite_writer
from farthing.engines.store.sqlite import SqliteStore
from farthing.engines.store.sqlite_batch import Batch
from farthing.engines.store.sqlite_file import open_file
from farthing.features.keys import FOLLOWER, ITSELF
from farthing.features.records import ABSENT, Check, Delete, Index, Position, Put, Query, Record
from tests.contract.engines import ManualClock
from tests.contract.samples import PK, FeedReader, everything, record
from tests.contract.test_store_races import at_once

DAY = 24 * 3600


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "made" / "farthing.db"


@pytest.fixture
def store(path: Path, clock: ManualClock) -> Iterator[SqliteStore]:
    with closing(SqliteStore(path, clock)) as opened:
        yield opened


def rows(path: Path, table: Literal["records", "feed"]) -> int:
    """How many there are in the file, seen or unseen."""
    with closing(sqlite3.connect(path)) as connection:
        count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
    return count


def test_it_is_all_there_when_it_is_opened_again(path: Path, clock: ManualClock) -> None:
    kept = [record(f"T#{number}", changed=number) for number in range(50)]
    with closing(SqliteStore(path, clock)) as store:
        store.commit([Put(one, ABSENT) for one in kept])
    with closing(SqliteStore(path, clock)) as store, closing(SqliteFeed(path)) as feed:
        assert everything(store, Query(pk=PK, index="byChange")) == kept
        assert len(FeedReader(feed).read()) == 50
        assert store.check() == []


def test_opening_it_again_writes_nothing(path: Path, clock: ManualClock) -> None:
    SqliteStore(path, clock).close()
    before = path.read_bytes()
    SqliteStore(path, clock).close()
    assert path.read_bytes() == before


def test_a_commit_is_read_at_once_and_by_every_store_on_the_file(
    store: SqliteStore, path: Path, clock: ManualClock
) -> None:
    with closing(SqliteStore(path, clock)) as other:
        store.commit([Put(record("T#1", changed=1), ABSENT)])
        assert other.get(PK, "T#1") == record("T#1", changed=1)
        assert other.commit([Put(record("T#1", 2, changed=2), 1)]) == ()
        assert store.query(Query(pk=PK, index="byChange")).records == [record("T#1", 2, changed=2)]


def test_last_changed_is_the_newest_of_all_partitions(store: SqliteStore) -> None:
    assert store.last_changed() == 0
    store.commit([Put(record("T#1", pk=pk, changed=ms), ABSENT) for pk, ms in [("a", 5), ("b", 9), ("c", 7)]])
    store.commit([Put(record("T#2", pk="d"), ABSENT)])
    assert store.last_changed() == 9
    store.commit([Delete("b", "T#1", 1)])
    assert store.last_changed() == 7


def test_the_feed_forgets_after_a_day_and_goes_on_counting(
    store: SqliteStore, path: Path, clock: ManualClock
) -> None:
    with closing(SqliteFeed(path)) as feed:
        store.commit([Put(record("T#1"), ABSENT), Put(record("T#2"), ABSENT)])
        away = feed.read(None, limit=1).next
        clock.advance(seconds=DAY)
        store.commit([Put(record("T#3"), ABSENT)])
        assert len(feed.read(None).changes) == 3
        clock.advance(seconds=1)
        for number in range(4, 8):
            store.commit([Put(record(f"T#{number}"), ABSENT)])
        left = [change.sk for change in feed.read(away).changes]
        assert left == ["T#3", "T#4", "T#5", "T#6", "T#7"]
        end = feed.read(None).next
        clock.advance(seconds=2 * DAY)
        for _ in range(10):
            store.commit([Delete(PK, "T#0", None)])
        store.commit([Put(record("T#8"), ABSENT)])
        assert [change.sk for change in feed.read(end).changes] == ["T#8"]
    assert rows(path, "feed") == 1


def test_the_feed_remembers_what_is_not_followed_yet(
    store: SqliteStore, path: Path, clock: ManualClock
) -> None:
    with closing(SqliteFeed(path)) as feed:
        store.commit([Put(record(f"T#{number}"), ABSENT) for number in range(5)])
        place = feed.read(None, limit=2).next
        store.commit([Put(Record(FOLLOWER, ITSELF, 1, place.encode()), ABSENT)])
        clock.advance(seconds=2 * DAY)
        for number in range(5, 10):
            store.commit([Put(record(f"T#{number}"), ABSENT)])
        left = [change.sk for change in feed.read(None).changes if change.pk == PK]
    assert left == [f"T#{number}" for number in range(2, 10)]


def test_what_is_over_is_cleared_away_by_later_commits(
    store: SqliteStore, path: Path, clock: ManualClock
) -> None:
    end = clock.now() // 1000 + 10
    store.commit([Put(record(f"X#{number}", expires=end), ABSENT) for number in range(20)])
    store.commit([Put(record("T#0", expires=end + 100), ABSENT)])
    clock.advance(seconds=10)
    for number in range(1, 11):
        store.commit([Put(record(f"T#{number}"), ABSENT)])
    assert rows(path, "records") == 11


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("index", [None, "byChange", "byDue"])
def test_a_page_costs_the_same_among_many_records(
    store: SqliteStore, path: Path, index: Index | None, descending: bool
) -> None:
    """Nothing is scanned, sorted or stepped over, wherever a page begins: SQLite's own steps are counted."""
    names = [f"{number:04}" for number in range(2000)]
    for part in range(0, len(names), 100):
        store.commit([Put(record(sk, changed=int(sk), due=sk), ABSENT) for sk in names[part : part + 100]])
    low, middle, high = (100, 1000, 1900) if index == "byChange" else ("0100", "1000", "1900")
    after = Position("1000", None if index is None else middle)
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    with closing(sqlite3.connect(path)) as connection:
        connection.set_progress_handler(count, 1)
        for first, last, position in product((None, low, middle), (None, high, middle), (None, after)):
            steps = 0
            query = Query(
                pk=PK, index=index, low=first, high=last, descending=descending, after=position, limit=3
            )
            connection.execute(*sqlite_query.select(query, now=1)).fetchall()
            assert steps < 300, query


def test_a_page_is_bounded_in_bytes(store: SqliteStore) -> None:
    for number in range(8):
        store.commit([Put(record(f"T#{number}", body=b"7" * 300_000), ABSENT)])
    page = store.query(Query(pk=PK))
    assert [found.sk for found in page.records] == ["T#0", "T#1", "T#2", "T#3"]
    assert page.next == Position("T#3")


def test_a_page_shows_one_moment(store: SqliteStore) -> None:
    names = [f"T#{number}" for number in range(50)]
    store.commit([Put(record(name, 1), ABSENT) for name in names])
    over = Event()

    def write() -> None:
        try:
            for version in range(1, 30):
                store.commit([Put(record(name, version + 1), version) for name in names])
        finally:
            over.set()

    def read() -> None:
        while not over.is_set():
            assert len({found.version for found in store.query(Query(pk=PK)).records}) == 1

    at_once([write, read, read])


def test_the_log_stays_bounded_under_load(
    path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_writer, "LOG_BYTES", 1024 * 1024)
    over = Event()
    lengths: list[int] = []

    def write(store: SqliteStore) -> None:
        try:
            for version in range(60):
                store.commit([Put(record("T#0", version + 1, b"7" * 250_000), None)])
                lengths.append(path.with_name("farthing.db-wal").stat().st_size)
        finally:
            over.set()

    def read(store: SqliteStore) -> None:
        while not over.is_set():
            store.query(Query(pk=PK))

    with closing(SqliteStore(path, clock)) as store:
        at_once([partial(write, store), *[partial(read, store)] * 3])
    assert max(lengths) < 8 * 1024 * 1024  # of 45 MB that are written


def test_every_commit_is_flushed_before_it_is_acknowledged(path: Path) -> None:
    """What a power cut needs; no test here can cut the power."""
    with closing(open_file(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_commits_of_one_transaction_are_judged_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "farthing.db"
    with closing(open_file(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        batch = Batch(connection, now=5_000)
        assert batch.judge([Put(record("T#1"), ABSENT), Put(record("T#2", 2), ABSENT)]) == ()
        assert batch.judge([Put(record("T#1"), ABSENT), Put(record("T#3"), ABSENT)]) == (0,)
        assert batch.judge([Delete(PK, "T#1", 1), Check(PK, "T#2", 2)]) == ()
        assert batch.judge([Delete(PK, "T#1", 1)]) == (0,)
        assert batch.judge([Check(PK, "T#1", ABSENT), Put(record("T#4", expires=5), ABSENT)]) == ()
        assert batch.judge([Check(PK, "T#4", ABSENT), Put(record("T#2", 3), 2)]) == ()
        batch.write()
        connection.execute("COMMIT")
    with closing(SqliteStore(path, ManualClock(5_000))) as store, closing(SqliteFeed(path)) as feed:
        assert everything(store, Query(pk=PK)) == [record("T#2", 3)]
        told = [(change.sk, change.version) for change in feed.read(None).changes]
        assert told == [("T#1", 1), ("T#2", 2), ("T#1", None), ("T#4", 1), ("T#2", 3)]


def test_a_value_that_cannot_be_kept_fails_its_own_commit_only(store: SqliteStore) -> None:
    outcomes: list[object] = []

    def impossible() -> None:
        try:
            store.commit([Put(record("T#0", 2**80), ABSENT)])
        except OverflowError as error:
            outcomes.append(error)

    def possible(number: int) -> None:
        outcomes.append(store.commit([Put(record(f"T#{number}"), ABSENT)]))

    calls = [impossible] * 4 + [lambda number=number: possible(number) for number in range(1, 5)]  # type: ignore[misc]
    at_once(calls)
    assert len(outcomes) == 8
    assert outcomes.count(()) == 4
    assert len(everything(store, Query(pk=PK))) == 4


def test_a_closed_store_says_so(path: Path, clock: ManualClock) -> None:
    store = SqliteStore(path, clock)
    store.commit([Put(record("T#1"), ABSENT)])
    store.get(PK, "T#1")
    store.close()
    with pytest.raises(Unavailable, match="closed"):
        store.get(PK, "T#1")
    with pytest.raises(Unavailable, match="closed"):
        store.commit([Put(record("T#2"), ABSENT)])


def test_a_file_that_another_program_holds_is_unavailable(
    path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "BUSY_SECONDS", 0.05)
    with closing(SqliteStore(path, clock)) as store, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="busy"):
            store.commit([Put(record("T#1"), ABSENT)])
        other.rollback()
        assert store.commit([Put(record("T#1"), ABSENT)]) == ()


def test_check_finds_an_index_that_lacks_a_record(store: SqliteStore, path: Path) -> None:
    store.commit([Put(record(f"T#{number}", changed=number), ABSENT) for number in range(10)])
    assert store.check() == []
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'changed IS NOT NULL', 'changed > 5')"
            " WHERE name = 'byChange'"
        )
        connection.commit()
    assert any("byChange" in finding for finding in store.check())


def test_only_its_owner_can_read_the_file(path: Path, clock: ManualClock) -> None:
    with closing(SqliteStore(path, clock)) as store:
        store.commit([Put(record("a"), ABSENT)])
        assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
