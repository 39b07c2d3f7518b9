"""Entries of menus are made once for all pages from which the same ways lead to them."""

from collections.abc import Iterator
from types import SimpleNamespace as Entry

import pytest
from mkdocs.utils import get_relative_url

from report.site.mkdocs.templates import Menu, addresses, index_of, own_ways

# A page beside a folder of its name, an index with pages below it and one without, and a file
# in what is the folder of a page in the site.
URLS = ("./", "a/", "a/i/", "a/j/", "a/b/", "a/k/", "a/i/x.pdf")
URLS += ("a/c/", "a/c/d/", "a/e/f/", "g/", "h/")


def entry(url: str) -> Entry:
    """A page of the navigation."""
    return Entry(url=url, children=None, active=False, is_index=url in ("./", "a/", "g/"))


def part(*children: Entry) -> Entry:
    """A part of the navigation."""
    return Entry(url=None, children=[*children], active=False)


def menu_of(items: list[Entry], *, prunes: bool, has_indexes: bool) -> Menu:
    """The menu of these entries."""
    urls = [*addresses(items)]
    return Menu(own_ways(urls, (), urls), prunes=prunes, has_indexes=has_indexes)


def chains(items: list[Entry]) -> Iterator[list[Entry]]:
    """Each page with the parts that it stands in."""
    for item in items:
        if not item.children:
            yield [item]
        for below in chains(item.children or []):
            yield [item, *below]


class Theme:
    """The theme's macro: the entry of a part of the navigation is a link, or holds more of them."""

    def __init__(self, menu: Menu | None, *, prunes: bool, has_indexes: bool = True) -> None:
        self.menu, self.prunes, self.has_indexes = menu, prunes, has_indexes
        self.made = 0
        self.page = entry("")

    def render(self, item: Entry, path: str, level: int, _: Entry | None) -> str:
        """An entry of the menu of the page at hand."""
        self.made += 1
        first = item
        while first.children:
            first = first.children[0]
        said = f"{get_relative_url(first.url, self.page.url)} {item.active}"
        if not item.children or (self.prunes and not item.active):
            return f"[{said}]"
        index = index_of(item) if self.has_indexes else None
        entries = self.menu.entries if self.menu else self.entries
        begin = f"{path} {level} {said if index is self.page else item.active}"
        return f"[{begin} {entries(item, index, path, level)} end]"

    def entries(self, item: Entry, index: Entry | None, path: str, level: int) -> str:
        """What the theme itself does."""
        return "".join(
            self.render(one, f"{path}_{number}", level + 1, item)
            for number, one in enumerate(item.children, 1)
            if one is not index
        )


@pytest.mark.parametrize("has_indexes", [True, False])
@pytest.mark.parametrize("prunes", [True, False])
def test_each_page_has_its_own_ways(prunes: bool, has_indexes: bool) -> None:
    """The menu of each page is what the theme makes of it without us, and made of less; two pages
    stand in two parts."""
    home, a, i, j, b, k, x, c, d, f, g, h = map(entry, URLS)
    items = [home, part(a, i, j, b, k, x, part(c)), part(f, d), part(g, h), part(b, h)]
    menu = menu_of(items, prunes=prunes, has_indexes=has_indexes)
    ours = Theme(menu, prunes=prunes, has_indexes=has_indexes)
    alone = Theme(None, prunes=prunes, has_indexes=has_indexes)
    for chain in [*chains(items)] * 2:
        page = ours.page = alone.page = chain[-1]
        for one, outer in zip(chain, [None, *chain], strict=False):
            one.active, one.parent = True, outer
        expected = "".join(
            alone.render(item, f"__nav_{number}", 1, None) for number, item in enumerate(items, 1)
        )
        place = menu.place_of(page, items, "")
        assert menu.of_page(page, place, items, ours.render) == expected, page.url
        for one in chain:
            one.active = False
    assert ours.made < alone.made


def test_nothing_is_made_again_for_the_next_page_of_a_folder() -> None:
    pages = [entry(url) for url in ("a/b/", "a/h/", "a/i/")]
    items = [part(*pages), part(entry("g/"))]
    menu = menu_of(items, prunes=True, has_indexes=True)
    theme = Theme(menu, prunes=True)
    made = []
    items[0].active, items[0].parent = True, None
    for theme.page in pages:
        theme.page.active, theme.page.parent = True, items[0]
        menu.of_page(theme.page, menu.place_of(theme.page, items, ""), items, theme.render)
        theme.page.active = False
        made.append(theme.made)
    assert made[2] - made[1] == 1  # its own entry
