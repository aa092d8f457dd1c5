"""What each feature consumes of DynamoDB, by the engine's own count. It is what the owner pays for."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from farthing.engines.clock.system import SystemClock
from farthing.engines.store.dynamodb import DynamoStore
from farthing.features.tokens import Principal
from farthing.http.access import EVERYTHING
from farthing.http.app import App
from farthing.http.routes import ROUTES
from tests.api.client import Client
from tests.contract.emulators import Bill, Emulator

pytestmark = pytest.mark.xdist_group("dynamodb-local")


@dataclass(frozen=True)
class Metered:
    """An API whose calls of DynamoDB are counted."""

    api: Client
    bill: Bill

    def cost(
        self, method: str, target: str, body: Any = None, **headers: str
    ) -> list[tuple[str, float, float]]:
        """What one request costs, which must succeed: operation, units of the table and of its indexes."""
        self.bill.calls.clear()
        self.api.ok(method, target, body, **headers)
        return list(self.bill.calls)


@pytest.fixture
def metered(dynamodb_local: Emulator) -> Iterator[Metered]:
    bill, clock = Bill(), SystemClock()
    person = Principal(str(uuid4()), EVERYTHING)

    def fail(error: BaseException) -> None:
        raise error

    with dynamodb_local.table(meter=bill.note) as table:
        store = DynamoStore(table.client, table.name, clock)
        routes = [route for route in ROUTES if route.door == "api"]
        yield Metered(Client(App(routes, store, clock, lambda _: person, fail)), bill)


def test_a_task_costs_one_write_and_one_for_each_index(metered: Metered) -> None:
    assert metered.cost("POST", "/tasks", {"title": "Buy groceries"}) == [("PutItem", 1, 2)]
    assert metered.cost("POST", "/tasks", {"title": "Bought", "status": "done"}) == [("PutItem", 1, 1)]


def test_a_read_costs_half(metered: Metered) -> None:
    id = metered.api.ok("POST", "/tasks", {"title": "Buy groceries"})["taskId"]
    assert metered.cost("GET", f"/tasks/{id}") == [("GetItem", 0.5, 0)]


def test_a_change_costs_half_a_read_and_a_write(metered: Metered) -> None:
    id = metered.api.ok("POST", "/tasks", {"title": "Buy groceries"})["taskId"]
    for change, indexes in (
        ({"description": "milk"}, 2 + 1),  # the index of changes has a new key, that of dues the old one
        ({"dueDate": "2026-12-01"}, 2 + 2),
        ({"status": "done"}, 2 + 1),  # it leaves the agenda
        ({"title": "Groceries"}, 2),
    ):
        read, write = metered.cost("PATCH", f"/tasks/{id}", change)
        assert read == ("GetItem", 0.5, 0)
        assert write == ("PutItem", 1, indexes)


def test_what_says_nothing_new_costs_no_write(metered: Metered) -> None:
    id = metered.api.ok("POST", "/tasks", {"title": "Buy groceries"})["taskId"]
    assert metered.cost("PATCH", f"/tasks/{id}", {"status": "todo"}) == [("GetItem", 0.5, 0)]


def test_being_in_a_shared_space_costs_one_read(metered: Metered) -> None:
    """A consistent one, so that whoever is removed is out with their next request."""
    space = metered.api.ok("POST", "/spaces", {"name": "Home"})["spaceId"]
    id = metered.api.ok("POST", f"/tasks?space={space}", {"title": "Buy groceries"})["taskId"]
    asked = metered.cost("GET", f"/tasks/{id}?space={space}")
    assert asked == [("GetItem", 1, 0), ("GetItem", 0.5, 0)]


def test_to_share_costs_few_calls(metered: Metered) -> None:
    """Two writes a record, because several are kept or none; a page of each limit is one query."""
    space = metered.api.ok("POST", "/spaces", {"name": "Home"})["spaceId"]
    invite = metered.cost("POST", f"/spaces/{space}/invitations", {"role": "viewer"})
    assert [operation for operation, _, _ in invite] == ["GetItem", "Query", "TransactWriteItems"]
    assert sum(table for _, table, _ in invite[2:]) == 4
    made = metered.api.ok("POST", f"/spaces/{space}/invitations", {"role": "viewer"})
    look = metered.cost("POST", "/invitations/look", {"secret": made["secret"]})
    assert look == [("GetItem", 1, 0)] * 2  # the invitation, and the space for its name


def test_fifty_small_tasks_are_one_query(metered: Metered) -> None:
    for number in range(50):
        metered.api.ok("POST", "/tasks", {"title": f"Task {number}"})
    ((operation, table, index),) = metered.cost("GET", "/tasks?limit=50")
    assert (operation, index) == ("Query", 0)
    assert table <= 50 * 700 / 4096 / 2 + 0.5  # half a unit for each 4 KB of what they weigh together


def test_today_costs_what_is_due_however_many_tasks_there_are(metered: Metered) -> None:
    """The settings are one read more, for the zone that the day is in."""
    for number in range(3):
        metered.api.ok("POST", "/tasks", {"title": f"Task {number}", "dueDate": "2026-11-21"})
    later = {"kind": "task", "base": 0, "fields": {"title": "Later", "dueDate": "2999-01-01"}}
    for _ in range(4):
        metered.api.ok("POST", "/sync", {"changes": [{"id": str(uuid4())} | later for _ in range(50)]})
    settings, found = metered.cost("GET", "/views/today")
    assert settings == ("GetItem", 1, 0)
    assert found == ("Query", 0, 0.5)


def test_a_sync_when_nothing_changed_is_one_query_of_an_empty_page(metered: Metered) -> None:
    """Such a page is half a read on AWS, the least there is; DynamoDB Local counts it as nothing."""
    token = metered.api.ok("GET", "/sync")["next"]
    ((operation, table, index),) = metered.cost("GET", f"/sync?since={token}")
    assert operation == "Query"
    assert table + index <= 0.5


def test_nothing_ever_scans(metered: Metered) -> None:
    api, seen = metered.api, set()
    id = api.ok("POST", "/tasks", {"title": "x"}, idempotency_key=os.urandom(4).hex())["taskId"]
    for method, target, body in (
        ("GET", "/tasks?status=todo&list=inbox", None),
        ("GET", "/tasks?filter=p1", None),
        ("GET", "/views/done", None),
        ("PUT", "/items", {"id": "mug"}),
        ("GET", "/items", None),
        ("POST", "/lists", {"name": "Home"}),
        ("GET", "/lists", None),
        ("DELETE", f"/tasks/{id}", None),
        ("GET", "/trash", None),
        ("POST", "/spaces", {"name": "Home"}),
        ("GET", "/spaces", None),
        ("POST", "/tokens", {"name": "x"}),
        ("GET", "/tokens", None),
        ("GET", "/export", None),
        (
            "POST",
            "/sync",
            {"changes": [{"kind": "task", "id": str(uuid4()), "base": 0, "fields": {"title": "x"}}]},
        ),
    ):
        seen |= {operation for operation, _, _ in metered.cost(method, target, body)}
    assert seen == {"GetItem", "PutItem", "Query", "TransactWriteItems"}


def test_a_search_costs_half_a_read_and_the_latest_changes(metered: Metered) -> None:
    for number in range(20):
        metered.api.ok("POST", "/tasks", {"title": f"Buy milk {number}"})
    (directory, tail) = metered.cost("GET", "/search?q=milk")
    assert directory == ("GetItem", 0.5, 0)
    assert tail[0] == "Query"
    assert tail[1] + tail[2] <= 20 * 800 / 4096 / 2 + 0.5  # half a unit for each 4 KB that they weigh
