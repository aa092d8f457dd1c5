"""What `Store` promises of single records and of commits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import json

from farthing.domain.errors import TooLarge
from farthing.features.ports import Store
from farthing.features.records import (
    ABSENT,
    COMMIT_BYTES,
    COMMIT_WRITES,
    RECORD_BYTES,
    Check,
    Delete,
    Put,
    Query,
    Record,
    Write,
    size_of,
)
from tests.contract.engines import Engine, ManualClock
from tests.contract.eventually import eventually
from tests.contract.samples import PK, everything, record

keys = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)


def weighing(sk: str, size: int) -> Record:
    """A record of exactly this size."""
    empty = record(sk, body=b"")
    return record(sk, body=b"7" * (size - size_of(empty)))


def test_what_was_committed_is_read_back_whole(store: Store) -> None:
    kept = record("T#1", 7, b'{"title":"Milk"}', changed=1_790_000_000_123, expires=99_999_999_999)
    assert store.commit([Put(kept, ABSENT)]) == ()
    assert store.get(PK, "T#1", strong=True) == kept


def test_a_lagging_read_sees_it_within_a_second(store: Store) -> None:
    store.commit([Put(record("T#1"), ABSENT)])
    eventually(lambda: store.get(PK, "T#1"), record("T#1"), seconds=1)


def test_nothing_is_found_under_a_key_never_written(store: Store) -> None:
    store.commit([Put(record("T#1"), ABSENT)])
    assert store.get(PK, "T#2", strong=True) is None
    assert store.get("S#two", "T#1", strong=True) is None


def test_any_text_is_a_key_and_any_json_is_a_body(engine: Engine) -> None:
    @settings(max_examples=engine.examples, deadline=None)
    @given(pk=keys, sk=keys, value=st.text() | st.dictionaries(st.text(), st.integers()))
    def kept(pk: str, sk: str, value: object) -> None:
        one = record(sk, body=json.encode(value), pk=pk)
        assert engine.store.commit([Put(one, None)]) == ()
        assert engine.store.get(pk, sk, strong=True) == one

    kept()


def test_a_body_comes_back_byte_for_byte(store: Store) -> None:
    body = '{ "n": 1.10, "n": 1e400,\r\n\t"t": "\\u0000 \u2028 \U0001f95b \x7f e\u0301" }'.encode()
    store.commit([Put(record("T#1", body=body), ABSENT)])
    assert store.get(PK, "T#1", strong=True) == record("T#1", body=body)


@pytest.mark.parametrize("present", [None, 3])
@pytest.mark.parametrize("expect", [None, ABSENT, 2, 3])
@pytest.mark.parametrize("kind", ["put", "delete", "check"])
def test_an_expectation_decides(store: Store, present: int | None, expect: int | None, kind: str) -> None:
    old = None if present is None else record("T#1", present, b'"old"')
    if old is not None:
        store.commit([Put(old, ABSENT)])
    new = record("T#1", 9, b'"new"')
    if kind == "check" and expect is None:
        return
    write: dict[str, Write] = {
        "put": Put(new, expect),
        "delete": Delete(PK, "T#1", expect),
        "check": Check(PK, "T#1", expect or ABSENT),
    }
    met = expect is None or expect == (present or ABSENT)
    assert store.commit([write[kind]]) == (() if met else (0,))
    left = {"put": new, "delete": None, "check": old}[kind] if met else old
    assert store.get(PK, "T#1", strong=True) == left


def test_a_put_leaves_nothing_of_what_was_there(store: Store) -> None:
    store.commit([Put(record("T#1", 1, changed=5, expires=99_999_999_999), ABSENT)])
    store.commit([Put(record("T#1", 2), 1)])
    assert store.get(PK, "T#1", strong=True) == record("T#1", 2)
    eventually(lambda: everything(store, Query(pk=PK, index="byChange")), [])


def test_failed_expectations_are_named_and_nothing_is_written(store: Store) -> None:
    store.commit([Put(record("T#1"), ABSENT), Put(record("T#2"), ABSENT)])
    writes = [
        Put(record("T#0"), ABSENT),
        Put(record("T#1", 3), 2),
        Delete(PK, "T#2", 1),
        Check(PK, "T#3", 4),
        Check(PK, "T#4", ABSENT),
        Delete(PK, "T#5", None),
    ]
    assert store.commit(writes) == (1, 3)
    assert everything(store, Query(pk=PK), strong=True) == [record("T#1"), record("T#2")]


def test_all_writes_of_a_commit_are_done(store: Store) -> None:
    store.commit([Put(record("T#1"), ABSENT), Put(record("T#2"), ABSENT)])
    other = record("U", pk="S#two")
    writes = [Put(record("T#1", 2), 1), Delete(PK, "T#2", 1), Put(other, ABSENT), Check(PK, "T#3", ABSENT)]
    assert store.commit(writes) == ()
    assert everything(store, Query(pk=PK), strong=True) == [record("T#1", 2)]
    assert everything(store, Query(pk="S#two"), strong=True) == [other]


def test_the_same_commit_again_is_refused_and_changes_nothing(store: Store) -> None:
    writes = [Put(record("T#1", 1, b'"mine"'), ABSENT), Put(record("T#2"), ABSENT)]
    assert store.commit(writes) == ()
    assert store.commit(writes) == (0, 1)
    assert store.get(PK, "T#1", strong=True) == record("T#1", 1, b'"mine"')


def test_a_record_is_over_from_its_second_on(store: Store, clock: ManualClock) -> None:
    end = clock.now() // 1000 + 10
    mortal, other = record("T#1", 4, changed=1, expires=end), record("T#2", changed=2)
    store.commit([Put(mortal, ABSENT), Put(other, ABSENT)])
    clock.advance(seconds=(end * 1000 - 1 - clock.now()) / 1000)
    assert everything(store, Query(pk=PK), strong=True) == [mortal, other]
    clock.advance(seconds=0.001)
    assert store.get(PK, "T#1", strong=True) is None
    assert everything(store, Query(pk=PK), strong=True) == [other]
    eventually(lambda: everything(store, Query(pk=PK, index="byChange")), [other])


@pytest.mark.parametrize(
    ("write", "failed"),
    [
        (Put(record("T#1", 5), ABSENT), ()),
        (Put(record("T#1", 5), 4), (0,)),
        (Delete(PK, "T#1", 4), (0,)),
        (Delete(PK, "T#1", ABSENT), ()),
        (Check(PK, "T#1", 4), (0,)),
        (Check(PK, "T#1", ABSENT), ()),
    ],
)
def test_an_expectation_does_not_see_what_is_over(
    store: Store, clock: ManualClock, write: Write, failed: tuple[int, ...]
) -> None:
    store.commit([Put(record("T#1", 4, expires=clock.now() // 1000 + 10), ABSENT)])
    clock.advance(seconds=10)
    assert store.commit([write]) == failed
    again = isinstance(write, Put) and not failed
    assert store.get(PK, "T#1", strong=True) == (record("T#1", 5) if again else None)


def test_a_record_that_is_over_when_it_is_written_is_never_seen(store: Store, clock: ManualClock) -> None:
    assert store.commit([Put(record("T#1", expires=clock.now() // 1000), ABSENT)]) == ()
    assert store.get(PK, "T#1", strong=True) is None


def test_a_record_may_weigh_what_is_allowed_and_not_more(store: Store) -> None:
    heaviest = weighing("T#1", RECORD_BYTES)
    assert store.commit([Put(heaviest, ABSENT)]) == ()
    assert store.get(PK, "T#1", strong=True) == heaviest
    with pytest.raises(TooLarge):
        store.commit([Put(record("T#2"), ABSENT), Put(weighing("T#3", RECORD_BYTES + 1), ABSENT)])
    assert store.get(PK, "T#2", strong=True) is None


def test_a_commit_may_weigh_what_is_allowed_and_not_more(store: Store) -> None:
    share = COMMIT_BYTES // COMMIT_WRITES
    writes = [Put(weighing(f"T#{number:03}", share), ABSENT) for number in range(COMMIT_WRITES)]
    assert store.commit(writes) == ()
    assert everything(store, Query(pk=PK), strong=True) == [write.record for write in writes]
    spare = COMMIT_BYTES - share * COMMIT_WRITES + 1
    over = [Put(write.record, 1) for write in writes[:-1]] + [Put(weighing("T#099", share + spare), 1)]
    with pytest.raises(TooLarge):
        store.commit(over)


@pytest.mark.parametrize(
    "writes",
    [
        [],
        [Put(record(f"T#{number}"), ABSENT) for number in range(COMMIT_WRITES + 1)],
        [Put(record("T#0"), ABSENT), Check(PK, "T#0", ABSENT)],
    ],
    ids=["none", "too many", "one key twice"],
)
def test_a_commit_that_is_a_mistake_is_refused(store: Store, writes: list[Write]) -> None:
    with pytest.raises(ValueError, match="commit"):
        store.commit(writes)
    assert store.get(PK, "T#0", strong=True) is None
