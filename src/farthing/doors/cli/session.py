"""What every command has at hand: its home, and how it is to speak."""

import sys
from collections.abc import Iterator, Mapping
from os import urandom
from typing import Any
from urllib.parse import urlencode, urlsplit

from msgspec import DecodeError, json

from farthing.config import Settings
from farthing.domain.ident import is_uuid
from farthing.doors.cli.exits import Failed, failure
from farthing.doors.cli.transport import Transport, open_transport
from farthing.http.message import Response

PAGE = 200
_NO_FARTHING = "what answers there is no Farthing: check the address"
_IN_SPACE = ("/tasks", "/trash", "/lists", "/items", "/views", "/filters", "/export", "/import", "/search")


class Session:
    """One run of the program; `json`, `quiet` and `space` are what its options say."""

    def __init__(self, settings: Settings, *, json: bool, quiet: bool, space: str | None) -> None:
        self.settings = settings
        self.json = json
        self.quiet = quiet
        self._space = space
        self._transport: Transport | None = None

    @property
    def space(self) -> str | None:
        """The id of the space that was given, by its name, its id or a part of that.

        Raises:
            Failed: it fits no space, or several.
        """
        if self._space is not None and not is_uuid(self._space):
            from farthing.doors.cli.names import a_space  # which asks the session for what there is

            self._space = a_space(self, self._space)
        return self._space

    @property
    def terminal(self) -> bool:
        """Whether a person reads the output."""
        return sys.stdout.isatty() and not self.json

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        shape: Any = Any,
    ) -> Any:
        """What a success carries, decoded as `shape`; None where that is nothing.

        Raises:
            Failed: as `send`.
        """
        return self.decoded(self.send(method, path, body, query=query, headers=headers), shape)

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """The answer to a request, if it is a success. What is None in the query is left out.

        Raises:
            Failed: the home cannot be reached, or says no.
        """
        try:
            target = path + self._query(path, query or {})
            encoded = None if body is None else json.encode(body)
        except UnicodeEncodeError:
            raise Failed("usage", "an argument is no valid UTF-8 text") from None
        response = self._home().request(method, target, encoded, headers)
        if response.status >= 300:
            raise failure(response)
        return response

    @staticmethod
    def decoded(response: Response, shape: Any) -> Any:
        """The JSON of an answer.

        Raises:
            Failed: it is something else, so that what answers is no Farthing.
        """
        try:
            return json.decode(response.body, type=shape) if response.body else None
        except (DecodeError, UnicodeDecodeError):
            raise Failed("unreachable", _NO_FARTHING) from None

    def make(self, path: str, fields: Any) -> Any:
        """A new thing. The key has it made once, however often the request is sent."""
        return self.ask("POST", path, fields, headers={"idempotency-key": urandom(16).hex()})

    def pages(
        self, path: str, query: Mapping[str, object] | None = None, shape: Any = dict[str, Any]
    ) -> Iterator[Any]:
        """Every page of a listing, one after another, each a mapping of the shape."""
        cursor = None
        while True:
            asked = {"limit": PAGE, **(query or {}), "cursor": cursor}
            page = self.ask("GET", path, query=asked, shape=shape)
            if "next" not in page:
                raise Failed("unreachable", _NO_FARTHING)
            yield page
            cursor = page["next"]
            if cursor is None:
                return

    def each(self, kind: str, query: Mapping[str, object] | None = None) -> Iterator[dict[str, Any]]:
        """Every thing of a listing; `kind` is its path without the slash, and its name on the page."""
        for page in self.pages(f"/{kind}", query):
            yield from page[kind]

    def note(self, text: str) -> None:
        """Tell the person something beside the output, unless they asked for quiet."""
        if not self.quiet:
            print(text, file=sys.stderr)

    def address(self, path: str) -> str:
        """Where others reach a path of the API; of a data folder, at a server that runs on it as is usual."""
        url = self.settings.url.rstrip("/") or f"http://{self.settings.host}:{self.settings.port}"
        return url + ("" if urlsplit(url).path else "/api") + path

    def close(self) -> None:
        """Let go of files and connections."""
        if self._transport is not None:
            self._transport.close()

    def _home(self) -> Transport:
        if self._transport is None:
            self._transport = open_transport(self.settings)
            if self._transport.exposes_token:
                self.note("Beware: the token goes over the network for all to read; use https.")
        return self._transport

    def _query(self, path: str, query: Mapping[str, object]) -> str:
        space = self.space if path.startswith(_IN_SPACE) else None
        given = {name: value for name, value in {**query, "space": space}.items() if value is not None}
        return f"?{urlencode(given)}" if given else ""
