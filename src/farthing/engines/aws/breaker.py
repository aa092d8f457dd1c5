"""A circuit breaker: while a service is plainly not there, nobody waits for it."""

from _thread import allocate_lock  # what `threading` is made of, without the time that loading it takes
from collections.abc import Callable
from typing import Final

FAILURES: Final = 10
COOL_DOWN: Final = 1.0  # what `Retry-After` says to those who are turned away


class Breaker:
    """Closed at first: everybody passes. So many failures in a row open it: nobody does. After each cool-down
    one may pass and try: should that fail, the next cool-down begins; a success closes the breaker.

    `clock` tells seconds and never goes back. It may be used from several threads.
    """

    def __init__(
        self, clock: Callable[[], float], failures: int = FAILURES, cool_down: float = COOL_DOWN
    ) -> None:
        self._clock, self._most, self._cool_down = clock, failures, cool_down
        self._failures = 0
        self._until = 0.0
        self._lock = allocate_lock()

    @property
    def open(self) -> bool:
        """Whether nobody is let through, but for a probe now and then."""
        return self._failures >= self._most

    def passes(self) -> bool:
        """Whether the service may be asked now. Whoever asks says then how it went."""
        return not self.open or self._probes()

    def succeeded(self) -> None:
        """The service answered, be it with a refusal."""
        self._failures = 0

    def failed(self) -> None:
        """The service was not there, or was not able to answer."""
        with self._lock:
            self._failures += 1
            if self.open:
                self._until = self._clock() + self._cool_down

    def _probes(self) -> bool:
        """The first who asks after a cool-down. The next begins at once, so that a probe of which nothing is
        ever heard leaves the breaker open for others to try."""
        with self._lock:
            now = self._clock()
            if now < self._until:
                return False
            self._until = now + self._cool_down
            return True
