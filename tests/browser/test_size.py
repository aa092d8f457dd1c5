"""The page is small: what is sent of it, in bytes, and how long its modules are."""

import gzip
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from farthing.http.page_files import ELSEWHERE, page_files
from farthing.http.page_pack import pack
from tests.browser.modules import SCRIPTS, WEB

INDEX = (WEB / "index.html").read_text()
START = set(re.findall(r'<(?:link|script)[^>]* (?:href|src)="\./([^"]+\.(?:js|css))"', INDEX))
MAIN, WORKER = "main.js", "sw.js"
ALL = 60_000  # bytes
# As it is sent, and as it is written.
AT_ONCE = re.compile(r'(?:from|import) ?"(\.[^"]+)"')
EVER = re.compile(r"(?:from |import\()'(\.[^']+)'")


@cache
def sent(home: str) -> dict[str, bytes]:
    """What is sent of the page, by the paths that the files have within their folder."""
    sources = {p.relative_to(WEB).as_posix(): p.read_bytes() for p in WEB.rglob("*") if p.is_file()}
    files = page_files(sources, "", home)
    return {re.sub("^v/[0-9a-f]+/", "", file.path): file.content for file in files}


def reached(files: dict[str, str], start: str, references: re.Pattern[str]) -> set[str]:
    """A script and all that it imports, directly or not, of those that there are."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in files and path not in found:
            found.add(path)
            waiting += [normpath(join(dirname(path), address)) for address in references.findall(files[path])]
    return found


def size(files: Iterable[bytes]) -> int:
    """Of each file alone, gzipped."""
    return sum(len(gzip.compress(content)) for content in files)


@pytest.mark.parametrize("home", ELSEWHERE)
def test_what_the_page_needs_to_start_is_at_most_30_kilobytes_as_it_is_sent(home: str) -> None:
    """Where people sign in, with what has them sign in."""
    scripts = {path: content.decode() for path, content in sent(home).items() if path.endswith(".js")}
    signing_in = reached(scripts, f"sign-in/{home}.js", AT_ONCE)
    assert size(sent(home)[path] for path in START | signing_in | {"styles/people.css"}) <= 30_000


@pytest.mark.parametrize("home", ELSEWHERE)
def test_all_that_one_person_may_ever_load_is_bounded(home: str) -> None:
    """What the page begins with, the worker, and the pack of all the rest."""
    files = {path: content for path, content in sent(home).items() if path.endswith((".js", ".css"))}
    rest = {path: content for path, content in files.items() if path not in START | {WORKER}}
    assert size([*(files[path] for path in START), files[WORKER], pack(rest)]) <= ALL


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_words_of_a_language_are_at_most_12_kilobytes(language: str) -> None:
    """What the page says, and what it reads; beside them, how it says that something repeats."""
    words = [*(WEB / "texts" / language).iterdir(), WEB / "quick" / f"{language}.json"]
    assert size(path.read_bytes() for path in words) <= 12_000
    assert size([(WEB / "repeat" / f"{language}.json").read_bytes()]) <= 500


def test_the_document_is_at_most_10_kilobytes() -> None:
    """With the markup of all that is loaded later, which costs nothing until then but its bytes."""
    assert size([sent("accounts")["index.html"]]) <= 10_000


@pytest.mark.parametrize("home", ELSEWHERE)
def test_what_is_left_out_of_a_home_is_loaded_by_nobody_there(home: str) -> None:
    (other,) = ELSEWHERE.keys() - {home}
    scripts = {path.relative_to(WEB).as_posix(): path.read_text() for path in SCRIPTS}
    without = {path: text for path, text in scripts.items() if path != f"sign-in/{other}.js"}
    only_there = reached(scripts, MAIN, EVER) - reached(without, MAIN, EVER)
    assert only_there == set(ELSEWHERE[home])


def code(path: Path) -> list[str]:
    """The lines of a module that are neither empty nor a comment."""
    lines = map(str.strip, path.read_text().splitlines())
    return [line for line in lines if line and not line.startswith(("//", "/*", "*"))]


def test_modules_are_short() -> None:
    assert {path.name for path in SCRIPTS if len(code(path)) > 200} == set()


@pytest.mark.parametrize("home", ELSEWHERE)
def test_the_document_names_every_file_of_the_start_so_that_all_are_fetched_at_once(home: str) -> None:
    files = {path: content.decode() for path, content in sent(home).items() if path.endswith(".js")}
    assert reached(files, MAIN, AT_ONCE) | {"parts/first.js"} == {path for path in START if path in files}


def test_everything_that_is_referred_to_is_there() -> None:
    for reference in re.findall(r'(?:href|src)="\./([^"]+)"', INDEX):
        assert (WEB / reference).exists() or reference == "api/tasks", reference
    for path in SCRIPTS:
        for reference in EVER.findall(path.read_text()):
            assert (path.parent / reference).exists(), (path.name, reference)
    symbols = set(re.findall(r'<symbol id="([^"]+)"', INDEX))
    assert set(re.findall(r'href="#(icon-\w+)"', INDEX)) <= symbols
