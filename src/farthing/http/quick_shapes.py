"""What travels when a task is made out of a line."""

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from farthing.domain.task import Task
from farthing.domain.text import Id
from farthing.features.quick import Understood
from farthing.features.settings import Language, Zone

Offset = Annotated[int, Meta(ge=0, le=1000)]


class Quick(Struct, frozen=True, rename="camel", forbid_unknown_fields=True, kw_only=True):
    """`preview` makes nothing; `off` are places of the text, in code points, that are to be plain words;
    `listId` is where the task goes if the text names no list; the rest is as settled if left out."""

    text: Annotated[str, Meta(min_length=1, max_length=1000)]
    preview: bool = False
    off: Annotated[list[tuple[Offset, Offset]], Meta(max_length=100)] = []
    list_id: Id | None = None
    language: Language | None = None
    time_zone: Zone | None = None


class QuickTask(Understood, frozen=True, rename="camel", kw_only=True):
    """`task` is what was made; none in a preview."""

    task: Task | UnsetType = UNSET
