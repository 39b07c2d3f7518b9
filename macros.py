"""Registers the macros of the report with mkdocs-macros, nothing else."""

from typing import Any

from report.macros import USAGE
from report.shelf import put_aside


def define_env(env: Any) -> None:
    """Register each name that editors write, bound to the page being built."""

    def register(name: str) -> None:
        def macro(*args: Any, **kwargs: Any) -> str:
            return env.page_macros.call(name, args, kwargs)

        env.macro(macro, name)

    for name in USAGE:
        register(name)


def on_pre_page_macros(env: Any) -> None:
    """Take the page as the check has filled it in.

    The calls were evaluated once, when the sources were read; compiling each page as
    a template to evaluate them again costs a fifth of a build (`make bench`). The
    plugin still renders a page that has blocks of `{% raw %}`.
    """
    uri = env.page.file.src_uri
    env.page_macros = env.conf.edition.macros(uri)
    if uri in env.conf.edition.pages:
        env.markdown, env.page.figures = put_aside(env.conf.edition.pages[uri].markdown)
        env.page.meta["render_macros"] = "{%" in env.markdown
