"""A program that adds to one number in a store, with others doing the same."""

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from farthing.engines.clock.system import SystemClock
from farthing.engines.store.sqlite import SqliteStore
from farthing.features.records import ABSENT, Put, Record

PK, SK = "S#shared", "T#number"


def add(store: SqliteStore, times: int) -> None:
    done = 0
    while done < times:
        present = store.get(PK, SK)
        version = present.version if present else ABSENT
        number = int(present.body) if present else 0
        done += store.commit([Put(Record(PK, SK, version + 1, b"%d" % (number + 1)), version)]) == ()


if __name__ == "__main__":
    path, threads, times = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    with closing(SqliteStore(path, SystemClock())) as opened, ThreadPoolExecutor(threads) as pool:
        for future in [pool.submit(add, opened, times) for _ in range(threads)]:
            future.result()
