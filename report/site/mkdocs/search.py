"""The search plugin of the theme writes our index: the passages of pages are known when it asks.

Its own would parse the HTML of each finished page again.
"""

import re
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.pages import Page

from report.site.passages import Passage
from report.site.theme.search_index import SearchIndex

SEARCH_PLUGIN = "material/search"
MARK_WITH_VALUE = re.compile(r'data-search-\w+="[^"]')  # what the plugin takes out of pages


class SearchEntries:
    """What stands in the place of the plugin's own index, by the names that the plugin calls.

    `passages` are those of each page, by its path under docs/.
    """

    def __init__(self, index: SearchIndex) -> None:
        """No page is known yet."""
        self.index = index
        self.passages: dict[str, list[Passage]] = {}
        self.is_written = False

    def lead(self, config: MkDocsConfig) -> None:
        """Have the plugin use this, and look through the text of a page only where there is a mark
        to be taken out: it looks for one at every character."""
        plugin: Any = config.plugins[SEARCH_PLUGIN]
        plugin.search_index = self

        def on_page_context(context: Any, *, page: Any, config: MkDocsConfig, nav: Any) -> None:
            if MARK_WITH_VALUE.search(page.content or ""):
                plugin.on_page_context(context, page=page, config=config, nav=nav)
            else:
                plugin.search_index.add_entry_from_context(page)

        heard = config.plugins.events["page_context"]
        if plugin.on_page_context in heard:  # not yet by another build
            heard[heard.index(plugin.on_page_context)] = on_page_context

    def add_entry_from_context(self, page: Page) -> None:
        """Add a page that is about to be put into its template."""
        asked = page.meta.get("search") or {}
        if not asked.get("exclude"):
            passages = self.passages.pop(page.file.src_uri)  # nobody asks for them again
            name = str(page.meta.get("title", page.title))
            self.index.add(page.url, name, passages, asked.get("boost"))

    def generate_search_index(self, previous: Any) -> str:  # noqa: ARG002 - of a partial build
        """The index as the plugin writes it."""
        self.is_written = True
        return self.index.written()

    def must_be_written(self) -> None:
        """Raise Abort where the plugin has not asked for the index: it has written its own."""
        if not self.is_written:
            raise Abort(
                "Phần tìm kiếm của giao diện đã đổi, không ghi chỉ mục như trước. "
                "Báo người phụ trách: xem report/site/mkdocs/search.py."
            )
