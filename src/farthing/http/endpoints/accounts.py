"""Accounts and sessions over HTTP."""

from farthing.domain.account import Account, view
from farthing.domain.errors import NotFound
from farthing.features import accounts, credentials, registration, second_factor, sessions
from farthing.features import sign_in as signing
from farthing.features.accounts import Accounts
from farthing.http import cookie
from farthing.http.account_shapes import SignedIn
from farthing.http.call import Call, reply
from farthing.http.message import Response


def current(call: Call) -> Response:
    """Who has signed in, if anybody; once a day this gives the session its full time again."""
    people = _people(call)
    secret = cookie.secret_of(call.request)
    account = sessions.find(people, secret) if secret else None
    if secret is None or account is None:
        return reply(SignedIn(None))
    response = _signed_in(account)
    if sessions.renew(people, secret):
        response.headers |= cookie.keep(secret, secure=call.secure)
    return response


def sign_in(call: Call) -> Response:
    """A new session; the one before, if there was one, ends."""
    people, given = _people(call), call.body
    account, secret = signing.sign_in(people, given.email, given.password, given.code)
    before = cookie.secret_of(call.request)
    if before:
        sessions.end(people, before)
    return _signed_in(account, cookie.keep(secret, secure=call.secure))


def sign_out(call: Call) -> Response:
    """This session ended."""
    people, secret = _people(call), cookie.secret_of(call.request)
    if secret:
        sessions.end(people, secret)
        people.audit("signed out", call.principal.user)
    return Response(204, cookie.forget(secure=call.secure))


def sign_out_everywhere(call: Call) -> Response:
    """All sessions of the person ended."""
    sessions.end_all(_people(call), call.principal.user)
    return Response(204, cookie.forget(secure=call.secure))


def register(call: Call) -> Response:
    """A new account, signed in."""
    people, given = _people(call), call.body
    account, secret = registration.register(people, given.email, given.name, given.password, given.invitation)
    return _signed_in(account, cookie.keep(secret, secure=call.secure), 201)


def rename(call: Call) -> Response:
    """The account under another name."""
    return _signed_in(accounts.rename(_people(call), call.principal.user, call.body.name))


def change_password(call: Call) -> Response:
    """Another password; all sessions end, and a new one begins here."""
    secret = credentials.change(_people(call), call.principal.user, call.body.current, call.body.new)
    return Response(204, cookie.keep(secret, secure=call.secure))


def enrol(call: Call) -> Response:
    """A secret for an authenticator, shown this once."""
    return reply(second_factor.enrol(_people(call), call.principal.user, call.body.password))


def confirm(call: Call) -> Response:
    """The second factor switched on."""
    second_factor.confirm(_people(call), call.principal.user, call.body.code)
    return Response(204)


def disable(call: Call) -> Response:
    """The second factor switched off."""
    second_factor.disable(_people(call), call.principal.user, call.body.password, call.body.code)
    return Response(204)


def _people(call: Call) -> Accounts:
    if call.accounts is None:
        raise NotFound("this Farthing has no accounts: `farthing serve --accounts` gives it some")
    return call.accounts


def _signed_in(account: Account, headers: dict[str, str] | None = None, status: int = 200) -> Response:
    response = reply(SignedIn(view(account)), status)
    response.headers |= headers or {}
    return response
