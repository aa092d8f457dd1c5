"""An invitation into a space: for whoever has its link, or for one e-mail address; it serves one person."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from farthing.domain.text import Id

Invited = Literal["editor", "viewer"]
Email = Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+$", max_length=254)]
Secret = Annotated[str, Meta(min_length=1, max_length=200)]
PREFIX = "join_"  # of a secret, which a command line would take for an option if it began with `-`
MOST_OPEN = 50
MOST_MEMBERS = 100


class InvitationRequest(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """`days` is for how long it can be accepted; with an `email` it is only for the person who has that."""

    role: Invited
    email: Email | None = None
    days: Annotated[int, Meta(ge=1, le=30)] = 7


class Invitation(Struct, frozen=True, rename="camel"):
    """`hash` is the SHA-256 of the link's secret; `kept_for` is who made an account with it, and alone may
    accept it; `used_by` is who accepted it."""

    id: Id
    space_id: Id
    role: Invited
    email: str
    invited_by: str
    created_at: str
    expires_at: str
    hash: str
    kept_for: str = ""
    used_by: str = ""


def is_for(invitation: Invitation, email: str) -> bool:
    """Whether a person with this e-mail address may take it; one without any may take those by link."""
    return not invitation.email or invitation.email.casefold() == email.casefold()
