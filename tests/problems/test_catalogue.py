"""The manual explains every message that the code can print, as it prints it."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from report.problems.problem import sentence
from report.site.message_pages import Message, messages, read_sheets
from tests.sites import ROOT

# Where a message stands among the arguments of what makes or reports one; the fix follows it.
MAKERS = {"Problem": 2, "Mistake": 0, "problem": 1, "at": 1, "at_key": 2, "open_place": 2}
# What these make stands before the message of a mistake, or is the message of another maker.
PREFIX = r"(?:cột “[^”]*”: |mục “[^”]*”: )?"
ANYTHING = ".*"
KIND = "^(?:cảnh báo|chờ điền): "
FORWARDED = {r"cột\ “.*”:\ .*", r"mục\ “.*”:\ .*"}

EXPLAINED = [message for sheet in read_sheets() for message in messages(sheet)]


@dataclass(frozen=True)
class Template:
    """A message in the code: the patterns of what it prints, and where it is made."""

    message: str
    fix: str
    place: str

    @property
    def weight(self) -> int:
        """How many letters of the message are fixed."""
        return len(self.message.replace(ANYTHING, "").replace("\\", ""))

    @property
    def words(self) -> str:
        """The message and its fix as somebody who adds them to the manual reads them."""
        whole = f"{self.message}. {self.fix}".replace(ANYTHING, "…")
        return re.sub(r"\\(.)", r"\1", whole)

    def prints(self, one: Message) -> bool:
        """Whether it can print a message of the manual."""
        return bool(
            re.fullmatch(PREFIX + self.message, one.message) and re.fullmatch(self.fix, one.fix)
        )


class Collector(ast.NodeVisitor):
    """Finds the messages of a module."""

    def __init__(self, path: Path) -> None:
        self.path = path.relative_to(ROOT).as_posix()
        self.found: list[Template] = []
        self.functions: list[ast.FunctionDef] = []
        self.tree = ast.parse(path.read_text("utf-8"))
        self.visit(self.tree)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.functions.append(node)
        self.generic_visit(node)
        self.functions.pop()

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        for message, fix in self.pairs(node):
            for one, other in product(self.patterns(message), self.patterns(fix)):
                if one not in FORWARDED and (one, other) != (ANYTHING, ANYTHING):
                    self.found.append(Template(one, other, f"{self.path}:{node.lineno}"))

    def pairs(self, node: ast.Call) -> Iterator[tuple[ast.expr, ast.expr]]:
        """Message and fix among the arguments of a call, where it is one that makes a message."""
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        named = {keyword.arg: keyword.value for keyword in node.keywords}
        arguments = node.args[MAKERS[name] :] if name in MAKERS else []
        if "message" in named:  # as in replace(problem, message=…)
            yield named["message"], named.get("fix", ast.Name("fix"))
        elif arguments and isinstance(arguments[0], ast.Starred):
            yield from self.returned(arguments[0].value)
        elif len(arguments) > 1:
            yield arguments[0], arguments[1]

    def returned(self, call: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
        """The pairs that a function of the package returns, where a message is made from one."""
        name = getattr(getattr(call, "func", None), "id", "")
        for path in ROOT.glob("report/**/*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.FunctionDef) and node.name == name:
                    returns = (one.value for one in ast.walk(node) if isinstance(one, ast.Return))
                    yield from (
                        (one.elts[0], one.elts[1]) for one in returns if isinstance(one, ast.Tuple)
                    )

    def patterns(self, node: ast.expr) -> list[str]:
        """The patterns of all texts that an expression can be; what is computed is anything."""
        if isinstance(node, ast.Constant):
            return [re.escape(str(node.value))]
        if isinstance(node, ast.IfExp):
            return self.patterns(node.body) + self.patterns(node.orelse)
        if isinstance(node, ast.JoinedStr):
            parts = (
                self.patterns(part.value if isinstance(part, ast.FormattedValue) else part)
                for part in node.values
            )
            return ["".join(one) for one in product(*parts)]
        if isinstance(node, ast.Name) and self.functions:
            return [one for value in self.assigned(node.id) for one in self.patterns(value)] or [
                ANYTHING
            ]
        return [ANYTHING]

    def assigned(self, name: str) -> Iterator[ast.expr]:
        """The texts that a name of the function stands for."""
        for node in ast.walk(self.functions[-1]):
            if not isinstance(node, ast.Assign):
                continue
            target, value = node.targets[0], node.value
            pairs = [(target, value)]
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                pairs = list(zip(target.elts, value.elts, strict=True))
            for one, text in pairs:
                if getattr(one, "id", "") == name:
                    yield text


TEMPLATES = [
    template for path in sorted(ROOT.glob("report/**/*.py")) for template in Collector(path).found
]


def printed_by(message: Message) -> set[Template]:
    """The templates that a message of the manual is an example of: those that fit it closest."""
    fitting = [template for template in TEMPLATES if template.prints(message)]
    closest = max((template.weight for template in fitting), default=0)
    return {template for template in fitting if template.weight == closest}


def test_the_code_has_messages() -> None:
    assert len(TEMPLATES) > 100


def test_every_message_of_the_code_is_explained_to_editors() -> None:
    explained = {template for message in EXPLAINED for template in printed_by(message)}
    missing = [
        f"{template.place}: {template.words}"
        for template in TEMPLATES
        if template.message not in {one.message for one in explained}
    ]
    assert not missing, (
        "add each of these to a file of report/problems/catalogue/ with an example of what it "
        "prints, what it means, and what is wrong and right in a file:\n" + "\n".join(missing)
    )


@pytest.mark.parametrize("message", EXPLAINED, ids=lambda one: one.message)
def test_every_explained_message_can_be_printed(message: Message) -> None:
    assert printed_by(message), "no code prints this: correct message or fix, or delete the entry"


def test_messages_of_the_broken_office_are_explained_as_they_are_printed() -> None:
    """An example of the manual that the broken office prints too has the same cure and kind."""
    listed = (ROOT / "tests/broken/expected.txt").read_text("utf-8").splitlines()
    bodies = [line.partition(": ")[2] for line in listed]
    met = 0
    for one in EXPLAINED:
        kind = "" if one.kind == "lỗi" else f"{one.kind}: "
        same = [body for body in bodies if re.sub(KIND, "", body).startswith(f"{one.message}. ")]
        met += bool(same)
        assert not same or f"{kind}{one.message}. {sentence(one.fix)}" in same
    assert met > 60


def test_each_message_has_an_address_of_its_own_on_its_page() -> None:
    for sheet in read_sheets():
        anchors = Counter(message.anchor for message in messages(sheet))
        assert {anchor for anchor, count in anchors.items() if count > 1} == set()
