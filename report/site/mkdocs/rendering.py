"""mkdocs-macros renders the pages, in an engine that knows the macros and nothing else.

The check has evaluated the calls of a page and kept their results. The engine reads the page by
Jinja's grammar and calls the macros that stand there; each gives the mark of a result where it is
called as the check has read it. A page for which the two differ cannot be published: nobody has
checked what it would show.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from types import SimpleNamespace
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.lexer import (
    TOKEN_DATA,
    TOKEN_RAW_BEGIN,
    TOKEN_RAW_END,
    TOKEN_VARIABLE_BEGIN,
    TOKEN_VARIABLE_END,
)
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment
from mkdocs.exceptions import Abort

from report.edition.edition import UNKNOWN, Edition, FilledPage
from report.figures.macros import USAGE
from report.figures.results import mark
from report.problems.problem import errors
from report.site.made_page import MadePage
from report.site.sanitizing import MADE, is_sanitary
from report.sources.pages import Call

CALL = re.compile(r"\{\{[^{}]*\}\}")  # one that gives nothing stays in the text
# The plugin asks the front matter of a page whether it is to be rendered.
RENDERED = SimpleNamespace(meta={})
NOT_RENDERED = SimpleNamespace(meta={"render_macros": False})


class Engine(ImmutableSandboxedEnvironment):
    """Jinja for pages: each call is read by Jinja's parser, the same one once for all pages.

    Parsing and compiling whole pages costs ten times as much, and text and calls are all that
    they can hold."""

    def __init__(self) -> None:
        """An engine without macros; it takes only what is defined, and all of the text."""
        super().__init__(undefined=StrictUndefined, keep_trailing_newline=True)
        self.read: dict[str, tuple[Callable[..., Any], Call]] = {}

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Any:  # noqa: A002, ARG002 - Jinja's names
        """The page in `source`, to be rendered."""
        return PageTemplate(self, source)

    def value(self, source: str) -> str:
        """What stands on the page instead of an expression. Raises SecurityError, UndefinedError
        or TemplateSyntaxError where it is no call of a macro."""
        if source not in self.read:
            call = self.call_of(self.expression(source))
            self.read[source] = self.macro(call.name), call
        macro, call = self.read[source]
        return str(macro(*call.args, **call.kwargs))

    def expression(self, source: str) -> nodes.Expr:
        """An expression as Jinja reads it. Raises TemplateSyntaxError where it is none."""
        parser = Parser(self, source, state="variable")
        expression = parser.parse_expression()
        if not parser.stream.eos:
            parser.fail("more than an expression")
        return expression

    def call_of(self, node: nodes.Expr) -> Call:
        """A call with literal arguments, or a macro by its name alone. Raises SecurityError."""
        if isinstance(node, nodes.Name):
            return Call(node.name, (), {})
        if not isinstance(node, nodes.Call) or node.dyn_args or node.dyn_kwargs:
            raise SecurityError(f"{type(node).__name__} on a page")
        if not isinstance(node.node, nodes.Name):
            raise SecurityError("a call of what is no macro")
        values = nodes.EvalContext(self)
        args = tuple(argument.as_const(values) for argument in node.args)
        return Call(
            node.node.name, args, {one.key: one.value.as_const(values) for one in node.kwargs}
        )

    def macro(self, name: str) -> Any:
        """The macro of that name. Raises UndefinedError or SecurityError where there is none."""
        found = self.globals.get(name) or self.undefined(name=name)
        if not self.is_safe_callable(found):
            raise SecurityError(f"{name} cannot be called")
        return found


@dataclass(frozen=True)
class PageTemplate:
    """A page as a template, in the way that mkdocs-macros uses one."""

    engine: Engine
    source: str

    def render(self, **variables: Any) -> str:  # noqa: ARG002 - of the plugin; pages see none
        """The text with what the macros give. Raises SecurityError at anything but a call."""
        return "".join(self.pieces())

    def pieces(self) -> Iterator[str]:
        """Text and values in their order."""
        if any(sign in self.source for sign in ("{%", "{#", "\r")):
            yield from self.lexed()
            return
        text, *calls = self.source.split("{{")  # for Jinja, too, all else is text
        yield text
        for call in calls:
            source, end, text = call.partition("}}")
            if not end:
                raise SecurityError("a call without an end on a page")
            yield self.engine.value(source)
            yield text

    def lexed(self) -> Iterator[str]:
        """The same of a page with other tags than calls, as Jinja's lexer parts it."""
        tokens = self.engine.lex(self.source)
        for _, kind, text in tokens:
            if kind == TOKEN_DATA:
                yield text
            elif kind == TOKEN_VARIABLE_BEGIN:
                words = takewhile(lambda token: token[1] != TOKEN_VARIABLE_END, tokens)
                yield self.engine.value("".join(word for _, _, word in words))
            elif kind not in (TOKEN_RAW_BEGIN, TOKEN_RAW_END):
                raise SecurityError(f"{kind} on a page")


