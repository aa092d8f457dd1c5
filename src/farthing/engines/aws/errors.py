"""What may come back instead of an answer.

Failure
├── NoAnswer              the exchange broke off; what was asked may have been done
│   ├── NotSent           there was no connection: it was not done
│   │   └── Untrusted     the server did not prove to be who it should
│   └── Stale             a kept connection had been closed meanwhile
└── ServiceError          AWS refused, or failed, and says so
"""

from typing import Any, Final

from msgspec import DecodeError, Struct, field, json

_PASSING: Final = frozenset({
    "InternalFailure",
    "InternalServerError",
    "LimitExceededException",
    "ProvisionedThroughputExceeded",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "ThrottlingError",
    "ThrottlingException",
    "TransactionConflict",
    "TransactionConflictException",
    "TransactionInProgressException",
})  # fmt: skip


class Failure(Exception):
    """`passing` tells whether trying again may help, `maybe_done` whether what was asked may have been
    done all the same, `repeated` whether that was so for an earlier try of the same call."""

    passing = True
    maybe_done = False
    repeated = False


class NoAnswer(Failure):
    """The exchange broke off."""

    maybe_done = True


class NotSent(NoAnswer):
    """There was no connection."""

    maybe_done = False


class Untrusted(NotSent):
    """The server's certificate is of another host, or of an authority that is not trusted."""

    passing = False


class Stale(NoAnswer):
    """A connection kept since the last exchange had been closed meanwhile."""


class ServiceError(Failure):
    """`code` is AWS's name for what is wrong, `item` what a failed condition met where that was asked for,
    `reasons` the code for each item of a cancelled transaction, `date` the header, as the server has it."""

    def __init__(self, status: int, content: bytes, date: str = "") -> None:
        try:
            body = _body.decode(content)
        except (DecodeError, UnicodeDecodeError):
            body = _Body()
        self.code = body.type.rpartition("#")[2] or f"HTTP {status}"
        self.item = body.item
        self.reasons = [reason.code for reason in body.reasons]
        self.date = date
        self.maybe_done = status >= 500
        self.passing = self.maybe_done or not _PASSING.isdisjoint((self.code, *self.reasons))
        super().__init__(f"{self.code}: {body.message or body.message_too}")


class _Reason(Struct, frozen=True):
    code: str = field(name="Code")


class _Body(Struct, frozen=True):
    type: str = field(default="", name="__type")
    message: str = ""
    message_too: str = field(default="", name="Message")
    item: dict[str, Any] | None = field(default=None, name="Item")
    reasons: list[_Reason] = field(default_factory=list, name="CancellationReasons")


_body = json.Decoder(_Body)
