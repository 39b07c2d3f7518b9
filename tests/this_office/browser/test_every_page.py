"""What holds on each page: nothing fails, nothing foreign, no barrier that axe can find."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, CDPSession, Page

from tests.chromium import has_failed
from tests.sites import ROOT
from tests.this_office.browser.conftest import open_context

AXE = ROOT / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Rules that read colours, and those that read sizes. All others read the document.
COLOURS = ["color-contrast", "link-in-text-block"]
SIZES = ["scrollable-region-focusable", "target-size"]
SCHEMES = {"light": "default", "dark": "slate"}
TEXTS = {"100 %": 16, "200 %": 32}  # the font size that a reader chose in the browser, in px
NARROW = 320  # WCAG 1.4.10, reflow: a desktop window enlarged four times

Look = tuple[str, int, str]  # size of text, width in px, scheme of colours
# What the pages go through that together have every element of the site, each look with the rules
# that it can answer differently, or with all but some ("not ..."). Targets are smallest with
# normal text.
LOOKS: dict[Look, list[str]] = {
    ("100 %", NARROW, "light"): SIZES,
    ("200 %", 1280, "light"): [*COLOURS, *SIZES],
    ("200 %", 1280, "dark"): COLOURS,
    ("200 %", 768, "light"): [*COLOURS, *SIZES],
    ("200 %", 768, "dark"): COLOURS,
    ("200 %", 360, "light"): TAGS,
    ("200 %", 360, "dark"): COLOURS,
}
# What all other pages go through: each of their elements stands on one of those above, within the
# same parent, in the same colours and sizes. What is left to ask is what a page alone can answer.
FEW: dict[Look, list[str]] = {
    ("100 %", NARROW, "light"): [],
    ("200 %", 360, "light"): [*TAGS, *(f"not {rule}" for rule in (*COLOURS, *SIZES))],
}
# What one page of each kind goes through as well. Normal text alone lets columns stand in a window
# of 1280 px; below that all windows have the drawer.
KINDS = [
    "404.html",
    "bao-cao/2022/giam-ngheo/index.html",
    "bien-tap/sua-so-lieu/index.html",
    "dia-ban/tt-tinh-tuc/index.html",
    "en/index.html",
    "huong-dan/tien-thuong/index.html",
    "index.html",
    "so-lieu/2022/index.html",
    "so-lieu/2022/toi-pham/index.html",
    "van-ban/index.html",
]
NORMAL_TEXT: dict[Look, list[str]] = {
    ("100 %", 360, "light"): TAGS,
    ("100 %", 360, "dark"): COLOURS,
    ("100 %", 1280, "light"): TAGS,
    ("100 %", 1280, "dark"): COLOURS,
}
TABS = 2  # one for each core of a small machine

# Large letters may have less contrast (WCAG 1.4.3: 3 instead of 4.5), and with large text nearly
# all letters are large. Here they need 4.5 as well: what passes so, passes with normal text.
STRICT = """axe.configure({ checks: [
  { id: "color-contrast", options: { contrastRatio: { large: { expected: 4.5 } } } },
] });"""

# Starts the run and returns at once, so that the tabs work at the same time.
START = """([scheme, only]) => {
  const settled = new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error("no answer")), 300000));
  const found = settled.then(async () => {
    // A link half scrolled away is no small target: the menus stand at their beginning.
    for (const menu of document.querySelectorAll(".md-sidebar__scrollwrap")) menu.scrollTop = 0;
    const found = { wide: document.scrollingElement.scrollWidth - innerWidth, violations: [] };
    if (document.body.dataset.mdColorScheme !== scheme) {
      found.violations.push(`the colours are not ${scheme}`);
    }
    if (!only.length) return found;
    const options = { resultTypes: ["violations"], preload: false, iframes: false, rules: {} };
    options.runOnly = only.filter((name) => !name.startsWith("not "));
    for (const name of only) {
      if (name.startsWith("not ")) options.rules[name.slice(4)] = { enabled: false };
    }
    const { violations } = await axe.run(document, options);
    for (const { id, help, nodes } of violations) {
      for (const { target } of nodes) found.violations.push(`${id} (${help}): ${target.join(" ")}`);
    }
    return found;
  });
  window.result = Promise.race([found, late]);
}"""


@dataclass
class Visit:
    """What was seen of a page, from its first byte through all looks."""

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
        page.on("requestfailed", lambda r: has_failed(r) and self.visit.failures.append(r.url))
        page.on("response", lambda r: r.status >= 400 and self.visit.failures.append(r.url))

    def go(self, path: str) -> None:
        """Ask for a page and return at once."""
        self.visit = Visit(path)
        self.page.goto(path.removesuffix("index.html"), wait_until="commit")

    def arrive(self) -> None:
        self.page.wait_for_load_state()
        # What is folded away is part of the page too.
        self.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")

    def start(self, look: Look, rules: list[str]) -> None:
        """Take a look of the page and let axe run."""
        text, width, scheme = look
        self.devtools.send("Page.setFontSizes", {"fontSizes": {"standard": TEXTS[text]}})
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        self.page.evaluate(START, [SCHEMES[scheme], rules])

    def collect(self, look: Look) -> None:
        """Wait for what axe finds and write it down."""
        found = self.page.evaluate("window.result")
        text, width, scheme = look
        name = f"{width} px, {scheme}, {text}"
        if found["wide"] > 0:
            self.visit.wide.append(f"{name}: {found['wide']} px too wide")
        self.visit.violations += [f"{name}: {one}" for one in found["violations"]]


def visited(
    browser: Browser, address: str, paths: list[str], looks: dict[Look, list[str]], setting: str
) -> list[Visit]:
    """The pages, each opened once and taken through the looks; `setting` configures axe."""
    contexts = [open_context(browser, address) for _ in range(TABS)]
    tabs = []
    for context in contexts:
        context.add_init_script(AXE.read_text("utf-8") + setting)
        page = context.new_page()
        tabs.append(Tab(page, context.new_cdp_session(page)))
    visits = []
    for group in (paths[i : i + TABS] for i in range(0, len(paths), TABS)):
        busy = tabs[: len(group)]
        for tab, path in zip(busy, group, strict=True):
            tab.go(path)
        for tab in busy:
            tab.arrive()
        for look, rules in looks.items():
            for tab in busy:
                tab.start(look, rules)
            for tab in busy:
                tab.collect(look)
        visits += [tab.visit for tab in busy]
    for context in contexts:
        context.close()
    return visits


@pytest.fixture(scope="module")
def visits(browser: Browser, pages: dict[str, BeautifulSoup], address: str) -> list[Visit]:
    """Every page in the looks that it must pass."""
    whole = covering({path: structure(page) for path, page in pages.items()})
    return [
        *visited(browser, address, whole, LOOKS, STRICT),
        *visited(browser, address, sorted(pages.keys() - {*whole}), FEW, STRICT),
    ]


def structure(page: BeautifulSoup) -> set[tuple[str, ...]]:
    """What a stylesheet can tell apart on a page: the elements with their classes, each within
    its parent."""
    return {
        (*signature(element.parent), ">", *signature(element)) for element in page.find_all(True)
    }


def signature(element: Tag) -> tuple[str, ...]:
    """The name and the classes of an element."""
    return (element.name, *sorted(element.get("class", ())))


def covering(structures: Mapping[str, set[tuple[str, ...]]]) -> list[str]:
    """Pages that together have all there is on any page: again and again the one that has most
    of what is missing."""
    missing: set[tuple[str, ...]] = set().union(*structures.values())
    found = []
    while missing:
        found.append(max(structures, key=lambda path: len(structures[path] & missing)))
        missing -= structures[found[-1]]
    return found


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


def test_axe_finds_no_barrier_with_normal_text(browser: Browser, address: str) -> None:
    nothing(visited(browser, address, KINDS, NORMAL_TEXT, ""), "violations")
