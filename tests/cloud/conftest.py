"""The templates as they come, and a whole deployment on the emulator: each made once for all."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from farthing.cloud.choices import Choices
from farthing.cloud.plan import Asset, Found
from farthing.cloud.synth import PACKAGES, make
from tests.cloud.deployed import Deployed, Session
from tests.contract.emulators import MINISTACK, running
from tests.ports import free_port

# All that the deployment is made of: what else the emulator has would take time and memory to start.
SERVICES = (
    "apigateway,cloudformation,cloudfront,cloudwatch,cognito-idp,dynamodb,ec2,iam,lambda,logs,monitoring,"
    "s3,ses,sns,ssm,sts"
)
ELSEWHERE = "https://elsewhere.example.org"  # whose pages may call the API, too


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


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    """What `farthing deploy` makes where every call is held to the policies of who makes it."""
    port, state = free_port(), tmp_path_factory.mktemp("emulator")
    settings = {
        "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "SERVICES": SERVICES,
        "AUTH": "true", "STATE_DIR": str(state), "TMPDIR": str(state),
    }  # fmt: skip
    with running([sys.executable, "-c", MINISTACK], port, os.environ | settings):
        place = ("--endpoint-url", f"http://127.0.0.1:{port}", "--region", "us-east-1")
        farthing(
            "deploy", "--yes", *place,
            "--email", "owner@example.org", "--registration", "open", "--cors-origins", ELSEWHERE,
        )  # fmt: skip
        yield Deployed(port, json.loads(farthing("outputs", "--json", *place)), state)


@pytest.fixture(scope="session")
def ada(deployed: Deployed) -> Session:
    return deployed.ada


@pytest.fixture(scope="session")
def grace(deployed: Deployed) -> Session:
    """Somebody else, whose e-mail the owner has seen to."""
    email = "grace@example.org"
    deployed.register(email)
    verified = [{"Name": "email_verified", "Value": "true"}]
    deployed.service("cognito-idp").admin_update_user_attributes(
        UserPoolId=deployed.outputs["UserPoolId"], Username=email, UserAttributes=verified
    )
    return deployed.sign_in(email)


def farthing(*arguments: str) -> str:
    """What the command says; it must succeed."""
    environ = os.environ | {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    command = [str(Path(sys.executable).parent / "farthing"), *arguments]
    done = subprocess.run(command, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
