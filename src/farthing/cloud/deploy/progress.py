"""What is told while something takes its time."""

from collections.abc import Callable

from msgspec import Struct


class Progress(Struct, frozen=True):
    """One thing that happened in a stack (where that is empty: around them). It is told in words, or is of a
    `resource` of a `kind`, which is now in `status` for a `reason`."""

    stack: str = ""
    text: str = ""
    resource: str = ""
    kind: str = ""
    status: str = ""
    reason: str = ""


Tell = Callable[[Progress], None]
