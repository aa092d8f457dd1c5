"""Every test of this folder that asks for a store or a feed runs once on each engine."""

import time
from collections.abc import Iterator

import pytest

from farthing.features.ports import Feed, Store
from tests.contract.emulators import dynamodb_local, ministack  # noqa: F401
from tests.contract.engines import ENGINES, Engine, ManualClock, Opener


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(time.time_ns() // 1_000_000)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, clock: ManualClock) -> Iterator[Engine]:
    opener: Opener = request.param
    with opener(request, clock) as opened:
        yield opened


@pytest.fixture
def store(engine: Engine) -> Store:
    return engine.store


@pytest.fixture
def feed(engine: Engine) -> Feed:
    return engine.feed
