"""Markdown → HTML, one page after the other by the same converter.

MkDocs makes a converter with all its extensions anew for every page, and parses its Markdown as
HTML to find anchors, which are known when the page is finished (report.site.passages).
"""

from collections.abc import Callable, Sequence

from markdown import Markdown
from markdown.extensions.toc import slugify
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import (
    Page,
    _ExtractTitleTreeprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import AnchorLink, get_toc

from report.figures.results import Result, plain_text, put_in
from report.site.html import attribute
from report.site.mkdocs.plain_text import shorten


class Conversion:
    """Converts the pages of a build as mkdocs.structure.pages.Page.render does (MkDocs 1.6.1).

    `results_of` gives the results of a page by its path. Their marks stay in its headings; anchors
    and the table of contents have their plain words, as the check and the documents have them.
    """

    def __init__(self, config: MkDocsConfig, results_of: Callable[[str], Sequence[Result]]) -> None:
        """A converter with the extensions of mkdocs.yml."""
        settings = dict(config.mdx_configs or {})
        toc = settings.get("toc", {})
        self.slugify = toc.get("slugify", slugify)
        settings["toc"] = {**toc, "slugify": self.anchor}
        self.markdown = Markdown(extensions=config.markdown_extensions, extension_configs=settings)
        shorten(self.markdown)
        self.results_of = results_of
        self.results: Sequence[Result] = ()

    def anchor(self, heading: str, separator: str) -> str:
        """The anchor of a heading of the page at hand."""
        anchor: str = self.slugify(plain_text(heading, self.results), separator)
        return anchor

    def render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Convert a page; MkDocs' own parts check its links and find its title."""
        links = _RelativePathTreeprocessor(page.file, files, config)
        title = _ExtractTitleTreeprocessor()
        for part in (links, title):
            part._register(self.markdown)  # in the place of the page's before
        self.results = self.results_of(page.file.src_uri)
        page.content = self.markdown.reset().convert(page.markdown or "")
        page.toc = get_toc(getattr(self.markdown, "toc_tokens", []))
        self.write_titles(page.toc.items)
        page._title_from_render = title.title
        page.links_to_anchors = links.links_to_anchors

    def write_titles(self, items: list[AnchorLink]) -> None:
        """Write the results in the titles of a table of contents, at all its levels."""
        for item in items:
            item.title = put_in(item.title, self.results, attribute)
            self.write_titles(item.children)
