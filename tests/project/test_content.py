"""Tests outside of tests/this_office/ make an office of their own: another office changes data and
text only, and they still pass."""

import re
from pathlib import Path

import pytest

from tests.sites import ROOT

OWN = ROOT / "tests/this_office"
TESTS = [
    path
    for pattern in ("test_*.py", "conftest.py", "office.py", "sites.py")
    for path in sorted(ROOT.glob(f"tests/**/{pattern}"))
    if OWN not in path.parents
]
# The content of this repository, read or built, or a fixture that is made of it.
CONTENT = re.compile(
    r"ROOT\b[^\n]{0,6}[\"'/](?:data|docs)\b|(?:read_edition|examine|build|office)\(\s*ROOT\b"
    r'|"--root", str\(ROOT\)|from tests\.this_office'
)


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_test_reads_no_content_of_this_office(path: Path) -> None:
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    found = [f"{number}: {line.strip()}" for number, line in lines if CONTENT.search(line)]
    assert found == [] or path == Path(__file__)
