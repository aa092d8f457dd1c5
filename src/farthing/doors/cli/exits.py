"""How a command ends: the one place that maps what went wrong to an exit code."""

from enum import IntEnum
from http import HTTPStatus
from typing import Any

from msgspec import DecodeError, json

from farthing.http.message import Response


class Exit(IntEnum):
    """What `MEANING` says of each."""

    OK = 0
    FAILED = 1
    USAGE = 2
    NOT_FOUND = 3
    CONFLICT = 4
    INVALID = 5
    NOT_ALLOWED = 6
    UNHEALTHY = 7
    DIFFERENT = 8
    INTERRUPTED = 130
    PIPE_CLOSED = 141


MEANING = {
    Exit.OK: "all was done",
    Exit.FAILED: "the server, the data folder, AWS or a file cannot be used or reached",
    Exit.USAGE: "the command, an option or a setting is not one that Farthing knows",
    Exit.NOT_FOUND: "no such task, list, token, file or data folder",
    Exit.CONFLICT: "it was changed by another meanwhile, or its state forbids this",
    Exit.INVALID: "a value breaks a rule, an id fits several, or a file is no whole export",
    Exit.NOT_ALLOWED: "no token or credentials, or some that do not allow this",
    Exit.UNHEALTHY: "`farthing doctor`, `checklist` or `restore-drill` found problems",
    Exit.DIFFERENT: "`farthing diff --exit-code` found differences",
    Exit.INTERRUPTED: "interrupted (Ctrl-C)",
    Exit.PIPE_CLOSED: "the reader of the output went away",
}

# The codes of the API's problems, and after them those that the command line has of its own.
EXIT_OF = {
    "malformed": Exit.INVALID,
    "unauthenticated": Exit.NOT_ALLOWED,
    "second_factor": Exit.NOT_ALLOWED,
    "too_many_tries": Exit.NOT_ALLOWED,
    "forbidden": Exit.NOT_ALLOWED,
    "not_found": Exit.NOT_FOUND,
    "method_not_allowed": Exit.FAILED,
    "conflict": Exit.CONFLICT,
    "not_yet": Exit.CONFLICT,
    "taken": Exit.CONFLICT,
    "sync_token_expired": Exit.CONFLICT,
    "version_mismatch": Exit.CONFLICT,
    "too_large": Exit.INVALID,
    "unsupported_media_type": Exit.INVALID,
    "invalid": Exit.INVALID,
    "idempotency_key_reused": Exit.CONFLICT,
    "internal": Exit.FAILED,
    "unavailable": Exit.FAILED,
    "misdirected": Exit.FAILED,
    "headers_too_large": Exit.INVALID,
    "usage": Exit.USAGE,
    "no_data": Exit.NOT_FOUND,
    "ambiguous": Exit.INVALID,
    "store_unusable": Exit.FAILED,
    "unreachable": Exit.FAILED,
    "not_an_export": Exit.INVALID,
    "cut_short": Exit.INVALID,
    "file": Exit.FAILED,
    "unhealthy": Exit.UNHEALTHY,
    "failed": Exit.FAILED,
    "no_credentials": Exit.NOT_ALLOWED,
    "region": Exit.USAGE,
    "quota": Exit.FAILED,
}
_CODE_OF_STATUS = {401: "unauthenticated", 403: "forbidden", 404: "not_found", 413: "too_large"}


class Failed(Exception):
    """`problem` is a problem document as the API sends them; `code` is a key of `EXIT_OF`."""

    def __init__(self, code: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.problem = {"title": code.replace("_", " "), "code": code, "detail": detail, **more}

    @property
    def code(self) -> str:
        return str(self.problem["code"])

    @property
    def detail(self) -> str:
        return str(self.problem["detail"])

    @property
    def exit(self) -> Exit:
        return EXIT_OF.get(self.code, Exit.FAILED)


def failure(response: Response) -> Failed:
    """What an answer that is no success says, be it a problem document of ours or not."""
    try:
        problem = json.decode(response.body, type=dict[str, Any])
        return Failed(**problem)
    except (DecodeError, UnicodeDecodeError, TypeError):
        code = _CODE_OF_STATUS.get(response.status, "unavailable")
        phrase = HTTPStatus(response.status).phrase if response.status in set(HTTPStatus) else ""
        return Failed(
            code, f"the server answered {response.status} {phrase}".rstrip(), status=response.status
        )
