"""A program that writes to a store until it is killed, and says on its output what is acknowledged.

Several threads write, each to its own keys in turn; a commit writes two records, which must never part.
Its clock runs an hour a reading, so that the change feed is cleared under way; bodies are heavy, so that
the log is brought into the database often.
"""

import os
import sys
from itertools import cycle
from pathlib import Path
from threading import Thread

from farthing.engines.clock.system import SystemClock
from farthing.engines.store.sqlite import SqliteStore
from farthing.features.records import Put, Record

PK = "S#torture"
THREADS = 4
KEYS = 5


def pair(thread: int, key: int) -> tuple[str, str]:
    """The sort keys of two records that are written together."""
    return f"T#{thread}-{key}-a", f"T#{thread}-{key}-b"


class HastyClock(SystemClock):
    """An hour passes with each reading."""

    def now(self) -> int:
        self.never_before(super().now() + 3_600_000)
        return super().now()


def write(store: SqliteStore, clock: HastyClock, thread: int) -> None:
    for key in cycle(range(KEYS)):
        names = pair(thread, key)
        present = store.get(PK, names[0])
        version = present.version if present else 0
        body = b"%d" % (version + 1) + b" " * 20_000
        records = [Record(PK, name, version + 1, body, changed=clock.now()) for name in names]
        if store.commit([Put(record, version) for record in records]) != ():
            os._exit(3)
        os.write(1, b"%d %d %d\n" % (thread, key, version + 1))


if __name__ == "__main__":
    hasty = HastyClock()
    opened = SqliteStore(Path(sys.argv[1]), hasty)
    hasty.never_before(opened.last_changed())
    for number in range(THREADS):
        Thread(target=write, args=(opened, hasty, number)).start()
