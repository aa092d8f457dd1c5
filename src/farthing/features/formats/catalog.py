"""The formats there are: what reads and what writes each, and which one a file is in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO, Final, NamedTuple

from farthing.domain.task import Task
from farthing.features.formats import google, ical_reading, ical_writing, plain, taskwarrior, todoist
from farthing.features.formats.draft import Place, Reading
from farthing.features.formats.report import Format


class Codec(NamedTuple):
    """`write` takes tasks that the format `holds`, in the order of `tree.in_order`, and the names of lists by
    their ids."""

    read: Callable[[BinaryIO, Place], Reading]
    write: Callable[[Iterable[Task], Mapping[str, str], Place], Iterator[bytes]]
    holds: Callable[[Task], bool] = lambda _: True


CODECS: Final[Mapping[str, Codec]] = {
    "todoist": Codec(todoist.read, todoist.write, lambda task: task.status != "done"),
    "taskwarrior": Codec(taskwarrior.read, taskwarrior.write),
    "ical": Codec(ical_reading.read, ical_writing.write),
    "google": Codec(google.read, google.write),
    "csv": Codec(plain.read, plain.write),
}


def guess(beginning: bytes) -> Format | None:
    """The format of a file that begins so, if it is one of these."""
    text = beginning.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    first = text.partition("\n")[0]
    if text[:15].upper() == "BEGIN:VCALENDAR":
        return "ical"
    if text.startswith(("{", "[")):
        return _guess_json(text)
    if "TYPE" in first and "CONTENT" in first:
        return "todoist"
    return "csv" if any(delimiter in first for delimiter in ",;\t") else None


def _guess_json(text: str) -> Format | None:
    if '"tasks#task' in text:
        return "google"
    return "taskwarrior" if '"uuid"' in text or text.rstrip() in ("[]", "[\n]") else None
