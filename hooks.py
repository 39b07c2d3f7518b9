"""MkDocs events → the build, nothing else."""

from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from report.site.mkdocs.build import Build
from report.site.mkdocs.publishing import end, fail, staged_site
from report.site.mkdocs.serving import showing_problems
from report.site.publication import StagedSite


class Engine:
    """The site that MkDocs was asked to publish, if any, and the build that it is at."""

    staged: StagedSite | None = None
    build: Build


def on_startup(command: str, dirty: bool) -> None:
    """Only `build` publishes."""
    Engine.staged = staged_site(command, dirty=dirty)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """A build begins: the sources are read and checked."""
    Engine.build = Build(config, Engine.staged)
    Engine.build.configure()
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Files that stand in docs/, pages and files that are made."""
    Engine.build.guard_files(files)
    Engine.build.add_files(files)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """The names of pages, and those that others lead to, are known."""
    Engine.build.convert_pages(files)
    Engine.build.escape_names(nav)
    Engine.build.find_footer(files)
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """The templates of the theme are about to be compiled."""
    Engine.build.prepare_templates(env)
    Engine.build.date_pages(files)
    return env


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A page has been converted from Markdown."""
    return Engine.build.finish(html, page, files)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> None:
    """A page is about to be put into its template."""
    Engine.build.describe(context, page)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """A page is about to be written."""
    return Engine.build.publishable(output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """A template without a page is about to be written."""
    return Engine.build.finish_template(output_content, template_name)


def on_post_build(config: MkDocsConfig) -> None:
    """All is written."""
    Engine.build.complete()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Pages are served, and made anew after each change."""
    server.builder = showing_problems(server.builder, Path(config.site_dir))
    return server


def on_build_error(error: Exception) -> None:
    """Something went wrong."""
    fail(Engine.staged, error)


def on_shutdown() -> None:
    """A build is over."""
    end(Engine.staged)
