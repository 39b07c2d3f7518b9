"""A table of data → the table that a page shows: chosen columns, heads, cells, source."""

from collections.abc import Collection, Mapping, Sequence

from report.figures.results import (
    Figure,
    Head,
    Note,
    TableCell,
    TableRow,
    TableView,
    Words,
    numbers_and_dates,
)
from report.figures.values import figure
from report.problems.problem import Mistake
from report.sources.open_places import NO_FIGURE
from report.sources.places import NO_MENTIONS, Mention, Mentions
from report.sources.tables import Cell, Column, Table

LONG_TITLE, LONG_TEXT = 30, 45  # characters: four lines or more in a narrow column

Notes = Mapping[str, Note]  # the note on a cell, by its address


def table_view(
    table: Table,
    columns: Sequence[str] | None,
    number: int,
    anchors: bool,
    notes: Notes,
    source: bool = True,
    rows: Collection[str] | None = None,
    mentions: Mentions = NO_MENTIONS,
) -> TableView:
    """The whole table.

    `columns` picks and orders columns (all but the key where None); `number` tells the
    tables of one page apart; `anchors` gives each row an address; `notes` are those of the
    table's year; `source` is for a table that stands alone; `rows` are the keys of the rows
    to show (all where None); `mentions` are the places that its cells name. Raises Mistake for
    an unknown column.
    """
    chosen = with_units_beside(chosen_columns(table, columns))
    kept = {key: row for key, row in table.rows.items() if rows is None or key in rows}
    cells = tuple(cell for row in table.rows.values() for cell in row.values())
    names = {column.name for column in (table.columns.values() if columns is None else chosen)}
    return TableView(
        name=table.name,
        title=table.title,
        number=number,
        heads=tuple(head(table, column) for column in chosen),
        rows=tuple(
            TableRow(key, tuple(table_cell(row[one.name], notes, mentions) for one in chosen))
            for key, row in kept.items()
        ),
        anchors=anchors,
        source=source_line(table) if source else "",
        empty=table.empty,
        cells=cells,
        figures=numbers_and_dates(cell for cell in cells if cell.column.name in names),
    )


def chosen_columns(table: Table, names: Sequence[str] | None) -> list[Column]:
    """The columns to show. Raises Mistake for a name that the table does not have."""
    if names is None:
        return [column for column in table.columns.values() if column.name != table.key]
    if isinstance(names, str) or not names:
        raise Mistake("cot-khong-phai-danh-sach")
    for name in names:
        table.need_column(name)
    return [table.columns[name] for name in names]


def with_units_beside(columns: Sequence[Column]) -> list[Column]:
    """The columns without those of units whose numbers are shown: each number has its unit."""
    beside = {column.unit_field for column in columns}
    return [column for column in columns if column.name not in beside]


def shown_unit(title: str, unit: str | None) -> str:
    """The unit to write behind a column's title, unless the title says it: "Số vụ"."""
    said = unit and f" {unit.lower()} " in f" {title.lower()} "
    return "" if said or not unit else unit


def head(table: Table, column: Column) -> Head:
    """The head of a column; one of long texts is kept from getting narrow."""
    long_title = len(column.title) > LONG_TITLE
    long_text = any(len(row[column.name].text) > LONG_TEXT for row in table.rows.values())
    return Head(
        column.title,
        shown_unit(column.title, column.unit),
        not column.kind.is_words,
        long_title or long_text,
    )


def table_cell(cell: Cell, notes: Notes, mentions: Mentions) -> TableCell:
    """A cell as a table shows it, with the note on it; the places that it names lead to their
    pages."""
    named = mentions.get(cell.address, ())
    shown = cell_content(cell, notes_on(cell, notes), named) if cell.text else None
    return TableCell(shown, right=not cell.column.kind.is_words)


def cell_content(
    cell: Cell, notes: tuple[Note, ...], named: tuple[Mention, ...] = ()
) -> Figure | Words:
    """The figure of a cell, or what stands for it until it is filled.

    Words stand without an address of their own: the list of sources has figures only.
    """
    if cell.is_open:
        return Words(NO_FIGURE, (cell,), notes, is_open=True)
    if cell.column.kind.is_words:
        return Words(cell.text, (cell,), notes, places=named)
    return figure(cell, bool(cell.column.unit_field and cell.unit), notes=notes)


def notes_on(cell: Cell, notes: Notes) -> tuple[Note, ...]:
    """The note on a cell, where there is one."""
    found = notes.get(cell.address) if notes else None
    return (found,) if found else ()


def source_line(table: Table) -> str:
    """Where the figures of a table come from, as a sentence for readers."""
    parts = [f"Nguồn: {table.section}", table.office, f"kỳ số liệu: {table.period}"]
    return "; ".join(part for part in parts if part) + "."
