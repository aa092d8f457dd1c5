"""What the store keeps, and the words for asking it: the vocabulary of the `Store` port."""

from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

from farthing.domain.errors import TooLarge

RECORD_BYTES: Final = 400 * 1024
COMMIT_WRITES: Final = 100
COMMIT_BYTES: Final = 4 * 1024 * 1024
PAGE_RECORDS: Final = 1000
ABSENT: Final = 0
TRIES: Final = 50  # of a commit that others get ahead of
Index = Literal["byChange", "byDue"]
INDEX_KEY: Final[dict[Index, Literal["changed", "due"]]] = {"byChange": "changed", "byDue": "due"}


class Record(Struct, frozen=True, gc=False):
    """One kept thing: `body` is its JSON text; `changed` (ms) puts it in the index `byChange`,
    `due` (any text but the empty one) in `byDue`; from `expires` (Unix seconds) on it is as if it were not
    there."""

    pk: str
    sk: str
    version: int
    body: bytes
    changed: int | None = None
    expires: int | None = None
    due: str | None = None


class Put(Struct, frozen=True):
    """Write a record. `expect` is the version that must be there before, `ABSENT`, or None for either."""

    record: Record
    expect: int | None


class Delete(Struct, frozen=True):
    """Remove a record outright, under the same kind of expectation."""

    pk: str
    sk: str
    expect: int | None


class Check(Struct, frozen=True):
    """Write nothing, but let the commit stand only if this version (or nothing: `ABSENT`) is there."""

    pk: str
    sk: str
    expect: int


Write = Put | Delete | Check


class Position(Struct, frozen=True, gc=False):
    """Where a page ended; on an index, `rank` is what the record there has for its key."""

    sk: str
    rank: int | str | None = None


class Query(Struct, frozen=True, kw_only=True):
    """Records of one partition, in the order of the table (`sk`) or of an index (`INDEX_KEY`; those with
    the same key in an order of the engine's own, which is the same whenever they are read).

    `low` and `high` bound that order's first key and are inclusive: ms on `byChange`, else text, in the order
    of its UTF-8.
    """

    pk: str
    index: Index | None = None
    low: str | int | None = None
    high: str | int | None = None
    descending: bool = False
    limit: int = 100
    after: Position | None = None


class Page(Struct, frozen=True):
    """`next` is None when there is nothing more. A page may be short, even empty, and yet have a next."""

    records: list[Record]
    next: Position | None


class Change(Struct, frozen=True):
    """One committed change: `body` and `version` are None where the record was removed outright, `old` is the
    body before the change and None where there was none."""

    pk: str
    sk: str
    version: int | None
    body: bytes | None
    old: bytes | None = None


class ChangePage(Struct, frozen=True):
    """`next` is what to read after; it is there even when nothing is new."""

    changes: list[Change]
    next: str


def position(record: Record, index: Index | None) -> Position:
    """Where a page ends whose last record this is, in the order of the table or of an index."""
    return Position(record.sk, None if index is None else getattr(record, INDEX_KEY[index]))


def beginning(prefix: str) -> tuple[str, str]:
    """`low` and `high` of all keys that begin with `prefix`."""
    return prefix, prefix + "\U0010ffff"


def key_of(write: Write) -> tuple[str, str]:
    """The key that a write is about."""
    return (write.record.pk, write.record.sk) if isinstance(write, Put) else (write.pk, write.sk)


def size_of(record: Record) -> int:
    """What the record weighs as DynamoDB counts it, in bytes (names, texts, numbers)."""
    names = len("pkskversionbodychangedexpiresdue")
    texts = (record.pk, record.sk, record.due or "")
    return names + sum(len(text.encode()) for text in texts) + len(record.body) + 3 * 21


def check_commit(writes: Sequence[Write]) -> None:
    """Hold a commit to the bounds that every engine shares.

    Raises:
        TooLarge: a record, or all of them together, weigh too much.
        ValueError: no write, too many, or two about one key: the caller's mistake.
    """
    if not 1 <= len(writes) <= COMMIT_WRITES:
        raise ValueError(f"a commit takes 1 to {COMMIT_WRITES} writes, not {len(writes)}")
    if len({key_of(write) for write in writes}) < len(writes):
        raise ValueError("a commit writes each key once")
    sizes = [size_of(write.record) for write in writes if isinstance(write, Put)]
    if max(sizes, default=0) > RECORD_BYTES:
        raise TooLarge("", f"what is kept of one thing must be at most {RECORD_BYTES // 1024} KB")
    if sum(sizes) > COMMIT_BYTES:
        raise TooLarge("", f"what is written together must be at most {COMMIT_BYTES // 1024 // 1024} MB")
