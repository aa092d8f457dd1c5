"""What one client may take of the server."""

from typing import Final

from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True):
    """Bounds on what a client sends, and on how long it may keep the server waiting."""

    body_bytes: int = 1024 * 1024
    head_bytes: int = 32 * 1024
    head_fields: int = 100
    head_seconds: float = 10.0  # from the first byte of a request, or the opening, to the end of the headers
    body_seconds: float = 30.0  # from there to the end of the body
    idle_seconds: float = 75.0  # between two requests; also for taking an answer
    stop_seconds: float = 8.0  # for what is under way at a stop: less than the 10 s that Docker gives
    connections: int = 800  # with the files each needs, below the usual limit of 1,024 open files


DEFAULT: Final = Limits()
