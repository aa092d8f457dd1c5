"""The language of filters once more, as simply as it can be said: over whole tasks, with the calendar and the
zones of Python's own library. What the program finds is held to this."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from farthing.domain.filters import terms as t

Task = dict[str, Any]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def plain(text: str) -> str:
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parted if not unicodedata.category(c).startswith("M"))


@dataclass(frozen=True)
class Naive:
    """Somebody who asks at a moment, in their zone, of a space with these lists (names by ids)."""

    now: datetime
    zone: ZoneInfo
    lists: dict[str, str]

    def found(self, filter: t.Filter, tasks: list[Task]) -> set[str]:
        """The ids of the tasks that match, where those of open tasks only are meant if no status is said."""
        open_only = not self.says_a_status(filter)
        return {
            task["taskId"]
            for task in tasks
            if task["deletedAt"] is None
            and not (open_only and task["status"] == "done")
            and self.matches(filter, task)
        }

    def says_a_status(self, filter: t.Filter) -> bool:
        match filter:
            case t.All(terms) | t.Some(terms):
                return any(self.says_a_status(term) for term in terms)
            case t.Not(term):
                return self.says_a_status(term)
            case t.Is(flag):
                return flag in ("open", "done", "todo", "doing")
            case t.Compare(field):
                return field == "completed"
        return False

    def matches(self, filter: t.Filter, task: Task) -> bool:  # noqa: C901 - one case for each term
        match filter:
            case t.All(terms):
                return all(self.matches(term, task) for term in terms)
            case t.Some(terms):
                return any(self.matches(term, task) for term in terms)
            case t.Not(term):
                return not self.matches(term, task)
            case t.Compare(field, comparison, day):
                return self.compares(
                    self.day_of(field, task), comparison, self.meant(day, past=field not in ("due", "start"))
                )
            case t.Has(part):
                name = {"due": "dueDate", "start": "startDate"}.get(part, part)
                return bool(task[name])
            case t.Labelled(name, begins):
                labels = [plain(label) for label in task["labels"]]
                return any(
                    label.startswith(plain(name)) if begins else label == plain(name) for label in labels
                )
            case t.InList(name):
                return plain(self.lists.get(task["listId"], "")) == plain(name)
            case t.Ranks(level):
                return bool(task["priority"] == level)
            case t.PartOf(parent):
                return bool(task["parentId"] == parent)
            case t.Titled(text):
                return plain(text) in plain(task["title"])
            case t.Is(flag):
                return self.flagged(flag, task)
        raise TypeError(filter)

    def flagged(self, flag: str, task: Task) -> bool:
        match flag:
            case "open":
                return bool(task["status"] != "done")
            case "overdue":
                return task["status"] != "done" and self.is_over(task["dueDate"])
            case "repeating":
                return task["repeat"] is not None
            case "subtask":
                return task["parentId"] is not None
            case "inbox":
                return task["listId"] not in self.lists
        return bool(task["status"] == flag)

    def is_over(self, due: str | None) -> bool:
        if due is None:
            return False
        if "T" not in due:
            return date.fromisoformat(due) < self.today
        clock, _, zone = due.rstrip("]").partition("[")
        moment = datetime.fromisoformat(clock)
        return moment.replace(tzinfo=moment.tzinfo or ZoneInfo(zone)) < self.now

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def meant(self, day: str | int, *, past: bool) -> date:
        if isinstance(day, int):
            return self.today + timedelta(days=day)
        if day not in WEEKDAYS:
            return date.fromisoformat(day)
        near = [self.today + timedelta(days=-count if past else count) for count in range(7)]
        return next(one for one in near if WEEKDAYS[one.weekday()] == day)

    def day_of(self, field: str, task: Task) -> date | None:
        if field in ("due", "start"):
            text = task[f"{field}Date"]
            return None if text is None else date.fromisoformat(text[:10])
        text = task[f"{field}At"]
        return None if text is None else datetime.fromisoformat(text).astimezone(self.zone).date()

    def compares(self, day: date | None, comparison: str, other: date) -> bool:
        if day is None:
            return comparison == "!="
        return {
            "<": day < other, "<=": day <= other, "=": day == other,
            "!=": day != other, ">=": day >= other, ">": day > other,
        }[comparison]  # fmt: skip


def moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
