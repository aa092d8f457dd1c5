"""What docs/quick-add.md shows as understood is understood, all of it."""

import re
from datetime import datetime

import pytest

from farthing.domain.quickadd.parser import parse
from farthing.domain.quickadd.words import Language
from tests.docs.test_documented import rows

NOW = datetime(2026, 11, 21, 10)
SHOWN: list[tuple[str, Language]] = []
for cells in rows("quick-add.md"):
    for cell, languages in zip(cells, ("en", "de") if len(cells) == 3 else ("en",), strict=False):
        SHOWN += [(words, languages) for words in re.findall(r"`([^`]+)`", cell)]


@pytest.mark.parametrize(("words", "language"), SHOWN)
def test_what_is_shown_is_understood(words: str, language: Language) -> None:
    due = "" if parse(f"Task {words}", NOW, language).spans else "today "  # a reminder needs a due
    assert parse(f"Task {due}{words}", NOW, language).title == "Task"


def test_much_is_shown() -> None:
    assert len(SHOWN) > 100
