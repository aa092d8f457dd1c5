"""The command line over HTTP: as on a folder where all goes well, and clear where it does not."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec import json

from farthing.config import Settings
from farthing.doors.cli import remote
from farthing.doors.cli.exits import Failed
from farthing.doors.cli.remote import Remote
from farthing.http.message import Request, Response
from farthing.http.problems import problem
from farthing.wiring.local import Home, open_home
from tests.cli.program import Program
from tests.cli.site import CERTIFICATE, Site, site

EMPTY = Response(200, {}, b'{"tasks":[],"next":null}')


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with closing(open_home(Settings(data=str(tmp_path / "data")))) as opened:
        yield opened


@pytest.fixture
def there(home: Home) -> Iterator[Site]:
    with site(home.api) as opened:
        yield opened


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that the transport would make, and does not."""
    made: list[float] = []
    monkeypatch.setattr(remote, "sleep", made.append)
    return made


def program(url: str, *options: str) -> Program:
    return Program(Path("/nonexistent"), ("--url", url, *options))


def replies(*responses: Response | None) -> Callable[[Request], Response | None]:
    """These, one after another, the last again and again."""
    left = list(responses)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def test_everything_works_as_on_a_folder(there: Site, tmp_path: Path) -> None:
    cli = program(there.url)
    cli("lists", "add", "Überall & nirgends")
    id = cli.add("Grüße", "--list", "überall & nirgends", "--label", "a&b=c")
    assert [task["title"] for task in cli.json("list", "--label", "a&b=c")["tasks"]] == ["Grüße"]
    cli("edit", id[-6:], "--label", "x")
    cli("done", id[-6:])
    cli("rm", id[-6:])
    cli("restore", id[-6:])
    exported = cli("export").stdout_bytes
    assert Program(tmp_path / "other").json("import", "-", input=exported) == {"imported": 2, "skipped": 0}
    assert cli.json("import", "-", input=exported) == {"imported": 0, "skipped": 2}


def test_an_address_with_a_path_is_taken_as_it_is(there: Site) -> None:
    program(there.url + "/")("list")
    assert {request.path for request in there.asked} == {"/api/tasks", "/api/lists"}
    there.asked.clear()
    program(there.url + "/prod/")("list", exit=3)
    assert there.asked[0].path == "/prod/lists"


def test_the_token_is_sent_and_asked_for(there: Site, home: Home) -> None:
    token = json.decode(home.api(Request("POST", "/tokens", body=b'{"name":"x","scopes":["read"]}')).body)
    cli = program(there.url, "--token", token["token"])
    assert cli.json("list") == {"tasks": []}
    assert there.asked[-1].headers["authorization"] == f"Bearer {token['token']}"
    assert "scope 'write'" in cli("add", "x", exit=6).stderr
    assert "not known" in program(there.url, "--token", "farthing_no")("list", exit=6).stderr
    with site(lambda _: problem("unauthenticated", "send a token")) as guarded:
        assert "set FARTHING_TOKEN" in program(guarded.url)("list", exit=6).stderr
    assert "copy it again" in program(there.url, "--token", "a\nb")("list", exit=6).stderr


def test_a_busy_server_is_asked_again_with_pauses(pauses: list[float]) -> None:
    busy = problem("unavailable", "busy")
    busy.headers["retry-after"] = "2"
    with site(replies(busy, busy, EMPTY)) as there:
        assert program(there.url).json("list", "--all") == {"tasks": []}
    assert len(pauses) == 2
    assert all(2 <= pause <= remote.LONGEST_WAIT for pause in pauses)


def test_asking_ends(pauses: list[float]) -> None:
    with site(replies(problem("unavailable", "busy"))) as there:
        assert program(there.url)("list", "--all", "--json", exit=1).stderr.count("busy") == 1
        assert len(there.asked) == remote.TRIES
    assert len(pauses) == remote.TRIES - 1


@pytest.mark.usefixtures("pauses")
@pytest.mark.parametrize(
    ("method", "path", "headers", "tries"),
    [
        ("GET", "/tasks", {}, remote.TRIES),
        ("PATCH", "/tasks/x", {}, remote.TRIES),
        ("DELETE", "/tasks/x", {}, remote.TRIES),
        ("POST", "/tasks", {"idempotency-key": "k"}, remote.TRIES),
        ("POST", "/import?space=x", {}, remote.TRIES),
        ("POST", "/tasks/x/restore", {}, remote.TRIES),
        ("POST", "/tokens", {}, 1),
        ("PATCH", "/tasks/x", {"if-match": '"1"'}, 1),
    ],
)
def test_only_what_may_be_done_twice_is_tried_again(
    method: str, path: str, headers: dict[str, str], tries: int
) -> None:
    with site(replies(None)) as there, closing(Remote(there.url, "")) as transport:
        with pytest.raises(Failed) as failed:
            transport.request(method, path, None, headers)
        assert len(there.asked) == tries
    assert failed.value.code == "unreachable"


