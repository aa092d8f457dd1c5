"""Data folders of a given size."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from farthing.config import Settings
from farthing.domain import ident
from farthing.domain.task import TaskChange
from farthing.features.records import ABSENT, Put
from farthing.features.tasks import TASKS
from farthing.features.workspace import Workspace
from farthing.http.access import OWNER
from farthing.wiring.local import open_home

BATCH = 100
PAST = 1_790_000_000_000  # ms; long enough ago that no sync asks for it any more


def scratch() -> "TemporaryDirectory[str]":
    """A folder within the project: the system's own may be in memory, where a sync costs nothing."""
    Path("build").mkdir(exist_ok=True)
    return TemporaryDirectory(dir="build")


def usual(number: int) -> TaskChange:
    """What makes a task of a usual size."""
    return TaskChange(title=f"Task number {number}", description="a line of text", priority="high")


def fill(data: Path, count: int, change: Callable[[int], TaskChange] = usual) -> None:
    """Put `count` tasks into a new data folder, as if made one a second, long ago."""
    with closing(open_home(Settings(data=str(data)))) as home:
        ws = Workspace(home.store, home.clock, OWNER, OWNER)
        for start in range(0, count, BATCH):
            numbers = range(start, min(start + BATCH, count))
            home.store.commit([_put(ws, number, change(number)) for number in numbers])


def ids_of(data: Path, count: int = 100) -> list[str]:
    """The ids of some of the tasks that `fill` made."""
    return [_id(number) for number in range(count)] if data.exists() else []


def _put(ws: Workspace, number: int, change: TaskChange) -> Put:
    record = ws.record("task", TASKS.create(change, _id(number), ws))
    return Put(replace(record, changed=PAST + number * 1000), ABSENT)


def _id(number: int) -> str:
    return ident.uuid7(PAST + number * 1000, bytes(10))
