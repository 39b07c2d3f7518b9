"""The site of sources that are being edited: a page is rendered when it is asked for.

Nothing is written into a site, and nothing is kept from one state of the sources to the next: what
is shown is what a build of them would show, but for what a build that publishes adds. MkDocs' own
steps are followed (mkdocs.commands.build, MkDocs 1.6.1).
"""

from __future__ import annotations

import mimetypes
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import _build_theme_template, get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from report.edition.edition import Edition, fill_page, with_heads
from report.site.mkdocs.build import Build
from report.site.mkdocs.compiled_templates import CompiledTemplates
from report.site.mkdocs.events import Run
from report.site.provenance import sources_alone
from report.site.theme.assets import (
    OVERRIDES,
    SCRIPT,
    STYLESHEET,
    join_scripts,
    join_stylesheets,
)
from report.site.theme.search_index import MANUAL_INDEX
from report.site.theme.security import with_policy
from report.sources.addresses import SOURCES
from report.sources.pages import read_page

SEARCH = "search/"  # what the plugin writes when all pages are known
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class ShownFile:
    """A file of the site: its bytes, their media type, and whether they are of the sources as
    they stand, or of the last ones that could be shown."""

    content: bytes
    media_type: str
    is_current: bool = True


@dataclass(frozen=True)
class SiteState:
    """A site of one state of the sources, as far as MkDocs prepares it before the first page."""

    config: MkDocsConfig
    build: Build
    files: Files
    nav: Navigation
    env: Environment

    def file_at(self, address: str) -> File | None:
        """The file at an address of the site."""
        wanted = f"{address}index.html" if address.endswith("/") or not address else address
        return next((file for file in self.files if file.dest_uri == wanted), None)

    def sources_of(self, address: str) -> ShownFile | None:
        """The list of the figures of the page at an address, which stands beside it."""
        file = self.file_at(address)
        filled = self.build.edition.pages.get(file.src_uri) if file else None
        if filled is None or not filled.shows_sources:
            return None
        return ShownFile(sources_alone(self.build.edition, filled).encode(), HTML)

    def rendered(self, page: Page) -> str:
        """The HTML of a page. Raises what a build raises."""
        self.convert(page)
        plugins = self.config.plugins
        page.active = True  # in the menus
        try:
            context = get_context(self.nav, self.files, self.config, page)
            context = plugins.on_page_context(context, page=page, config=self.config, nav=self.nav)
            template = self.env.get_template(str(page.meta.get("template", "main.html")))
            html = template.render(context)
        finally:
            page.active = False
        return plugins.on_post_page(html, page=page, config=self.config)

    def lead(self) -> None:
        """Have MkDocs' events and plugins work for this state."""
        Run.build = self.build
        self.build.lead_plugins()

    def convert(self, page: Page) -> None:
        """Convert the text of a page."""
        self.lead()
        page.read_source(self.config)
        plugins: Any = self.config.plugins
        given = {"page": page, "config": self.config, "files": self.files}
        page.markdown = plugins.on_page_markdown(page.markdown, **given)
        page.render(self.config, self.files)
        page.content = plugins.on_page_content(page.content, **given)


