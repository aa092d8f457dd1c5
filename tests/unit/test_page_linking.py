"""Modules that are sent as one do what they did apart."""

import re
import subprocess
from pathlib import Path

import pytest

import farthing
from farthing.cloud.compiler import node_path
from farthing.http.page_files import TOGETHER
from farthing.http.page_linking import homes_of, linked, shortened, styled

WEB = Path(farthing.__file__).parent / "web"
MODULES = {
    "main.js": "import { begin } from './app.js';\n\nbegin();\n",
    "app.js": """import { count, say } from './parts/words.js';
import './parts/first.js';

export async function begin() {
  const { more } = await import('./views/more.js');
  say('begun');
  more();
  console.log(count.value);
}
""",
    "parts/first.js": "console.log('first');\n",
    "parts/words.js": """import { $ } from './shout.js';

export const count = { value: 0 };
export const where = new URL('./near.json', import.meta.url);

export function say(text) {
  count.value += 1;
  console.log($(text));
}
""",
    "parts/shout.js": "export const $ = (text) => `${text.toUpperCase()}!`;\n",
    "parts/late.js": "import { say } from './words.js';\n\nexport const late = () => say('late');\n",
    "views/more.js": """import { late } from '../parts/late.js';
import { count, say, where } from '../parts/words.js';

export async function more() {
  say(`more than ${count.value}`);
  console.log(where.pathname.split('/').slice(-2).join('/'));
  late();
}
""",
}


def run(modules: dict[str, str], folder: Path) -> str:
    """What they say when `main.js` is run."""
    for path, text in modules.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    (folder / "package.json").write_text('{"type": "module"}')
    return subprocess.run(
        [node_path(), str(folder / "main.js")], capture_output=True, check=True, text=True
    ).stdout


@pytest.mark.parametrize(
    "entries", [[], ["app.js"], ["app.js", "views/more.js"], ["views/more.js", "app.js"]]
)
def test_what_they_do_is_the_same(entries: list[str], tmp_path: Path) -> None:
    said = run(MODULES, tmp_path / "apart")
    assert said.splitlines() == ["first", "BEGUN!", "MORE THAN 1!", "parts/near.json", "LATE!", "3"]
    assert run(linked(MODULES, entries), tmp_path / "together") == said


def test_what_an_entry_imports_is_within_it() -> None:
    made = linked(MODULES, ["app.js"])
    assert made.keys() == {"main.js", "app.js", "parts/late.js", "views/more.js"}
    assert "import {" not in made["app.js"]
    assert "import { count, say, where } from '../app.js'" in made["views/more.js"]


def test_what_two_entries_import_is_within_the_first() -> None:
    homes = homes_of(MODULES, ["app.js", "views/more.js"])
    assert homes["parts/words.js"] == "app.js"
    assert homes["parts/late.js"] == "views/more.js"


def test_names_that_several_import_from_elsewhere_are_imported_once() -> None:
    """Two modules of the second entry take `say` from the first."""
    made = linked(MODULES, ["app.js", "views/more.js"])["views/more.js"]
    assert made.count("import ") == 1
    assert "import { count, say, where } from '../app.js'" in made


def test_an_entry_gives_what_it_exports_and_what_others_take() -> None:
    made = linked(MODULES, ["app.js", "views/more.js"])
    assert made["app.js"].splitlines()[0].startswith("export const [begin, count, say, where] = ")
    assert made["views/more.js"].splitlines()[1].startswith("export const [more] = ")


def test_what_is_within_another_is_there_for_those_who_import_it_later() -> None:
    """As signing in begins, by a module that each way of it is sent with."""
    modules = {
        "app.js": "export const begin = async () => (await import('./start.js')).start();\n",
        "way.js": "import { ask } from './start.js';\nexport const way = () => ask();\n",
        "start.js": "export const ask = () => 1;\nexport const start = () => import('./way.js');\n",
    }
    made = linked(modules, ["app.js", "way.js"])
    assert made.keys() == {"app.js", "way.js"}
    assert "import('./way.js')" in made["app.js"]
    assert made["way.js"].startswith("export const [ask, start, way] = ")


def test_modules_that_import_each_other_are_joined_too(tmp_path: Path) -> None:
    both = {
        "main.js": "import { a } from './a.js';\n\na();\n",
        "a.js": "import { b } from './b.js';\nexport const log = console.log;\nexport const a = () => b();\n",
        "b.js": "import { log } from './a.js';\n\nexport const b = () => log('b of a');\n",
    }
    made = linked(both, ["a.js"])
    assert made.keys() == {"main.js", "a.js"}
    assert run(made, tmp_path) == "b of a\n"


@pytest.mark.parametrize("line", ["export let b = 1;", "export { b };", "export const [a, b] = [1, 2];"])
def test_what_is_not_exported_as_one_constant_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=re.escape(line)):
        linked({"a.js": f"export const a = 1;\n{line}\n"}, [])


@pytest.mark.parametrize(
    "line", ["import b from './b.js';", "import * as b from './b.js';", "import { b as c } from './b.js';"]
)
def test_what_is_not_imported_by_name_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=re.escape(line)):
        linked({"a.js": f"{line}\n", "b.js": "export const b = 1;\n"}, ["a.js"])


def test_style_sheets_stand_where_they_are_imported() -> None:
    sheets = {
        "a/page.css": "@import './base.css';\n@import '../b/more.css';\np { margin: 0; }\n",
        "a/base.css": "@layer base;\n",
        "b/more.css": "a { color: red; }\n",
        "other.css": "b { color: blue; }\n",
    }
    assert styled(sheets) == {
        "a/page.css": "@layer base;\na { color: red; }\np { margin: 0; }\n",
        "other.css": sheets["other.css"],
    }


def test_custom_properties_are_short_and_still_those_that_they_were() -> None:
    sheets = {
        "a.css": ":root { --hair: 4px; --hairs: 40px; }\np { margin: var(--hairs); --hairs: 2px; }\n",
        "b.css": "a { padding: var(--hair) var(--side, 1px); }\n",
    }
    assert shortened(sheets) == {
        "a.css": ":root { --b: 4px; --a: 40px; }\np { margin: var(--a); --a: 2px; }\n",
        "b.css": "a { padding: var(--b) var(--c, 1px); }\n",
    }


def test_nothing_else_knows_custom_properties_by_name() -> None:
    names = {
        name for path in WEB.rglob("*.css") for name in re.findall(r"--[a-z][a-z0-9-]*", path.read_text())
    }
    others = [path.read_text() for suffix in ("js", "html") for path in WEB.rglob(f"*.{suffix}")]
    assert [name for name in names if any(re.search(rf"{name}\b", text) for text in others)] == []


def test_what_the_page_joins_waits_for_nothing() -> None:
    """Else what is loaded meanwhile, and imports of it, would wait for what waits for it."""
    modules = {path.relative_to(WEB).as_posix(): path.read_text() for path in WEB.rglob("*.js")}
    text = linked(modules, TOGETHER)["app.js"]
    assert [line for line in text.splitlines() if line.startswith("await ")] == []
