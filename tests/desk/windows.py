"""An office whose desk is open: a real server in a thread, a real browser in front of it."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect
from waitress import wasyncore
from waitress.server import create_server

from report.desk.app import create_app
from report.desk.desk import Desk
from report.desk.draft import DeskDraft
from report.desk.safety import Doors
from report.sources.corrections import frozen_text
from tests.desk.desks import make_repository
from tests.office import FILES, office
from tests.sites import ROOT

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class OpenDesk:
    """A desk that is served, and its address. Its window may be asking for something meanwhile."""

    desk: Desk
    address: str

    @property
    def draft(self) -> DeskDraft:
        """The draft, to be looked at."""
        return self.desk.draft

    def text(self, path: str) -> str:
        """A file of the draft as it stands."""
        with self.desk.lock:
            return (self.draft.read(path) or b"").decode()

    def write(self, path: str, text: str) -> None:
        """Write a file of the draft, as another window does."""
        with self.desk.lock:
            self.draft.write({path: text.encode()}, "Nơi khác")

    def undo(self) -> str | None:
        """Take a step back; its label, or nothing where there is none."""
        with self.desk.lock:
            return self.draft.undo()

    def undo_all(self) -> None:
        """Take every step back."""
        while self.undo() is not None:
            pass


def make_published(folder: Path) -> Path:
    """A repository of the invented office with a year of which the figures were published."""
    frozen = frozen_text(office(folder / "nam-truoc").years[2021])
    before = {path: text for path, text in FILES.items() if "/2021/" in path}
    return make_repository(folder, {**before, "data/2021/cong-bo.csv": frozen})


@contextmanager
def open_desk(root: Path) -> Iterator[OpenDesk]:
    """Serve the desk of an office while the block runs."""
    doors = Doors(port=0)
    app = create_app(DeskDraft(root), doors)
    desk: Desk = app.extensions["desk"]
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    doors.port = server.effective_port
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield OpenDesk(desk, doors.address)
    server.trigger.pull_trigger(partial(wasyncore.close_all, server._map))
    thread.join()
    server.task_dispatcher.shutdown()
    desk.close()


class Window:
    """A window of the desk."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.home = address.partition("?")[0]
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.shows_site = False
        self.page.route(lambda url: "/ban/" not in url, self.answer)

    def answer(self, route: Route) -> None:
        """Give the site to who asked for it; to render it takes longer than all else."""
        if self.shows_site:
            route.continue_()
        elif route.request.resource_type != "document":  # of a page that is being left
            route.abort()
        else:
            route.fulfill(body="<h1>Trang</h1>", content_type="text/html; charset=utf-8")

    def open(self, at: str = "", page: str = "") -> None:
        """Open the desk at a page of the site, or with an empty one, and at a figure, whose cell
        then has the focus."""
        self.shows_site = bool(page)
        asked = f"?trang={page or '/'}" + (f"&o={at}" if at else "")
        self.page.goto(self.home + asked)
        expect(self.page.locator("#da-luu")).not_to_be_empty()
        if at:
            self.page.locator(".tabulator-cell.day").wait_for()

    def cell(self, row: int, column: str) -> Locator:
        """A cell of the grid, by the number of its row and the name of its column."""
        rows = self.page.locator(".tabulator-row").nth(row)
        return rows.locator(f'[tabulator-field="{column}"]')

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type a text."""
        self.page.keyboard.type(text)

    def said(self, text: str) -> None:
        """Wait until the window says something to who cannot see it."""
        self.page.locator("#noi", has_text=text).wait_for(state="attached")

    def paste(self, **block: str) -> None:
        """Paste, as the browser does it: an event with what stands on the clipboard, `html` and
        `text`."""
        kinds = {"html": "text/html", "text": "text/plain"}
        self.page.evaluate(
            """(given) => {
              const clipboard = new DataTransfer();
              for (const [kind, text] of Object.entries(given)) clipboard.setData(kind, text);
              document.activeElement.dispatchEvent(new ClipboardEvent("paste",
                {clipboardData: clipboard, bubbles: true, cancelable: true}));
            }""",
            {kinds[name]: text for name, text in block.items()},
        )

    def copied(self) -> dict[str, str]:
        """What copying puts on the clipboard."""
        found = self.page.evaluate(
            """() => {
              const clipboard = new DataTransfer();
              document.activeElement.dispatchEvent(new ClipboardEvent("copy",
                {clipboardData: clipboard, bubbles: true, cancelable: true}));
              return {html: clipboard.getData("text/html"), text: clipboard.getData("text/plain")};
            }"""
        )
        return dict(found)

    def barriers(self, within: str = "", rules: Sequence[str] = RULES) -> list[str]:
        """What axe finds in the window, or in a part of it, by rules or sets of rules, without the
        site in its frame."""
        if not self.page.evaluate("Boolean(window.axe)"):
            self.page.evaluate(AXE)
        asked = json.dumps({"iframes": False, "runOnly": list(rules)})
        part = json.dumps(within) if within else "document"
        found = self.page.evaluate(f"axe.run({part}, {asked})")
        assert found["passes"]
        return [
            f"{one['id']}: {node['html'][:200]}"
            for one in found["violations"]
            for node in one["nodes"]
        ]


@contextmanager
def window_of(
    browser: Browser, desk: OpenDesk, width: int = 1280, height: int = 800, scheme: str = "light"
) -> Iterator[Window]:
    """A window of somebody who was let in, of a size in CSS pixels."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    window = Window(context, desk.address)
    window.page.goto(desk.address)
    window.page.locator("#so-loi").wait_for()
    yield window
    context.close()
    assert not window.errors, window.errors
