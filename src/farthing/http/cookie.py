"""The cookie that a browser keeps a session in. Scripts of the page cannot read it, and other sites' pages do
not have it sent along."""

from typing import Final

from farthing.features import sessions
from farthing.http.message import Request

NAME: Final = "farthing_session"
_SECONDS: Final = sessions.DAYS * 24 * 3600


def secret_of(request: Request) -> str | None:
    """The secret of the session, where the request has one."""
    for pair in request.headers.get("cookie", "").split(";"):
        name, _, value = pair.strip().partition("=")
        if name == NAME and value:
            return value
    return None


def keep(secret: str, *, secure: bool) -> dict[str, str]:
    """The header that has a browser keep the secret; `secure`: and send it over https alone."""
    return _header(secret, _SECONDS, secure)


def forget(*, secure: bool) -> dict[str, str]:
    """The header that has a browser forget it."""
    return _header("", 0, secure)


def _header(value: str, seconds: int, secure: bool) -> dict[str, str]:
    cookie = f"{NAME}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict"
    return {"set-cookie": cookie + ("; Secure" if secure else "")}
