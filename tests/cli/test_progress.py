"""The progress bar: there for those who watch a long transfer, and for nobody else."""

import io
from contextlib import redirect_stderr

import pytest

from farthing.config import Settings
from farthing.doors.cli import progress as module
from farthing.doors.cli.progress import progress
from farthing.doors.cli.session import Session


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def everything_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(module, "LONG_SECONDS", -1)


def shown(screen: io.StringIO, *, json: bool = False, quiet: bool = False) -> str:
    """What a transfer puts on stderr."""
    session = Session(Settings(), json=json, quiet=quiet, space=None)
    with redirect_stderr(screen), progress(session, "Importing", 1000) as advance:
        for _ in range(4):
            advance(100, 250)
    return screen.getvalue()


def test_a_long_transfer_tells_how_far_it_is() -> None:
    assert "Importing 400 records" in shown(Screen())


def test_scripts_and_the_quiet_see_none() -> None:
    assert shown(Screen(), json=True) == shown(Screen(), quiet=True) == shown(io.StringIO()) == ""


def test_a_short_transfer_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONG_SECONDS", 1000)
    assert shown(Screen()) == ""
