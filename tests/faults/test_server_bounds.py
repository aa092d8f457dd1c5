"""What clients may not do to the server, and to each other."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

import pytest
from msgspec import json

from farthing.doors.local.limits import Limits
from farthing.doors.local.log import SLOW_SECONDS
from tests.faults.odd_server import LARGE
from tests.faults.servers import Client, Server, Wait, ask, odd, request, until

CONNECTIONS = 300
IDLE_SECONDS = 1.0
LIMITS = json.encode(
    Limits(head_seconds=0.6, body_seconds=0.8, idle_seconds=IDLE_SECONDS, connections=CONNECTIONS)
).decode()
MIB = 1024 * 1024

pytestmark = pytest.mark.xdist_group("odd server")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with odd(tmp_path_factory.mktemp("odd"), LIMITS) as running:
        yield running


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client(server.page) as connected:
        yield connected


def chunked(target: str) -> bytes:
    return request("POST", target, b"", "Transfer-Encoding: chunked")


def test_a_mebibyte_is_taken(client: Client) -> None:
    body = bytes(MIB)
    assert client.ask(request("POST", "/echo", body)).body == body


def test_a_body_that_says_it_is_too_large_is_refused_before_it_comes(client: Client) -> None:
    reply = client.ask(request("POST", "/echo", b"", f"Content-Length: {MIB + 1}"))
    assert (reply.status, reply.code) == (413, "too_large")
    assert client.closed()


def test_who_sends_on_regardless_can_still_read_the_refusal(client: Client) -> None:
    client.send(request("POST", "/echo", bytes(3 * MIB)))
    assert client.reply().code == "too_large"
    assert client.closed()


def test_a_chunked_body_is_refused_once_it_is_too_large(client: Client) -> None:
    client.send(chunked("/echo") + b"10000\r\n" + bytes(65536) + b"\r\n")
    for _ in range(16):
        client.send(b"10000\r\n" + bytes(65536) + b"\r\n")
    assert client.reply().status == 413
    assert client.closed()


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: a\r\n" * 101,
        b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + b"a" * 70_000,
        b"GET /" + b"a" * 70_000,
    ],
    ids=["many", "long", "address"],
)
def test_heads_that_are_too_large_are_refused_before_they_end(client: Client, head: bytes) -> None:
    reply = client.ask(head)
    assert (reply.status, reply.code) == (431, "headers_too_large")
    assert client.closed()


def test_a_hundred_headers_are_taken(client: Client) -> None:
    assert client.ask(request("POST", "/echo", b"x", *["X: a"] * 98)).status == 200


@pytest.mark.parametrize("target", ["/%zz", "/%ff", "http://evil.example/"])
def test_addresses_that_cannot_be_read_are_refused(client: Client, target: str) -> None:
    assert client.ask(request("GET", target)).code == "malformed"
    assert client.closed()


def test_what_is_no_http_is_refused(client: Client) -> None:
    assert client.ask(b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n").code == "malformed"
    assert client.closed()


def test_requests_sent_together_are_answered_in_their_order(client: Client) -> None:
    count = 1500  # more than are read at a time
    client.send(
        b"".join(
            request("POST", "/echo", str(number).encode()) if number % 3 else request("GET", f"/{number}")
            for number in range(count)
        )
    )
    bodies = [client.reply().body.decode().strip("/") for _ in range(count)]
    assert bodies == [str(number) for number in range(count)]


def test_requests_before_a_broken_one_are_answered(client: Client) -> None:
    client.send(request("POST", "/echo", b"first") + b"broken\r\n\r\n")
    assert client.reply().body == b"first"
    assert client.reply().code == "malformed"
    assert client.closed()


def test_who_stops_sending_gets_the_answers_still_due(server: Server, client: Client, tmp_path: Path) -> None:
    wait = Wait(tmp_path, "POST")
    client.send(wait.request)
    wait.begun()
    client.socket.shutdown(socket.SHUT_WR)
    assert ask(server.page, "GET", "/nowhere").status == 404  # by now the loop knows that nothing more comes
    wait.end()
    reply = client.reply()
    assert (reply.body, reply.headers["connection"]) == (b"/wait", "close")
    assert client.closed()


def test_who_does_not_wait_for_answers_is_not_read_from(client: Client, tmp_path: Path) -> None:
    wait = Wait(tmp_path, "POST")
    client.send(wait.request)
    wait.begun()
    client.socket.settimeout(0.5)

    def pour() -> None:
        for _ in range(100):
            client.socket.send(request("GET", "/nowhere") * 10_000)

    with pytest.raises(TimeoutError):
        pour()
    wait.end()


def test_who_asks_for_leave_to_send_gets_it(client: Client) -> None:
    client.send(request("POST", "/echo", b"", "Content-Length: 5", "Expect: 100-continue"))
    assert client.reply().status == 100
    assert client.ask(b"hello").body == b"hello"


def test_a_head_request_is_answered_without_the_body(client: Client) -> None:
    client.send(request("HEAD", "/large"))
    assert client.reply(head_only=True).headers["content-length"] == str(LARGE)
    assert client.ask(request("POST", "/echo", b"next")).body == b"next"


@pytest.mark.parametrize(
    "begun",
    [b"", b"GET / HTTP/1.1\r\nHost: loc", request("POST", "/echo", b"", "Content-Length: 9") + b"half"],
    ids=["nothing", "half a head", "half a body"],
)
def test_who_begins_and_stalls_is_left(client: Client, begun: bytes) -> None:
    client.send(begun)
    assert client.closed()


def test_a_dribble_is_a_stall(client: Client) -> None:
    def dribble() -> bool:
        try:
            client.send(b"X: a\r\n")
        except OSError:
            return True
        return False

    client.send(b"GET / HTTP/1.1\r\n")
    until(dribble)


def test_who_is_idle_is_left(client: Client) -> None:
    assert client.ask(request("GET", "/nowhere")).status == 404
    assert client.closed()


def test_who_keeps_asking_is_kept(client: Client) -> None:
    end = monotonic() + 2 * IDLE_SECONDS
    while monotonic() < end:
        assert client.ask(request("GET", "/nowhere")).status == 404


def test_who_does_not_take_the_answers_is_left(server: Server, client: Client) -> None:
    client.send(request("GET", "/large") * 64)
    ends = f"0100007F:{server.page:04X} 0100007F:{client.socket.getsockname()[1]:04X} 01"
    table = Path("/proc/net/tcp")  # the client cannot see it: what was sent before fills its buffers
    assert ends in table.read_text()
    until(lambda: ends not in table.read_text())


def test_stalled_clients_keep_nobody_waiting(server: Server) -> None:
    with ExitStack() as stack:
        for _ in range(200):
            stack.enter_context(Client(server.page)).send(b"POST /echo HTTP/1.1\r\nHost: localhost\r\nX: ")
        for number in range(50):
            body = str(number).encode()
            assert ask(server.page, "POST", "/echo", body).body == body


def test_connections_are_counted(server: Server) -> None:
    with ExitStack() as stack:
        clients = [stack.enter_context(Client(server.page)) for _ in range(CONNECTIONS + 1)]
        assert clients[-1].reply().code == "unavailable"
        assert clients[-1].closed()
    until(lambda: ask(server.page, "POST", "/echo", b"x").status == 200)


def test_a_crash_is_answered_without_a_word_about_it(server: Server) -> None:
    for method, body in (("GET", b""), ("POST", b"x")):
        reply = ask(server.page, method, "/crash", body)
        assert (reply.status, reply.code) == (500, "internal")
        assert b"RuntimeError" not in reply.body
        assert b"groceries" not in reply.body
    crashes = [line for line in server.lines() if line["event"] == "crash"]
    assert len(crashes) == 2
    assert crashes[0]["error"] == "RuntimeError"
    assert crashes[0]["trace"][-1].endswith(" odd")
    assert "groceries" not in server.log.read_text()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_answer_is_split_in_two(server: Server, method: str) -> None:
    with Client(server.page) as client:
        client.send(request(method, "/split"))
        assert client.closed()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_slow_answer_is_told_of(server: Server, client: Client, tmp_path: Path, method: str) -> None:
    wait = Wait(tmp_path, method)
    client.send(wait.request)
    wait.begun()
    end = monotonic() + SLOW_SECONDS
    until(lambda: monotonic() > end)
    wait.end()
    client.reply()
    told = [line for line in server.lines() if line["event"] == "slow request" and line["method"] == method]
    assert max(line["ms"] for line in told) >= 1000 * SLOW_SECONDS
