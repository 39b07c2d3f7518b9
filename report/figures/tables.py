"""A table of data → an accessible HTML table."""

from collections.abc import Callable, Collection, Sequence

from report.figures.values import escape, figure
from report.problems.problem import Mistake
from report.sources.open_places import NO_FIGURE, shown
from report.sources.tables import Cell, Column, Table
from report.text.templates import render

LONG_TITLE, LONG_TEXT = 30, 45  # characters: four lines or more in a narrow column


def no_mark(_cell: Cell) -> str:
    """Nothing behind a figure."""
    return ""


def html_table(
    table: Table,
    columns: Sequence[str] | None,
    number: int,
    anchors: bool,
    mark: Callable[[Cell], str] = no_mark,
    source: bool = True,
    rows: Collection[str] | None = None,
) -> str:
    """The whole table as a `<figure>`: caption, header cells with scope, source line.

    `columns` picks and orders columns (all but the key where None); `number` tells the
    tables of one page apart in their ids; `anchors` gives each row its key as id;
    `mark` gives the HTML that stands behind a cell's figure; `source` is for a table
    that stands alone; `rows` are the keys of the rows to show (all where None).
    Raises Mistake for an unknown column.
    """
    chosen = chosen_columns(table, columns)
    views = [
        {
            "anchor": key if anchors else None,
            "cells": [
                cell_view(row[column.name], position, mark)
                for position, column in enumerate(chosen)
            ],
        }
        for key, row in table.rows.items()
        if rows is None or key in rows
    ]
    heads = [
        {
            "title": escape(column.title),
            "unit": escape(shown_unit(column.title, column.unit)),
            "classes": head_classes(table, column),
        }
        for column in chosen
    ]
    return render(
        "figures/templates/table.html",
        id=f"bang-{table.name}-{number}",
        title=escape(table.title),
        heads=heads,
        rows=views,
        source=source_line(table) if source else "",
        empty=escape(table.empty),
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


def shown_unit(title: str, unit: str | None) -> str:
    """The unit to write behind a column's title, unless the title says it: "Số vụ"."""
    said = unit and f" {unit.lower()} " in f" {title.lower()} "
    return "" if said or not unit else unit


def head_classes(table: Table, column: Column) -> str:
    """The classes of a column's header cell; a column of long texts is kept from getting narrow."""
    long_title = len(column.title) > LONG_TITLE
    long_text = any(len(row[column.name].text) > LONG_TEXT for row in table.rows.values())
    names = {"o-so": not column.kind.is_words, "o-dai": long_title or long_text}
    return " ".join(name for name, holds in names.items() if holds)


def cell_view(cell: Cell, position: int, mark: Callable[[Cell], str]) -> dict[str, object]:
    """What the template needs of a cell; the first one is the header of its row."""
    html = cell_html(cell) + mark(cell) if cell.text else None
    return {"header": position == 0, "right": not cell.column.kind.is_words, "html": html}


def cell_html(cell: Cell) -> str:
    """The figure of a cell, or what stands for it until it is filled.

    Words stand without an address of their own: the list of sources has figures only.
    """
    if cell.is_open:
        return shown(NO_FIGURE)
    return escape(cell.text) if cell.column.kind.is_words else figure(cell).html()


def source_line(table: Table) -> str:
    """Where the figures of a table come from, as a sentence for readers."""
    parts = [f"Nguồn: {table.section}", table.office, f"kỳ số liệu: {table.period}"]
    return escape("; ".join(part for part in parts if part)) + "."
