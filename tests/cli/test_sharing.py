"""A space is shared from the command line, between the owner of a folder and another person of it."""

from collections.abc import Callable
from contextlib import closing
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import pytest

from farthing.config import Settings
from farthing.domain.token import TokenRequest
from farthing.engines.clock.system import SystemClock
from farthing.features import tokens
from farthing.wiring.local import open_home
from tests.api.client import Client
from tests.cli.program import Program

BEA = str(UUID(int=0x01900000_0000_7000_8000_0000000000BE))


@pytest.fixture
def bea(cli: Program) -> Callable[..., Any]:
    """Another person of the same folder, who speaks to its API."""

    def ask(method: str, path: str, body: Any = None) -> Any:
        with closing(open_home(Settings(data=str(cli.data)))) as home:
            wanted = TokenRequest("test", ["read", "write", "admin"])
            token = tokens.create(home.store, SystemClock(), BEA, wanted).token
            return Client(home.api, token or "").ok(method, path, body)

    return ask


def joined_by_bea(cli: Program, bea: Callable[..., Any]) -> str:
    """A space of the owner's that Bea is in, as an editor."""
    space: str = cli.json("spaces", "add", "Home")["spaceId"]
    secret = cli("share", "Home", "--quiet").stdout.strip()
    bea("POST", "/invitations/accept", {"secret": secret, "name": "Bea"})
    return space


def test_a_space_is_shared_and_its_people_are_looked_after(cli: Program, bea: Callable[..., Any]) -> None:
    space = joined_by_bea(cli, bea)
    people = {one["userId"]: one["role"] for one in cli.json("member", "list", "Home")["members"]}
    assert sorted(people.values()) == ["editor", "owner"]
    assert cli.json("member", "role", "Home", "Bea", "viewer")["role"] == "viewer"
    assert [one["role"] for one in bea("GET", "/spaces")["spaces"]] == ["owner", "viewer"]
    assert cli.json("member", "remove", space[-6:], BEA[:8]) == {"removed": [BEA]}
    assert [one["spaceId"] for one in bea("GET", "/spaces")["spaces"]] == [BEA]


def test_a_space_is_handed_over_and_left(cli: Program, bea: Callable[..., Any]) -> None:
    space = joined_by_bea(cli, bea)
    assert "make another member the owner" in cli("leave", "Home", exit=4).stderr
    cli("member", "role", "Home", "Bea", "owner")
    assert cli.json("leave", "Home") == {"left": [space]}
    assert len(cli.json("spaces")["spaces"]) == 1


def test_one_joins_by_link_or_secret(cli: Program, bea: Callable[..., Any]) -> None:
    for name, before in (("Garden", ""), ("Office", "https://tasks.example.org/#/join/")):
        space = bea("POST", "/spaces", {"name": name})["spaceId"]
        secret = bea("POST", f"/spaces/{space}/invitations", {"role": "viewer"})["secret"]
        assert cli.json("join", before + secret, "--name", "Ann")["role"] == "viewer"
        assert "Ann" in [one["name"] for one in cli.json("member", "list", name)["members"]]


def test_an_invitation_by_e_mail_comes_with_a_draft(cli: Program) -> None:
    cli("spaces", "add", "Home")
    page = "https://tasks.example.org/"
    done = cli("share", "Home", "--email", "bea@example.org", "--role", "viewer", "--page", page)
    link = done.stdout.strip()
    assert link.startswith("https://tasks.example.org/#/join/")
    assert "mailto:bea@example.org?" in done.stderr
    assert link in unquote(done.stderr)


def test_invitations_are_listed_and_withdrawn(cli: Program) -> None:
    cli("spaces", "add", "Home")
    made = cli.json("share", "Home")
    (listed,) = cli.json("invitation", "list", "Home")["invitations"]
    assert listed == {name: value for name, value in made.items() if name != "secret"}
    cli("invitation", "withdraw", "Home", made["invitationId"][-8:])
    assert cli.json("invitation", "list", "Home") == {"invitations": []}
    assert "no such invitation" in cli("join", made["secret"], exit=3).stderr


def test_ones_own_space_is_not_shared(cli: Program) -> None:
    cli("add", "Buy milk")
    assert "make a space" in cli("share", "Personal", exit=4).stderr


def test_a_task_goes_into_a_space_by_its_name_or_part_of_its_id(cli: Program) -> None:
    space = cli.json("spaces", "add", "Home")["spaceId"]
    task = cli.add("Buy milk", "--space", "Home")
    for name in ("Home", space, space[:8], space[-6:]):
        assert [found["taskId"] for found in cli.json("list", "--space", name)["tasks"]] == [task]
    assert cli.json("list")["tasks"] == []
    assert "Hole" in cli("list", "--space", "Hole", exit=5).stderr
    task = cli.add("By its id", "--space", space[-6:])
    assert task in {found["taskId"] for found in cli.json("list", "--space", "Home")["tasks"]}
