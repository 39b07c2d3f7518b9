"""Abbreviations in the text of a page are explained in the glossary."""

import re
from collections.abc import Iterator

from report.problems.problem import Problem
from report.sources.pages import Page
from report.sources.tables import Dataset

TABLE = "thuat-ngu"  # the table under data/chung/
COLUMNS = ("ten", "day_du", "giai_thich")  # of it: abbreviation, full name, explanation
CONCEPTS = "khai-niem"  # the table of words that are explained, beside it
CONCEPT_COLUMNS = ("ten", "giai_thich")
# Within the number of a document (91/2017/NĐ-CP) or another word it is no word of its own.
PART_OF_WORD = r"[\w/.\-–]"  # right before a word
AFTER = r"(?![\w/\-]|\.\w)"
# Letters, but for the small ones that most words begin with.
MAYBE_CAPITAL = "[^\\W\\d_a-zß-öø-ÿđ]"
WORD_OF_CAPITALS = re.compile(rf"{MAYBE_CAPITAL}(?<!{PART_OF_WORD}.){MAYBE_CAPITAL}+{AFTER}")
ROMAN_NUMERAL = re.compile("[IVXLC]+")


def abbreviations_are_explained(page: Page, common: Dataset) -> Iterator[Problem]:
    """A report page uses abbreviations that the glossary explains, where there is one.

    A warning, each abbreviation once a page. Roman numerals are none, nor is a name all in
    capitals ("ỦY BAN NHÂN DÂN").
    """
    table = common.tables.get(TABLE)
    if table is None or "ten" not in table.columns:
        return
    known = {row["ten"].text.strip(".") for row in table.rows.values()}
    text = page.content.prose
    for word in WORD_OF_CAPITALS.finditer(text, page.start):
        if not word[0].isupper() or word[0] in known or ROMAN_NUMERAL.fullmatch(word[0]):
            continue
        if beside_capitals(text, word.start(), word.end()):
            continue
        known.add(word[0])
        yield page.problem(word.start(), "viet-tat-chua-giai-thich", word=word[0], path=table.path)


def beside_capitals(text: str, start: int, end: int) -> bool:
    """Whether the word before or after, on the same line, is all in capitals as well."""
    before = re.search(r"([^\W\d_]+)[ \t]+$", text[max(0, start - 30) : start])
    after = re.match(r"[ \t]+([^\W\d_]+)", text[end : end + 30])
    return any(found is not None and found[1].isupper() for found in (before, after))
