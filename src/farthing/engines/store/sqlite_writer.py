"""Commits to the database file, one transaction for all that are waiting (group commit).

A disk takes a few hundred flushes a second, whatever is in them. So while one transaction is being
flushed, further commits gather, and one of their threads, the leader, takes all of them into the next.
"""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock
from typing import Final

from farthing.domain.errors import Unavailable
from farthing.engines.store.sqlite_batch import Batch
from farthing.engines.store.sqlite_errors import unavailable
from farthing.engines.store.sqlite_file import BUSY_SECONDS, open_file
from farthing.features.ports import Clock
from farthing.features.records import Write

# Bringing the log into the database holds up the commits of that moment; a long log holds up the next start.
LOG_BYTES: Final = 16 * 1024 * 1024
_CHECKPOINT_SECONDS: Final = 0.05

Outcome = tuple[int, ...] | Exception


class _Commit:
    """One caller's writes, and what became of them."""

    def __init__(self, writes: Sequence[Write]) -> None:
        self.writes = writes
        self.outcome: Outcome | None = None
        self.turn = Event()  # there is an outcome, or it falls to this caller to lead

    def end(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.turn.set()


class SqliteWriter:
    """The one connection of this process that writes."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self.committed = Event()
        self._connection = open_file(path)
        self._checkpoint_at = LOG_BYTES
        self._lock = Lock()  # guards the two below
        self._waiting: list[_Commit] = []
        self._led = False

    def commit(self, writes: Sequence[Write]) -> tuple[int, ...]:
        """As `Store.commit`, but for the bounds."""
        mine = _Commit(writes)
        with self._lock:
            self._waiting.append(mine)
            leads, self._led = not self._led, True
        if not leads:
            mine.turn.wait()
        if mine.outcome is None:
            self._lead()
        if isinstance(mine.outcome, Exception):
            raise mine.outcome
        return mine.outcome or ()

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _lead(self) -> None:
        """Commit all that is waiting; then the next leader takes over, where somebody came meanwhile."""
        with self._lock:
            batch, self._waiting = self._waiting, []
        try:
            self._settle(batch)
            self.committed.set()
            with suppress(sqlite3.Error, OSError):  # what is committed is safe in the log
                self._checkpoint()
        finally:
            for commit in batch:
                if commit.outcome is None:
                    commit.end(Unavailable("the commit was interrupted"))
            with self._lock:
                self._led = bool(self._waiting)
                if self._led:
                    self._waiting[0].turn.set()

    def _settle(self, batch: list[_Commit]) -> None:
        """Give each commit its outcome, and wake its caller."""
        outcomes: Sequence[Outcome]
        try:
            outcomes = self._transact(batch)
        except sqlite3.Error as error:
            outcomes = [unavailable(error, self._path) for _ in batch]
        except Exception as error:
            # A value that SQLite cannot keep: its caller's mistake, for which no other commit is to fail.
            if len(batch) > 1:
                for commit in batch:
                    self._settle([commit])
                return
            outcomes = [error]
        for commit, outcome in zip(batch, outcomes, strict=True):
            commit.end(outcome)

    def _transact(self, batch: list[_Commit]) -> list[tuple[int, ...]]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            work = Batch(self._connection, self._clock.now())
            failed = [work.judge(commit.writes) for commit in batch]
            work.write()
            self._connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # SQLite may have rolled back by itself
                self._connection.execute("ROLLBACK")
            raise
        return failed

    def _checkpoint(self) -> None:
        """Bring a long log into the database; where a reader or a full disk is in the way, later."""
        size = os.stat(f"{self._path}-wal").st_size
        if size < self._checkpoint_at:
            return
        self._checkpoint_at = size + LOG_BYTES
        self._connection.execute(f"PRAGMA busy_timeout = {1000 * _CHECKPOINT_SECONDS:.0f}")
        try:
            busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {1000 * BUSY_SECONDS:.0f}")
        if not busy:
            self._checkpoint_at = LOG_BYTES
