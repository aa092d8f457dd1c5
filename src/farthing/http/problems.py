"""From errors to answers: the one place that maps what went wrong to a status (RFC 9457)."""

from msgspec import Struct, json

from farthing.domain.errors import FarthingError, NotYet, TooManyTries
from farthing.http.message import Response

STATUS = {
    "malformed": 400,
    "unauthenticated": 401,
    "second_factor": 401,
    "forbidden": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "conflict": 409,
    "not_yet": 409,
    "taken": 409,
    "sync_token_expired": 410,
    "version_mismatch": 412,
    "too_large": 413,
    "unsupported_media_type": 415,
    "misdirected": 421,
    "invalid": 422,
    "idempotency_key_reused": 422,
    "too_many_tries": 429,
    "headers_too_large": 431,
    "internal": 500,
    "unavailable": 503,
}


class Problem(Struct, frozen=True, omit_defaults=True):
    """`code` is stable; `field` names what is wrong in the request, where one thing is."""

    title: str
    status: int
    code: str
    detail: str
    type: str = "about:blank"
    field: str = ""


class Malformed(FarthingError):
    """The request cannot even be read."""

    code = "malformed"


class MethodNotAllowed(FarthingError):
    code = "method_not_allowed"


class UnsupportedMediaType(FarthingError):
    code = "unsupported_media_type"


def answer(error: FarthingError) -> Response:
    """The problem document for an error."""
    response = problem(error.code, error.detail, getattr(error, "field", ""))
    if isinstance(error, TooManyTries | NotYet):
        response.headers["retry-after"] = str(error.seconds)
    return response


def problem(code: str, detail: str, field: str = "") -> Response:
    """A problem document; `code` is a key of `STATUS`."""
    status = STATUS[code]
    body = json.encode(Problem(code.replace("_", " "), status, code, detail, field=field))
    headers = {"content-type": "application/problem+json", "cache-control": "no-store"}
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    if status == 503:
        headers["retry-after"] = "1"
    return Response(status, headers, body)
