"""What `doctor` looks at on a server elsewhere: whether it answers, its clock, and what the token allows."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from farthing import __version__
from farthing.doors.cli.exits import Failed
from farthing.doors.cli.health import Check
from farthing.doors.cli.session import Session

MOST_SECONDS: Final = 30
_NOBODYS_TASK: Final = "/tasks/00000000-0000-0000-0000-000000000000"
# Each is refused before it does anything where the scope is missing, and does nothing where it is there.
_PROBES: Final = {"read": ("GET", "/lists"), "write": ("DELETE", _NOBODYS_TASK), "admin": ("GET", "/tokens")}


def server(session: Session) -> Iterator[Check]:
    """Ask the server; the rest is of no use where it does not answer."""
    try:
        response = session.send("GET", "/healthz")
    except Failed as failed:
        yield Check("server", "problem", failed.detail, "check the address, and that the server runs")
        return
    health = session.decoded(response, dict[str, str])
    theirs = health.get("version", "unknown")
    yield Check("server", "ok", f"{session.settings.url} answers, version {theirs}")
    if theirs.split(".")[:2] != __version__.split(".")[:2]:
        yield Check("version", "note", f"this command line is version {__version__}", "use the same version")
    yield from _clock(response.headers.get("date", ""))
    yield from _token(session)


def _clock(date: str) -> Iterator[Check]:
    try:
        difference = (parsedate_to_datetime(date) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        yield Check("clock", "note", "the server does not say what time it is")
        return
    if abs(difference) > MOST_SECONDS:
        way = "ahead of" if difference > 0 else "behind"
        detail = f"the server's clock is {abs(difference):.0f} seconds {way} this machine's"
        yield Check("clock", "problem", detail, "set the one that is wrong by a time server")
    else:
        yield Check("clock", "ok", "the same as here, within seconds")


def _token(session: Session) -> Iterator[Check]:
    scopes = []
    for scope, (method, path) in _PROBES.items():
        try:
            session.send(method, path)
            scopes.append(scope)
        except Failed as failed:
            if failed.code == "not_found":
                scopes.append(scope)
            elif failed.code == "unauthenticated":
                advice = "make one on the server with `farthing token create`, and set FARTHING_TOKEN"
                yield Check("token", "problem", failed.detail, advice)
                return
            elif failed.code != "forbidden":
                yield Check("token", "problem", failed.detail, "try again")
                return
    yield Check("token", "ok", f"allows {', '.join(scopes) or 'nothing'}")
