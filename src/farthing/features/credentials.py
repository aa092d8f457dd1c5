"""Passwords: proving that one knows it, and setting another."""

from typing import Final

from msgspec.structs import replace

from farthing.domain import account as rules
from farthing.domain.account import Account
from farthing.domain.errors import Unauthenticated
from farthing.features import accounts, sessions, tries
from farthing.features.accounts import Accounts
from farthing.features.records import Write

WRONG: Final = "the e-mail address or the password is wrong"


def prove(people: Accounts, email: str, password: str) -> Account:
    """The account whose e-mail address and password these are.

    It takes as long, and says the same, whether the password is wrong or there is no such account. The try
    counts as a wrong one until `tries.forgive` is committed.

    Raises:
        Unauthenticated: they are nobody's.
        TooManyTries: there were too many wrong tries.
    """
    account = accounts.find(people, email)
    user = account.id if account else ""
    tries.take(people, accounts.place(email), user)
    right = people.passwords.verify(account.password if account else None, rules.spelt(password))
    if account is None or not right:
        people.audit("wrong password", user)
        raise Unauthenticated(WRONG)
    return account


def change(people: Accounts, user: str, current: str, new: str) -> str:
    """Another password, for one who knows the present one. All sessions end; returns the secret of a new one.

    Raises:
        Unauthenticated, TooManyTries: as `prove`, of the present password.
        Invalid: the new one breaks a rule.
    """
    account = prove(people, accounts.present(people, user).email, current)
    rules.check_password(new, account.email, "new")
    secret, begun = sessions.begin(people, replace(account, epoch=account.epoch + 1))
    _set(people, account, new, begun, tries.forgive(accounts.place(account.email)))
    return secret


def reset(people: Accounts, email: str, new: str, *, without_second_factor: bool = False) -> Account:
    """Another password, by one who may say so. All sessions end, and wrong tries are forgotten.

    Raises:
        NotFound: no account has this e-mail address.
        Invalid: the password breaks a rule.
    """
    account = accounts.known(people, email)
    rules.check_password(new, account.email)
    if without_second_factor:
        account = accounts.step(people, account.id, lambda old: replace(old, totp=None, pending=None))
    return _set(people, account, new, tries.forgive(accounts.place(account.email)))


def _set(people: Accounts, seen: Account, new: str, *besides: Write) -> Account:
    """The hash of a new password in, all sessions out; not over a password that was set meanwhile."""
    hashed = people.passwords.hash(rules.spelt(new))

    def move(account: Account) -> Account:
        check_same(seen, account)
        return replace(account, password=hashed, epoch=account.epoch + 1)

    changed = accounts.step(people, seen.id, move, besides)
    people.audit("password changed", seen.id)
    return changed


def check_same(seen: Account, now: Account) -> None:
    """
    Raises:
        Unauthenticated: the password that was proven is not the present one any more.
    """
    if (seen.password, seen.epoch) != (now.password, now.epoch):
        raise Unauthenticated(WRONG)
