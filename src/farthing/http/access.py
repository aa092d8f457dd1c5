"""Who is asking: by an API token, by the claims that the gateway has verified, or the one owner."""

from collections.abc import Callable
from typing import Final

from farthing.domain.errors import Unauthenticated
from farthing.domain.ident import OWNER as OWNER
from farthing.domain.ident import is_uuid
from farthing.domain.token import Scope
from farthing.features.ports import Store
from farthing.features.tokens import Principal, authenticate
from farthing.http.message import Request

EVERYTHING: Final[frozenset[Scope]] = frozenset(("read", "write", "admin"))
Authenticate = Callable[[Request], Principal]


def by_token(store: Store) -> Authenticate:
    """Only those who send a token of ours as `Authorization: Bearer`."""

    def who(request: Request) -> Principal:
        kind, _, secret = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not secret:
            raise Unauthenticated("send a token: Authorization: Bearer farthing_…")
        return authenticate(store, secret.strip())

    return who


def by_token_or_owner(store: Store, name: str = "") -> Authenticate:
    """The owner of this machine, who is called `name`, or the owner of the token where one is sent."""
    token, owner = by_token(store), Principal(OWNER, EVERYTHING, name=name)

    def who(request: Request) -> Principal:
        return token(request) if "authorization" in request.headers else owner

    return who


def by_claims(request: Request) -> Principal:
    """The person whose claims the gateway has verified.

    Raises:
        Unauthenticated: there are none.
    """
    if not request.claims or not is_uuid(request.claims.get("sub", "")):
        raise Unauthenticated("sign in")
    given = request.claims.get("scope", "").split()
    scopes: list[Scope] = [scope for scope in EVERYTHING if f"farthing/{scope}" in given]
    return Principal(request.claims["sub"], frozenset(scopes), request.claims.get("email", ""))
