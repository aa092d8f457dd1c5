"""Servers under measurement, each in a process of its own on a free port."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_port

COMMAND = "from farthing.doors.cli.main import main; main()"


@dataclass(frozen=True)
class Running:
    port: int
    pid: int
    started_in: float  # seconds from the start of the process to its first answer

    def memory(self) -> float:
        """Resident megabytes."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        (line,) = [line for line in status.splitlines() if line.startswith("VmRSS")]
        return int(line.split()[1]) / 1024


def farthing(data: Path) -> "contextmanager[Running]":
    """Farthing on a data folder."""
    port = free_port()
    command = ["-c", COMMAND, "--data", str(data), "serve", "--port", str(port)]
    return running(command, port, "/healthz")


def bare(folder: Path) -> "contextmanager[Running]":
    """The server alone, with nothing behind it."""
    port = free_port()
    return running(["-m", "bench.bare", str(folder), str(port)], port, "/tasks")


def radicale(folder: Path) -> "contextmanager[Running]":
    """Radicale, the reference: CalDAV on files, without authentication."""
    port = free_port()
    options = {
        "--server-hosts": f"127.0.0.1:{port}",
        "--storage-filesystem-folder": str(folder),
        "--auth-type": "none",
        "--server-max-connections": "64",
        "--logging-level": "error",
    }
    return running(["-m", "radicale", *(part for pair in options.items() for part in pair)], port, "/.web/")


@contextmanager
def running(command: Sequence[str], port: int, path: str) -> Iterator[Running]:
    """A Python process, from its first answer on; it is asked to stop at the end."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _await(f"http://127.0.0.1:{port}{path}", process)
        yield Running(port, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            assert process.stderr is not None
            raise RuntimeError(process.stderr.read().decode())
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.002)
        else:
            return
    raise RuntimeError(f"no answer from {url}")
