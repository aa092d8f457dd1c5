"""Counting wrong tries in the store, so that neither a restart nor many at once gives more of them."""

from msgspec import json

from farthing.domain import tries
from farthing.domain.errors import TooManyTries
from farthing.domain.tries import Tries
from farthing.features import keys
from farthing.features.accounts import Accounts
from farthing.features.records import ABSENT, TRIES, Delete, Put, Record

_tries = json.Decoder(Tries)


def check(accounts: Accounts, place: str) -> None:
    """
    Raises:
        TooManyTries: there were too many wrong tries at this place, which is a partition.
    """
    tries.check(_read(accounts, place)[0], accounts.clock.now())


def take(accounts: Accounts, place: str, user: str = "") -> None:
    """One try more, to be forgiven when it turns out to be right.

    Raises:
        TooManyTries: there were too many wrong ones, or too many come at once.
    """
    for _ in range(TRIES):
        before, version = _read(accounts, place)
        now = accounts.clock.now()
        after = tries.another(before, now)
        kept = Record(place, keys.TRIES, version + 1, json.encode(after), expires=after.forgotten)
        if not accounts.store.commit([Put(kept, version or ABSENT)]):
            if after.locked_until > now:
                accounts.audit("locked after wrong tries", user)
            return
    raise TooManyTries(1)


def forgive(place: str) -> Delete:
    """The write that forgets wrong tries."""
    return Delete(place, keys.TRIES, None)


def _read(accounts: Accounts, place: str) -> tuple[Tries, int]:
    record = accounts.store.get(place, keys.TRIES, strong=True)
    return (Tries(), 0) if record is None else (_tries.decode(record.body), record.version)
