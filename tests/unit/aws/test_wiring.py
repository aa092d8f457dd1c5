"""Which DynamoDB a function asks, and whom it trusts to be it."""

import pytest

from farthing.config import Settings
from farthing.engines.aws.client import AMAZON_ROOTS
from farthing.wiring import aws

OURS, SERVICES, ALL = "http://ours:1", "http://service:2", "http://all:3"
ALL_SET = {"AWS_ENDPOINT_URL_DYNAMODB": SERVICES, "AWS_ENDPOINT_URL": ALL}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    """The URL and the authorities of each client that was made."""
    clients: list[tuple[str, object]] = []
    monkeypatch.setattr(
        aws, "Client", lambda url, _region, _credentials, **options: clients.append((url, options["ca_file"]))
    )
    return clients


@pytest.mark.parametrize(
    ("endpoint", "environ", "url"),
    [
        (OURS, ALL_SET, OURS),
        ("", ALL_SET, SERVICES),
        ("", {"AWS_ENDPOINT_URL": ALL}, ALL),
        ("", {}, "https://dynamodb.eu-west-1.amazonaws.com"),
    ],
)
def test_the_endpoint_is_what_says_most_exactly(
    made: list[tuple[str, object]], endpoint: str, environ: dict[str, str], url: str
) -> None:
    aws._client(Settings(region="eu-west-1", endpoint=endpoint), environ, aws.Log())
    assert made == [(url, AMAZON_ROOTS)]


def test_other_authorities_are_trusted_where_the_environment_names_them(
    made: list[tuple[str, object]],
) -> None:
    aws._client(Settings(), {"AWS_CA_BUNDLE": "ours.pem"}, aws.Log())
    assert [authorities for _, authorities in made] == ["ours.pem"]
