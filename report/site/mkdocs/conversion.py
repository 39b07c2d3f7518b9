"""Markdown → HTML, one page after the other by the same converter.

MkDocs makes a converter with all its extensions anew for every page, and parses its Markdown as
HTML to find anchors, which are known when the page is finished (report.site.passages).
"""

from functools import partial
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import (
    Page,
    _ExtractTitleTreeprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import get_toc


class Conversion:
    """Converts the pages of a build as mkdocs.structure.pages.Page.render does (MkDocs 1.6.1)."""

    def __init__(self, config: MkDocsConfig) -> None:
        """A converter with the extensions of mkdocs.yml."""
        self.markdown = Markdown(
            extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
        )

    def take_over(self, files: Files) -> None:
        """Have the pages that MkDocs knows rendered here."""
        for file in files.documentation_pages():
            page: Any = file.page
            if page:
                page.render = partial(self.render, page)

    def render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Convert a page; MkDocs' own parts check its links and find its title."""
        links = _RelativePathTreeprocessor(page.file, files, config)
        title = _ExtractTitleTreeprocessor()
        for part in (links, title):
            part._register(self.markdown)  # in the place of the page's before
        page.content = self.markdown.reset().convert(page.markdown or "")
        page.toc = get_toc(getattr(self.markdown, "toc_tokens", []))
        page._title_from_render = title.title
        page.links_to_anchors = links.links_to_anchors
