"""Who may make an account: with the set-up code the owner, and afterwards whom the owner lets."""

from hashlib import sha256
from typing import Final

from msgspec import json

from farthing.domain import account as rules
from farthing.domain.account import Account, Registration
from farthing.domain.errors import Conflict, Forbidden, Taken
from farthing.features import accounts, keys, opaque, sessions, tries
from farthing.features.accounts import Accounts
from farthing.features.invitations import keep_for
from farthing.features.records import Delete, Put, Record, Write

PROBED: Final = keys.email("registration")  # where registrations that told of an account are counted
_REFUSED: Final[dict[Registration, str]] = {
    "closed": "only the owner of this Farthing makes accounts, with `farthing account add`",
    "invite": "registration here needs an invitation to a space, and none that is valid for you came with it",
}


def offer(people: Accounts) -> str | None:
    """A new set-up code, which makes the first account and replaces the code before; None afterwards."""
    if accounts.get(people, rules.OWNER) is not None:
        return None
    code = opaque.wrap(people.clock.random(32))
    people.store.commit([Put(Record(keys.ACCOUNTS, keys.ITSELF, 1, _kept(code)), None)])
    return code


def register(
    people: Accounts, email: str, name: str, password: str, invitation: str | None
) -> tuple[Account, str]:
    """A new account, and the secret of its first session.

    Raises:
        Invalid: the e-mail address, the name or the password breaks a rule.
        Forbidden: this person may not.
        Taken: an account has this e-mail address.
        TooManyTries: too many asked for addresses that are taken.
    """
    email = rules.check_email(email)
    first = accounts.get(people, rules.OWNER) is None
    _admit(people, invitation, first)
    tries.check(people, PROBED)
    made = accounts.prepare(people, email, name, password, first=first)
    used = [Delete(keys.ACCOUNTS, keys.ITSELF, None)] if first else _used(people, invitation, made)
    secret, begun = sessions.begin(people, made)
    try:
        accounts.commit_new(people, made, [begun, *used])
    except Taken:
        tries.take(people, PROBED)
        raise
    except Conflict:
        just = "somebody else has just set this Farthing up" if first else _REFUSED[people.registration]
        raise Forbidden(just) from None
    return made, secret


def _used(people: Accounts, invitation: str | None, made: Account) -> list[Write]:
    """What uses the invitation up that somebody needs to make this account."""
    if people.registration != "invite":
        return []
    kept = keep_for(people.store, invitation or "", made.id, made.email)
    if kept is None:
        raise Forbidden(_REFUSED["invite"])
    return [kept]


def _admit(people: Accounts, invitation: str | None, first: bool) -> None:
    if first:
        record = people.store.get(keys.ACCOUNTS, keys.ITSELF, strong=True)
        if record is None or invitation is None or record.body != _kept(invitation):
            raise Forbidden(
                "nobody has set this Farthing up yet: use the link that the server's log shows last"
            )
    elif people.registration == "closed" or (people.registration == "invite" and not invitation):
        raise Forbidden(_REFUSED[people.registration])


def _kept(code: str) -> bytes:
    return json.encode(sha256(code.encode()).hexdigest())
