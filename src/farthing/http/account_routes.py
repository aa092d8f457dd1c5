"""What one machine serves beside what both homes do: accounts and sessions, which Cognito has on AWS."""

from typing import Any

from farthing.domain.account import Enrolment
from farthing.domain.space import Access
from farthing.http.account_shapes import (
    AccountChange,
    FirstCode,
    FullProof,
    NewAccount,
    PasswordChange,
    Proof,
    SignedIn,
    SignIn,
)
from farthing.http.call import Call
from farthing.http.message import Response
from farthing.http.route import Route
from farthing.http.routes import ROUTES
from farthing.http.shapes import Nothing


def _here(method: str, path: str, name: str, summary: str, access: Access | None, **rest: Any) -> Route:
    def run(call: Call) -> Response:
        from farthing.http.endpoints import accounts  # few requests need them

        response: Response = getattr(accounts, name)(call)
        return response

    return Route("api", method, path, run, summary, access, query=Nothing, **rest)


GUESSED = (401, 404, 429, 503)  # of routes that take a password, and have 404 where there are no accounts
ACCOUNT_ROUTES: tuple[Route, ...] = (
    _here(
        "GET", "/session", "current", "Who has signed in", None,
        result=SignedIn, answers=(404, 503),
    ),
    _here(
        "POST", "/session", "sign_in", "Sign in", None,
        body=SignIn, result=SignedIn, answers=(*GUESSED, 409),
    ),
    _here("DELETE", "/session", "sign_out", "Sign out", "read", status=204),
    _here("DELETE", "/sessions", "sign_out_everywhere", "Sign out everywhere", "admin", status=204),
    _here(
        "POST", "/accounts", "register", "Make an account, and sign in", None,
        body=NewAccount, result=SignedIn, status=201, answers=(*GUESSED, 403, 409),
    ),
    _here(
        "PATCH", "/account", "rename", "Change your name", "admin",
        body=AccountChange, result=SignedIn, media=("application/json", "application/merge-patch+json"),
        answers=(409,),
    ),
    _here(
        "POST", "/account/password", "change_password", "Change your password", "admin",
        body=PasswordChange, status=204, answers=(409, 429),
    ),
    _here(
        "POST", "/account/totp", "enrol", "Ask for a second factor", "admin",
        body=Proof, result=Enrolment, answers=(409, 429),
    ),
    _here(
        "PUT", "/account/totp", "confirm", "Switch the second factor on", "admin",
        body=FirstCode, status=204, answers=(409,),
    ),
    _here(
        "DELETE", "/account/totp", "disable", "Switch the second factor off", "admin",
        body=FullProof, status=204, answers=(409, 429),
    ),
)  # fmt: skip
LOCAL_ROUTES: tuple[Route, ...] = (*ROUTES, *ACCOUNT_ROUTES)
