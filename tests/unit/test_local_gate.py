"""Who may speak to a server on this machine."""

import pytest

from farthing.config import Settings
from farthing.doors.local.gate import Exposed, gate, guard_accounts
from farthing.http.message import Request

OURS = Settings(allowed_hosts=["Tasks.example"], cors_origins=["https://pages.example"])


def status(method: str, **headers: str) -> int | None:
    request = Request(
        method, "/tasks", headers={name.replace("_", "-"): text for name, text in headers.items()}
    )
    refusal = gate(OURS).refuse(request)
    return refusal.status if refusal else None


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "127.0.0.1", "[::1]", "localhost:8000", "127.0.0.1:1", "[::1]:65535", "LocalHost:80"),
        *("tasks.example", "TASKS.example:443"),
    ],
)
def test_own_names_are_let_in_with_any_port(host: str) -> None:
    assert status("GET", host=host) is None


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "evil.example:localhost"),
        *("localhost@evil.example", "localhost, evil.example", "127.0.0.2", "[::1", "::1", "localhost:"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_rebound_names_are_misdirected(method: str, host: str) -> None:
    assert status(method, host=host) == 421


def test_a_request_names_its_host() -> None:
    assert status("GET") == 400
    assert status("GET", host="") == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    ("headers", "let_in"),
    [
        ({}, True),  # a script, or curl
        ({"origin": "http://localhost:8000"}, True),
        ({"origin": "https://localhost:8000"}, True),  # behind something that speaks TLS
        ({"origin": "https://pages.example", "sec_fetch_site": "cross-site"}, True),
        ({"sec_fetch_site": "same-origin"}, True),
        ({"sec_fetch_site": "none"}, True),
        ({"origin": "http://localhost:3000"}, False),  # another program of this machine
        ({"origin": "http://127.0.0.1:8000"}, False),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": ""}, False),
        ({"origin": "https://pages.example.evil.example"}, False),
        ({"sec_fetch_site": "cross-site"}, False),
        ({"sec_fetch_site": "same-site"}, False),
    ],
)
def test_only_own_and_configured_pages_write(method: str, headers: dict[str, str], let_in: bool) -> None:
    assert status(method, host="localhost:8000", **headers) == (None if let_in else 403)


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_reads_are_left_to_cors(method: str) -> None:
    assert (
        status(method, host="localhost", origin="https://evil.example", sec_fetch_site="cross-site") is None
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "tasks.example"])  # noqa: S104
def test_the_network_is_for_those_who_ask_for_it(host: str) -> None:
    with pytest.raises(Exposed, match="FARTHING_ALLOWED_HOSTS"):
        gate(Settings(host=host))
    gate(Settings(host=host, allowed_hosts=["tasks.example"]))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_loopback_needs_no_asking(host: str) -> None:
    gate(Settings(host=host))


def test_accounts_are_bypassed_on_this_machine_alone() -> None:
    guard_accounts(Settings(accounts="off"), bypassed=True)
    with pytest.raises(Exposed, match="people have accounts"):
        guard_accounts(Settings(accounts="off", host="192.168.1.2"), bypassed=True)
    guard_accounts(Settings(accounts="off", host="192.168.1.2"), bypassed=False)


def test_with_accounts_the_server_still_has_to_know_its_names() -> None:
    with pytest.raises(Exposed, match="names that people call this machine by: set FARTHING_ALLOWED_HOSTS"):
        gate(Settings(host="192.168.1.2", accounts="open"))
    gate(Settings(host="192.168.1.2", accounts="open", allowed_hosts=["tasks.example"]))
