"""The store of one machine: one SQLite file, many readers, one writer."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

from farthing.domain.errors import Unavailable
from farthing.domain.instant import SECOND
from farthing.engines.store import sqlite_query
from farthing.engines.store.sqlite_errors import unavailable
from farthing.engines.store.sqlite_file import connect, findings, rebuild_indexes
from farthing.engines.store.sqlite_writer import SqliteWriter
from farthing.features.ports import Clock
from farthing.features.records import COMMIT_WRITES, PAGE_RECORDS, Page, Query, Record, Write, check_commit

_GET = """
    SELECT version, body, changed, expires, due FROM records
    WHERE pk = ? AND sk = ? AND (expires IS NULL OR expires > ?)
"""
# From partition to partition: the newest of each is one step, and what lies between is not read.
_LAST_CHANGED = """
    WITH RECURSIVE partition (pk) AS (
        SELECT (SELECT min(pk) FROM records WHERE changed IS NOT NULL)
        UNION ALL
        SELECT (SELECT min(pk) FROM records WHERE changed IS NOT NULL AND pk > partition.pk)
        FROM partition WHERE partition.pk IS NOT NULL
    )
    SELECT max((SELECT max(changed) FROM records WHERE changed IS NOT NULL AND pk = partition.pk))
    FROM partition
"""
Taken = TypeVar("Taken")


class SqliteStore:
    """The `Store` port on one file. Reads see every commit that has returned, `strong` or not.

    Several processes may have the same file open; each waits its turn to write.

    Raises:
        StoreUnusable: the file cannot be opened; nothing on disk was changed.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self.together = COMMIT_WRITES  # one flush for all of them
        self._path = path
        self._clock = clock
        self._writer = SqliteWriter(path, clock)
        self._readers: list[sqlite3.Connection] = []  # those at rest; as many as have read at once
        self._closed = False

    def get(self, pk: str, sk: str, *, strong: bool = False) -> Record | None:  # noqa: ARG002 - every read is
        row = self._read(sqlite3.Cursor.fetchone, _GET, (pk, sk, self._clock.now() // SECOND))
        return None if row is None else Record(pk, sk, *row)

    def query(self, query: Query, *, strong: bool = False) -> Page:
        if not 1 <= query.limit <= PAGE_RECORDS:
            raise ValueError(f"a page holds 1 to {PAGE_RECORDS} records, not {query.limit}")
        if strong and query.index is not None:
            raise ValueError("an index cannot be read strongly")
        statement, parameters = sqlite_query.select(query, self._clock.now() // SECOND)
        return self._read(partial(sqlite_query.page, query), statement, parameters)

    def commit(self, writes: Sequence[Write]) -> tuple[int, ...]:
        check_commit(writes)
        return self._writer.commit(writes)

    @property
    def committed(self) -> Event:
        """Set after every transaction of this process, for whoever waits for changes and clears it."""
        return self._writer.committed

    def last_changed(self) -> int:
        """The newest `changed` (ms) that is kept, 0 where there is none: no clock must begin before it."""
        (newest,) = self._read(sqlite3.Cursor.fetchone, _LAST_CHANGED, ())
        return newest or 0

    def check(self) -> list[str]:
        """What a complete check of the file finds, in sentences; it reads everything."""
        return findings(self._path)

    def rebuild_indexes(self) -> bool:
        """Write the indexes anew if they are all that `check` finds wrong. Returns whether that was so.

        Raises:
            Unavailable: another writer did not make way, or the disk is full.
        """
        try:
            return rebuild_indexes(self._path)
        except sqlite3.Error as error:
            raise unavailable(error, self._path) from error

    def close(self) -> None:
        """Let go of the file. What is asked afterwards is answered by `Unavailable`."""
        self._closed = True
        while self._readers:
            self._readers.pop().close()
        self._writer.close()

    def _read(
        self, take: Callable[[sqlite3.Cursor], Taken], statement: str, parameters: Sequence[Any]
    ) -> Taken:
        reader = self._reader()
        try:
            return take(reader.execute(statement, parameters))
        except sqlite3.Error as error:
            raise unavailable(error, self._path) from error
        finally:
            self._readers.append(reader)

    def _reader(self) -> sqlite3.Connection:
        """A reader at rest, or a new one; the caller's own until it is put back."""
        with suppress(IndexError):
            return self._readers.pop()
        if self._closed:
            raise Unavailable("the store is closed")
        try:
            return connect(self._path, "ro")
        except sqlite3.Error as error:
            raise unavailable(error, self._path) from error
