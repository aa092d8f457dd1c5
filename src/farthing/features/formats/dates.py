"""Days and times as people and spreadsheets write them, where a format has no rule for them."""

import re
from typing import Final

from farthing.domain import zoned
from farthing.domain.quickadd.reading import Repeating
from farthing.features.formats import moments
from farthing.features.formats.draft import Place

_CLOCK: Final = r"(?:,?[ T]+(?P<clock>\d\d?:\d\d(?::\d\d)?)(?:\.\d+)?\s*(?P<half>[aApP]\.?[mM]\.?)?)?"
_ISO: Final = re.compile(
    rf"(?P<year>\d{{4}})[-/](?P<month>\d\d?)[-/](?P<day>\d\d?){_CLOCK}(?P<zone>Z|[+-]\d\d:?\d\d)?(?P<name>\[.+\])?"
)
_DOTTED: Final = re.compile(rf"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{{4}}){_CLOCK}")
_SLASHED: Final = re.compile(rf"(?P<one>\d\d?)/(?P<two>\d\d?)/(?P<year>\d{{4}}){_CLOCK}")
_NAMED: Final = re.compile(
    rf"(?:(?P<day>\d\d?)\.? )?(?P<month>[A-Za-z]{{3,9}})\.?(?: (?P<late>\d\d?))?,? (?P<year>\d{{4}}){_CLOCK}"
)
_TITLE: Final = "x"
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read(text: str, place: Place) -> str | None:
    """A due, times without a zone being those of the place; None where nobody could be sure.

    `3/4/2026` is the 4th of March in English, and the 3rd of April in German.
    """
    text = text.strip()
    zone = f"[{place.zone}]"
    if match := _ISO.fullmatch(text):
        offset = match["zone"] or ""
        if len(offset) == 5:
            offset = f"{offset[:3]}:{offset[3:]}"
        return _due(match, match["month"], match["day"], match["name"] or offset or zone)
    if match := _DOTTED.fullmatch(text):
        return _due(match, match["month"], match["day"], zone)
    if match := _SLASHED.fullmatch(text):
        one, two = match["one"], match["two"]
        month_first = int(one) <= 12 and (place.language == "en" or int(two) > 12)
        return _due(match, *((one, two) if month_first else (two, one)), zone)
    if match := _NAMED.fullmatch(text):
        day, name = match["day"] or match["late"], match["month"].lower()[:3]
        if day and name in _MONTHS:
            return _due(match, str(_MONTHS.index(name) + 1), day, zone)
    return None


def words(text: str, place: Place) -> tuple[str | None, Repeating | None]:
    """The due and the repeat of words such as `every Monday at 9am`, read as quick add reads them; neither
    where they say anything else beside."""
    from farthing.domain.quickadd.parser import parse  # with its tables of words, which few files need

    said = parse(f"{_TITLE} {text}", zoned.wall_clock(place.now, place.zone), place.language)
    if said.title != _TITLE or said.start or said.labels or said.list or said.priority or said.reminders:
        return None, None
    due = said.due
    return (f"{due}[{place.zone}]" if due and "T" in due else due), said.repeat


def _due(match: re.Match[str], month: str, day: str, zone: str) -> str | None:
    date = f"{match['year']}-{month:0>2}-{day:0>2}"
    if not match["clock"]:
        return moments.due_of(date)
    clock = _clock(match["clock"], match["half"])
    return moments.due_of(f"{date}T{clock}{zone}") if clock else None


def _clock(text: str, half: str | None) -> str | None:
    """`9:00 p.m.` as `21:00:00`."""
    hour, minute, *second = text.split(":")
    number = int(hour)
    if half:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + 12 * half.lower().startswith("p")
    return ":".join([f"{number:02}", minute, *(second or ["00"])])
