"""What travels when many tasks are changed."""

from msgspec import UNSET, Struct, UnsetType

from farthing.features.bulk import BulkResult
from farthing.features.labels import LabelView
from farthing.http.shapes import Cursor, In


class BulkResults(Struct, frozen=True):
    """In the order of the ids, each once."""

    results: list[BulkResult]


class LabelList(Struct, frozen=True):
    labels: list[LabelView]


class Onward(In, frozen=True, kw_only=True):
    """Which space, and where to go on."""

    cursor: Cursor | UnsetType = UNSET


class Renamed(Struct, frozen=True):
    """How many tasks were changed now; go on from `next` until there is none."""

    changed: int
    next: str | None
