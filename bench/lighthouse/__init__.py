"""What Lighthouse says of the page, on a phone and on a desk: the median of three, and what lowers it."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from msgspec import Struct, json

from bench import processes
from bench.data import fill, scratch
from bench.report import Line
from farthing.cloud.compiler import node_path
from tests.browser import chromium

PROGRAM = ".tools/lighthouse/node_modules/lighthouse/cli/index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PRESETS = {"mobile": (), "desktop": ("--preset=desktop",)}
ROUNDS, TASKS = 3, 40
ATTEMPTS = 3  # on a busy machine it misses the beginning of a visit now and then, and says so
IDLE = 1500  # Lighthouse's measure; where it finds much less, it judges the machine rather than the page


class Weighed(Struct):
    """An audit's part in a category."""

    id: str
    weight: float


class Category(Struct, rename="camel"):
    score: float | None
    audit_refs: list[Weighed]


class Audit(Struct, rename="camel"):
    title: str
    score: float | None = None  # of 1; None where it does not apply
    display_value: str = ""


class Environment(Struct, rename="camel"):
    benchmark_index: float  # what the machine could do meanwhile; a phone has some hundred


class Judgement(Struct):
    """Lighthouse's report, as far as it matters here."""

    environment: Environment
    categories: dict[str, Category]
    audits: dict[str, Audit]


def measure() -> Iterator[Line]:
    """Lines of the report: each category's score, of 100; and below that the audits that lower it."""
    with scratch() as folder:
        fill(Path(folder) / "data", TASKS)
        with processes.farthing(Path(folder) / "data") as server:
            for preset, options in PRESETS.items():
                rounds = [judge(f"http://127.0.0.1:{server.port}/", *options) for _ in range(ROUNDS)]
                power = median(judgement.environment.benchmark_index for judgement in rounds)
                yield Line(f"Lighthouse, {preset}, of an idle machine's power", f"{power:.0f}", power / IDLE)
                for category in CATEGORIES:
                    yield from lines(preset, category, rounds)


def lines(preset: str, category: str, rounds: list[Judgement]) -> Iterator[Line]:
    """The median of an odd number of judgements, and what that one finds wanting."""
    middle = median(_score(judgement, category) for judgement in rounds)
    yield Line(f"Lighthouse, {preset}, {category}", f"{middle * 100:.0f} of 100", middle, 1.0)
    if middle == 1:
        return
    found = next(judgement for judgement in rounds if _score(judgement, category) == middle)
    for part in found.categories[category].audit_refs:
        audit = found.audits[part.id]
        if part.weight and audit.score is not None and audit.score < 1:
            yield Line(f"  {part.id}", f"{audit.title}: {audit.display_value}", audit.score)


def judge(url: str, *options: str) -> Judgement:
    """One visit with a browser that has never been there."""
    browser = chromium.path()
    assert browser, "there is no Chromium: install it, or run `make .tools/chromium`"
    flags = " ".join(("--headless=new", *chromium.QUIET))
    fixed = ("--quiet", "--output=json", "--no-enable-error-reporting", f"--chrome-flags={flags}")
    command = [node_path(), PROGRAM, url, f"--only-categories={','.join(CATEGORIES)}", *fixed, *options]
    env = os.environ | chromium.environment(browser) | {"CHROME_PATH": browser}
    for _ in range(ATTEMPTS):
        run = subprocess.run(command, env=env, stdout=subprocess.PIPE)
        if run.returncode == 0:
            break
    run.check_returncode()
    return json.decode(run.stdout, type=Judgement)


def _score(judgement: Judgement, category: str) -> float:
    return judgement.categories[category].score or 0
