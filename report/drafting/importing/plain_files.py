"""Files that are plain text: HTML, which many systems export as .xls, and tables with commas.

HTML is read by pandoc like a Word document, so that “1.234” in a cell stays what is written there;
LibreOffice would make a number of it by the language of the machine.
"""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import PurePath

from report.drafting.importing.balance import SourcePassage
from report.drafting.importing.html_words import words_of_html
from report.drafting.importing.nodes import pandoc, raw_text
from report.drafting.importing.old_letters import legible
from report.drafting.importing.sheet_balance import SheetText
from report.drafting.importing.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    SheetCell,
    Worksheet,
    cell_name,
)
from report.drafting.importing.simple_nodes import walk
from report.drafting.importing.word import ImportedDocument, in_sections
from report.drafting.importing.word_tables import flat
from report.drafting.importing.workbook import SheetTables, add_tables
from report.problems.problem import Mistake
from report.sources.cells import clean
from report.sources.csv_rows import split_csv
from report.text.encodings import decode

DELIMITERS_OF_OFFICES = ("\t", ";", ",", "|")
FIRST_LINES = 50
NAMED_DELIMITER = "sep="  # by which Excel is told the delimiter


def read_html_file(content: bytes) -> ImportedDocument:
    """A file of HTML as a document. Raises Mistake where its letters cannot be read."""
    text = decode(content).text
    read = pandoc("html", "json", text.encode())
    blocks, encoding, remarks = legible(list(flat(json.loads(read)["blocks"])))
    sections, grids = in_sections(walk(blocks))
    passages = [SourcePassage(one, one, "html", True) for one in words_of_html(text)]
    written = [raw_text(section.blocks) for section in sections]
    written += [cell for grid in grids for row in grid.rows for cell in row]
    return ImportedDocument(
        sections,
        grids,
        remarks,
        pandoc("json", "markdown", read).decode(),
        "\n".join(written),
        passages,
        encoding=encoding,
    )


def read_separated(file: str, content: bytes) -> tuple[SheetTables, str]:
    """The tables of a text whose cells stand between commas, semicolons or tabs, and its text.

    Raises Mistake where its letters cannot be read, a quotation mark is never closed, or it has
    more rows or columns than a table of a report.
    """
    text = decode(content).text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if first.lower().startswith(NAMED_DELIMITER):
        text = rest
    delimiter = delimiter_of(text)
    sheet = Worksheet(PurePath(file).stem, is_visible=True)
    for number, (_, cells) in enumerate(split_csv(text, delimiter), 1):
        if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise Mistake(
                "trang-tinh-qua-lon",
                file=file,
                sheet=sheet.title,
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            )
        for column, cell in enumerate(cells, 1):
            if clean(cell):
                sheet.cells[number, column] = SheetCell(clean(cell))
    found = SheetTables(cells=list(words_between(text, delimiter)))
    add_tables(found, file, sheet)
    return found, text


def delimiter_of(text: str) -> str:
    """The sign between the cells: the one that most lines have equally often."""
    lines = [line for line in text.split("\n", FIRST_LINES)[:FIRST_LINES] if line.strip()]

    def likeness(delimiter: str) -> tuple[int, int]:
        counts = [len(next(csv.reader([line], delimiter=delimiter), [])) - 1 for line in lines]
        common = max(filter(None, counts), key=counts.count, default=0)
        return (counts.count(common) if common else 0, common)

    return max(DELIMITERS_OF_OFFICES, key=likeness)


def words_between(text: str, delimiter: str) -> Iterator[SheetText]:
    """What the cells of such a text say, by a reading of its own."""
    for row, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
        for column, cell in enumerate(cells, 1):
            if clean(cell):
                yield SheetText(cell_name(row, column), clean(cell), (cell,))
