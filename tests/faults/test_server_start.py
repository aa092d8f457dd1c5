"""What can be in the way of a start: one sentence, exit code 1, and nothing harmed."""

import os
import pty
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from farthing.config import Settings
from farthing.wiring.local import DATABASE, open_home
from tests.faults.servers import ROOT, SERVE, ask, started, until
from tests.ports import free_port


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def taken() -> Iterator[int]:
    port = free_port() + 1  # and the one before it is free
    with socket.create_server(("127.0.0.1", port)):
        yield port


def refused(data: Path, *arguments: str, before: tuple[str, ...] = (), **environment: str) -> str:
    """The one sentence of a server that does not start."""
    command = [*before, *SERVE, *arguments]
    env = {**os.environ, "FARTHING_DATA": str(data), **environment}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    (line,) = done.stderr.splitlines()
    assert '"cannot start"' in line
    return line


def test_a_port_that_is_taken(data: Path, taken: int) -> None:
    assert re.search(f"port {taken} is taken: .*--port", refused(data, "--port", str(taken)))


def test_the_doors_port_that_is_taken(data: Path, taken: int) -> None:
    assert f"port {taken} is taken" in refused(data, "--port", str(taken - 1))


def test_an_address_of_another_machine(data: Path) -> None:
    sentence = refused(data, "--host", "192.0.2.1", FARTHING_ALLOWED_HOSTS="tasks.example")
    assert "cannot listen on 192.0.2.1" in sentence
    sentence = refused(data, "--host", "nowhere.invalid", FARTHING_ALLOWED_HOSTS="tasks.example")
    assert "nowhere.invalid is not an address" in sentence


def test_the_network_without_being_told_so(data: Path) -> None:
    assert "FARTHING_ALLOWED_HOSTS" in refused(data, "--host", "0.0.0.0")  # noqa: S104
    assert not data.exists()


def test_a_second_server_on_one_folder(data: Path, tmp_path: Path) -> None:
    with started(SERVE, tmp_path / "log", FARTHING_DATA=str(data)) as server:
        sentence = refused(data)
        assert f"process {server.process.pid}" in sentence
        assert str(data) in sentence
        assert ask(server.page, "GET", "/healthz").status == 200


def test_a_folder_is_free_again_after_a_kill(data: Path, tmp_path: Path) -> None:
    with started(SERVE, tmp_path / "first", FARTHING_DATA=str(data)) as server:
        assert ask(server.page, "POST", "/tasks", b'{"title":"Buy groceries"}').status == 201
        server.stop(signal.SIGKILL)
    with started(SERVE, tmp_path / "second", FARTHING_DATA=str(data)) as server:
        assert b"Buy groceries" in ask(server.page, "GET", "/tasks").body
        assert server.stop() == 0


def test_a_folder_that_is_a_file(data: Path) -> None:
    data.write_text("mine")
    assert "cannot be written (file exists)" in refused(data)
    assert data.read_text() == "mine"


def test_a_folder_that_nobody_may_write(data: Path) -> None:
    data.mkdir(mode=0o500)
    root = os.geteuid() == 0  # whom permissions do not bind, unless that is taken away
    drop = (shutil.which("setpriv") or "setpriv", "--bounding-set", "-dac_override", "--") if root else ()
    assert "cannot be written (permission denied)" in refused(data, before=drop)


def test_a_full_disk(data: Path) -> None:
    data.mkdir()
    (data / "lock").symlink_to("/dev/full")
    assert "cannot be written (no space left on device)" in refused(data)


def test_a_database_of_a_newer_program(data: Path) -> None:
    open_home(Settings(data=str(data))).close()
    with closing(sqlite3.connect(data / DATABASE)) as database:
        database.execute("PRAGMA user_version = 99")
    assert "newer Farthing" in refused(data)


def test_a_damaged_database(data: Path) -> None:
    data.mkdir()
    (data / DATABASE).write_bytes(b"scribble" * 1000)
    assert "damaged" in refused(data)
    assert (data / DATABASE).read_bytes() == b"scribble" * 1000


def test_people_are_shown_where_to_go_and_how_to_stop(data: Path) -> None:
    master, terminal = pty.openpty()
    environment = {**os.environ, "FARTHING_DATA": str(data), "FARTHING_OPEN_DOOR": "1"}
    process = subprocess.Popen(SERVE, cwd=ROOT, env=environment, stderr=terminal)
    os.close(terminal)
    shown = b""

    def read() -> bool:
        nonlocal shown
        shown += os.read(master, 4096)
        return b"door is open" in shown

    try:
        until(read)
    finally:
        process.terminate()
        assert process.wait(20) == 0
        os.close(master)
    text = shown.decode()
    page, door = re.findall(r"http://127\.0\.0\.1:\d+", text)
    assert page != door
    assert str(data) in text
    assert "Ctrl+C" in text


def test_a_failure_is_a_sentence_for_people_too(data: Path, taken: int) -> None:
    master, terminal = pty.openpty()
    command = [*SERVE, "--port", str(taken)]
    environment = {**os.environ, "FARTHING_DATA": str(data)}
    assert subprocess.run(command, cwd=ROOT, env=environment, stderr=terminal, timeout=20).returncode == 1
    os.close(terminal)
    assert os.read(master, 4096).decode().startswith(f"farthing: port {taken} is taken")
    os.close(master)
