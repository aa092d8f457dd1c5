"""Whom the client of DynamoDB trusts."""

import ssl
from pathlib import Path
from time import monotonic

import pytest
from msgspec import json

from farthing.domain.errors import Unavailable
from farthing.engines.aws.client import AMAZON_ROOTS
from farthing.engines.aws.errors import Untrusted
from tests.faults.scripted_server import answer, scripted

CERTIFICATES = Path(__file__).parent / "certificates"
AUTHORITY = str(CERTIFICATES / "authority.pem")
ANY = json.Decoder()


def shows(certificate: str) -> ssl.SSLContext:
    """The TLS of a server with this certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / certificate)
    return context


def test_a_server_is_trusted_by_the_authority_given() -> None:
    loopback = shows("loopback.pem")
    with scripted(answer(1), answer(2), tls=loopback, ca_file=AUTHORITY) as (client, script):
        assert [client.call("GetItem", {}, ANY), client.call("GetItem", {}, ANY)] == [1, 2]
    assert script.connections == 1


@pytest.mark.parametrize(
    ("certificate", "ca_file", "said"),
    [
        ("loopback.pem", None, "unable to get local issuer certificate"),
        ("loopback.pem", AMAZON_ROOTS, "unable to get local issuer certificate"),
        ("elsewhere.pem", AUTHORITY, "IP address mismatch"),
    ],
    ids=["an authority nobody knows", "not Amazon's", "a certificate of another host"],
)
def test_nothing_is_sent_to_a_server_that_is_not_who_it_should_be(
    certificate: str, ca_file: str | None, said: str
) -> None:
    told: list[BaseException] = []
    server = scripted(tls=shows(certificate), ca_file=ca_file, report=told.append)
    with server as (client, script), pytest.raises(Unavailable) as raised:
        client.call("GetItem", {}, ANY)
    assert script.requests == []
    assert script.connections <= 1, "what cannot pass is not tried again"
    assert told == [raised.value.__cause__]
    assert isinstance(told[0], Untrusted)
    assert said in str(told[0])


def test_old_versions_of_tls_are_refused() -> None:
    old = shows("loopback.pem")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with scripted(tls=old, ca_file=AUTHORITY) as (client, script):
        client.deadline = monotonic() + 0.5
        with pytest.raises(Unavailable):
            client.call("GetItem", {}, ANY)
    assert script.requests == []
