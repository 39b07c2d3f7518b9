"""`make mutants`: single changes to the code, and how many of them the tests notice."""

import json
import subprocess
import sys
from pathlib import Path

CAUGHT = {1, 3}  # exit statuses of pytest: a test failed, or could not even begin
TIMEOUT = {36, 24, 152, 255, -24}  # as mutmut records a mutant that never ends


def verdicts(meta: Path) -> tuple[int, int, list[str]]:
    """Of a module: mutants that were tried, those noticed, and the names of the others."""
    tried = {
        name: status
        for name, status in json.loads(meta.read_text("utf-8"))["exit_code_by_key"].items()
        if status is not None
    }
    missed = [name for name, status in tried.items() if status not in CAUGHT | TIMEOUT]
    return len(tried), len(tried) - len(missed), missed


def main(only: list[str]) -> None:
    """Run mutmut on what pyproject.toml names, or on the mutants of `only`, and sum up."""
    subprocess.run([sys.executable, "-m", "mutmut", "run", *only], check=True)
    survivors = []
    for meta in sorted(Path("mutants/report").rglob("*.meta")):
        tried, caught, missed = verdicts(meta)
        if tried:
            module = meta.relative_to("mutants").with_suffix("")
            print(f"{module}: {caught} of {tried}, {100 * caught / tried:.0f} %")
        survivors += missed
    print(*survivors, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
