"""Signing in: by e-mail address and password, and by a code where the account asks for one."""

from msgspec.structs import replace

from farthing.domain import account as rules
from farthing.domain.account import Account
from farthing.domain.errors import SecondFactor
from farthing.features import accounts, credentials, second_factor, sessions, tries
from farthing.features.accounts import Accounts


def sign_in(people: Accounts, email: str, password: str, code: str | None) -> tuple[Account, str]:
    """The account, and the secret of a new session.

    Raises:
        Unauthenticated: these are nobody's e-mail address and password.
        SecondFactor: they are right, and a code is needed, or another one.
        TooManyTries: there were too many wrong ones.
    """
    proven = credentials.prove(people, email, password)
    if proven.totp is not None and code is None:
        raise SecondFactor("send the code that your authenticator shows, too")
    hashed = proven.password
    if people.passwords.outdated(hashed):
        hashed = people.passwords.hash(rules.spelt(password))
    now = people.clock.now()

    def move(account: Account) -> Account:
        credentials.check_same(proven, account)
        spent = account if account.totp is None else second_factor.spend(account, code or "", now)
        return replace(spent, password=hashed)

    secret, begun = sessions.begin(people, proven)
    besides = (begun, tries.forgive(accounts.place(email)))
    if proven.totp is None and hashed == proven.password:
        people.store.commit(besides)
    else:
        accounts.step(people, proven.id, move, besides)
    people.audit("signed in", proven.id)
    return proven, secret
