"""Who is asking where people have accounts of ours: by a session, or by a token."""

from farthing.domain.account import Account
from farthing.domain.errors import Unauthenticated
from farthing.domain.token import Scope
from farthing.features import accounts, sessions
from farthing.features.accounts import Accounts
from farthing.features.tokens import Principal
from farthing.http import cookie
from farthing.http.access import EVERYTHING, Authenticate, by_token
from farthing.http.message import Request


def by_persons_token(people: Accounts) -> Authenticate:
    """Only those who send a token of one who has an account."""
    token = by_token(people.store)

    def who(request: Request) -> Principal:
        holder = token(request)
        account = accounts.get(people, holder.user)
        if account is None:
            raise Unauthenticated("the account that this token belongs to is not there any more")
        return _principal(account, holder.scopes)

    return who


def by_session(people: Accounts) -> Authenticate:
    """Those who have signed in, or the holder of the token where one is sent."""
    token = by_persons_token(people)

    def who(request: Request) -> Principal:
        if "authorization" in request.headers:
            return token(request)
        secret = cookie.secret_of(request)
        account = sessions.find(people, secret) if secret else None
        if account is None:
            raise Unauthenticated("sign in, or send a token: Authorization: Bearer farthing_…")
        return _principal(account, EVERYTHING)

    return who


def _principal(account: Account, scopes: frozenset[Scope]) -> Principal:
    return Principal(account.id, scopes, account.email, account.name)
