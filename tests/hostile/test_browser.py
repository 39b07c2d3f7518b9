"""A browser on a site whose content is all attacks: none of it runs, none of it is asked for."""

from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.hostile.corpus import Traps
from tests.hostile.doors import SITE
from tests.server import serving

# What a page tells of what the policy refused, before it goes away.
REFUSALS = """
window.refused = [];
document.addEventListener("securitypolicyviolation",
  (event) => refused.push(event.effectiveDirective + " " + event.blockedURI));
"""


def test_nothing_of_content_runs_or_is_fetched(
    harmless: Path, traps: Traps, browser: Browser
) -> None:
    with serving(harmless / SITE) as address:
        heard = visited(browser, address, addresses(harmless / SITE))
    assert heard == []
    assert traps.are_untouched()


def addresses(site: Path) -> list[str]:
    """The pages of a site; they are few."""
    pages = [path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")]
    return [f"{page}/" for page in sorted(pages) if not page.startswith("bien-tap/")]


def visited(browser: Browser, address: str, pages: list[str]) -> list[str]:
    """What a browser said, asked of others and refused, on each of the pages: an error of a
    script is one of content, which calls functions that there are not."""
    heard: list[str] = []
    page = browser.new_page(base_url=address)
    page.add_init_script(REFUSALS)
    page.on("console", lambda message: heard.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    page.on("dialog", lambda dialog: heard.append(f"{page.url}: {dialog.message}"))
    page.on("request", lambda request: heard.extend(foreign(request.url, address)))
    for path in pages:
        page.goto(path.removeprefix("./"))
        provoke(page)
        heard += [f"{path}: {refusal}" for refusal in page.evaluate("refused")]
    search(page, "script")
    heard += [f"search: {refusal}" for refusal in page.evaluate("refused")]
    page.close()
    return heard


def search(page: Page, words: str) -> None:
    """Have the search show titles and texts of pages."""
    page.goto("")
    page.locator(".md-search__input").fill(words)
    page.locator(".md-search-result__link").first.wait_for()


def foreign(url: str, address: str) -> list[str]:
    """An address that is not of the site; icons of the stylesheet stand in itself."""
    return [] if url.startswith((address, "data:")) else [f"asked {url}"]


def provoke(page: Page) -> None:
    """Do to every element of the text what a handler might wait for."""
    page.evaluate(
        """() => {
          const events = ["click", "mouseover", "focus", "toggle", "error", "load"];
          for (const element of document.querySelectorAll("article *"))
            events.forEach((name) => element.dispatchEvent(new Event(name)));
        }"""
    )
