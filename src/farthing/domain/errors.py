"""What can go wrong, as a tree. Each error owns a stable `code` that clients may rely on.

FarthingError
├── Invalid               a value breaks a rule; names the field
│   └── TooLarge          a value is over its bound
├── Unauthenticated       nobody, or nobody known, is asking
│   └── SecondFactor      the password is right, and a code is needed with it
├── TooManyTries          too much was guessed; says for how long to wait
├── Forbidden             known, but not allowed
├── NotFound              no such thing, or none that the asker may see
├── Conflict              the state of things forbids it
│   ├── NotYet            it is known in a moment; says after how long to ask again
│   ├── Taken             somebody has this e-mail address here already
│   └── VersionMismatch   it changed since the asker read it
├── KeyReused             an idempotency key came back with another request
├── SyncTokenExpired      a sync token older than the tombstones
└── Unavailable           the store gave no answer in time
"""

from typing import ClassVar


class FarthingError(Exception):
    """`detail` is one sentence for people; it never quotes a secret."""

    code: ClassVar[str] = "error"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Invalid(FarthingError):
    """`field` is the name on the wire of what is wrong."""

    code = "invalid"

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(f"{field}: {detail}" if field else detail)
        self.field = field


class TooLarge(Invalid):
    code = "too_large"


class Unauthenticated(FarthingError):
    code = "unauthenticated"


class SecondFactor(Unauthenticated):
    code = "second_factor"


class TooManyTries(FarthingError):
    """`seconds` is after how long another try is taken."""

    code = "too_many_tries"

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many tries; wait for {seconds} s")
        self.seconds = seconds


class Forbidden(FarthingError):
    code = "forbidden"


class NotFound(FarthingError):
    code = "not_found"


class Conflict(FarthingError):
    code = "conflict"


class NotYet(Conflict):
    """`seconds` is after how long it is worth another try."""

    code = "not_yet"
    seconds = 1


class Taken(Conflict):
    code = "taken"


class VersionMismatch(Conflict):
    code = "version_mismatch"


class KeyReused(FarthingError):
    code = "idempotency_key_reused"


class SyncTokenExpired(FarthingError):
    code = "sync_token_expired"


class Unavailable(FarthingError):
    code = "unavailable"
