"""The state that a workbook was made from: the text of each cell then, carried in the workbook.

It stands in a sheet that no program shows, as letters and digits that no program changes: Excel,
LibreOffice and Google Sheets keep sheets, while custom parts of the file are lost. Whoever writes
a file can write any state into it: it tells what an editor changed, and is trusted in nothing else.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from report.problems.problem import Mistake
from report.sources.tables import Dataset

STATE_MARK = "bao-cao-so-1"  # opens the sheet; the number is that of the way it is written
LETTERS_OF_CELL = 30_000  # Excel takes 32,767


@dataclass(frozen=True)
class TableState:
    """A table as it was: its columns, the key first, and the texts of each row by its key."""

    columns: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class WorkbookState:
    """The tables of a year as they were, by name."""

    year: int
    tables: Mapping[str, TableState]


def state_now(year: int, dataset: Dataset) -> WorkbookState:
    """The state of the tables of a year as they stand now."""
    tables = {
        name: TableState(
            tuple(table.columns),
            {key: tuple(cell.text for cell in row.values()) for key, row in table.rows.items()},
        )
        for name, table in dataset.tables.items()
    }
    return WorkbookState(year, tables)


def packed_state(state: WorkbookState) -> list[str]:
    """A state as the texts of cells: a mark, a hash, and its letters in pieces."""
    tables = {
        name: {"cot": table.columns, "dong": list(table.rows.values())}
        for name, table in state.tables.items()
    }
    content = json.dumps({"nam": state.year, "bang": tables}, ensure_ascii=False).encode()
    letters = base64.b64encode(content).decode()
    pieces = range(0, len(letters), LETTERS_OF_CELL)
    return [
        STATE_MARK,
        hashlib.sha256(content).hexdigest(),
        *(letters[begin : begin + LETTERS_OF_CELL] for begin in pieces),
    ]


def unpacked_state(file: str, texts: Sequence[str]) -> WorkbookState:
    """The state that the texts of cells hold; `file` is for messages.

    Raises Mistake where it is damaged, or is no such state.
    """
    mark, digest, *pieces = [*texts, "", ""]
    try:
        content = base64.b64decode("".join(pieces), validate=True)
        if mark != STATE_MARK or hashlib.sha256(content).hexdigest() != digest:
            raise ValueError
        described = json.loads(content)
        tables = {str(name): table_state(one) for name, one in described["bang"].items()}
        return WorkbookState(int(described["nam"]), tables)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, binascii.Error):
        raise Mistake("bang-tinh-hong-goc", file=file) from None


def table_state(described: Mapping[str, Any]) -> TableState:
    """The state of one table. Raises ValueError, TypeError or KeyError where it is none."""
    columns = tuple(map(str, described["cot"]))
    rows = [tuple(map(str, row)) for row in described["dong"]]
    if len(columns) < 2 or any(len(row) != len(columns) for row in rows):
        raise ValueError
    return TableState(columns, {row[0]: row for row in rows})
