"""How long it takes to make the templates, to deploy them to the emulator, and to deploy them again."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.report import Line
from tests.contract.emulators import MINISTACK, running
from tests.ports import free_port

OPTIONS = ("--region", "us-east-1", "--architecture", "x86_64", "--email", "owner@example.org", "--yes")


def measure() -> Iterator[Line]:
    """The second deployment, which changes nothing, and the templates alone, as shares of the first."""
    port = free_port()
    settings = {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "AUTH": "true"}
    with running([sys.executable, "-c", MINISTACK], port, os.environ | settings):
        first = _deploy(port)
        again = _deploy(port)
    with TemporaryDirectory() as folder:
        templates = _seconds([sys.executable, "-m", "farthing.cloud", folder])
    yield Line("deployment, again to first", f"{again:.1f} s to {first:.1f} s", again / first)
    yield Line("deployment, templates to first", f"{templates:.1f} s to {first:.1f} s", templates / first)


def _deploy(port: int) -> float:
    runtime = f"python{sys.version_info.major}.{sys.version_info.minor}"
    there = ["--endpoint-url", f"http://127.0.0.1:{port}", "--runtime", runtime]
    return _seconds([str(Path(sys.prefix) / "bin" / "farthing"), "deploy", *there, *OPTIONS])


def _seconds(command: list[str]) -> float:
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    start = time.perf_counter()
    subprocess.run(command, env=os.environ | keys, capture_output=True, check=True)
    return time.perf_counter() - start
