"""The catalogs: every word of the page in both languages, each said somewhere, none without its text."""

import json
import re
from typing import Any

import pytest

from tests.browser.modules import SCRIPTS, WEB
from tests.browser.test_size import code

TEXTS = WEB / "texts"
THEMES = sorted(path.stem for path in (TEXTS / "en").glob("*.json"))
CODE = "\n".join(line for path in SCRIPTS for line in code(path))
INDEX = (WEB / "index.html").read_text()

ONLY_JOINED = re.compile(r"(list|filter|label)\.(rename|remove)")  # all of it is put together in the code

Text = str | dict[str, str]


def catalog(language: str, theme: str) -> dict[str, Text]:
    read: dict[str, Any] = json.loads((TEXTS / language / f"{theme}.json").read_text())
    return read


def keys() -> list[str]:
    return [key for theme in THEMES for key in catalog("en", theme)]


def forms(text: Text) -> list[str]:
    """The one text there is, or those for each kind of number."""
    return list(text.values()) if isinstance(text, dict) else [text]


def values(text: Text) -> set[str]:
    return {name for form in forms(text) for name in re.findall(r"\{(\w+)\}", form)} - {"count"}


def named() -> set[str]:
    """The keys that the code or the document has as they are: any quoted word of the code may be one."""
    quoted = re.findall(r"'([\w.-]+)'|(?<![\w.])([a-z]\w*):", CODE)
    return {each for pair in quoted for each in pair if each} | set(
        re.findall(r'data-t(?:-label|-hint)?="([^"]+)"', INDEX)
    )


def joined() -> list[re.Pattern[str]]:
    """What keys look like that the code joins from parts, such as `status.${status}`."""
    templates = re.findall(r"`([\w.-]*\$\{[^`\n]*)`", CODE)
    parts = (re.split(r"\$\{[^{}]*\}", template) for template in templates)
    return [
        re.compile(r"[\w.+-]+".join(map(re.escape, part)))
        for part in parts
        if any(re.search(r"[a-z]", each) for each in part)
    ]


def test_both_languages_have_the_same_themes() -> None:
    assert sorted(path.stem for path in (TEXTS / "de").glob("*.json")) == THEMES


@pytest.mark.parametrize("theme", THEMES)
def test_both_languages_say_the_same_things(theme: str) -> None:
    english, german = catalog("en", theme), catalog("de", theme)
    assert list(english) == list(german)
    for key, text in english.items():
        assert values(text) == values(german[key]), key
        assert isinstance(text, dict) == isinstance(german[key], dict), key
        if isinstance(text, dict):
            assert set(text) == {"one", "other"} == set(german[key]), key


@pytest.mark.parametrize("language", ["en", "de"])
def test_texts_are_words_and_not_markup(language: str) -> None:
    for theme in THEMES:
        for key, text in catalog(language, theme).items():
            for form in forms(text):
                assert form.strip() == form != "", key
                assert not re.search(r"<\w|&\w+;|</", form), key


def test_no_key_is_in_two_themes() -> None:
    assert sorted(keys()) == sorted(set(keys()))


def test_every_text_is_said_somewhere() -> None:
    literal, patterns = named(), [*joined(), ONLY_JOINED]
    unsaid = {key for key in keys() if key not in literal and not any(p.fullmatch(key) for p in patterns)}
    assert unsaid == set()


def test_everything_that_is_said_has_a_text() -> None:
    said = set(re.findall(r"(?<![\w.])t\('([^']+)'", CODE))
    said |= set(re.findall(r'data-t(?:-label|-hint)?="([^"]+)"', INDEX))
    assert said - set(keys()) == set()
