"""The program under test: in this process, or as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from msgspec import json

from farthing.doors.cli.main import farthing

COMMAND = (sys.executable, "-c", "from farthing.doors.cli.main import main; main()")


@dataclass(frozen=True)
class Program:
    """`farthing`, on a data folder unless the options say otherwise."""

    data: Path
    options: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, *args: str, exit: int = 0, input: str | bytes | None = None) -> Result:
        """One run in this process, which must end with this exit code."""
        settings = {name: None for name in os.environ if name.startswith("FARTHING_")}
        env = {**settings, "FARTHING_DATA": str(self.data), **self.env}
        result = CliRunner(env=env).invoke(
            farthing, [*self.options, *args], input=input, prog_name="farthing", catch_exceptions=False
        )
        assert result.exit_code == exit, result.output
        return result

    def json(self, *args: str, exit: int = 0, input: str | bytes | None = None) -> Any:
        """The document that a run with `--json` prints."""
        return json.decode(self(*args, "--json", exit=exit, input=input).stdout)

    def start(self, *args: str, **options: Any) -> "subprocess.Popen[bytes]":
        """A process of its own, with pipes to it; the caller ends it."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("FARTHING_")}
        env |= {"FARTHING_DATA": str(self.data), **self.env}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen([*COMMAND, *self.options, *args], env=env, **{**pipes, **options})

    def add(self, *args: str) -> str:
        """The id of a new task."""
        return str(self.json("add", *args)["taskId"])
