"""The matrix of access in a space: every route of the table, asked by its owner, an editor, a viewer, one who
left, and somebody else. What is expected follows from the route's `access`; the few routes that act in no
space are named in `ELSEWHERE`, so that a new route has its row, or fails here."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from msgspec import json

from farthing.domain.space import Access, Membership, Role
from farthing.features import keys
from farthing.features.members import both_ways
from farthing.features.ports import Store
from farthing.features.records import ABSENT, Delete
from farthing.features.tokens import Principal
from farthing.http.access import EVERYTHING
from farthing.http.app import App
from farthing.http.message import Request
from farthing.http.route import Route
from farthing.http.routes import ROUTES
from farthing.http.shapes import In
from tests.api.client import Answer, Client
from tests.contract.emulators import dynamodb_local  # noqa: F401
from tests.contract.engines import ENGINES, ManualClock, Opener
from tests.faults.route_samples import SAMPLES, Names

OWNER, EDITOR, VIEWER, EX_MEMBER, OTHER_USER = (
    str(UUID(int=0x01900000_0000_7000_8000_00000000AA00 + number)) for number in range(5)
)
MAY: dict[str, set[Access]] = {
    OWNER: {"read", "write", "admin"},
    EDITOR: {"read", "write"},
    VIEWER: {"read"},
}
CALLED = {
    OWNER: "owner",
    EDITOR: "editor",
    VIEWER: "viewer",
    EX_MEMBER: "ex-member",
    OTHER_USER: "other user",
}

Key = tuple[str, str, str]
REMOVE: Key = ("api", "DELETE", "/spaces/{spaceId}/members/{userId}")
ELSEWHERE: dict[Key, str] = {
    ("api", "GET", "/spaces"): "lists what the person is in",
    ("api", "POST", "/spaces"): "makes one of the person's own",
    ("api", "POST", "/invitations/look"): "is for whoever has the secret",
    ("api", "POST", "/invitations/accept"): "is for whoever has the secret",
    ("api", "GET", "/settings"): "is about the person's own",
    ("api", "PATCH", "/settings"): "is about the person's own",
    ("api", "GET", "/calendars"): "is about the person's own",
    ("api", "POST", "/calendars"): "names the space in its body: see tests/api/test_calendars.py",
    ("api", "DELETE", "/calendars/{calendarId}"): "is about the person's own",
    ("api", "GET", "/tokens"): "is about the person's own",
    ("api", "POST", "/tokens"): "is about the person's own",
    ("api", "DELETE", "/tokens/{tokenId}"): "is about the person's own",
    **{
        ("capture", method, path): "is the person's own space"
        for method, path in (
            ("GET", "/"), ("POST", "/"), ("GET", "/{taskId}"), ("PUT", "/{taskId}"), ("DELETE", "/{taskId}"),
        )
    },
}  # fmt: skip


def key(route: Route) -> Key:
    return route.door, route.method, route.path


def in_a_space(route: Route) -> bool:
    return "{spaceId}" in route.path or (route.query is not None and issubclass(route.query, In))


GUARDED = [route for route in ROUTES if route.access is not None]
SPACED = [route for route in GUARDED if route.door == "api" and in_a_space(route)]


@dataclass(frozen=True)
class InSpace(Client):
    """Asks for what is in one space, as one person, wherever the path names no space."""

    space: str = ""
    person: str = OWNER

    def __call__(self, method: str, target: str, body: Any = None, **headers: str) -> Answer:
        if self.space and not target.startswith(("/spaces", "/invitations")):
            target += ("&" if "?" in target else "?") + f"space={self.space}"
        return super().__call__(method, target, body, **({"x_person": self.person} | headers))


@dataclass(frozen=True)
class House:
    store: Store
    doors: dict[str, App]

    def client(self, person: str, space: str = "", door: str = "api") -> InSpace:
        return InSpace(self.doors[door], space=space, person=person)

    def given(self, route: Route) -> Names:
        """A space with everybody in it, and in it what the route's sample needs."""
        space = self.client(OWNER).ok("POST", "/spaces", {"name": "Home"})["spaceId"]
        names = {"spaceId": space}
        for give in SAMPLES[key(route)].given:
            names |= give(self.client(OWNER, space))
        for joined in {names["spaceId"], names.get("elsewhere", space)}:
            self._enrol(joined)
        return names

    def ask(self, route: Route, names: Names, person: str, space: str = "") -> Answer:
        """The route's sample request, as one person."""
        sample, path = SAMPLES[key(route)], route.path
        for name, value in names.items():
            path = path.replace(f"{{{name}}}", value)
        body = sample.content(names)
        query = f"?{sample.query}" if sample.query else ""
        return self.client(person, space, route.door)(route.method, path + query, body)

    def _enrol(self, space: str) -> None:
        roles: dict[str, Role] = {EDITOR: "editor", VIEWER: "viewer", EX_MEMBER: "editor"}
        joined = [Membership(space, user, role, "2026-11-21T04:00:00.000Z") for user, role in roles.items()]
        assert not self.store.commit([put for member in joined for put in both_ways(member, ABSENT)])
        left = (keys.space(space), keys.member(EX_MEMBER)), (keys.user(EX_MEMBER), keys.space(space))
        assert not self.store.commit([Delete(pk, sk, 1) for pk, sk in left])


