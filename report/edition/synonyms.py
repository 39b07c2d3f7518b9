"""Words that people type for words of the site: the table that the search reads.

Each row has what people type and what the site writes; a query with one finds the other, too.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from report.problems.problem import Problem
from report.sources.tables import Dataset, Table

SYNONYMS = "tu-dong-nghia"  # the table under data/chung/
TYPED = "tu"  # its columns
MEANT = "dong_nghia"
SYNONYM_COLUMNS = (TYPED, MEANT)
WORDS_AND_NUMBERS = re.compile(r"\w+")


def spaced_words(text: str) -> str:
    """The words of a text in small letters, one space around each."""
    return f" {' '.join(WORDS_AND_NUMBERS.findall(unicodedata.normalize('NFC', text).lower()))} "


def synonyms_are_sound(common: Dataset, site: Iterable[str]) -> Iterator[Problem]:
    """What stands for another word leads to words of the site, and leads there at once.

    A word has one column: in both it would lead over a third word, or back to itself. No row
    says again what another says. A warning: words that no page has, for which nothing is found;
    `site` are the texts of all pages and tables.
    """
    table = common.tables.get(SYNONYMS)
    if table is None or not set(SYNONYM_COLUMNS) <= table.columns.keys():
        return
    yield from rows_that_repeat(table)
    yield from words_in_both_columns(table)
    meant = [row[MEANT] for row in table.rows.values() if row[MEANT].value]
    lacking = words_lacking({spaced_words(cell.text) for cell in meant}, site)
    for cell in meant:
        if spaced_words(cell.text) in lacking:
            yield cell.problem("dong-nghia-khong-co-tren-trang", text=cell.text)


def words_lacking(wanted: set[str], texts: Iterable[str]) -> set[str]:
    """Which of the wanted words, each with `spaced_words`, no text has. No more texts are read
    than it takes to find all; words may go on from one text to the next."""
    longest, before = max(map(len, wanted), default=0), " "
    for text in texts:
        if not wanted:
            break
        read = before + spaced_words(text).lstrip()
        wanted = {one for one in wanted if one not in read}
        before = read[-longest:]
    return wanted


def rows_that_repeat(table: Table) -> Iterator[Problem]:
    """No two words stand for each other in two rows, in whichever order."""
    first: dict[frozenset[str], int] = {}
    for row in table.rows.values():
        cell = row[TYPED]
        both = frozenset(spaced_words(row[column].text) for column in SYNONYM_COLUMNS)
        if both in first:
            yield cell.problem("dong-nghia-trung", text=cell.text, first=first[both])
        first.setdefault(both, cell.line)


def words_in_both_columns(table: Table) -> Iterator[Problem]:
    """No word stands in both columns: one of a chain or a circle of words always does."""
    written: dict[str, int] = {}
    for row in table.rows.values():
        written.setdefault(spaced_words(row[MEANT].text), row[MEANT].line)
    for row in table.rows.values():
        cell = row[TYPED]
        line = written.get(spaced_words(cell.text))
        if cell.value and line is not None:
            yield cell.problem("dong-nghia-vong", text=cell.text, other=line)
