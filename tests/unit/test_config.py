"""Settings come from a mapping, and what is wrong with them is said by name."""

import pytest

from farthing.config import Settings, read


def test_nothing_set_is_all_defaults() -> None:
    assert read({"PATH": "/bin"}) == Settings()


def test_each_kind_of_setting_is_read() -> None:
    given = {
        "FARTHING_PORT": "9000",
        "FARTHING_OPEN_DOOR": "true",
        "FARTHING_CORS_ORIGINS": "https://a.example, https://b.example",
        "FARTHING_DATA": "/srv/farthing",
        "FARTHING_ACCOUNTS": "invite",
    }
    settings = read(given)
    assert (settings.port, settings.open_door, settings.data) == (9000, True, "/srv/farthing")
    assert settings.accounts == "invite"
    assert settings.cors_origins == ["https://a.example", "https://b.example"]


def test_the_region_is_the_functions_own_unless_ours_says_another() -> None:
    assert read({"AWS_REGION": "eu-central-1"}).region == "eu-central-1"
    assert read({"AWS_REGION": "eu-central-1", "FARTHING_REGION": "eu-west-1"}).region == "eu-west-1"


@pytest.mark.parametrize(
    "given",
    [
        {"FARTHING_PORT": "many"},
        {"FARTHING_OPEN_DOOR": "maybe"},
        {"FARTHING_ACCOUNTS": "on"},
        {"FARTHING_PROT": "9000"},
    ],
)
def test_what_cannot_be_read_is_named(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(given))):
        read(given)
