"""Letters that the font of the documents lacks, wherever they stand: generators of Problem.

Typst refuses a document with one. What comes into documents are the pages with the cells they
show, and the texts around them: of the office, of the outline, of tables, of remarks and
corrections. The docstring of each check is its rule.
"""

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from report.edition.edition import OFFICE, Edition
from report.edition.ending import OFFICE_ENDED
from report.edition.letterhead import RECIPIENTS
from report.edition.text_kind import ABOUT
from report.figures.citations import REGISTER
from report.problems.problem import Mistake, Problem, problem
from report.sources.corrections import CORRECTIONS
from report.sources.files import parse_yaml, read_text
from report.sources.outline import OUTLINE
from report.sources.pages import Page
from report.sources.rules import FILE as RULES
from report.sources.tables import COMMON, DESCRIPTION, Cell
from report.text.letters import letters

PLACE_KEY = "muc"  # what the front matter of a page says of its place in the report
NAMED_LETTER = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def letters_can_be_printed(page: Page) -> Iterator[Problem]:
    """The font has every letter of a page, and of what the page says of its place; also a letter
    that is written as a name of HTML, such as `&check;`."""
    for letter in unprintable(page.text[page.start :]):
        position = page.text.find(letter, page.start)
        while position >= 0:
            yield letter_problem(page.path, page.line(position), letter)
            position = page.text.find(letter, position + 1)
    for found in NAMED_LETTER.finditer(page.text, page.start):
        for letter in unprintable(html.unescape(found[0])):
            yield letter_problem(page.path, page.line(found.start()), letter)
    for letter in unprintable(str(page.meta.get(PLACE_KEY) or "")):
        yield letter_problem(page.path, page.key_line(PLACE_KEY), letter)


def texts_can_be_printed(root: Path, edition: Edition) -> Iterator[Problem]:
    """The font has every letter of what stands around the pages of documents."""
    folders = [COMMON, *map(str, edition.years)]
    paths = [f"data/{folder}/{name}" for folder in folders for name in (DESCRIPTION, RULES)]
    paths += [f"data/{year}/{OUTLINE}" for year in edition.years]
    for path in (OFFICE, *paths):
        yield from settings_can_be_printed(root, path)
    for year, data in edition.years.items():
        yield from corrections_can_be_printed(edition, year)
        for name in (ABOUT, RECIPIENTS):
            table = data.tables.get(name)
            rows = table.rows.values() if table else ()
            yield from cells_can_be_printed(cell for row in rows for cell in row.values())
    if edition.ending:
        yield from ending_can_be_printed(edition)


def settings_can_be_printed(root: Path, path: str) -> Iterator[Problem]:
    """The font has every letter of the texts of a YAML file, also one that is written as `\\u2605`;
    a file that is not there or cannot be read is told of elsewhere."""
    if not (root / path).is_file():
        return
    try:
        text = read_text(root / path, path).text
        if not unprintable(text) and "\\" not in text:
            return
        tree = parse_yaml(text).root
    except Mistake:
        return
    lines = text.splitlines()
    for node in yaml_scalars(tree):
        first = node.start_mark.line
        for letter in unprintable(str(node.value)):
            places = range(first, min(node.end_mark.line + 1, len(lines)))
            line = next((one for one in places if letter in lines[one]), first)
            yield letter_problem(path, line + 1, letter)


def yaml_scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """The texts and numbers of a YAML tree, in order."""
    match node:
        case yaml.ScalarNode():
            yield node
        case yaml.SequenceNode(value=items):
            for item in items:
                yield from yaml_scalars(item)
        case yaml.MappingNode(value=pairs):
            for pair in pairs:
                for part in pair:
                    yield from yaml_scalars(part)


def corrections_can_be_printed(edition: Edition, year: int) -> Iterator[Problem]:
    """The font has every letter of what the corrections of a year tell readers."""
    for one in edition.publications[year].corrections:
        for letter in unprintable(f"{one.old}{one.new}{one.reason}"):
            yield letter_problem(f"data/{year}/{CORRECTIONS}", one.line, letter)


def ending_can_be_printed(edition: Edition) -> Iterator[Problem]:
    """The font has every letter of the document that ended the office, and of the title of the
    page that tells of it: both are named in each document."""
    register = edition.common.tables.get(REGISTER)
    stated = edition.office[OFFICE_ENDED]
    row = register.rows.get(stated["can_cu"], {}) if register else {}
    yield from cells_can_be_printed(row.values())
    page = edition.pages[stated["trang"]].page
    for letter in unprintable(str(page.meta.get("title") or "")):
        yield letter_problem(page.path, page.key_line("title"), letter)


def cells_can_be_printed(cells: Iterable[Cell]) -> Iterator[Problem]:
    """The font has every letter of cells."""
    for cell in dict.fromkeys(cells):
        for letter in unprintable(cell.text):
            yield letter_problem(cell.table.path, cell.line, letter)


def unprintable(text: str) -> list[str]:
    """The letters of a text that the font lacks."""
    known = letters()
    return [] if known.issuperset(text) else sorted({*text} - known)


def letter_problem(path: str, line: int, letter: str) -> Problem:
    """A letter that cannot be printed, with its number as it is written behind “U+”."""
    return problem(path, line, "ky-tu-khong-in-duoc", letter=letter, point=f"{ord(letter):04X}")
