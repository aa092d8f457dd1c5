"""Calendars that other programs subscribe to: the tasks of a space as iCalendar, behind an address that is a
secret. It lets its holder read this one feed and nothing else, until it is revoked."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Annotated, Final, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field, json

from farthing import __version__
from farthing.domain import agenda, instant
from farthing.domain.errors import Conflict, FarthingError, NotFound
from farthing.domain.ident import uuid7
from farthing.domain.task import Task
from farthing.domain.text import Id, check_line
from farthing.features import bearer, keys, spaces
from farthing.features.bearer import Secrets
from farthing.features.ports import Clock, Store
from farthing.features.records import PAGE_RECORDS, Position, Query
from farthing.features.workspace import encode

PREFIX: Final = "feed_"
MOST: Final = 20
TASKS: Final = 10_000
BYTES: Final = 4_000_000  # a function's answer may have 6 MB, and escapes count in it
DESCRIPTION: Final = 1000
SETTLED: Final = (
    60 * instant.SECOND
)  # longer than any request: what was begun by then is committed, or failed
Kind = Literal["event", "todo"]
Name = Annotated[str, Meta(min_length=1, max_length=100)]


class CalendarRequest(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """A calendar of a space, your own where left out; the name is what programs show."""

    name: Name = "Farthing"
    space_id: Id | UnsetType = UNSET


class Calendar(Struct, frozen=True, rename="camel"):
    """What is kept of a calendar; `hash` is the SHA-256 of its secret, in hex, and never leaves the store."""

    id: Id = field(name="calendarId")
    user_id: str
    space_id: str
    name: str
    created_at: str
    hash: str


class CalendarView(Struct, frozen=True, rename="camel", omit_defaults=True):
    """A calendar as its owner sees it; `address`, which begins where the API does, only in the answer to its
    making."""

    calendar_id: str
    name: str
    space_id: str
    created_at: str
    address: str | None = None


CALENDARS: Final = Secrets("calendar", PREFIX, keys.calendar, Calendar)
_task = json.Decoder(Task)


def create(store: Store, clock: Clock, user: str, wanted: CalendarRequest) -> CalendarView:
    """A new calendar; the only time that its address is shown.

    Raises:
        NotFound: no such space, or one the person is no member of.
        Invalid: the name breaks a rule.
        Conflict: there are as many as there may be.
    """
    ws = spaces.enter(store, clock, user, None if wanted.space_id is UNSET else wanted.space_id, "read")
    if len(CALENDARS.page(store, user, MOST, None)[0]) >= MOST:
        raise Conflict(f"you have {MOST} calendars: revoke one first")
    secret, now = CALENDARS.new(clock), clock.now()
    made = Calendar(
        id=uuid7(now, clock.random(10)),
        user_id=user,
        space_id=ws.space,
        name=check_line(wanted.name, "name"),
        created_at=instant.to_iso(now),
        hash=bearer.digest(secret),
    )
    CALENDARS.keep(store, user, made)
    return _view(made, f"/calendar.ics?token={secret}")


def mine(
    store: Store, user: str, limit: int, after: Position | None
) -> tuple[list[CalendarView], Position | None]:
    """A page of this person's calendars, the oldest first."""
    found, after = CALENDARS.page(store, user, limit, after)
    return [_view(made) for made in found], after


class Feed:
    """One calendar, as a program that subscribes to it asks for it.

    Raises:
        NotFound: no such calendar; it was revoked, or its owner is no member of the space any more.
    """

    def __init__(self, store: Store, clock: Clock, secret: str, kind: Kind) -> None:
        # once more in earnest, as the first read may lag behind
        made = CALENDARS.find(store, secret) or CALENDARS.find(store, secret, strong=True)
        if made is None:
            raise _none()
        self._calendar = made
        self._kind = kind
        try:
            self._ws = spaces.enter(store, clock, self._calendar.user_id, self._calendar.space_id, "read")
        except FarthingError:
            raise _none() from None

    def tag(self) -> str | None:
        """What changes whenever the content does, by one read; None while it may not yet show everything
        that is being changed."""
        query = Query(pk=keys.space(self._ws.space), index="byChange", descending=True, limit=1)
        latest = next(iter(self._ws.store.query(query).records), None)
        changed = 0 if latest is None else latest.changed or 0
        if changed > self._ws.clock.now() - SETTLED:
            return None
        state = (__version__, self._calendar.id, self._kind, changed, latest.sk if latest else "")
        return sha256(encode(state)).hexdigest()[:32]

    def content(self) -> bytes:
        """The open tasks as iCalendar: at most `TASKS`, and `BYTES`."""
        from farthing.features.formats import ical_writing  # most requests ask for something else

        def write(task: Task) -> list[str]:
            if self._kind == "event":
                return ical_writing.event(task, task.description[:DESCRIPTION])
            return ical_writing.todo(task, {})

        parts: list[bytes] = []
        size = 0
        for part in ical_writing.calendar(map(write, self._tasks()), self._calendar.name):
            size += len(part)
            if size > BYTES:
                parts.append(b"END:VCALENDAR\r\n")
                break
            parts.append(part)
        return b"".join(parts)

    def _tasks(self) -> Iterator[Task]:
        """Open tasks, the first due first; as events those that are due."""
        after: Position | None = None
        last = agenda.NO_DUE if self._kind == "event" else None
        for _ in range(TASKS // PAGE_RECORDS):
            query = Query(
                pk=keys.space(self._ws.space), index="byDue", high=last, limit=PAGE_RECORDS, after=after
            )
            page = self._ws.store.query(query)
            yield from (_task.decode(record.body) for record in page.records)
            after = page.next
            if after is None:
                return


def _none() -> NotFound:
    return NotFound("there is no such calendar here")


def _view(made: Calendar, address: str | None = None) -> CalendarView:
    return CalendarView(made.id, made.name, made.space_id, made.created_at, address)
