"""Templates made for choices, and looking into them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from farthing.cloud.choices import Choices
from farthing.cloud.plan import Asset, Found
from farthing.cloud.synth import PACKAGES, make

Template = dict[str, Any]
Resources = list[tuple[str, dict[str, Any]]]


def synthesized(choices: Choices, folder: Path, owner: str | None = None) -> dict[str, Template]:
    code = {package: Asset(Path("none"), f"functions/{package}.zip") for package in PACKAGES}
    found = Found(
        {"dynamodb": "pl-02cd2c6b", "s3": "pl-63a5400a"}, owner, "arn:aws:acm:us-east-1:1:certificate/1"
    )
    app = make(choices, code, bucket="farthing-assets-1", found=found, folder=folder)
    return {made.stack_name: made.template for made in app.synth().stacks}


def resources(templates: dict[str, Template], kind: str) -> Resources:
    return [
        (name, resource)
        for template in templates.values()
        for name, resource in template.get("Resources", {}).items()
        if resource["Type"] == f"AWS::{kind}"
    ]


def properties(templates: dict[str, Template], kind: str) -> dict[str, Any]:
    ((_, resource),) = resources(templates, kind)
    return dict(resource["Properties"])


def statements(templates: dict[str, Template]) -> Iterator[dict[str, Any]]:
    for name, role in resources(templates, "IAM::Role"):
        if name != "Deployer":
            for policy in role["Properties"].get("Policies", []):
                yield from policy["PolicyDocument"]["Statement"]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
