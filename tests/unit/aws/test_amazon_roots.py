"""The authorities that a function trusts: Amazon's own, and no others."""

import re
import ssl
import time
from pathlib import Path
from typing import Any

import certifi

from farthing.engines.aws.client import AMAZON_ROOTS

NAMES = {
    "Amazon Root CA 1",
    "Amazon Root CA 2",
    "Amazon Root CA 3",
    "Amazon Root CA 4",
    "Starfield Services Root Certificate Authority - G2",
}
CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)


def roots() -> list[dict[str, Any]]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(AMAZON_ROOTS)
    return context.get_ca_certs()


def test_they_are_the_five_of_amazon() -> None:
    assert {dict(pair for (pair,) in root["subject"])["commonName"] for root in roots()} == NAMES
    assert len(roots()) == len(NAMES)


def test_they_are_what_browsers_trust() -> None:
    """certifi carries Mozilla's list: nobody has changed a byte of ours."""
    ours = CERTIFICATE.findall(Path(AMAZON_ROOTS).read_text())
    trusted = CERTIFICATE.findall(Path(certifi.where()).read_text())
    assert len(ours) == len(NAMES)
    assert set(ours) <= set(trusted)


def test_each_vouches_for_itself_and_for_years() -> None:
    for root in roots():
        assert root["issuer"] == root["subject"]
        assert ssl.cert_time_to_seconds(root["notBefore"]) < time.time()
        assert ssl.cert_time_to_seconds(root["notAfter"]) > time.time() + 5 * 365 * 24 * 3600
