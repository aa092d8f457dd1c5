"""A stop in good order: what was accepted is finished, and nobody holds it up."""

import json
import signal
from contextlib import ExitStack
from pathlib import Path

import pytest

from farthing.config import Settings
from farthing.http.message import Request
from farthing.wiring.local import open_home
from tests.faults.servers import SERVE, Client, Wait, ask, odd, request, started, until

SHORT_STOP = '{"stop_seconds":0.3}'


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_was_sent_before_the_signal_is_answered_and_kept(tmp_path: Path, number: int) -> None:
    data = tmp_path / "data"
    with started(SERVE, tmp_path / "log", FARTHING_DATA=str(data)) as server, ExitStack() as stack:
        clients = [stack.enter_context(Client(server.page)) for _ in range(40)]
        idle = stack.enter_context(Client(server.page))
        assert idle.ask(request("GET", "/healthz")).status == 200
        for client in clients:
            client.send(request("POST", "/tasks", b'{"title":"Buy groceries"}'))
        server.process.send_signal(number)
        replies = [client.reply() for client in clients]
        assert all(client.closed() for client in [*clients, idle])
        assert server.process.wait(10) == 0
        assert [line["event"] for line in server.lines()] == ["started", "stopping", "stopped"]
    assert {reply.status for reply in replies} == {201}
    made = {json.loads(reply.body)["taskId"] for reply in replies}
    assert len(made) == len(clients)
    assert made == kept(data)


def test_what_was_sent_while_the_server_was_busy_is_answered_too(tmp_path: Path) -> None:
    wait = Wait(tmp_path, "GET")
    with odd(tmp_path) as server, Client(server.page) as first, ExitStack() as stack:
        first.send(wait.request)
        wait.begun()
        clients = [stack.enter_context(Client(server.page)) for _ in range(40)]
        for client in clients:
            client.send(request("POST", "/echo", b"hello"))
        server.process.send_signal(signal.SIGTERM)
        wait.end()
        assert first.reply().status == 404
        assert {client.reply().body for client in clients} == {b"hello"}
        assert server.process.wait(10) == 0


def kept(data: Path) -> set[str]:
    """The ids of the tasks in a folder."""
    home = open_home(Settings(data=str(data)))
    try:
        answer = home.api(Request("GET", "/tasks", "limit=200"))
        return {task["taskId"] for task in json.loads(answer.body)["tasks"]}
    finally:
        home.close()


def test_a_body_on_its_way_is_waited_for(tmp_path: Path) -> None:
    with odd(tmp_path) as server, Client(server.page) as client:
        client.send(request("POST", "/echo", b"", "Content-Length: 10", "Expect: 100-continue"))
        assert client.reply().status == 100  # so it is being read
        server.process.send_signal(signal.SIGTERM)
        until(lambda: any(line["event"] == "stopping" for line in server.lines()))
        reply = client.ask(b"all of it.")
        assert (reply.body, reply.headers["connection"]) == (b"all of it.", "close")
        assert server.process.wait(10) == 0


def test_who_never_finishes_is_not_waited_for_long(tmp_path: Path) -> None:
    with odd(tmp_path, SHORT_STOP) as server, Client(server.page) as client:
        client.send(request("POST", "/echo", b"", "Content-Length: 10", "Expect: 100-continue"))
        assert client.reply().status == 100
        assert server.stop() == 0
        assert client.closed()


def test_nobody_new_is_let_in(tmp_path: Path) -> None:
    with odd(tmp_path) as server, Client(server.page) as client:
        client.send(request("POST", "/echo", b"", "Content-Length: 1", "Expect: 100-continue"))
        assert client.reply().status == 100
        server.process.send_signal(signal.SIGTERM)

        def turned_away() -> bool:
            try:
                ask(server.page, "GET", "/nowhere")
            except (ConnectionError, AssertionError):
                return True
            return False

        until(turned_away)
        assert client.ask(b"x").body == b"x"


def test_a_second_signal_ends_what_the_first_does_not(tmp_path: Path) -> None:
    with odd(tmp_path, SHORT_STOP) as server, Client(server.page) as client:
        wait = Wait(tmp_path, "POST")
        client.send(wait.request)
        wait.begun()

        def ended() -> bool:
            server.process.send_signal(signal.SIGTERM)
            return server.process.poll() is not None

        until(ended)
        assert server.process.returncode == -signal.SIGTERM
