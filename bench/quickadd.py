"""What reading a line costs: µs of CPU a phrase of the table, and what its code and words cost a start.

The reference is what Python's own `strptime` takes to read one date-time, measured in the same run.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from time import process_time

from msgspec import json

from bench.report import Line
from farthing.domain.quickadd.parser import parse

TABLE = Path(__file__).parents[1] / "tests/data/quickadd_phrases.json"
MICROSECONDS, REFERENCES, IMPORT_MS = 60, 12, 10
ROUNDS, CALLS = 20, 1000
IMPORT = """
from time import process_time
import datetime, re, farthing.domain.task, farthing.features.settings
started = process_time()
from farthing.domain.quickadd import parser, words
words.of("de")
print((process_time() - started) * 1000)
"""


def measure() -> Iterator[Line]:
    """Lines of the report: each figure as a share of what it may be."""
    phrases = [
        (phrase["text"], datetime.fromisoformat(phrase["now"]), phrase["language"])
        for phrase in json.decode(TABLE.read_bytes())["phrases"]
    ]
    each = _best(lambda: [parse(*phrase) for phrase in phrases]) / len(phrases)
    reference = _best(lambda: [datetime.strptime("2026-12-24 09:00", "%Y-%m-%d %H:%M") for _ in range(CALLS)])
    ratio = each / (reference / CALLS)
    yield Line("quick add, a phrase", f"{each:.0f} µs of {MICROSECONDS}", each / MICROSECONDS, 1.0, "at most")
    yield Line(
        "quick add, to one strptime",
        f"{each:.0f} to {reference / CALLS:.1f} µs",
        ratio,
        REFERENCES,
        "at most",
    )
    with tempfile.TemporaryDirectory() as folder:
        _import_ms(folder)  # leaves byte code behind, as a package has it
        cost = min(_import_ms(folder) for _ in range(ROUNDS))
    yield Line("quick add, import", f"{cost:.1f} ms of {IMPORT_MS}", cost / IMPORT_MS, 1.0, "at most")


def _best(work: Callable[[], object]) -> float:
    """CPU µs, the best of some rounds."""
    times = []
    for _ in range(ROUNDS):
        started = process_time()
        work()
        times.append(process_time() - started)
    return min(times) * 1e6


def _import_ms(folder: str) -> float:
    """CPU ms of a process of its own, with byte code kept in `folder`."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = folder
    command = [sys.executable, "-c", IMPORT]
    return float(subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout)
