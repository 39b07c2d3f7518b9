"""Registers the macros of the report with mkdocs-macros, and gives it nothing to evaluate."""

from types import SimpleNamespace
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from report.figures.macros import USAGE
from report.site.shelf import put_aside


def define_env(env: Any) -> None:
    """Register each name that editors write, bound to the page being built."""

    def register(name: str) -> None:
        def macro(*args: Any, **kwargs: Any) -> str:
            return env.page_macros.call(name, args, kwargs)

        env.macro(macro, name)

    for name in USAGE:
        register(name)


def sandboxed(macros: dict[str, Any]) -> ImmutableSandboxedEnvironment:
    """A template engine that knows the macros of the report and nothing else.

    Jinja's own globals, filters and tests lead to Python's internals (`cycler`, `attr`), a
    loader to the files of the machine.
    """
    closed = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    closed.filters, closed.tests = {}, {}
    closed.globals = {name: macros[name] for name in USAGE}
    return closed


def on_pre_page_macros(env: Any) -> None:
    """Take the page as the check has filled it in.

    The calls were evaluated once, when the sources were read; compiling each page as
    a template to evaluate them again costs a fifth of a build (`make bench`). Whatever
    else stands in a page, its front matter or its title is text: the plugin reads from
    the page that it is to render nothing, and sees no variables.
    """
    uri = env.page.file.src_uri
    env.page_macros = env.conf.edition.macros(uri)
    if uri in env.conf.edition.pages:
        env.markdown, env.page.figures = put_aside(env.conf.edition.pages[uri].markdown)
    env.variables.clear()
    env.variables["page"] = SimpleNamespace(meta={"render_macros": False})
