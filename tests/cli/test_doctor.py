"""`doctor`: finds what is wrong, says what to do, mends what it may, and leaves the rest alone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from msgspec import json

from farthing.doors.cli import health
from farthing.http.message import Request, Response
from farthing.http.problems import problem
from tests.cli.program import Program
from tests.cli.site import site

NOBODY = "01a1fc4f-0000-7000-8000-00000000beef"


@pytest.fixture
def database(cli: Program) -> Iterator[sqlite3.Connection]:
    cli.add("x")
    with closing(sqlite3.connect(cli.data / "farthing.db")) as connection:
        yield connection
        connection.commit()


def checks(cli: Program, *options: str, exit: int) -> dict[str, Any]:
    found = cli.json("doctor", *options, exit=exit)["checks"]
    return {check["name"]: check for check in found}


def orphan(cli: Program) -> str:
    """A task in a list that is not there, as sync may bring it."""
    id = cli.add("lost")
    exported = cli("export").stdout_bytes.splitlines()
    record = json.decode(next(line for line in exported if id.encode() in line))
    record["value"] |= {"listId": NOBODY, "version": 2}
    cli("import", "-", input=b"\n".join([exported[0], json.encode(record), b'{"records":1}']))
    return id


def test_all_is_well(cli: Program) -> None:
    cli.add("x")
    found = checks(cli, exit=0)
    assert set(found) == {
        "python", "packages", "page", "folder", "space", "server", "database", "sign-in", "contents",
        "progress",
    }  # fmt: skip
    assert {check["status"] for check in found.values()} == {"ok"}
    assert cli("doctor", "--quiet").output == ""


def test_orphans_are_found_and_mended(cli: Program) -> None:
    id = orphan(cli)
    result = cli("doctor", exit=7)
    assert f"the task 'lost' ({id}) is in a list that is not there" in result.stdout
    assert "doctor --fix" in result.stdout
    assert result.stderr == "farthing: problems found: 1; each says above what to do\n"
    assert cli.json("show", id)["listId"] == NOBODY
    assert checks(cli, "--fix", exit=0)["lost_list"]["status"] == "fixed"
    assert cli.json("show", id)["listId"] is None
    checks(cli, exit=0)


def test_what_is_kept_of_subtasks_is_looked_over_and_made_anew(
    cli: Program, database: sqlite3.Connection
) -> None:
    parent = cli.add("Move house")
    cli.add("boxes", "--parent", parent)
    assert checks(cli, exit=0)["progress"]["status"] == "ok"
    database.execute("DELETE FROM records WHERE sk LIKE 'P#%'")
    database.commit()
    found = checks(cli, exit=7)["progress"]
    assert (found["status"], "so many tasks: 1" in found["detail"]) == ("problem", True)
    assert checks(cli, "--fix", exit=0)["progress"]["status"] == "fixed"
    assert checks(cli, exit=0)["progress"]["status"] == "ok"


def test_many_of_a_kind_are_one_line(cli: Program) -> None:
    for _ in range(3):
        orphan(cli)
    assert cli("doctor", "--quiet", exit=7).stdout.count("\n") == 1
    assert "(and 2 more like it)" in checks(cli, exit=7)["lost_list"]["detail"]


def test_a_damaged_index_is_found_and_written_anew(cli: Program, database: sqlite3.Connection) -> None:
    database.execute("PRAGMA writable_schema = ON")
    index = database.execute("SELECT * FROM sqlite_schema WHERE name = 'byChange'").fetchone()
    database.execute("DELETE FROM sqlite_schema WHERE name = 'byChange'")
    database.commit()
    with closing(sqlite3.connect(cli.data / "farthing.db")) as other:
        other.execute("UPDATE records SET changed = changed + 1")
        other.commit()
    database.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", index)
    database.commit()
    found = checks(cli, exit=7)["database"]
    assert "byChange" in found["detail"]
    assert "--fix" in found["advice"]
    assert checks(cli, "--fix", exit=0)["database"]["status"] == "fixed"
    assert checks(cli, exit=0)["database"]["status"] == "ok"


def test_a_database_cut_short_is_reported_and_left_as_it_is(cli: Program) -> None:
    for number in range(30):
        cli.add(f"{number}", "--description", "x" * 2000)
    file = cli.data / "farthing.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    before = file.read_bytes()
    for options in ([], ["--fix"]):
        found = checks(cli, *options, exit=7)["database"]
        assert "cut short" in found["detail"]
        assert file.read_bytes() == before


def test_what_is_missing_of_the_installation_is_named(cli: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.add("x")
    wanted = ["click>=8", 'nonsuch>=1; extra == "x"', "gone-package>=2"]
    monkeypatch.setattr(health, "requires", lambda _: wanted)
    monkeypatch.setattr(health, "PAGE", cli.data / "no page")
    monkeypatch.setattr(health, "LEAST_PYTHON", (99, 0))
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 10**30)
    found = checks(cli, exit=7)
    assert found["packages"]["detail"] == "missing: gone-package"
    assert {found[name]["status"] for name in ("python", "page", "space")} == {"problem"}


def home(*, date: datetime | None, forbidden: tuple[str, ...] = (), version: str = "0.1.0") -> Any:
    """A server whose clock shows this, and whose token lacks these methods."""
    headers = {"date": format_datetime(date, usegmt=True)} if date else {}

    def answer(request: Request) -> Response:
        if request.path == "/api/healthz":
            return Response(200, headers, json.encode({"status": "ok", "version": version}))
        if request.path.endswith("/tokens") and "admin" in forbidden:
            return problem("forbidden", "no")
        if request.method == "DELETE":
            return problem("forbidden" if "write" in forbidden else "not_found", "no")
        return Response(200, {}, b"{}")

    return answer


@pytest.mark.parametrize(("seconds", "word"), [(3600, "ahead of"), (-3600, "behind")])
def test_a_server_whose_clock_is_wrong(cli: Program, seconds: int, word: str) -> None:
    with site(home(date=datetime.now(UTC) + timedelta(seconds=seconds))) as there:
        clock = checks(cli, "--url", there.url, exit=7)["clock"]
    assert word in clock["detail"]


def test_what_a_token_allows_is_said(cli: Program) -> None:
    with site(home(date=datetime.now(UTC), forbidden=("write", "admin"), version="9.0.0")) as there:
        found = checks(cli, "--url", there.url, exit=0)
    assert found["token"]["detail"] == "allows read"
    assert found["version"]["status"] == "note"


def test_a_server_that_says_nothing_of_the_time(cli: Program) -> None:
    with site(home(date=None)) as there:
        assert checks(cli, "--url", there.url, exit=0)["clock"]["status"] == "note"


def test_a_server_that_cannot_be_reached(cli: Program) -> None:
    found = checks(cli, "--url", "http://127.0.0.1:1", exit=7)
    assert found["server"]["status"] == "problem"
    assert "token" not in found
    assert "server's machine" in cli("doctor", "--fix", "--url", "http://127.0.0.1:1", exit=2).stderr
