"""The circuit breaker, against what its history says that it must do."""

import threading

from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from farthing.engines.aws.breaker import Breaker

MOST, COOL_DOWN = 3, 10.0


class Breaks(RuleBasedStateMachine):
    """What happened is kept; whether one may pass is derived from it, not from states."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.breaker = Breaker(lambda: self.now, MOST, COOL_DOWN)
        self.failures_since_success = 0
        self.last_event = 0.0  # the last failure, or the last probe

    @property
    def open(self) -> bool:
        return self.failures_since_success >= MOST

    @rule(seconds=strategies.floats(0, 2 * COOL_DOWN))
    def wait(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def fail(self) -> None:
        self.breaker.failed()
        self.failures_since_success += 1
        self.last_event = self.now

    @rule()
    def succeed(self) -> None:
        self.breaker.succeeded()
        self.failures_since_success = 0
        assert self.breaker.passes(), "a success closes it"

    @rule()
    def ask(self) -> None:
        cooled = self.now >= self.last_event + COOL_DOWN
        assert self.breaker.passes() == (cooled if self.open else True)
        if self.open and cooled:
            self.last_event = self.now
            assert not self.breaker.passes(), "one probe for each cool-down"

    @precondition(lambda self: self.open)
    @rule()
    def never_for_ever(self) -> None:
        self.now = self.last_event = self.now + COOL_DOWN
        assert self.breaker.passes(), "a probe of which nothing is heard keeps nobody out for ever"


TestBreaks = Breaks.TestCase
TestBreaks.settings = settings(max_examples=50, deadline=None)


def test_of_many_threads_one_probes() -> None:
    now = 0.0
    breaker = Breaker(lambda: now, 1, COOL_DOWN)
    breaker.failed()
    now = COOL_DOWN
    start, passed = threading.Barrier(8), []

    def ask() -> None:
        start.wait()
        passed.append(breaker.passes())

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(passed) == [False] * 7 + [True]
