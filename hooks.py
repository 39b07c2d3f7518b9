"""MkDocs events → functions of the package, nothing else."""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment
from jinja2.ext import Extension
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from macros import sandboxed
from report.edition.edition import Edition
from report.figures.provenance import FOLDER, with_switch
from report.figures.values import ENGLISH
from report.official.examination import examine
from report.problems.listing import listing
from report.problems.problem import errors
from report.site.assets import SCRIPT, STYLESHEET, join_scripts, join_stylesheets
from report.site.data_pages import data_pages, table_pages
from report.site.feeds import feeds
from report.site.glossary import is_explained, read_glossary
from report.site.languages import VIETNAMESE, in_language
from report.site.message_pages import message_pages
from report.site.origins import edit_url, origins
from report.site.search_index import published_index
from report.site.security import marked, with_policy
from report.site.security_txt import security_txt
from report.site.shelf import put_back
from report.site.stylesheets import tags
from report.site.theme import mended, trimmed
from report.sources.history import last_change, last_day, read_history
from report.sources.pages import REPORT
from report.text.numbers import write_english, write_long_date

log = get_plugin_logger("report")

THEME_STYLESHEETS = ("assets/stylesheets/main.*.css", "assets/stylesheets/palette.*.css")


@dataclass
class Publication:
    """A build that replaces the published site only when all of it has succeeded."""

    site: Path
    complete: bool = False
    tags: set[str] = field(default_factory=set)

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
    plugin = config.plugins["macros"]
    plugin._env = sandboxed(plugin.macros)  # type: ignore[attr-defined] # it has no setting for it
    examination = examine(root(config))
    edition, problems = examination.edition, examination.problems
    if errors(problems):
        raise Abort(f"\n{listing(problems)}")
    if problems:
        log.info("%s", listing(problems))  # warnings: a strict build would stop at them
    config.edition = edition  # type: ignore[attr-defined] # for macros.py
    config.planned = examination.documents  # type: ignore[attr-defined]
    config.glossary = read_glossary(edition)  # type: ignore[attr-defined]
    config.history = read_history(root(config))  # type: ignore[attr-defined]
    config.origins = origins(edition)  # type: ignore[attr-defined]
    name_office(config, edition.office)
    config.extra["stylesheets"] = [*THEME_STYLESHEETS, *config.extra_css]
    config.extra_css = [STYLESHEET]
    config.extra["scripts"] = [str(script) for script in config.extra_javascript]
    config.extra_javascript[:] = [joined_script()]
    for section in config.nav or []:
        list_tables(section, edition)
    if command == "build":
        publication = Publication(Path(config.site_dir))
        config.site_dir = str(publication.draft)
    return config


def joined_script() -> ExtraScriptValue:
    """The one script of all pages, run when the page has been read."""
    script = ExtraScriptValue(SCRIPT)
    script.defer = True
    return script


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
    made: dict[str, str | bytes] = dict(data_pages(edition) | message_pages(edition))
    made |= feeds(edition, config.history, config.site_url or "")  # type: ignore[attr-defined]
    if (command == "build" or "TAI_VE" in os.environ) and config.extra["tai_ve"]:
        from report.downloads.files import site_files  # the workbook's library is slow to import

        made |= site_files(edition)
        made |= documents_to_download(config, edition)
    for uri, content in made.items():
        files.append(File.generated(config, uri, content=content))
    add_security_txt(files, config, edition)
    return files


def add_security_txt(files: Files, config: MkDocsConfig, edition: Edition) -> None:
    """Add where to report a vulnerability; MkDocs leaves dot folders out unless it is told."""
    report, site, day = config.extra["bao_lo_hong"], config.site_url, last_day(root(config))
    for uri, text in security_txt(edition.office, report, site or "", day).items():
        included = InclusionLevel.INCLUDED
        files.append(File.generated(config, uri, content=text, inclusion=included))


