"""When to remind of a task: at a time, or so long before or after it is due or starts."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from farthing.domain import due, zoned
from farthing.domain.due import Due
from farthing.domain.errors import Invalid

MOST = 20
_MINUTE = 60_000
Minutes = Annotated[int, Meta(ge=-527_040, le=527_040, description="a year at most; below zero is before")]


class Reminder(
    Struct, frozen=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True, kw_only=True
):
    """`at` a date-time with its zone; or `minutes` relative to when the task is due or starts, where a date
    begins at midnight, so that 540 is nine o'clock on the day."""

    at: Due | None = None
    relative_to: Literal["due", "start"] | None = None
    minutes: Minutes = 0


Reminders = Annotated[list[Reminder], Meta(max_length=MOST)]


def check_reminders(reminders: list[Reminder]) -> list[Reminder]:
    """The reminders, each once and in its canonical form.

    Raises:
        Invalid: neither or both of a time and a relation, or a time without a time of day.
    """
    return list(dict.fromkeys(_checked(reminder) for reminder in reminders))


def instants(reminders: list[Reminder], due_date: str | None, start_date: str | None, zone: str) -> list[int]:
    """When to remind, in Unix milliseconds, the earliest first; dates begin in `zone` (IANA). One that is
    relative to what the task does not have says nothing, nor does one beyond the ends of the calendar."""
    found = set()
    for reminder in reminders:
        base = reminder.at or (due_date if reminder.relative_to == "due" else start_date)
        if base is not None and "1970" <= base < "9999":
            found.add(zoned.instant_of(base, zone) + reminder.minutes * _MINUTE)
    return sorted(found)


def _checked(reminder: Reminder) -> Reminder:
    if (reminder.at is None) == (reminder.relative_to is None):
        raise Invalid("reminders", 'give each a time ("at") or what it is relative to ("relativeTo")')
    if reminder.at is None:
        return reminder
    at = due.parse(reminder.at, "reminders")
    if len(at) == 10 or reminder.minutes:
        raise Invalid("reminders", "a reminder at a time needs its time of day, and no minutes beside it")
    return Reminder(at=at)
