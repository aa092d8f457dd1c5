"""Argon2id, by argon2-cffi.

The parameters are RFC 9106's second recommended option: 3 passes over 64 MiB in 4 lanes. Its first, 2 GiB, is
more than small machines have; less memory than 64 MiB would serve those who guess on graphics cards.
"""

import os
from binascii import b2a_base64
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore
from typing import TYPE_CHECKING, Final

from farthing.domain.errors import TooManyTries

if TYPE_CHECKING:
    from argon2 import Parameters

AT_ONCE: Final = 2  # each takes 64 MiB, and all the cores there are
WAITING: Final = 6  # more would keep threads from those who write


class Argon2Passwords:
    """`parameters` may be lighter in tests."""

    def __init__(self, parameters: "Parameters | None" = None) -> None:
        from argon2 import PasswordHasher  # slow to load, and most commands need none of it
        from argon2.profiles import RFC_9106_LOW_MEMORY

        chosen = parameters or RFC_9106_LOW_MEMORY
        self._hasher = PasswordHasher.from_parameters(chosen)
        self._running = Semaphore(AT_ONCE)
        self._room = Semaphore(AT_ONCE + WAITING)
        cost = (
            f"$argon2id$v={chosen.version}$m={chosen.memory_cost},t={chosen.time_cost},p={chosen.parallelism}"
        )
        self._nobodys = f"{cost}${_chance(chosen.salt_len)}${_chance(chosen.hash_len)}"

    def hash(self, password: str) -> str:
        with self._turn():
            return self._hasher.hash(password)

    def verify(self, hash: str | None, password: str) -> bool:
        from argon2.exceptions import VerifyMismatchError

        with self._turn():
            try:
                return self._hasher.verify(hash or self._nobodys, password) and hash is not None
            except VerifyMismatchError:
                return False

    def outdated(self, hash: str) -> bool:
        return self._hasher.check_needs_rehash(hash)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._room.acquire(blocking=False):
            raise TooManyTries(1)
        try:
            with self._running:
                yield
        finally:
            self._room.release()


def _chance(count: int) -> str:
    return b2a_base64(os.urandom(count), newline=False).decode().rstrip("=")
