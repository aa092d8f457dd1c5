"""What holds for any line, be it typed by people or made up."""

from datetime import datetime
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from farthing.domain import due, repeat
from farthing.domain.quickadd import words
from farthing.domain.quickadd.parser import parse
from farthing.domain.quickadd.reading import Reading
from farthing.domain.quickadd.words import Language
from farthing.domain.quickadd.writing import write
from tests.unit.quickadd.table import PHRASES, Phrase

ODDITIES = [
    "#Home", '#"Big house"', "@bills", "@9am", "p1", "!2", "!30m", "9", "9am", "9:30", "9:32", "14h", "tue..",
    "24.12.", "12/24", "1st", "31st", "24.", "2026-12-24", "5x", "3", "\\", "\\tomorrow", '"', "\u201c",
    "\u201d", ",", ".", "(", "naïve", "Ann", "monitor", "1984", "day,", "So", "Mo", "Fr",
]  # fmt: skip
LANGUAGES = st.sampled_from(["en", "de"])
NOW = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2090, 12, 31))
ANY = st.text(max_size=80)


def known(language: Language) -> list[str]:
    """Everything that means something in a language."""
    table = words.of(language)
    phrases = (" ".join(said) for entries in table.phrases.values() for said, _ in entries)
    return [*table.meanings, *phrases, *ODDITIES]


def lines() -> st.SearchStrategy[str]:
    """Lines made of words that mean something, in any order."""
    several = st.lists(st.sampled_from(sorted({*known("en"), *known("de")})), max_size=12)
    return st.builds(" ".join, several)


@settings(max_examples=300, deadline=None)
@given(ANY | lines(), NOW, LANGUAGES, st.integers(1, 7))
def test_any_line_can_be_read(text: str, now: datetime, language: Language, first_weekday: int) -> None:
    reading = parse(text, now, language, first_weekday)
    places = [(part.start, part.end) for part in reading.spans]
    assert places == sorted(places)
    assert all(start < end for start, end in places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))
    assert all(text[part.start : part.end] == part.text for part in reading.spans)


@settings(max_examples=300, deadline=None)
@given(ANY | lines(), NOW, LANGUAGES)
def test_what_is_read_is_what_a_task_takes(text: str, now: datetime, language: Language) -> None:
    reading = parse(text, now, language)
    for day in filter(None, (reading.due, reading.start)):
        whole = f"{day}[Europe/Berlin]" if "T" in day else day
        assert due.parse(whole) == whole
    if reading.repeat:
        assert repeat.parse(reading.repeat.rule) == reading.repeat.rule
        assert reading.due is not None
    assert len(reading.labels) <= 50


@settings(max_examples=300, deadline=None)
@given(ANY | lines(), NOW, LANGUAGES)
def test_what_is_outside_of_spans_stays_in_the_title(text: str, now: datetime, language: Language) -> None:
    reading = parse(text, now, language)
    kept = list(text)
    for part in reading.spans:
        kept[part.start : part.end] = " " * (part.end - part.start)
    rest = "".join(kept).split()
    inside = "".join(reading.title.split())
    assert inside in "".join(rest)
    assert not set("".join(rest).replace(inside, "", 1)) - set(",;:")


@settings(max_examples=300, deadline=None)
@given(lines(), NOW, LANGUAGES, st.data())
def test_what_is_turned_off_is_a_part_of_the_title(
    text: str, now: datetime, language: Language, data: st.DataObject
) -> None:
    reading = parse(text, now, language)
    spans = [part for part in reading.spans if part.kind != "escape"]
    assume(spans)
    off = data.draw(st.sampled_from(spans))
    again = parse(text, now, language, off={(off.start, off.end)})
    assert not any(part.start < off.end and off.start < part.end for part in again.spans)
    assert " ".join(off.text.split()).strip(" ,;:.!?") in again.title


@settings(max_examples=600, deadline=None)
@given(ANY | lines(), NOW, LANGUAGES)
@example("end of month \\p1", datetime(2026, 11, 21), "en")
@example("fri 0 in the afternoon fri @1am", datetime(2026, 11, 21), "en")
@example(",!0 0,", datetime(2026, 11, 21), "en")
@example("0 !0 !0 \\tomorrow", datetime(2026, 11, 21), "en")
def test_read_printed_and_read_again_is_the_same(text: str, now: datetime, language: Language) -> None:
    reading = parse(text, now, language)
    assert alike(parse(write(reading, now, language), now, language), reading)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.text)
def test_each_phrase_printed_is_read_the_same(phrase: Phrase) -> None:
    reading = parse(phrase.text, phrase.now, phrase.language)
    assert alike(parse(write(reading, phrase.now, phrase.language), phrase.now, phrase.language), reading)


LONG = [
    "every " * 83, "monday, " * 62, '"' * 500, '" ' * 250, "\u201e " * 250, "#" * 500, "#a-" * 166,
    "@" * 500, "\\" * 500, "\\ " * 250, "1" * 500, "1." * 250, "1:" * 250, "1, " * 166, "the end of " * 45,
    "every 1st, " * 45, "on " * 166, "next " * 100, "every week on " * 35, "a.m. " * 100, ". " * 250,
    "a,1" * 166, "in 3 " * 100, "\u0130" * 500, "day after " * 50, "from monday to " * 33, "!" * 500,
    "a-" * 250, "\\tomorrow " * 50,
]  # fmt: skip


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:12].strip())
@pytest.mark.parametrize("language", ["en", "de"])
def test_no_line_takes_long(text: str, language: Language) -> None:
    """A usual line takes some 0.05 ms; one of this length, were it read in squared time, seconds."""
    times = []
    for _ in range(5):
        started = process_time()
        parse(text[:500], datetime(2026, 11, 21), language)
        times.append(process_time() - started)
    assert min(times) < 0.05


def alike(one: Reading, other: Reading) -> bool:
    return replace(one, spans=[]) == replace(other, spans=[])
