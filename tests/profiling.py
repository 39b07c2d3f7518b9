"""Where the time of a build goes: `make profile`. Prints CPU seconds by what was running.

The processor's time is sampled, about each hundredth of a second: what has passed since the sample
before counts for all functions that are running then. Profiled are a first build, a second one with
nothing changed, and one after a change of a single cell, of a copy of this office and of an
invented one of 250 pages.
"""

import argparse
import importlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
INTERVAL = 0.01  # CPU seconds
SITE = "https://vi-du.example/"  # with an address, pages have cards
CELLS = (
    ("data/2022/bang-0.csv", r"(?m)^(dong-0,.*,)\d+$", r"\g<1>5"),
    ("data/chung/thuat-ngu.csv", "Loại văn bản, đứng", "Văn bản, đứng"),
)
SHOWN = 0.01  # of the whole: what takes less is left out


def sampled(run: Callable[[], None]) -> tuple[dict[str, float], float]:
    """The CPU seconds in which each function was running, and those of the whole."""
    found: dict[str, float] = defaultdict(float)
    begin = last = time.process_time()

    def sample(_: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.process_time()  # a call of a library in C is sampled only when it ends
        passed, last = now - last, now
        threads = {**sys._current_frames(), threading.get_ident(): frame}  # documents have threads
        for name in {name for one in threads.values() for name in running(one)}:
            found[name] += passed

    signal.signal(signal.SIGPROF, sample)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    try:
        run()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return found, time.process_time() - begin


def running(frame: FrameType | None) -> Iterator[str]:
    """The functions that a thread is in."""
    while frame:
        code = frame.f_code
        file = "/".join(Path(code.co_filename).parts[-3:])
        yield f"{file}:{code.co_qualname}"
        frame = frame.f_back


def build() -> None:
    """A build in this process."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    command = importlib.import_module("mkdocs.__main__").cli
    try:
        command(["build", "--quiet", *sys.argv[2:]], standalone_mode=False)
    except SystemExit as end:
        if end.code:
            raise


def profile_here() -> None:
    """Profile one build in this process and print what took its time."""
    found, total = sampled(build)
    print(f"{total:.2f} CPU s")
    for name, seconds in sorted(found.items(), key=lambda one: -one[1]):
        if seconds >= total * SHOWN:
            print(f"{seconds:8.2f}  {name}")


def profile(folder: Path, title: str, *options: str) -> None:
    """Profile one build of an office in a process of its own."""
    print(f"\n## {title}", flush=True)
    command = [sys.executable, __file__, "--here", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "SITE_URL": SITE}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as make does: modules are compiled once
    subprocess.run(command, cwd=folder, env=environment, check=True)


def change_a_cell(folder: Path) -> None:
    """Another text in one cell: a number that pages of the invented office show, an explanation
    of the real one, whose numbers are published as they are."""
    for path, old, new in CELLS:
        table = folder / path
        if table.exists():
            text = re.sub(old, new, table.read_text("utf-8"), count=1)
            table.write_text(text, "utf-8")


def copy_office(folder: Path) -> None:
    """This office, with the code beside it."""
    folder.mkdir()
    for name in ("docs", "data", "report"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("mkdocs.yml", "macros.py", "hooks.py"):
        shutil.copy(ROOT / name, folder / name)


def main() -> None:
    """Profile the builds of both offices."""
    from tests.bench import make_site

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=250)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        real, invented = Path(name) / "real", Path(name) / "invented"
        copy_office(real)
        invented.mkdir()
        make_site(invented, options.pages)
        for folder, config in ((invented, ["-f", "own.yml"]), (real, [])):
            profile(folder, f"{folder.name} office: first build", *config)
            profile(folder, f"{folder.name} office: nothing changed", *config)
            change_a_cell(folder)
            profile(folder, f"{folder.name} office: one cell changed", *config)


if __name__ == "__main__":
    profile_here() if sys.argv[1:2] == ["--here"] else main()
