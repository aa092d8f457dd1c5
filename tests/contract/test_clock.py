"""The clock port."""

import time
from datetime import UTC, datetime

import pytest

from farthing.engines.clock.system import SystemClock


def test_it_tells_the_time() -> None:
    before = time.time_ns() // 1_000_000
    assert before <= SystemClock().now() <= time.time_ns() // 1_000_000


def test_it_never_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    before = clock.now()
    monkeypatch.setattr(time, "time_ns", lambda: int(datetime(2001, 1, 1, tzinfo=UTC).timestamp() * 1e9))
    assert clock.now() == before


def test_it_does_not_go_back_before_what_others_have_seen() -> None:
    clock = SystemClock()
    future = clock.now() + 3_600_000
    clock.never_before(future)
    assert clock.now() == future


def test_chance_is_no_pattern() -> None:
    assert len({SystemClock().random(10) for _ in range(100)}) == 100
