"""Every call of DynamoDB that any route makes, with every way in which it can fail.

Each route's sample request is made once in peace: that tells which calls it makes, how it is answered and
what is kept then. Then again in a new world for each of these calls, with a fault there; once, or lasting
until the time for an answer is over. `make torture` tries all of them, `make test` some of each route and of
each fault.
"""

import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any

import pytest
from msgspec import json

from farthing.domain.token import TokenRequest
from farthing.engines.aws import client
from farthing.engines.aws.breaker import FAILURES
from farthing.engines.aws.client import Client as Dynamo
from farthing.engines.store.dynamodb import DynamoStore
from farthing.features import tokens
from farthing.features.tokens import Principal
from farthing.http.access import EVERYTHING, by_token
from farthing.http.app import App
from farthing.http.message import Request
from farthing.http.routes import ROUTES
from tests.api.client import Answer, Client
from tests.contract.emulators import ANY, NOBODY, REGION, Emulator, dynamodb_local  # noqa: F401
from tests.contract.engines import ManualClock
from tests.contract.eventually import eventually
from tests.faults.dynamodb_proxy import Fault, Proxy, proxied
from tests.faults.route_samples import ITEM, LIST, NEW, OTHER, SAMPLES, TASK

pytestmark = pytest.mark.xdist_group("dynamodb-local")

PERSON = Principal("01900000-0000-7000-8000-00000000000d", EVERYTHING)
READS = ("GetItem", "Query")
ATTEMPT = 0.1  # seconds that a try may take
PATIENCE = (0.05, 0.5, 2.0)  # that a lasting fault is borne: more where it was not met so soon
NOW = time.time_ns() // 1_000_000  # the same in every world
LATE = 5.0  # seconds after which an answer would be late on the slowest of machines

Door = tuple[str, str, str]
SERVED: list[Door] = [(route.door, route.method, route.path) for route in ROUTES]
EVERY_CASE = list(product(SERVED, Fault, (False, True)))
STRIDE = 1 if os.environ.get("TORTURE") == "1" else 5  # no divisor of the faults' number: all have their turn
CASES = EVERY_CASE[::STRIDE]


@dataclass
class World:
    """An empty table behind the proxy, and both doors to it."""

    proxy: Proxy
    dynamo: Dynamo
    table: str
    clock: ManualClock
    calls: list[str] = field(default_factory=list)
    trouble: list[BaseException] = field(default_factory=list)

    def door(self, name: str) -> Client:
        store = DynamoStore(self.dynamo, self.table, self.clock)
        routes = [route for route in ROUTES if route.door == name]
        if name == "api":
            return Client(App(routes, store, self.clock, _person, self.trouble.append))
        made = tokens.create(store, self.clock, PERSON.user, TokenRequest("script", ["read", "write"]))
        return Client(App(routes, store, self.clock, by_token(store), self.trouble.append), made.token or "")

    def kept(self, emulator: Emulator) -> list[str]:
        """All that is in the table, with one word for all that chance chose."""
        with emulator.client() as admin:
            items = admin.call("Scan", {"TableName": self.table}, ANY)["Items"]
        return sorted(_CHANCE.sub(_known, json.encode(item, order="sorted").decode()) for item in items)


def _person(request: Request) -> Principal:
    return Principal(request.headers.get("x-person", PERSON.user), EVERYTHING)


_KNOWN = {PERSON.user, OTHER, TASK, LIST, NEW, ITEM}
_CHANCE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")


def _known(found: re.Match[str]) -> str:
    return found[0] if found[0] in _KNOWN else "(chance)"


@dataclass(frozen=True)
class Peace:
    """What a request does when nothing fails."""

    calls: list[str]
    status: int
    before: list[str]
    after: list[str]


class Trial:
    """One sample request, made in a world of its own."""

    def __init__(self, world: World, emulator: Emulator, door: Door) -> None:
        self.world, self._emulator = world, emulator
        self._method, path = door[1:]
        self._sample = SAMPLES[door]
        names: dict[str, str] = {}
        api = world.door("api")
        for given in self._sample.given:
            names |= given(api)
        self._client = world.door(door[0])
        self._target = f"{path.format_map(names)}?{self._sample.query.format_map(names)}"
        self._body = self._sample.content(names)
        self._headers = {"idempotency_key": "once"} if self._sample.key else {}

    @property
    def once(self) -> bool:
        return self._sample.once

    def kept(self) -> list[str]:
        return self.world.kept(self._emulator)

    def ask(self, fault: Fault | None = None, at: int = 0, patience: float | None = None) -> Answer:
        """The request, whose call number `at` meets the fault: once, or lasting with so much `patience`."""
        calls = self.world.calls

        def watch(_service: str, operation: str, _request: Mapping[str, Any]) -> None:
            if fault is not None and len(calls) == at:
                self.world.proxy.set(fault, lasting=patience is not None)
                if patience is not None:
                    self.world.dynamo.deadline = time.monotonic() + patience
            calls.append(operation)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Dynamo, "watch", watch)
            answer = self._client(self._method, self._target, self._body, **self._headers)
        self.world.proxy.clear()
        return answer


