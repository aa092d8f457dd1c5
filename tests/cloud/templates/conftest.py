"""What matters in the templates, whatever the packs of rules think of it: with the usual choices, and with
all made otherwise."""

import pytest

from farthing.cloud.choices import Choices
from tests.cloud.templates.reading import Template, synthesized


@pytest.fixture(scope="session")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Template]:
    return synthesized(Choices(email="owner@example.org"), tmp_path_factory.mktemp("usual"))


@pytest.fixture(scope="session")
def unusual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Template]:
    """Every choice made otherwise than it comes."""
    choices = Choices(
        name="other",
        email="owner@example.org",
        registration="open",
        mfa="required",
        capacity="free",
        door="iam",
        cors_origins=("https://example.org",),
        domain="tasks.example.org",
        zone="Z1D633PJN98FT9",
        countries=("DE",),
        block_bots=False,
        keep=False,
        canary=False,
        reserve=5,
        log_days=30,
        budget=7.5,
        brake=True,
        github="who/what",
        architecture="x86_64",
        runtime="python3.11",
    )
    return synthesized(
        choices, tmp_path_factory.mktemp("unusual"), owner="01a1fc4f-0000-7000-8000-000000000001"
    )


@pytest.fixture(params=["usual", "unusual"])
def templates(request: pytest.FixtureRequest) -> dict[str, Template]:
    made: dict[str, Template] = request.getfixturevalue(request.param)
    return made
