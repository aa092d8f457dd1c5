"""The machine's own clock and chance."""

import os
import time


class SystemClock:
    """Never goes back within a process, even when the machine's clock is set back."""

    def __init__(self) -> None:
        self._last = 0

    def now(self) -> int:
        self._last = max(self._last, time.time_ns() // 1_000_000)
        return self._last

    def random(self, count: int) -> bytes:
        return os.urandom(count)

    def never_before(self, ms: int) -> None:
        """Do not go back before a moment (Unix ms) that another process has seen."""
        self._last = max(self._last, ms)
