"""The thread that follows: woken by commits, patient with failures, and quick to end."""

from collections.abc import Callable
from itertools import pairwise
from queue import Queue
from threading import Event
from time import monotonic

import pytest

from farthing.domain.errors import Unavailable
from farthing.doors.local import worker
from farthing.doors.local.worker import Pulse, following, idling

WAIT = 10


def ignore(_error: BaseException) -> None:
    pass


def test_it_follows_at_the_start_and_after_each_commit_and_else_rests() -> None:
    rounds, committed = Queue[int](), Event()

    def catch_up(_going_on: Callable[[], bool]) -> bool:
        rounds.put(1)
        return True

    with following(catch_up, committed, ignore):
        rounds.get(timeout=WAIT)
        for _ in range(3):
            committed.set()
            rounds.get(timeout=WAIT)
        assert rounds.empty()


def test_a_commit_while_it_follows_is_not_missed() -> None:
    rounds, committed = Queue[int](), Event()

    def catch_up(_going_on: Callable[[], bool]) -> bool:
        if rounds.qsize() == 0:
            committed.set()
        rounds.put(1)
        return True

    with following(catch_up, committed, ignore):
        for _ in range(2):
            rounds.get(timeout=WAIT)


def test_what_fails_is_told_and_tried_again_after_longer_and_longer_pauses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "_FIRST_PAUSE_SECONDS", 0.01)
    told, times, done = list[BaseException](), list[float](), Event()

    def catch_up(_going_on: Callable[[], bool]) -> bool:
        times.append(monotonic())
        if len(times) <= 4:
            raise Unavailable("not now")
        done.set()
        return True

    with following(catch_up, Event(), told.append):
        assert done.wait(WAIT)
    pauses = [after - before for before, after in pairwise(times)]
    assert len(told) == 4
    assert all(pause >= 0.01 * 2**number for number, pause in enumerate(pauses))


def test_it_ends_between_two_pages_and_in_the_middle_of_a_pause() -> None:
    began, told = Event(), Event()

    def much(going_on: Callable[[], bool]) -> bool:
        began.set()
        while going_on():
            pass
        return False

    def fails(_going_on: Callable[[], bool]) -> bool:
        raise Unavailable("not now")

    with following(much, Event(), ignore):
        assert began.wait(WAIT)
        start = monotonic()
    with following(fails, Event(), lambda _: told.set()):
        assert told.wait(WAIT)
    assert monotonic() - start < worker._FIRST_PAUSE_SECONDS


def test_one_that_hangs_does_not_hold_up_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_STOP_SECONDS", 0.05)
    began, let_go = Event(), Event()

    def hangs(_going_on: Callable[[], bool]) -> bool:
        began.set()
        return let_go.wait(WAIT)

    with following(hangs, Event(), ignore):
        assert began.wait(WAIT)
    assert not let_go.is_set()
    let_go.set()


def test_the_index_is_kept_when_nobody_asks_and_a_little_when_somebody_always_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "_REST_SECONDS", 0.001)
    monkeypatch.setattr(worker, "_PATIENCE_SECONDS", 0.05)
    pages, pulse, asking = Queue[bool](), Pulse(), Event()
    monkeypatch.setattr(pulse, "quiet", lambda: not asking.is_set())

    def catch_up(going_on: Callable[[], bool]) -> bool:
        pages.put(going_on() and going_on())
        return True

    with idling(catch_up, pulse, ignore):
        assert pages.get(timeout=WAIT) is True
        asking.set()
        while pages.get(timeout=WAIT):  # what was begun while it was quiet
            pass
        assert pages.get(timeout=WAIT) is False  # one page, and no second
        asking.clear()
        while not pages.get(timeout=WAIT):
            pass
