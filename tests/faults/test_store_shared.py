"""Several processes on one file, as a command line beside a server."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from farthing.engines.clock.system import SystemClock
from farthing.engines.feed.sqlite import SqliteFeed
from farthing.engines.store.sqlite import SqliteStore
from tests.faults.servers import ROOT
from tests.faults.store_counting import PK, SK

PROCESSES, THREADS, TIMES = 3, 2, 40


def test_processes_that_make_and_write_one_file_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "data" / "farthing.db"
    command = [sys.executable, "-m", "tests.faults.store_counting", str(path), str(THREADS), str(TIMES)]
    processes = [subprocess.Popen(command, cwd=ROOT) for _ in range(PROCESSES)]
    assert [process.wait() for process in processes] == [0] * PROCESSES
    total = PROCESSES * THREADS * TIMES
    with closing(SqliteStore(path, SystemClock())) as store, closing(SqliteFeed(path)) as feed:
        number = store.get(PK, SK)
        assert number is not None
        assert number.body == b"%d" % total
        versions = [change.version for change in feed.read(None, limit=1000).changes]
        assert versions == list(range(1, total + 1))
        assert store.check() == []
