"""What travels when tasks are searched."""

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from farthing.domain.task import Status, Task
from farthing.http.shapes import In


class Search(In, frozen=True, kw_only=True):
    """What for, and where."""

    q: Annotated[
        str,
        Meta(max_length=200, description="words, or how they begin: 1 to 8, all of which a task must have"),
    ] = ""
    limit: Annotated[int, Meta(ge=1, le=50)] = 20
    status: Status | UnsetType = UNSET
    everywhere: Annotated[bool, Meta(description="in all your spaces, instead of one")] = False


class Found(Struct, frozen=True):
    """The best first; `more` says that there may be others, which further words would bring forward."""

    tasks: list[Task]
    more: bool


class Reindex(In, frozen=True, kw_only=True):
    """Whether to begin, or to go on with what has begun."""

    resume: bool = False


class Reindexed(Struct, frozen=True):
    """`more`: the index is not complete yet; ask again, with `resume`."""

    more: bool
