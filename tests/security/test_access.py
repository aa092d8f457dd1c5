"""Every route of the table is asked by everybody who may not: a new route is in here by itself."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from farthing.config import Settings
from farthing.domain.token import Scope, TokenRequest
from farthing.engines.clock.system import SystemClock
from farthing.features import tokens
from farthing.http.access import OWNER
from farthing.http.account_routes import LOCAL_ROUTES
from farthing.http.route import Route
from farthing.http.shapes import In
from farthing.wiring.local import Home, open_home
from tests.api.client import Client

GUARDED = [route for route in LOCAL_ROUTES if route.access is not None]
OPEN = {
    ("api", "GET", "/healthz"),
    ("api", "GET", "/openapi.json"),
    ("api", "GET", "/calendar.ics"),
    ("api", "GET", "/session"),
    ("api", "POST", "/session"),
    ("api", "POST", "/accounts"),
    ("capture", "GET", "/healthz"),
}
SOMEONE = "01a1fc4f-0000-7000-8000-00000000beef"


def name(route: Route) -> str:
    return f"{route.door} {route.method} {route.path}"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    folder: Path = tmp_path_factory.mktemp("data")
    with closing(open_home(Settings(data=str(folder)))) as opened:
        yield opened


def ask(home: Home, route: Route, token: str, query: str = "") -> int:
    app = home.api if route.door == "api" else home.capture
    path = "/".join(SOMEONE if part.startswith("{") else part for part in route.path.split("/"))
    return Client(app)(route.method, path + query, {}, authorization=f"Bearer {token}").status


def token(home: Home, scopes: list[Scope], user: str = OWNER) -> str:
    made = tokens.create(home.store, SystemClock(), user, TokenRequest("test", scopes))
    assert made.token is not None
    return made.token


def test_only_these_routes_are_open_to_everybody() -> None:
    assert {(route.door, route.method, route.path) for route in LOCAL_ROUTES if route.access is None} == OPEN


@pytest.mark.parametrize("route", GUARDED, ids=name)
def test_one_whose_token_is_not_known_is_refused(home: Home, route: Route) -> None:
    assert ask(home, route, "farthing_unknown") == 401


@pytest.mark.parametrize("route", GUARDED, ids=name)
def test_one_without_the_scope_is_refused(home: Home, route: Route) -> None:
    others: list[Scope] = [scope for scope in ("read", "write", "admin") if scope != route.access]
    assert ask(home, route, token(home, others)) == 403


@pytest.mark.parametrize("route", [route for route in GUARDED if issubclass(route.query, In)], ids=name)
def test_a_space_of_others_is_not_there(home: Home, route: Route) -> None:
    stranger = token(home, ["read", "write", "admin"], user="01a1fc4f-0000-7000-8000-00000000f00d")
    status = ask(home, route, stranger, f"?space={OWNER}")
    assert status in (404, 422 if route.body is not None else 404)


def test_a_task_of_another_is_not_there_by_its_id(home: Home) -> None:
    made = Client(home.api).ok("POST", "/tasks", {"title": "mine"})
    stranger = Client(home.api, token(home, ["read", "write", "admin"], user=SOMEONE))
    for method, target, body in (
        ("GET", "", None), ("PATCH", "", {"title": "x"}), ("DELETE", "", None), ("POST", "/restore", None),
    ):  # fmt: skip
        assert stranger(method, f"/tasks/{made['taskId']}{target}", body).status == 404
        space = stranger(method, f"/tasks/{made['taskId']}{target}?space={OWNER}", body)
        assert space.status == 404


def test_an_expired_token_is_refused(home: Home) -> None:
    class Yesterday(SystemClock):
        def now(self) -> int:
            return super().now() - 2 * 86_400_000

    made = tokens.create(home.store, Yesterday(), OWNER, TokenRequest("old", ["read"], days=1))
    assert ask(home, GUARDED[0], made.token or "") == 401
