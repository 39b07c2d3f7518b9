"""The documentation is true: commands, macros, modules and their order."""

import ast
import inspect
import re
from itertools import chain
from pathlib import Path

import pytest

from report.macros import USAGE, PageMacros, Year
from report.pages import parse_call
from tests.sites import ROOT

DOCS = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md")}
TARGETS = re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.M)
# The templates are fragments of the modules that render them, with a loader that knows no other.
PACKAGES = {path.parent.name for path in ROOT.glob("report/*/__init__.py")} - {"templates"}
MODULES = sorted(
    PACKAGES | {path.stem for path in ROOT.glob("report/*.py") if path.stem != "__init__"}
)
LISTED = [
    name.removesuffix(".py").rstrip("/")
    for cell in re.findall(r"^\| (.*?) \|", DOCS["CONTRIBUTING.md"].split("## For coders")[1], re.M)
    for name in re.findall(r"`([a-z_]+(?:\.py|/))`", cell)
]
# Editors look macros up in their manual (tests/test_manual.py), which has its own calls.
CALLS = sorted({call for text in DOCS.values() for call in re.findall(r"\{\{(.*?)\}\}", text)})


def imports(path: Path) -> set[str]:
    """The dotted names of everything a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the import in full"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def sources(module: str) -> list[Path]:
    """The files of a module or package of report/."""
    folder = ROOT / "report" / module
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]


def uses(module: str) -> set[str]:
    """The modules of report/ that one of them imports."""
    dotted = chain.from_iterable(map(imports, sources(module)))
    parts = {name.split(".")[1] for name in dotted if name.startswith("report.")}
    return parts - {module, "templates"}


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_is_described(target: str) -> None:
    assert re.search(rf"\bmake {target}\b", "".join(DOCS.values())), f"describe make {target}"


@pytest.mark.parametrize(
    "target", sorted(set(re.findall(r"(?:`|^)make ([a-z-]+)", "\n".join(DOCS.values()), re.M)))
)
def test_every_described_make_target_exists(target: str) -> None:
    assert target in TARGETS


@pytest.mark.parametrize("macro", USAGE)
def test_every_macro_is_described_to_coders(macro: str) -> None:
    assert re.search(rf"\{{\{{ {macro}\b", DOCS["README.md"]), f"README.md does not show {macro}"


@pytest.mark.parametrize("call", CALLS)
def test_every_macro_call_in_the_guides_can_be_copied_into_a_page(call: str) -> None:
    parsed = parse_call(call)
    assert parsed.name in USAGE
    macro = Year.__call__ if parsed.name == "nam" else getattr(PageMacros, parsed.name)
    inspect.signature(macro).bind(None, *parsed.args, **parsed.kwargs)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_is_listed_for_coders(module: str) -> None:
    assert module in LISTED, f"add report/{module} to CONTRIBUTING.md, behind what it imports"


@pytest.mark.parametrize("module", LISTED)
def test_every_listed_module_exists(module: str) -> None:
    assert all(path.is_file() for path in sources(module))
    assert LISTED.count(module) == 1


@pytest.mark.parametrize("module", LISTED)
def test_a_module_imports_only_those_listed_before_it(module: str) -> None:
    assert sorted(uses(module) - set(LISTED[: LISTED.index(module)])) == []


def test_templates_know_no_other_module() -> None:
    assert uses("templates") == set()


@pytest.mark.parametrize(
    "path",
    [*sorted(ROOT.glob("report/**/*.py")), *sorted(ROOT.glob("*.py"))],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_only_macros_and_hooks_know_mkdocs(path: Path) -> None:
    knows = any(name.split(".")[0].startswith("mkdocs") for name in imports(path))
    assert not knows or path in (ROOT / "macros.py", ROOT / "hooks.py")


def test_the_lock_has_every_direct_dependency() -> None:
    wanted = re.findall(r"^([A-Za-z][\w-]*)", (ROOT / "requirements.in").read_text("utf-8"), re.M)
    locked = re.findall(r"^([\w-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.M)
    missing = {name.lower() for name in wanted} - set(locked)
    assert missing == set(), "run `make lock`"
