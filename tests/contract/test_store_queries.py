"""What `Store` promises of queries."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from farthing.features.ports import Store
from farthing.features.records import ABSENT, PAGE_RECORDS, Index, Position, Put, Query, Record, beginning
from tests.contract.engines import Engine
from tests.contract.eventually import eventually
from tests.contract.samples import PK, every_page, everything, record
from tests.contract.test_store import keys


def keep(store: Store, records: list[Record]) -> None:
    assert store.commit([Put(one, ABSENT) for one in records]) == ()


def sort_keys(records: list[Record]) -> list[str]:
    return [found.sk for found in records]


def test_a_partition_is_read_in_the_order_of_its_keys_and_without_others(store: Store) -> None:
    keep(store, [record(sk) for sk in ("T#2", "L#1", "T#10", "T#1")] + [record("T#0", pk="S#two")])
    assert sort_keys(everything(store, Query(pk=PK), strong=True)) == ["L#1", "T#1", "T#10", "T#2"]
    backwards = Query(pk=PK, descending=True)
    assert sort_keys(everything(store, backwards, strong=True)) == ["T#2", "T#10", "T#1", "L#1"]
    assert everything(store, Query(pk="S#three"), strong=True) == []


def test_keys_are_in_the_order_of_their_utf8(engine: Engine) -> None:
    numbers = count()

    @settings(max_examples=engine.examples, deadline=None)
    @given(st.lists(keys | st.text("aZ~é\uffff\U00010000", min_size=1), min_size=1, max_size=20, unique=True))
    def ordered(names: list[str]) -> None:
        pk = f"S#{next(numbers)}"
        keep(engine.store, [record(sk, pk=pk) for sk in names])
        found = sort_keys(everything(engine.store, Query(pk=pk), strong=True))
        assert found == sorted(names, key=str.encode)

    ordered()


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        ("b", "d", ["b", "c", "d"]),
        ("b", None, ["b", "c", "d", "e"]),
        (None, "b", ["a", "b"]),
        ("bb", "cc", ["c"]),
        ("c", "c", ["c"]),
        ("x", None, []),
        ("d", "b", []),
    ],
)
def test_bounds_are_inclusive(
    store: Store, low: str | None, high: str | None, found: list[str], descending: bool
) -> None:
    keep(store, [record(sk) for sk in "abcde"])
    query = Query(pk=PK, low=low, high=high, descending=descending)
    assert sort_keys(everything(store, query, strong=True)) == (found[::-1] if descending else found)


def test_all_keys_that_begin_alike_are_one_range(store: Store) -> None:
    alike = ["T#", "T#\U0010fffd", "T#a"]
    keep(store, [record(sk) for sk in [*alike, "T", "T$", "S#", "U"]])
    low, high = beginning("T#")
    assert sort_keys(everything(store, Query(pk=PK, low=low, high=high), strong=True)) == sorted(alike)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("limit", [1, 3, 10, 11])
def test_pages_follow_one_another_without_gap_or_repetition(
    store: Store, limit: int, descending: bool
) -> None:
    keep(store, [record(f"{number:02}") for number in range(12)])
    query = Query(pk=PK, low="01", high="10", limit=limit, descending=descending)
    pages = list(every_page(store, query, strong=True))
    assert all(len(page) <= limit for page in pages)
    expected = [f"{number:02}" for number in range(1, 11)]
    assert [found.sk for page in pages for found in page] == (expected[::-1] if descending else expected)


def test_a_page_goes_on_after_a_position_whose_record_is_gone(store: Store) -> None:
    keep(store, [record(sk) for sk in "abd"])
    assert sort_keys(store.query(Query(pk=PK, after=Position("b")), strong=True).records) == ["d"]
    assert sort_keys(store.query(Query(pk=PK, after=Position("c")), strong=True).records) == ["d"]


@pytest.mark.parametrize(
    ("after", "descending", "found"),
    [("a", False, ["b", "c"]), ("d", False, []), ("a", True, []), ("d", True, ["c", "b"])],
)
def test_a_page_after_a_position_beside_the_bounds_stays_within_them(
    store: Store, after: str, descending: bool, found: list[str]
) -> None:
    places = {"a": 1, "ab": 2, "b": 3, "c": 4, "cd": 5, "d": 6}
    keep(store, [record(sk, changed=place) for sk, place in places.items()])
    eventually(lambda: len(everything(store, Query(pk=PK, index="byChange"))), len(places))
    query = Query(pk=PK, low="b", high="c", descending=descending, after=Position(after))
    assert sort_keys(everything(store, query, strong=True)) == found
    position = Position(after, places[after])
    by_change = Query(pk=PK, index="byChange", low=3, high=4, descending=descending, after=position)
    assert sort_keys(everything(store, by_change)) == found


def test_heavy_records_are_all_found_page_by_page(store: Store) -> None:
    heavy = [record(f"T#{number}", body=b"%d" % number * 300_000) for number in range(6)]
    keep(store, heavy)
    assert everything(store, Query(pk=PK), strong=True) == heavy


CHANGED = {"a": 30, "b": 100, "c": 20, "d": 21, "e": 9, "f": 1_790_000_000_000}


def keep_changed(store: Store) -> None:
    """Keep some records that are in the index, and wait until they are."""
    keep(store, [record("x"), *(record(sk, changed=changed) for sk, changed in CHANGED.items())])
    keep(store, [record("a", pk="S#two", changed=25)])
    eventually(lambda: len(everything(store, Query(pk=PK, index="byChange"))), len(CHANGED))


def test_the_index_is_in_the_order_of_changes(store: Store) -> None:
    keep_changed(store)
    by_change = Query(pk=PK, index="byChange")
    assert sort_keys(everything(store, by_change)) == ["e", "c", "d", "a", "b", "f"]
    assert everything(store, by_change)[0] == record("e", changed=9)
    backwards = Query(pk=PK, index="byChange", descending=True)
    assert sort_keys(everything(store, backwards)) == ["f", "b", "a", "d", "c", "e"]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (20, 30, ["c", "d", "a"]),
        (22, None, ["a", "b", "f"]),
        (None, 21, ["e", "c", "d"]),
        (20, 20, ["c"]),
        (0, 8, []),
        (30, 20, []),
    ],
)
def test_bounds_of_the_index_are_inclusive(
    store: Store, low: int | None, high: int | None, found: list[str], descending: bool
) -> None:
    keep_changed(store)
    query = Query(pk=PK, index="byChange", low=low, high=high, descending=descending)
    assert sort_keys(everything(store, query)) == (found[::-1] if descending else found)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_of_the_index_follow_one_another(store: Store, limit: int, descending: bool) -> None:
    keep_changed(store)
    query = Query(pk=PK, index="byChange", low=10, high=100, limit=limit, descending=descending)
    pages = list(every_page(store, query))
    assert all(len(page) <= limit for page in pages)
    expected = ["c", "d", "a", "b"]
    assert [found.sk for page in pages for found in page] == (expected[::-1] if descending else expected)


@pytest.mark.parametrize("descending", [False, True])
def test_records_of_one_moment_are_read_on_from_any_of_them(store: Store, descending: bool) -> None:
    kept = [record(sk, changed=7) for sk in "abcde"]
    keep(store, kept)
    query = Query(pk=PK, index="byChange", low=7, high=7, limit=2, descending=descending)
    eventually(lambda: sorted(everything(store, query), key=lambda found: found.sk), kept)
    order = everything(store, query)
    for number, found in enumerate(order, 1):
        rest = replace(query, after=Position(found.sk, found.changed))
        assert everything(store, rest) == order[number:]


def test_a_changed_record_moves_in_the_index(store: Store) -> None:
    keep(store, [record("a", changed=1), record("b", changed=2)])
    store.commit([Put(record("a", 2, changed=3), 1)])
    query = Query(pk=PK, index="byChange")
    eventually(lambda: everything(store, query), [record("b", changed=2), record("a", 2, changed=3)])


@pytest.mark.parametrize("limit", [0, -1, PAGE_RECORDS + 1])
@pytest.mark.parametrize("index", [None, "byChange", "byDue"])
def test_a_limit_out_of_bounds_is_refused(store: Store, limit: int, index: Index | None) -> None:
    with pytest.raises(ValueError, match="page"):
        store.query(Query(pk=PK, index=index, limit=limit))


@pytest.mark.parametrize("index", ["byChange", "byDue"])
def test_an_index_is_not_read_strongly(store: Store, index: Index) -> None:
    with pytest.raises(ValueError, match="index"):
        store.query(Query(pk=PK, index=index), strong=True)


RANKED = {"a": "2026-11-22 4a", "b": "~ 0a", "c": "2026-11-21 4b", "d": "2026-11-21T09:00:00 0a", "e": "~ 4a"}


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (None, None, ["c", "d", "a", "b", "e"]),
        ("2026-11-21", "2026-11-21~", ["c", "d"]),
        ("2026-11-21~", "~", ["a"]),
        ("~", None, ["b", "e"]),
        (None, "2026-11-21 4b", ["c"]),
        ("2026-11-23", "2026-11-20", []),
    ],
)
def test_the_agenda_is_read_between_ranks(
    store: Store, low: str | None, high: str | None, found: list[str], descending: bool
) -> None:
    keep(store, [record("x"), *(record(sk, due=rank) for sk, rank in RANKED.items())])
    eventually(lambda: len(everything(store, Query(pk=PK, index="byDue"))), len(RANKED))
    for limit in (1, 2, 5):
        query = Query(pk=PK, index="byDue", low=low, high=high, descending=descending, limit=limit)
        assert sort_keys(everything(store, query)) == (found[::-1] if descending else found)


def test_what_leaves_the_agenda_is_in_the_index_no_more(store: Store) -> None:
    keep(store, [record("a", due="2026-11-21 4a"), record("b", due="~ 4a")])
    store.commit([Put(record("a", 2), 1), Put(record("b", 2, due="2026-11-20 4a"), 1)])
    eventually(lambda: everything(store, Query(pk=PK, index="byDue")), [record("b", 2, due="2026-11-20 4a")])


def test_the_longest_page_is_allowed(store: Store) -> None:
    keep(store, [record("a")])
    assert store.query(Query(pk=PK, limit=PAGE_RECORDS), strong=True).records == [record("a")]
