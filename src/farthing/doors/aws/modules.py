"""The modules of a function in one file, from which they are imported.

Many small files cost a zip a third of its size, and a start a look into the file system each. `cloud.package`
puts this module into the zips of the doors, and has it installed when `farthing` itself is imported.
"""

import sys
from importlib.machinery import ModuleSpec
from marshal import loads
from os.path import dirname, join
from types import ModuleType

_END = b"\n\n"


class Modules:
    """Finds and loads what is in the file: an index, a line for each module with its name (a package's ends
    with a dot) and the size of its byte code; an empty line; the byte code, one after another."""

    def __init__(self, root: str, name: str) -> None:
        self._root = root
        with open(join(root, name), "rb") as file:
            index, _, code = file.read().partition(_END)
        self._code = memoryview(code)
        self._places: dict[str, tuple[int, int, bool]] = {}
        start = 0
        for line in index.decode().split("\n"):
            name, _, size = line.partition(" ")
            end = start + int(size)
            self._places[name.rstrip(".")] = start, end, name.endswith(".")
            start = end

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """The spec of a module that is in the file. Others, such as extension modules, are looked for where
        they would be if the packages were folders."""
        place = self._places.get(name)
        if place is None:
            return None
        path = join(self._root, *name.split("."))
        origin = join(path, "__init__.pyc") if place[2] else f"{path}.pyc"
        spec = ModuleSpec(name, self, origin=origin)  # type: ignore[arg-type]  # of a loader it needs these two methods
        spec.has_location = True
        if place[2]:
            spec.submodule_search_locations = [path]
        return spec

    def create_module(self, _spec: ModuleSpec) -> None:
        """As usual."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code."""
        start, end, _ = self._places[module.__name__]
        exec(loads(self._code[start:end]), module.__dict__)  # noqa: S102, S302 - what was packed with us


def install(init: str, name: str) -> None:
    """Import from the file of this name that lies beside the package whose `__init__` this is."""
    sys.meta_path.insert(0, Modules(dirname(dirname(init)), name))
