"""What travels when changes are looked at and undone."""

from typing import Annotated

from msgspec import Meta, Struct

from farthing.features.history import EntryView


class HistoryPage(Struct, frozen=True):
    """The latest first; the making of the task is last of all."""

    history: list[EntryView]
    next: str | None


class Undo(Struct, frozen=True, forbid_unknown_fields=True):
    """Which change to undo, by the version it made; the latest where none is named."""

    version: Annotated[int, Meta(ge=1, le=2**53 - 1)] | None = None
