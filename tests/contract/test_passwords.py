"""The passwords port, on its engine with parameters light enough for tests, and on those it has by itself."""

from dataclasses import replace
from threading import Event, Thread

import pytest
from argon2 import PasswordHasher
from argon2.profiles import RFC_9106_LOW_MEMORY

from farthing.domain.errors import TooManyTries
from farthing.engines.passwords.argon2 import AT_ONCE, WAITING, Argon2Passwords
from tests.api.people import CHEAP


@pytest.fixture
def passwords() -> Argon2Passwords:
    return Argon2Passwords(CHEAP)


@pytest.mark.parametrize("password", ["correct horse", "", "Köln \U0001f40e", "x" * 200])
def test_a_hash_verifies_its_password_and_no_other(passwords: Argon2Passwords, password: str) -> None:
    hash = passwords.hash(password)
    assert passwords.verify(hash, password)
    assert not passwords.verify(hash, password + "x")


def test_each_hash_has_a_salt_of_its_own(passwords: Argon2Passwords) -> None:
    assert passwords.hash("correct horse") != passwords.hash("correct horse")


def test_nobody_has_any_password(passwords: Argon2Passwords) -> None:
    assert not passwords.verify(None, "")
    assert not passwords.verify(None, "correct horse")


def test_hashes_of_other_parameters_verify_and_are_outdated(passwords: Argon2Passwords) -> None:
    before = Argon2Passwords(replace(CHEAP, time_cost=2)).hash("correct horse")
    assert passwords.verify(before, "correct horse")
    assert passwords.outdated(before)
    assert not passwords.outdated(passwords.hash("correct horse"))


def test_it_takes_what_the_rfc_recommends() -> None:
    passwords = Argon2Passwords()
    hash = passwords.hash("correct horse")
    assert hash.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert not PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY).check_needs_rehash(hash)
    assert passwords.verify(hash, "correct horse")
    assert not passwords.verify(None, "correct horse")


def test_more_at_once_than_the_machine_should_carry_are_refused(
    passwords: Argon2Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, running = Event(), []

    def slow(_hasher: PasswordHasher, _password: str) -> str:
        running.append(1)
        assert go.wait(10)
        return ""

    monkeypatch.setattr(PasswordHasher, "hash", slow)
    refused: list[TooManyTries] = []
    one_refused = Event()

    def ask() -> None:
        try:
            passwords.hash("x")
        except TooManyTries as error:
            refused.append(error)
            one_refused.set()

    threads = [Thread(target=ask) for _ in range(AT_ONCE + WAITING + 1)]
    for thread in threads:
        thread.start()
    assert one_refused.wait(10)
    assert len(running) <= AT_ONCE
    go.set()
    for thread in threads:
        thread.join(10)
    assert len(refused) == 1
    assert len(running) == AT_ONCE + WAITING
    assert passwords.hash("x") == ""
