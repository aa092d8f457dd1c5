"""What travels of import from other programs, and of calendars that they subscribe to."""

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType, field

from farthing.domain.tasklist import Name
from farthing.features.calendars import CalendarView, Kind
from farthing.features.formats.report import First
from farthing.http.shapes import In, Nothing


class HowToImport(In, frozen=True, kw_only=True):
    """Whether only to tell what would happen; where tasks go that name no list; and where to go on."""

    preview: bool = False
    list: Annotated[Name, Meta(description="the list of tasks that name none")] | UnsetType = UNSET
    from_: First = field(default=0, name="from")


class Subscription(Nothing, frozen=True, kw_only=True):
    """Which calendar, and tasks as what: an `event` is of a day or a moment, of a task that is due."""

    token: Annotated[str, Meta(max_length=200)]
    kind: Kind = "event"


class CalendarPage(Struct, frozen=True):
    calendars: list[CalendarView]
    next: str | None
