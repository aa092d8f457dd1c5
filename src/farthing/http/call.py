"""One request as its endpoint sees it: read, checked, and with everything at hand."""

from collections.abc import Callable
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

from msgspec import UNSET, Meta, Struct, UnsetType, json

from farthing.domain.errors import Invalid
from farthing.domain.space import Access
from farthing.features import opaque, spaces
from farthing.features.idempotency import Once
from farthing.features.ports import Clock, Store
from farthing.features.records import ABSENT, Index, Position
from farthing.features.tokens import Principal
from farthing.features.workspace import Workspace
from farthing.http.message import Request, Response

if TYPE_CHECKING:
    from farthing.features.accounts import Accounts
    from farthing.http.route import Route

T = TypeVar("T")
_RANK: Final[dict[Index | None, type]] = {None: NoneType, "byChange": int, "byDue": str}
_position = json.Decoder(
    tuple[
        str, Annotated[int, Meta(ge=0, le=2**53)] | Annotated[str, Meta(min_length=1, max_length=200)] | None
    ]
)


class Call(Struct, frozen=True):
    """`routes` are all that are served; `params` come from the path; `query` and `body` have the shapes that
    the route declares. `accounts` are there where people have accounts of ours; `secure` is whether they come
    over https. `catch_up` has what follows changes told of all of them, where that is possible at once; it
    returns whether."""

    routes: "tuple[Route, ...]"
    request: Request
    store: Store
    clock: Clock
    principal: Principal
    access: Access
    params: dict[str, str]
    query: Any
    body: Any
    accounts: "Accounts | None" = None
    secure: bool = False
    catch_up: Callable[[], bool] = lambda: False

    def workspace(self) -> Workspace:
        """The space that the request names, or the person's own.

        Raises:
            NotFound, Forbidden: as `spaces.enter`.
        """
        space = self.params.get("spaceId") or given(getattr(self.query, "space", UNSET))
        return spaces.enter(self.store, self.clock, self.principal.user, space, self.access)

    def expected(self) -> int | None:
        """The version that `If-Match` or `If-None-Match: *` asks for, as the features take it.

        Raises:
            Invalid: neither a version in quotes nor `*`.
        """
        if self.request.headers.get("if-none-match") == "*":
            return ABSENT
        text = self.request.headers.get("if-match", "*").strip()
        if text == "*":
            return None
        if not (text.startswith('"') and text.endswith('"') and text[1:-1].isdecimal() and len(text) < 20):
            raise Invalid("If-Match", 'give the version in quotes as the ETag has it, such as "3"')
        return int(text[1:-1]) or -1

    def once(self) -> Once | None:
        """The idempotency key, if one came, with the digest of what is asked.

        Raises:
            Invalid: the key is empty, too long or not printable ASCII.
        """
        key = self.request.headers.get("idempotency-key")
        if key is None:
            return None
        if not (1 <= len(key) <= 200 and key.isascii() and key.isprintable()):
            raise Invalid("Idempotency-Key", "give 1 to 200 printable ASCII characters")
        from hashlib import sha256

        asked = (
            f"{self.request.method} {self.request.path}?{self.request.query}\n".encode() + self.request.body
        )
        return Once(key, sha256(asked).hexdigest())

    def after(self, index: Index | None = None) -> Position | None:
        """Where the page before ended, in the order of keys or of an index.

        Raises:
            Invalid: not one of our cursors.
        """
        text = given(self.query.cursor)
        if text is None:
            return None
        try:
            position = Position(*_position.decode(opaque.unwrap(text)))
            if not isinstance(position.rank, _RANK[index]):
                raise ValueError
            return position
        except ValueError:
            raise Invalid(
                "cursor", "this is no cursor of ours; leave it out to begin at the first page"
            ) from None

    def page(self, result: dict[str, Any], next: Position | None) -> Response:
        """A page of a listing, with where to go on in the body and as a link."""
        response = reply(result | {"next": cursor(next)})
        if next is not None:
            pairs = [
                pair for pair in self.request.query.split("&") if pair and not pair.startswith("cursor=")
            ]
            query = "&".join([*pairs, f"cursor={cursor(next)}"])
            response.headers["link"] = f'<{self.request.path}?{query}>; rel="next"'
        return response


def given(value: T | UnsetType) -> T | None:
    """A parameter, or None where it was left out."""
    return None if value is UNSET else value


def cursor(position: Position | None) -> str | None:
    """A position as clients hold it: opaque."""
    if position is None:
        return None
    return opaque.wrap(json.encode((position.sk, position.rank)))


def reply(result: Any, status: int = 200) -> Response:
    """A JSON answer; `result` may be JSON already."""
    body = result if isinstance(result, bytes) else json.encode(result)
    return Response(status, {"content-type": "application/json", "cache-control": "no-store"}, body)


def versioned(result: Any, version: int, status: int = 200) -> Response:
    """A JSON answer about one version of one thing."""
    response = reply(result, status)
    response.headers["etag"] = f'"{version}"'
    response.headers["cache-control"] = "private, no-cache"
    return response


def unless_known(call: Call, body: bytes, version: int) -> Response:
    """The thing, or 304 for one who has this version."""
    response = versioned(body, version)
    if call.request.headers.get("if-none-match") == response.headers["etag"]:
        return Response(304, {"etag": response.headers["etag"]})
    return response
