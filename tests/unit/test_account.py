"""The rules of accounts, and of guessing at them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farthing.domain import tries
from farthing.domain.account import check_email, check_password, same_email, spelt
from farthing.domain.errors import Invalid, TooManyTries
from farthing.domain.tries import FREE, LONGEST_LOCK, MEMORY, Tries


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" Ada@EXAMPLE.Org ", "Ada@example.org"),
        ("ada+lists@example.org", "ada+lists@example.org"),
        ("ada@localhost", "ada@localhost"),
        ("küche@bücher.example", "küche@bücher.example"),
    ],
)
def test_an_address_is_kept_as_it_is_written_but_for_its_domain(given: str, kept: str) -> None:
    assert check_email(given) == kept


@given(st.text(max_size=300))
def test_an_address_is_refused_or_stays_what_it_is(text: str) -> None:
    try:
        email = check_email(text)
    except Invalid:
        return
    assert check_email(email) == email
    assert same_email(email) == same_email(text)
    assert len(email) <= 254


@given(st.emails())
def test_spellings_of_one_address_are_the_same(email: str) -> None:
    assert same_email(email.upper()) == same_email(email.lower()) == same_email(f" {email} ")


@given(st.text(min_size=10, max_size=200))
def test_a_password_is_refused_or_spelt_once_and_for_all(text: str) -> None:
    try:
        password = check_password(text, "ada@example.org")
    except Invalid:
        return
    assert spelt(password) == password == spelt(text)


@pytest.mark.parametrize("text", ["1234567890", "Password1234", "ada.lovelace@example.org", "ADA.LOVELACE"])
def test_what_everybody_tries_first_is_no_password(text: str) -> None:
    with pytest.raises(Invalid, match="password"):
        check_password(text, "ada.lovelace@example.org")


@pytest.mark.parametrize("text", ["correct horse", "aaaaaaaaab", "日本語のパスワードです", "          x"])
def test_no_kind_of_character_is_asked_for(text: str) -> None:
    assert check_password(text, "ada@example.org") == text


@given(st.lists(st.integers(min_value=0, max_value=MEMORY), max_size=60))
def test_whatever_the_pace_few_tries_are_taken(pauses: list[int]) -> None:
    """Those that are free, and one after each lock that a quarter of an hour has room for."""
    now, kept, taken, waits = 0, Tries(), [], []
    for pause in pauses:
        now += pause
        try:
            kept = tries.another(kept, now)
        except TooManyTries as error:
            waits.append(error.seconds)
            continue
        taken.append(now)
    assert all(1 <= seconds <= LONGEST_LOCK // 1000 for seconds in waits)
    for begin in taken:
        assert sum(begin <= moment < begin + MEMORY for moment in taken) <= FREE + 4
