"""The documentation is true: commands, macros, dependencies."""

import inspect
import re

import pytest

from report.drafting.new_office.shared_files import SKELETON
from report.figures.macros import USAGE, PageMacros
from report.sources.pages import parse_call
from tests.sites import ROOT

DOCS = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md")}
TARGET = re.compile(r"^([a-z][a-z-]*):", re.M)
TARGETS = TARGET.findall((ROOT / "Makefile").read_text("utf-8"))
OFFICES_TARGETS = TARGET.findall((SKELETON / "Makefile").read_text("utf-8"))
# Editors look macros up in their manual (tests/this_office/test_manual.py), with its own calls.
CALLS = sorted({call for text in DOCS.values() for call in re.findall(r"\{\{(.*?)\}\}", text)})


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_is_described(target: str) -> None:
    assert re.search(rf"\bmake {target}\b", "".join(DOCS.values())), f"describe make {target}"


@pytest.mark.parametrize(
    "target", sorted(set(re.findall(r"(?:`|^)make ([a-z-]+)", "\n".join(DOCS.values()), re.M)))
)
def test_every_described_make_target_exists(target: str) -> None:
    assert target in {*TARGETS, *OFFICES_TARGETS}


def test_an_office_has_the_commands_of_this_repository() -> None:
    assert {"build", "test", "serve", "check", "diff"} <= {*TARGETS} & {*OFFICES_TARGETS}


@pytest.mark.parametrize("macro", USAGE)
def test_every_macro_is_described_to_coders(macro: str) -> None:
    assert re.search(rf"\{{\{{ {macro}\b", DOCS["README.md"]), f"README.md does not show {macro}"


@pytest.mark.parametrize("call", CALLS)
def test_every_macro_call_in_the_guides_can_be_copied_into_a_page(call: str) -> None:
    parsed = parse_call(call)
    assert parsed.name in USAGE
    inspect.signature(getattr(PageMacros, parsed.name)).bind(None, *parsed.args, **parsed.kwargs)
