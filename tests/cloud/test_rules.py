"""Four packs of rules over all templates: nothing is found but what is accepted, and nothing accepted is
found no more."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from farthing.cloud.choices import Choices
from farthing.cloud.plan import Asset, Found
from farthing.cloud.synth import PACKAGES, make
from tests.cloud.accepted import ACCEPTED
from tests.contract.emulators import unavailable

CHECKOV = Path(__file__).parents[2] / ".tools" / "checkov" / "bin" / "checkov"
EVERYTHING = Choices(
    email="owner@example.org",
    brake=True,
    domain="tasks.example.org",
    zone="Z1D633PJN98FT9",
    github="who/what",
    cors_origins=("https://example.org",),
)
CERTIFICATE = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"

pytestmark = pytest.mark.xdist_group("rules")


class Finding(NamedTuple):
    rule: str
    where: str


@pytest.fixture(scope="module")
def synthesized(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Finding]]:
    """The folder of all templates, and what cdk-nag found while they were made."""
    folder = tmp_path_factory.mktemp("templates")
    code = {package: Asset(Path("none"), f"functions/{package}.zip") for package in PACKAGES}
    found = Found({"dynamodb": "pl-02cd2c6b", "s3": "pl-63a5400a"}, certificate=CERTIFICATE)
    app = make(EVERYTHING, code, bucket="farthing-assets-1", found=found, folder=folder)
    from aws_cdk import Validations
    from cdk_nag import AwsSolutionsChecks, ServerlessChecks

    Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    with pytest.raises(RuntimeError, match=r"^ValidationFailed"):
        app.synth()
    return folder, list(_nagged(json.loads((folder / "validation-report.json").read_text())))


def _nagged(report: dict[str, list[dict[str, list[dict[str, list[dict[str, str]]]]]]]) -> Iterator[Finding]:
    for pack in report["pluginReports"]:
        for violation in pack["violations"]:
            for construct in violation["violatingConstructs"]:
                yield Finding(str(violation["ruleName"]), construct["constructPath"])


@pytest.fixture(scope="module")
def linted(synthesized: tuple[Path, list[Finding]]) -> list[Finding]:
    templates = sorted(str(path) for path in synthesized[0].glob("*.template.json"))
    assert len(templates) == 7
    lint = [
        str(Path(sys.prefix, "bin", "cfn-lint")),
        "-a",
        "cfn_lint_serverless.rules",
        "--format",
        "json",
        "-t",
    ]
    done = subprocess.run([*lint, *templates], capture_output=True, text=True)
    return [Finding(one["Rule"]["Id"], str(one["Location"]["Path"][1])) for one in json.loads(done.stdout)]


@pytest.fixture(scope="module")
def checked(synthesized: tuple[Path, list[Finding]]) -> list[Finding]:
    if not CHECKOV.exists():
        unavailable("checkov is not installed: run `make .tools/checkov`")
    check = [str(CHECKOV), "-d", str(synthesized[0]), "--framework", "cloudformation", "--skip-download"]
    done = subprocess.run([*check, "--compact", "-o", "json"], capture_output=True, text=True)
    results = json.loads(done.stdout)["results"]
    assert results["passed_checks"]
    return [Finding(one["check_id"], one["resource"]) for one in results["failed_checks"]]


def _accepted(finding: Finding) -> bool:
    return any(
        re.fullmatch(one.rule, finding.rule) and re.search(one.where, finding.where) for one in ACCEPTED
    )


def test_cdk_nag_finds_nothing_more(synthesized: tuple[Path, list[Finding]]) -> None:
    assert [finding for finding in synthesized[1] if not _accepted(finding)] == []


def test_cfn_lint_finds_nothing_more(linted: list[Finding]) -> None:
    assert [finding for finding in linted if not _accepted(finding)] == []


def test_checkov_finds_nothing_more(checked: list[Finding]) -> None:
    assert [finding for finding in checked if not _accepted(finding)] == []


def test_what_is_accepted_is_still_found(
    synthesized: tuple[Path, list[Finding]], linted: list[Finding], checked: list[Finding]
) -> None:
    found = [*synthesized[1], *linted, *checked]
    for one in ACCEPTED:
        assert one.reason
        assert one.price
        assert any(
            re.fullmatch(one.rule, each.rule) and re.search(one.where, each.where) for each in found
        ), one
