"""Signature Version 4 of AWS, for requests that POST to `/`, as those to its JSON services do.

Source: docs.aws.amazon.com, "Create a signed AWS API request".
"""

import hmac
import time
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256

from farthing.engines.aws.credentials import Credentials

ALGORITHM = "AWS4-HMAC-SHA256"


def timestamp(seconds: float) -> str:
    """Unix seconds as the header `x-amz-date` has them."""
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(seconds))


def authorization(
    credentials: Credentials, region: str, service: str, headers: Mapping[str, str], body: bytes
) -> str:
    """The header `authorization` for a request with these headers and this body.

    All headers given are signed: their names are in lower case, their values without surplus spaces, and
    `x-amz-date` is among them.
    """
    stamp = headers["x-amz-date"]
    names = sorted(headers)
    signed = ";".join(names)
    lines = "".join([f"{name}:{headers[name]}\n" for name in names])
    request = f"POST\n/\n\n{lines}\n{signed}\n{sha256(body).hexdigest()}"
    scope = f"{stamp[:8]}/{region}/{service}/aws4_request"
    text = f"{ALGORITHM}\n{stamp}\n{scope}\n{sha256(request.encode()).hexdigest()}"
    key = _signing_key(credentials.secret_key, stamp[:8], region, service)
    signature = _hmac(key, text).hex()
    credential = f"{credentials.access_key}/{scope}"
    return f"{ALGORITHM} Credential={credential}, SignedHeaders={signed}, Signature={signature}"


@lru_cache(maxsize=2)
def _signing_key(secret_key: str, *scope: str) -> bytes:
    """The key of a day, a region and a service; made once a day."""
    key = f"AWS4{secret_key}".encode()
    for part in (*scope, "aws4_request"):
        key = _hmac(key, part)
    return key


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")
