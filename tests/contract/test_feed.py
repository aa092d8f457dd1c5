"""What `Feed` promises."""

import pytest

from farthing.features.ports import Feed, Store
from farthing.features.records import ABSENT, Change, Check, Delete, Put
from tests.contract.eventually import eventually
from tests.contract.samples import PK, FeedReader, record


def changes(sk: str, *versions: int) -> list[Change]:
    return [Change(PK, sk, version, b'"%d"' % version, before(version)) for version in versions]


def before(version: int) -> bytes | None:
    """The body that a version takes the place of."""
    return b'"%d"' % (version - 1) if version > 1 else None


def write(store: Store, sk: str, *versions: int) -> None:
    for version in versions:
        assert store.commit([Put(record(sk, version, b'"%d"' % version), version - 1)]) == ()


def test_it_tells_every_change_and_those_of_a_record_in_order(store: Store, feed: Feed) -> None:
    for version in range(1, 6):
        write(store, "T#1", version)
        write(store, "T#2", version)
    reader = FeedReader(feed)
    expected = [*changes("T#1", 1, 2, 3, 4, 5), *changes("T#2", 1, 2, 3, 4, 5)]
    eventually(lambda: sorted(reader.read(), key=lambda change: change.sk), expected)


def test_it_tells_of_all_writes_of_a_commit_and_not_of_its_checks(store: Store, feed: Feed) -> None:
    write(store, "T#1", 1)
    write(store, "T#2", 1)
    store.commit([Put(record("T#1", 2, b'"2"'), 1), Delete(PK, "T#2", 1), Check(PK, "T#3", ABSENT)])
    reader = FeedReader(feed)
    gone = Change(PK, "T#2", None, None, before(2))
    expected = [*changes("T#1", 1, 2), *changes("T#2", 1), gone]
    eventually(lambda: sorted(reader.read(), key=lambda change: change.sk), expected)


def test_it_tells_nothing_of_what_was_not_committed(store: Store, feed: Feed) -> None:
    write(store, "T#1", 1)
    assert store.commit([Put(record("T#2"), ABSENT), Put(record("T#1"), ABSENT)]) == (1,)
    assert store.commit([Delete(PK, "T#3", None)]) == ()
    write(store, "T#4", 1)
    reader = FeedReader(feed)
    expected = [*changes("T#1", 1), *changes("T#4", 1)]
    eventually(lambda: sorted(reader.read(), key=lambda change: change.sk), expected)


def test_it_tells_what_was_there_before_each_of_several_changes(store: Store, feed: Feed) -> None:
    write(store, "T#1", 1, 2)
    store.commit([Delete(PK, "T#1", 2)])
    write(store, "T#1", 1, 2, 3)
    gone = Change(PK, "T#1", None, None, before(3))
    expected = [*changes("T#1", 1, 2), gone, *changes("T#1", 3)]
    reader = FeedReader(feed)
    eventually(reader.read, expected)  # what comes again is the same, and the reader leaves it out


def test_a_reader_goes_on_where_it_was(store: Store, feed: Feed) -> None:
    reader = FeedReader(feed)
    assert reader.read() == []
    write(store, "T#1", 1, 2)
    eventually(reader.read, changes("T#1", 1, 2))
    reader.seen.clear()
    assert reader.read() == []
    write(store, "T#1", 3)
    eventually(reader.read, changes("T#1", 3))


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_a_page_holds_at_most_what_was_asked_for(store: Store, feed: Feed, limit: int) -> None:
    write(store, "T#1", *range(1, 6))
    seen: list[Change] = []
    after: list[str | None] = [None]

    def read_one_page() -> list[Change]:
        page = feed.read(after[0], limit)
        assert len(page.changes) <= limit
        seen.extend(page.changes)
        after[0] = page.next
        return seen

    eventually(read_one_page, changes("T#1", 1, 2, 3, 4, 5))
