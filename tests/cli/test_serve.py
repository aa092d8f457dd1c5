"""The server that `serve` starts, and the command line beside it."""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import json

from tests.cli.program import Program
from tests.contract.eventually import eventually

pytestmark = pytest.mark.xdist_group("cli-serve")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return Program(tmp_path_factory.mktemp("serve") / "data")


@pytest.fixture(scope="module")
def started(folder: Program) -> Iterator[dict[str, Any]]:
    """What a running server said when it started."""
    process = folder.start("serve", "--port", "0")
    assert process.stderr
    said = json.decode(process.stderr.readline())
    assert said["event"] == "started", said
    yield said
    process.terminate()
    process.communicate(timeout=20)
    assert process.returncode == 0


def test_both_homes_have_the_same_tasks(started: dict[str, Any], folder: Program) -> None:
    over_http = Program(folder.data / "none", ("--url", started["page"]))
    first = over_http.add("over HTTP")
    second = folder.add("on the folder")
    for cli in (over_http, folder):
        assert {task["taskId"] for task in cli.json("list")["tasks"]} >= {first, second}
    exported = over_http("export").stdout_bytes
    assert folder.json("import", "-", input=exported)["imported"] == 0


def test_the_server_follows_what_both_change(started: dict[str, Any], folder: Program) -> None:
    over_http = Program(folder.data / "none", ("--url", started["page"]))
    id = over_http.add("Buy milk")
    folder("edit", id, "--priority", "high")
    over_http("done", id)

    def versions() -> list[int]:
        return [entry["version"] for entry in over_http.json("history", id)["history"]]

    eventually(versions, [3, 2, 1])
    assert over_http.json("undo", id)["status"] == "todo"


def test_doctor_knows_the_server_from_both_sides(started: dict[str, Any], folder: Program) -> None:
    folder.add("something")
    here = {check["name"]: check for check in folder.json("doctor")["checks"]}
    assert here["server"]["detail"] == f"running, process {started['pid']}"
    there = folder.json("doctor", "--url", started["page"])["checks"]
    assert {check["status"] for check in there} == {"ok"}
    assert there[-1]["detail"] == "allows read, write, admin"


def test_a_second_server_on_the_folder_is_refused(started: dict[str, Any], folder: Program) -> None:
    process = folder.start("serve", "--port", "0")
    error = process.communicate(timeout=20)[1].decode()
    assert process.returncode == 1
    assert str(started["pid"]) in error


@pytest.mark.usefixtures("started")
def test_options_win_over_settings(folder: Program) -> None:
    env = {"FARTHING_PORT": "none"}
    assert "FARTHING_PORT must be a number" in Program(folder.data, env=env)("serve", exit=2).stderr
