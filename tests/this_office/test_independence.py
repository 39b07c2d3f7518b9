"""Nothing but data/, docs/ and these tests names this office or its years: another office, or
another year, changes data and text only."""

import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from functools import cache

import pytest

from report.edition.edition import Edition, read_edition
from tests.sites import ROOT

CONTENT = ("data/", "docs/", "tests/this_office/")
MANUAL = "docs/bien-tap/"  # goes to every office with the code
NAMING = {"README.md", "LICENSE", "CITATION.cff"}  # say what this repository is
EXAMPLES = "report/edition/sample/"  # tables of the manual's examples
LAW = "report/drafting/new_office/skeleton/data/chung/"  # numbers of laws have their year
NO_CODE = ("tests/", "report/problems/catalogue/", EXAMPLES, "docs/", LAW)  # years of examples
COMMENTS = {".yml": "#", ".yaml": "#", ".toml": "#", ".typ": "//", ".sh": "#", "": "#"}
TEXTS = (".py", ".html", ".xml", ".typ", ".js", ".mjs", ".css", *COMMENTS)


def is_content(path: str) -> bool:
    """Whether a file may name this office."""
    return path in NAMING or (path.startswith(CONTENT) and not path.startswith(MANUAL))


@cache
def texts() -> dict[str, str]:
    """The tracked files that have text, or all there are outside of a repository, by path."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    files = listed or [
        path.relative_to(ROOT).as_posix()
        for folder in ("report", "tests", "overrides", "docs")
        for path in ROOT.glob(f"{folder}/**/*")
    ]
    found: dict[str, str] = {}
    for path in files:
        if (ROOT / path).is_file():
            with (ROOT / path).open("rb") as file:
                content = file.read()
            if b"\0" not in content:
                found[path] = content.decode("utf-8", "ignore")
    return found


@pytest.fixture(scope="module")
def edition() -> Edition:
    """What this office is, by its data."""
    return read_edition(ROOT)


def names(edition: Edition) -> set[str]:
    """The names of the office and of its places, and the keys of these."""
    office = edition.office
    own = {str(office[key]) for key in ("ten", "ten_ngan", "dia_danh", "tinh") if key in office}
    places = edition.places.items()
    return own | {name for key, place in places for name in (key, place.name)}


def test_no_file_but_content_names_the_office_or_a_place_of_it(edition: Edition) -> None:
    wanted = sorted(names(edition), key=len, reverse=True)
    assert len(wanted) > 4
    named = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, wanted))})(?![\w-])")
    assert named.search((ROOT / "data/don-vi.yaml").read_text("utf-8"))
    found = [
        f"{path}:{number}: {match[0]}"
        for path, text in texts().items()
        if not is_content(path)
        for number, line in enumerate(text.splitlines(), 1)
        for match in named.finditer(line)
    ]
    assert found == []


def test_the_navigation_names_no_year() -> None:
    nav = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[2]
    assert "bao-cao/\n" in nav
    assert "so-lieu/\n" in nav
    assert "bao-cao/2" not in nav


def code_of(path: str, text: str) -> Iterator[tuple[int, str]]:
    """The lines of a file without what is said about it: comments and docstrings, which may tell
    an example."""
    if not path.endswith(".py"):
        ending = re.search(r"(\.\w+)?$", path)
        sign = COMMENTS.get((ending[1] if ending else "") or "", "\n")
        yield from ((number, line.partition(sign)[0]) for number, line in enumerate_lines(text))
        return
    before = tokenize.NEWLINE
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        is_docstring = token.type == tokenize.STRING and before != tokenize.OP
        if token.type not in (tokenize.COMMENT,) and not is_docstring:
            yield token.start[0], token.string
        if token.type not in (tokenize.NL, tokenize.COMMENT, tokenize.INDENT):
            before = tokenize.OP if token.type in (tokenize.OP, tokenize.NAME) else token.type


def enumerate_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text with their numbers."""
    return enumerate(text.splitlines(), 1)


def test_no_code_template_or_setting_has_a_year_of_the_office(edition: Edition) -> None:
    years = "|".join(map(str, edition.years))
    # A day (24/02/2022) and a name that ends in a year (thay-doi-tu-2023.md) are no such year.
    typed = re.compile(rf"(?<![\d/.-])(?:{years})(?![\d/.-])|/(?:{years})(?:/|$)")
    found = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path, text in texts().items()
        if not is_content(path) and not path.startswith(NO_CODE) and "LICENSE" not in path
        if path.endswith(TEXTS) and not path.endswith((".json", ".md", ".txt"))
        for number, line in code_of(path, text)
        if typed.search(line) and "ví dụ" not in line
    ]
    assert found == []
