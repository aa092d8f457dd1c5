"""The machine's own clock and chance."""

import os
import time


class SystemClock:
    """Never goes back, even when the machine's clock is set back; `not_before` holds that over a restart."""

    def __init__(self, not_before: int = 0) -> None:
        self._last = not_before

    def now(self) -> int:
        self._last = max(self._last, time.time_ns() // 1_000_000)
        return self._last

    def random(self, count: int) -> bytes:
        return os.urandom(count)
