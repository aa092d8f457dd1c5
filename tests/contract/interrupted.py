"""A store whose user dies in the midst of what it writes, and one that counts what is asked of it."""

from collections.abc import Sequence

from farthing.features.ports import Store
from farthing.features.records import Page, Query, Record, Write


class Interrupted(Exception):
    """The user of the store is no more."""


class InterruptingStore:
    """Passes on what is asked, and counts it; after some commits the next one does not happen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._left: int | None = None
        self.reads = 0
        self.written = 0  # bytes
        self.removed = 0  # records

    def interrupt(self, after: int | None) -> None:
        """Let so many commits happen from now on; None: all of them."""
        self._left = after

    def get(self, pk: str, sk: str, *, strong: bool = False) -> Record | None:
        self.reads += 1
        return self._store.get(pk, sk, strong=strong)

    def query(self, query: Query, *, strong: bool = False) -> Page:
        self.reads += 1
        return self._store.query(query, strong=strong)

    def commit(self, writes: Sequence[Write]) -> tuple[int, ...]:
        if self._left == 0:
            raise Interrupted
        if self._left is not None:
            self._left -= 1
        return self._store.commit(writes)
