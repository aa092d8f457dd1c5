"""The command line on a fresh data folder."""

from pathlib import Path

import pytest

from farthing.doors.cli.session import Session
from tests.cli.program import Program


@pytest.fixture
def cli(tmp_path: Path) -> Program:
    return Program(tmp_path / "data", env={"TZ": "Europe/Berlin"})


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person reads the output."""
    monkeypatch.setattr(Session, "terminal", True)
