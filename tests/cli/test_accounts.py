"""The owner's commands for accounts, and a server with accounts from its start to its restart."""

import os
import pty
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from msgspec import json

from farthing.domain.account import OWNER
from tests.cli.program import Program

ADA, BOB = "ada@example.org", "bob@example.org"
PASSWORD = "correct horse battery"


def make(cli: Program, email: str, *args: str) -> dict[str, Any]:
    made: dict[str, Any] = cli.json("account", "add", email, "--password-stdin", *args, input=f"{PASSWORD}\n")
    return made


def test_the_first_account_is_the_owners(cli: Program) -> None:
    assert make(cli, ADA)["userId"] == OWNER
    bob = make(cli, BOB, "--name", "Bob")
    assert bob["name"] == "Bob"
    listed = cli.json("account", "list")["accounts"]
    assert [(person["email"], person["name"]) for person in listed] == [(ADA, "ada"), (BOB, "Bob")]


def test_the_owner_has_their_name_in_spaces_made_on_the_folder(cli: Program) -> None:
    make(cli, ADA)
    cli("spaces", "add", "Home")
    assert [one["name"] for one in cli.json("member", "list", "Home")["members"]] == ["ada"]


def test_what_cannot_be_done_is_said(cli: Program) -> None:
    assert "no Farthing data" in cli("account", "list", exit=3).stderr
    make(cli, ADA)
    again = cli("account", "add", "Ada@example.org", "--password-stdin", input=f"{PASSWORD}\n", exit=4)
    assert "already" in again.stderr
    assert "10 to 200" in cli("account", "add", BOB, "--password-stdin", input="short\n", exit=5).stderr
    assert "e-mail" in cli("account", "add", "bob", "--password-stdin", input=f"{PASSWORD}\n", exit=5).stderr
    assert "--password-stdin" in cli("account", "add", BOB, exit=2).stderr
    for command in ("password", "remove"):
        assert "no account" in cli("account", command, BOB, exit=3).stderr
    elsewhere = Program(cli.data, ("--url", "http://127.0.0.1:9"), {"FARTHING_DATA": ""})
    assert "data folder" in elsewhere("account", "list", exit=2).stderr


def test_who_is_removed_leaves_their_tasks(cli: Program) -> None:
    make(cli, ADA)
    bob = make(cli, BOB)
    result = cli("account", "remove", BOB)
    assert "stay" in result.stderr
    assert bob["userId"] in result.stderr
    assert len(cli.json("account", "list")["accounts"]) == 1


def test_the_command_line_stays_the_owners(cli: Program) -> None:
    task = cli.add("before")
    make(cli, ADA)
    with_accounts = Program(cli.data, env={**cli.env, "FARTHING_ACCOUNTS": "closed"})
    assert [found["taskId"] for found in with_accounts.json("list")["tasks"]] == [task]


def test_a_password_is_typed_twice_and_not_shown(cli: Program) -> None:
    parent, child = pty.openpty()
    process = cli.start(
        "account", "add", ADA, stdin=child, stdout=child, stderr=child, start_new_session=True
    )
    os.close(child)
    said = b""
    for asked in (b"Password", b"Once more"):
        while asked not in said:
            said += os.read(parent, 1000)
        os.write(parent, f"{PASSWORD}\n".encode())
    assert process.wait(20) == 0
    os.close(parent)
    assert PASSWORD.encode() not in said
    assert cli.json("account", "list")["accounts"][0]["email"] == ADA


class Server:
    """A running `farthing serve`, and one browser of it."""

    def __init__(self, lines: list[dict[str, Any]]) -> None:
        self.lines = lines
        self.page = str(lines[0]["page"])
        self.cookie = ""

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        connection = HTTPConnection(urlsplit(self.page).netloc, timeout=20)
        sent = {"content-type": "application/json", "cookie": self.cookie, **headers}
        connection.request(method, path, None if body is None else json.encode(body), sent)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        self.cookie = (answer.headers["set-cookie"] or self.cookie).partition(";")[0]
        return answer.status, json.decode(content) if content else None


