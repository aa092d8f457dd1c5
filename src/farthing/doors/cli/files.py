"""Files to read and to write, for people who name them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from farthing.doors.cli.exits import Failed


@contextmanager
def existing_file(name: str) -> Iterator[tuple[BinaryIO, int | None]]:
    """A file to read, and its size in bytes where it has one; `-` is stdin.

    Raises:
        Failed: it is not there, or cannot be read.
    """
    if name == "-":
        yield sys.stdin.buffer, None
        return
    try:
        with open(name, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            yield file, size or None
    except FileNotFoundError:
        raise Failed("not_found", f"there is no file {name}") from None
    except OSError as error:
        raise _unusable(name, error) from None


@contextmanager
def new_file(name: str) -> Iterator[BinaryIO]:
    """A file to write, under a temporary name beside it until all of it is on the disk. Only its owner may
    read it. What is no ordinary file, such as a pipe, is written as it is.

    Raises:
        Failed: it cannot be written.
    """
    path = Path(os.path.realpath(name))
    if path.exists() and not path.is_file():
        with _complaints(name), path.open("wb") as file:
            yield file
        return
    with (
        _complaints(name),
        NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file,
    ):
        try:
            yield file  # type: ignore[misc]  # it hands all on to a file
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(file.name)
            raise


@contextmanager
def _complaints(name: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unusable(name, error) from None


def _unusable(name: str, error: OSError) -> Failed:
    return Failed("file", f"{name} cannot be used: {(error.strerror or str(error)).lower()}")
