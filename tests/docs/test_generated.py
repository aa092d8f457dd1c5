"""What is generated is up to date."""

import pytest

from tests.docs.generate import GENERATED, ROOT


@pytest.mark.parametrize("path", GENERATED)
def test_generated_files_are_up_to_date(path: str) -> None:
    assert (ROOT / path).read_text() == GENERATED[path](), "run `make docs`"
