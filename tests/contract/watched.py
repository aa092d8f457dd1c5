"""A store that counts what is asked of it, whose user may die in the midst, or be overtaken by others."""

from collections.abc import Callable, Sequence

from farthing.features.ports import Store
from farthing.features.records import Page, Query, Record, Write


class Interrupted(Exception):
    """The user of the store is no more."""


class WatchedStore:
    """Passes on what is asked. `reads` and `commits` count; `before_commit` is called before each commit.
    Nothing is written together that could stand alone, so that its user may die between any two writes."""

    def __init__(self, store: Store) -> None:
        self.together = 1
        self._store = store
        self.reads = 0
        self.commits = 0
        self.before_commit: Callable[[Sequence[Write]], None] = lambda _: None

    def interrupt(self, after: int) -> None:
        """Let so many commits happen from now on, and none thereafter."""
        last = self.commits + after

        def die(_: Sequence[Write]) -> None:
            if self.commits >= last:
                raise Interrupted

        self.before_commit = die

    def go_on(self) -> None:
        """Let all commits happen again."""
        self.before_commit = lambda _: None

    def get(self, pk: str, sk: str, *, strong: bool = False) -> Record | None:
        self.reads += 1
        return self._store.get(pk, sk, strong=strong)

    def query(self, query: Query, *, strong: bool = False) -> Page:
        self.reads += 1
        return self._store.query(query, strong=strong)

    def commit(self, writes: Sequence[Write]) -> tuple[int, ...]:
        self.before_commit(writes)
        self.commits += 1
        return self._store.commit(writes)
