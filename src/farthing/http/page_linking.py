"""Modules and style sheets that are loaded together anyway, sent as one: fewer requests, and fewer bytes.

This is no bundler. It joins texts, and can do so because of how the sources are written, to which tests hold
them: imports are by name and begin their lines, and modules that are joined share no name.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from posixpath import dirname, join, normpath, relpath
from string import ascii_letters
from typing import Final

_NAMES: Final = r"\{ (?P<names>[\w$]+(?:, [\w$]+)*) \}"
_IMPORT: Final = re.compile(rf"^import (?:{_NAMES} from )?'(?P<address>[^']+)';.*\n", re.MULTILINE)
_OTHER_IMPORT: Final = re.compile(r"^import\b(?!\().*", re.MULTILINE)
_ADDRESS: Final = re.compile(r"(?P<before>\bimport\(['`])(?P<address>\.[^'`]+)")
_EXPORT: Final = re.compile(
    r"^export (?P<what>(?:const|class|(?:async )?function\*?) (?P<name>[\w$]+))", re.MULTILINE
)
_OTHER_EXPORT: Final = re.compile(r"^export\b.*", re.MULTILINE)
_ITSELF: Final = "import.meta.url"
_PROPERTY: Final = re.compile(r"--[a-z][a-z0-9-]*")
_SHEET: Final = re.compile(r"^@import '(?P<address>[^']+)';\n", re.MULTILINE)


def linked(modules: Mapping[str, str], entries: Sequence[str]) -> dict[str, str]:
    """The modules by path, but each of `entries` is one with all that it imports and no entry before it does.

    It exports what the entry does, and what others take of the rest, now or later, who import it from there;
    all is in a function, so that names may be shortened. Where two of those that become one have a name in
    common, it is no module any more. Raises ValueError where an import is not by name, or an export is not of
    one constant.
    """
    homes = homes_of(modules, entries)
    given = _given(modules, homes)
    return {home: _joined(home, modules, homes, given) for home in dict.fromkeys(homes.values())}


def homes_of(modules: Mapping[str, str], entries: Sequence[str]) -> dict[str, str]:
    """Where each module is sent; those of one home are in the order in which a browser would run them."""
    homes: dict[str, str] = {}
    for entry in entries:
        for path in _in_order(modules, entry, set()):
            homes.setdefault(path, entry)
    return homes | {path: path for path in modules if path not in homes}


def _in_order(modules: Mapping[str, str], path: str, begun: set[str]) -> Iterator[str]:
    """A module after all that it imports."""
    if path in begun:
        return
    begun.add(path)
    for found in _IMPORT.finditer(modules[path]):
        yield from _in_order(modules, _target(path, found["address"]), begun)
    yield path


def _given(modules: Mapping[str, str], homes: Mapping[str, str]) -> dict[str, set[str]]:
    """What each module exports that is asked for from outside its home, now or, which is all of it, later."""
    given: dict[str, set[str]] = {path: set() for path in modules}
    whole = set(homes.values())
    for path, text in modules.items():
        for target, names in _taken(path, text).items():
            if homes[target] != homes[path]:
                given[target] |= names
        whole.update(_target(path, found["address"]) for found in _ADDRESS.finditer(text))
    for path in whole & given.keys():
        given[path] = {found["name"] for found in _EXPORT.finditer(modules[path])}
    return given


def _joined(
    home: str, modules: Mapping[str, str], homes: Mapping[str, str], given: Mapping[str, set[str]]
) -> str:
    """All modules of a home, behind what they import from others."""
    inside = [path for path in homes if homes[path] == home]
    taken: dict[str, set[str]] = {}
    for path in inside:
        for target, names in _taken(path, modules[path]).items():
            if homes[target] != home:
                taken.setdefault(homes[target], set()).update(names)
    imports = (_import(names, _address(home, other)) for other, names in taken.items())
    texts = (_moved(modules[path], path, home, homes) for path in inside)
    return "".join([*imports, _closed("".join(texts), set().union(*(given[path] for path in inside)))])


def _taken(path: str, text: str) -> dict[str, set[str]]:
    """What a module imports, by where it is."""
    taken: dict[str, set[str]] = {}
    for found in _IMPORT.finditer(text):
        names = re.findall(r"[\w$]+", found["names"] or "")
        taken.setdefault(_target(path, found["address"]), set()).update(names)
    return taken


def _closed(text: str, names: set[str]) -> str:
    """A module's text in a function, which gives what of it is exported: all else is nobody's business."""
    if not names:
        return text
    inner = _EXPORT.sub(lambda found: found["what"], text)
    if found := _OTHER_EXPORT.search(inner):
        raise ValueError(f"{found[0]!r} exports no constant of its own")
    listed = ", ".join(sorted(names))
    return f"export const [{listed}] = (() => {{\n{inner}\nreturn [{listed}];\n}})();\n"


def _import(names: set[str], address: str) -> str:
    return (
        f"import {{ {', '.join(sorted(names))} }} from '{address}';\n" if names else f"import '{address}';\n"
    )


def _moved(text: str, path: str, home: str, homes: Mapping[str, str]) -> str:
    """What a module does, with its addresses as they are from its home."""

    def lead(found: re.Match[str]) -> str:
        target = _target(path, found["address"])
        return found["before"] + _address(home, homes.get(target, target))

    rest = _ADDRESS.sub(lead, _IMPORT.sub("", text))
    if found := _OTHER_IMPORT.search(rest):
        raise ValueError(f"{path}: {found[0]!r} is no import by name")
    if dirname(home) == dirname(path):  # modules name files beside them, never themselves
        return rest
    return rest.replace(_ITSELF, f"new URL('{_address(home, path)}', {_ITSELF})")


def shortened(sheets: Mapping[str, str]) -> dict[str, str]:
    """The style sheets, whose custom properties have short names; scripts and documents know none of them."""
    counted = Counter(name for text in sheets.values() for name in _PROPERTY.findall(text))
    names = sorted(counted, key=lambda name: (-counted[name], name))
    short = {name: f"--{ascii_letters[n % 52] * (n // 52 + 1)}" for n, name in enumerate(names)}
    return {path: _PROPERTY.sub(lambda found: short[found[0]], text) for path, text in sheets.items()}


def styled(sheets: Mapping[str, str]) -> dict[str, str]:
    """The style sheets by path, but those that others import are where they are imported."""
    inside: set[str] = set()

    def take(path: str) -> str:
        def lead(found: re.Match[str]) -> str:
            target = _target(path, found["address"])
            inside.add(target)
            return take(target)

        return _SHEET.sub(lead, sheets[path])

    taken = {path: take(path) for path in sheets}
    return {path: text for path, text in taken.items() if path not in inside}


def _target(path: str, address: str) -> str:
    """The path that an address leads to from the module at `path`."""
    return normpath(join(dirname(path), address))


def _address(path: str, target: str) -> str:
    """How the module at `path` names the one at `target`."""
    found = relpath(target, dirname(path) or ".")
    return found if found.startswith(".") else f"./{found}"
