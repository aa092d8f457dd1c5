"""How a command reaches the API: in this process on a data folder, or over HTTP at an address."""

from collections.abc import Mapping
from typing import Protocol

from farthing.config import Settings
from farthing.http.message import Response


class Transport(Protocol):
    """Speaks to the API of one home.

    Raises, from `request`:
        Failed: the home cannot be reached; whatever the API itself answers is a response.
    """

    exposes_token: bool  # others on the network can read it

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        """`path` begins with `/`, is percent-encoded, and may carry a query."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


def open_transport(settings: Settings) -> Transport:
    """The way to the address that the settings name, or else to their data folder."""
    if settings.url:
        from farthing.doors.cli.remote import Remote

        return Remote(settings.url, settings.token)
    from farthing.doors.cli.folder import Folder

    return Folder(settings)
