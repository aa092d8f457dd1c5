"""Bounds on guessing: wrong tries for one account are counted, and after a few it is locked for a while."""

from typing import Final

from msgspec import Struct

from farthing.domain import instant
from farthing.domain.errors import TooManyTries

FREE: Final = 5
MEMORY: Final = 15 * 60 * instant.SECOND
LONGEST_LOCK: Final = 15 * 60 * instant.SECOND
_FIRST_LOCK: Final = 60 * instant.SECOND


class Tries(Struct, frozen=True, rename="camel"):
    """Wrong tries so far, and until when (Unix milliseconds) none is taken."""

    count: int = 0
    locked_until: int = 0

    @property
    def forgotten(self) -> int:
        """When there is nothing left to remember, in Unix seconds, if no other try follows."""
        return (self.locked_until + MEMORY) // instant.SECOND


def check(tries: Tries, now: int) -> None:
    """
    Raises:
        TooManyTries: it is locked.
    """
    if now < tries.locked_until:
        raise TooManyTries(-(-(tries.locked_until - now) // instant.SECOND))


def another(tries: Tries, now: int) -> Tries:
    """With one try more, which is wrong until it is known to be right: many at once count each.

    From the fifth on each try locks: for a minute, then for twice as long each time, up to 15 minutes.

    Raises:
        TooManyTries: it is locked.
    """
    check(tries, now)
    count = tries.count + 1
    lock = min(_FIRST_LOCK << min(count - FREE, 10), LONGEST_LOCK) if count >= FREE else 0
    return Tries(count, now + lock)
