"""The page: the files of `farthing/web` as they are sent, in memory, by their paths; and beside them
`config.json`, which tells it how people sign in here.

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
from farthing.http.page_files import CONFIG, INDEX, PageFile, page_files
from farthing.http.page_headers import PERMISSIONS_POLICY, REFERRER_POLICY, content_security_policy

WEB: Final = Path(farthing.__file__).parent / "web"
_HEADERS: Final = {
    "vary": "Accept-Encoding",
    "content-security-policy": content_security_policy(),
    "x-content-type-options": "nosniff",
    "referrer-policy": REFERRER_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": PERMISSIONS_POLICY,
}


class _Answers(Struct, frozen=True):
    """For one file in two encodings, each with the headers it is sent with."""

    plain: Response
    zipped: Response


class Page:
    """Answers for the files of a folder, read once; files of unknown types are not served. How people sign in
    is `home`."""

    def __init__(self, folder: Path = WEB, accounts: str = "off", home: str = "accounts") -> None:
        sources = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        files = [_configuration(accounts), *page_files(sources, content_security_policy(), home)]
        self._answers = {f"/{'' if file.path == INDEX else file.path}": _answers(file) for file in files}

    def __call__(self, request: Request) -> Response | None:
        """The answer to a request for a file, or None where it is for something else."""
        answers = self._answers.get(request.path)
        if answers is None or request.method not in ("GET", "HEAD"):
            return None
        response = answers.zipped if _takes_gzip(request.headers) else answers.plain
        if _known(request.headers) & {response.headers["etag"], "*"}:
            headers = {name: text for name, text in response.headers.items() if name != "content-type"}
            return Response(304, headers)
        return response


def _configuration(accounts: str) -> PageFile:
    """`accounts`: who may register, or `off`."""
    facts = {"signIn": "none"} if accounts == "off" else {"signIn": "accounts", "registration": accounts}
    return PageFile(CONFIG, json.encode(facts), "application/json", "no-store")


def _answers(file: PageFile) -> _Answers:
    digest = _digest(file.content)
    headers = {**_HEADERS, "cache-control": file.cache, "content-type": file.media}
    plain = Response(200, {**headers, "etag": f'"{digest}"'}, file.content)
    packed = gzip.compress(file.content, mtime=0)
    if len(packed) >= len(file.content):
        return _Answers(plain, plain)
    zipped = {**headers, "etag": f'"{digest}-gzip"', "content-encoding": "gzip"}
    return _Answers(plain, Response(200, zipped, packed))


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
