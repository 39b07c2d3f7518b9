"""Entries of menus are made once for all pages from which the same ways lead to them."""

from types import SimpleNamespace as Entry

from mkdocs.utils import get_relative_url

from report.site.mkdocs.templates import MenuEntries

# A page beside a folder of its name, an index with pages below it and one without.
URLS = ("./", "a/", "a/b/", "a/c/", "a/c/d/", "a/e/f/", "g/")


def test_each_page_has_its_own_ways() -> None:
    pages = {url: Entry(url=url, active=False) for url in URLS}
    part = Entry(children=list(pages.values()))
    entries = MenuEntries(URLS)
    made = 0
    for page in pages.values():
        page.active = True

        def render(item: Entry, path: str, level: int, _: Entry, page: Entry = page) -> str:
            nonlocal made
            made += 1
            return f"{path} {level} {get_relative_url(item.url, page.url)} {item.active}\n"

        written = entries(part, pages["a/"], page, "p", 1, render)
        alone = [
            render(item, f"p_{number}", 2, part)
            for number, item in enumerate(part.children, 1)
            if item is not pages["a/"]
        ]
        assert written == "".join(alone), page.url
        page.active = False
    entries(part, None, pages["a/b/"], "p", 1, render)
    before = made
    entries(part, None, Entry(url="a/h/"), "p", 1, render)
    assert made == before  # the same ways lead from there
