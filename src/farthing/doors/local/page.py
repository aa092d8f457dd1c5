"""The page: the files of `farthing/web`, in memory, under the very paths they are asked for by; and beside
them `config.json`, which tells it how people sign in here.

A path that is not a key of the table is not a file, so that no path leads out of the folder.
"""

import gzip
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from msgspec import Struct, json

import farthing
from farthing.http.message import Request, Response
from farthing.http.page_files import sent
from farthing.http.page_headers import (
    PERMISSIONS_POLICY,
    REFERRER_POLICY,
    content_security_policy,
    content_type,
)

WEB: Final = Path(farthing.__file__).parent / "web"
_HEADERS: Final = {
    "cache-control": "no-cache",
    "vary": "Accept-Encoding",
    "content-security-policy": content_security_policy(),
    "x-content-type-options": "nosniff",
    "referrer-policy": REFERRER_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": PERMISSIONS_POLICY,
}


class _File(Struct, frozen=True):
    """One file in two encodings, each with the headers it is sent with."""

    plain: Response
    zipped: Response


class Page:
    """Answers for the files of a folder, read once; files of unknown types are not served."""

    def __init__(self, folder: Path = WEB, accounts: str = "off") -> None:
        self._files = {**dict(_read(folder)), "/config.json": _configuration(accounts)}

    def __call__(self, request: Request) -> Response | None:
        """The answer to a request for a file, or None where it is for something else."""
        file = self._files.get(request.path)
        if file is None or request.method not in ("GET", "HEAD"):
            return None
        response = file.zipped if _takes_gzip(request.headers) else file.plain
        if _known(request.headers) & {response.headers["etag"], "*"}:
            headers = {name: text for name, text in response.headers.items() if name != "content-type"}
            return Response(304, headers)
        return response


def _read(folder: Path) -> list[tuple[str, _File]]:
    files = []
    for path in sorted(folder.rglob("*")):
        if content_type(path.suffix) and path.is_file():
            address = "/" + path.relative_to(folder).as_posix()
            files.append(("/" if address == "/index.html" else address, _file(path)))
    return files


def _configuration(accounts: str) -> _File:
    """`accounts`: who may register, or `off`."""
    facts = {"signIn": "none"} if accounts == "off" else {"signIn": "accounts", "registration": accounts}
    content = json.encode(facts)
    own = {"content-type": "application/json", "cache-control": "no-store", "etag": f'"{_digest(content)}"'}
    response = Response(200, {**_HEADERS, **own}, content)
    return _File(response, response)


def _file(path: Path) -> _File:
    content = sent(path.suffix, path.read_bytes())
    digest = _digest(content)
    headers = {**_HEADERS, "content-type": content_type(path.suffix) or ""}
    plain = Response(200, {**headers, "etag": f'"{digest}"'}, content)
    packed = gzip.compress(content, mtime=0)
    if len(packed) >= len(content):
        return _File(plain, plain)
    return _File(
        plain, Response(200, {**headers, "etag": f'"{digest}-gzip"', "content-encoding": "gzip"}, packed)
    )


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:20]


def _takes_gzip(headers: Mapping[str, str]) -> bool:
    for offer in headers.get("accept-encoding", "").lower().split(","):
        coding, _, quality = offer.partition(";")
        if coding.strip() == "gzip":
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _known(headers: Mapping[str, str]) -> set[str]:
    """The entity tags the client has; compared weakly, as `If-None-Match` is."""
    return {tag.strip().removeprefix("W/") for tag in headers.get("if-none-match", "").split(",")}
