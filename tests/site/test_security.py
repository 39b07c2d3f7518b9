"""The policy of each page as it is written; tests/this_office/browser/test_policy.py follows it."""

from bs4 import BeautifulSoup

from report.site.theme.security import with_policy


def test_a_script_that_came_with_content_may_not_run() -> None:
    page = with_policy('<meta charset="utf-8">' + "<script>alert(1)</script>")
    assert "default-src 'self';" in page
    assert "script-src" not in page  # the same as the default


def test_no_page_has_a_script_in_it_that_a_browser_would_run(
    pages: dict[str, BeautifulSoup],
) -> None:
    for path, page in pages.items():
        for script in page.find_all("script", src=False):
            assert script.get("type") in ("application/json", "application/ld+json"), path


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
