"""What is sent of the page: the same to a browser, less of it; and under which names."""

import re
import subprocess
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import minify
import pytest
from msgspec import json

import farthing
from farthing.cloud.compiler import node_path
from farthing.http.page_files import ASK_AGAIN, FOREVER, PLAIN, TOGETHER, PageFile, page_files, sent
from farthing.http.page_linking import linked
from farthing.http.page_pack import like_by_like

WEB = Path(farthing.__file__).parent / "web"
SCRIPTS = sorted(WEB.rglob("*.js"))
# Node carries a parser for itself; it tells what a module takes from which others, and what it gives.
DOORS = """
const { parse } = require('internal/deps/acorn/acorn/dist/acorn');
const name = (node) => node?.name ?? node?.value ?? '*';
const given = ({ declaration, specifiers }) => declaration
  ? (declaration.declarations ?? [declaration]).map(({ id }) => name(id))
  : specifiers.map(({ exported }) => name(exported));
const told = (node) => ({
  ImportDeclaration: () => [node.source.value, ...node.specifiers.map(({ imported }) => name(imported))],
  ExportNamedDeclaration: () => ['out', ...given(node)],
  ExportDefaultDeclaration: () => ['out', 'default'],
})[node.type]?.();
const module = { ecmaVersion: 'latest', sourceType: 'module' };
const read = (source) => parse(source, module).body.map(told).filter(Boolean);
console.log(JSON.stringify(JSON.parse(require('fs').readFileSync(0)).map(read)));
"""
# Tells of each module the declarations that a minifier would put behind others of their kind in the same row.
OVERTAKEN = """
const { parse } = require('internal/deps/acorn/acorn/dist/acorn');
const plain = (node) => node.declarations.some(({ id, init }) => init && id.type === 'Identifier');
const apart = (node) => node.declarations.some(({ id }) => id.type !== 'Identifier');
const rows = (list) => list.reduce((made, node) => {
  const { type, kind } = made.at(-1)?.at(-1) ?? {};
  if (type === 'VariableDeclaration' && node?.type === type && node.kind === kind) made.at(-1).push(node);
  else made.push([node]);
  return made;
}, []);
const overtaken = (list) => rows(list.filter((node) => node?.type))
  .filter((row) => row.length > 1)
  .flatMap((row) => row.filter((node, at) => plain(node) && row.slice(at + 1).some(apart)));
const within = (node) => Object.values(node).flatMap((value) => {
  if (!Array.isArray(value)) return value?.type ? within(value) : [];
  return [...overtaken(value), ...value.filter((each) => each?.type).flatMap(within)];
});
const module = { ecmaVersion: 'latest', sourceType: 'module' };
const read = (source) => within(parse(source, module)).map(({ start, end }) => source.slice(start, end));
console.log(JSON.stringify(JSON.parse(require('fs').readFileSync(0)).map(read)));
"""
# Tells what a module has names for: what it takes, and what stands at the top of the function that it is.
NAMES = """
const { parse } = require('internal/deps/acorn/acorn/dist/acorn');
const whole = (node) => node.declaration?.declarations?.[0].init.callee?.body.body ?? [node];
const named = (node) => node.specifiers?.map(({ local }) => local.name)
  ?? (node.declarations ?? [node]).map(({ id }) => id?.name).filter(Boolean);
const module = { ecmaVersion: 'latest', sourceType: 'module' };
const read = (source) => parse(source, module).body.flatMap(whole).flatMap(named);
console.log(JSON.stringify(JSON.parse(require('fs').readFileSync(0)).map(read)));
"""
# What every script finds there, by names that one might well use; but `open`, which views are opened by.
BROWSER = """
alert blur caches close closed confirm crypto document event external fetch find focus frames history length
localStorage location name navigation navigator opener origin parent performance print prompt screen scroll
self sessionStorage status stop top window
"""
ORDER = """
const said = [];
const say = (it) => (said.push(it), [it]);
const told = () => {
  const one = say(1);
  const [two] = say(2);
  const three = say(3);
  const { length } = say(4);
  return [...said, one, two, three, length];
};
console.log(told().join());
"""
SOURCES = {
    "app.js": b"// The page.\nimport('./a/b.js');\n",
    "a/b.js": b"export const b = 1;\n",
    "texts/en.json": b'{"hello": "Hello"}\n',
    "index.html": b'<a href="./api/tasks"><link href="./manifest.webmanifest"><script src="./app.js">',
    "manifest.webmanifest": b'{"start_url": "./", "url": "./#/today", "icons": [{"src": "./a.svg"}]}',
    "sw.js": b"/** Keeps the page. */\nself.keep();\n",
    "notes.swp": b"unsaved",
}


def node(script: str, sources: Sequence[bytes] = ()) -> bytes:
    """What a script prints, which may read the sources as a JSON array."""
    command = [node_path(), "--expose-internals", "-e", script]
    given = json.encode([source.decode() for source in sources])
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout


@cache
def joined() -> list[bytes]:
    """The scripts as they are minified."""
    modules = linked({path.relative_to(WEB).as_posix(): path.read_text() for path in SCRIPTS}, TOGETHER)
    return [PLAIN.sub(r"\1let ", text).encode() for text in modules.values()]


