"""Where a service listens."""

import pytest

from farthing.engines.aws.connection import endpoint


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "authority"),
    [
        ("https://dynamodb.us-east-1.amazonaws.com", "dynamodb.us-east-1.amazonaws.com", 443, True, None),
        ("https://localhost:443/", "localhost", 443, True, "localhost"),
        ("http://localhost", "localhost", 80, False, "localhost"),
        ("http://127.0.0.1:8000", "127.0.0.1", 8000, False, "127.0.0.1:8000"),
        ("https://127.0.0.1:80", "127.0.0.1", 80, True, "127.0.0.1:80"),
    ],
)
def test_a_url_names_it(url: str, host: str, port: int, tls: bool, authority: str | None) -> None:
    found = endpoint(url)
    assert (found.host, found.port, found.tls) == (host, port, tls)
    assert found.authority == (authority or host)


@pytest.mark.parametrize("url", ["", "localhost:8000", "ftp://localhost", "http://", "http://localhost:http"])
def test_what_names_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="an endpoint is written like"):
        endpoint(url)
