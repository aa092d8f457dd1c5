"""The page is small, whole and without a build: what is there is what is sent."""

import gzip
import re
from collections.abc import Iterable
from pathlib import Path

import farthing

WEB = Path(farthing.__file__).parent / "web"
SCRIPTS = sorted(WEB.rglob("*.js"))
STYLES = sorted(WEB.rglob("*.css"))
INDEX = (WEB / "index.html").read_text()


IMPORTED = re.compile(r"from '(\.[^']+)'")


def started() -> set[Path]:
    """What the page loads before it can be used: its styles, and all that its script imports at once."""
    found, waiting = set(), [WEB / "app.js"]
    while waiting:
        path = waiting.pop().resolve()
        if path not in found:
            found.add(path)
            waiting += [path.parent / reference for reference in IMPORTED.findall(path.read_text())]
    named = {(WEB / name).resolve() for name in re.findall(r'href="\./([^"]+\.css)"', INDEX)}
    return found | named


def size(paths: Iterable[Path]) -> int:
    """Of each file alone, as it is sent."""
    return sum(len(gzip.compress(path.read_bytes())) for path in paths)


def test_what_the_page_needs_to_start_is_at_most_30_kilobytes_as_it_is_sent() -> None:
    assert size(started()) <= 30_000


def test_all_that_it_may_ever_load_is_at_most_60_kilobytes() -> None:
    assert size(SCRIPTS + STYLES) <= 60_000


def test_modules_are_short() -> None:
    assert {path.name for path in SCRIPTS if len(path.read_text().splitlines()) > 160} == set()


def test_the_document_names_every_file_of_the_start_once_so_that_all_are_fetched_at_once() -> None:
    named = re.findall(r'<(?:link|script)[^>]* (?:href|src)="\./([^"]+\.(?:js|css))"', INDEX)
    assert sorted(named) == sorted(path.relative_to(WEB.resolve()).as_posix() for path in started())


def test_everything_that_is_referred_to_is_there() -> None:
    for reference in re.findall(r'(?:href|src)="\./([^"]+)"', INDEX):
        assert (WEB / reference).exists() or reference == "api/tasks", reference
    for path in SCRIPTS:
        for reference in re.findall(r"(?:from |import\()'(\.[^']+)'", path.read_text()):
            assert (path.parent / reference).exists(), (path.name, reference)
    symbols = set(re.findall(r'<symbol id="([^"]+)"', INDEX))
    assert set(re.findall(r'href="#(icon-\w+)"', INDEX)) <= symbols
