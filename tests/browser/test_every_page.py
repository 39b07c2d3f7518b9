"""What holds on each page: nothing fails, nothing foreign, no barrier that axe can find."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.conftest import open_context
from tests.sites import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What colours alone, and what sizes too can change. All other rules read the document, which is
# the same in each variant: they run in the two layouts (drawer or columns) of one variant.
COLOURS = ["color-contrast", "link-in-text-block"]
SIZES = [*COLOURS, "scrollable-region-focusable", "target-size"]
LAYOUTS = [("100 %", 360, "light"), ("100 %", 1280, "light")]
WIDTHS = (360, 768, 1280)
SCHEMES = {"light": "default", "dark": "slate"}
TEXTS = {"100 %": 16, "200 %": 32}  # the font size that a reader chose in the browser, in px
# All looks with large text; with normal text those that show what large text hides: small
# letters need more contrast, in each scheme, and targets are smallest, in each layout.
VARIANTS = [*LAYOUTS, ("100 %", 1280, "dark"), *product(["200 %"], WIDTHS, SCHEMES)]
NARROW = 320
TABS = 2  # one for each core of a small machine

# Starts the run and returns at once, so that the tabs work at the same time.
START = """([scheme, only]) => {
  const settled = new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  window.result = settled.then(async () => {
    // A link half scrolled away is no small target: the menus stand at their beginning.
    for (const menu of document.querySelectorAll(".md-sidebar__scrollwrap")) menu.scrollTop = 0;
    const found = { wide: document.scrollingElement.scrollWidth - innerWidth, violations: [] };
    if (document.body.dataset.mdColorScheme !== scheme) {
      found.violations.push(`the colours are not ${scheme}`);
    }
    const options = { runOnly: only, resultTypes: ["violations"], preload: false, iframes: false };
    const { violations } = await axe.run(document, options);
    for (const { id, help, nodes } of violations) {
      for (const { target } of nodes) found.violations.push(`${id} (${help}): ${target.join(" ")}`);
    }
    return found;
  });
}"""


@dataclass
class Visit:
    """What was seen of a page, from its first byte through all variants."""

    path: str
    errors: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)


class Tab:
    """A tab that visits one page after another and writes down what happens."""

    def __init__(self, page: Page, devtools: CDPSession) -> None:
        self.page, self.devtools = page, devtools
        self.visit = Visit("")
        page.on("console", lambda m: m.type == "error" and self.visit.errors.append(m.text))
        page.on("pageerror", lambda error: self.visit.errors.append(str(error)))
        page.on("request", lambda request: self.visit.requests.append(request.url))
        page.on("requestfailed", lambda request: self.visit.failures.append(request.url))
        page.on("response", lambda r: r.status >= 400 and self.visit.failures.append(r.url))

    def open(self, path: str) -> None:
        self.visit = Visit(path)
        self.page.goto(path.removesuffix("index.html"))
        # What is folded away is part of the page too.
        self.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")

    def start(self, text: str, width: int, scheme: str) -> None:
        """Take the look of a variant and let axe run."""
        self.devtools.send("Page.setFontSizes", {"fontSizes": {"standard": TEXTS[text]}})
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        rules = SIZES if scheme == "light" else COLOURS
        if (text, width, scheme) in LAYOUTS:
            rules = TAGS
        self.page.evaluate(START, [SCHEMES[scheme], rules])

    def collect(self, text: str, width: int, scheme: str) -> None:
        found = self.page.evaluate("window.result")
        variant = f"{width} px, {scheme}, {text}"
        if found["wide"] > 0:
            self.visit.wide.append(f"{variant}: {found['wide']} px too wide")
        self.visit.violations += [f"{variant}: {one}" for one in found["violations"]]

    def narrow(self) -> None:
        """Reflow (WCAG 1.4.10): 320 px, the width of a desktop window enlarged four times."""
        self.devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})
        self.page.set_viewport_size({"width": NARROW, "height": 800})
        wide = self.page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        if wide > 0:
            self.visit.wide.append(f"{NARROW} px: {wide} px too wide")


@pytest.fixture(scope="module")
def visits(browser: Browser, site: Path, address: str) -> Iterator[list[Visit]]:
    """Every page, opened once and looked at in every variant."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    contexts = [open_context(browser, address) for _ in range(TABS)]
    tabs = []
    for context in contexts:
        context.add_init_script(path=AXE)
        page = context.new_page()
        tabs.append(Tab(page, context.new_cdp_session(page)))
    visits = []
    for group in (paths[i : i + TABS] for i in range(0, len(paths), TABS)):
        busy = tabs[: len(group)]
        for tab, path in zip(busy, group, strict=True):
            tab.open(path)
        for variant in VARIANTS:
            for tab in busy:
                tab.start(*variant)
            for tab in busy:
                tab.collect(*variant)
        for tab in busy:
            tab.narrow()
            visits.append(tab.visit)
    yield visits
    for context in contexts:
        context.close()


def nothing(visits: list[Visit], what: str) -> None:
    """Fail with all findings of a kind on all pages."""
    found = [f"{visit.path}: {one}" for visit in visits for one in getattr(visit, what)]
    assert not found, "\n".join(found)


def test_no_page_prints_an_error_or_asks_in_vain(visits: list[Visit]) -> None:
    nothing(visits, "errors")
    nothing(visits, "failures")


def test_no_page_asks_a_foreign_origin(visits: list[Visit], address: str) -> None:
    requests = {url for visit in visits for url in visit.requests}
    assert {url for url in requests if not url.startswith((address, "data:", "blob:"))} == set()


def test_no_page_loads_the_search_before_its_box_is_used(visits: list[Visit]) -> None:
    requests = {url for visit in visits for url in visit.requests}
    assert {url for url in requests if "search_index" in url or "search-worker" in url} == set()


def test_no_page_scrolls_sideways(visits: list[Visit]) -> None:
    nothing(visits, "wide")


def test_axe_finds_no_barrier(visits: list[Visit]) -> None:
    nothing(visits, "violations")
