"""Events of the gateway and of function URLs become requests, and responses their results."""

from base64 import b64encode
from typing import Any

import pytest

from farthing.doors.aws.event import request_of, result_of
from farthing.http.message import Response

EVENT: dict[str, Any] = {
    "version": "2.0",
    "rawPath": "/items/a%20b",
    "rawQueryString": "limit=5&cursor=x",
    "headers": {"content-type": "application/json", "if-match": '"3"'},
    "requestContext": {
        "http": {"method": "PUT", "path": "/items/a%20b"},
        "authorizer": {"jwt": {"claims": {"sub": "someone", "scope": "farthing/read"}}},
    },
    "body": '{"id": "ä"}',
    "isBase64Encoded": False,
}


def test_an_event_is_a_request() -> None:
    request = request_of(EVENT)
    assert (request.method, request.path, request.query) == ("PUT", "/items/a b", "limit=5&cursor=x")
    assert request.headers["if-match"] == '"3"'
    assert request.body.decode() == '{"id": "ä"}'
    assert request.claims == {"sub": "someone", "scope": "farthing/read"}


def test_a_body_may_be_base64() -> None:
    event = EVENT | {"body": b64encode(b"\xff\x00").decode(), "isBase64Encoded": True}
    assert request_of(event).body == b"\xff\x00"


def test_a_function_url_has_no_body_claims_or_query_when_there_are_none() -> None:
    event = {
        "rawPath": "/",
        "rawQueryString": "",
        "headers": {},
        "requestContext": {"http": {"method": "GET"}},
    }
    request = request_of(event)
    assert (request.body, request.claims, request.query) == (b"", None, "")


@pytest.mark.parametrize(("method", "body"), [("GET", "{}"), ("HEAD", "")])
def test_a_response_is_a_result(method: str, body: str) -> None:
    result = result_of(Response(200, {"etag": '"1"'}, b"{}"), method)
    assert result == {"statusCode": 200, "headers": {"etag": '"1"'}, "body": body}
