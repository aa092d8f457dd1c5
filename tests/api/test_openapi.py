"""The description of the API, put to the test: no 5xx, and no status or shape that it does not tell of."""

import tempfile
from collections.abc import Callable, Iterable
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from farthing.config import Settings
from farthing.http.account_routes import LOCAL_ROUTES
from farthing.http.message import Request
from farthing.http.openapi import document
from farthing.wiring.local import open_home

FOLDER = tempfile.TemporaryDirectory()
HOME = open_home(Settings(data=FOLDER.name))


def wsgi(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
    """The API door as schemathesis calls it."""
    headers = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    path = environ["PATH_INFO"].encode("latin-1").decode(errors="replace")
    body = environ["wsgi.input"].read()
    request = Request(environ["REQUEST_METHOD"], path, environ["QUERY_STRING"], headers, body)
    response = HOME.api(request)
    start(f"{response.status} -", list(response.headers.items()))
    return [response.body]


schema = schemathesis.openapi.from_wsgi("/openapi.json", wsgi)


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case: schemathesis.Case) -> None:
    """But for two checks: the owner of a machine is let in without credentials, and shapes cannot say every
    rule, so that a request which fits its shape may yet be refused."""
    case.call_and_validate(excluded_checks=[ignored_auth, positive_data_acceptance])


def test_every_operation_has_its_own_name() -> None:
    names = [
        operation["operationId"]
        for path in document(LOCAL_ROUTES)["paths"].values()
        for operation in path.values()
    ]
    assert len(set(names)) == len(names)
