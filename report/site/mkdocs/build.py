"""One build of the site by MkDocs, from its start to its end: each event is a method."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from report.edition.allowed_files import may_be_published
from report.edition.edition import Edition
from report.edition.examination import examine
from report.edition.guidance import FORM_TABLE
from report.edition.text_kind import TextKind
from report.figures.results import Citation, Result, is_block
from report.kept.fingerprint import fingerprint
from report.kept.steps import kept_steps, steps_of_code
from report.official.moments import WHOLE_SITE, SourceMoments
from report.problems.listing import listing
from report.problems.problem import errors, problem
from report.site.data_pages import data_pages
from report.site.dcat import catalogue
from report.site.escaping import escaped
from report.site.expired_links import expired_links
from report.site.feedback import only_what_holds, way_of
from report.site.feeds import feeds
from report.site.finishing import Finishing, printed_footnotes
from report.site.glossary import is_explained, read_glossary
from report.site.html import html
from report.site.linked_data import PublishedPage
from report.site.markdown_twins import html_as_markdown
from report.site.message_pages import message_pages
from report.site.mkdocs.beside import FilesBeside
from report.site.mkdocs.compiled_templates import CompiledTemplates
from report.site.mkdocs.conversion import Conversion
from report.site.mkdocs.frame import (
    escape_names,
    find_footer,
    leave_unlisted,
    led_to,
    list_places,
    name_office,
    pages_in,
)
from report.site.mkdocs.kept_pages import KEPT_TEMPLATE, FinishedPage, kept_pages
from report.site.mkdocs.page_context import PageContexts
from report.site.mkdocs.publishing import keep_what_is_read, log, mark_complete
from report.site.mkdocs.rendering import Rendering, checked_body, must_be_sanitary, sandboxed
from report.site.mkdocs.search import SearchEntries
from report.site.mkdocs.templates import addresses, own_ways, prepare
from report.site.mkdocs.theme_files import pass_icons_by
from report.site.navigation import other_years, with_years
from report.site.origins import origins
from report.site.place_pages import place_pages
from report.site.provenance import source_switch
from report.site.publication import StagedSite
from report.site.security_txt import security_txt
from report.site.shared_figures import embed_pages, pictured, site_line
from report.site.sharing import Sharing, install_files
from report.site.sitemap import last_modified, without_unknown_days
from report.site.text_kind_line import text_kind_line
from report.site.theme.assets import OVERRIDES, SCRIPT, STYLESHEET, join_scripts, join_stylesheets
from report.site.theme.search_index import MANUAL_INDEX, SearchIndex
from report.site.theme.security import with_policy
from report.site.theme.stylesheets import tags
from report.sources.addresses import (
    DOCUMENTS_FOLDER,
    REGISTER_PAGE,
    relative_url,
    url_of,
)
from report.sources.history import last_day, read_history
from report.sources.pages import EDITORS
from report.sources.pictures import is_picture, published
from report.sources.shapes import without_lines
from report.sources.writing import finish_killed_run
from report.text.markup import MARK_BEGIN, MARK_END
from report.text.templates import ENVIRONMENT

if TYPE_CHECKING:
    from report.site.mkdocs.serving import Served  # brings the server

THEME_STYLESHEETS = ("assets/stylesheets/main.*.css", "assets/stylesheets/palette.*.css")
NOT_SEARCHED = " data-search-exclude"
# The body of a page made from data, until the page has been converted.
BODY_MARK = f"{MARK_BEGIN}{MARK_END}"
BODY = f"<p>{BODY_MARK}</p>"


@dataclass(frozen=True)
class Surroundings:
    """What of the rest of an office goes into the text of the page at `uri`: whether its
    words are explained, what stands below its heading, whether its text is edited, words behind
    links, whether its tables lead on, whether readers are heard."""

    uri: str
    explained: bool
    below: str
    edited: bool
    warned: Mapping[str, str]
    shared: bool
    heard: bool


def addresses_end_in_folders(config: MkDocsConfig) -> None:
    """Raises Abort where the settings ask for addresses that no link of ours leads to."""
    if not config.use_directory_urls:
        path = Path(config.config_file_path)
        text = path.read_text("utf-8")  # nothing of it where the command asks for them
        line = text.count("\n", 0, max(text.find("use_directory_urls"), 0)) + 1
        found = problem(path.name, line, "kieu-dia-chi-trang")
        raise Abort(f"\n{listing([found])}")


class Build:
    """Everything that a build knows of the office and of what it makes.

    The sources are read once and checked before anything is written, unless an `edition` is given;
    `staged` is the site of a build that publishes, None where pages are only served, `served` what
    their server keeps. `steps` are those whose outcome an earlier build has left, `of_code` those
    that come of code alone; `bodies` are the HTML of pages made from data, `documents` the sizes of
    the official documents, by their paths in the site.
    """

    def __init__(
        self,
        config: MkDocsConfig,
        staged: StagedSite | None,
        edition: Edition | None = None,
        served: "Served | None" = None,
    ) -> None:
        self.config = config
        addresses_end_in_folders(config)
        self.root = Path(config.config_file_path).parent
        self.sources = Path(config.docs_dir).parent  # elsewhere for a draft
        self.staged, self.served = staged, served
        self.publishes = staged is not None
        if edition is None:
            finish_killed_run(self.root)
            edition = self.examined()
        self.search = SearchEntries(SearchIndex(edition))
        self.take(edition)
        self.glossary = read_glossary(self.edition)
        self.glossary_key = fingerprint(self.glossary)
        self.history = read_history(self.root)
        self.moments = SourceMoments(self.root, self.history)
        self.origins = origins(self.edition)
        self.steps, self.of_code = kept_steps(self.root), steps_of_code()
        self.kept = kept_pages(self.steps.kept, config, self.publishes)
        self.compiled = CompiledTemplates(self.of_code.kept, self.kept.ground)
        self.bodies: dict[str, str] = {}
        self.beside = FilesBeside(self.edition)
        self.own_ways: set[str] = set()  # pages that have other ways than those beside them
        self.known: frozenset[str] = frozenset()  # the pages of docs/ and those made from data
        self.documents: dict[str, int] = {}
        self.documents_taken = 0
        self.sharing: Sharing | None = None
        self.has_catalogue = False
        self.stylesheets = [*THEME_STYLESHEETS, *config.extra_css]
        self.issues = str(config.extra["gop_y"])
        self.scripts = [str(script) for script in config.extra_javascript]
        if self.publishes:
            ENVIRONMENT.bytecode_cache = self.compiled
            keep_what_is_read()

    def examined(self) -> Edition:
        """The sources. Raises Abort with all problems where one is an error."""
        examination = self.served.office.examine() if self.served else examine(self.sources)
        problems = examination.problems
        if errors(problems):
            raise Abort(f"\n{listing(problems)}")
        if problems:
            said = listing(problems)
            log.info("%s", said)  # warnings: a strict build would stop at them
            if self.staged:
                self.staged.said = said
        return examination.edition

    def take(self, edition: Edition) -> None:
        """Render pages as this edition has them."""
        self.edition = edition
        self.rendering = Rendering(edition)
        self.lead_plugins()

    def lead_plugins(self) -> None:
        """Have the plugins work for this build: MkDocs hands some of them from one to the next."""
        macros: Any = self.config.plugins["macros"]
        macros._env = sandboxed(self.rendering.functions())  # it has no setting for it
        self.search.lead(self.config)

    def configure(self) -> None:
        """Tell MkDocs what only the sources, or this build, know."""
        config = self.config
        name_office(config, self.edition)
        # Behind an office's own `custom_dir`, before the theme's.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(OVERRIDES))
        pass_icons_by(config.theme)
        config.extra_css = [STYLESHEET]
        script = ExtraScriptValue(SCRIPT)  # run when the page has been read
        script.defer = True
        config.extra_javascript[:] = [script]
        if config.nav:
            config.nav = with_years(config.nav, self.sources, self.edition)
        for section in config.nav or []:
            list_places(section, self.edition)
        if self.staged:
            config.site_dir = str(self.staged.begin(Path(config.site_dir)))

    def guard_files(self, files: Files) -> None:
        """Publish nothing of docs/ but pages and pictures, and pictures without their metadata.

        The check has refused all others; this holds whatever has come there since.
        """
        for file in [file for file in files if file.src_dir == self.config.docs_dir]:
            if not may_be_published(PurePosixPath(file.src_uri)):
                files.remove(file)
            elif is_picture(file.src_uri):
                file.content_bytes = published(file.src_uri, file.content_bytes)

    def add_files(self, files: Files) -> None:
        """Add what is made from data: pages, and in a build that publishes, the form that a page
        leads to, and the downloads where the settings ask for them (`tai_ve`).

        These take seconds, so that `make serve` makes them only where TAI_VE is set.
        """
        made: dict[str, str | bytes] = {}
        address = self.config.site_url or ""
        data = data_pages(self.edition, address, self.history)
        for uri, page in (data | place_pages(self.edition)).items():
            made[uri], self.bodies[uri] = f"{page.head}{BODY_MARK}\n", checked_body(uri, page)
        made |= message_pages(self.edition)
        made |= self.bare_pages(address)
        made |= install_files(self.edition, self.of_code)
        made |= feeds(self.edition, self.history, address)
        has_files = self.publishes or "TAI_VE" in os.environ
        if has_files and FORM_TABLE in self.edition.common.tables:
            from report.downloads.form import forms  # slow to import, as the others here

            made |= forms(self.edition)
        if has_files and self.config.extra["tai_ve"]:
            from report.downloads.files import site_files

            made |= site_files(self.edition)
            catalogues = catalogue(self.edition, made, self.history, self.config.site_url or "")
            made |= catalogues
            self.has_catalogue = bool(catalogues)
            made |= self.official_documents()
            made |= self.pictures(address)
        for uri, content in made.items():
            files.append(File.generated(self.config, uri, content=content))
        if self.publishes and self.config.site_url:
            self.beside.address = root = f"{self.config.site_url.rstrip('/')}/"
            self.sharing = Sharing(self.edition, root, self.documents)
        leave_unlisted(files, self.config)
        self.add_security_txt(files)
        self.forget_reading()

    def forget_reading(self) -> None:
        """Let go of what pages are made of, block by block: no step that follows asks for it, and
        it is many times as large as their texts. Who asks reads them again."""
        for filled in self.edition.pages.values() if self.publishes else ():
            vars(filled.page).pop("content", None)

    def bare_pages(self, address: str) -> dict[str, str]:
        """The tables and charts as pages for frames: what they use stays in the stylesheet."""
        pages = embed_pages(self.edition, address)
        for page in pages.values():
            self.use_tags(page)
        return pages

    def use_tags(self, html: str) -> None:
        """Note what a page uses, for the stylesheet of a site that is published."""
        if self.staged:
            self.staged.tags.update(tags(html))

    def pictures(self, address: str) -> dict[str, bytes]:
        """The tables and charts as pictures."""
        from report.official.figure_pictures import figure_pictures  # Typst is slow to import

        figures, line = pictured(self.edition), site_line(self.edition, address)
        return figure_pictures(figures, line, self.steps)

    def add_security_txt(self, files: Files) -> None:
        """Add where to report a vulnerability; MkDocs leaves dot folders out unless it is told."""
        report, site = self.config.extra["bao_lo_hong"], self.config.site_url or ""
        made = security_txt(self.edition.office, report, site, last_day(self.root))
        for uri, text in made.items():
            included = InclusionLevel.INCLUDED
            files.append(File.generated(self.config, uri, content=text, inclusion=included))

    def official_documents(self) -> dict[str, bytes]:
        """The documents of all finished years. Raises Abort where one cannot be made."""
        from report.kept.store import Store
        from report.official.files import KEPT_DOCUMENTS, official_files

        kept = Store(self.root / KEPT_DOCUMENTS)
        documents, problems = official_files(
            self.root,
            self.edition,
            self.edition.finished_years,
            address=self.config.site_url or "",
            kept=kept,
            tell=log.info,
            moments=self.moments,
        )
        if errors(problems):
            raise Abort(f"\n{listing(problems)}")
        self.documents = {uri: len(content) for uri, content in documents.items()}
        self.documents_taken = len(kept.taken & documents.keys())
        return documents

    def convert_pages(self, files: Files) -> None:
        """Convert all pages by one converter, those whose text is not kept."""
        conversion = Conversion(self.config, self.results_of)
        self.kept.begin(files)
        self.known = frozenset((*self.edition.pages, *self.bodies))
        for file in files.documentation_pages():
            page: Any = file.page
            if page:
                page.read_source = partial(self.read, page)
                page.render = partial(self.convert, conversion, page)

    def read(self, page: Page, config: MkDocsConfig) -> None:
        """Give a page its text and front matter: what is published is what was checked, by what
        the check has read. MkDocs itself reads the pages that are made. What the front matter says
        stands in menus of other pages, too, before the page itself is made."""
        filled = self.edition.pages.get(page.file.src_uri)
        if filled is None:
            Page.read_source(page, config)
        else:
            page.markdown = filled.page.text[filled.page.start :].lstrip("\n")
            page.meta = without_lines(filled.page.meta)
        page.meta = escaped(dict(page.meta))

    def convert(
        self, conversion: Conversion, page: Page, config: MkDocsConfig, files: Files
    ) -> None:
        """Give a page its finished text, with all that MkDocs and the search ask of it."""
        if self.publishes:
            self.kept.share_rest(
                page, files.documentation_pages, lambda one: _populate_page(one, config, files)
            )
        uri = page.file.src_uri
        finished = self.kept.handed_text(uri) or self.converted(conversion, page, config, files)
        finished.put_in(page, files)
        if self.publishes:
            self.beside.finished[uri] = finished
        self.search.passages[uri] = finished.passages
        self.declare_anchors(page, {*finished.anchors}, files)

    def converted(
        self, conversion: Conversion, page: Page, config: MkDocsConfig, files: Files
    ) -> FinishedPage:
        """The finished text of a page."""
        uri = page.file.src_uri
        results = self.results_of(uri)
        surroundings = self.surroundings(page)
        written = [
            html(result, partial(relative_url, uri), surroundings.shared) for result in results
        ]
        given = (
            *(page.markdown, self.bodies.get(uri, ""), surroundings),
            self.glossary_key if surroundings.explained else "",
            *(written, [result.plain for result in results]),
            [number for number, result in enumerate(results) if is_block(result)],
        )

        def make() -> FinishedPage:
            conversion.render(page, config, files)
            return self.finish(page, surroundings, written)

        return self.kept.finished(uri, given, make)

    def surroundings(self, page: Page) -> Surroundings:
        """What of the rest of the office goes into the text of a page."""
        uri = page.file.src_uri
        filled = self.edition.pages.get(uri)
        kind = self.edition.kind_of(filled.page) if filled else None
        return Surroundings(
            uri,
            is_explained(uri, page.meta),
            self.below_heading(uri),
            kind is TextKind.EDITED,
            expired_links(self.edition) if page.is_homepage else {},
            not uri.startswith(f"{EDITORS}/"),  # the manual's are examples
            bool(way_of(self.edition.office, self.issues)),
        )

    def results_of(self, uri: str) -> Sequence[Result]:
        """The results whose marks a page has."""
        filled = self.edition.pages.get(uri)
        return filled.results if filled else ()

    def complete_frame(self, nav: Navigation, files: Files) -> None:
        """Tell MkDocs what stands around the pages, once it knows them all."""
        escape_names(nav)
        find_footer(files, self.config, self.edition)
        urls = [file.url for file in files]
        self.own_ways = own_ways([*addresses(nav.items)], led_to(nav, self.config), urls)

    def prepare_templates(self, env: Environment) -> None:
        """Mend the templates of the theme, and leave out what only sets them in order."""
        self.kept.end_row()
        self.env = env
        env.bytecode_cache = env.bytecode_cache or self.compiled  # a view has its own
        theme = self.config.theme
        features = theme.get("features") or ()
        prepare(env, self.own_ways, features, own_templates=bool(theme.custom_dir))

    def date_pages(self, files: Files) -> None:
        """Tell MkDocs when each page changed, for the map of the site."""
        for file in files.documentation_pages():
            if file.page:
                paths = self.origins.get(file.src_uri, ())
                file.page.update_date = last_modified(self.history, paths)

    def evaluate(self, plugin: Any) -> None:
        """Have the plugin evaluate the macros of its page, and say what kind of text it is."""
        uri = plugin.page.file.src_uri
        filled = self.edition.pages.get(uri)
        self.rendering.render(plugin, is_done=self.kept.has_text(uri))
        kind = self.edition.kind_of(filled.page) if filled else None
        if kind:
            plugin.page.meta["loai_bai_viet"] = escaped(kind.label)

    def finish(self, page: Page, around: Surroundings, written: Sequence[str]) -> FinishedPage:
        """The text of a converted page with its results, abbreviations explained, and what stands
        below its heading: the switch for sources, the list of a report's files."""
        uri, text = around.uri, str(page.content)
        filled = self.edition.pages.get(uri)
        if filled:
            must_be_sanitary(filled, text)
            text = only_what_holds(text, around.heard)
        text = text.replace(BODY, self.bodies.get(uri, ""))
        finishing = Finishing(
            self.results_of(uri),
            partial(relative_url, uri),
            self.glossary.of_page(uri).explain if self.glossary and around.explained else str,
            around.below,
            around.edited,
            around.warned,
            around.shared,
            written,
        )
        finished = finishing.page(text)
        finished += printed_footnotes(finishing.footnotes)
        markdown = (
            html_as_markdown(finished, self.beside.address, url_of(uri)) if self.publishes else ""
        )
        passages = finishing.passages
        return FinishedPage.of(page, finished, markdown, passages.found, passages.anchors)

    def below_heading(self, uri: str) -> str:
        """What stands below the heading of a page, in the order of use."""
        filled = self.edition.pages.get(uri)
        parts = [text_kind_line(self.edition, filled)] if filled else []
        parts.append(other_years(self.edition, uri, self.known))
        parts += [source_switch(filled)] if filled and filled.shows_sources else []
        if self.documents:
            from report.site.document_list import documents_of_page

            parts.append(documents_of_page(uri, self.documents, self.edition))
        return "\n".join(filter(None, parts))

    def declare_anchors(self, page: Page, anchors: set[str], files: Files) -> None:
        """Tell MkDocs of the anchors of a page, and of the links that results have, so that it
        checks them too."""
        page.present_anchor_ids = anchors
        uri = page.file.src_uri
        filled = self.edition.pages.get(uri)
        register = files.src_uris.get(REGISTER_PAGE)
        cites = filled is not None and not filled.page.for_editors  # whose examples lead nowhere
        keys = {one.key for one in self.results_of(uri) if isinstance(one, Citation)}
        if register and page.links_to_anchors is not None:
            known = page.links_to_anchors.setdefault(register, {})
            known.update({key: f"{REGISTER_PAGE}#{key}" for key in keys if cites})

    def contexts(self) -> PageContexts:
        """What makes the contexts of pages, of the edition that is shown now."""
        return PageContexts(
            self.edition,
            self.sources,
            self.origins,
            self.history,
            self.documents,
            self.sharing,
            self.issues,
            self.config.edit_uri,
            has_catalogue=self.has_catalogue,
            publishes=self.publishes,
        )

    def describe(self, context: dict[str, Any], page: Page) -> None:
        """Give the template what stands below a page's text, and its tool, or the page as it has
        come out of the template before (theme/overrides/main.html)."""
        nav, files = context["nav"], context["pages"]
        if self.publishes:
            self.kept.share_rest(
                page, lambda: files, lambda one: _build_page(one, self.config, files, nav, self.env)
            )
        contexts = self.contexts()
        published = contexts.published(page)
        share = contexts.shared(published)  # which also notes what card the page needs
        text = self.kept.handed_template_text(published.uri)
        if text is None:
            told = {**contexts.told(page, published.changed), "share": share}
            context.update(told)
            text = self.kept.template_text(page, context, [told, page.edit_url])
        context["kept_page"] = text
        context["kept_template"] = KEPT_TEMPLATE if text is not None else ""
        if self.publishes and not self.kept.second.is_this:  # only the first process writes
            self.write_beside(published, page.content or "")

    def written_page(self, html: str, page: Page) -> str:
        """A page that has gone into its template, as it is published."""
        self.kept.keep_template_text(page, html)
        self.forget_text(page)
        if self.kept.second.is_this:
            return ""
        return self.publishable(html)

    def forget_text(self, page: Page) -> None:
        """Let go of the text of a page that is written: those of thousands take memory. (Of a page
        without any, None, MkDocs knows no title.)"""
        if self.publishes:
            page.markdown = page.content = ""

    def publishable(self, html: str) -> str:
        """A page with its security policy; `serve` adds a script in the page, so it has none.

        What the search leaves out is known by now, and readers need no marks of it.
        """
        html = html.replace(NOT_SEARCHED, "")
        if not self.staged:
            return html
        self.use_tags(html)
        return with_policy(html)

    def finish_template(self, text: str, name: str) -> str:
        """What is not a page of a source: the map of the site, the page for addresses that do
        not exist."""
        if name == "sitemap.xml":
            return without_unknown_days(text)
        return self.publishable(text) if name.endswith(".html") else text

    def complete(self) -> None:
        """Join styles and scripts, when all pages are written; warnings of a strict build may
        still stop it."""
        self.kept.end_row()
        site = Path(self.config.site_dir)
        self.use_tags("\n".join(self.beside.pieces))
        used = self.staged.tags if self.staged else None
        join_stylesheets(site, self.stylesheets, used, self.steps)
        join_scripts(site, self.scripts, publish=self.publishes)
        self.search.must_be_written()
        (site / MANUAL_INDEX).write_text(self.search.index.written_manual(), "utf-8")
        if not self.publishes:
            self.beside.write_lists(site)
        order = [*pages_in(self.config.nav)]
        self.beside.write_index(site, order, has_catalogue=self.has_catalogue)
        if self.sharing:
            self.sharing.write_cards(site, self.steps)
        if self.documents:
            self.write_offline_copies(site)
        self.keep_steps()
        if self.staged:
            self.say_what_was_made()
            mark_complete(self.staged, strict=self.config.strict)

    def keep_steps(self) -> None:
        """Keep what has been made, for later builds."""
        self.compiled.put()
        self.steps.keep()
        self.of_code.keep()

    def say_what_was_made(self) -> None:
        """How much of the site was made anew, and how much was taken from earlier builds: in the
        log, and for the workflow at the end of the file that REMADE names."""
        pages, made = len(self.kept.pages), len(self.kept.made)
        taken, documents = self.documents_taken, len(self.documents)
        said = (
            f"Trang: {made} làm mới, {pages - made} lấy lại. "
            f"Văn bản: {documents - taken} làm mới, {taken} lấy lại."
        )
        log.info("%s", said)
        if name := os.environ.get("REMADE"):
            with Path(name).open("a", encoding="utf-8") as file:
                file.write(f"\n{said}\n")  # a paragraph of its own

    def write_beside(self, page: PublishedPage, html: str) -> None:
        """Write the files beside a page, into its folder of the site."""
        files = self.beside.of_page(page, self.beside.as_markdown(page.uri, html))
        self.beside.write(self.config.site_dir, page, files)

    def write_offline_copies(self, site: Path) -> None:
        """The finished site as a ZIP for each year that has documents."""
        from report.site.offline import write_offline

        for year in self.edition.years:
            if (site / DOCUMENTS_FOLDER / str(year)).is_dir():
                day = self.moments.last(WHOLE_SITE, year).date()
                write_offline(site, self.edition, year, day)
