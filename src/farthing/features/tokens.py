"""Personal API tokens, and who is asking by one."""

from typing import Final

from msgspec import Struct

from farthing.domain import instant
from farthing.domain.errors import Unauthenticated
from farthing.domain.ident import uuid7
from farthing.domain.text import check_line
from farthing.domain.token import PREFIX, Scope, Token, TokenRequest
from farthing.features import bearer, keys
from farthing.features.bearer import Secrets
from farthing.features.ports import Clock, Store
from farthing.features.records import Position

TOKENS: Final = Secrets("token", PREFIX, keys.token, Token)


class Principal(Struct, frozen=True):
    """Who is asking, and what the way they came in allows; `email` only where it was verified or is vouched
    for by the account."""

    user: str
    scopes: frozenset[Scope]
    email: str = ""
    name: str = ""


class TokenView(Struct, frozen=True, rename="camel", omit_defaults=True):
    """A token as its owner sees it; `token` itself only in the answer to its making."""

    token_id: str
    name: str
    scopes: list[Scope]
    created_at: str
    expires_at: str
    token: str | None = None


def create(store: Store, clock: Clock, user: str, wanted: TokenRequest) -> TokenView:
    """A new token for this person; the only time that it is shown.

    Raises:
        Invalid: the name breaks a rule.
    """
    secret, now = TOKENS.new(clock), clock.now()
    ends = now + wanted.days * instant.DAY
    token = Token(
        id=uuid7(now, clock.random(10)),
        user_id=user,
        name=check_line(wanted.name, "name"),
        scopes=sorted(set(wanted.scopes)),
        created_at=instant.to_iso(now),
        expires_at=instant.to_iso(ends),
        hash=bearer.digest(secret),
    )
    TOKENS.keep(store, user, token, expires=ends // instant.SECOND)
    return _view(token, secret)


def mine(
    store: Store, user: str, limit: int, after: Position | None
) -> tuple[list[TokenView], Position | None]:
    """A page of this person's tokens, the oldest first."""
    found, after = TOKENS.page(store, user, limit, after)
    return [_view(token) for token in found], after


def authenticate(store: Store, secret: str) -> Principal:
    """Who this token belongs to, by one read.

    Raises:
        Unauthenticated: no such token, or it has expired or was revoked.
    """
    token = TOKENS.find(store, secret)
    if token is None:
        raise Unauthenticated("this token is not known, has expired or was revoked")
    return Principal(token.user_id, frozenset(token.scopes))


def _view(token: Token, secret: str | None = None) -> TokenView:
    return TokenView(token.id, token.name, token.scopes, token.created_at, token.expires_at, secret)
