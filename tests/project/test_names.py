"""A name says one thing: who reads of a Publication, or of framed(), need not ask which of two."""

import ast
from collections import defaultdict
from collections.abc import Iterator

from tests.sites import ROOT

# What a new office gets is its own.
MODULES = [one for one in sorted((ROOT / "report").rglob("*.py")) if "skeleton" not in one.parts]


def names(tree: ast.Module) -> Iterator[str]:
    """The functions, classes, constants and types that a module defines at its top."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                yield from (part.id for part in ast.walk(target) if isinstance(part, ast.Name))


def test_no_two_modules_define_the_same_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in MODULES:
        for name in names(ast.parse(path.read_text("utf-8"))):
            places[name].append(path.relative_to(ROOT).as_posix())
    several = {
        name: found
        for name, found in places.items()
        if len(found) > 1 and not name.startswith("__")
    }
    assert several == {}, "give each a name that says what it is"
