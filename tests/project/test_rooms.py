"""The house of rooms: a room imports only itself and rooms below it, and says what it is for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites import ROOT

PACKAGE = ROOT / "report"
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## For coders")[2]
# From the bottom up, as CONTRIBUTING.md lists them: `problems/` | what it does |
ROOMS = re.findall(r"^\| `(\w+)/` \|", GUIDE, re.M)
ENGINE = PACKAGE / "site" / "mkdocs"  # the only adapter of an engine
MODULES = sorted(PACKAGE.rglob("*.py"))
TOP = [ROOT / "hooks.py", ROOT / "macros.py"]


def name(path: Path) -> str:
    """The path of a module in messages."""
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """The dotted names that a module imports, each with its line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}:{node.lineno}: write the import in full"
            yield node.lineno, str(node.module)


def wrong_imports(path: Path) -> list[str]:
    """The lines of a module of a room that reach into a room above it."""
    room = path.relative_to(PACKAGE).parts[0]
    below = ROOMS[: ROOMS.index(room) + 1]
    return [
        f"{name(path)}:{line}: {room}/ stands below what it imports, {imported}"
        for line, imported in imports(path)
        if imported.startswith("report.") and imported.split(".")[1] not in below
    ]


def test_the_package_has_at_most_twelve_rooms_and_all_are_listed() -> None:
    found = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert found == set(ROOMS)
    assert len(ROOMS) == len(found) <= 12
    beside = {path.name for path in PACKAGE.glob("*.py")}
    assert beside == {"__init__.py", "__main__.py"}, "a module stands in a room"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_in_two_sentences_what_comes_in_and_what_goes_out(room: str) -> None:
    tree = ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8"))
    assert len(tree.body) == 1, "a room's __init__ holds its docstring alone"
    *_, flow = (ast.get_docstring(tree) or "").split("\n\n")
    assert re.match(r"In comes? .*; out goe?s? ", " ".join(flow.split())), flow


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent != PACKAGE], ids=name)
def test_a_room_imports_only_itself_and_rooms_below_it(path: Path) -> None:
    assert wrong_imports(path) == []


@pytest.mark.parametrize("path", [*MODULES, *TOP], ids=name)
def test_only_the_adapter_of_the_engine_knows_the_engine(path: Path) -> None:
    knows = [line for line, imported in imports(path) if imported.split(".")[0] == "mkdocs"]
    assert not knows or path.is_relative_to(ENGINE), f"{name(path)}:{knows}"


def test_tests_stand_in_the_rooms_of_what_they_test() -> None:
    folders = {path.parent.name for path in ROOT.glob("tests/*/test_*.py")}
    assert folders - set(ROOMS) <= {"browser", "project", "this_office", "hostile"}
    assert not list(ROOT.glob("tests/test_*.py")), "a test module stands in a room"
