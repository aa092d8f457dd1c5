"""What is sent of the page: the same to a browser, in the same lines, less of it; and under which names."""

import re
import subprocess
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json

import farthing
from farthing.cloud.compiler import node_path
from farthing.http.page_files import ASK_AGAIN, FOREVER, PageFile, page_files, sent

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
SOURCES = {
    "app.js": b"// The page.\nimport './a/b.js';\n",
    "a/b.js": b"export {};\n",
    "index.html": b'<a href="./api/tasks"><link href="./manifest.webmanifest"><script src="./app.js">',
    "manifest.webmanifest": b'{"start_url": "./", "url": "./#/today", "icons": [{"src": "./a.svg"}]}',
    "sw.js": b"/** Keeps the page. */\nself.keep();\n",
    "notes.swp": b"unsaved",
}
pieces = st.sampled_from(["/*", "*/", "//", "/** ", "a", " ", "\t", "\n", "\n  ", "'", "`", ";", "*"])


def tokens(sources: list[bytes]) -> list[list[object]]:
    command = [node_path(), "--expose-internals", "-e", TOKENS]
    told = subprocess.run(
        command, input=json.encode([source.decode() for source in sources]), capture_output=True, check=True
    )
    return json.decode(told.stdout, type=list[list[object]])


def test_scripts_keep_their_tokens_and_their_lines() -> None:
    sources = [path.read_bytes() for path in SCRIPTS]
    before, after = tokens(sources), tokens([sent("a.js", source) for source in sources])
    changed = {
        path.name: next(pair for pair in zip(was, now, strict=False) if pair[0] != pair[1])
        for path, was, now in zip(SCRIPTS, before, after, strict=True)
        if was != now
    }
    assert changed == {}


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_text_of_a_style_sheet_goes_over_the_end_of_a_line(path: Path) -> None:
    rest = sent("a.css", path.read_bytes()).decode()
    assert all(line.count('"') % 2 == line.count("'") % 2 == 0 for line in rest.splitlines())
    assert all(("/*" in line) == ("*/" in line) for line in rest.splitlines())


@pytest.mark.parametrize("path", SCRIPTS + STYLES, ids=lambda path: path.name)
def test_no_line_begins_with_a_comment_or_a_blank(path: Path) -> None:
    begun = (b" ", b"\t", b"//", b"/*")
    assert [line for line in sent(path.name, path.read_bytes()).splitlines() if line.startswith(begun)] == []


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
    assert sent(f"name{suffix}", source.encode()).decode() == left


@given(st.sampled_from(["a.css", "a.js"]), st.lists(pieces).map("".join).map(str.encode))
def test_whatever_it_is_has_its_lines_and_nothing_more_to_take_away(path: str, source: bytes) -> None:
    once = sent(path, source)
    assert once.count(b"\n") == source.count(b"\n")
    assert sent(path, once) == once


def files(sources: dict[str, bytes] = SOURCES, policy: str = "script-src 'self'") -> dict[str, PageFile]:
    return {file.path: file for file in page_files(sources, policy, "accounts")}


def folder_of(files: dict[str, PageFile]) -> str:
    (path,) = (path for path in files if path.endswith("/app.js"))
    return path.removesuffix("app.js")


def test_all_but_what_is_asked_for_anew_lies_in_a_folder() -> None:
    folder = folder_of(files())
    assert re.fullmatch("v/[0-9a-f]{16}/", folder)
    caches = {path: file.cache for path, file in files().items()}
    assert caches == dict.fromkeys(
        [f"{folder}{name}" for name in ("app.js", "a/b.js", "pack.json")], FOREVER
    ) | dict.fromkeys(["manifest.webmanifest", "sw.js", "index.html"], ASK_AGAIN)
    assert list(caches)[-1] == "index.html", "which names the others"


def test_addresses_lead_into_the_folder_but_for_those_that_stay() -> None:
    folder = folder_of(files())
    index, manifest = (files()[path].content.decode() for path in ("index.html", "manifest.webmanifest"))
    assert re.findall('"(.*?)"', index) == ["./api/tasks", "./manifest.webmanifest", f"./{folder}app.js"]
    assert re.findall(r'"(\./.*?)"', manifest) == ["./", "./#/today", f"./{folder}a.svg"]


def test_the_service_worker_is_told_what_there_is_of_its_version() -> None:
    made = files()
    first, second, *_ = made["sw.js"].content.decode().split("\n")
    told = dict(re.findall(r"const (\w+) = (.*?); ", first))
    kept = {"./": "index.html", "manifest.webmanifest": "manifest.webmanifest"}
    digests = {
        address: f"sha256-{b64encode(sha256(made[path].content).digest()).decode()}"
        for address, path in kept.items()
    }
    assert {name: json.decode(fact) for name, fact in told.items()} == {
        "FOLDER": folder_of(made), "FILES": ["app.js"], "PACK": "pack.json", "NAMED": digests,
    }  # fmt: skip
    assert second == "self.keep();", "errors name the lines of the source"


def test_the_pack_has_what_the_document_does_not_name() -> None:
    made = files()
    packed = json.decode(made[f"{folder_of(made)}pack.json"].content)
    assert packed == [["a/b.js", "text/javascript; charset=utf-8", "export {};\n"]]


def test_what_is_for_another_way_of_signing_in_is_not_sent() -> None:
    sources = SOURCES | {"sign-in/cognito.js": b"a();\n", "sign-in/accounts.js": b"b();\n"}
    for home, name in {"accounts": "accounts", "cognito": "cognito"}.items():
        sent_paths = {file.path.rpartition("/")[2] for file in page_files(sources, "", home)}
        assert sent_paths & {"cognito.js", "accounts.js"} == {f"{name}.js"}


@pytest.mark.parametrize("path", ["app.js", "index.html", "sw.js", "manifest.webmanifest"])
def test_another_content_is_another_version(path: str) -> None:
    more = files({**SOURCES, path: SOURCES[path] + b"more"})
    assert folder_of(more) != folder_of(files())
    assert more["sw.js"] != files()["sw.js"]


def test_another_policy_is_another_version() -> None:
    assert folder_of(files(policy="script-src 'none'")) != folder_of(files())


def test_a_comment_more_is_the_same_version() -> None:
    assert files({**SOURCES, "app.js": b"// The same page.\nimport './a/b.js';\n"}) == files()
