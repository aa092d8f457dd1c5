"""Law: what a filter finds through the API is what a naive filter finds in memory; every match once, on
whatever pages; open tasks in the order of the agenda."""

from typing import Any
from urllib.parse import quote
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from farthing.domain import instant
from farthing.domain.filters import terms as t
from farthing.domain.filters.terms import Filter, both, either
from farthing.domain.filters.writing import write
from tests.api.client import Client
from tests.contract.engines import Engine
from tests.contract.eventually import eventually
from tests.contract.naive_filter import Naive, Task, moment
from tests.contract.test_sync_converges import SkewedClock, server

NOW = instant.from_iso("2026-11-21T22:30:00.000Z")
ZONES = ["UTC", "Europe/Berlin", "Pacific/Kiritimati", "America/Los_Angeles"]
LISTS = {"01a1fc4f-0000-7000-8000-00000000000a": "Home", "01a1fc4f-0000-7000-8000-00000000000b": "Büro"}
GONE = "01a1fc4f-0000-7000-8000-00000000000c"
PARENT = "01a1fc4f-0000-7000-8000-00000000000d"
FLAGS = ["open", "done", "todo", "doing", "overdue", "repeating", "subtask", "inbox"]
LEVELS = ["urgent", "high", "medium", "low", "none"]

dues = st.none() | st.sampled_from(
    [
        "2026-11-14", "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-28", "2026-12-01",
        "2026-11-21T09:00:00[Europe/Berlin]", "2026-11-21T23:45:00[Europe/Berlin]", "2026-11-21T22:31:00Z",
        "2026-11-22T07:29:00[Asia/Tokyo]", "2026-11-21T14:00:00-08:00",
    ]
)  # fmt: skip
moments = st.integers(-10 * 24 * 60, 60).map(lambda minutes: instant.to_iso(NOW + minutes * 60_000))
tasks = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Buy milk", "Crème brûlée", "milk the cow", "mow"]),
        "status": st.sampled_from(["todo", "todo", "doing", "done"]),
        "priority": st.sampled_from(LEVELS),
        "labels": st.lists(st.sampled_from(["home", "Büro", "work/a", "work/b"]), max_size=2, unique=True),
        "listId": st.none() | st.sampled_from([*LISTS, GONE]),
        "parentId": st.none() | st.just(PARENT),
        "dueDate": dues,
        "startDate": dues,
        "description": st.sampled_from(["", "some"]),
        "position": st.sampled_from(["a", "B", "z"]),
        "createdAt": moments,
        "updatedAt": moments,
        "completedAt": st.none() | moments,
        "deletedAt": st.none() | st.none() | st.none() | st.just(instant.to_iso(NOW)),
        "reminders": st.just([]) | st.just([{"relativeTo": "due", "minutes": -10}]),
    }
)
days = st.integers(-8, 8) | st.sampled_from(["2026-11-21", "2026-12-01", "monday", "saturday"])
leaves: st.SearchStrategy[Filter] = st.one_of(
    st.builds(
        t.Compare,
        st.sampled_from(["due", "due", "start", "created", "updated", "completed"]),
        st.sampled_from(["<", "<=", "=", "!=", ">=", ">"]),
        days,
    ),
    st.builds(t.Is, st.sampled_from(FLAGS)),
    st.builds(t.Has, st.sampled_from(["due", "start", "labels", "reminders", "description"])),
    st.builds(t.Labelled, st.sampled_from(["HOME", "buro", "work/a", "work"]), st.booleans()),
    st.builds(t.InList, st.sampled_from(["home", "Büro"])),
    st.builds(t.Ranks, st.sampled_from(LEVELS)),
    st.builds(t.PartOf, st.just(PARENT)),
    st.builds(t.Titled, st.sampled_from(["milk", "creme BRULEE", "o"])),
)  # fmt: skip
filters: st.SearchStrategy[Filter] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(t.Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: both(*parts)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: either(*parts)),
    ),
    max_leaves=5,
)


def whole(number: int, fields: dict[str, Any]) -> Task:
    """A task as it is exported."""
    id = str(UUID(int=0x01A1FC4F0000_7000_8000_000000001000 + number))
    due = fields["dueDate"]
    repeat = (
        {"rule": "FREQ=DAILY", "from": "due", "seriesId": PARENT, "start": due}
        if due and number % 3
        else None
    )
    return {"taskId": id, "userId": PARENT, "spaceId": PARENT, "version": 1, "repeat": repeat} | fields


def fill(api: Client, zone: str, made: list[Task]) -> list[Task]:
    """Bring lists and tasks in; returns the tasks as they are now."""
    api.ok("PATCH", "/settings", {"timeZone": zone})
    for id, name in LISTS.items():
        api.ok("PUT", f"/lists/{id}", {"name": name})
    api.ok("PUT", f"/lists/{GONE}", {"name": "Gone"})
    api.ok("DELETE", f"/lists/{GONE}")
    api.ok("POST", "/import", {"records": [{"kind": "task", "value": task} for task in made]})
    exported = api.ok("GET", "/export?limit=200")["records"]
    return [record["value"] for record in exported if record["kind"] == "task"]


def listed(api: Client, filter: Filter, limit: int) -> list[Task]:
    found: list[Task] = []
    target = f"/tasks?filter={quote(write(filter))}&limit={limit}"
    page = api.ok("GET", target)
    while True:
        found += page["tasks"]
        assert len(page["tasks"]) <= limit
        if page["next"] is None:
            return found
        page = api.ok("GET", f"{target}&cursor={page['next']}")


def rank(task: Task) -> tuple[bool, str, int, str]:
    due = task["dueDate"]
    return due is None, (due or "")[:19], LEVELS.index(task["priority"]), task["position"]


def test_filters_find_what_a_naive_filter_finds(engine: Engine) -> None:
    @settings(
        max_examples=min(engine.examples, 50),
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        made=st.lists(tasks, min_size=1, max_size=25),
        filters=st.lists(filters, min_size=1, max_size=8),
        zone=st.sampled_from(ZONES),
        limit=st.integers(1, 7),
    )
    def agree(made: list[dict[str, Any]], filters: list[Filter], zone: str, limit: int) -> None:
        api = server(engine.store, SkewedClock(NOW, [0]))
        kept = fill(api, zone, [whole(number, fields) for number, fields in enumerate(made)])
        naive = Naive(moment(NOW), ZoneInfo(zone), LISTS)
        for filter in filters:
            expected = sorted(naive.found(filter, kept))
            eventually(lambda: sorted(task["taskId"] for task in listed(api, filter, limit)), expected, 2)  # noqa: B023
            found = listed(api, filter, limit)
            by_due, by_making = [rank(task) for task in found], [task["taskId"] for task in found]
            assert by_due == sorted(by_due) or by_making == sorted(by_making)

    agree()
