"""The files that stand beside pages: the list of a page's figures, the page as Markdown, and the
list of all that there is in this form."""

from dataclasses import dataclass, field
from pathlib import Path

from report.edition.edition import Edition, FilledPage
from report.site.dcat import JSON_LD, TURTLE
from report.site.linked_data import PublishedPage
from report.site.markdown_twins import LLMS, html_as_markdown, llms, twin
from report.site.mkdocs.kept_pages import FinishedPage
from report.site.provenance import (
    ListedParts,
    sources_alone,
    sources_frame,
    sources_list,
    sources_page,
    sources_section,
)
from report.sources.addresses import (
    FIGURES_DESCRIPTION,
    FIGURES_FILE,
    SOURCES,
    TWIN,
    relative_url,
    url_of,
)


@dataclass
class FilesBeside:
    """What stands beside the pages of an edition. `finished` are the texts of pages until they are
    written, `twins` the pages that there are as Markdown; `address` is that of the site that is
    published, empty where it has none. `pieces` are what the lists of pages' figures are put
    together of, each once: most stand in many, and are made of the same `parts`; `frames` stand
    around them, by the year of a page and its way to the root of the site."""

    edition: Edition
    address: str = ""
    finished: dict[str, FinishedPage] = field(default_factory=dict)
    twins: list[PublishedPage] = field(default_factory=list)
    pieces: set[str] = field(default_factory=set)
    frames: dict[tuple[int | None, str], str] = field(default_factory=dict)
    parts: ListedParts = field(default_factory=ListedParts)

    def of_page(self, page: PublishedPage, markdown: str) -> dict[str, str]:
        """The list of a page's figures, where it has some, and the page with it as Markdown."""
        filled = self.edition.pages.get(page.uri)
        if not filled or not filled.shows_sources:
            return {TWIN: twin(page, markdown, self.edition, self.address)}
        figures = sources_list(self.edition, filled, self.address, self.parts)
        frame = self.frame(filled)
        self.pieces.update((frame, *figures.lines))
        words = "\n\n".join(filter(None, (markdown, sources_section(figures))))
        return {
            SOURCES: sources_page(frame, self.edition.titles[page.uri], figures),
            TWIN: twin(page, words, self.edition, self.address),
        }

    def frame(self, filled: FilledPage) -> str:
        """The frame of the list of a page's figures, which is made of nothing else but the edition,
        the year and the way to the root."""
        key = filled.page.year, relative_url(filled.page.uri, "")
        if key not in self.frames:
            self.frames[key] = sources_frame(self.edition, *key)
        return self.frames[key]

    def as_markdown(self, uri: str, html: str) -> str:
        """The text of a page as Markdown: what came with it, unless another plugin changed it."""
        finished = self.finished.pop(uri, None)
        if finished and finished.html == html:
            return finished.markdown
        return html_as_markdown(html, self.address, url_of(uri))

    def write(self, site: str, page: PublishedPage, files: dict[str, str]) -> None:
        """Write the files of a page into its folder. Raises OSError."""
        folder = Path(site, url_of(page.uri))
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_bytes(text.encode())
        self.twins.append(page)

    def write_lists(self, site: Path) -> None:
        """The lists of pages' figures, where they are not written with their pages."""
        for uri, filled in self.edition.pages.items():
            if filled.shows_sources:
                listed = sources_alone(self.edition, filled)
                Path(site, url_of(uri), SOURCES).write_bytes(listed.encode())

    def write_index(self, site: Path, order: list[str], *, has_catalogue: bool) -> None:
        """The list of all pages as Markdown, in the order of the navigation, in which `order` are
        the paths of pages; nothing where there is none."""
        place = {uri: number for number, uri in enumerate(order)}
        pages = sorted(self.twins, key=lambda page: (place.get(page.uri, len(place)), page.uri))
        if pages:
            files = [JSON_LD, TURTLE] if has_catalogue else []
            if self.edition.finished_years:
                files += [FIGURES_FILE, FIGURES_DESCRIPTION]
            (site / LLMS).write_text(llms(pages, self.edition, self.address, files), "utf-8")
