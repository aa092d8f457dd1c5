"""The page's files as they are sent, in both homes, under names that change with their content.

All that the page loads lies in one folder named for everything in it, so that addresses between the files
stay as written, and files of two versions never mix. Only what a browser must ask for anew keeps its
name. What a page does not begin with is there twice: by file, and all in one, the pack, which the service
worker takes: one request instead of many, which the owner pays for each, and fewer bytes.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

import minify
from msgspec import Struct, json

from farthing.http.page_headers import content_type
from farthing.http.page_linking import linked, shortened, styled
from farthing.http.page_pack import pack

FOREVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"
INDEX: Final = "index.html"
CONFIG: Final = "config.json"
_WORKER: Final = "sw.js"
_PACK: Final = "pack.txt"
# Where people sign in by one way, what is for the other only is not sent.
ELSEWHERE: Final = {
    "accounts": ("sign-in/cognito.js", "sign-in/cognito-calls.js"),
    "cognito": ("sign-in/accounts.js",),
}
# What the page begins with, what it then can do, and what is loaded later of several modules: each is one,
# with all that it imports.
TOGETHER: Final = (
    "app.js",
    "parts/build.js",
    "parts/rest.js",
    "repeat/describe.js",
    "model/week.js",
    "quick/chips.js",
    "views/filters.js",
    "views/arrange.js",
    "views/task.js",
    "sign-in/accounts.js",
    "sign-in/cognito.js",
)
_PACKED: Final = (".css", ".js", ".json")
_NAMED: Final[tuple[str, ...]] = ("manifest.webmanifest", _WORKER, INDEX)
# Addresses that stay where they are: of those files, the API, and the page itself.
_STAYING: Final = (*_NAMED, "api/", '"', "#", "?")
# minify-go 2.24 joins declarations of one kind that stand in a row, and puts those that take something apart
# before the others, whatever these do. So the others become another kind, which is shorter, too.
PLAIN: Final = re.compile(r"^([ \t]*)const (?=[\w$])", re.MULTILINE)
_MINIFIED: Final = {".css": "text/css", ".js": "text/javascript"}


class PageFile(Struct, frozen=True):
    """`path` is below the root; `media` and `cache` are the headers it is sent with."""

    path: str
    content: bytes
    media: str
    cache: str


def page_files(sources: Mapping[str, bytes], policy: str, home: str) -> list[PageFile]:
    """All files, those with hashed names before those that name them; what is of no type of ours is none.

    `sources` are by their paths in the folder of the page. `policy` is the security policy they are sent
    with: a browser keeps it with them, so that another one makes another version. `home` is how people sign
    in, by `accounts` (or not at all) or `cognito`.
    """
    here = {path: source for path, source in sources.items() if path not in ELSEWHERE[home]}
    shown = {
        path: sent(path, source) for path, source in _linked(here).items() if content_type(_suffix(path))
    }
    folder = f"v/{_digest(shown, policy)}/"
    named = {path: _moved(shown[path], folder) for path in _NAMED if path in shown}
    hashed = {path: content for path, content in shown.items() if path not in named}
    packed = _packed(hashed, shown[INDEX])
    alone = [path for path in hashed if path not in packed]
    hashed[_PACK] = pack(packed)
    if _WORKER in named:
        named[_WORKER] = _facts(folder, alone, named) + named[_WORKER]
    return [
        *(_file(folder + path, content, FOREVER) for path, content in hashed.items()),
        *(_file(path, content, ASK_AGAIN) for path, content in named.items()),
    ]


def sent(path: str, source: bytes) -> bytes:
    """What is sent of a script or a style sheet: the same in fewer bytes; other files are sent whole.

    Raises minify.MinifyError where the source cannot be read.
    """
    media = _MINIFIED.get(_suffix(path))
    if media is None:
        return source
    try:
        text: str = minify.string(media, PLAIN.sub(r"\1let ", source.decode()))
    except minify.MinifyError as error:
        error.add_note(f"in {path}, with what is joined to it")
        raise
    return text.encode()


def _linked(sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """The sources, with one for those that are sent as one."""
    modules, sheets = _texts(sources, ".js"), _texts(sources, ".css")
    others = {path: source for path, source in sources.items() if path not in modules | sheets}
    made = linked(modules, [path for path in TOGETHER if path in modules]) | styled(shortened(sheets))
    return others | {path: text.encode() for path, text in made.items()}


def _texts(sources: Mapping[str, bytes], suffix: str) -> dict[str, str]:
    return {path: source.decode() for path, source in sources.items() if _suffix(path) == suffix}


def _digest(contents: Mapping[str, bytes], policy: str) -> str:
    total = sha256(policy.encode())
    for path, content in contents.items():
        total.update(f"{path}\0{len(content)}\0".encode() + content)
    return total.hexdigest()[:16]


def _moved(content: bytes, folder: str) -> bytes:
    """A file at the root with its addresses led into the folder, but for those that stay."""
    moved = content.replace(b'"./', f'"./{folder}'.encode())
    for address in _STAYING:
        moved = moved.replace(f'"./{folder}{address}'.encode(), f'"./{address}'.encode())
    return moved


def _packed(hashed: Mapping[str, bytes], index: bytes) -> dict[str, bytes]:
    """The texts that the page does not begin with: those that its document does not name."""
    return {
        path: content
        for path, content in hashed.items()
        if _suffix(path) in _PACKED and f'"./{path}"'.encode() not in index
    }


def _facts(folder: str, alone: list[str], named: Mapping[str, bytes]) -> bytes:
    """What the service worker knows of its version, in front of its first line."""
    kept = {path: content for path, content in named.items() if path != _WORKER}
    facts = {
        "FOLDER": folder,
        "FILES": alone,
        "PACK": _PACK,
        "NAMED": {
            "./" if path == INDEX else path: f"sha256-{b64encode(sha256(content).digest()).decode()}"
            for path, content in kept.items()
        },
    }
    return b"".join(f"const {name} = ".encode() + json.encode(fact) + b"; " for name, fact in facts.items())


def _file(path: str, content: bytes, cache: str) -> PageFile:
    return PageFile(path, content, content_type(_suffix(path)) or "", cache)


def _suffix(path: str) -> str:
    return path[path.rfind(".") :]
