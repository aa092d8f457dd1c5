"""The ports: all that Farthing touches. Each has engines, and one contract suite in `tests/contract`."""

from collections.abc import Sequence
from typing import Protocol

from farthing.features.records import ChangePage, Page, Query, Record, Write


class Store(Protocol):
    """Where records are kept. Of `together` writes that could stand alone, a commit of all of them costs no
    more than as many commits.

    Every engine guarantees:
    - A commit is all or nothing, and of two commits that expect the same version of a record one fails.
      Strong reads of single records see all of a commit or none; a query may see commits as they come.
    - When `commit` has returned success, the writes survive a crash of the process and of the machine.
    - A record from whose `expires` (Unix seconds) on is not seen by any read, nor by an expectation.
    - `get` and `query` may lag behind a commit for a moment, unless `strong` asks for the latest
      (an index may always lag). They never return a record older than one second on a healthy store.
    - Methods may be called from several threads.

    Raises, from every method:
        Unavailable: the store gave no answer in time. A commit may or may not have happened; trying it
            again with the same expectations is safe.
    """

    together: int

    def get(self, pk: str, sk: str, *, strong: bool = False) -> Record | None:
        """The record under this key, if there is one."""
        ...

    def query(self, query: Query, *, strong: bool = False) -> Page:
        """One page of a partition. `strong` is not for indexes.

        Raises:
            ValueError: the limit is not within 1 to `PAGE_RECORDS`, or `strong` on an index.
        """
        ...

    def commit(self, writes: Sequence[Write]) -> tuple[int, ...]:
        """Do all writes, or none. Returns the positions of the writes whose expectation failed:
        an empty tuple means that everything is stored.

        Raises:
            TooLarge, ValueError: as `check_commit`.
        """
        ...


class Feed(Protocol):
    """The change feed of a store: every committed change at least once, and in order for each record.

    It remembers a day; a reader that was away for longer starts at what is left.
    """

    def read(self, after: str | None, limit: int = 100) -> ChangePage:
        """Changes after a `ChangePage.next`, or from the oldest remembered one."""
        ...


class Clock(Protocol):
    """Time and chance, which the domain has none of."""

    def now(self) -> int:
        """Unix milliseconds; within one process it never goes back."""
        ...

    def random(self, count: int) -> bytes:
        """Bytes that nobody can guess."""
        ...


class Passwords(Protocol):
    """Turns passwords into hashes that are slow to guess from.

    Methods may be called from several threads. They take a tenth of a second and much memory, on purpose.

    Raises, from `hash` and `verify`:
        TooManyTries: more ask at this moment than the machine should carry.
    """

    def hash(self, password: str) -> str:
        """The hash of a password, with a salt of its own and all it takes to verify it."""
        ...

    def verify(self, hash: str | None, password: str) -> bool:
        """Whether the hash is that of the password. No hash: nobody's, False after just as long."""
        ...

    def outdated(self, hash: str) -> bool:
        """Whether a hash was made with less care than hashes are made now."""
        ...
