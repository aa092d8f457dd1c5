"""What every route shares: finding it, reading the request, answering errors."""

import pytest

from farthing.domain.errors import Unavailable
from farthing.features import opaque
from farthing.http.app import App
from farthing.http.message import Request
from farthing.http.routes import ROUTES
from farthing.wiring.local import Home
from tests.api.client import Client


def test_the_api_answers_below_api_too(api: Client) -> None:
    assert api("GET", "/api/tasks").body == api("GET", "/tasks").body


def test_an_address_that_leads_nowhere(api: Client) -> None:
    for target in ("/", "/nothing", "/tasks/", "/tasks//restore", "/tasks/a/b/c", "/api", "//tasks", "/{}"):
        assert (api("GET", target).status, api("GET", target).json["code"]) == (404, "not_found")


def test_head_is_answered_as_get(api: Client) -> None:
    assert api("HEAD", "/tasks").headers == api("GET", "/tasks").headers


def test_health(api: Client) -> None:
    assert api.ok("GET", "/healthz")["status"] == "ok"


def test_what_is_no_json_by_its_own_word_is_refused(api: Client) -> None:
    answer = api("POST", "/tasks", b"title=x", content_type="application/x-www-form-urlencoded")
    assert (answer.status, answer.json["code"]) == (415, "unsupported_media_type")
    assert api("POST", "/tasks", {"title": "x"}, content_type="application/json; charset=utf-8").status == 201


@pytest.mark.parametrize(
    ("path", "body", "field", "words"),
    [
        ("/tasks", {"titel": "x"}, "titel", "no such field"),
        ("/tasks", {"title": "x", "repeat": {"rule": "FREQ=DAILY", "form": "due"}}, "repeat.form", "no such"),
        ("/tasks?foo=bar", None, "foo", "no such field"),
        ("/spaces", {}, "name", "must be given"),
        ("/tasks", {"title": ""}, "title", "must not be empty"),
    ],
)
def test_the_field_that_is_wrong_is_named(
    api: Client, path: str, body: dict[str, object] | None, field: str, words: str
) -> None:
    answer = api("GET" if body is None else "POST", path, body)
    assert (answer.status, answer.json["field"]) == (422, field)
    assert words in answer.json["detail"]


def test_a_body_over_a_mebibyte_is_refused(api: Client) -> None:
    assert api("POST", "/tasks", b" " * (1024 * 1024 + 1)).status == 413


def test_pages_of_known_origins_may_call_and_no_others(api: Client) -> None:
    asked = api("OPTIONS", "/tasks", origin="https://tasks.example", access_control_request_method="POST")
    assert asked.status == 204
    assert asked.headers["access-control-allow-origin"] == "https://tasks.example"
    assert "POST" in asked.headers["access-control-allow-methods"]
    got = api("GET", "/tasks", origin="https://tasks.example")
    assert "ETag" in got.headers["access-control-expose-headers"]
    refused = api("GET", "/tasks", origin="https://evil.example")
    assert "access-control-allow-origin" not in refused.headers
    assert refused.headers["vary"] == "Origin"


class Broken:
    """A store that fails in a way nobody foresaw, or in one that was."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __getattr__(self, name: str) -> object:
        raise self._error


def _app(home: Home, error: Exception, reported: list[BaseException]) -> App:
    from farthing.http.access import by_token_or_owner

    routes = [route for route in ROUTES if route.door == "api"]
    return App(routes, Broken(error), home.clock, by_token_or_owner(home.store), reported.append)  # type: ignore[arg-type]


def test_a_crash_is_reported_and_leaks_nothing(home: Home) -> None:
    reported: list[BaseException] = []
    crash = RuntimeError("secret detail")
    answer = _app(home, crash, reported)(Request("GET", "/tasks"))
    assert answer.status == 500
    assert b"secret" not in answer.body
    assert reported == [crash]


def test_a_store_that_does_not_answer_is_worth_another_try(home: Home) -> None:
    answer = _app(home, Unavailable("the store gave no answer in time"), [])(Request("GET", "/tasks"))
    assert (answer.status, answer.headers["retry-after"]) == (503, "1")


@pytest.mark.parametrize("key", ["", "x" * 201, "a\u00e4"])
def test_a_bad_idempotency_key_is_named(api: Client, key: str) -> None:
    assert api("POST", "/tasks", {"title": "x"}, idempotency_key=key).json["field"] == "Idempotency-Key"


@pytest.mark.parametrize(
    "held", [b'["T#", 99999999999999999999]', b'["x", -1]', b'["x", "y"]', b'["x"]', b"[]", b"7"]
)
@pytest.mark.parametrize("target", ["/tasks", "/trash", "/items", "/export", "/spaces", "/tokens"])
def test_a_cursor_that_was_tampered_with_is_refused(api: Client, target: str, held: bytes) -> None:
    assert api("GET", f"{target}?cursor={opaque.wrap(held)}").status == 422


def test_a_cursor_is_good_for_its_own_order_only(api: Client) -> None:
    by_key, by_change = opaque.wrap(b'["T#x", null]'), opaque.wrap(b'["T#x", 5]')
    assert (
        api("GET", f"/tasks?cursor={by_key}").status,
        api("GET", f"/trash?cursor={by_change}").status,
    ) == (200, 200)
    assert (
        api("GET", f"/tasks?cursor={by_change}").status,
        api("GET", f"/trash?cursor={by_key}").status,
    ) == (422, 422)


@pytest.mark.parametrize(
    "held", [b"[99999999999999999999999]", b"[-5]", b'[0,0,"x",99999999999999999999]', b"[]"]
)
def test_a_sync_token_that_was_tampered_with_is_refused(api: Client, held: bytes) -> None:
    assert api("GET", f"/sync?since={opaque.wrap(held)}").status == 422
