"""How soon the browser shows what was saved: part of `make bench`. Prints wall and CPU seconds.

`mkdocs serve` runs as `make serve` starts it, on an invented office of 250 pages (tests/bench.py),
and Chromium has one of them open. A cell is saved that the page shows, a sentence of the page, a
mistake, and the cell mended; each is measured from the beginning of writing the file until the page
shows it. The server looks for changes now and then: so the moment of each save is left to chance.
"""

import argparse
import multiprocessing
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.chromium import FLAGS, chromium  # noqa: E402 - run as a script
from tests.server import free_port  # noqa: E402

PAGES = 250
TABLE, PAGE = "data/2022/bang-13.csv", "bao-cao/2022/phan-00/trang-0013"
CELL = r"(?m)^(dong-0,.*,)\S+$"  # which that page shows first
FIRST_WORDS = "# Kết quả công tác\n"
PROBLEM = "Chưa dựng được trang"
PAUSE = 1.0  # seconds at most between two saves
GIVEN_UP = 60_000  # milliseconds


class Editor:
    """Who edits the office in `folder`, which a process serves, and looks at a page of it."""

    def __init__(self, folder: Path, process: int, page: Page) -> None:
        self.folder, self.process, self.page = folder, process, page
        self.chance = random.Random(2022)
        self.measures: dict[str, list[tuple[float, float]]] = {}

    def cpu(self) -> float:
        """The CPU seconds that the server has taken until now."""
        facts = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(facts[11]) + int(facts[12])) / os.sysconf("SC_CLK_TCK")

    def save(self, what: str, path: str, text: str, seen: Callable[[], None]) -> None:
        """Save a file, and note the wall and CPU seconds until that is `seen`."""
        time.sleep(self.chance.uniform(0, PAUSE))
        cpu, begin = self.cpu(), time.perf_counter()
        (self.folder / path).write_text(text, "utf-8")
        seen()
        wall = time.perf_counter() - begin
        self.measures.setdefault(what, []).append((wall, self.cpu() - cpu))

    def shows(self, words: str) -> Callable[[], None]:
        """Wait until the page shows these words."""
        return lambda: self.page.get_by_text(words).first.wait_for()

    def shows_number(self, number: int) -> Callable[[], None]:
        """Wait until the page shows a figure, and nothing in its corner."""
        found = f"data[value='{number}']"
        without = f"body:not(:has-text('{PROBLEM}'))"
        return lambda: self.page.locator(f"{without} {found}").first.wait_for()

    def work(self, rounds: int) -> None:
        """Save each kind of change this many times."""
        table = (self.folder / TABLE).read_text("utf-8")
        text = (self.folder / f"docs/{PAGE}.md").read_text("utf-8")
        for number in range(1001, 1001 + rounds):
            cell = re.sub(CELL, rf"\g<1>{number}", table)
            words = f"Lần thứ {['một', 'hai', 'ba', 'bốn'][number % 4]} sửa câu này"
            changed = text.replace(FIRST_WORDS, f"{FIRST_WORDS}\n{words}.\n")
            self.save("a cell", TABLE, cell, self.shows_number(number))
            self.save("a sentence", f"docs/{PAGE}.md", changed, self.shows(words))
            wrong = re.sub(CELL, rf"\g<1>{number}x", table)
            self.save("a mistake", TABLE, wrong, self.shows(f"{number}x"))
            self.save("the cell mended", TABLE, cell, self.shows_number(number))


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, str]]:
    """The process that serves the office in `folder`, and its address."""
    address = f"127.0.0.1:{free_port()}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "-f", "own.yml"]
    log = folder / "serve.log"
    with log.open("w", encoding="utf-8") as written:
        process = subprocess.Popen(
            [*command, "--dev-addr", address],
            cwd=folder,
            env=environment,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
        try:
            while "Serving on" not in log.read_text("utf-8"):
                if process.poll() is not None:
                    sys.exit(log.read_text("utf-8"))
                time.sleep(0.1)
            yield process.pid, f"http://{address}/"
        finally:
            process.terminate()
            process.wait()


def measure_serving(rounds: int) -> None:
    """Measure this many rounds and print the medians, with the slowest."""
    from tests.bench import make_site

    with tempfile.TemporaryDirectory() as name:
        maker = multiprocessing.Process(target=make_site, args=(Path(name), PAGES))
        maker.start()
        maker.join()
        with served(Path(name)) as (process, address), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            page = browser.new_page()
            page.set_default_timeout(GIVEN_UP)
            page.goto(f"{address}{PAGE}/")
            editor = Editor(Path(name), process, page)
            editor.work(rounds)
            browser.close()
    print(f"\n| served, {PAGES} pages: saved | s until seen | slowest | CPU s |\n|---|--:|--:|--:|")
    for what, found in editor.measures.items():
        wall, cpu = zip(*found, strict=True)
        row = f"{statistics.median(wall):.2f} | {max(wall):.2f} | {statistics.median(cpu):.2f}"
        print(f"| {what} | {row} |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    measure_serving(parser.parse_args().rounds)