@contextmanager
def serving(cli: Program, *args: str, lines: int) -> Iterator[Server]:
    process = cli.start("serve", "--port", "0", *args)
    assert process.stderr
    try:
        yield Server([json.decode(process.stderr.readline()) for _ in range(lines)])
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.mark.xdist_group("cli-serve")
def test_people_sign_in_to_a_server_and_stay_so_over_a_restart(cli: Program) -> None:
    task = cli.add("kept before there were accounts")
    ada = {"email": ADA, "password": PASSWORD, "name": "Ada"}
    with serving(cli, "--accounts", "open", lines=2) as server:
        link = server.lines[1]["link"]
        code = re.fullmatch(re.escape(server.page) + r"/#/setup/([\w-]{43})", link)
        assert code
        assert server("GET", "/config.json") == (200, {"signIn": "accounts", "registration": "open"})
        assert server("GET", "/session") == (200, {"person": None})
        assert server("GET", "/tasks")[0] == 401
        assert server("POST", "/accounts", ada)[0] == 403
        assert (
            server("POST", "/accounts", {**ada, "invitation": code[1]}, origin="http://x.example")[0] == 403
        )
        status, made = server("POST", "/api/accounts", {**ada, "invitation": code[1]})
        assert (status, made["person"]["userId"]) == (201, OWNER)
        assert [found["taskId"] for found in server("GET", "/tasks")[1]["tasks"]] == [task]
        cookie = server.cookie
        assert server("POST", "/session", {"email": ADA, "password": "wrong donkey"})[0] == 401
    with serving(cli, "--accounts", "closed", lines=1) as server:
        server.cookie = cookie
        assert server("GET", "/session")[1]["person"]["email"] == ADA
        assert server("POST", "/accounts", {**ada, "email": BOB})[0] == 403
        make(cli, BOB)
        assert server("POST", "/session", {"email": BOB, "password": PASSWORD})[0] == 200
        assert server("GET", "/tasks")[1]["tasks"] == []
        cli("account", "password", BOB, "--password-stdin", input="another good one\n")
        assert server("GET", "/tasks")[0] == 401
        assert server("POST", "/session", {"email": BOB, "password": "another good one"})[0] == 200
        assert server("DELETE", "/session", {})[0] == 204
        assert server("GET", "/session") == (200, {"person": None})


@pytest.mark.xdist_group("cli-serve")
def test_the_link_names_the_proxy_that_people_come_by(cli: Program) -> None:
    options = ("--accounts", "closed", "--allowed-host", "tasks.example", "--https")
    with serving(cli, *options, lines=2) as server:
        assert server.lines[1]["link"].startswith("https://tasks.example/#/setup/")


@pytest.mark.xdist_group("cli-serve")
def test_forgetting_the_option_does_not_let_everybody_in(cli: Program) -> None:
    make(cli, ADA)
    with serving(cli, lines=2) as server:
        assert "so they sign in" in server.lines[1]["event"]
        assert server("GET", "/config.json")[1] == {"signIn": "accounts", "registration": "closed"}
        assert server("GET", "/tasks")[0] == 401
        assert server("POST", "/session", {"email": ADA, "password": PASSWORD})[0] == 200
        assert server("GET", "/tasks")[0] == 200
    checks = {check["name"]: check for check in cli.json("doctor")["checks"]}
    assert (checks["sign-in"]["status"], "closed" in checks["sign-in"]["detail"]) == ("ok", True)


@pytest.mark.xdist_group("cli-serve")
def test_only_the_explicit_choice_lets_everybody_in_with_a_warning(cli: Program) -> None:
    make(cli, ADA)
    with serving(cli, "--accounts", "off", lines=2) as server:
        assert (server.lines[1]["level"], "asks nobody" in server.lines[1]["event"]) == ("warning", True)
        assert server("GET", "/tasks")[0] == 200
    off = Program(cli.data, env={**cli.env, "FARTHING_ACCOUNTS": "off"})
    checks = {check["name"]: check for check in off.json("doctor")["checks"]}
    assert (checks["sign-in"]["status"], "FARTHING_ACCOUNTS" in checks["sign-in"]["advice"]) == ("note", True)
    options = ("--accounts", "off", "--host", "0.0.0.0", "--allowed-host", "x.example")  # noqa: S104
    refused = cli.start("serve", "--port", "0", *options)
    assert "people have accounts here" in refused.communicate(timeout=20)[1].decode()
    assert refused.returncode == 1


@pytest.mark.xdist_group("cli-serve")
def test_a_running_server_has_to_be_restarted_for_the_first_account(cli: Program) -> None:
    with serving(cli, lines=1) as server:
        said = cli("account", "add", ADA, "--password-stdin", input=f"{PASSWORD}\n").stderr
        assert f"(process {server.lines[0]['pid']})" in said
        again = cli("account", "add", BOB, "--password-stdin", input=f"{PASSWORD}\n").stderr
        assert "Restart" not in again
