"""One machine's home in a fresh folder, and clients of its doors."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from farthing.config import Settings
from farthing.wiring.local import Home, open_home
from tests.api.client import Client


def fail(error: BaseException) -> None:
    raise error


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    settings = Settings(data=str(tmp_path / "data"), cors_origins=["https://tasks.example"])
    with closing(open_home(settings, fail)) as opened:
        yield opened


@pytest.fixture
def api(home: Home) -> Client:
    return Client(home.api)


@pytest.fixture
def token(api: Client) -> str:
    """An API token of the owner that may read and write."""
    made: str = api.ok("POST", "/tokens", {"name": "test"})["token"]
    return made


@pytest.fixture
def door(home: Home, token: str) -> Client:
    return Client(home.capture, token)
