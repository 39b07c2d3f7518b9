"""MkDocs events → functions of the package, nothing else."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from report.checks import check
from report.data_pages import data_pages, table_pages
from report.edition import Edition, read_edition
from report.pages import REPORT
from report.problems import errors, listing
from report.provenance import FOLDER
from report.search_index import published_index
from report.shelf import put_back

log = get_plugin_logger("report")


@dataclass
class Publication:
    """A build that replaces the published site only when all of it has succeeded."""

    site: Path
    complete: bool = False

    @property
    def draft(self) -> Path:
        """Where the site is written until all of it is known to be good."""
        return self.site.with_name(f"{self.site.name}.new")

    def publish(self) -> None:
        """Put the draft in the place of the site, or throw it away where it is not complete."""
        if self.complete:
            shutil.rmtree(self.site, ignore_errors=True)
            self.draft.rename(self.site)
        else:
            shutil.rmtree(self.draft, ignore_errors=True)


publication: Publication | None = None
command = ""


def on_startup(command: str, dirty: bool) -> None:
    """Remember what was asked for: only `build` publishes."""
    globals()["command"] = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the sources; stop with all problems before anything is written."""
    global publication
    edition = read_edition(root(config))
    problems = check(edition)
    if errors(problems):
        raise Abort(f"\n{listing(problems)}")
    if problems:
        log.info("%s", listing(problems))  # warnings: a strict build would stop at them
    config.edition = edition  # type: ignore[attr-defined] # for macros.py
    name_office(config, edition.office)
    for section in config.nav or []:
        list_tables(section, edition)
    if command == "build":
        publication = Publication(Path(config.site_dir))
        config.site_dir = str(publication.draft)
    return config


def root(config: MkDocsConfig) -> Path:
    """The folder of the project."""
    return Path(config.config_file_path).parent


def name_office(config: MkDocsConfig, office: Any) -> None:
    """The names of the site come from data/don-vi.yaml, so that another office edits data only."""
    config.site_name = office["trang"]
    config.site_description = office["mo_ta"]
    config.site_author = office["ten"]
    config.copyright = office["ten"]
    config.extra["don_vi"] = {key: value for key, value in office.items() if key != "__line__"}


def list_tables(section: Any, edition: Edition) -> None:
    """Add the pages of a year's tables to the section of the navigation that has its index."""
    for children in section.values() if isinstance(section, dict) else []:
        for year in edition.years:
            if isinstance(children, list) and f"{FOLDER}/{year}/index.md" in children:
                children.append({"Các bảng": table_pages(edition, year)})


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what is made from data: pages, and in a build that publishes, the downloads.

    They take seconds, so that `make serve` makes them only where TAI_VE is set.
    """
    edition: Edition = config.edition  # type: ignore[attr-defined]
    made: dict[str, str | bytes] = dict(data_pages(edition))
    if (command == "build" or "TAI_VE" in os.environ) and config.extra["tai_ve"]:
        from report.exports import site_files  # the workbook's library is slow to import

        made |= site_files(edition)
        made |= official_documents(config, edition)
    for uri, content in made.items():
        files.append(File.generated(config, uri, content=content))
    return files


def official_documents(config: MkDocsConfig, edition: Edition) -> dict[str, bytes]:
    """The official documents of all years; stops the build where one cannot be made."""
    from report.exports.official import official_files

    documents, problems = official_files(root(config), edition, edition.years)
    if errors(problems):
        raise Abort(f"\n{listing(problems)}")
    sizes = {uri: len(content) for uri, content in documents.items()}
    config.documents = sizes  # type: ignore[attr-defined] # for the pages that list them
    return documents


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put back the figures that macros.py put aside; list the files on a report's first page."""
    html = put_back(html, getattr(page, "figures", []))
    sizes = getattr(config, "documents", {})
    if sizes:
        from report.exports.links import document_list, front_page

        edition: Edition = config.edition  # type: ignore[attr-defined]
        for year in edition.years:
            if page.file.src_uri == front_page(year):
                uri, office = page.file.src_uri, edition.office["ten"]
                found = document_list(uri, sizes, year, office)
                html = html.replace("</h1>", f"</h1>\n{found}", 1)
    return html


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Give the template what stands below the text of a report page (overrides/main.html)."""
    filled = config.edition.pages.get(page.file.src_uri)  # type: ignore[attr-defined]
    context["provenance"] = filled.provenance if filled else ""


def on_post_build(config: MkDocsConfig) -> None:
    """All pages are written; warnings of a strict build may still stop it."""
    index = Path(config.site_dir) / "search" / "search_index.json"
    edition: Edition = config.edition  # type: ignore[attr-defined]
    index.write_text(published_index(index.read_text("utf-8"), edition), "utf-8")
    if getattr(config, "documents", {}):
        write_offline_copies(config, edition)
    if publication:
        publication.complete = True


def write_offline_copies(config: MkDocsConfig, edition: Edition) -> None:
    """The finished site as a ZIP for each year that has documents, and its size on the page."""
    from report.exports.links import with_size
    from report.exports.official import FOLDER as DOCUMENTS
    from report.exports.official import source_moment
    from report.exports.offline import write_offline

    site = Path(config.site_dir)
    for year in edition.years:
        if (site / DOCUMENTS / str(year)).is_dir():
            moment = source_moment(root(config), year)
            written = write_offline(site, edition.office, year, moment.date())
            page = site / REPORT / str(year) / "index.html"
            text = with_size(page.read_text("utf-8"), year, written.stat().st_size)
            page.write_text(text, "utf-8")


def on_build_error(error: Exception) -> None:
    """Whatever went wrong, nothing half-made is published."""
    if publication:
        publication.complete = False


def on_shutdown() -> None:
    """The build is over: publish it or leave the site as it was."""
    if publication:
        publication.publish()
