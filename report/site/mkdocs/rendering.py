"""mkdocs-macros evaluates the pages, in an engine that knows the macros and nothing else.

The check has evaluated the same calls from the shell, with the same code. A page for which the
two differ cannot be published: nobody has checked what it would show.
"""

from collections.abc import Callable, Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from mkdocs.exceptions import Abort

from report.edition.edition import Edition, FilledPage
from report.figures.macros import USAGE, PageMacros

# The plugin asks the front matter of a page whether it is to be rendered.
RENDERED = SimpleNamespace(meta={})
NOT_RENDERED = SimpleNamespace(meta={"render_macros": False})


class Macro:
    """A macro as the template engine calls it: `{{ nam }}` is a call, too.

    The sandbox hides attributes that begin with an underscore.
    """

    def __init__(self, call: Callable[..., str]) -> None:
        self._call = call

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """The mark of the call's result."""
        return self._call(*args, **kwargs)

    def __str__(self) -> str:
        """The mark of the result of a call without arguments."""
        return self._call()


def sandboxed(macros: Mapping[str, Callable[..., str]]) -> ImmutableSandboxedEnvironment:
    """A template engine that knows the macros of the report and nothing else.

    Jinja's own globals, filters and tests lead to Python's internals (`cycler`, `attr`), a
    loader to the files of the machine.
    """
    closed = ImmutableSandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True)
    closed.filters, closed.tests = {}, {}
    closed.globals = {name: Macro(macros[name]) for name in USAGE}
    return closed


class Rendering:
    """The evaluation of one page after the other; `macros` are those of the page at hand."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.macros: PageMacros | None = None

    def functions(self) -> dict[str, Callable[..., str]]:
        """Each macro by its name, as the plugin registers it."""
        return {name: self.function(name) for name in USAGE}

    def function(self, name: str) -> Callable[..., str]:
        """A macro that gives the mark of its result on the page at hand."""

        def macro(*args: Any, **kwargs: Any) -> str:
            assert self.macros  # noqa: S101 - the engine calls it for a page
            return self.macros.marked(self.macros.call(name, args, kwargs))

        return macro

    def render(self, plugin: Any) -> None:
        """Have the plugin evaluate the body of its page, and give it what stands below the
        heading. It sees no variables, and evaluates no title; pages made from data have none
        of it."""
        plugin.variables.clear()
        filled = self.edition.pages.get(plugin.page.file.src_uri)
        if filled:
            self.macros = self.edition.macros(filled.page.uri, filled.guidance)
            plugin.variables["page"] = RENDERED
            evaluated = plugin.render(plugin.markdown)
            must_agree(filled, evaluated, self.macros.results)
            plugin.markdown = filled.markdown
        plugin.variables["page"] = NOT_RENDERED


def must_agree(filled: FilledPage, evaluated: str, results: Iterable[object]) -> None:
    """Raise Abort where the plugin and the check give a page two answers.

    MkDocs leaves out the blank lines before the text of a page.
    """
    checked = filled.results[: len(filled.calls)]
    if evaluated.lstrip("\n") != filled.body.lstrip("\n") or tuple(results) != checked:
        raise Abort(
            f"{filled.page.path}: bước kiểm tra và bước dựng trang đọc trang này khác nhau. "
            "Viết các macro như trong trang “Macro” của phần Biên tập; nếu vẫn vậy thì báo "
            "người phụ trách."
        )
