"""One machine's server as clients see it: two ports, one home, and a log that repeats nobody's words."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.servers import SERVE, Client, Reply, Server, ask, request, started

ORIGIN = "https://pages.example"
SECRET = "farthing_bm9ib2R5"
JSON = "Content-Type: application/json"

pytestmark = pytest.mark.xdist_group("local server")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("local")
    settings = {"DATA": str(folder / "data"), "CORS_ORIGINS": ORIGIN, "ALLOWED_HOSTS": "tasks.example"}
    environment = {f"FARTHING_{name}": value for name, value in settings.items()}
    with started([*SERVE, "--log-requests"], folder / "log", **environment) as running:
        yield running


def create(server: Server, *headers: str, host: str = "localhost") -> Reply:
    return ask(server.page, "POST", "/api/tasks", b'{"title":"Buy groceries"}', JSON, *headers, host=host)


def count(server: Server) -> int:
    return len(json.loads(ask(server.page, "GET", "/tasks?limit=200").body)["tasks"])


@pytest.mark.parametrize("path", ["/healthz", "/api/healthz"])
def test_the_api_answers_with_and_without_its_prefix(server: Server, path: str) -> None:
    assert json.loads(ask(server.page, "GET", path).body)["status"] == "ok"


def test_the_door_is_the_other_port_and_asks_for_a_token(server: Server) -> None:
    assert ask(server.door, "GET", "/healthz").status == 200
    assert ask(server.door, "GET", "/").code == "unauthenticated"
    assert ask(server.door, "GET", "/tasks?limit=1").code == "unauthenticated"


def test_what_comes_in_at_the_door_is_in_the_api(server: Server) -> None:
    wanted = b'{"name":"script","scopes":["read","write"],"days":1}'
    token = json.loads(ask(server.page, "POST", "/tokens", wanted, JSON).body)["token"]
    jotted = ask(server.door, "POST", "/", b'{"task":"From the door"}', f"Authorization: Bearer {token}")
    assert jotted.status == 201
    assert b"From the door" in ask(server.page, "GET", "/tasks?limit=200").body


def test_a_head_request_has_the_headers_of_a_get(server: Server) -> None:
    got, headed = (ask(server.page, method, "/healthz") for method in ("GET", "HEAD"))
    assert headed.headers.keys() == got.headers.keys()
    assert headed.headers["content-length"] == str(len(got.body))
    assert headed.body == b""


def test_every_answer_has_a_date(server: Server) -> None:
    assert ask(server.page, "GET", "/nowhere").headers["date"].endswith(" GMT")


def test_a_task_is_read_where_it_was_made(server: Server) -> None:
    made = create(server)
    assert made.status == 201
    read = ask(server.page, "GET", made.headers["location"])
    assert json.loads(read.body) == json.loads(made.body)
    again = ask(server.page, "GET", made.headers["location"], b"", f"If-None-Match: {read.headers['etag']}")
    assert (again.status, again.body) == (304, b"")


def test_one_connection_serves_many_requests(server: Server) -> None:
    with Client(server.page) as client:
        for _ in range(3):
            assert client.ask(request("POST", "/tasks", b'{"title":"Again"}', JSON)).status == 201
            assert client.ask(request("GET", "/tasks")).status == 200


@pytest.mark.parametrize("port", ["page", "door"])
def test_a_rebound_name_reads_nothing(server: Server, port: str) -> None:
    reply = ask(getattr(server, port), "GET", "/tasks", host="evil.example:8000")
    assert (reply.status, reply.code) == (421, "misdirected")


def test_a_name_that_was_added_is_let_in(server: Server) -> None:
    assert create(server, host="tasks.example").status == 201


@pytest.mark.parametrize(
    "header", ["Origin: https://evil.example", "Origin: http://localhost:1", "Sec-Fetch-Site: cross-site"]
)
def test_another_site_writes_nothing(server: Server, header: str) -> None:
    before = count(server)
    assert create(server, header).code == "forbidden"
    assert count(server) == before


def test_a_configured_page_may_write_after_asking(server: Server) -> None:
    asking = ("Origin: " + ORIGIN, "Access-Control-Request-Method: POST")
    preflight = ask(server.page, "OPTIONS", "/api/tasks", b"", *asking)
    assert preflight.headers["access-control-allow-origin"] == ORIGIN
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert create(server, "Origin: " + ORIGIN, "Sec-Fetch-Site: cross-site").status == 201


def test_the_log_tells_what_was_done_but_not_what_was_said(server: Server) -> None:
    ask(server.page, "PUT", "/items", b'{"id":"my diary","text":"Dear diary"}', JSON)
    ask(server.page, "GET", "/items/my%20diary?space=nowhere")
    ask(server.door, "GET", "/", b"", f"Authorization: Bearer {SECRET}")
    ask(server.page, "POST", "/tasks", b'{"title": "Buy groceries', JSON)
    create(server)
    told = [(line["method"], line["path"]) for line in server.lines() if line["event"] == "request"]
    assert {("PUT", "/items"), ("GET", "/items/…"), ("GET", "/"), ("POST", "/api/tasks")} <= set(told)
    for words in ("diary", "groceries", "nowhere?", "space=", SECRET, "Bearer"):
        assert words not in server.log.read_text()
