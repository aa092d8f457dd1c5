"""What is sent of a script or style sheet: the same to a browser, in the same lines, and less of it."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json

import farthing
from farthing.cloud.compiler import node_path
from farthing.http.page_files import sent

WEB = Path(farthing.__file__).parent / "web"
SCRIPTS = sorted(WEB.rglob("*.js"))
STYLES = sorted(WEB.rglob("*.css"))
# Node carries a parser for itself; it tells the tokens with their lines, and texts with the blanks in them.
TOKENS = """
const { tokenizer } = require('internal/deps/acorn/acorn/dist/acorn');
const options = { ecmaVersion: 'latest', sourceType: 'module', locations: true };
const told = ({ type, value, loc: { start, end } }) =>
  [type.label, String(value?.pattern ?? value), start.line, end.line];
const sources = JSON.parse(require('fs').readFileSync(0));
console.log(JSON.stringify(sources.map((source) => Array.from(tokenizer(source, options), told))));
"""
pieces = st.sampled_from(["/*", "*/", "//", "/** ", "a", " ", "\t", "\n", "\n  ", "'", "`", ";", "*"])


def tokens(sources: list[bytes]) -> list[list[object]]:
    command = [node_path(), "--expose-internals", "-e", TOKENS]
    told = subprocess.run(
        command, input=json.encode([source.decode() for source in sources]), capture_output=True, check=True
    )
    return json.decode(told.stdout, type=list[list[object]])


def test_scripts_keep_their_tokens_and_their_lines() -> None:
    sources = [path.read_bytes() for path in SCRIPTS]
    before, after = tokens(sources), tokens([sent(".js", source) for source in sources])
    changed = {
        path.name: next(pair for pair in zip(was, now, strict=False) if pair[0] != pair[1])
        for path, was, now in zip(SCRIPTS, before, after, strict=True)
        if was != now
    }
    assert changed == {}


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_text_of_a_style_sheet_goes_over_the_end_of_a_line(path: Path) -> None:
    rest = sent(".css", path.read_bytes()).decode()
    assert all(line.count('"') % 2 == line.count("'") % 2 == 0 for line in rest.splitlines())
    assert all(("/*" in line) == ("*/" in line) for line in rest.splitlines())


@pytest.mark.parametrize("path", SCRIPTS + STYLES, ids=lambda path: path.name)
def test_no_line_begins_with_a_comment_or_a_blank(path: Path) -> None:
    begun = (b" ", b"\t", b"//", b"/*")
    assert [
        line for line in sent(path.suffix, path.read_bytes()).splitlines() if line.startswith(begun)
    ] == []


@pytest.mark.parametrize(
    ("suffix", "source", "left"),
    [
        (".js", "/** What\n * it is. */\nexport const a = 1;\n", "\n\nexport const a = 1;\n"),
        (".js", "if (a) {\n  // why\n  b(); // here\n}\n", "if (a) {\n\nb(); // here\n}\n"),
        (".js", "  /* one */ /* two */ a();", "/* one */ /* two */ a();"),
        (".js", "/* opened\n// closed */ a();\n", "/* opened\n// closed */ a();\n"),
        (".js", "a('// no', /* yes */ 'b');", "a('// no', /* yes */ 'b');"),
        (".css", "a {\n  /* why */\n  b: c; /* d */\n}\n", "a {\n\nb: c; /* d */\n}\n"),
        (".css", "  //example.org/a.png", "//example.org/a.png"),
        (".html", "  <!-- a --> // b", "  <!-- a --> // b"),
    ],
)
def test_comments_on_lines_of_their_own_and_indentation_are_not_sent(
    suffix: str, source: str, left: str
) -> None:
    assert sent(suffix, source.encode()).decode() == left


@given(st.sampled_from([".css", ".js"]), st.lists(pieces).map("".join).map(str.encode))
def test_whatever_it_is_has_its_lines_and_nothing_more_to_take_away(suffix: str, source: bytes) -> None:
    once = sent(suffix, source)
    assert once.count(b"\n") == source.count(b"\n")
    assert sent(suffix, once) == once
