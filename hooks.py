"""MkDocs events → functions of the package, nothing else."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from report.checks import check
from report.data_pages import data_pages, table_pages
from report.edition import Edition, read_edition
from report.feeds import feeds
from report.figures import ENGLISH
from report.glossary import is_explained, read_glossary
from report.history import last_change, read_history
from report.languages import VIETNAMESE, in_language
from report.numbers import write_english, write_long_date
from report.origins import edit_url, origins
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
    edition = read_edition(Path(config.config_file_path).parent)
    problems = check(edition)
    if errors(problems):
        raise Abort(f"\n{listing(problems)}")
    if problems:
        log.info("%s", listing(problems))  # warnings: a strict build would stop at them
    config.edition = edition  # type: ignore[attr-defined] # for macros.py
    config.glossary = read_glossary(edition)  # type: ignore[attr-defined]
    config.history = read_history(Path(config.config_file_path).parent)  # type: ignore[attr-defined]
    config.origins = origins(edition)  # type: ignore[attr-defined]
    name_office(config, edition.office)
    for section in config.nav or []:
        list_tables(section, edition)
    if command == "build":
        publication = Publication(Path(config.site_dir))
        config.site_dir = str(publication.draft)
    return config


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
    """Add what is made from data: pages, and in a build that publishes, the downloads."""
    edition: Edition = config.edition  # type: ignore[attr-defined]
    made: dict[str, str | bytes] = dict(data_pages(edition))
    made |= feeds(edition, config.history, config.site_url or "")  # type: ignore[attr-defined]
    if command == "build" and config.extra["tai_ve"]:
        from report.exports import site_files  # the workbook's library is slow to import

        made |= site_files(edition)
    for uri, content in made.items():
        files.append(File.generated(config, uri, content=content))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Find the pages that the foot of every page leads to, those that this office has."""
    found = map(files.get_file_from_path, config.extra["chan_trang"])
    config.extra["chan_trang"] = [file.page for file in found if file]
    return nav


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the figures back that macros.py put aside, and explain the abbreviations."""
    html = put_back(html, getattr(page, "figures", []))
    glossary = config.glossary  # type: ignore[attr-defined]
    uri = page.file.src_uri
    return glossary.explain(html, uri) if glossary and is_explained(uri, page.meta) else html


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Give the template what stands below the text of a report page (overrides/main.html)."""
    filled = config.edition.pages.get(page.file.src_uri)  # type: ignore[attr-defined]
    context["provenance"] = filled.provenance if filled else ""
    files = config.origins.get(page.file.src_uri, ())  # type: ignore[attr-defined]
    context["changed"] = changed = last_change(config.history, files)  # type: ignore[attr-defined]
    if changed:
        write = write_english if page.meta.get("lang") == ENGLISH else write_long_date
        context["changed_text"] = write(changed)
    root = Path(config.config_file_path).parent
    page.edit_url = next(
        (edit_url(config.edit_uri, path) for path in files[:1] if (root / path).is_file()), None
    )


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """A page in another language says so, and that what stands around its text is Vietnamese."""
    language = page.meta.get("lang", VIETNAMESE)
    return in_language(output, language) if language != VIETNAMESE else output


def on_post_build(config: MkDocsConfig) -> None:
    """All pages are written; warnings of a strict build may still stop it."""
    index = Path(config.site_dir) / "search" / "search_index.json"
    edition: Edition = config.edition  # type: ignore[attr-defined]
    index.write_text(published_index(index.read_text("utf-8"), edition), "utf-8")
    if publication:
        publication.complete = True


def on_build_error(error: Exception) -> None:
    """Whatever went wrong, nothing half-made is published."""
    if publication:
        publication.complete = False


def on_shutdown() -> None:
    """The build is over: publish it or leave the site as it was."""
    if publication:
        publication.publish()
