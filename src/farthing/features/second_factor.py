"""The second factor: codes of six digits that change every 30 seconds (TOTP, RFC 6238).

The secret has to be kept as it is, since codes are made from it: whoever reads the data folder can make them
too.
"""

from base64 import b32encode

from msgspec.structs import replace

from farthing.domain import instant
from farthing.domain.account import Account, Enrolment
from farthing.domain.errors import Conflict, SecondFactor
from farthing.features import accounts, credentials, tries
from farthing.features.accounts import Accounts


def enrol(people: Accounts, user: str, password: str) -> Enrolment:
    """A new secret, which `confirm` switches on.

    Raises:
        Unauthenticated, TooManyTries: as `credentials.prove`.
        Conflict: there is a second factor already.
    """
    from pyotp import TOTP

    proven = credentials.prove(people, accounts.present(people, user).email, password)
    secret = b32encode(people.clock.random(20)).decode()

    def move(account: Account) -> Account:
        credentials.check_same(proven, account)
        if account.totp is not None:
            raise Conflict("there is a second factor already; switch it off first")
        return replace(account, pending=secret)

    accounts.step(people, user, move, (tries.forgive(accounts.place(proven.email)),))
    return Enrolment(secret, TOTP(secret).provisioning_uri(name=proven.email, issuer_name="Farthing"))


def confirm(people: Accounts, user: str, code: str) -> None:
    """Switch the second factor on, with a first code of it.

    Raises:
        Conflict: no secret waits to be confirmed.
        SecondFactor: the code is wrong.
    """
    now = people.clock.now()

    def move(account: Account) -> Account:
        if account.pending is None:
            raise Conflict("ask for a secret first, with POST /account/totp")
        return spend(replace(account, totp=account.pending, pending=None), code, now)

    accounts.step(people, user, move)
    people.audit("second factor on", user)


def disable(people: Accounts, user: str, password: str, code: str) -> None:
    """Switch the second factor off.

    Raises:
        Unauthenticated, TooManyTries: as `credentials.prove`.
        Conflict: there is none.
        SecondFactor: the code is wrong.
    """
    proven = credentials.prove(people, accounts.present(people, user).email, password)
    now = people.clock.now()

    def move(account: Account) -> Account:
        credentials.check_same(proven, account)
        if account.totp is None:
            raise Conflict("there is no second factor")
        return replace(spend(account, code, now), totp=None)

    accounts.step(people, user, move, (tries.forgive(accounts.place(proven.email)),))
    people.audit("second factor off", user)


def spend(account: Account, code: str, now: int) -> Account:
    """The account after this code, which works this once; clocks may differ by 30 seconds.

    Raises:
        SecondFactor: the code is wrong, or it or a later one was used before.
    """
    from pyotp import TOTP  # slow to load, and few requests need it
    from pyotp.exceptions import OTPVerificationError

    totp = TOTP(account.totp or "")
    try:
        step = totp.verify_and_get_timecode(
            "".join(code.split()), for_time=now // instant.SECOND, valid_window=1
        )
    except OTPVerificationError:
        raise SecondFactor("this code is wrong; take the one that shows now") from None
    if step <= account.last_step:
        raise SecondFactor("this code has been used; wait for the next one")
    return replace(account, last_step=step)
