"""Reads the Markdown sources: front matter, macro calls, links, typed digits, with true lines."""

import ast
import posixpath
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from report.problems.problem import AlreadyReported, Mistake, Problem, problem
from report.sources.files import FAST_LOADER, Text
from report.sources.paths import year_of

REPORT = "bao-cao"  # the folder of report pages under docs/
EDITORS = "bien-tap"  # the folder of the manual for editors
MESSAGES = f"{EDITORS}/thong-bao"  # made by report.site.message_pages
FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.S | re.M)
# A block of `{% raw %}` ends where Jinja ends one (jinja2.lexer), whatever signs stand there.
TAG = re.compile(
    r"\{%[-+]?\s*raw\s*-?%\}(?P<raw>.*?)\{%[-+]?\s*endraw\s*[-+]?%\}"
    r"|\{\{(?P<call>[^\n]*?)\}\}|\{[{%#]|\}\}",
    re.S,
)
# What may hold digits on a report page: code, link targets, footnote labels.
FREE = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)|(?P<ticks>`+)[^`](?:(?!\n[ \t]*\n).)*?(?P=ticks)"
    r"|\]\([^)\s]*\)|\[\^[^\]\s]+\]|^\[[^\]]+\]:[^\n]*|<https?:[^>\s]*>",
    re.S | re.M,
)
CODE = re.compile(r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)|`[^`\n]+`", re.S | re.M)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(\s*<?([^)\s>]*)")
SCHEME = re.compile(r"[a-z]+:")  # of an address outside the site
DIGITS = re.compile(r"\d[\d.,/–-]*\d|\d")
LINE_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Call:
    """A macro call as it is written: name and literal arguments."""

    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


@dataclass(frozen=True)
class Page:
    """A Markdown file. `uri` is its path under docs/, `text` the whole file,
    `start` the offset where the front matter ends."""

    uri: str
    text: str
    start: int
    meta: dict[str, Any]

    @property
    def path(self) -> str:
        """The path in messages, from the project's folder."""
        return f"docs/{self.uri}"

    @property
    def year(self) -> int | None:
        """The year whose folder the page stands in; None where it belongs to no year."""
        return year_of(self.uri)

    @property
    def in_report(self) -> bool:
        """Whether its digits must all come from data."""
        return self.uri.startswith(f"{REPORT}/")

    @property
    def for_editors(self) -> bool:
        """Whether it belongs to the manual: its calls are examples, no publication of a figure."""
        return self.uri.startswith(f"{EDITORS}/")

    def line(self, offset: int) -> int:
        """The line of an offset in `text`, as an editor's program counts."""
        return len(LINE_BREAK.findall(self.text, 0, offset)) + 1

    def key_line(self, key: str) -> int:
        """The line of an entry of the front matter."""
        found = re.search(rf"^{re.escape(key)}[ \t]*:", self.text[: self.start], re.M)
        return self.line(found.start()) if found else 1

    def problem(
        self, offset: int, code: str, /, *, guess: str | None = None, **fields: Any
    ) -> Problem:
        """A Problem at an offset of the text."""
        return problem(self.path, self.line(offset), code, guess=guess, **fields)

    def key_problem(self, key: str, found: Mistake) -> Problem:
        """A Mistake in an entry of the front matter as a Problem."""
        return found.at(self.path, self.key_line(key), f"mục “{key}”")


def read_page(uri: str, text: str) -> Page:
    """The page in `text`. Raises Mistake where its front matter is not YAML."""
    found = FRONT_MATTER.match(text)
    if not found:
        return Page(uri, text, 0, {})
    try:
        meta = yaml.load(found[1], FAST_LOADER)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, KeyError, AttributeError):  # the latter: impossible values
        meta = None
    if not isinstance(meta, dict):
        raise Mistake("dau-trang-sai")
    return Page(uri, text, found.end(), meta)


@lru_cache(maxsize=4096)
def parse_call(source: str) -> Call:
    """The call written between `{{` and `}}`. Raises Mistake where it is not one.

    Only a name with literal arguments is a call: what a page shows can then be known,
    checked and listed without running a template engine.
    """
    malformed = Mistake("macro-viet-sai", source=source)
    try:
        with warnings.catch_warnings():  # Python warns of "\d" in a text
            warnings.simplefilter("ignore")
            node = ast.parse(source.strip(), mode="eval").body
        if isinstance(node, ast.Name):
            return Call(node.id, (), {})
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            raise malformed
        args = tuple(literal(argument) for argument in node.args)
        kwargs = {str(keyword.arg): literal(keyword.value) for keyword in node.keywords}
    except (SyntaxError, TypeError, ValueError, RecursionError, MemoryError):
        raise malformed from None
    return Call(node.func.id, args, kwargs)


def literal(node: ast.expr) -> Any:
    """The value of a literal; Jinja's true and false are Python's. Raises ValueError otherwise."""
    if isinstance(node, ast.Name) and node.id in ("true", "false"):
        return node.id == "true"
    return ast.literal_eval(node)


def fill(page: Page, evaluate: Callable[[Call, re.Match[str]], str]) -> Text:
    """The page's Markdown without front matter, each call replaced by what it gives.

    Blocks of `{% raw %}` are unwrapped, as the template engine does. A call with a mistake
    stays in the text, and its Problem goes with the text.
    """
    problems: list[Problem] = []

    def replace(tag: re.Match[str]) -> str:
        source = tag["call"]
        if tag["raw"] is not None:
            return tag["raw"]
        try:
            if source is None:
                raise stray_tag(tag)
            return evaluate(parse_call(source), tag)
        except AlreadyReported:
            return tag[0]
        except Mistake as mistake:
            problems.append(mistake.at(page.path, page.line(tag.start())))
            return tag[0]

    return Text("".join(filled_parts(page, replace)), tuple(problems))


def filled_parts(page: Page, replace: Callable[[re.Match[str]], str]) -> Iterator[str]:
    """The body in pieces; offsets count the front matter, as lines must."""
    position = page.start
    for tag in TAG.finditer(page.text, position):
        yield page.text[position : tag.start()]
        yield replace(tag)
        position = tag.end()
    yield page.text[position:]


def calls(page: Page, name: str) -> Iterator[tuple[int, Call]]:
    """The calls of one macro on a page, each with its line; what cannot be read is left out."""
    if name not in page.text:
        return
    for tag in TAG.finditer(page.text, page.start):
        if tag["call"] is not None:
            with suppress(Mistake):
                call = parse_call(tag["call"])
                if call.name == name:
                    yield page.line(tag.start()), call


def stray_tag(tag: re.Match[str]) -> Mistake:
    """A template mark that is no macro call."""
    if tag[0] == "{#":
        return Mistake("chu-thich-khuon-mau")
    if tag[0].startswith("{%"):
        return Mistake("lenh-trong-trang")
    return Mistake("dau-macro-le", mark=tag[0])


def typed_digits(page: Page) -> Iterator[Problem]:
    """Digits in the text that come from no macro, one problem a line."""
    without_calls = blank(TAG, page.text, page.start)
    if not DIGITS.search(without_calls, page.start):
        return
    text = blank(FREE, without_calls, page.start)
    reported = 0
    for digits in DIGITS.finditer(text, page.start):
        line = page.line(digits.start())
        if line != reported:
            reported = line
            yield problem(page.path, line, "so-go-tay", number=digits[0])


def links(page: Page) -> Iterator[tuple[int, str, str]]:
    """Every link to a page, written in the text: where it stands, page and anchor it leads to."""
    text = blank(CODE, blank(TAG, page.text, page.start), page.start)
    for found in LINK.finditer(text, page.start):
        path, _, anchor = found[1].partition("#")
        if SCHEME.match(path) or not (path.endswith(".md") or (anchor and not path)):
            continue
        uri = posixpath.normpath(posixpath.join(posixpath.dirname(page.uri), path))
        yield found.start(), uri if path else page.uri, anchor


def blank(pattern: re.Pattern[str], text: str, start: int) -> str:
    """`text` from `start` on with what matches blotted out; offsets and lines stay."""
    return text[:start] + pattern.sub(lambda match: re.sub(r"[^\r\n]", " ", match[0]), text[start:])