def documents_to_download(config: MkDocsConfig, edition: Edition) -> dict[str, bytes]:
    """The official documents of all finished years; stops the build where one cannot be made."""
    from report.official.files import files_of

    planned = config.planned  # type: ignore[attr-defined]
    documents, problems = files_of(root(config), edition, planned)
    if errors(problems):
        raise Abort(f"\n{listing(problems)}")
    sizes = {uri: len(content) for uri, content in documents.items()}
    config.documents = sizes  # type: ignore[attr-defined] # for the pages that list them
    return documents


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Find the pages that the foot of every page leads to, those that this office has."""
    found = map(files.get_file_from_path, config.extra["chan_trang"])
    config.extra["chan_trang"] = [file.page for file in found if file]
    return nav


class Mended(Extension):
    """Templates as they are compiled, once a build; texts of pages are put in later."""

    def preprocess(self, source: str, name: str | None, filename: Any = None) -> str:  # noqa: ARG002 - Jinja passes it
        """The template without its faults and needless characters."""
        source = trimmed(mended(name or "", source))
        return marked(source) if publication else source


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Mend the templates of the theme, and leave out what only sets them in order."""
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension(Mended)
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return env


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the figures back that macros.py put aside, and explain the abbreviations.

    The first page of a report lists its files.
    """
    uri = page.file.src_uri
    html = put_back(html, getattr(page, "figures", []))
    sizes = getattr(config, "documents", {})
    if sizes:
        from report.site.document_list import with_documents

        html = with_documents(html, uri, sizes, config.edition)  # type: ignore[attr-defined]
    glossary = config.glossary  # type: ignore[attr-defined]
    return glossary.explain(html, uri) if glossary and is_explained(uri, page.meta) else html


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Give the template what stands below the text of a report page (overrides/main.html)."""
    filled = config.edition.pages.get(page.file.src_uri)  # type: ignore[attr-defined]
    context["provenance"] = filled.provenance if filled else ""
    if context["provenance"]:
        page.content = with_switch(page.content or "")
    files = config.origins.get(page.file.src_uri, ())  # type: ignore[attr-defined]
    context["changed"] = changed = last_change(config.history, files)  # type: ignore[attr-defined]
    if changed:
        write = write_english if page.meta.get("lang") == ENGLISH else write_long_date
        context["changed_text"] = write(changed)
    page.edit_url = next(
        (edit_url(config.edit_uri, path) for path in files[:1] if (root(config) / path).is_file()),
        None,
    )


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """The finished page as it is published, its language marked."""
    language = page.meta.get("lang", VIETNAMESE)
    return finished(output if language == VIETNAMESE else in_language(output, language))


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The page for addresses that do not exist is a template without a source."""
    return finished(output_content) if template_name.endswith(".html") else output_content


def finished(html: str) -> str:
    """The page with its security policy; `serve` adds a script of its own, so it has none."""
    if not publication:
        return html
    publication.tags |= tags(html)
    return with_policy(html)


def on_post_build(config: MkDocsConfig) -> None:
    """All pages are written; warnings of a strict build may still stop it."""
    names = publication.tags if publication else None
    join_stylesheets(Path(config.site_dir), config.extra["stylesheets"], names)
    join_scripts(Path(config.site_dir), config.extra["scripts"], publish=bool(publication))
    index = Path(config.site_dir) / "search" / "search_index.json"
    edition: Edition = config.edition  # type: ignore[attr-defined]
    index.write_text(published_index(index.read_text("utf-8"), edition), "utf-8")
    if getattr(config, "documents", {}):
        write_offline_copies(config, edition)
    if publication:
        publication.complete = True


def write_offline_copies(config: MkDocsConfig, edition: Edition) -> None:
    """The finished site as a ZIP for each year that has documents, and its size on the page."""
    from report.official.files import DOCUMENTS_FOLDER as DOCUMENTS
    from report.official.files import source_moment
    from report.site.document_list import with_size
    from report.site.offline import write_offline

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
