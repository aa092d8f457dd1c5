"""A law: what a bulk edit did to each task, undone, restores every field."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from farthing.config import Settings
from farthing.wiring.local import open_home
from tests.api.client import Client
from tests.api.conftest import fail

ABOUT_THE_WRITE = ("version", "updatedAt", "updatedBy")
days = st.dates().filter(lambda day: day.year > 1999).map(str)
labels = st.lists(st.sampled_from(["home", "work", "soon", "errand"]), unique=True, max_size=3)
fields = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Call", "Buy milk", "Pay rent"]),
        "description": st.sampled_from(["", "by phone"]),
        "priority": st.sampled_from(["none", "low", "urgent"]),
        "status": st.sampled_from(["todo", "doing", "done"]),
        "dueDate": st.none() | days,
        "startDate": st.none() | days,
        "labels": labels,
        "reminders": st.sampled_from([[], [{"relativeTo": "due", "minutes": -30}]]),
    },
)
edits = st.fixed_dictionaries({"fields": fields, "addLabels": labels, "removeLabels": labels})
whole = st.one_of(edits, st.just({"op": "delete"}))


def kept(task: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in task.items() if name not in ABOUT_THE_WRITE}


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(fields, min_size=1, max_size=4), st.lists(whole, min_size=1, max_size=3))
def test_a_bulk_edit_undone_restores_every_field(
    made: list[dict[str, Any]], bulk: list[dict[str, Any]]
) -> None:
    with TemporaryDirectory() as folder, closing(open_home(Settings(data=str(Path(folder))), fail)) as home:
        api = Client(home.api)
        tasks = [api.ok("POST", "/tasks", {"title": "Task"} | one) for one in made]
        ids = [task["taskId"] for task in tasks]
        for edit in bulk:
            results = api.ok("POST", "/tasks/bulk", {"taskIds": ids} | edit)["results"]
        for before, result in zip(tasks, results, strict=True):
            for version in range(result["version"], 1, -1):
                api.ok("POST", f"/tasks/{before['taskId']}/undo", {"version": version})
            assert kept(api.ok("GET", f"/tasks/{before['taskId']}")) == kept(before)
