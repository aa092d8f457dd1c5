"""Bringing in 10,000 tasks of each format as the command line does, and what that takes of memory."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

from bench.data import PAST, scratch
from bench.report import Line
from farthing.domain import ident, instant
from farthing.domain.task import Task
from farthing.features.formats.catalog import CODECS
from farthing.features.formats.draft import Place
from farthing.features.formats.report import Format

COUNT: Final = 10_000
RATE, MEMORY = 5000, 80
ROUNDS: Final = 3
_LISTS: Final = {ident.uuid7(PAST, bytes(10)): "Home", ident.uuid7(PAST + 1, bytes(10)): "Work"}
# Imports, then prints the seconds it took without the start of the program, and the peak of its memory in MB.
_RUN: Final = """
import resource, sys, time
from farthing.config import Settings
from farthing.doors.cli.foreign import Import
from farthing.doors.cli.session import Session

session = Session(Settings(data=sys.argv[1]), json=False, quiet=True, space=None)
run = Import(session, sys.argv[2], "", preview=False)
began = time.perf_counter()
with open(sys.argv[3], "rb") as file:
    run.run(file, lambda _records, _bytes: None)
took = time.perf_counter() - began
assert run.report.made == int(sys.argv[4]), run.report
print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
"""


def measure() -> Iterator[Line]:
    """Lines of the report: each format's rate to the one that must be reached; and its memory."""
    tasks = [_task(number) for number in range(COUNT)]
    with scratch() as folder:
        for format in get_args(Format):
            path = Path(folder) / format
            path.write_bytes(b"".join(CODECS[format].write(tasks, _LISTS, Place("UTC", PAST))))
            runs = [_run(Path(folder) / f"{format}-{number}", format, path) for number in range(ROUNDS)]
            seconds, memory = min(run[0] for run in runs), max(run[1] for run in runs)
            rate = COUNT / seconds
            yield Line(f"import {format}, 5,000 tasks a second", f"{rate:,.0f} a second", rate / RATE, 1.0)
            yield Line(
                f"import {format}, memory of 80 MB", f"{memory:.0f} MB", memory / MEMORY, 1.0, "at most"
            )


def _run(data: Path, format: Format, file: Path) -> tuple[float, float]:
    command = [sys.executable, "-c", _RUN, str(data), format, str(file), str(COUNT)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, memory = map(float, said.split())
    return seconds, memory


def _task(number: int) -> Task:
    moment = instant.to_iso(PAST + number * 1000)
    owner = ident.OWNER
    return Task(
        id=ident.uuid7(PAST + number * 1000, bytes(10)), user_id=owner, space_id=owner,
        title=f"Task number {number}", description="a line of text", created_at=moment, updated_at=moment,
        position=f"A{number:06}V", priority="high", due_date="2026-11-22", labels=["home", "car"],
        list_id=list(_LISTS)[number % 2],
    )  # fmt: skip