def doors(sources: list[bytes]) -> list[set[tuple[str, str]]]:
    """Of each module, the names it takes, each with where from, and those it gives."""
    read = json.decode(node(DOORS, sources), type=list[list[list[str]]])
    return [{(way, name) for way, *names in module for name in names or [""]} for module in read]


def test_scripts_take_and_give_what_their_sources_do() -> None:
    sources = [path.read_bytes() for path in SCRIPTS]
    assert doors([sent("a.js", source) for source in sources]) == doors(sources)


@pytest.mark.parametrize(
    ("path", "source", "left"),
    [
        ("a.js", "/** What it is. */\nexport const a = 1;\n", "export const a=1"),
        ("a.js", "export const twice = (number) => number * 2; // why", "export const twice=e=>e*2"),
        ("a.js", "a('// no', /* yes */ 'b');", 'a("// no","b")'),
        ("a.css", "a {\n  /* why */\n  color: #ffffff; /* d */\n}\n", "a{color:#fff}"),
        ("a.html", "  <!-- a --> // b", "  <!-- a --> // b"),
    ],
)
def test_names_within_comments_and_blanks_cost_nothing(path: str, source: str, left: str) -> None:
    assert sent(path, source.encode()).decode() == left


def test_what_is_declared_in_a_row_is_done_in_a_row() -> None:
    assert node(sent("a.js", ORDER.encode()).decode()) == node(ORDER) == b"1,2,3,4,1,2,3,1\n"


def test_nothing_is_declared_in_a_row_with_what_would_overtake_it() -> None:
    found = json.decode(
        node(OVERTAKEN, [b"{ let a = b(); let n; let [c] = d(); }", b"let [c] = d(); let a = b();"])
    )
    assert found == [["let a = b();"], []]
    assert json.decode(node(OVERTAKEN, joined())) == [[]] * len(joined())


def test_what_is_joined_has_each_name_once_and_hides_nothing_of_the_browser() -> None:
    names = json.decode(node(NAMES, joined()), type=list[list[str]])
    assert {"View", "Store", "composer"} <= set(names[0]), "of what is within, too"
    twice = [name for found in names for name, count in Counter(found).items() if count > 1]
    assert twice == []
    assert {name for found in names for name in found} & set(BROWSER.split()) == set()


def test_what_cannot_be_read_is_not_sent() -> None:
    with pytest.raises(minify.MinifyError):
        sent("a.js", b"export const = 1;")


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
        [f"{folder}{name}" for name in ("app.js", "a/b.js", "texts/en.json", "pack.txt")], FOREVER
    ) | dict.fromkeys(["manifest.webmanifest", "sw.js", "index.html"], ASK_AGAIN)
    assert list(caches)[-1] == "index.html", "which names the others"


def test_addresses_lead_into_the_folder_but_for_those_that_stay() -> None:
    folder = folder_of(files())
    index, manifest = (files()[path].content.decode() for path in ("index.html", "manifest.webmanifest"))
    assert re.findall('"(.*?)"', index) == ["./api/tasks", "./manifest.webmanifest", f"./{folder}app.js"]
    assert re.findall(r'"(\./.*?)"', manifest) == ["./", "./#/today", f"./{folder}a.svg"]


def test_the_service_worker_is_told_what_there_is_of_its_version() -> None:
    made = files()
    told = dict(re.findall(r"const (\w+) = (.*?); ", made["sw.js"].content.decode()))
    kept = {"./": "index.html", "manifest.webmanifest": "manifest.webmanifest"}
    digests = {
        address: f"sha256-{b64encode(sha256(made[path].content).digest()).decode()}"
        for address, path in kept.items()
    }
    assert {name: json.decode(fact) for name, fact in told.items()} == {
        "FOLDER": folder_of(made), "FILES": ["app.js"], "PACK": "pack.txt", "NAMED": digests,
    }  # fmt: skip
    assert made["sw.js"].content.endswith(b"self.keep()")


def test_the_pack_has_what_the_document_does_not_name() -> None:
    made = files()
    contents, *texts = made[f"{folder_of(made)}pack.txt"].content.decode().split("\x1e")
    media = {"a/b.js": "text/javascript; charset=utf-8", "texts/en.json": "application/json"}
    there = {
        "a/b.js": "export const[b]=(()=>{let e=1;return[e]})()",
        "texts/en.json": '{"hello": "Hello"}\n',
    }
    paths = json.decode(contents)
    assert dict(paths) == media
    assert dict(zip(dict(paths), texts, strict=True)) == there


def test_like_stands_beside_like_in_the_pack() -> None:
    fruits, tools = b"apples; cherries; oranges; ", b"hammer; spanner; pliers; "
    texts = {"a": fruits * 2, "b": tools, "c": fruits, "d": tools * 3}
    assert like_by_like(texts) == ["d", "b", "c", "a"]
    assert like_by_like({}) == []


def test_no_text_has_what_stands_between_the_texts_of_the_pack() -> None:
    packed = {*WEB.rglob("*.js*"), *WEB.rglob("*.css")} - {WEB / "sw.js"}
    assert [path for path in packed if b"\x1e" in sent(path.name, path.read_bytes())] == []


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
    assert files({**SOURCES, "app.js": b"// The same page.\nimport('./a/b.js');\n"}) == files()
