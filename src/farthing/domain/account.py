"""A person's account on one machine, and the rules of what people give for it.

Passwords are held to length and to not being the first that anybody tries, as NIST SP 800-63B has it: rules
about kinds of characters make passwords that are hard to keep in mind, not hard to guess.
"""

import re
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct, field

from farthing.domain import instant
from farthing.domain.errors import Invalid
from farthing.domain.ident import OWNER as OWNER
from farthing.domain.lifecycle import Version
from farthing.domain.text import Id, check_line, check_text

Registration = Literal["open", "invite", "closed"]

Email = Annotated[str, Meta(min_length=1, max_length=254)]
NewPassword = Annotated[str, Meta(min_length=10, max_length=200)]

_EMAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)*")
_COMMON: Final = frozenset(
    (
        "0123456789", "0987654321", "1111111111", "1122334455", "1212121212", "1234567890", "12345678910",
        "123456789a", "123456789q", "1234qwerasdf", "1q2w3e4r5t", "1q2w3e4r5t6y", "1qaz2wsx3edc",
        "a123456789", "abcd123456", "abcdefghij", "admin12345", "administrator", "asdfghjkl1",
        "baseball123", "changeme123", "chocolate1", "football123", "iloveyou123", "jennifer123",
        "letmein123", "liverpool1", "manchester", "mypassword", "password01", "password10", "password11",
        "password12", "password123", "password1234", "password12345", "passwordpassword", "princess123",
        "q1w2e3r4t5", "qazwsxedcrfv", "qwerty1234", "qwerty12345", "qwerty123456", "qwertyuiop",
        "qwertyuiop123", "sunshine123", "superman123", "trustno1trustno1", "unbelievable", "welcome123",
        "zaq12wsxcde3", "zxcvbnm123",
    )
)  # fmt: skip


class Account(Struct, frozen=True, rename="camel", omit_defaults=True):
    """What is kept of a person. `password` is its Argon2id hash. Sessions carry the `epoch` they began in and
    are dead in any other. `totp` is the secret of the second factor (base32), `pending` one that is not
    confirmed yet, `last_step` the time step of the last code, which with all before it has been used up."""

    id: Id = field(name="userId")
    email: str
    name: str
    password: str
    created_at: str
    version: Version = 1
    epoch: int = 1
    totp: str | None = None
    pending: str | None = None
    last_step: int = 0


class PersonView(Struct, frozen=True, rename="camel"):
    """An account as its person sees it; `totp` is whether sign-in asks for a second factor."""

    user_id: str
    email: str
    name: str
    totp: bool
    created_at: str


class Enrolment(Struct, frozen=True):
    """What an authenticator takes: a secret in base32, or the `otpauth:` address that a QR code shows."""

    secret: str
    uri: str


def create(id: str, email: str, name: str, password: str, now: int) -> Account:
    """An account at `now` (Unix milliseconds); `password` is a hash already, `email` has been checked.
    Its epochs count from now: sessions of one who was removed, and had the same id, are of none of them."""
    return Account(id, email, check_line(name, "name"), password, instant.to_iso(now), epoch=now)


def view(account: Account) -> PersonView:
    """What a person may see of their account."""
    return PersonView(account.id, account.email, account.name, account.totp is not None, account.created_at)


def check_email(text: str) -> str:
    """The address as it is kept: without the space around it, its domain in lower case.

    Raises:
        Invalid: it is no address.
    """
    local, _, domain = text.strip().rpartition("@")
    email = f"{local}@{domain.lower()}"
    if len(email) > 254 or not _EMAIL.fullmatch(email) or not email.isprintable():
        raise Invalid("email", "must be an e-mail address, such as ada@example.org")
    return check_text(email, "email", 1024)


def same_email(text: str) -> str:
    """What two spellings of one address have in common: by this it is looked up."""
    return _normal("NFC", _normal("NFC", text.strip()).casefold())


def check_password(text: str, email: str, field: str = "password") -> str:
    """A new password, as it is hashed.

    Raises:
        Invalid: it is too short or too long, the e-mail address, or one of the commonest.
    """
    password = spelt(text, field)
    if not 10 <= len(password) <= 200:
        raise Invalid(field, "must have 10 to 200 characters")
    plain = password.casefold()
    if plain in (same_email(email), same_email(email).partition("@")[0]):
        raise Invalid(field, "must not be the e-mail address")
    if plain in _COMMON or len(set(plain)) == 1:
        raise Invalid(field, "is one of the first that anybody tries; choose another")
    return password


def spelt(password: str, field: str = "password") -> str:
    """A password in one spelling, whichever keyboard typed it (NFKC).

    Raises:
        Invalid: it holds what is no character.
    """
    return _normal("NFKC", check_text(password, field, 1024))


def _normal(form: Literal["NFC", "NFKC"], text: str) -> str:
    from unicodedata import normalize  # the functions on AWS load this module, and need none of that

    return normalize(form, text)
