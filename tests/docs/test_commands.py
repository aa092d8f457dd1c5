"""The commands in the documentation, run as they stand there, against a server on other ports."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.processes import Running, farthing
from tests.docs.generate import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@dataclass(frozen=True)
class Block:
    page: str
    number: int
    commands: str


def blocks() -> Iterator[Block]:
    """Every `sh` block, but those that call `make`, which CI itself runs."""
    for page in PAGES:
        for number, commands in enumerate(re.findall(r"^```sh\n(.*?)^```", page.read_text(), re.M | re.S)):
            if not commands.startswith("make "):
                yield Block(page.name, number, commands)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("commands")
    return made


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Running]:
    with farthing(folder / "data") as running:
        yield running


@pytest.mark.xdist_group("commands")
@pytest.mark.parametrize("block", list(blocks()), ids=lambda block: f"{block.page}-{block.number}")
def test_commands_do_as_documented(server: Running, folder: Path, block: Block) -> None:
    commands = block.commands.replace("127.0.0.1:8000", f"127.0.0.1:{server.port}")
    commands = commands.replace("127.0.0.1:8001", f"127.0.0.1:{server.port + 1}")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=folder,
        env={"PATH": path, "HOME": str(folder), "FARTHING_DATA": str(folder / "data")},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert '"code":' not in done.stdout, done.stdout


def test_there_is_something_to_run() -> None:
    assert len(list(blocks())) >= 3
