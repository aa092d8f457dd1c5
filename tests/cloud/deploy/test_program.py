"""The commands as an owner runs them, on an emulator, with a small deployment in place of the real one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from msgspec import json

from farthing.cloud.deploy.account import Account
from farthing.cloud.deploy.stack import find, resources
from farthing.doors.cli.exits import Exit

pytestmark = pytest.mark.xdist_group("deploy")
PROGRAM = [sys.executable, "-m", "tests.cloud.deploy.program"]


class Program:
    """Runs commands against the account of this test."""

    def __init__(self, account: Account) -> None:
        assert account.endpoint
        self._at = ["--endpoint-url", account.endpoint]
        self._environ = os.environ | {
            "AWS_ACCESS_KEY_ID": account.id, "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": account.endpoint,
        }  # fmt: skip

    def __call__(self, command: str, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PROGRAM, command, *self._at, *arguments],
            env=self._environ | environ, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    @contextmanager
    def begin(self, command: str, *arguments: str, **environ: str) -> Iterator[subprocess.Popen[str]]:
        with subprocess.Popen(
            [*PROGRAM, command, *self._at, *arguments],
            env=self._environ | environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        ) as running:  # fmt: skip
            try:
                yield running
            finally:
                running.kill()  # or what does not end would be waited for

    def document(self, command: str, *arguments: str, **environ: str) -> Any:
        done = self(command, *arguments, "--json", **environ)
        assert not done.returncode, done.stderr
        return json.decode(done.stdout)


@pytest.fixture
def program(account: Account) -> Program:
    return Program(account)


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it does not come true"
        time.sleep(0.05)


def put(url: str, body: bytes) -> None:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=10)
    connection.request("PUT", f"{parts.path}?{parts.query}", body)
    assert connection.getresponse().status == 200
    connection.close()


def test_deploys_compares_and_comes_back_after_destruction(program: Program, account: Account) -> None:
    made = program.document("deploy", "--name", "small", "--yes", "--log-days", "30")
    assert made["skipped"] == ["small-watch"]
    table = made["outputs"]["TableName"]
    account.client("dynamodb").put_item(
        TableName=table, Item={"pk": {"S": "p"}, "sk": {"S": "s"}, "version": {"N": "1"}}
    )

    same = program("diff", "--name", "small", "--exit-code")
    assert (same.returncode, same.stdout) == (0, ""), "the choices are remembered"
    other = program("diff", "--name", "small", "--exit-code", SETTING="two")
    assert other.returncode == Exit.DIFFERENT
    assert other.stdout.startswith("small\tchange\tSetting\tSSM::Parameter\tValue")

    assert program.document("outputs", "--name", "small") == made["outputs"]
    gone = program.document("destroy", "--name", "small", "--yes")
    assert gone == {"removed": ["small", "small-assets"], "kept": ["small-data"]}
    back = program.document("deploy", "--name", "small", "--yes")
    assert back["outputs"]["TableName"] == table
    assert account.client("dynamodb").scan(TableName=table)["Count"] == 1

    gone = program.document("destroy", "--name", "small", "--yes", "--everything")
    assert gone["kept"] == []
    assert table not in account.client("dynamodb").list_tables()["TableNames"]
    assert program("destroy", "--name", "small", "--yes").returncode == Exit.NOT_FOUND


def test_goes_on_after_an_interrupt(program: Program, account: Account) -> None:
    def in_progress() -> bool:
        stack = find(account, "small")
        return stack is not None and stack.moving and bool(handle())

    def handle() -> str:
        stack = find(account, "small")
        found = {one["LogicalResourceId"]: one for one in resources(account, stack)} if stack else {}
        return str(found.get("Handle", {}).get("PhysicalResourceId", ""))

    with program.begin("deploy", "--name", "small", "--yes", HELD="1") as running:
        until(in_progress)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=30)
    assert running.returncode == Exit.INTERRUPTED
    assert "Interrupted. small is in CREATE_IN_PROGRESS, and CloudFormation goes on by itself." in told

    with program.begin("deploy", "--name", "small", "--yes", HELD="1") as again:
        assert again.stderr is not None
        told = ""
        while "waiting for it to end" not in told:
            line = again.stderr.readline()
            assert line, told
            told += line
        signalled = {"Status": "SUCCESS", "UniqueId": "1", "Data": "", "Reason": ""}
        put(handle(), json.encode(signalled))
        _, rest = again.communicate(timeout=60)
    assert again.returncode == 0, told + rest
    stack = find(account, "small")
    assert stack is not None
    assert stack.status == "CREATE_COMPLETE"


def test_an_interrupt_before_anything_is_made_says_so(program: Program) -> None:
    with program.begin("deploy", "--name", "small", "--yes", ENDLESS="1") as running:
        assert running.stderr is not None
        until(lambda: "Making the templates" in running.stderr.readline())
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=30)
    assert running.returncode == Exit.INTERRUPTED
    assert "Interrupted. Nothing is half-made." in told


def test_functions_are_packed_for_the_python_that_the_emulator_has(program: Program) -> None:
    own = f"python{sys.version_info.major}.{sys.version_info.minor}"
    done = program("deploy", "--name", "small", "--yes", OWN="1")
    assert f"Python: --runtime {own} --architecture " in done.stderr
    assert f"\n{own} " in done.stderr
    done = program("diff", "--name", "small", "--runtime", "python3.12", "--architecture", "arm64", OWN="1")
    assert "\npython3.12 arm64\n" in done.stderr
    assert "emulator runs" not in done.stderr


def test_the_checklist_knows_what_an_emulator_loses(program: Program) -> None:
    program.document("deploy", "--name", "small", "--yes")
    done = program("checklist", "--name", "small", "--json")
    found = {one["id"]: one for one in json.decode(done.stdout)["checks"]}
    assert found["recovery"]["result"] == "fail"
    assert "the emulator does not keep it" in found["recovery"]["todo"]


def test_shows_what_was_changed_by_hand(program: Program, account: Account) -> None:
    program.document("deploy", "--name", "small", "--yes")
    account.client("ssm").put_parameter(Name="/small", Value="by hand", Type="String", Overwrite=True)
    drifts = program.document("diff", "--name", "small", "--drift")["drifts"]
    found = [(one["resource"], one["expected"], one["actual"]) for one in drifts]
    assert found == [("Setting", "one", "by hand")]


@pytest.mark.parametrize(
    ("environ", "arguments", "exit", "words"),
    [
        ({"AWS_REGION": ""}, [], Exit.USAGE, "say in which region: --region us-east-1, or AWS_REGION"),
        ({}, ["--profile", "none"], Exit.NOT_ALLOWED, "`aws configure list-profiles` lists them"),
        ({"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, [], Exit.NOT_ALLOWED, "no credentials"),
        ({}, ["--name", "Capitals"], Exit.USAGE, "--name: "),
        ({}, ["--domain", "tasks.example.org"], Exit.USAGE, "--domain: give the Route 53 zone"),
        ({}, ["--waf", "nonsense"], Exit.USAGE, "--waf: give the ARN of a global web ACL, not 'nonsense'"),
        ({}, ["--github", "nonsense"], Exit.USAGE, "--github: give owner/repository"),
        ({}, ["--cors-origins", "nonsense"], Exit.USAGE, "--cors-origins: give an origin such as https"),
        ({}, ["--countries", "Mars"], Exit.USAGE, "--countries: give codes of two letters, such as DE"),
        ({}, ["--email", "ada"], Exit.USAGE, "--email: give an e-mail address, not 'ada'"),
        ({}, ["--endpoint-url", "nonsense"], Exit.USAGE, "nonsense is no address: give --endpoint-url http"),
        ({}, ["--endpoint-url", "http://127.0.0.1:1"], Exit.FAILED, "AWS cannot be reached"),
        ({}, ["--endpoint-url", "", "--region", "xx-nowhere-1"], Exit.USAGE, "is no region of AWS"),
    ],
)  # fmt: skip
def test_says_what_is_wrong(
    program: Program, environ: dict[str, str], arguments: list[str], exit: Exit, words: str
) -> None:
    nowhere = dict.fromkeys(("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"), "/nowhere")
    done = program("deploy", "--yes", *arguments, AWS_EC2_METADATA_DISABLED="true", **nowhere, **environ)
    assert words in done.stderr
    assert done.returncode == exit
    assert done.stderr.count("farthing: ") == 1


def test_asks_nobody_who_is_not_there(program: Program) -> None:
    done = program("deploy", "--name", "small")
    assert done.returncode == Exit.USAGE
    assert "give --yes" in done.stderr
