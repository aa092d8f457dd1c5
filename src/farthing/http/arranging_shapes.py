"""What travels when many tasks are changed."""

from msgspec import Struct

from farthing.features.bulk import BulkResult


class BulkResults(Struct, frozen=True):
    """In the order of the ids, each once."""

    results: list[BulkResult]
