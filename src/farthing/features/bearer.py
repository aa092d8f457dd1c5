"""What is there for whoever bears its secret: API tokens, and calendars.

Each is kept twice: under the hash of its secret, for the bearer, and by its id with the person whose it is.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Final, Generic, Protocol, TypeVar

from msgspec import json

from farthing.domain.errors import NotFound
from farthing.features import keys, opaque
from farthing.features.ports import Clock, Store
from farthing.features.records import ABSENT, PAGE_RECORDS, Delete, Position, Put, Query, Record, beginning

_RANDOM: Final = 30  # bytes of a secret


class Borne(Protocol):
    """`hash` is that of the secret, by `digest`, and never leaves the store."""

    @property
    def id(self) -> str: ...
    @property
    def hash(self) -> str: ...


T = TypeVar("T", bound=Borne)


class Secrets(Generic[T]):
    """Those of one kind, which begin with `prefix`. What is there for their bearers has a `shape`; `key`
    makes its partition of a hash, and its sort key of an id under the person's."""

    def __init__(self, what: str, prefix: str, key: Callable[[str], str], shape: type[T]) -> None:
        self._what, self._prefix, self._key = what, prefix, key
        self._decode = json.Decoder(shape).decode

    def new(self, clock: Clock) -> str:
        """A new secret, which is kept nowhere."""
        return self._prefix + opaque.wrap(clock.random(_RANDOM))

    def keep(self, store: Store, user: str, made: T, expires: int | None = None) -> None:
        """From now on it is there; `expires` in Unix seconds."""
        body = json.encode(made)
        by_hash = Record(self._key(made.hash), keys.ITSELF, 1, body, expires=expires)
        by_owner = Record(keys.user(user), self._key(made.id), 1, body, expires=expires)
        store.commit([Put(by_hash, ABSENT), Put(by_owner, ABSENT)])

    def find(self, store: Store, secret: str, *, strong: bool = False) -> T | None:
        """What this is the secret of, by one read."""
        if not secret.startswith(self._prefix):
            return None
        record = store.get(self._key(digest(secret)), keys.ITSELF, strong=strong)
        return None if record is None else self._decode(record.body)

    def page(
        self, store: Store, user: str, limit: int, after: Position | None
    ) -> tuple[list[T], Position | None]:
        """Some of this person's, the oldest first."""
        low, high = beginning(self._key(""))
        found = store.query(Query(pk=keys.user(user), low=low, high=high, limit=limit, after=after))
        return [self._decode(record.body) for record in found.records], found.next

    def revoke(self, store: Store, user: str, id: str) -> None:
        """End one at once.

        Raises:
            NotFound: this person has none such.
        """
        record = store.get(keys.user(user), self._key(id), strong=True)
        if record is None:
            raise NotFound(f"there is no such {self._what} here")
        hash = self._decode(record.body).hash
        store.commit(
            [Delete(self._key(hash), keys.ITSELF, None), Delete(keys.user(user), self._key(id), None)]
        )

    def revoke_all(self, store: Store, user: str) -> None:
        """End every one of a person."""
        while found := self.page(store, user, PAGE_RECORDS, None)[0]:
            for made in found:
                self.revoke(store, user, made.id)


def digest(secret: str) -> str:
    """The SHA-256 of a secret, in hex."""
    return sha256(secret.encode()).hexdigest()