class SiteView:
    """The pages of an office whose pages and data stand in `sources`, and all else in `root`.

    `settings` is the name of its mkdocs.yml, `options` what goes before the settings there; without
    a `policy` pages may run scripts that stand in them.
    """

    def __init__(
        self,
        root: Path,
        sources: Path,
        settings: str = "mkdocs.yml",
        *,
        policy: bool = True,
        **options: str | None,
    ) -> None:
        """A view that shows nothing yet; `folder` keeps what all its states share."""
        self.root, self.sources, self.settings = root, sources, settings
        self.policy, self.options = policy, options
        self.folder = TemporaryDirectory(prefix="xem-trang-")
        self.sound: SiteState | None = None  # of sources without a mistake
        self.unsound: SiteState | None = None  # of those as they stand, where they have one
        self.searched: SiteState | None = None
        self.compiled = CompiledTemplates()
        self.of_theme: list[File] = []
        self.own_theme: dict[Path, int] = {}  # its files and folders, and when each changed

    def close(self) -> None:
        """Remove what the view has written."""
        self.folder.cleanup()

    def show(self, edition: Edition, *, is_sound: bool) -> None:
        """Show other sources from now on; where they have mistakes, pages that can be shown."""
        if is_sound:
            self.sound, self.unsound = self.state(edition), None
            return
        try:
            self.unsound = self.state(edition)
        except BaseException as error:  # what a build does with mistakes is not defined
            if not is_failure(error):
                raise
            self.unsound = None

    def read(self) -> None:
        """Show the sources as they stand now, read and checked as for a build. Raises Abort with
        all problems where one is an error, and shows what it has shown then."""
        self.sound, self.unsound = self.state(None), None

    def state(self, edition: Edition | None) -> SiteState:
        """MkDocs, right before its first page; without an edition the build reads the sources."""
        folders = {"docs_dir": str(self.sources / "docs"), "site_dir": self.folder.name}
        config = load_config(str(self.root / self.settings), **folders, **self.options)
        Run.publishing, Run.edition = None, edition
        try:
            config = config.plugins.on_config(config)
        finally:
            Run.edition = None
        files = get_files(config)
        env = config.theme.get_env()
        env.bytecode_cache = self.compiled
        self.add_theme_files(files, env, config)
        files = config.plugins.on_files(files, config=config)
        nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
        for file in files.documentation_pages():
            if file.page:
                file.page.read_source(config)  # menus show the titles of all
        made = config.plugins.on_env(env, config=config, files=files)
        self.join_assets(files, Run.build)
        Run.build.keep_steps()
        return SiteState(config, Run.build, files, nav, made)

    def add_theme_files(self, files: Files, env: Environment, config: MkDocsConfig) -> None:
        """Add what the theme brings; its folders are looked through once, and once more where
        what the project and the office add to it has changed."""
        own_theme = when_changed({OVERRIDES, Path(config.theme.custom_dir or OVERRIDES)})
        if own_theme != self.own_theme:
            self.own_theme, self.of_theme = own_theme, []
            Path(self.folder.name, SCRIPT).unlink(missing_ok=True)
        own = {file.src_uri for file in files}
        if not self.of_theme:
            files.add_files_from_theme(env, config)
            self.of_theme = [file for file in files if file.src_uri not in own]
            return
        for file in self.of_theme:
            if file.src_uri not in own:
                files.append(file)

    def join_assets(self, files: Files, build: Build) -> None:
        """Write styles and scripts of the theme, where they are not there."""
        site = Path(self.folder.name)
        if (site / SCRIPT).is_file():
            return
        for file in (*files.css_files(), *files.javascript_files()):
            path = site / file.dest_uri
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content_bytes)
        join_stylesheets(site, build.stylesheets, None)
        join_scripts(site, build.scripts, publish=False)

    def file(self, address: str) -> ShownFile | None:
        """What stands at an address of the site, without its first slash; None where nothing
        does."""
        for state in (self.unsound, self.sound):
            if state is None:
                continue
            try:
                found = self.found(state, address)
            except BaseException as error:
                if state is self.sound or not is_failure(error):
                    raise
                continue
            if found is not None:
                is_current = state is self.unsound or self.unsound is None
                return replace(found, is_current=is_current)
        return None

    def found(self, state: SiteState, address: str) -> ShownFile | None:
        """A file of one state of the sources."""
        if address.startswith(SEARCH) and state is self.sound:
            self.write_search()
        if address in state.config.theme.static_templates:
            state.lead()
            _build_theme_template(address, state.env, state.files, state.config, state.nav)
            return self.written(address)
        if address in (STYLESHEET, SCRIPT) or address.startswith(SEARCH):
            return self.written(address)
        if address.rpartition("/")[2] == SOURCES:
            return state.sources_of(address.removesuffix(SOURCES))
        file = state.file_at(address)
        if file is None:
            return None
        if file.page:
            html = state.rendered(file.page)
            return ShownFile((with_policy(html) if self.policy else html).encode(), HTML)
        return ShownFile(file.content_bytes, type_by_name(address))

    def written(self, address: str) -> ShownFile | None:
        """A file that the view has written for all its states."""
        folder = Path(self.folder.name).resolve()
        with suppress(OSError, ValueError):  # no file can be called so
            path = (folder / address).resolve()
            if path.is_relative_to(folder) and path.is_file():
                return ShownFile(path.read_bytes(), type_by_name(address))
        return None

    def preview(self, edition: Edition, uri: str, text: str) -> str:
        """The HTML of the page at `uri` under docs/ with another text; nothing where that cannot be
        shown."""
        state = self.unsound or self.sound
        file = state.files.get_file_from_path(uri) if state else None
        if state is None or file is None or file.page is None:
            return ""
        before = state.build.edition
        try:
            with_text, _ = with_heads([read_page(uri, text)], edition)
            pages = {**edition.pages, uri: fill_page(with_text[0], edition)}
            state.build.take(replace(edition, pages=pages))
            return with_policy(state.rendered(file.page))
        except BaseException as error:  # of a text with mistakes, as it is while one types
            if not is_failure(error):
                raise
            return ""
        finally:
            state.build.take(before)

    def write_search(self) -> None:
        """Write what the search reads: for that, each page is converted once."""
        if self.sound is None or self.searched is self.sound:
            return
        state = self.sound = self.searched = self.state(self.sound.build.edition)
        for file in state.files.documentation_pages():
            if file.page:
                state.convert(file.page)
                state.build.search.add_entry_from_context(file.page)
        state.build.keep_steps()  # after a change, most pages are the same
        plugin: Any = state.config.plugins["material/search"]
        plugin.on_post_build(config=state.config)
        index = state.build.search.index
        Path(self.folder.name, MANUAL_INDEX).write_text(index.written_manual(), "utf-8")


def when_changed(folders: set[Path]) -> dict[Path, int]:
    """All that stands in some folders, and when each was changed."""
    found: dict[Path, int] = {}
    for path in (path for folder in folders for path in folder.rglob("*")):
        with suppress(FileNotFoundError):  # an editor's own, which are soon gone
            found[path] = path.stat().st_mtime_ns
    return found


def is_failure(error: BaseException) -> bool:
    """Whether an error is of the sources or the code: MkDocs' way to stop a build is no
    Exception."""
    return isinstance(error, (Exception, SystemExit))


def type_by_name(address: str) -> str:
    """The media type of a file by its name, as web servers give it."""
    found = mimetypes.guess_type(address)[0] or "application/octet-stream"
    return HTML if found == "text/html" else found
