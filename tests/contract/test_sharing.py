"""People share a space: on each engine, by rules that hold whatever they do at the same time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from farthing.domain.space import Membership, Role
from farthing.features import keys
from farthing.features.members import both_ways
from farthing.features.ports import Store
from farthing.features.records import ABSENT
from farthing.features.tokens import Principal
from farthing.http.access import EVERYTHING
from farthing.http.app import App
from farthing.http.message import Request
from farthing.http.routes import ROUTES
from tests.api.client import Answer, Client
from tests.contract.engines import ManualClock
from tests.contract.test_store_races import at_once

EMAILS = {name: f"{name}@example.org" for name in ("ann", "bob", "cid", "dee", "eve")}
IDS = {name: str(UUID(int=0x01900000_0000_7000_8000_000000000000 + at)) for at, name in enumerate(EMAILS, 1)}


@dataclass(frozen=True)
class People:
    """Each speaks to the API as they are."""

    app: App
    store: Store

    def __getattr__(self, name: str) -> Callable[..., Answer]:
        client = Client(self.app)
        return lambda method, path, body=None: client(method, path, body, x_person=name)

    def ok(self, name: str, method: str, path: str, body: Any = None) -> Any:
        answer = getattr(self, name)(method, path, body)
        assert answer.status < 300, answer
        return answer.json if answer.body else None

    def space(self, **others: Role) -> str:
        """A space of Ann's, with these in it."""
        id: str = self.ok("ann", "POST", "/spaces", {"name": "Home"})["spaceId"]
        for name, role in others.items():
            secret = self.invite(id, role=role)
            self.ok(name, "POST", "/invitations/accept", {"secret": secret, "name": name.title()})
        return id

    def invite(self, space: str, **wanted: Any) -> str:
        made = self.ok("ann", "POST", f"/spaces/{space}/invitations", {"role": "editor"} | wanted)
        return str(made["secret"])

    def roles(self, space: str) -> dict[str, str]:
        """Who is what, as kept under the space; it must be the same as what is kept under each person."""
        kept = {}
        for name, id in IDS.items():
            one = self.store.get(keys.space(space), keys.member(id), strong=True)
            other = self.store.get(keys.user(id), keys.space(space), strong=True)
            assert (one and (one.body, one.version)) == (other and (other.body, other.version))
            if one is not None:
                kept[name] = str(one.body.decode().partition('"role":"')[2].partition('"')[0])
        return kept


@pytest.fixture
def people(store: Store, clock: ManualClock) -> People:
    def who(request: Request) -> Principal:
        name = request.headers["x-person"]
        return Principal(IDS[name], EVERYTHING, EMAILS[name], name.title())

    def fail(error: BaseException) -> None:
        raise error

    return People(App([route for route in ROUTES if route.door == "api"], store, clock, who, fail), store)


def test_one_who_accepts_is_in_with_the_role_of_the_invitation(people: People) -> None:
    home = people.space()
    secret = people.invite(home, role="viewer")
    assert people.bob("GET", f"/tasks?space={home}").status == 404
    offer = people.ok("bob", "POST", "/invitations/look", {"secret": secret})
    assert (offer["spaceName"], offer["role"], offer["invitedBy"]) == ("Home", "viewer", "Ann")
    joined = people.ok("bob", "POST", "/invitations/accept", {"secret": secret, "name": "Bobby"})
    assert (joined["spaceId"], joined["role"]) == (home, "viewer")
    assert people.bob("GET", f"/tasks?space={home}").status == 200
    members = people.ok("bob", "GET", f"/spaces/{home}/members")["members"]
    assert {(one["name"], one["role"]) for one in members} == {("Ann", "owner"), ("Bobby", "viewer")}
    assert [one["spaceId"] for one in people.ok("bob", "GET", "/spaces")["spaces"]] == [IDS["bob"], home]


