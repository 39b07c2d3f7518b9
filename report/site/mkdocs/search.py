"""The search plugin of the theme writes our index: the passages of pages are known when it asks.

Its own would parse the HTML of each finished page again.
"""

from typing import Any

from mkdocs.exceptions import Abort
from mkdocs.structure.pages import Page

from report.site.passages import Passage
from report.site.theme.search_index import SearchIndex


class SearchEntries:
    """What stands in the place of the plugin's own index, by the names that the plugin calls.

    `passages` are those of each page, by its path under docs/.
    """

    def __init__(self, index: SearchIndex) -> None:
        """No page is known yet."""
        self.index = index
        self.passages: dict[str, list[Passage]] = {}
        self.is_written = False

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
