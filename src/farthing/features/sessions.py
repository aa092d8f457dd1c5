"""Sessions: who has signed in, by a secret that their browser keeps and we know by its SHA-256 only.

A session ends by itself 30 days after it was last renewed, by `end`, and with the epoch of its account.
"""

from hashlib import sha256
from typing import Final

from msgspec import Struct, json
from msgspec.structs import replace

from farthing.domain import instant
from farthing.domain.account import Account
from farthing.features import accounts, keys, opaque
from farthing.features.accounts import Accounts
from farthing.features.records import ABSENT, Delete, Put, Record

DAYS: Final = 30
_RENEWED_AFTER: Final = instant.DAY  # so that of all the reads of a day one writes


class Session(Struct, frozen=True, rename="camel"):
    """`renewed` in Unix milliseconds; alive as long as the account is in this `epoch`."""

    user_id: str
    epoch: int
    renewed: int


_session = json.Decoder(Session)


def begin(people: Accounts, account: Account) -> tuple[str, Put]:
    """The secret of a new session, and the write that makes it."""
    secret = opaque.wrap(people.clock.random(32))
    session = Session(account.id, account.epoch, people.clock.now())
    return secret, Put(_record(secret, session, 1), ABSENT)


def find(people: Accounts, secret: str) -> Account | None:
    """The account of one who has signed in, by two reads; None where the session is not alive."""
    record = people.store.get(_place(secret), keys.ITSELF, strong=True)
    if record is None:
        return None
    session = _session.decode(record.body)
    account = accounts.get(people, session.user_id)
    return account if account is not None and account.epoch == session.epoch else None


def renew(people: Accounts, secret: str) -> bool:
    """Give a session that is alive its full time again, once a day. Whether that was done."""
    record = people.store.get(_place(secret), keys.ITSELF, strong=True)
    now = people.clock.now()
    if record is None or now - _session.decode(record.body).renewed < _RENEWED_AFTER:
        return False
    session = replace(_session.decode(record.body), renewed=now)
    return not people.store.commit([Put(_record(secret, session, record.version + 1), record.version)])


def end(people: Accounts, secret: str) -> None:
    """End this session, if it is one."""
    people.store.commit([Delete(_place(secret), keys.ITSELF, None)])


def end_all(people: Accounts, user: str) -> None:
    """Sign out everywhere.

    Raises:
        NotFound: there is no such account any more.
    """
    accounts.step(people, user, lambda account: replace(account, epoch=account.epoch + 1))
    people.audit("signed out everywhere", user)


def _record(secret: str, session: Session, version: int) -> Record:
    ends = (session.renewed + DAYS * instant.DAY) // instant.SECOND
    return Record(_place(secret), keys.ITSELF, version, json.encode(session), expires=ends)


def _place(secret: str) -> str:
    return keys.session(sha256(secret.encode()).hexdigest())
