"""No pattern of the package takes the square of the length of a hostile text: a cell or a
line has 10,000 characters, and a page a hundred times as many.

Every pattern that a module holds is tried, new ones too, as the package uses it: one that only
ever begins at the start of a text is not tried from each place on.
"""

import ast
import gc
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import report

SHORT, LONG = 2_000, 10_000
ENOUGH = 0.15  # seconds for a long text, which is read in a few thousandths
NOTICEABLE = ENOUGH / (LONG / SHORT) ** 2  # for a short one: less cannot grow beyond, by the square
PREFIXES = ("", "a", "[", "<a ", "{{ ")
UNITS = (
    *(" ", "a", "0", ".", ",", "`", "~", "[", "]", "(", "<", ">", "{", "}", "{{", "{%", "*", "_"),
    *("-", "#", ":", "|", "/", '"', "\\", "!", "&", "=", "\n", "\r", "\t", "\u00a0", "\ue000", "Đ"),
    *("a ", "0.", "0,", "0/", "1-", "[a", "](", "![", "[^", "<a ", "<img ", "<!--", "<code>", "` "),
    *("{{ a ", "{% raw %}", "{%raw", "a=", 'a="', "a@", "a.", "A", "A-", "AĐ", "Số ", "Điều 1 "),
    *("01/QĐ-", "\n\n", "\n- ", "\n# ", "\n```\n", "\n    ", "---\n", "---", "a:", "a: b\n"),
    *("{{}}", "{}", "[]", "()", "<>", '"a"', "a='b' ", "'", "a b", "<svg", "[](", "{.", "<http:"),
    *("<p>", "<h1", 'id="', 'class="', "\ue0001", "\ue0001\ue001", " \n", "a\n", "|a", "\n|", "a,"),
    *(" *a", " _a", " `a", "*", "e1", "1.1", "1 ", "<td>", "<p>a</p>", ";", "&#", "%", "–", "1–"),
    *("{: ", "[a]", "[a]:", "[^a]:", "\n>", "> ", "|-", "ngày ", "năm 1", "+", "(a", "a)", "/*"),
)
ANCHORED = ("match", "fullmatch")
# What the package asks only of shorter texts, or of those that end so.
LONGEST = {
    "report.sources.markdown.inlines.EMPHASIS": 400,
    "report.sources.odd_names.COPIED": 255,  # bytes of a file name
}
ENDS = {"report.sources.markdown.reader.LAST_OF_HEADING": "}"}


def modules() -> Iterator[str]:
    """Every module of the package but the command itself."""
    for module in pkgutil.walk_packages(report.__path__, "report."):
        if not module.name.endswith("__main__"):
            yield module.name


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern that a module of the package holds."""
    for module in modules():
        for name, value in vars(importlib.import_module(module)).items():
            for pattern in held(value):
                yield f"{module}.{name}", pattern


def held(value: object) -> Iterator[re.Pattern[str]]:
    """The patterns for text in a value, or in what it holds."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from held(one)


def used_anywhere() -> set[str]:
    """The names that the package does not only use at the start of a text."""
    names: set[str] = set()
    for path in Path(report.__path__[0]).rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        anchored = {
            id(call.func.value)
            for call in ast.walk(tree)
            if isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr in ANCHORED
        }
        anchored |= {
            id(call.args[0])
            for call in ast.walk(tree)
            if isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr == "first"  # the lines of a block, each from its beginning
            and call.args
        }
        names |= {
            node.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Name)
            and isinstance(node.ctx, ast.Load)
            and id(node) not in anchored
        }
    return names


PATTERNS = {pattern: name for name, pattern in patterns()}
ANYWHERE = used_anywhere()


def tried(pattern: re.Pattern[str], name: str) -> Callable[[str], object]:
    """What the package does with a text and a pattern of this name."""
    if name.rpartition(".")[2] in ANYWHERE:
        return lambda text: sum(1 for _ in pattern.finditer(text))
    return lambda text: (pattern.match(text), pattern.fullmatch(text))


@pytest.fixture(autouse=True)
def no_garbage() -> Iterator[None]:
    """What other tests have left is not looked through while a pattern is timed."""
    gc.disable()
    yield
    gc.enable()


def seconds(try_on: Callable[[str], object], text: str) -> float:
    """How long it takes."""
    begin = time.process_time()
    try_on(text)
    return time.process_time() - begin


def hostile(prefix: str, unit: str, length: int, end: str) -> str:
    """A text that repeats one thing and then ends otherwise."""
    return f"{prefix}{unit * (length // len(unit))}\x00{end}"


def test_the_patterns_of_all_modules_are_tried() -> None:
    assert len(PATTERNS) > 120
    assert {"report.edition.slips.STARS", "report.site.finishing.HTML_TOKEN"} <= {
        *PATTERNS.values()
    }


@pytest.mark.parametrize(("pattern", "name"), PATTERNS.items(), ids=PATTERNS.values())
def test_a_pattern_takes_no_square_of_the_length_of_a_text(
    pattern: re.Pattern[str], name: str
) -> None:
    try_on, end = tried(pattern, name), ENDS.get(name, "")
    short, long = (min(length, LONGEST.get(name, length)) for length in (SHORT, LONG))
    for unit in dict.fromkeys(UNITS):
        for prefix in PREFIXES:
            if seconds(try_on, hostile(prefix, unit, short, end)) > NOTICEABLE:
                assert seconds(try_on, hostile(prefix, unit, long, end)) < ENOUGH, (prefix, unit)
