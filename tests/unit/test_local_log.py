"""What the server says, and what it keeps to itself."""

import io
import json
import os
from typing import Any

import pytest

from farthing.doors.local.log import OPEN_DOOR, Log

ID = "01a1fc4f-7d38-7890-b59c-ef6dff62b48e"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Gone(io.StringIO):
    def write(self, _text: str) -> int:
        raise BrokenPipeError


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_lines_are_json_where_nobody_watches() -> None:
    Log(out := io.StringIO()).say("info", "started", page="http://localhost")
    (line,) = lines(out)
    assert line["event"] == "started"
    assert line["level"] == "info"
    assert line["page"] == "http://localhost"
    assert line["time"].endswith("Z")


def test_lines_are_words_on_a_terminal() -> None:
    Log(out := Terminal()).say("warning", "slow request", ms=1200)
    assert "warning" in out.getvalue()
    assert "slow request  ms=1200" in out.getvalue()


def test_ordinary_requests_are_told_only_on_demand() -> None:
    Log(quiet := io.StringIO()).answered("GET", "/tasks", 200, 0.01)
    Log(telling := io.StringIO(), requests=True).answered("GET", "/tasks", 200, 0.01)
    assert quiet.getvalue() == ""
    assert lines(telling)[0]["status"] == 200


@pytest.mark.parametrize(("status", "seconds"), [(500, 0.01), (503, 0.01), (200, 1.1), (404, 30)])
def test_failed_and_slow_requests_are_always_told(status: int, seconds: float) -> None:
    Log(out := io.StringIO()).answered("GET", "/tasks", status, seconds)
    (line,) = lines(out)
    assert line["status"] == status
    assert line["ms"] == seconds * 1000


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/", "/"),
        ("/tasks", "/tasks"),
        ("/api/tasks", "/api/tasks"),
        (f"/tasks/{ID}/restore", "/tasks/…"),
        ("/api/items/my diary", "/api/items/…"),
        ("/farthing_secret-token", "/…"),
    ],
)
def test_addresses_are_told_without_what_people_chose(path: str, told: str) -> None:
    Log(out := io.StringIO(), requests=True).answered("GET", path, 200, 0.01)
    assert lines(out)[0]["path"] == told


def test_a_crash_is_told_with_its_place_and_without_its_message() -> None:
    out = io.StringIO()
    try:
        try:
            int("Buy groceries")
        except ValueError as error:
            raise LookupError("Buy groceries") from error
    except LookupError as error:
        Log(out).crash(error)
    (line,) = lines(out)
    assert line["error"] == "LookupError from ValueError"
    assert any(
        place.endswith("test_a_crash_is_told_with_its_place_and_without_its_message")
        for place in line["trace"]
    )
    assert "groceries" not in out.getvalue()


def test_of_many_refusals_few_are_told() -> None:
    log = Log(out := io.StringIO())
    for _ in range(1000):
        log.refused(421)
        log.refused(403)
    assert 2 <= len(lines(out)) < 20


def test_an_open_door_is_warned_of() -> None:
    log = Log(out := io.StringIO())
    log.started("p", "d", "data", open_door=False)
    assert OPEN_DOOR not in out.getvalue()
    log.started("p", "d", "data", open_door=True)
    assert lines(out)[-1] | {"time": ""} == {"time": "", "level": "warning", "event": OPEN_DOOR}


def test_a_reader_that_went_away_stops_nothing() -> None:
    Log(Gone()).say("info", "started")


def test_a_pipe_that_nobody_empties_does_not_stop_the_server() -> None:
    reading, writing = os.pipe()
    with open(reading, "rb") as unread, open(writing, "w") as out:
        log = Log(out)
        for _ in range(3000):  # far more than a pipe holds
            log.say("warning", "refused", status=403)
        first = json.loads(unread.readline())
    assert first["event"] == "refused"
