"""Personal API tokens, and who is asking by one."""

from hashlib import sha256

from msgspec import Struct, json

from farthing.domain import instant
from farthing.domain.errors import NotFound, Unauthenticated
from farthing.domain.ident import uuid7
from farthing.domain.text import check_line
from farthing.domain.token import PREFIX, Scope, Token, TokenRequest
from farthing.features import keys, opaque
from farthing.features.ports import Clock, Store
from farthing.features.records import ABSENT, PAGE_RECORDS, Delete, Position, Put, Query, Record, beginning

_token = json.Decoder(Token)
_encode = json.Encoder().encode


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
    secret = PREFIX + opaque.wrap(clock.random(30))
    now = clock.now()
    ends = now + wanted.days * instant.DAY
    token = Token(
        id=uuid7(now, clock.random(10)),
        user_id=user,
        name=check_line(wanted.name, "name"),
        scopes=sorted(set(wanted.scopes)),
        created_at=instant.to_iso(now),
        expires_at=instant.to_iso(ends),
        hash=_hash(secret),
    )
    body, expires = _encode(token), ends // instant.SECOND
    by_hash = Record(keys.token(token.hash), keys.ITSELF, 1, body, expires=expires)
    by_owner = Record(keys.user(user), keys.token(token.id), 1, body, expires=expires)
    store.commit([Put(by_hash, ABSENT), Put(by_owner, ABSENT)])
    return _view(token, secret)


def mine(
    store: Store, user: str, limit: int, after: Position | None
) -> tuple[list[TokenView], Position | None]:
    """A page of this person's tokens, the oldest first."""
    low, high = beginning(keys.token(""))
    page = store.query(Query(pk=keys.user(user), low=low, high=high, limit=limit, after=after))
    return [_view(_token.decode(record.body)) for record in page.records], page.next


def revoke(store: Store, user: str, id: str) -> None:
    """End a token at once.

    Raises:
        NotFound: this person has no such token.
    """
    record = store.get(keys.user(user), keys.token(id), strong=True)
    if record is None:
        raise NotFound("there is no such token here")
    token = _token.decode(record.body)
    store.commit(
        [Delete(keys.token(token.hash), keys.ITSELF, None), Delete(keys.user(user), keys.token(id), None)]
    )


def revoke_all(store: Store, user: str) -> None:
    """End every token of a person."""
    while found := mine(store, user, limit=PAGE_RECORDS, after=None)[0]:
        for token in found:
            revoke(store, user, token.token_id)


def authenticate(store: Store, secret: str) -> Principal:
    """Who this token belongs to, by one read.

    Raises:
        Unauthenticated: no such token, or it has expired or was revoked.
    """
    record = store.get(keys.token(_hash(secret)), keys.ITSELF) if secret.startswith(PREFIX) else None
    if record is None:
        raise Unauthenticated("this token is not known, has expired or was revoked")
    token = _token.decode(record.body)
    return Principal(token.user_id, frozenset(token.scopes))


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _view(token: Token, secret: str | None = None) -> TokenView:
    return TokenView(token.id, token.name, token.scopes, token.created_at, token.expires_at, secret)