def sandboxed(macros: Mapping[str, Callable[..., str]]) -> Engine:
    """A template engine that knows the macros of the report and nothing else.

    Jinja's own globals, filters and tests lead to Python's internals (`cycler`, `attr`), a
    loader to the files of the machine.
    """
    closed = Engine()
    closed.filters, closed.tests = {}, {}
    closed.globals = {name: macros[name] for name in USAGE}
    return closed


class Rendering:
    """The rendering of one page after the other; `filled` is the one at hand, and `called` how
    many macros it has called."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.filled: FilledPage | None = None
        self.called = 0

    def functions(self) -> dict[str, Callable[..., str]]:
        """Each macro by its name, as the plugin registers it."""
        return {name: self.function(name) for name in USAGE}

    def function(self, name: str) -> Callable[..., str]:
        """A macro that gives the mark of its result on the page at hand, and no mark where the
        check has not read this call in this place."""

        def macro(*args: Any, **kwargs: Any) -> str:
            assert self.filled  # noqa: S101 - the engine calls it for a page
            number, self.called = self.called, self.called + 1
            if number >= len(self.filled.calls):
                return ""
            read = self.filled.calls[number].call
            same = (read.name, read.args, read.kwargs) == (name, args, kwargs)
            return mark(number) if same else ""

        return macro

    def render(self, plugin: Any, *, is_done: bool = False) -> None:
        """Have the plugin render the body of its page, and give it what stands below the
        heading. It sees no variables, and evaluates no title; pages made from data have none
        of it, and one that `is_done` has been rendered by a copy of this process. A page with a
        mistake, which no build comes to, is what the check has made of it.
        """
        plugin.variables.clear()
        filled = self.edition.pages.get(plugin.page.file.src_uri)
        if filled and is_done:
            plugin.markdown = filled.markdown
        elif filled and errors(filled.problems):
            plugin.markdown = CALL.sub(UNKNOWN, filled.markdown)
        elif filled:
            plugin.variables["page"] = RENDERED
            self.filled, self.called = filled, 0
            must_agree(filled, plugin.render(plugin.markdown))
            plugin.markdown = filled.markdown
        plugin.variables["page"] = NOT_RENDERED


def must_agree(filled: FilledPage, rendered: str) -> None:
    """Raise Abort where the plugin and the check give a page two answers.

    The marks stand for the results: a mark is there only where the same macro was called with the
    same arguments. MkDocs leaves out the blank lines before the text of a page.
    """
    if rendered.lstrip("\n") != filled.body.lstrip("\n"):
        raise Abort(
            f"{filled.page.path}: bước kiểm tra và bước dựng trang đọc trang này khác nhau. "
            "Viết các macro như trong trang “Macro” của phần Biên tập; nếu vẫn vậy thì báo "
            "người phụ trách."
        )


def must_be_sanitary(filled: FilledPage, html: str) -> None:
    """Raise Abort where the HTML of a page, its results still marks, has more than what is listed
    for content."""
    if not is_sanitary(html):
        raise Abort(
            f"{filled.page.path}: trang này có mã HTML mà bước kiểm tra chưa xem được. Bỏ thẻ "
            "HTML và dấu { } trong trang, viết bằng Markdown; nếu vẫn vậy thì báo người phụ trách."
        )


def checked_body(uri: str, page: MadePage) -> str:
    """The body of a page made from data, which Markdown does not convert. Raises Abort where it
    has more than what the templates of such pages write."""
    if not is_sanitary(page.body, MADE):
        raise Abort(
            f"{uri}: trang này làm từ bảng số liệu mà lại có mã HTML lạ. Bỏ thẻ HTML trong tên và "
            "mô tả của bảng; nếu vẫn vậy thì báo người phụ trách."
        )
    return page.body
