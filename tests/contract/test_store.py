"""What `Store` promises of single records and commits."""

from farthing.features.ports import Store
from farthing.features.records import ABSENT, Check, Delete, Put, Record


def record(sk: str, version: int = 1, *, body: bytes = b"{}", pk: str = "S#one", **more: int) -> Record:
    return Record(pk, sk, version, body, **more)


def test_what_was_committed_is_read_back_whole(store: Store) -> None:
    kept = record("T#1", 7, body=b'{"title":"Milk"}', changed=1234, expires=99_999_999_999)
    assert store.commit([Put(kept, ABSENT)]) == ()
    assert store.get("S#one", "T#1", strong=True) == kept


def test_nothing_is_found_under_a_key_never_written(store: Store) -> None:
    assert store.get("S#one", "T#1", strong=True) is None


def test_a_commit_with_a_failed_expectation_names_it_and_writes_nothing(store: Store) -> None:
    store.commit([Put(record("T#1"), ABSENT)])
    failed = store.commit([
        Put(record("T#2"), ABSENT),
        Put(record("T#1"), ABSENT),
        Delete("S#one", "T#3", expect=4),
        Check("S#one", "T#4", expect=ABSENT),
    ])  # fmt: skip
    assert failed == (1, 2)
    assert store.get("S#one", "T#2", strong=True) is None
