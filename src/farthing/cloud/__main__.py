"""`python -m farthing.cloud FOLDER`: the templates of a deployment with every choice as it comes, to be read
and compared; no account is asked."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from farthing.cloud.choices import Choices
from farthing.cloud.plan import Found
from farthing.cloud.synth import synthesize

NOBODY = "000000000000"


def main(folder: Path, cache: Path) -> None:
    """Write one file for each stack."""
    found = Found({"dynamodb": "pl-dynamodb", "s3": "pl-s3"})
    with TemporaryDirectory() as work:
        plan = synthesize(Choices(), NOBODY, "us-east-1", Path(work), found, cache)
    folder.mkdir(parents=True, exist_ok=True)
    for stack in plan.stacks:
        (folder / f"{stack.name}.json").write_text(stack.template + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.prefix) / "cache" / "farthing")
