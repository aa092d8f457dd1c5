"""What was understood of a line."""

from typing import Literal

from msgspec import Struct, field

from farthing.domain.task import Priority

Kind = Literal["due", "start", "repeat", "priority", "label", "list", "reminder", "escape"]


class Part(Struct, frozen=True, kw_only=True):
    """A sign that was understood. `start` and `end` count code points of the text; `value` says what it was
    taken for: a day, a time, the text of an RRULE, a priority, a name, minutes."""

    start: int
    end: int
    kind: Kind
    text: str
    value: str


class Repeating(Struct, frozen=True, kw_only=True):
    """`rule` is an RRULE; `from` says from when the next one counts: its due date, or when it is done."""

    rule: str
    origin: Literal["due", "done"] = field(name="from", default="due")


class Reading(Struct, frozen=True, rename="camel", kw_only=True):
    """`title` is what remains of the text. `due` is a day or time of the person's wall clock, without zone;
    `reminders` are minutes relative to it; `spans` are where something was understood."""

    title: str
    due: str | None = None
    start: str | None = None
    repeat: Repeating | None = None
    priority: Priority | None = None
    labels: list[str] = field(default_factory=list)
    reminders: list[int] = field(default_factory=list)
    spans: list[Part] = field(default_factory=list)
    list: str | None = None
