"""Waiting for what an engine may show a moment later: reads that lag, indexes, change feeds."""

import time
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")


def eventually(look: Callable[[], Seen], expected: Seen, seconds: float = 10) -> None:
    """Look until what is seen is what is expected; fail with the difference when time is up."""
    deadline = time.monotonic() + seconds
    while (seen := look()) != expected and time.monotonic() < deadline:
        time.sleep(0.005)
    assert seen == expected
