"""`make mutants`: single changes to the code, and how many of them the tests notice.

`SAMPLE=400` tries so many, drawn evenly from all modules, and says between which shares the whole
lies; `SEED=2` draws others. `ONLY='report.sources.rules*'` tries one module.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from contextlib import redirect_stdout
from fnmatch import fnmatch
from io import StringIO
from itertools import pairwise
from math import sqrt
from pathlib import Path

ROOT = Path(__file__).parent.parent
COPY = Path("mutants")  # where mutmut makes them, and runs the tests
CAUGHT = {1, 3}  # exit statuses of pytest: a test failed, or could not even begin
ENDLESS = {36, 24, 152, 255, -24, -9}  # as mutmut records a mutant that never ends
CERTAIN = 1.96  # standard deviations of 95 %


def without_a_module(patterns: Sequence[str], folder: Path) -> list[str]:
    """Those of the patterns, as mutmut reads them, that no module of the folder fits."""
    modules = [path.relative_to(folder).as_posix() for path in folder.rglob("*.py")]
    return [pattern for pattern in patterns if not any(fnmatch(one, pattern) for one in modules)]


def named() -> list[str]:
    """The modules that pyproject.toml names to be changed."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    only: list[str] = settings["tool"]["mutmut"]["only_mutate"]
    return only


def spread(names: Sequence[str], size: int, seed: int) -> list[str]:
    """So many of the names: one, by chance, of each of as many equal parts of the list."""
    chance = random.Random(seed)
    bounds = [len(names) * number // size for number in range(size + 1)]
    return [names[chance.randrange(begin, end)] for begin, end in pairwise(bounds) if begin < end]


def range_of(caught: int, tried: int) -> tuple[float, float]:
    """Between which shares that of all mutants lies, with 95 % certainty (Wilson's interval)."""
    square = CERTAIN**2
    middle = (caught + square / 2) / (tried + square)
    half = CERTAIN * sqrt(caught * (tried - caught) / tried + square / 4) / (tried + square)
    return middle - half, middle + half


def statuses(meta: Path) -> dict[str, int | None]:
    """How pytest ended over each mutant of a module; None of one that was not tried."""
    found: dict[str, int | None] = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
    return found


def make() -> list[str]:
    """Every mutant by its name, in the order of the modules; none is tried yet."""
    from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants

    shutil.rmtree(COPY, ignore_errors=True)
    with redirect_stdout(StringIO()):  # a line for each file
        copy_src_dir()
        copy_also_copy_files()
        create_mutants(os.cpu_count() or 1)
    return [name for meta in metas() for name in statuses(meta)]


def metas() -> list[Path]:
    """What mutmut notes of each module."""
    return sorted((COPY / "report").rglob("*.meta"))


def sum_up(sampled: bool) -> None:
    """Print the share noticed by module and of all, and the names of those that were not."""
    missed, total, endless = [], 0, 0
    for meta in metas():
        tried = {name: one for name, one in statuses(meta).items() if one is not None}
        here = [name for name, one in tried.items() if one not in CAUGHT | ENDLESS]
        endless += sum(one in ENDLESS for one in tried.values())
        missed += here
        total += len(tried)
        if tried:
            module = meta.relative_to(COPY).with_suffix("")
            print(f"{module}: {len(tried) - len(here)} of {len(tried)}")
    print(*missed, sep="\n")
    if total:
        caught = total - len(missed)
        low, high = range_of(caught, total)
        print(f"noticed: {caught} of {total}, {caught / total:.1%}, {endless} as they never ended")
        if sampled:
            print(f"of all mutants, with 95 % certainty: {low:.1%} to {high:.1%}")


def main() -> None:
    """Run mutmut on all mutants, on a sample, or on those of a name, and sum up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, help="try so many, drawn evenly from all modules")
    parser.add_argument("--seed", type=int, default=1, help="draw others")
    parser.add_argument("only", nargs="*", help="names of mutants; * stands for anything")
    wanted = parser.parse_args()
    if missing := without_a_module(named(), ROOT):
        sys.exit(f"pyproject.toml, only_mutate: no module fits {', '.join(missing)}")
    names = make()
    chosen = spread(names, wanted.sample, wanted.seed) if wanted.sample else wanted.only
    print(f"{len(names)} mutants, {len(chosen) or 'all'} to be tried")
    try:
        subprocess.run([sys.executable, "-m", "mutmut", "run", *chosen], check=True)
    finally:
        sum_up(bool(wanted.sample))


if __name__ == "__main__":
    main()
