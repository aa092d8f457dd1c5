"""The words of the language. They are English ones, in any case."""

import re
from typing import Final, get_args

from farthing.domain.filters.terms import Comparison, DateField, Flag, Part, Weekday
from farthing.domain.task import Priority, Status

FIELDS: Final[tuple[DateField, ...]] = get_args(DateField)
COMPARISONS: Final[tuple[Comparison, ...]] = get_args(Comparison)
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
PARTS: Final[tuple[Part, ...]] = get_args(Part)
WEEKDAYS: Final[tuple[Weekday, ...]] = get_args(Weekday)
FLAGS: Final[tuple[Flag, ...]] = ("open", "done", "overdue", "repeating", "subtask")
PRIORITIES: Final[dict[str, Priority]] = {
    "p0": "none", "p1": "urgent", "p2": "high", "p3": "medium", "p4": "low",
}  # fmt: skip
DAYS: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}
OFFSET: Final = re.compile(r"(?P<count>[+-]\d{1,4})(?P<unit>[dw])", re.ASCII)
PLAIN: Final = re.compile(r'[^\s&|!()<>="@#\\*]+')
"""A name that needs no quotes."""
RESERVED: Final = frozenset((*FLAGS, *PRIORITIES, "no", "has"))
"""Words that are no text to look for in titles, unless they stand in quotes."""
