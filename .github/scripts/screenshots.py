"""Pictures of the pages that a proposal changes, on a phone and on a desktop.

    PYTHONPATH=. python screenshots.py BASE SITE TARGET

The pages are those that `report diff BASE` tells of with the pages of the tables, and the first
page of each section where the program changed. SITE is the built site; the files in TARGET are
called `bao-cao-2022-khen-thuong-390.png`.
"""

import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath

from playwright.sync_api import sync_playwright

from report.changes.comparison import Changes, compare
from report.changes.revisions import read_revision
from report.sources.addresses import DATA

WIDTHS = (390, 1280)  # pixels: a phone, a desktop
LIMIT = 30  # pages; who changes more looks at the site itself
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
PROGRAM = ("report", "hooks.py", "macros.py", "mkdocs.yml")


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a line for each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def changed_sources(changes: Changes) -> set[str]:
    """The Markdown files and tables whose pages look different."""
    pages = {one.path for one in changes.pages}
    figures = {place.path for one in changes.figures for place in one.sightings}
    return pages | figures | {one.path for one in changes.figures}


def program_changed(base: str) -> bool:
    """Whether what makes all pages has changed."""
    command = ["git", "diff", "--quiet", base, "--", *PROGRAM]
    return subprocess.run(command, check=False).returncode != 0  # noqa: S603 - no shell


def address(source: str) -> str:
    """Where the page of a Markdown file or a table stands in the site, "" for the front page."""
    folder, *parts = PurePosixPath(source).with_suffix("").parts
    if folder == "data":
        parts.insert(0, DATA)
    return "/".join(parts[:-1] if parts[-1] == "index" else parts)


def take(site: Path, addresses: list[str], target: Path) -> None:
    """Take the pictures, one for each page and width."""
    target.mkdir(parents=True, exist_ok=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    program = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            for name in addresses:
                page.goto(f"http://127.0.0.1:{server.server_port}/{name}")
                file = target / f"{name.replace('/', '-') or 'trang-chu'}-{width}.png"
                page.screenshot(path=file, full_page=True)
        browser.close()
    server.shutdown()


def main(base: str, site: Path, target: Path) -> None:
    """Find the pages and take their pictures."""
    changes = compare(read_revision(Path(), base), read_revision(Path(), None))
    sources = changed_sources(changes)
    if changes.office or program_changed(base):
        sources |= {path.as_posix() for path in Path("docs").rglob("index.md")}
    found = sorted(map(address, sources))
    shown = [one for one in found if (site / one / "index.html").is_file()][:LIMIT]
    if shown:
        take(site, shown, target)
    print(f"{len(shown)} trang được chụp, trong {len(found)} trang thay đổi.")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
