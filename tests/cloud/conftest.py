"""The templates as they come, made once for all who look into them."""

from pathlib import Path
from typing import Any

import pytest

from farthing.cloud.choices import Choices
from farthing.cloud.plan import Asset, Found
from farthing.cloud.synth import PACKAGES, make


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Each stack's name with its template, for the choices as they come, an owner and the brake."""
    code = {package: Asset(Path("none"), f"functions/{package}.zip") for package in PACKAGES}
    found = Found({"dynamodb": "pl-02cd2c6b", "s3": "pl-63a5400a"})
    app = make(
        Choices(email="owner@example.org", brake=True), code,
        bucket="farthing-assets-111122223333-us-east-1", found=found,
        folder=tmp_path_factory.mktemp("templates"),
    )  # fmt: skip
    return {stack.stack_name: stack.template for stack in app.synth().stacks}
