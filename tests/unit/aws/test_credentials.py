"""Where credentials come from, and where they do not go."""

import pytest

from farthing.engines.aws.credentials import Credentials, from_environment

ROLE = {"AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "session"}


def test_credentials_are_those_of_the_environment() -> None:
    assert from_environment(ROLE) == Credentials("AKIA", "secret", "session")


def test_the_keys_of_a_person_have_no_session() -> None:
    assert from_environment(ROLE | {"AWS_SESSION_TOKEN": ""}).session_token is None


@pytest.mark.parametrize("missing", ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
def test_what_is_missing_is_named(missing: str) -> None:
    with pytest.raises(ValueError, match=f"{missing} is not set"):
        from_environment(ROLE | {missing: ""})


def test_secrets_do_not_show() -> None:
    shown = repr(from_environment(ROLE))
    assert "AKIA" in shown
    assert "secret" not in shown
    assert "session" not in shown
