"""Speed of the desk: `make desk-bench`. Prints wall and CPU seconds, medians of some rounds.

A desk is opened on a copy of this office and on an invented one of 250 pages, as
`python -m report desk` does it; then a cell is tried as an editor types, kept, its page shown,
a sentence tried and kept, and everything that changes told.
"""

import argparse
import json
import multiprocessing
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PORT = 8011
HOST = f"http://127.0.0.1:{PORT}"
# The longest each may take on a machine that does nothing else, in seconds.
LIMITS = {
    "open": 2.0,
    "try a cell": 0.15,
    "keep a cell": 1.0,
    "show its page": 1.0,
    "try a text": 0.15,
    "keep a text": 1.0,
    "show its page again": 1.0,
    "tell what changes": 2.0,
}


class Editor:
    """Who works at a desk that has just been started on the office in `folder`."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "report", "desk", "--port", str(PORT), "--khong-mo"]
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        address = re.search(r"http\S+", self.process.stdout.readline())
        assert address is not None
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(cookies)
        self.opener.open(address[0]).read()

    def cpu(self) -> float:
        """The CPU seconds that the desk has taken until now."""
        facts = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(facts[11]) + int(facts[12])) / os.sysconf("SC_CLK_TCK")

    def get(self, address: str) -> bytes:
        """What stands at an address."""
        answer: bytes = self.opener.open(f"{HOST}/{address}").read()
        return answer

    def post(self, address: str, content: object) -> Any:
        """What the interface answers to a change."""
        headers = {"Origin": HOST, "X-Ban-Bien-Tap": "1", "Content-Type": "application/json"}
        body = json.dumps(content).encode()
        asked = urllib.request.Request(f"{HOST}/ban/api/{address}", body, headers)  # noqa: S310
        return json.loads(self.opener.open(asked).read())

    def close(self) -> None:
        """Stop the desk."""
        self.process.terminate()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


Measures = dict[str, list[tuple[float, float]]]


def timed(editor: Editor, measures: Measures, what: str, act: Callable[[], object]) -> None:
    """Do something once, and note the wall and CPU seconds that it took."""
    cpu, begin = editor.cpu(), time.perf_counter()
    act()
    measures.setdefault(what, []).append((time.perf_counter() - begin, editor.cpu() - cpu))


def measure(folder: Path, address: str, uri: str, rounds: int) -> Measures:
    """Work at a desk: `address` is that of a number, `uri` a page that shows it."""
    measures: Measures = {}
    begin = time.perf_counter()
    editor = Editor(folder)
    try:
        editor.get("ban/api/state")
        measures["open"] = [(time.perf_counter() - begin, editor.cpu())]
        table, row, column = address.split(".")
        page = uri.removesuffix("index.md").removesuffix(".md").strip("/") + "/"
        editor.get(page)
        seen = json.loads(editor.get(f"ban/api/table/2022/{table}"))
        was = next(one for one in seen["rows"] if one["key"] == row)["cells"][column]["text"]
        for number in range(rounds):
            cell = {"row": row, "column": column, "text": str(3001 + number)}
            tried = {"cells": [cell]}
            kept = {"cells": [{**cell, "was": was}]}
            read = json.loads(editor.get(f"ban/api/page/{uri}"))
            text = f"{read['text']}\nCâu thứ {['một', 'hai', 'ba', 'bốn'][number % 4]} thêm vào.\n"
            wanted = {"text": text, "was": read["hash"]}

            def post(where: str, content: object) -> Callable[[], object]:
                return lambda: editor.post(where, content)

            timed(editor, measures, "try a cell", post(f"table/2022/{table}/try", tried))
            timed(editor, measures, "keep a cell", post(f"table/2022/{table}/cells", kept))
            timed(editor, measures, "show its page", lambda: editor.get(page))
            timed(editor, measures, "try a text", post(f"page/{uri}/try", {"text": text}))
            timed(editor, measures, "keep a text", post(f"page/{uri}", wanted))
            timed(editor, measures, "show its page again", lambda: editor.get(page))
            timed(editor, measures, "tell what changes", lambda: editor.get("ban/api/changes"))
            was = cell["text"]
    finally:
        editor.close()
    return measures


def print_rows(name: str, measures: Measures) -> None:
    """Print the medians, with the limit of each."""
    for what, found in measures.items():
        wall, cpu = (statistics.median(one[part] for one in found) for part in (0, 1))
        print(f"| {name} | {what} | {wall:.3f} | {cpu:.3f} | {LIMITS[what]:.2f} |", flush=True)


def first_number(folder: Path) -> tuple[str, str]:
    """A number that is not published yet, or of an unfrozen copy, and a page that shows it."""
    from report.edition.edition import read_edition

    edition = read_edition(folder)
    for uri, filled in edition.pages.items():
        for cell in filled.figures:
            if cell.table.year == 2022 and cell.text.isdecimal():
                return cell.address, uri
    sys.exit("no page shows a whole number")


def main() -> None:
    """Measure both offices and print a table."""
    from tests.bench import make_site

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print("| office | what | wall s | CPU s | at most |\n|---|---|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as name:
        real = Path(name, "real")
        real.mkdir()
        for folder in ("data", "docs"):
            shutil.copytree(ROOT / folder, real / folder)
        for file in ("mkdocs.yml", "macros.py", "hooks.py"):
            shutil.copy(ROOT / file, real)
        (real / "report").symlink_to(ROOT / "report")
        for freeze in real.glob("data/*/cong-bo.csv"):
            freeze.unlink()  # published figures change by a correction alone
        invented = Path(name, "invented")
        invented.mkdir()
        maker = multiprocessing.Process(target=make_site, args=(invented, 250))
        maker.start()
        maker.join()
        (invented / "own.yml").rename(invented / "mkdocs.yml")
        print_rows("this one", measure(real, *first_number(real), options.rounds))
        print_rows("250 pages", measure(invented, *first_number(invented), options.rounds))


if __name__ == "__main__":
    main()
