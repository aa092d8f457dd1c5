"""Five clients, apart and together again, over a bad network and hosts whose clocks differ, end up alike."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from farthing.features.ports import Store
from farthing.features.tokens import Principal
from farthing.http.access import EVERYTHING
from farthing.http.app import App
from farthing.http.routes import ROUTES
from tests.api.client import Client
from tests.contract.engines import Engine
from tests.contract.replica import Network, Replica

REPLICAS = 5
IDS = [str(UUID(int=number)) for number in range(4)]
SKEW = 25_000


@dataclass
class SkewedClock:
    """Each reading comes from another host; all agree to within the window that tokens step back by."""

    ms: int
    skews: list[int] = field(default_factory=lambda: [0])
    readings: int = 0

    def now(self) -> int:
        self.readings += 1
        return self.ms + self.skews[self.readings % len(self.skews)]

    def random(self, count: int) -> bytes:
        return os.urandom(count)


steps = st.lists(
    st.tuples(
        st.integers(0, REPLICAS - 1),
        st.one_of(
            st.tuples(st.just("write"), st.sampled_from(IDS), st.sampled_from("abc")),
            st.tuples(st.just("style"), st.sampled_from(IDS), st.sampled_from(["low", "high"])),
            st.tuples(st.just("delete"), st.sampled_from(IDS), st.just("")),
            st.tuples(st.just("sync"), st.sampled_from(list(Network)), st.just("")),
        ),
        st.integers(0, 40_000),
    ),
    max_size=40,
)


def server(store: Store, clock: SkewedClock) -> Client:
    """One person's API over a store, in a space nobody used before."""
    person = Principal(str(uuid4()), EVERYTHING)
    routes = [route for route in ROUTES if route.door == "api"]

    def fail(error: BaseException) -> None:
        raise error

    return Client(App(routes, store, clock, lambda _: person, fail))


def act(replica: Replica, action: tuple[object, ...]) -> None:
    kind, subject, value = action
    doing: dict[object, Callable[[], None]] = {
        "write": partial(replica.write, subject, {"title": value}),  # type: ignore[arg-type]
        "style": partial(replica.write, subject, {"title": "s", "priority": value}),  # type: ignore[arg-type]
        "delete": partial(replica.delete, subject),  # type: ignore[arg-type]
        "sync": partial(replica.sync, subject),  # type: ignore[arg-type]
    }
    doing[kind]()


def visible(replica: Replica) -> dict[str, tuple[str, str, int, bool]]:
    return {
        id: (task["title"], task["priority"], task["version"], task["deletedAt"] is None)
        for id, task in replica.known.items()
    }


def test_replicas_converge(engine: Engine) -> None:
    @settings(
        max_examples=engine.examples,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(steps=steps, skews=st.lists(st.integers(-SKEW, SKEW), min_size=1, max_size=5))
    def converge(steps: list[tuple[int, tuple[object, ...], int]], skews: list[int]) -> None:
        clock = SkewedClock(1_800_000_000_000, skews)
        client = server(engine.store, clock)
        replicas = [Replica(client) for _ in range(REPLICAS)]
        for number, action, milliseconds in steps:
            clock.ms += milliseconds
            act(replicas[number], action)
        for _ in range(2 * REPLICAS + 2):
            for replica in replicas:
                replica.sync(Network.GOOD)
        assert all(replica.settled() for replica in replicas)
        truth = {task["taskId"]: task["version"] for task in client.ok("GET", "/sync?limit=200")["tasks"]}
        for replica in replicas:
            assert visible(replica) == visible(replicas[0])
            assert {id: task["version"] for id, task in replica.known.items()} == truth

    converge()
