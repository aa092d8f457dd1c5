"""Skipping: a task that repeats is due the next time without being done."""

from farthing.domain import series
from farthing.domain.task import Task
from farthing.features import settings, things
from farthing.features.workspace import Workspace


def skip(ws: Workspace, id: str, expect: int | None) -> Task:
    """The task, at the next due of its series.

    Raises:
        NotFound: it is not there.
        Conflict: it does not repeat, is done, is in the trash, or is the last of its series.
        VersionMismatch: it is not at the version expected.
    """
    zone = settings.read(ws.store, ws.user).time_zone
    return things.step(ws, "task", id, lambda task: series.skip(task, ws.clock.now(), zone), expect)
