"""The zips of the functions: their code and what it imports as byte code, and nothing else.

Nothing here needs Docker: uv takes libraries for the platform of the functions, and byte code is made by
the very Python that will run it (see `compiler`). The same source gives the same bytes wherever it is packed.
"""

import shutil
import zipfile
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct, json

import farthing
from farthing.cloud import compiler
from farthing.cloud.bundle import bundle, install_loader
from farthing.cloud.libraries import Architecture, add_libraries
from farthing.cloud.plan import Asset
from farthing.http.openapi import document
from farthing.http.routes import ROUTES

SOURCE: Final = Path(farthing.__file__).parent
Package = Literal["api", "door", "follow", "claims", "brake"]
_EMPTY: Final = ("doors/__init__.py", "doors/aws/__init__.py")
_DOOR: Final = (
    "config.py", "domain", "features", "http", "engines/__init__.py", "engines/aws", "engines/clock",
    "engines/store", "wiring/__init__.py", "wiring/aws.py", "doors/aws/event.py", "doors/aws/function.py",
)  # fmt: skip
_PARTS: Final[dict[Package, tuple[str, ...]]] = {
    "api": (*_DOOR, "doors/aws/api.py"),
    "door": (*_DOOR, "doors/aws/capture.py", "doors/aws/texts.py"),
    "follow": (*_DOOR, "doors/aws/follow.py"),
    "claims": ("doors/aws/claims.py",),
    "brake": ("doors/aws/brake.py",),
}
# What no function imports: the other engine, accounts that are kept on one machine, the page's own headers.
_LEFT_OUT: Final = frozenset(
    f"{part}/{name}.py"
    for part, names in {
        "domain": "account repeat_words tries",
        "domain/quickadd": "writing",
        "features": "accounts checkup credentials registration second_factor sessions sign_in tries",
        "http": "account_routes account_shapes cookie page_files page_headers page_linking page_pack "
        "session_access",
        "http/endpoints": "accounts",
    }.items()
    for name in names.split()
)

# What follows the changes is on nobody's request path; what reads and writes texts is not on the daily one.
_OF_FOLLOW: Final = frozenset(("features/follow.py", "engines/aws/stream.py"))
_OF_TEXTS: Final = frozenset(
    (
        "domain/quickadd", "features/formats", "features/calendars.py", "features/exports.py",
        "features/foreign.py", "features/imports.py",
        "features/quick.py", "http/capture_routes.py", "http/format_routes.py", "http/format_shapes.py",
        "http/quick_routes.py", "http/quick_shapes.py", "http/routes.py", "http/text_routes.py",
        "http/endpoints/calendars.py", "http/endpoints/capture.py", "http/endpoints/imports.py",
        "http/endpoints/quick.py",
    )
)  # fmt: skip
_UNWANTED: Final[dict[Package, frozenset[str]]] = {
    "api": _LEFT_OUT | _OF_FOLLOW | _OF_TEXTS,
    "door": _LEFT_OUT | _OF_FOLLOW,
    "follow": _LEFT_OUT | _OF_TEXTS,
}
_WITH_LIBRARIES: Final = frozenset(_UNWANTED)

# The description of the API is worked out here: what that takes, the functions need not carry.
_OPENAPI: Final = """
from msgspec import Raw

def document(_table):
    return Raw(%r)
"""


class Target(Struct, frozen=True):
    """What a zip is made for: `architecture` and `runtime` as Lambda calls them."""

    architecture: Architecture
    runtime: str

    @property
    def python(self) -> str:
        """Such as `3.13`."""
        return self.runtime.removeprefix("python")


def pack(package: Package, target: Target, folder: Path, cache: Path) -> Asset:
    """Build a package below `folder`; `cache` keeps tools between runs. The key has the content's hash.

    Raises:
        subprocess.CalledProcessError: the registry of packages could not be reached.
    """
    built = build(package, target, folder / package, cache)
    archive = _zip(built, folder / f"{package}.zip")
    return Asset(archive, f"functions/{package}-{sha256(archive.read_bytes()).hexdigest()[:32]}.zip")


def build(package: Package, target: Target, folder: Path, cache: Path) -> Path:
    """Fill `folder` with what the functions of a package import."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for part in ("__init__.py", *_EMPTY, *_PARTS[package]):
        source, copy = SOURCE / part, folder / "farthing" / part
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, ignore=partial(_left_out, package))
        else:
            shutil.copy(source, copy)
    if package in _WITH_LIBRARIES:
        (folder / "farthing/http/openapi.py").write_text(_OPENAPI % json.encode(document(ROUTES)))
        add_libraries(folder, target.architecture, target.python, cache)
        install_loader(folder)
    compiler.compile_all(folder, target.python, cache)
    if package in _WITH_LIBRARIES:
        bundle(folder)
    return folder


def _left_out(package: Package, folder: str, names: list[str]) -> set[str]:
    inside = Path(folder).relative_to(SOURCE)
    unwanted = _UNWANTED[package]
    return {
        name
        for name in names
        if name == "__pycache__" or name.startswith("sqlite") or (inside / name).as_posix() in unwanted
    }


def _zip(folder: Path, archive: Path) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix())
            entry.external_attr = 0o644 << 16  # everybody may read it: Lambda runs as nobody in particular
            packed.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return archive
