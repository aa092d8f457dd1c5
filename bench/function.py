"""What the functions cost, built as they are deployed, against a handler as tutorials write it.

Cold: instructions of a whole process that starts Python, imports the function and answers once (valgrind;
CPU time where it is not there). Warm: CPU time of one more call. Both speak to the same stub of DynamoDB.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.report import Line
from farthing.cloud import package
from farthing.cloud.functions import API, CAPTURE, CLAIMS
from farthing.cloud.package import Package, Target

HERE = Path(__file__).parent
CACHE = Path(sys.prefix) / "cache" / "farthing"
ZIP_BYTES: dict[Package, int] = {
    "api": 400_000, "door": 500_000, "follow": 400_000, "claims": 4_000, "brake": 4_000
}  # fmt: skip
ON_AWS = Target("arm64", "python3.13")
HERE_TARGET = Target("x86_64", f"python{sys.version_info.major}.{sys.version_info.minor}")
COLD_EVENTS = {API: "create", CAPTURE: "health", CLAIMS: "claims"}
COLD, WARM_CREATE, WARM_LIST = 0.20, 0.22, 0.20
CALLS = 2000
ROUNDS = 3


def measure() -> Iterator[Line]:
    """Lines of the report: costs as shares of the reference's, and the size of each zip."""
    with tempfile.TemporaryDirectory() as folder, stub() as port:
        built = {
            name: str(package.build(name, HERE_TARGET, Path(folder) / name, CACHE)) for name in ZIP_BYTES
        }
        tutorial = [str(HERE), sysconfig.get_path("purelib")]
        env = environment(port)
        reference = _cold(env, tutorial, "tutorial", "create")
        for function, event in COLD_EVENTS.items():
            module = f"farthing.doors.aws.{function.name}"
            cold = _cold(env, [built[function.package]], module, event)
            yield _ratio(f"{function.name}, cold start", COLD, cold, reference)
        for event, most in (("create", WARM_CREATE), ("list", WARM_LIST)):
            yield _ratio(
                f"api, warm {event}" + (" of 50" if event == "list" else ""),
                most,
                _warm(env, [built["api"]], "farthing.doors.aws.api", event),
                _warm(env, tutorial, "tutorial", event),
            )
        yield _memory(env, [built["api"]])
        for name in ZIP_BYTES:
            yield _zip(name, package.pack(name, ON_AWS, Path(folder) / "zips", CACHE).path)


def environment(port: int) -> dict[str, str]:
    """What the functions find in their environment; the keys are of nobody."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONHASHSEED": "0",
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "AWS_SESSION_TOKEN": "token",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "DYNAMODB": f"http://127.0.0.1:{port}",
        "FARTHING_ENDPOINT": f"http://127.0.0.1:{port}",
        "FARTHING_TABLE": "farthing",
    }


@contextmanager
def stub() -> Iterator[int]:
    """A DynamoDB that always answers the same; yields its port."""
    command = [sys.executable, "-m", "bench.dynamodb_stub"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline())
        process.terminate()


def _cold(env: dict[str, str], path: list[str], module: str, event: str) -> float:
    """Millions of instructions, or CPU ms, of a first answer."""
    command = [sys.executable, "-S", str(HERE / "invoke.py"), ":".join(path), module, event]
    subprocess.run(command, env=env, check=True)  # leaves byte code behind, as a package has it
    if shutil.which("valgrind"):
        valgrind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
        report = subprocess.run(
            [*valgrind, *command], env=env, capture_output=True, text=True, check=True
        ).stderr
        (count,) = re.findall(r"I +refs: +([\d,]+)", report)
        return int(count.replace(",", "")) / 1e6
    return min(_cpu_ms(command, env) for _ in range(10))


def _memory(env: dict[str, str], path: list[str]) -> Line:
    """The most that the API's function held, to what it is given: the rest is for its share of CPU."""
    command = [
        sys.executable,
        "-S",
        str(HERE / "invoke.py"),
        ":".join(path),
        "farthing.doors.aws.api",
        "list",
    ]
    process = subprocess.Popen([*command, str(CALLS)], env=env, stdout=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    peak = usage.ru_maxrss / 1024
    return Line("api, peak memory", f"{peak:.0f} MB of {API.memory} MB", peak / API.memory, 0.5, "at most")


def _cpu_ms(command: list[str], env: dict[str, str]) -> float:
    before = os.times()
    subprocess.run(command, env=env, check=True)
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    ) * 1000


def _warm(env: dict[str, str], path: list[str], module: str, event: str) -> float:
    """CPU µs of one call, the best of some rounds."""
    command = [sys.executable, "-S", str(HERE / "invoke.py"), ":".join(path), module, event, str(CALLS)]
    return min(
        float(subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout)
        for _ in range(ROUNDS)
    )


def _ratio(name: str, most: float, ours: float, theirs: float) -> Line:
    return Line(name, f"{ours:.0f} to {theirs:.0f}", ours / theirs, most, "at most")


def _zip(name: Package, archive: Path) -> Line:
    size = archive.stat().st_size
    bound = ZIP_BYTES[name]
    return Line(f"package {name}, zip of {bound // 1000} kB", f"{size:,} bytes", size / bound, 1.0, "at most")
