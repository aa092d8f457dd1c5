"""Whom the server listens to: not to names it does not have, nor to writes from the pages of others.

- *Host.* A page whose name is made to point at 127.0.0.1 (DNS rebinding) is, to its browser, of one origin
  with this server and may read everything. But the Host header still has that page's name.
- *Origin.* Any page may have its browser send a form, or a simple request, to this server. But the browser
  says where that comes from: `Origin` with every write, `Sec-Fetch-Site` with every request.

Reads from other sites need no refusal: they change nothing, and a browser shows their answers to nobody
unless CORS headers allow it.
"""

import re
from ipaddress import ip_address
from typing import Final

from msgspec import Struct

from farthing.config import Settings
from farthing.domain.errors import FarthingError
from farthing.http.message import Request, Response
from farthing.http.problems import problem

SAFE: Final = frozenset(("GET", "HEAD", "OPTIONS"))
_LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
_WITHOUT_SIGN_IN: Final = (
    "lets everyone on the network read and change everything: have people sign in (FARTHING_ACCOUNTS) and "
    "set FARTHING_ALLOWED_HOSTS to this machine's names, or set only the latter if that is wanted"
)
_BYPASSED: Final = (
    "people have accounts here, and without sign-in everyone on the network would be the owner: leave "
    "FARTHING_ACCOUNTS=off (--accounts off) out"
)
_NAMELESS: Final = "needs the names that people call this machine by: set FARTHING_ALLOWED_HOSTS to them"
_PORT: Final = re.compile(r":\d{1,5}$")


class Exposed(FarthingError):
    """The settings open the server to the network, and nobody has said that this is wanted."""

    code = "exposed"


class Gate(Struct, frozen=True):
    """`hosts` in lower case, each with or without a port; `origins` as browsers send them."""

    hosts: frozenset[str]
    origins: frozenset[str]

    def refuse(self, request: Request) -> Response | None:
        """The answer to a request that must not come in, or None."""
        host = request.headers.get("host", "").lower()
        if not host:
            return problem("malformed", "a request names its Host")
        if host not in self.hosts and _PORT.sub("", host) not in self.hosts:
            return problem(
                "misdirected", "this server does not go by that Host; FARTHING_ALLOWED_HOSTS can add it"
            )
        if request.method not in SAFE and not self._from_here(request, host):
            return problem(
                "forbidden", "pages of other sites may not write here; FARTHING_CORS_ORIGINS can let one"
            )
        return None

    def _from_here(self, request: Request, host: str) -> bool:
        origin = request.headers.get("origin")
        if origin is None:
            return request.headers.get("sec-fetch-site", "none") in ("same-origin", "none")
        return origin in self.origins or origin.lower() in (f"http://{host}", f"https://{host}")


def gate(settings: Settings) -> Gate:
    """The gate that the settings ask for.

    Raises:
        Exposed: the server would listen to the network without knowing its own name.
    """
    if not settings.allowed_hosts and not is_loopback(settings.host):
        why = _WITHOUT_SIGN_IN if settings.accounts in ("auto", "off") else _NAMELESS
        raise Exposed(f"listening on {settings.host} {why}")
    return Gate(
        hosts=frozenset(_LOOPBACK) | {host.lower() for host in settings.allowed_hosts},
        origins=frozenset(settings.cors_origins),
    )


def guard_accounts(settings: Settings, bypassed: bool) -> None:
    """
    Raises:
        Exposed: the server would listen to the network and let it past the accounts that people have.
    """
    if bypassed and not is_loopback(settings.host):
        raise Exposed(_BYPASSED)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens there."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
