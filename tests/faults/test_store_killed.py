"""kill -9 under load, again and again: what was acknowledged is there, and the file is whole."""

import os
import random
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from farthing.engines.clock.system import SystemClock
from farthing.engines.feed.sqlite import SqliteFeed
from farthing.engines.store.sqlite import SqliteStore
from tests.faults.servers import ROOT
from tests.faults.store_writing import PK, pair

ROUNDS = 2000 if os.environ.get("TORTURE") else 50
Acknowledged = dict[tuple[int, int], int]


def write_and_kill(path: Path, after: int) -> Acknowledged:
    """The newest acknowledged version of each pair, of a writer killed when it has acknowledged so many."""
    command = [sys.executable, "-m", "tests.faults.store_writing", str(path)]
    acknowledged: Acknowledged = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        for number, line in enumerate(writer.stdout):
            thread, key, version = map(int, line.split())
            acknowledged[thread, key] = version
            if number == after:
                writer.send_signal(signal.SIGKILL)
    assert writer.returncode == -signal.SIGKILL
    return acknowledged


def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "farthing.db"
    chance = random.Random(20261121)  # noqa: S311
    newest: Acknowledged = {}
    for _ in range(ROUNDS):
        newest |= write_and_kill(path, after=int(400 ** chance.random()))
        with closing(SqliteStore(path, SystemClock())) as store, closing(SqliteFeed(path)) as feed:
            assert store.check() == []
            told = feed.read(None, limit=1000).changes[-1]
            last = store.get(told.pk, told.sk)
            assert last is not None
            assert last.version == told.version
            for (thread, key), version in newest.items():
                a, b = (store.get(PK, name) for name in pair(thread, key))
                assert a is not None
                assert b is not None
                assert a.version == b.version >= version
                assert a.body == b.body == b"%d" % a.version + b" " * 20_000