@pytest.fixture(params=ENGINES)
def house(request: pytest.FixtureRequest) -> Iterator[House]:
    clock = ManualClock(time.time_ns() // 1_000_000)
    opener: Opener = request.param

    def who(request: Request) -> Principal:
        return Principal(request.headers["x-person"], EVERYTHING)

    def fail(error: BaseException) -> None:
        raise error

    with opener(request, clock) as engine:
        doors = {
            door: App([route for route in ROUTES if route.door == door], engine.store, clock, who, fail)
            for door in ("api", "capture")
        }
        yield House(engine.store, doors)


def expected(route: Route, person: str) -> set[int]:
    """The statuses that a route may answer to somebody: nothing is told to those who are not in the space."""
    if person not in MAY:
        return {404}
    if key(route) == REMOVE:
        return {route.status} if person == OWNER else {403}
    return {route.status, 201} if route.access in MAY[person] else {403}


def test_every_route_has_its_row() -> None:
    assert {key(route) for route in GUARDED} == {key(route) for route in SPACED} | set(ELSEWHERE)


def test_everybody_may_do_what_their_role_allows_and_no_more(house: House) -> None:
    for route in SPACED:
        names = house.given(route)
        before = house.client(OWNER).ok("GET", f"/export?space={names['spaceId']}&limit=200")
        for person in (EX_MEMBER, OTHER_USER, VIEWER, EDITOR, OWNER):
            statuses = expected(route, person)
            if statuses <= {403, 404}:
                status = house.ask(route, names, person, names["spaceId"]).status
                assert status in statuses, (key(route), CALLED[person])
        after = house.client(OWNER).ok("GET", f"/export?space={names['spaceId']}&limit=200")
        assert after == before, key(route)
        for person in (VIEWER, EDITOR, OWNER):
            statuses = expected(route, person)
            if not statuses <= {403, 404}:
                fresh = names if route.method == "GET" else house.given(route)
                status = house.ask(route, fresh, person, fresh["spaceId"]).status
                assert status in statuses, (key(route), CALLED[person])


def test_everybody_may_leave_but_the_owner(house: House) -> None:
    route = next(route for route in ROUTES if key(route) == REMOVE)
    names = house.given(route)
    for person, status in ((VIEWER, 204), (EDITOR, 204), (OWNER, 409), (EX_MEMBER, 404), (OTHER_USER, 404)):
        assert house.ask(route, names | {"userId": person}, person).status == status, CALLED[person]
    for person in (VIEWER, EDITOR):
        assert house.client(person, names["spaceId"])("GET", "/tasks").status == 404, CALLED[person]
        spaces = house.client(person).ok("GET", "/spaces")["spaces"]
        assert names["spaceId"] not in [space["spaceId"] for space in spaces]


def test_what_is_in_another_space_is_not_there_by_its_id(house: House) -> None:
    """Somebody who may do all in a space of theirs gets nowhere with the ids of another."""
    for route in SPACED:
        named = {"taskId", "listId", "filterId", "itemId", "userId", "invitationId"}
        if not any(f"{{{name}}}" in route.path for name in named) or route.method == "PUT":
            continue  # a PUT makes one's own under that id
        names = house.given(route)
        mine = house.client(OTHER_USER).ok("POST", "/spaces", {"name": "Mine"})["spaceId"]
        assert house.ask(route, names | {"spaceId": mine}, OTHER_USER, mine).status == 404, key(route)


def test_what_is_of_no_space_shows_nothing_of_others(house: House) -> None:
    for route in GUARDED:
        if key(route) not in ELSEWHERE or "invitations" in route.path:
            continue
        names: Names = {}
        for give in SAMPLES[key(route)].given:
            names |= give(house.client(OWNER))
        answer = house.ask(route, names, OTHER_USER)
        assert answer.status == (404 if "{" in route.path else route.status), key(route)
        shown = json.encode(answer.json).decode() if answer.body else ""
        assert answer.status == 404 or not any(id in shown for id in names.values()), key(route)
