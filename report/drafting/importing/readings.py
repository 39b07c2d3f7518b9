"""What is written in an office's own document, read as far as it is certain."""

import re
from contextlib import suppress
from dataclasses import dataclass

from report.problems.problem import Mistake
from report.sources.open_places import MARK
from report.text.encodings import damage
from report.text.numbers import DATE, normal_date, normal_number, read_words, read_written

WRITTEN_YEAR = re.compile("(?:19|20)[0-9]{2}")
NUMBER_CELL = re.compile(r"[-(]?[0-9][0-9., ]*\)?")
# Digits with zeros before them are no amount: a telephone, an account, a code. Offices write 04.
CODE = re.compile(r"0[0-9]{2,}(?: [0-9]{3})*|(?:0(?!\.)|\+84)(?:[ .-]?[0-9]){8,10}")
ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
# What shows how a whole document separates thousands and decimals.
VIETNAMESE_NUMBER = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3}){2,}|\d[\d.]*,\d{1,2})(?![\d.,]*\d)"
)
# What numbers a heading or a paragraph, 1.1 or 2.10., is no decimal number.
NUMBER_OF_LINE = re.compile(r"^[^\w\n]*\d{1,2}(?:\.\d{1,2})+\.?(?=[^\S\n])", re.MULTILINE)
FOREIGN = re.compile(
    r"(?<![\d.,/])(?:\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d+\.\d{1,2})(?![\d./]*\d)"
)


@dataclass(frozen=True)
class Reading:
    """One value: its kind (`integer`, `number`, `date`, `string`), how a cell holds it, and what
    somebody has to decide where it is not certain."""

    kind: str
    text: str
    doubt: str = ""


def dots_are_thousands(document: str) -> bool:
    """Whether a document writes numbers the Vietnamese way, in all places that tell."""
    figures = NUMBER_OF_LINE.sub("", document)
    return bool(VIETNAMESE_NUMBER.search(figures)) and not FOREIGN.search(figures)


def read_value(written: str, thousands: bool, unit: str | None = None) -> Reading:
    """The value in a cell of a table, or of one number in a sentence.

    `thousands` says that the document has been found to write 41.800 for forty-one thousand.
    """
    if DATE.fullmatch(written):
        try:
            return Reading("date", normal_date(written))
        except Mistake as mistake:
            return Reading("date", MARK, mistake.message)
    if CODE.fullmatch(written):
        return read_name(written)
    if thousands and ONE_GROUP.fullmatch(written):
        return Reading("integer", str(read_written(written)))
    with suppress(Mistake):
        normal = normal_number(written, unit)
        return Reading("number" if "," in normal else "integer", normal)
    if NUMBER_CELL.fullmatch(written):
        try:
            normal_number(written, unit)
        except Mistake as mistake:
            return Reading("integer", MARK, mistake.message)
    return read_name(written)


def read_name(written: str) -> Reading:
    """A value that is words, unless a program has damaged them."""
    found = damage(written)
    if found:
        return Reading("string", MARK, found.message)
    try:
        return Reading("string", read_words(written))
    except Mistake as mistake:
        return Reading("string", MARK, mistake.message)
