"""The Content-Security-Policy as a browser follows it: ours runs, what is added does not."""

import re

from playwright.sync_api import Page

VISITED = ["", "bao-cao/2022/giam-ngheo/?h=giảm", "so-lieu/2022/", "en/"]


def test_a_browser_runs_all_that_the_site_has(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in VISITED:
        page.goto(path)
        page.get_by_role("button", name=re.compile("Chuyển sang giao diện")).click()
    page.goto("")
    page.locator(".md-search__input").fill("giam ngheo")
    page.locator(".md-search-result__link").first.wait_for()
    assert said == []


def test_a_browser_refuses_what_somebody_adds(page: Page) -> None:
    page.goto("")
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
