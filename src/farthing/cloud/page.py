"""The page's files as they are uploaded: under names that change with their content.

All that the page loads lies in one folder named for the hash of everything in it, so that addresses between
the files stay as they are written. Only what a browser must ask for anew keeps its name.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, json

import farthing
from farthing.cloud.choices import Choices
from farthing.http.page_files import sent
from farthing.http.page_headers import content_type

WEB: Final = Path(farthing.__file__).parent / "web"
FOREVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"
_NAMED: Final = ("index.html", "manifest.webmanifest")
CONFIG: Final = "config.json"


class PageFile(Struct, frozen=True):
    """`path` is the key in the bucket; `media` and `cache` are the headers it is sent with."""

    path: str
    content: bytes
    media: str
    cache: str


def files(outputs: Mapping[str, str], choices: Choices) -> list[PageFile]:
    """All files, in the order of upload: those with hashed names before those that name them.

    `outputs` are those of the deployed stacks, which say where people sign in.
    """
    sources = {
        path.relative_to(WEB).as_posix(): sent(path.suffix, path.read_bytes())
        for path in sorted(WEB.rglob("*"))
        if path.is_file() and content_type(path.suffix) is not None
    }
    folder = f"v/{_digest(sources)}"
    hashed = [
        PageFile(f"{folder}/{path}", content, _media(path), FOREVER)
        for path, content in sources.items()
        if path not in _NAMED
    ]
    config = PageFile(CONFIG, json.encode(sign_in(outputs, choices)), _media(CONFIG), ASK_AGAIN)
    named = [
        PageFile(path, _moved(sources[path], folder), _media(path), ASK_AGAIN) for path in reversed(_NAMED)
    ]
    return [*hashed, config, *named]


def sign_in(outputs: Mapping[str, str], choices: Choices) -> dict[str, Any]:
    """What the page reads to learn how people sign in."""
    issuer = outputs["Issuer"]
    return {
        "signIn": "cognito",
        "authority": outputs["SignInUrl"],
        "issuer": issuer,
        "idp": issuer.rpartition("/")[0] + "/",
        "clientId": outputs["ClientId"],
        "scopes": outputs["Scopes"],
        "registration": choices.registration,
    }


def _digest(sources: Mapping[str, bytes]) -> str:
    total = sha256()
    for path, content in sources.items():
        total.update(f"{path}\0{len(content)}\0".encode() + content)
    return total.hexdigest()[:16]


def _moved(content: bytes, folder: str) -> bytes:
    """A file at the root with its addresses led into the folder, but for those of files that stay there."""
    moved = content.replace(b'"./', f'"./{folder}/'.encode())
    for path in (*_NAMED, "api/", '"'):
        moved = moved.replace(f'"./{folder}/{path}'.encode(), f'"./{path}'.encode())
    return moved


def _media(path: str) -> str:
    media = content_type(Path(path).suffix)
    if media is None:
        raise ValueError(f"{path} is of no type that the page has")
    return media