def test_no_secret_looks_like_an_option(
    people: People, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = people.space()
    monkeypatch.setattr(clock, "random", lambda count: (b"\xfb\xef\xbe" * count)[:count])
    assert not people.invite(home).startswith("-")


def test_accepting_again_changes_nothing(people: People) -> None:
    home = people.space()
    secret = people.invite(home)
    first = people.ok("bob", "POST", "/invitations/accept", {"secret": secret})
    assert people.ok("bob", "POST", "/invitations/accept", {"secret": secret}) == first


def test_an_invitation_serves_one_person(people: People) -> None:
    home = people.space()
    secret = people.invite(home)
    people.ok("bob", "POST", "/invitations/accept", {"secret": secret})
    assert people.cid("POST", "/invitations/accept", {"secret": secret}).status == 404
    assert people.cid("POST", "/invitations/look", {"secret": secret}).status == 404
    assert people.ok("ann", "GET", f"/spaces/{home}/invitations")["invitations"] == []


def test_of_many_who_accept_at_once_one_is_in(people: People) -> None:
    home = people.space()
    secret = people.invite(home)
    at_once([lambda name=name: people.__getattr__(name)("POST", "/invitations/accept", {"secret": secret})
             for name in ("bob", "cid", "dee", "eve")])  # fmt: skip
    assert len(people.roles(home)) == 2


def test_an_invitation_by_e_mail_is_for_that_address_only(people: People) -> None:
    home = people.space()
    secret = people.invite(home, email="Bob@Example.org")
    assert people.cid("POST", "/invitations/look", {"secret": secret}).status == 404
    assert people.cid("POST", "/invitations/accept", {"secret": secret}).status == 404
    people.ok("bob", "POST", "/invitations/accept", {"secret": secret})


def test_a_member_who_accepts_another_keeps_their_role(people: People) -> None:
    home = people.space(bob="viewer")
    secret = people.invite(home, role="editor")
    assert people.ok("bob", "POST", "/invitations/accept", {"secret": secret})["role"] == "viewer"
    people.ok("cid", "POST", "/invitations/accept", {"secret": secret})
    assert people.roles(home) == {"ann": "owner", "bob": "viewer", "cid": "editor"}


def test_what_was_withdrawn_or_is_over_lets_nobody_in(people: People, clock: ManualClock) -> None:
    home = people.space()
    made = people.ok("ann", "POST", f"/spaces/{home}/invitations", {"role": "editor", "days": 1})
    assert people.ok("ann", "GET", f"/spaces/{home}/invitations")["invitations"][0] == {
        key: value for key, value in made.items() if key != "secret"
    }
    people.ok("ann", "DELETE", f"/spaces/{home}/invitations/{made['invitationId']}")
    assert people.bob("POST", "/invitations/accept", {"secret": made["secret"]}).status == 404
    assert people.ann("DELETE", f"/spaces/{home}/invitations/{made['invitationId']}").status == 404
    late = people.invite(home, days=1)
    clock.advance(seconds=86_401)
    assert people.bob("POST", "/invitations/accept", {"secret": late}).status == 404


def test_one_who_was_removed_is_out_with_the_next_request(people: People) -> None:
    home = people.space(bob="editor")
    secret = people.invite(home)
    people.ok("ann", "DELETE", f"/spaces/{home}/members/{IDS['bob']}")
    assert people.bob("POST", f"/tasks?space={home}", {"title": "x"}).status == 404
    assert people.roles(home) == {"ann": "owner"}
    people.ok("bob", "POST", "/invitations/accept", {"secret": secret})  # and may be asked in again


def test_one_who_left_does_not_come_back_by_the_same_invitation(people: People) -> None:
    home = people.space()
    secret = people.invite(home)
    people.ok("bob", "POST", "/invitations/accept", {"secret": secret})
    people.ok("bob", "DELETE", f"/spaces/{home}/members/{IDS['bob']}")
    assert people.bob("POST", "/invitations/accept", {"secret": secret}).status == 404


def test_a_viewer_may_leave_and_nobody_else_may_be_removed_by_them(people: People) -> None:
    home = people.space(bob="viewer", cid="editor")
    assert people.bob("DELETE", f"/spaces/{home}/members/{IDS['cid']}").status == 403
    assert people.cid("DELETE", f"/spaces/{home}/members/{IDS['bob']}").status == 403
    people.ok("bob", "DELETE", f"/spaces/{home}/members/{IDS['bob']}")
    assert people.roles(home) == {"ann": "owner", "cid": "editor"}


def test_the_owner_hands_over_and_then_may_leave(people: People) -> None:
    home = people.space(bob="viewer")
    at = f"/spaces/{home}/members"
    assert people.ann("DELETE", f"{at}/{IDS['ann']}").status == 409
    assert people.ann("PATCH", f"{at}/{IDS['ann']}", {"role": "editor"}).status == 409
    assert people.ok("ann", "PATCH", f"{at}/{IDS['bob']}", {"role": "owner"})["role"] == "owner"
    assert people.roles(home) == {"ann": "editor", "bob": "owner"}
    assert people.ann("PATCH", f"{at}/{IDS['bob']}", {"role": "viewer"}).status == 403
    people.ok("ann", "DELETE", f"{at}/{IDS['ann']}")
    assert people.roles(home) == {"bob": "owner"}


def test_a_space_has_one_owner_whatever_happens_at_once(people: People) -> None:
    for _ in range(3):
        home = people.space(bob="editor", cid="editor", dee="viewer")

        def ask(
            name: str, method: str, whom: str, body: Any = None, home: str = home
        ) -> Callable[[], Answer]:
            path = f"/spaces/{home}/members/{IDS[whom]}"
            return lambda: getattr(people, name)(method, path, body)  # type: ignore[no-any-return]

        at_once(
            [
                ask("ann", "PATCH", "bob", {"role": "owner"}),
                ask("ann", "PATCH", "cid", {"role": "owner"}),
                ask("ann", "DELETE", "bob"),
                ask("bob", "DELETE", "bob"),
                ask("cid", "DELETE", "cid"),
                ask("ann", "PATCH", "dee", {"role": "editor"}),
            ]
        )
        assert list(people.roles(home).values()).count("owner") == 1


def test_ones_own_space_is_not_shared(people: People) -> None:
    for method, path, body in (
        ("POST", f"/spaces/{IDS['ann']}/invitations", {"role": "editor"}),
        ("PATCH", f"/spaces/{IDS['ann']}/members/{IDS['bob']}", {"role": "viewer"}),
        ("DELETE", f"/spaces/{IDS['ann']}/members/{IDS['ann']}", None),
    ):
        answer = people.ann(method, path, body)
        assert (answer.status, answer.json["code"]) == (409, "conflict")
        assert "make a space" in answer.json["detail"]


def test_there_is_an_end_to_invitations(people: People) -> None:
    home = people.space()
    for _ in range(50):
        people.invite(home)
    answer = people.ann("POST", f"/spaces/{home}/invitations", {"role": "editor"})
    assert answer.status == 409
    assert "50 invitations" in answer.json["detail"]


def test_there_is_an_end_to_members(people: People) -> None:
    home = people.space()
    secret = people.invite(home)
    for number in range(1000, 1099):
        member = Membership(
            home, f"01900000-0000-7000-8000-{number:012}", "viewer", "2026-11-21T04:00:00.000Z"
        )
        assert not people.store.commit(both_ways(member, ABSENT))
    answer = people.bob("POST", "/invitations/accept", {"secret": secret})
    assert answer.status == 409
    assert "100 members" in answer.json["detail"]
    assert people.roles(home) == {"ann": "owner"}


WRONG = [{"role": "owner"}, {"role": "editor", "days": 31}, {"role": "editor", "email": "x"}, {}, {"more": 1}]


@pytest.mark.parametrize("wanted", WRONG)
def test_a_wrong_invitation_is_named(people: People, wanted: dict[str, Any]) -> None:
    home = people.space()
    assert people.ann("POST", f"/spaces/{home}/invitations", wanted).status == 422
