"""The page is small, whole and without a build: what is there is what is sent."""

import gzip
import re
from pathlib import Path

import farthing

WEB = Path(farthing.__file__).parent / "web"
SCRIPTS = sorted(WEB.rglob("*.js"))
STYLES = sorted(WEB.rglob("*.css"))
INDEX = (WEB / "index.html").read_text()


def test_scripts_and_styles_are_at_most_30_kilobytes_as_they_are_sent() -> None:
    sizes = {str(path.relative_to(WEB)): len(gzip.compress(path.read_bytes())) for path in SCRIPTS + STYLES}
    assert sum(sizes.values()) <= 30_000, sizes


def test_modules_are_short() -> None:
    assert {path.name for path in SCRIPTS if len(path.read_text().splitlines()) > 160} == set()


def test_the_document_names_every_file_once_so_that_all_are_fetched_at_once() -> None:
    named = re.findall(r'<(?:link|script)[^>]* (?:href|src)="\./([^"]+\.(?:js|css))"', INDEX)
    assert sorted(named) == sorted(str(path.relative_to(WEB)) for path in SCRIPTS + STYLES)


def test_everything_that_is_referred_to_is_there() -> None:
    for reference in re.findall(r'(?:href|src)="\./([^"]+)"', INDEX):
        assert (WEB / reference).exists() or reference == "api/tasks", reference
    for path in SCRIPTS:
        for reference in re.findall(r"from '(\.[^']+)'", path.read_text()):
            assert (path.parent / reference).exists(), (path.name, reference)
    symbols = set(re.findall(r'<symbol id="([^"]+)"', INDEX))
    assert set(re.findall(r'href="#(icon-\w+)"', INDEX)) <= symbols
