"""An account of its own for each test, on an emulator that is started once."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

import boto3
import pytest

from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.progress import Progress
from tests.cloud.deploy.plans import Made
from tests.contract.emulators import MINISTACK, running
from tests.ports import free_port

SERVICES = (
    "cloudformation,cloudfront,cloudwatch,cognito-idp,dynamodb,ec2,iam,lambda,logs,monitoring,s3,sns,ssm,sts"
)


@dataclass
class Told:
    """What was told of, in order."""

    progress: list[Progress] = field(default_factory=list)

    def __call__(self, one: Progress) -> None:
        self.progress.append(one)

    @property
    def texts(self) -> str:
        return "\n".join(one.text or f"{one.stack} {one.resource} {one.status}" for one in self.progress)


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    port = free_port()
    settings = {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "SERVICES": SERVICES}
    with running([sys.executable, "-c", MINISTACK], port, os.environ | settings):
        yield f"http://127.0.0.1:{port}"


def session(number: str) -> Any:
    """The emulator takes a key of twelve digits for the number of the account."""
    return boto3.Session(aws_access_key_id=number, aws_secret_access_key="secret", region_name="us-east-1")


@pytest.fixture
def account(endpoint: str, request: pytest.FixtureRequest) -> Account:
    number = str(100_000_000_000 + crc32(request.node.nodeid.encode()))
    return Account(session(number), number, "us-east-1", endpoint)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def made(tmp_path: Path, account: Account) -> Made:
    return Made(tmp_path, account)