@pytest.fixture(scope="session")
def proxy(dynamodb_local: Emulator) -> Iterator[Proxy]:  # noqa: F811
    with proxied(dynamodb_local.url) as proxy:
        yield proxy


@contextmanager
def trial(emulator: Emulator, proxy: Proxy, door: Door) -> Iterator[Trial]:
    with emulator.table() as table:
        dynamo = Dynamo(proxy.url, REGION, lambda: NOBODY, attempt=ATTEMPT)
        world = World(proxy, dynamo, table.name, ManualClock(NOW))
        try:
            yield Trial(world, emulator, door)
            eventually(lambda: proxy.open <= 1, expected=True)  # one that failed is not left open
        finally:
            proxy.clear()
            dynamo.close()
        eventually(lambda: proxy.open, 0)
        assert not world.trouble, "nothing failed but in ways that were foreseen"


@pytest.fixture
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "FIRST_PAUSE", 0.002)


@cache
def peace(emulator: Emulator, proxy: Proxy, door: Door) -> Peace:
    with trial(emulator, proxy, door) as made:
        before = made.kept()
        made.world.calls.clear()
        answer = made.ask()
        assert answer.status < 300, answer
        return Peace(list(made.world.calls), answer.status, before, made.kept())


def test_every_route_has_its_sample() -> None:
    assert set(SAMPLES) == set(SERVED), "each route on AWS has one in tests/faults/route_samples.py"


def _id(part: Door | Fault | bool) -> str:
    if isinstance(part, tuple):
        return " ".join(part)
    return str(part) if isinstance(part, Fault) else "lasting" if part else "once"


@pytest.mark.usefixtures("short_pauses")
@pytest.mark.parametrize(("door", "fault", "lasting"), CASES, ids=_id)
def test_nothing_is_lost_and_nothing_done_twice(
    dynamodb_local: Emulator,  # noqa: F811
    proxy: Proxy,
    door: Door,
    fault: Fault,
    lasting: bool,
) -> None:
    calls = enumerate(peace(dynamodb_local, proxy, door).calls)
    # A fault that is done is to reads no other than its twin, by which nothing was done.
    for at in [at for at, operation in calls if not (fault.done and operation in READS)]:
        assert any(
            survives(dynamodb_local, proxy, door, fault, at, patience)
            for patience in (PATIENCE if lasting else (None,))
        ), "the fault was never met"


def survives(
    emulator: Emulator, proxy: Proxy, door: Door, fault: Fault, at: int, patience: float | None
) -> bool:
    """Whether the fault was met, in a new world: on a busy machine, a short patience may end before that."""
    normal = peace(emulator, proxy, door)
    with trial(emulator, proxy, door) as made:
        met, started = proxy.met, time.monotonic()
        answer = made.ask(fault, at, patience)
        was_met = proxy.met > met
        assert time.monotonic() - started < LATE
        if patience is None:
            assert answer.status == normal.status, answer
            assert made.kept() == normal.after
        else:
            bears(made, answer, normal)
    return was_met


def bears(made: Trial, answer: Answer, normal: Peace) -> None:
    """The answer says to come again, all or nothing of a commit was done, and coming again makes it whole."""
    assert (answer.status, answer.headers["retry-after"]) == (503, "1"), answer
    assert answer.json["code"] == "unavailable"
    assert made.kept() in (normal.before, normal.after)
    if made.once:
        made.world.dynamo.deadline = time.monotonic() + LATE
        eventually(lambda: made.ask().status != 503, expected=True)
        assert made.kept() == normal.after


@pytest.mark.usefixtures("short_pauses")
def test_the_breaker_opens_for_a_dead_dynamodb_and_closes_for_a_live_one(
    dynamodb_local: Emulator,  # noqa: F811
    proxy: Proxy,
) -> None:
    with trial(dynamodb_local, proxy, ("api", "GET", "/tasks")) as made:
        proxy.set(Fault.ERROR, lasting=True)
        api, met = made.world.door("api"), proxy.met
        assert api("GET", "/tasks").status == 503
        assert proxy.met == met + FAILURES
        assert api("GET", "/tasks").status == 503
        assert proxy.met <= met + FAILURES + 1, "nobody is asked while it is open, but by one probe"
        proxy.clear()
        eventually(lambda: api("GET", "/tasks").status, 200)
