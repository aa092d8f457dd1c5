"""What of other people's libraries goes into the zip of the doors: what they import of them, and no more."""

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final, Literal

import dateutil

from farthing.cloud.kept import kept
from farthing.cloud.strip import stripped

Architecture = Literal["arm64", "x86_64"]
_MSGSPEC: Final = ("__init__.py", "_typing_utils.py", "_utils.py", "_version.py", "json.py", "structs.py")
_DATEUTIL: Final = ("__init__.py", "_common.py", "rrule.py")
# Texts that are taken out, and what stands for them: formats and schemas that nobody asks for, and `six`, of
# which rrule needs no more than any Python 3 has.
_INSTEAD: Final = (
    (
        "msgspec/__init__.py",
        "from . import inspect, json, msgpack, structs, toml, yaml",
        "from . import json, structs",
    ),
    ("msgspec/json.py", "from ._json_schema import schema, schema_components", ""),
    (
        "dateutil/rrule.py",
        "from six import advance_iterator, integer_types",
        "advance_iterator, integer_types = next, (int,)",
    ),
    ("dateutil/rrule.py", "from six.moves import _thread, range", "import _thread"),
)
# From here to its end a file is about sets of rules and reading their text, which we do ourselves.
_END: Final = ("dateutil/rrule.py", "class rruleset(rrulebase):")


def add_libraries(folder: Path, architecture: Architecture, python: str, cache: Path) -> None:
    """Put msgspec and dateutil into `folder`, for functions of this architecture and Python.

    Raises:
        subprocess.CalledProcessError: the registry of packages could not be reached.
        ValueError: a library has changed, so that what is taken out of it must be looked at again.
    """
    msgspec = _msgspec(architecture, python, cache)
    _copy([msgspec / name for name in _MSGSPEC], folder / "msgspec")
    for library in msgspec.glob("*.so"):
        (folder / "msgspec" / library.name).write_bytes(stripped(library.read_bytes()))
    _copy([Path(dateutil.__file__).with_name(name) for name in _DATEUTIL], folder / "dateutil")
    for name, text, instead in _INSTEAD:
        before, after = _split(folder / name, text)
        (folder / name).write_text(before + instead + after)
    name, text = _END
    (folder / name).write_text(_split(folder / name, text)[0])


def _split(file: Path, text: str) -> tuple[str, str]:
    before, found, after = file.read_text().partition(text)
    if not found:
        raise ValueError(f"{file.name} has changed: it has no longer {text!r}")
    return before, after


def _copy(files: Sequence[Path], folder: Path) -> None:
    folder.mkdir()
    for file in files:
        shutil.copy(file, folder)


def _msgspec(architecture: Architecture, python: str, cache: Path) -> Path:
    """The version that is installed here, for the platform of the functions."""
    pin = f"msgspec=={version('msgspec')}"
    machine = {"arm64": "aarch64", "x86_64": "x86_64"}[architecture]
    platform = ["--python-platform", f"{machine}-manylinux2014", "--python-version", python]
    only = ["--quiet", "--no-deps", "--only-binary", ":all:"]

    def install(folder: Path) -> None:
        _uv(["pip", "install", *only, *platform, "--target", str(folder), pin])

    return kept(cache / f"{pin}-{machine}-{python}", install) / "msgspec"


def _uv(arguments: Sequence[str]) -> None:
    subprocess.run([_find_uv(), *arguments], check=True)


@cache
def _find_uv() -> str:
    from uv import find_uv_bin

    return find_uv_bin()
