"""The check-up of the data, on the store's port: every kind of fault, found and mended."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from farthing.config import Settings
from farthing.domain import agenda
from farthing.domain.task import Task
from farthing.features import keys
from farthing.features.checkup import REPAIRABLE, examine, repair
from farthing.features.records import Delete, Put, Record
from farthing.features.workspace import encode
from farthing.http.access import OWNER
from farthing.wiring.local import Home, open_home
from tests.api.client import Client

GONE = "01a1fc4f-0000-7000-8000-00000000beef"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with closing(open_home(Settings(data=str(tmp_path)))) as opened:
        yield opened


def add(home: Home, title: str, space: str = OWNER, **fields: Any) -> str:
    """A task that names what it likes, as sync lets it."""
    client = Client(home.api)
    made = client.ok("POST", f"/tasks?space={space}", {"title": title})
    id: str = made["taskId"]
    change = {"kind": "task", "id": id, "base": 1, "fields": fields}
    client.ok("POST", f"/sync?space={space}", {"changes": [change], "since": None})
    return id


def faults(home: Home) -> list[tuple[str, str]]:
    return sorted((finding.fault, finding.sk) for finding in examine(home.store, OWNER))


def mend(home: Home) -> None:
    for finding in list(examine(home.store, OWNER)):
        repair(home.store, home.clock, finding)


def rewrite(home: Home, id: str, **changes: Any) -> None:
    """A record changed behind the program's back."""
    record = home.store.get(keys.space(OWNER), keys.thing("task", id))
    assert record is not None
    home.store.commit([Put(replace(record, **changes), None)])


def test_a_home_in_order_has_no_findings(home: Home) -> None:
    client = Client(home.api)
    tasklist = client.ok("POST", "/lists", {"name": "l"})["listId"]
    parent = add(home, "parent", listId=tasklist)
    add(home, "child", parentId=parent)
    client.ok("POST", "/spaces", {"name": "shared"})
    client.ok("PUT", "/items", {"id": "i"})
    client.ok("DELETE", f"/lists/{tasklist}")
    client.ok("DELETE", f"/tasks/{parent}")
    assert faults(home) == []


def test_names_that_lead_nowhere_are_found_and_cleared(home: Home) -> None:
    in_none, under_none = add(home, "a", listId=GONE), add(home, "b", parentId=GONE)
    assert faults(home) == [("lost_list", f"T#{in_none}"), ("lost_parent", f"T#{under_none}")]
    mend(home)
    assert faults(home) == []
    task = Client(home.api).ok("GET", f"/tasks/{in_none}")
    assert (task["listId"], task["title"], task["version"]) == (None, "a", 3)


def test_what_is_in_the_trash_may_name_what_it_likes(home: Home) -> None:
    Client(home.api).ok("DELETE", f"/tasks/{add(home, 'a', listId=GONE)}")
    assert faults(home) == []


def test_a_ring_is_opened_at_its_oldest_task(home: Home) -> None:
    ids = sorted(add(home, title) for title in "abc")  # the oldest first, even within one millisecond
    below = add(home, "below the ring", parentId=ids[2])
    for id, parent in zip(ids, [ids[1], ids[2], ids[0]], strict=True):
        change = {"kind": "task", "id": id, "base": 1, "fields": {"parentId": parent}}
        Client(home.api).ok("POST", "/sync", {"changes": [change], "since": None})
    assert faults(home) == [("parent_cycle", f"T#{ids[0]}")]
    mend(home)
    assert faults(home) == []
    parents = {id: Client(home.api).ok("GET", f"/tasks/{id}")["parentId"] for id in [*ids, below]}
    assert parents == {ids[0]: None, ids[1]: ids[2], ids[2]: ids[0], below: ids[2]}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.none(), st.integers(0, 6)), min_size=1, max_size=7))
def test_any_tangle_of_parents_is_a_forest_afterwards(
    tmp_path_factory: pytest.TempPathFactory, parents: list[int | None]
) -> None:
    ids = [f"{number:08x}-0000-7000-8000-000000000000" for number in range(7)]
    with closing(open_home(Settings(data=str(tmp_path_factory.mktemp("tangle"))))) as home:
        now = "2026-11-21T04:00:00.000Z"
        for id, parent in zip(ids, parents, strict=False):
            above = None if parent is None else ids[parent]
            task = Task(id, OWNER, OWNER, "t", now, now, "a", parent_id=above)
            record = Record(keys.space(OWNER), f"T#{id}", 1, encode(task), 0, due=agenda.rank(task))
            home.store.commit([Put(record, None)])
        mend(home)
        assert faults(home) == []
        left = {id: Client(home.api).ok("GET", f"/tasks/{id}")["parentId"] for id in ids[: len(parents)]}
    for id in left:
        above, steps = left[id], 0
        while above is not None:
            above, steps = left[above], steps + 1
            assert steps <= len(left)


def test_a_membership_missing_in_its_space_is_written_again(home: Home) -> None:
    space = Client(home.api).ok("POST", "/spaces", {"name": "shared"})["spaceId"]
    home.store.commit([Delete(keys.space(space), keys.member(OWNER), None)])
    assert faults(home) == [("half_membership", keys.space(space))]
    mend(home)
    assert faults(home) == []
    assert Client(home.api).ok("GET", f"/tasks?space={space}")["tasks"] == []


def test_a_membership_missing_with_its_person_is_written_again(home: Home) -> None:
    space = Client(home.api).ok("POST", "/spaces", {"name": "shared"})["spaceId"]
    body = home.store.get(keys.space(space), keys.member(OWNER))
    assert body is not None
    home.store.commit([Put(Record(keys.space(space), keys.member(GONE), 1, body.body), None)])
    assert faults(home) == [("half_membership", keys.member(GONE))]
    mend(home)
    assert home.store.get(keys.user(GONE), keys.space(space)) is not None


def test_faults_in_every_space_of_the_person_are_found(home: Home) -> None:
    space = Client(home.api).ok("POST", "/spaces", {"name": "shared"})["spaceId"]
    add(home, "a", space=space, parentId=GONE)
    assert [fault for fault, _ in faults(home)] == ["lost_parent"]
    mend(home)
    assert faults(home) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"body": b"{}"}, "unreadable"),
        ({"body": b"\xff"}, "unreadable"),
        ({"version": 7}, "misfiled"),
        ({"changed": None}, "misfiled"),
        ({"expires": 4_000_000_000}, "misfiled"),
    ],
)
def test_what_cannot_be_mended_is_told_and_left(home: Home, changes: dict[str, Any], fault: str) -> None:
    id = add(home, "a")
    rewrite(home, id, **changes)
    assert faults(home) == [(fault, f"T#{id}")]
    assert fault not in REPAIRABLE


def test_a_record_under_anothers_key_is_told(home: Home) -> None:
    record = home.store.get(keys.space(OWNER), keys.thing("task", add(home, "a")))
    assert record is not None
    home.store.commit([Put(replace(record, sk=f"T#{GONE}"), None)])
    assert ("misfiled", f"T#{GONE}") in faults(home)
