"""What is fetched once: whole or not there, whoever else wants it at the same time."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from farthing.cloud.kept import kept


def test_several_at_once_have_the_same_whole_folder(tmp_path: Path) -> None:
    together = Barrier(4)

    def fill(folder: Path) -> None:
        (folder / "first").touch()
        together.wait()
        (folder / "last").touch()

    with ThreadPoolExecutor(4) as others:
        found = list(others.map(lambda _: kept(tmp_path / "tool-1.2", fill), range(4)))
    assert {tuple(sorted(file.name for file in folder.iterdir())) for folder in found} == {("first", "last")}
    assert [folder.name for folder in tmp_path.iterdir()] == ["tool-1.2"]


def test_what_failed_leaves_nothing_and_is_tried_again(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise ConnectionError

    with pytest.raises(ConnectionError):
        kept(tmp_path / "tool", fail)
    assert not list(tmp_path.iterdir())
    assert kept(tmp_path / "tool", lambda folder: (folder / "whole").touch()) == tmp_path / "tool"


def test_what_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    kept(tmp_path / "tool", lambda folder: (folder / "whole").touch())
    kept(tmp_path / "tool", lambda folder: pytest.fail(f"filled {folder} again"))
