"""A store that counts what DynamoDB would bill for what is asked of it."""

from collections.abc import Sequence
from math import ceil

from farthing.features.ports import Store
from farthing.features.records import Page, Put, Query, Record, Write, key_of, size_of


class CountingStore:
    """Passes on what is asked. A write is a unit for each KB, a removal as much as what it removes; a read
    half a unit for each 4 KB, or a whole one where it is strong. What is written together counts apart."""

    def __init__(self, store: Store) -> None:
        self.together = store.together
        self._store = store
        self.read_units = 0.0
        self.reads = 0
        self.write_units = 0

    def get(self, pk: str, sk: str, *, strong: bool = False) -> Record | None:
        found = self._store.get(pk, sk, strong=strong)
        self._count([] if found is None else [found], strong)
        return found

    def query(self, query: Query, *, strong: bool = False) -> Page:
        page = self._store.query(query, strong=strong)
        self._count(page.records, strong)
        return page

    def commit(self, writes: Sequence[Write]) -> tuple[int, ...]:
        sizes = (
            size_of(found)
            for write in writes
            if (found := write.record if isinstance(write, Put) else self._store.get(*key_of(write)))
            is not None
        )
        self.write_units += sum(ceil(size / 1024) for size in sizes)
        return self._store.commit(writes)

    def _count(self, records: Sequence[Record], strong: bool) -> None:
        self.reads += 1
        size = sum(map(size_of, records))
        self.read_units += max(1, ceil(size / 4096)) * (1 if strong else 0.5)
