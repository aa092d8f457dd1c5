"""The application of one door: a request in, a response out, whatever happens.

A HEAD is answered like a GET; whoever sends the answer leaves its body out.
"""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import DecodeError, ValidationError, convert, json

from farthing.domain.errors import FarthingError, Forbidden, Invalid, NotFound, TooLarge
from farthing.features.ports import Clock, Store
from farthing.features.tokens import Principal
from farthing.http import problems
from farthing.http.call import Call
from farthing.http.message import Request, Response
from farthing.http.problems import Malformed, MethodNotAllowed, UnsupportedMediaType
from farthing.http.route import Route, Router

if TYPE_CHECKING:
    from farthing.features.accounts import Accounts

BODY_BYTES = 1024 * 1024
EXPOSED = "ETag, Link, Location, Retry-After"
_NOBODY = Principal("", frozenset())
_WORDS = {
    "Object contains unknown": "there is no such field here",
    "Object missing required": "it must be given",
    "Expected `str` of length >= 1": "must not be empty",
}


class App:
    """`authenticate` says who asks, or raises `Unauthenticated`; `report` is told of errors nobody foresaw;
    pages of `origins` may call from elsewhere; `accounts`, `secure` and `catch_up` are for
    `Call`."""

    def __init__(
        self,
        routes: Collection[Route],
        store: Store,
        clock: Clock,
        authenticate: Callable[[Request], Principal],
        report: Callable[[BaseException], None],
        origins: Collection[str] = (),
        *,
        accounts: "Accounts | None" = None,
        secure: bool = False,
        catch_up: Callable[[], bool] = lambda: False,
    ) -> None:
        self._routes = tuple(routes)
        self._router = Router(self._routes)
        self._decoders: dict[Any, json.Decoder[Any]] = {}
        self._store = store
        self._clock = clock
        self._authenticate = authenticate
        self._report = report
        self._origins = frozenset(origins)
        self._accounts = accounts
        self._secure = secure
        self._catch_up = catch_up

    def __call__(self, request: Request) -> Response:
        try:
            response = self._answer(request)
        except FarthingError as error:
            response = problems.answer(error)
        except Exception as error:
            self._report(error)
            response = problems.problem("internal", "something went wrong here; it has been reported")
        if self._origins:
            self._allow_origin(request, response)
        return response

    def _answer(self, request: Request) -> Response:
        path = request.path[4:] if request.path.startswith("/api/") else request.path
        methods, values = self._router.find(path)
        if not methods:
            raise NotFound("there is nothing at this address")
        if request.method == "OPTIONS":
            return Response(204, {"allow": _allowed(methods)})
        method = "GET" if request.method == "HEAD" else request.method
        if method not in methods:
            response = problems.answer(MethodNotAllowed(f"this address takes {_allowed(methods)}"))
            response.headers["allow"] = _allowed(methods)
            return response
        route, names = methods[method]
        return route.run(self._call(request, route, dict(zip(names, values, strict=True))))

    def _call(self, request: Request, route: Route, params: dict[str, str]) -> Call:
        principal = _NOBODY
        if route.access is not None:
            principal = self._authenticate(request)
            if route.access not in principal.scopes:
                raise Forbidden(f"this needs the scope {route.access!r}")
        return Call(
            routes=self._routes,
            request=request,
            store=self._store,
            clock=self._clock,
            principal=principal,
            access=route.access or "read",
            params=params,
            query=_query(request.query, route.query),
            body=self._body(request, route),
            accounts=self._accounts,
            secure=self._secure,
            catch_up=self._catch_up,
        )

    def _body(self, request: Request, route: Route) -> Any:
        if len(request.body) > BODY_BYTES:
            raise TooLarge("", "a request must be at most 1 MiB")
        if route.body is None:
            return None
        if route.body is bytes:
            return request.body
        media = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
        if media not in route.media and "*/*" not in route.media:
            raise UnsupportedMediaType(f"send {' or '.join(route.media)}")
        try:
            return self._decoder(route).decode(request.body)
        except ValidationError as error:
            raise _misshapen(error) from None
        except (DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Malformed(f"the body is no JSON that can be read: {error}") from None

    def _decoder(self, route: Route) -> "json.Decoder[Any]":
        """Made when first needed: a function that starts has one request to answer, not all of them."""
        if route.body not in self._decoders:
            self._decoders[route.body] = json.Decoder(route.body)
        return self._decoders[route.body]

    def _allow_origin(self, request: Request, response: Response) -> None:
        response.headers["vary"] = "Origin"
        origin = request.headers.get("origin")
        if origin not in self._origins:
            return
        response.headers["access-control-allow-origin"] = origin
        response.headers["access-control-expose-headers"] = EXPOSED
        if request.method == "OPTIONS":
            response.headers["access-control-allow-methods"] = response.headers.get("allow", "")
            response.headers["access-control-allow-headers"] = (
                "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match"
            )
            response.headers["access-control-max-age"] = "7200"


def _allowed(methods: Mapping[str, object]) -> str:
    return ", ".join(sorted({*methods, "OPTIONS"} | ({"HEAD"} if "GET" in methods else set())))


def _query(text: str, shape: Any) -> Any:
    given: dict[str, str] = {}
    for pair in filter(None, text.split("&")):
        name, value = _decoded(pair)
        if name in given:
            raise Invalid(name, "give it once")
        given[name] = value
    try:
        return convert(given, shape, strict=False)
    except ValidationError as error:
        raise _misshapen(error) from None


def _decoded(pair: str) -> tuple[str, str]:
    name, _, value = pair.replace("+", " ").partition("=")
    if "%" not in pair:
        return name, value
    from urllib.parse import unquote  # few queries need it, and a starting function pays for it

    try:
        return unquote(name, errors="strict"), unquote(value, errors="strict")
    except UnicodeDecodeError:
        raise Malformed("the query is not UTF-8") from None


def _misshapen(error: ValidationError) -> Invalid:
    """The field and the complaint in messages such as "Expected `int` - at `$.limit`", or "Object contains
    unknown field `x`"."""
    complaint, _, place = str(error).partition(" - at `$")
    about, _, name = complaint.partition(" field `")
    path = [part for part in (place.rstrip("`").lstrip("."), name.rstrip("`")) if part]
    return Invalid(".".join(path), _WORDS.get(about if name else complaint, complaint))
