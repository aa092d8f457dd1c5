"""The commands by which `docs/aws.md` has one try a deployment, as they stand there, at another port."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.generate import ROOT
from tests.ports import free_port


@pytest.mark.xdist_group("documented-emulator")
def test_the_commands_do_as_documented(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "aws.md").read_text()
    section = page.partition("### Trying it on an emulator")[2]
    block = re.search(r"^```sh\nmake [^\n]*\n(.*?)^```", section, re.M | re.S)
    assert block
    (tmp_path / ".venv").symlink_to(sys.prefix)
    port = str(free_port())
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block[1].replace("4566", port)],
        cwd=tmp_path,
        env={**os.environ, "GATEWAY_PORT": port, "STATE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert '{"status":"ok"' in done.stdout
    assert "Nothing of farthing is left" in done.stderr
