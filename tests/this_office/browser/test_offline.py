"""The copy of the site that is opened from disk."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.chromium import has_failed

NAME = "ban-ngoai-tuyen-2022"


@pytest.fixture(scope="module")
def copy(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ZIP, unpacked as its readme says."""
    folder = tmp_path_factory.mktemp("copy")
    with zipfile.ZipFile(site / f"tai-ve/2022/{NAME}.zip") as archive:
        archive.extractall(folder)
    return folder / NAME


def test_the_search_works_from_disk(browser: Browser, copy: Path) -> None:
    troubles: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("requestfailed", lambda r: has_failed(r) and troubles.append(r.url))
    page.goto((copy / "bao-cao/2022/index.html").as_uri())
    page.locator("[data-md-component=search-query]").fill("trom cap tai san")
    first = page.locator(".md-search-result__link").first
    expect(first).to_be_attached()
    address = str(first.get_attribute("href"))
    page.goto(address)
    assert re.search(r"an-ninh-trat-tu/index\.html", address)
    assert page.title().startswith("An ninh, trật tự")
    page.goto((copy / "bao-cao/2022/giam-ngheo/index.html").as_uri())
    page.get_by_role("button", name="Hiện nguồn số liệu").click()
    row = page.locator("article a.nguon-so").first
    assert (copy / "so-lieu/2022/ho-ngheo/index.html").as_uri() in str(row.get_attribute("href"))
    page.close()
    # The theme looks for the languages of a site in its sitemap, and does without.
    assert [trouble for trouble in troubles if not trouble.endswith("sitemap.xml")] == []
