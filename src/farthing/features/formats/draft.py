"""What a reader makes of somebody else's file: tasks as far as it understands them, and what did not fit."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Literal

from msgspec import Struct, field

from farthing.domain.ident import is_uuid, uuid7
from farthing.domain.reminder import Reminder
from farthing.domain.task import Priority, Status

_SHOWN = 200


Language = Literal["en", "de"]


class Misfit(Struct, frozen=True):
    """Something that a file says and that has no place as it is: in which line (from 1), of which task."""

    line: int
    task: str
    field: str
    value: str
    why: str


class Place(Struct, frozen=True):
    """Where and when a file is read: `zone` (IANA) is meant by times without one; `now` in Unix ms."""

    zone: str
    now: int
    language: Language = "en"


class Draft(Struct, kw_only=True):
    """A task as a source has it. `key` is what the source calls it, and `parent` the key of the task above;
    Moments are Unix ms; dues are as `due.parse` writes them; `repeat` is RRULE text."""

    line: int
    key: str
    title: str = ""
    description: str = ""
    status: Status = "todo"
    priority: Priority = "none"
    due_date: str | None = None
    start_date: str | None = None
    labels: list[str] = field(default_factory=list)
    reminders: list[Reminder] = field(default_factory=list)
    repeat: str | None = None
    repeat_from: Literal["due", "done"] = "due"
    list_name: str | None = None
    parent: str | None = None
    created_at: int | None = None
    updated_at: int | None = None
    completed_at: int | None = None
    deleted_at: int | None = None
    misfits: list[Misfit] = field(default_factory=list)

    def report(self, name: str, value: object, why: str) -> None:
        """Say that this is lost, or becomes something else."""
        self.misfits.append(Misfit(self.line, self.title[:_SHOWN], name, str(value)[:_SHOWN], why))

    def keep(self, name: str, value: object, why: str = "has no field here") -> None:
        """What has no place of its own goes to the end of the description, and is reported."""
        self.describe(f"{name}: {value}")
        self.report(name, value, f"{why}: it is kept in the description")

    def describe(self, text: str) -> None:
        """Add a paragraph to the description."""
        self.description = f"{self.description}\n{text}" if self.description else text


Found = Draft | Misfit
Reading = Iterator[Found]


class Keys:
    """Keys for rows without one: the same content gets the same key again, and the second of two equal rows
    another than the first, wherever in the file they stand."""

    def __init__(self) -> None:
        self._seen: dict[bytes, int] = {}

    def of(self, *content: str) -> str:
        digest = sha256("\0".join(content).encode("utf-8", "surrogatepass")).digest()[:16]
        number = self._seen[digest] = self._seen.get(digest, 0) + 1
        return f"{digest.hex()}.{number}"


def id_of(format: str, key: str, created_at: int | None) -> str:
    """The id of a task from elsewhere: its own UUID, or one that is the same whenever the file is read."""
    if is_uuid(key.lower()):
        return key.lower()
    return uuid7(created_at or 0, sha256(f"{format}\0{key}".encode("utf-8", "surrogatepass")).digest())
