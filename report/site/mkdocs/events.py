"""MkDocs' events → the build, nothing else. An office's hooks.py hands them on.

The build itself is imported when there is something to build, and what serves when pages are
served: they bring most libraries, and most of this package.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from report.site.mkdocs.publishing import Publishing, end, fail, publishing

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

    from report.edition.edition import Edition
    from report.site.mkdocs.build import Build
    from report.site.mkdocs.serving import Served


class Run:
    """The site that MkDocs was asked to publish, if any; what is to be built, where the sources
    have been read already; what a server keeps; and the build that MkDocs is at."""

    publishing: Publishing | None = None
    edition: Edition | None = None
    served: Served | None = None
    build: Build


def on_startup(command: str, dirty: bool) -> None:
    """Only `build` publishes."""
    Run.publishing = publishing(command, dirty=dirty)


@event_priority(100)
def look(config: MkDocsConfig) -> MkDocsConfig:
    """Before all plugins: does the site stand there already? Then nothing else is done."""
    if Run.publishing:
        Run.publishing.leave_what_stands(config)
    return config


def begin(config: MkDocsConfig) -> MkDocsConfig:
    """A build begins: the sources are read and checked."""
    from report.site.mkdocs.build import Build

    staged = Run.publishing.staged if Run.publishing else None
    Run.build = Build(config, staged, Run.edition, served_office(config))
    Run.build.configure()
    return config


def served_office(config: MkDocsConfig) -> Served | None:
    """What is kept of the office that is served; None where a site is published, or where its
    sources have been read."""
    if Run.publishing or Run.edition:
        return None
    from report.site.mkdocs.serving import Served

    root = Path(config.docs_dir).parent
    if Run.served is None or Run.served.root != root:
        Run.served = Served(root)
    return Run.served


on_config = CombinedEvent(look, begin)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Files that stand in docs/, pages and files that are made."""
    Run.build.guard_files(files)
    Run.build.add_files(files)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """The names of pages, and those that others lead to, are known."""
    Run.build.convert_pages(files)
    Run.build.complete_frame(nav, files)
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """The templates of the theme are about to be compiled."""
    Run.build.prepare_templates(env)
    Run.build.date_pages(files)
    return env


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> None:
    """A page is about to be put into its template."""
    Run.build.describe(context, page)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """A page is about to be written."""
    return Run.build.written_page(output, page)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """A template without a page is about to be written."""
    return Run.build.finish_template(output_content, template_name)


def on_post_build(config: MkDocsConfig) -> None:
    """All is written."""
    Run.build.complete()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Pages are served, each made when a browser asks for it, of the sources as they stand."""
    from report.site.mkdocs.on_demand import PagesOnDemand
    from report.site.mkdocs.serving import look_often

    pages = PagesOnDemand(server, config)
    server.set_app(pages)
    server.builder = pages.read
    look_often(server)
    return server


def on_build_error(error: Exception) -> None:
    """Something went wrong."""
    fail(Run.publishing, error)


def on_shutdown() -> None:
    """A build is over, or was broken off: no process of it stays."""
    if hasattr(Run, "build"):
        Run.build.kept.end_row()
    end(Run.publishing)
