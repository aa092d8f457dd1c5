"""What the server says: one line for each event, as JSON where nobody watches.

What people wrote (titles, ids of items, e-mail addresses, tokens, queries) is in no line: of an address only
what names a kind of thing is kept, of an unforeseen error its type and place, but not its message.
"""

import os
import select
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import UnsupportedOperation
from itertools import takewhile
from threading import Lock
from time import monotonic
from traceback import extract_tb
from typing import Final, Literal, TextIO

from msgspec import json

from farthing import __version__
from farthing.http.account_routes import LOCAL_ROUTES

Level = Literal["info", "warning", "error"]
SLOW_SECONDS: Final = 1.0
BANNER: Final = """
  Farthing {version}
  page and API   {page}
  capture door   {door}
  data           {data}
  to stop        Ctrl+C
"""
OPEN_DOOR: Final = "the capture door is open: whoever reaches its port may read and change the inbox"
SIGN_IN: Final = (
    "people have accounts here, so they sign in, and nobody registers: FARTHING_ACCOUNTS says otherwise"
)
BYPASSED: Final = (
    "people have accounts here, but FARTHING_ACCOUNTS=off asks nobody to sign in: whoever reaches this port "
    "may read and change what is the owner's"
)
UNENCRYPTED: Final = (
    "passwords and sessions go over the network for all to read: put a proxy that speaks https before this "
    "server, and set FARTHING_HTTPS=1"
)
_USUAL: Final = {"signed in", "signed out", "signed out everywhere", "account made", "second factor on"}
_REPEAT_SECONDS: Final = 1.0
_KINDS: Final = {
    "",
    "api",
    *(route.path.split("/")[1] for route in LOCAL_ROUTES if "/{" not in route.path[:2]),
}
_FRAMES: Final = 12
_PIECE: Final = 1024  # characters, of at most four bytes: POSIX calls a pipe writable with 4096 bytes of room


class Log:
    """Writes to `out`; every method may be called from several threads."""

    def __init__(self, out: TextIO = sys.stderr, *, requests: bool = False) -> None:
        self._out = out
        self._requests = requests
        self._watched = out.isatty()
        self._lock = Lock()
        self._quiet_until: dict[int, float] = {}
        self._withheld: dict[int, int] = {}

    def say(self, level: Level, event: str, **facts: object) -> None:
        """One line. A reader that went away does not stop the server."""
        now = datetime.now(UTC)
        if self._watched:
            words = "  ".join(f"{name}={fact}" for name, fact in facts.items())
            line = f"{now.astimezone():%H:%M:%S} {level:7} {event}  {words}".rstrip()
        else:
            time = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
            line = json.encode({"time": time, "level": level, "event": event, **facts}).decode()
        self._write(line)

    def started(self, page: str, door: str, data: str, open_door: bool) -> None:
        """Where the server is reached; spelt out for people."""
        if self._watched:
            self._write(BANNER.format(version=__version__, page=page, door=door, data=data))
        else:
            self.say("info", "started", page=page, door=door, data=data, pid=os.getpid(), version=__version__)
        if open_door:
            self.say("warning", OPEN_DOOR)

    def set_up(self, link: str) -> None:
        """Where the first account is made; the one secret that the log has, and of use once."""
        if self._watched:
            self._write(f"  set up         {link}\n")
        else:
            self.say("info", "set up", link=link)

    def happened(self, event: str, user: str) -> None:
        """Something with an account: by the id of its person, without their address."""
        self.say("info" if event in _USUAL else "warning", event, **({"user": user} if user else {}))

    def fail(self, reason: str) -> None:
        """Why the server could not start."""
        if self._watched:
            self._write(f"farthing: {reason}")
        else:
            self.say("error", "cannot start", reason=reason)

    def crash(self, error: BaseException) -> None:
        """An error that nobody foresaw."""
        self.say("error", "crash", error=_names(error), trace=_trace(error))

    def answered(self, method: str, path: str, status: int, seconds: float) -> None:
        """A request and its answer, where there is a reason to tell."""
        if seconds > SLOW_SECONDS:
            self._request("warning", "slow request", method, path, status, seconds)
        elif status >= 500:
            self._request("error", "failed request", method, path, status, seconds)
        elif self._requests:
            self._request("info", "request", method, path, status, seconds)

    def refused(self, status: int) -> None:
        """A request that was not let in; of many in one second the first is told, and how many followed."""
        now = monotonic()
        with self._lock:
            if now < self._quiet_until.get(status, 0):
                self._withheld[status] = self._withheld.get(status, 0) + 1
                return
            self._quiet_until[status] = now + _REPEAT_SECONDS
            withheld = self._withheld.pop(status, 0)
        self.say("warning", "refused", status=status, **({"more": withheld} if withheld else {}))

    def _write(self, line: str) -> None:
        with self._lock, suppress(OSError, ValueError):
            for piece in _pieces(line + "\n"):
                if not _takes(self._out):
                    return  # a pipe that nobody empties must not stop the server
                self._out.write(piece)
                self._out.flush()

    def _request(self, level: Level, event: str, method: str, path: str, status: int, seconds: float) -> None:
        self.say(level, event, method=method, path=_kind(path), status=status, ms=round(seconds * 1000, 1))


def _pieces(text: str) -> Iterator[str]:
    """Of a length that a pipe with any room at all has room for."""
    for start in range(0, len(text), _PIECE):
        yield text[start : start + _PIECE]


def _takes(out: TextIO) -> bool:
    """Whether writing would not wait."""
    try:
        return bool(select.select([], [out.fileno()], [], 0)[1])
    except UnsupportedOperation:  # no file: it takes everything
        return True


def _kind(path: str) -> str:
    """The address as far as it names a kind of thing; what follows is left out."""
    parts = path.split("/")
    known = list(takewhile(_KINDS.__contains__, parts))
    return "/".join(known if known == parts else [*known, "…"])


def _names(error: BaseException) -> str:
    """The type of the error, and of those it came from."""
    cause = error.__cause__ or error.__context__
    return type(error).__name__ + (f" from {_names(cause)}" if cause else "")


def _trace(error: BaseException) -> list[str]:
    """Where it happened, the innermost place last."""
    frames = extract_tb(error.__traceback__)[-_FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
