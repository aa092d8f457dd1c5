"""From an owner's choices to templates: CDK in Python, with the Node that came as a package of Python."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from farthing.cloud import compiler
from farthing.cloud.choices import Choices, check
from farthing.cloud.package import Package, Target, pack
from farthing.cloud.plan import Asset, Found, Plan, Stack

if TYPE_CHECKING:
    from aws_cdk import App

PACKAGES: Final[tuple[Package, ...]] = ("api", "door", "follow", "claims", "brake")
# What CDK writes of itself into templates says nothing to anybody here.
_CONTEXT: Final = {"aws:cdk:disable-version-reporting": True, "aws:cdk:enable-path-metadata": False}


def synthesize(choices: Choices, account: str, region: str, folder: Path, found: Found, cache: Path) -> Plan:
    """The whole plan, with its files below `folder`; `cache` keeps tools between runs.

    Raises:
        Invalid: two choices do not go together.
        ValueError: there is no compiler for the Python that was chosen.
    """
    check(choices)
    target = Target(choices.architecture, choices.runtime)
    wanted = [package for package in PACKAGES if package != "brake" or choices.brake]
    code = {package: pack(package, target, folder, cache) for package in wanted}
    app = make(choices, code, bucket=f"{choices.name}-assets-{account}-{region}", found=found,
               folder=folder / "templates")  # fmt: skip
    return Plan(tuple(_stacks(app, choices, region)), tuple(code.values()))


def make(choices: Choices, code: dict[Package, Asset], *, bucket: str, found: Found, folder: Path) -> "App":
    """The stacks as CDK has them, for whoever wants to look into them."""
    os.environ["JSII_NODE"] = compiler.node_path()  # read once, when CDK is first imported
    from aws_cdk import App

    from farthing.cloud import pipeline, stacks

    app = App(outdir=str(folder), analytics_reporting=False, context=_CONTEXT)
    stacks.AssetsStack(app, choices, bucket)
    data = stacks.DataStack(app, choices, code, bucket)
    if choices.domain and choices.zone:
        stacks.CertificateStack(app, choices, choices.domain, choices.zone)
    if choices.canary:
        stacks.ShiftStack(app, choices)
    site = stacks.AppStack(app, choices, data, code, bucket, found)
    stacks.WatchStack(app, choices, data, site, code, bucket)
    if choices.github:
        pipeline.PipelineStack(app, choices, choices.github)
    return app


def _stacks(app: "App", choices: Choices, region: str) -> list[Stack]:
    assembly = app.synth()
    return [
        Stack(
            name=made.stack_name,
            region="us-east-1" if made.stack_name == f"{choices.name}-certificate" else region,
            template=json.dumps(made.template, indent=1),
            keeps=made.stack_name == f"{choices.name}-data" and choices.keep,
            emulated=made.stack_name.removeprefix(choices.name) in ("", "-assets", "-data"),
        )
        for made in assembly.stacks
    ]
