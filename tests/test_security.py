"""The policy of each page, as it is written and as a browser follows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, sync_playwright

from report.security import with_policy
from tests.chromium import FLAGS, chromium
from tests.server import serving

VISITED = ["", "bao-cao/2022/giam-ngheo/?h=giảm", "so-lieu/2022/", "en/"]


def test_the_hash_of_a_script_is_what_openssl_computes() -> None:
    # printf 'alert("Hello, world.");' | openssl dgst -sha256 -binary | base64
    page = with_policy('<meta charset="utf-8"><script>alert("Hello, world.");</script>')
    assert "script-src 'self' 'sha256-95/2P1j1ZySEaTPvS2vdbldPcGJYZRvEeWm0x0qZqcQ=';" in page


def test_every_page_has_a_policy_before_anything_it_holds_for(
    pages: dict[str, BeautifulSoup],
) -> None:
    for path, page in pages.items():
        charset, policy, referrer, *_ = page.head.find_all(True)
        assert charset.get("charset") == "utf-8", path
        assert policy.get("http-equiv") == "Content-Security-Policy", path
        assert "unsafe" not in policy["content"], path
        assert (referrer["name"], referrer["content"]) == ("referrer", "same-origin"), path


def test_no_page_has_code_in_attributes(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        for tag in page.find_all(True):
            handlers = [name for name in tag.attrs if name.startswith("on") or name == "style"]
            assert handlers == [], f"{path}: {tag}"
            assert not str(tag.get("href", "")).startswith("javascript:"), path


@pytest.fixture(scope="module")
def browser_page(site: Path) -> Iterator[tuple[Page, str]]:
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(10_000)
        yield page, address
        browser.close()


def test_a_browser_runs_all_that_the_site_has(browser_page: tuple[Page, str]) -> None:
    page, address = browser_page
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in VISITED:
        page.goto(address + path)
        page.locator("[data-md-component=palette] label:visible").click()
    page.goto(address)
    page.locator(".md-search__input").fill("giam ngheo")
    page.locator(".md-search-result__link").first.wait_for()
    assert said == []


def test_a_browser_refuses_what_somebody_adds(browser_page: tuple[Page, str]) -> None:
    page, address = browser_page
    page.goto(address)
    page.evaluate(
        """() => {
          window.refused = [];
          document.addEventListener("securitypolicyviolation", (event) =>
            refused.push(event.effectiveDirective));
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          const picture = document.createElement("img");
          picture.src = "https://example.org/x.png";
          document.body.append(script, picture);
        }"""
    )
    page.wait_for_function("refused.length >= 2")
    assert sorted(page.evaluate("refused")) == ["img-src", "script-src-elem"]
    assert page.evaluate("window.ran") is None
