"""Events of the HTTP API and of function URLs (payload format 2.0), as requests and responses.

Source: docs.aws.amazon.com, "Create AWS Lambda proxy integrations for HTTP APIs", payload format 2.0.
"""

from collections.abc import Mapping
from typing import Any

from farthing.http.message import Request, Response


def request_of(event: Mapping[str, Any]) -> Request:
    """The request that an event carries.

    Raises:
        ValueError: its body says it is base64 and is not.
    """
    context = event["requestContext"]
    body: str = event.get("body") or ""
    return Request(
        method=context["http"]["method"],
        path=_path(event["rawPath"]),
        query=event.get("rawQueryString", ""),
        headers=event.get("headers", {}),
        body=_decoded(body) if event.get("isBase64Encoded") else body.encode(errors="surrogatepass"),
        claims=context.get("authorizer", {}).get("jwt", {}).get("claims"),
    )


def result_of(response: Response, method: str) -> dict[str, Any]:
    """What the function returns for a response."""
    body = "" if method == "HEAD" else response.body.decode()
    return {"statusCode": response.status, "headers": response.headers, "body": body}


def _path(raw: str) -> str:
    if "%" not in raw:
        return raw
    from urllib.parse import unquote  # few paths need it, and a starting function pays for it

    return unquote(raw)


def _decoded(body: str) -> bytes:
    from binascii import a2b_base64  # few requests need it

    return a2b_base64(body, strict_mode=True)
