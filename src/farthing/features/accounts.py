"""Accounts on one machine: who has one, and what happens to it."""

from collections.abc import Callable
from hashlib import sha256

from msgspec import Struct, json
from msgspec.structs import replace

from farthing.domain import account as rules
from farthing.domain.account import Account, Registration, same_email
from farthing.domain.errors import Conflict, NotFound, Taken
from farthing.domain.ident import uuid7
from farthing.domain.text import check_line
from farthing.features import calendars, keys, members, tokens
from farthing.features.ports import Clock, Passwords, Store
from farthing.features.records import ABSENT, TRIES, Delete, Put, Query, Record, Write, beginning

_account = json.Decoder(Account)
_encode = json.Encoder().encode
Audit = Callable[[str, str], None]


class Accounts(Struct, frozen=True):
    """Where accounts are kept, and how people come to one. `audit` is told what happened, and to which
    person: their id, or nothing where it is nobody's."""

    store: Store
    clock: Clock
    passwords: Passwords
    registration: Registration
    audit: Audit


def anybody(store: Store) -> bool:
    """Whether somebody has an account."""
    low, high = beginning(keys.user(""))
    return bool(store.query(Query(pk=keys.ACCOUNTS, low=low, high=high, limit=1), strong=True).records)


def owners_name(store: Store) -> str:
    """What the owner is called in their account; empty where they have none."""
    record = store.get(keys.user(rules.OWNER), keys.ITSELF, strong=True)
    return "" if record is None else _account.decode(record.body).name


def get(accounts: Accounts, user: str) -> Account | None:
    """The account of this person, if there is one."""
    record = accounts.store.get(keys.user(user), keys.ITSELF, strong=True)
    return None if record is None else _account.decode(record.body)


def find(accounts: Accounts, email: str) -> Account | None:
    """The account with this e-mail address, however it is spelt."""
    record = accounts.store.get(place(email), keys.ITSELF, strong=True)
    return None if record is None else get(accounts, json.decode(record.body, type=str))


def known(accounts: Accounts, email: str) -> Account:
    """
    Raises:
        NotFound: no account has this e-mail address.
    """
    account = find(accounts, email)
    if account is None:
        raise NotFound("no account has this e-mail address")
    return account


def present(accounts: Accounts, user: str) -> Account:
    """
    Raises:
        NotFound: this person has no account (any more).
    """
    account = get(accounts, user)
    if account is None:
        raise NotFound("there is no such account any more")
    return account


def every(accounts: Accounts) -> list[Account]:
    """All accounts, by their ids."""
    low, high = beginning(keys.user(""))
    query = Query(pk=keys.ACCOUNTS, low=low, high=high)
    found = []
    while True:
        page = accounts.store.query(query, strong=True)
        found += [get(accounts, record.sk.removeprefix(keys.user(""))) for record in page.records]
        if page.next is None:
            return [account for account in found if account is not None]
        query = replace(query, after=page.next)


def add(accounts: Accounts, email: str, name: str, password: str) -> Account:
    """A new account, by one who may say so. The first is the owner's: all that was kept before is theirs.

    Raises:
        Invalid: the e-mail address, the name or the password breaks a rule.
        Taken: an account has this e-mail address.
    """
    made = prepare(accounts, email, name, password, first=get(accounts, rules.OWNER) is None)
    commit_new(accounts, made, [])
    return made


def prepare(accounts: Accounts, email: str, name: str, password: str, *, first: bool) -> Account:
    """An account that is not kept yet.

    Raises:
        Invalid: the e-mail address, the name or the password breaks a rule.
    """
    now = accounts.clock.now()
    id = rules.OWNER if first else uuid7(now, accounts.clock.random(10))
    email = rules.check_email(email)
    wanted = rules.check_password(password, email)
    without = rules.create(id, email, name, "", now)
    return replace(without, password=accounts.passwords.hash(wanted))


def commit_new(accounts: Accounts, account: Account, besides: list[Write]) -> None:
    """Keep a new account, and what belongs to it: of two that race for one e-mail address one is made.

    Raises:
        Taken: an account has this e-mail address.
        Conflict: there is an owner already, or what belongs to it has changed.
    """
    by_email = Record(place(account.email), keys.ITSELF, 1, _encode(account.id))
    listed = Record(keys.ACCOUNTS, keys.user(account.id), 1, b"{}")
    failed = accounts.store.commit(
        [Put(by_email, ABSENT), Put(record(account), ABSENT), Put(listed, ABSENT), *besides]
    )
    if 0 in failed:
        raise Taken("an account has this e-mail address already; sign in")
    if failed:
        raise Conflict("somebody else was quicker; look again")
    accounts.audit("account made", account.id)


def step(
    accounts: Accounts, user: str, move: Callable[[Account], Account], besides: tuple[Write, ...] = ()
) -> Account:
    """Take an account one step further, together with other writes; `move` may run several times.

    Raises:
        NotFound: there is no such account any more.
    """
    for _ in range(TRIES):
        old = present(accounts, user)
        new = replace(move(old), version=old.version + 1)
        if not accounts.store.commit([Put(record(new), old.version), *besides]):
            return new
    raise Conflict("others change it faster than this request can; try again")


def rename(accounts: Accounts, user: str, name: str) -> Account:
    """The account under another name.

    Raises:
        Invalid: the name breaks the rules of a line.
    """
    wanted = check_line(name, "name")
    return step(accounts, user, lambda account: replace(account, name=wanted))


def remove(accounts: Accounts, email: str) -> Account:
    """End an account, its sessions and its tokens, and take the person out of the spaces of others; what they
    kept stays where it is.

    Raises:
        NotFound: no account has this e-mail address.
        Conflict: they own a space that others would be left in without an owner.
    """
    account = known(accounts, email)
    members.leave_everything(accounts.store, account.id)
    gone = [
        (place(account.email), keys.ITSELF),
        (place(account.email), keys.TRIES),
        (keys.user(account.id), keys.ITSELF),
        (keys.ACCOUNTS, keys.user(account.id)),
    ]
    accounts.store.commit([Delete(pk, sk, None) for pk, sk in gone])
    tokens.TOKENS.revoke_all(accounts.store, account.id)
    calendars.CALENDARS.revoke_all(accounts.store, account.id)
    accounts.audit("account removed", account.id)
    return account


def record(account: Account) -> Record:
    """How an account is kept."""
    return Record(keys.user(account.id), keys.ITSELF, account.version, _encode(account))


def place(email: str) -> str:
    """The partition of an e-mail address, however it is spelt: its SHA-256."""
    return keys.email(sha256(same_email(email).encode(errors="replace")).hexdigest())
