"""The program `farthing` with the small deployment in place of the real one."""

import os
import sys
from pathlib import Path
from tempfile import mkdtemp
from threading import Event

import boto3

from farthing.cloud import synth
from farthing.cloud.choices import Choices
from farthing.cloud.deploy.account import Account
from farthing.cloud.plan import Found, Plan
from tests.cloud.deploy.plans import Made, held

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]


def synthesize(choices: Choices, id: str, region: str, _folder: Path, known: Found, _cache: Path) -> Plan:
    made = Made(Path(mkdtemp()), Account(boto3.Session(), id, region, ENDPOINT))
    made.choices = choices
    if "ENDLESS" in os.environ:
        Event().wait()
    if "OWN" in os.environ:
        print(choices.runtime, choices.architecture, file=sys.stderr)
    if "HELD" in os.environ:
        made.app = held()
    if "SETTING" in os.environ:
        made.app["Setting"]["Properties"]["Value"] = os.environ["SETTING"]
    return made.plan(known)


synth.synthesize = synthesize

if __name__ == "__main__":
    from farthing.doors.cli.main import main

    main()
