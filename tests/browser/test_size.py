"""The page is small: what is sent of it, in bytes, and how long its modules are."""

import gzip
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

import farthing
from farthing.http.page_files import ELSEWHERE, pack, sent

WEB = Path(farthing.__file__).resolve().parent / "web"
SCRIPTS = sorted(WEB.rglob("*.js"))
STYLES = sorted(WEB.rglob("*.css"))
INDEX = (WEB / "index.html").read_text()
APP = WEB / "app.js"
WORKER = WEB / "sw.js"
ALL = 76_000  # bytes; what is aimed at is 60,000
LANGUAGES = {"en", "de"}
AT_ONCE = re.compile(r"from '(\.[^']+)'")
EVER = re.compile(r"(?:from |import\()'(\.[^']+)'")


def reached(start: Path, references: re.Pattern[str], without: Iterable[Path] = ()) -> set[Path]:
    """A script and all that it imports, directly or not; `without` what only some scripts import."""
    found: set[Path] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop().resolve()
        if path not in found and path not in without:
            found.add(path)
            waiting += [path.parent / reference for reference in references.findall(path.read_text())]
    return found


def started() -> set[Path]:
    """What the page loads before it can be used: its styles, and all that its script imports at once."""
    named = {WEB / name for name in re.findall(r'(?:href|<script src)="\./([^"]+\.(?:css|js))"', INDEX)}
    return reached(APP, AT_ONCE) | named


def loaded(home: str, language: str) -> set[Path]:
    """All that may ever be loaded by one person, who is at one home and speaks one language."""
    elsewhere = {WEB / name for name in ELSEWHERE[home]}
    return {
        path for path in SCRIPTS + STYLES if path not in elsewhere and _language(path) in (language, None)
    }


def _language(path: Path) -> str | None:
    return next(iter({path.parent.name, path.stem.rpartition("-")[2]} & LANGUAGES), None)


def size(paths: Iterable[Path]) -> int:
    """Of each file alone, as it is sent."""
    return sum(len(gzip.compress(sent(path.name, path.read_bytes()))) for path in paths)


def test_what_the_page_needs_to_start_is_at_most_30_kilobytes_as_it_is_sent() -> None:
    assert size(started()) <= 30_000


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_words_of_a_language_are_at_most_12_kilobytes(language: str) -> None:
    """What the page says, and what it reads."""
    assert size([*(WEB / "texts" / language).iterdir(), WEB / "quick" / f"{language}.json"]) <= 12_000


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("home", ELSEWHERE)
def test_all_that_one_person_may_ever_load_is_bounded(home: str, language: str) -> None:
    """What the page begins with, and the pack of all the rest, as the service worker takes it."""
    rest = {
        path.relative_to(WEB).as_posix(): sent(path.name, path.read_bytes()) for path in later(home, language)
    }
    assert size({*started(), WORKER}) + len(gzip.compress(pack(rest))) <= ALL


def later(home: str, language: str) -> list[Path]:
    return sorted(loaded(home, language) - started() - {WORKER})


@pytest.mark.parametrize("home", ELSEWHERE)
def test_what_is_left_out_of_a_home_is_loaded_by_nobody_there(home: str) -> None:
    (other,) = ELSEWHERE.keys() - {home}
    way_in = {"accounts": "accounts.js", "cognito": "cognito.js"}[other]
    assert {WEB / name for name in ELSEWHERE[home]} == reached(APP, EVER) - reached(
        APP, EVER, [WEB / "sign-in" / way_in]
    )


def code(path: Path) -> list[str]:
    """The lines of a module that are neither empty nor a comment."""
    lines = map(str.strip, path.read_text().splitlines())
    return [line for line in lines if line and not line.startswith(("//", "/*", "*"))]


def test_modules_are_short() -> None:
    """Words that are data do not count."""
    assert {path.name for path in SCRIPTS if _language(path) is None and len(code(path)) > 200} == set()


def test_the_document_names_every_file_of_the_start_once_so_that_all_are_fetched_at_once() -> None:
    named = re.findall(r'<(?:link|script)[^>]* (?:href|src)="\./([^"]+\.(?:js|css))"', INDEX)
    assert sorted(named) == sorted(path.relative_to(WEB).as_posix() for path in started())


def test_everything_that_is_referred_to_is_there() -> None:
    for reference in re.findall(r'(?:href|src)="\./([^"]+)"', INDEX):
        assert (WEB / reference).exists() or reference == "api/tasks", reference
    for path in SCRIPTS:
        for reference in EVER.findall(path.read_text()):
            assert (path.parent / reference).exists(), (path.name, reference)
    symbols = set(re.findall(r'<symbol id="([^"]+)"', INDEX))
    assert set(re.findall(r'href="#(icon-\w+)"', INDEX)) <= symbols
