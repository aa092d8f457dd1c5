"""The commits of one transaction: judged in memory, one after the other, then written together."""

import sqlite3
from collections.abc import Sequence
from typing import Final

from farthing.domain.instant import DAY, SECOND
from farthing.features.keys import FOLLOWER
from farthing.features.records import ABSENT, Check, Delete, Put, Write, key_of

Key = tuple[str, str]
Present = tuple[int, bytes | None]  # the version and the body under a key
NOTHING: Final[Present] = (ABSENT, None)

# Each transaction also clears away up to twice as much as it writes: more than ever comes to be cleared.
_CLEARED_FOR_EACH: Final = 2

_PRESENT = "SELECT version, body FROM records WHERE pk = ? AND sk = ? AND (expires IS NULL OR expires > ?)"
_PUT = "REPLACE INTO records (pk, sk, version, body, changed, expires, due) VALUES (?, ?, ?, ?, ?, ?, ?)"
_DELETE = "DELETE FROM records WHERE pk = ? AND sk = ?"
_FEED = "INSERT INTO feed (at, pk, sk, version, body, old) VALUES (?, ?, ?, ?, ?, ?)"
_CLEAR_RECORDS = """
    DELETE FROM records WHERE (pk, sk) IN (
        SELECT pk, sk FROM records INDEXED BY byExpiry WHERE expires <= ? ORDER BY expires LIMIT ?
    )
"""
# The newest change stays, so that its number is never given out again; and what is not followed yet.
_CLEAR_FEED = """
    DELETE FROM feed WHERE seq IN (SELECT seq FROM feed ORDER BY seq LIMIT ?)
    AND at < ? AND seq < (SELECT max(seq) FROM feed)
    AND seq <= coalesce((SELECT min(CAST(body AS INTEGER)) FROM records WHERE pk = ?), seq)
"""


class Batch:
    """Works within a transaction that is the caller's to begin and end; `now` is in Unix milliseconds."""

    def __init__(self, connection: sqlite3.Connection, now: int) -> None:
        self._connection = connection
        self._now = now
        self._present: dict[Key, Present] = {}
        self._last: dict[Key, Put | Delete] = {}
        self._changes: list[tuple[int, str, str, int | None, bytes | None, bytes | None]] = []

    def judge(self, writes: Sequence[Write]) -> tuple[int, ...]:
        """The positions of the writes whose expectation fails; where none does, they will be written."""
        present = [self._read(*key_of(write)) for write in writes]
        failed = tuple(
            position
            for position, write in enumerate(writes)
            if write.expect is not None and write.expect != present[position][0]
        )
        if not failed:
            for write, (version, body) in zip(writes, present, strict=True):
                self._take(write, version, body)
        return failed

    def write(self) -> None:
        """Write what stands, and clear away some of what is over."""
        if not self._last:
            return
        puts = [write.record for write in self._last.values() if isinstance(write, Put)]
        deletes = [key for key, write in self._last.items() if isinstance(write, Delete)]
        rows = [(r.pk, r.sk, r.version, r.body, r.changed, r.expires, r.due) for r in puts]
        self._connection.executemany(_PUT, rows)
        self._connection.executemany(_DELETE, deletes)
        self._connection.executemany(_FEED, self._changes)
        count = _CLEARED_FOR_EACH * len(self._last)
        self._connection.execute(_CLEAR_RECORDS, (self._now // SECOND, count))
        self._connection.execute(_CLEAR_FEED, (count, self._now - DAY, FOLLOWER))

    def _read(self, pk: str, sk: str) -> Present:
        """What the commits judged so far leave under a key."""
        if (pk, sk) not in self._present:
            row = self._connection.execute(_PRESENT, (pk, sk, self._now // SECOND)).fetchone()
            self._present[pk, sk] = row or NOTHING
        return self._present[pk, sk]

    def _take(self, write: Write, version: int, body: bytes | None) -> None:
        if isinstance(write, Check):
            return
        key = key_of(write)
        self._last[key] = write
        if isinstance(write, Put):
            record = write.record
            over = record.expires is not None and record.expires <= self._now // SECOND
            self._present[key] = NOTHING if over else (record.version, record.body)
            self._changes.append((self._now, *key, record.version, record.body, body))
        elif version != ABSENT:
            self._present[key] = NOTHING
            self._changes.append((self._now, *key, None, None, body))
