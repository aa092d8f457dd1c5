"""The engines that the contract suite runs on, and what it gets of each.

An engine joins by adding one `pytest.param` to `ENGINES`: a function that takes pytest's request (for
`tmp_path`, or a server of the session by `request.getfixturevalue`) and the clock, and yields an
`Engine` on an empty store of its own. Marks of the parameter, such as `xdist_group`, hold for each of
its tests. The clock is the one the engine must judge `expires` by; it moves only when a test says so.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from farthing.engines.feed.dynamodb import DynamoFeed
from farthing.engines.feed.sqlite import SqliteFeed
from farthing.engines.store.dynamodb import DynamoStore
from farthing.engines.store.sqlite import SqliteStore
from farthing.features.ports import Feed, Store
from tests.contract.emulators import Emulator


class ManualClock:
    """A clock for tests: it begins at the present and stands still."""

    def __init__(self, ms: int) -> None:
        self._ms = ms

    def now(self) -> int:
        return self._ms

    def random(self, count: int) -> bytes:
        return os.urandom(count)

    def advance(self, *, seconds: float) -> None:
        self._ms += round(seconds * 1000)


@dataclass(frozen=True)
class Engine:
    """One store with its change feed, both empty at first.

    `examples` is how many examples a property may try on it within a few seconds.
    """

    store: Store
    feed: Feed
    examples: int


Opener = Callable[[pytest.FixtureRequest, ManualClock], AbstractContextManager[Engine]]


@contextmanager
def sqlite(request: pytest.FixtureRequest, clock: ManualClock) -> Iterator[Engine]:
    folder: Path = request.getfixturevalue("tmp_path")
    path = folder / "farthing.db"
    with closing(SqliteStore(path, clock)) as store, closing(SqliteFeed(path)) as feed:
        yield Engine(store, feed, examples=100)


@contextmanager
def dynamodb(request: pytest.FixtureRequest, clock: ManualClock) -> Iterator[Engine]:
    emulator: Emulator = request.getfixturevalue("dynamodb_local")
    with emulator.table() as table, emulator.streams() as streams:
        store = DynamoStore(table.client, table.name, clock)
        yield Engine(store, DynamoFeed(streams, table.stream), examples=10)


ENGINES = [
    pytest.param(sqlite, id="sqlite"),
    pytest.param(dynamodb, id="dynamodb", marks=pytest.mark.xdist_group("dynamodb-local")),
]
