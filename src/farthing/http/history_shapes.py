"""What travels of what follows from changes, and when they are undone."""

from typing import Annotated

from msgspec import Meta, Struct

from farthing.domain.task import Task
from farthing.features.history import EntryView
from farthing.features.subtasks.family import Progress


class HistoryPage(Struct, frozen=True):
    """The latest first; the making of the task is last of all."""

    history: list[EntryView]
    next: str | None


class SubtaskPage(Struct, frozen=True):
    """`progress` is of all subtasks, not of this page alone."""

    tasks: list[Task]
    progress: Progress
    next: str | None


class Undo(Struct, frozen=True, forbid_unknown_fields=True):
    """Which change to undo, by the version it made; the latest where none is named."""

    version: Annotated[int, Meta(ge=1, le=2**53 - 1)] | None = None
