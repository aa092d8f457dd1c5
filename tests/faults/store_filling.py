"""A program that works on a store whose disk gets full, and prints what it met as JSON.

It mounts a small disk of memory on the folder it is given, which only its own process sees: run it by
`unshare --mount`.
"""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from farthing.domain.errors import FarthingError
from farthing.engines.clock.system import SystemClock
from farthing.engines.store.sqlite import SqliteStore
from farthing.features.records import ABSENT, Put, Record

PK = "S#full"


def put(store: SqliteStore, sk: str) -> str:
    """What came of it: nothing, or the error's code and its detail."""
    try:
        failed = store.commit([Put(Record(PK, sk, 1, b"7" * 2000, changed=1), ABSENT)])
    except FarthingError as error:
        return f"{error.code}: {error.detail}"
    return str(failed) if failed else ""


def present(store: SqliteStore, names: list[str]) -> list[str]:
    return [name for name in names if store.get(PK, name)]


def opening(path: Path) -> str:
    try:
        SqliteStore(path, SystemClock()).close()
    except FarthingError as error:
        return f"{error.code}: {error.detail}"
    return ""


def fill(folder: Path) -> None:
    with (folder / "ballast").open("wb", buffering=0) as ballast:
        while True:
            try:
                ballast.write(bytes(4096))
            except OSError:
                return


def story(folder: Path) -> dict[str, object]:
    path = folder / "farthing.db"
    with closing(SqliteStore(path, SystemClock())) as store, ThreadPoolExecutor(4) as threads:
        before = [f"T#{number}" for number in range(20)]
        acknowledged = [name for name in before if put(store, name) == ""]
        fill(folder)
        tried = [f"U#{number}" for number in range(200)]
        met = dict(zip(tried, threads.map(lambda name: put(store, name), tried), strict=True))
        acknowledged += [name for name, outcome in met.items() if not outcome]
        refused = [name for name, outcome in met.items() if outcome]
        other = folder / "other" / "farthing.db"
        opening_other = opening(other)
        while_full = present(store, [*acknowledged, *refused])
        (folder / "ballast").unlink()
        afterwards = [put(store, name) for name in refused]
        return {
            "acknowledged": acknowledged,
            "refused": refused,
            "errors": sorted({outcome for outcome in met.values() if outcome}),
            "opening another": opening_other,
            "opening it afterwards": opening(other),
            "present while full": while_full,
            "afterwards": sorted(set(afterwards)),
            "check": store.check(),
        }


if __name__ == "__main__":
    mount_point = Path(sys.argv[1])
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", mount_point], check=True)
    json.dump(story(mount_point), sys.stdout)
