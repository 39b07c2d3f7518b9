"""How a middling phone meets the site: part of `make audit` (tests/audit.py).

A processor four times slower and slow 4G, as Lighthouse's phone has them, but held up by the
browser itself and not reckoned, so that a second visit with a warm cache can be measured, and how
soon a page answers a touch or key (Event Timing: from it to the next picture). Of both the median
counts, of an interaction of several touches or keys the slowest of them.
"""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.chromium import FLAGS, chromium

SLOWER = 4
SCREEN = {"width": 390, "height": 844}
# https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md: DevTools' own values.
SLOW_4G = {
    "offline": False,
    "latency": 150 * 3.75,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8 * 0.9,
    "uploadThroughput": 750 * 1024 / 8 * 0.9,
}
NO_LIMIT = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
ANSWERS_WITHIN = 200  # milliseconds from a touch to the next picture: what is called good (INP)
# Kept from before the page's own scripts, so that nothing is missed.
WATCH = """
window.seen = { lcp: 0, longest: 0 };
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) seen.lcp = one.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const one of list.getEntries())
    if (one.interactionId) seen.longest = Math.max(seen.longest, one.duration);
}).observe({ type: "event", buffered: true, durationThreshold: 16 });
"""
# Waits until what was done has been painted.
PAINTED = """() => new Promise((done) => requestAnimationFrame(() =>
  requestAnimationFrame(() => setTimeout(done, 50))))"""


@dataclass(frozen=True)
class Visit:
    """What one visit cost: milliseconds to the largest thing seen, bytes, requests."""

    lcp: float
    size: float
    requests: float


@contextmanager
def phone(browser: Browser) -> Iterator[tuple[Page, CDPSession]]:
    """A visitor with an empty cache, on a slow line."""
    context = browser.new_context(
        viewport=SCREEN,  # type: ignore[arg-type]
        is_mobile=True,
        has_touch=True,
        service_workers="block",  # the browser's own cache is measured
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield page, session
    context.close()


def visit(page: Page, sizes: list[float], address: str) -> Visit:
    """Open an address and wait until all has come; `sizes` gets what crosses the line."""
    sizes.clear()
    page.goto(address, wait_until="load")
    page.evaluate(PAINTED)
    crossed = [size for size in sizes if size]  # what a cache has is of no size
    return Visit(float(page.evaluate("() => seen.lcp")), sum(crossed), len(crossed))


def visits(browser: Browser, first: str, second: str) -> tuple[Visit, Visit]:
    """A page with an empty cache, then another page of the site, with what the first has left."""
    sizes: list[float] = []
    with phone(browser) as (page, session):
        session.on("Network.loadingFinished", lambda one: sizes.append(one["encodedDataLength"]))
        return visit(page, sizes, first), visit(page, sizes, second)


def median_visit(found: list[Visit]) -> Visit:
    """The middle of some visits."""
    return Visit(
        *(statistics.median(getattr(one, name) for one in found) for name in Visit.__annotations__)
    )


def switch(page: Page) -> Iterator[None]:
    """The figures of a page become links, and words again."""
    for _ in range(2):
        page.locator(".cong-tac-nguon").tap()
        yield


def filter_rows(page: Page) -> Iterator[None]:
    """A word is typed into the filter of the register."""
    page.locator(".loc input").first.focus()
    return typed(page, "quyet")


def search(page: Page) -> Iterator[None]:
    """The search is opened and asked."""
    page.locator(".md-header__button[for=__search]").tap()
    yield
    yield from typed(page, "giam")
    page.locator(".md-search-result__link").first.wait_for()
    yield
    yield from typed(page, " ngheo")


def typed(page: Page, word: str) -> Iterator[None]:
    """A word, letter by letter, into what has the focus."""
    for letter in word:
        page.keyboard.press(letter)
        yield


def menu(page: Page) -> Iterator[None]:
    """The menu is opened."""
    page.locator(".md-header__button[for=__drawer]").tap()
    yield


def colours(page: Page) -> Iterator[None]:
    """Other colours are chosen."""
    page.locator("[data-md-component=palette] button:visible").tap()
    yield


# What is done, and on which page; empty where on a page of the report.
INTERACTIONS: dict[str, tuple[str, Callable[[Page], Iterator[None]]]] = {
    "switch of sources": ("", switch),
    "filter of rows": ("van-ban/", filter_rows),
    "search": ("", search),
    "menu": ("", menu),
    "colours": ("", colours),
}


def answer_time(browser: Browser, address: str, act: Callable[[Page], Iterator[None]]) -> float:
    """The milliseconds to the next picture of the slowest of some touches or keys."""
    with phone(browser) as (page, session):
        session.send("Network.emulateNetworkConditions", NO_LIMIT)
        page.goto(address, wait_until="load")
        page.evaluate(PAINTED)
        for _ in act(page):
            page.evaluate(PAINTED)
        return float(page.evaluate("() => seen.longest"))


def answer_times(
    browser: Browser, address: str, report: str, rounds: int
) -> Iterator[tuple[str, list[float]]]:
    """The rounds of each interaction, on the site at `address` and its page `report`."""
    for name, (page, act) in INTERACTIONS.items():
        yield name, [answer_time(browser, address + (page or report), act) for _ in range(rounds)]


@contextmanager
def browser() -> Iterator[Browser]:
    """The browser of the machine."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
