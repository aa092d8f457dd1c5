"""What travels about accounts and sessions."""

from typing import Annotated

from msgspec import Meta, Struct

from farthing.domain.account import Email, NewPassword, PersonView
from farthing.domain.text import PersonName

Password = Annotated[str, Meta(max_length=200)]
Code = Annotated[str, Meta(max_length=20, description="what the authenticator shows: six digits")]


class SignIn(Struct, frozen=True, forbid_unknown_fields=True):
    """`code` only where the account has a second factor."""

    email: Email
    password: Password
    code: Code | None = None


class NewAccount(Struct, frozen=True, forbid_unknown_fields=True):
    """`invitation`: the secret of an invitation to a space, or, for the first account, the set-up code."""

    email: Email
    password: NewPassword
    name: PersonName
    invitation: Annotated[str, Meta(max_length=200)] | None = None


class SignedIn(Struct, frozen=True):
    """Who has signed in: nobody, where that is null."""

    person: PersonView | None


class AccountChange(Struct, frozen=True, forbid_unknown_fields=True):
    name: PersonName


class PasswordChange(Struct, frozen=True, forbid_unknown_fields=True):
    current: Password
    new: NewPassword


class Proof(Struct, frozen=True, forbid_unknown_fields=True):
    """That it is the person who asks, and not somebody at their desk."""

    password: Password


class FirstCode(Struct, frozen=True, forbid_unknown_fields=True):
    code: Code


class FullProof(Proof, frozen=True, forbid_unknown_fields=True):
    code: Code
