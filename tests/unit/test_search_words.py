"""How texts become the words that are searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farthing.features.search import words
from farthing.features.search.words import DESCRIPTION, LABEL, TITLE, Searched


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert words.fold(words.fold(text)) == words.fold(text)


@given(st.text())
def test_words_are_words_again(text: str) -> None:
    found = list(words.words(text))
    assert list(words.words(" ".join(found))) == found


@given(st.text())
def test_capitals_do_not_matter_where_they_have_small_letters(text: str) -> None:
    assert words.fold(text.lower().upper().lower()) == words.fold(text.lower().upper())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Crème brûlée", ["creme", "brulee"]),
        ("STRASSE Straße ẞ", ["strasse", "strasse", "ss"]),
        ("Łódź smørrebrød Ægir", ["lodz", "smorrebrod", "aegir"]),
        ("İstanbul \u0131l\u0131k", ["istanbul", "ilik"]),
        ("don't stop-gap snake_case", ["don", "t", "stop", "gap", "snake", "case"]),
        ("H₂O ½ ﬁne \uff12\uff16", ["h2o", "1", "2", "fine", "26"]),
        ("Ёлка Άλφα", ["елка", "αλφα"]),
        ("明日の会議room", ["明", "日", "の", "会", "議", "room"]),
        ("100% — 🎉 !!", ["100"]),
        ("x" * 50, ["x" * words.LONGEST]),
    ],
)
def test_what_the_words_are(text: str, expected: list[str]) -> None:
    assert list(words.words(text)) == expected


def test_a_word_counts_where_it_is_best() -> None:
    task = Searched("Milk", "milk and bread", ["bread", "shop"])
    assert task.words() == {"milk": TITLE, "bread": LABEL, "shop": LABEL, "and": DESCRIPTION}


def test_a_task_is_found_by_a_bounded_number_of_words() -> None:
    task = Searched("title", " ".join(f"w{number}" for number in range(1000)), ["label"])
    assert len(task.words()) == words.MOST_WORDS
    assert {"title", "label", "w0"} <= set(task.words())


def test_a_task_that_cannot_be_read_has_no_words() -> None:
    assert words.read(b"{").words() == {} == words.read(b"\xff").words()


def test_all_words_are_needed_and_the_place_counts_before_the_ending() -> None:
    found = {"milk": TITLE, "milkman": LABEL, "call": DESCRIPTION}
    assert words.score(["milk", "bread"], found) is None
    assert words.score(["ilk"], found) is None
    by_rank = [words.score([word], found) for word in ("milk", "mil", "milkman", "milkm", "call", "cal")]
    assert by_rank == [5, 4, 3, 2, 1, 0]
    assert words.score(["milk", "call"], found) == 6