def test_what_may_not_be_done_twice_goes_over_a_fresh_connection(there: Site) -> None:
    with closing(Remote(there.url, "")) as transport:
        transport.request("GET", "/tasks")
        kept = transport._connection
        assert transport.request("POST", "/tokens", b'{"name":"x"}').status == 201
        assert transport._connection is not kept


def test_pages_go_over_one_connection(there: Site) -> None:
    with closing(Remote(there.url, "")) as transport:
        transport.request("GET", "/tasks")
        kept = transport._connection
        transport.request("GET", "/tasks")
        assert transport._connection is kept


def test_a_redirect_is_not_followed() -> None:
    with site(lambda _: EMPTY) as elsewhere:
        moved = Response(302, {"location": elsewhere.url})
        with site(replies(moved)) as there:
            error = program(there.url, "--token", "farthing_x")("list", exit=1).stderr
        assert f"sends us on to {elsewhere.url}" in error
        assert elsewhere.asked == []


@pytest.mark.usefixtures("pauses")
@pytest.mark.parametrize(
    ("response", "exit", "message"),
    [
        (Response(502, {}, b"<html>Bad gateway</html>"), 1, "the server answered 502 Bad Gateway"),
        (Response(403, {}, b'{"message":"Forbidden"}'), 6, "the server answered 403 Forbidden"),
        (Response(200, {}, b"<html>Welcome</html>"), 1, "no Farthing"),
        (Response(200, {}, b'{"hello":"world"}'), 1, "no Farthing"),
        (Response(200, {"content-length": "100"}, b"{}"), 1, "cut short"),
        (Response(500, {}, b"\xff"), 1, "the server answered 500"),
        (Response(404, {}, b"\x1b[31mred"), 3, "the server answered 404 Not Found"),
    ],
)
def test_answers_of_others_are_told_in_one_sentence(response: Response, exit: int, message: str) -> None:
    closing_ = Response(response.status, {"connection": "close", **response.headers}, response.body)
    with site(replies(closing_)) as there:
        error = program(there.url)("list", "--all", exit=exit).stderr
    assert message in error
    assert error.count("\n") == 1


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert "is the server running?" in program(f"http://127.0.0.1:{port}")("list", exit=1).stderr


def test_a_host_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "no host is called nowhere.example" in program("https://nowhere.example")("list", exit=1).stderr


def test_a_server_that_does_not_answer_in_time(monkeypatch: pytest.MonkeyPatch, pauses: list[float]) -> None:
    monkeypatch.setattr(remote, "SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        assert "no answer within" in program(url)("list", exit=1).stderr
    assert pauses


def test_a_certificate_that_nobody_vouches_for() -> None:
    with site(lambda _: EMPTY, tls=True) as there:
        assert "certificate is not trusted" in program(there.url)("list", exit=1).stderr
        plain = there.url.replace("https", "http")
        assert there.asked == []
    with site(lambda _: EMPTY) as there:
        https = there.url.replace("http", "https")
        assert "does not speak HTTPS" in program(https)("list", exit=1).stderr
    assert plain


def test_a_certificate_that_is_trusted(monkeypatch: pytest.MonkeyPatch, home: Home) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with site(home.api, tls=True) as there:
        assert program(there.url).add("x")


@pytest.mark.parametrize(
    "url", ["tasks.example", "ftp://tasks.example", "http://", "http://x/?a=b", "http://me:pw@x", "http://[x"]
)
def test_what_is_no_address_is_a_usage_error(url: str) -> None:
    assert "no address" in program(url)("list", exit=2).stderr


def test_a_token_in_the_clear_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Remote, "request", lambda *_, **__: EMPTY)
    warned = program("http://tasks.example", "--token", "farthing_x")("list", "--all", "--json").stderr
    assert "use https" in warned
    for url in ("https://tasks.example", "http://127.0.0.1:8000", "http://localhost"):
        assert program(url, "--token", "farthing_x")("list", "--all", "--json").stderr == ""
