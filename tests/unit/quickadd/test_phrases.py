"""Quick add reads each phrase of the table as the table says."""

import pytest
from msgspec import to_builtins

from farthing.domain import repeat, repeat_words
from farthing.domain.quickadd.parser import parse
from farthing.domain.quickadd.words import Language
from tests.unit.quickadd.table import PHRASES, Phrase


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: f"{phrase.language}: {phrase.text}")
def test_a_phrase_is_read_as_it_is_meant(phrase: Phrase) -> None:
    reading = to_builtins(parse(phrase.text, phrase.now, phrase.language))
    said = {name: value for name, value in reading.items() if name != "spans" and value not in (None, [])}
    assert said == phrase.expected


def test_the_table_is_large_and_full_of_traps() -> None:
    texts = [(phrase.text, phrase.language, phrase.now) for phrase in PHRASES]
    assert len(set(texts)) == len(texts) >= 170
    assert sum(phrase.trap for phrase in PHRASES) >= 50
    assert sum(phrase.language == "de" for phrase in PHRASES) >= 50


def test_every_rule_is_one_that_a_task_takes() -> None:
    rules = {phrase.expected["repeat"]["rule"] for phrase in PHRASES if "repeat" in phrase.expected}
    assert {rule: repeat.parse(rule) for rule in rules} == {rule: rule for rule in rules}


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_rule_said_in_words_is_read_as_that_rule(language: Language) -> None:
    """But for days that short months lack, which words say otherwise."""
    repeats = [phrase.expected["repeat"] for phrase in PHRASES if "repeat" in phrase.expected]
    for said in (one for one in repeats if "BYSETPOS" not in one["rule"]):
        words = repeat_words.describe(said["rule"], language, said["from"])
        reading = parse(f"Task {words}", PHRASES[0].now, language)
        assert (reading.title, to_builtins(reading.repeat)) == ("Task", said), words
