"""Where the figures of a page come from: the section at its end, and the notes on figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from report.figures.values import escape, write_value
from report.sources.corrections import Correction
from report.sources.pages import relative_url
from report.sources.tables import Cell, Table
from report.text.numbers import write_date, write_with_unit
from report.text.templates import render


@dataclass(frozen=True)
class FigureText:
    """A figure in the section "Số liệu trên trang này": column and value, escaped for HTML."""

    address: str
    column: str
    value: str


FOLDER = "so-lieu"  # of the data pages and the downloads
AUDIT = "doi-chieu"
CORRECTED = "dinh-chinh"
SWITCH = (
    '<button type="button" class="cong-tac-nguon" aria-pressed="false">Hiện nguồn số liệu</button>'
)


def table_page(table: Table) -> str:
    """The path under docs/ of the page of a table."""
    return f"{FOLDER}/{table.folder}/{table.name}.md"


def csv_file(table: Table) -> str:
    """The path in the site of the CSV to download."""
    return f"{FOLDER}/{table.folder}/{table.name}.csv"


def audit_page(folder: str) -> str:
    """The path under docs/ of the page of rules and remarks."""
    return f"{FOLDER}/{folder}/{AUDIT}.md"


def cell_url(page: str, cell: Cell) -> str:
    """How a page links to the row of a cell."""
    return f"{relative_url(page, table_page(cell.table))}#{cell.row}"


def cell_title(cell: Cell) -> str:
    """What a cell says, in words: "Giải quyết việc làm mới – số lao động"."""
    return f"{row_title(cell)} – {cell.column.title[:1].lower()}{cell.column.title[1:]}"


def row_title(cell: Cell) -> str:
    """The label of a cell's row, its key until that is filled."""
    label = cell.table.rows[cell.row][cell.table.label]
    return cell.row if label.is_open else label.text


def shown_value(cell: Cell) -> str:
    """The value with its unit, as a reader sees it."""
    text = write_value(cell)
    return write_with_unit(text, cell.unit) if cell.unit else text


def with_switch(html: str) -> str:
    """The text of a page with the switch that shows sources, below its first heading.

    It stands in the page, as a script that adds it would move the text while it is read.
    """
    return html.replace("</h1>", f"</h1>\n{SWITCH}", 1)


def note_marker(page: str, folder: str, note: tuple[str, str]) -> str:
    """A sign behind a figure that leads to the note on it."""
    rule, text = note
    address = f"{relative_url(page, audit_page(folder))}#{rule}"
    return (
        f'<sup class="luu-y"><a href="{address}" title="{escape(text)}" '
        f'aria-label="Lưu ý: {escape(text)}">※</a></sup>'
    )


def page_section(page: str, cells: Iterable[Cell], notes: Mapping[str, tuple[str, str]]) -> str:
    """The section "Số liệu trên trang này": a closed `<details>`, tables in order of first use.

    Each row of a table is one line, with all its figures on the page. Empty where the page
    shows no figure.
    """
    by_table: dict[Table, dict[str, dict[str, Cell]]] = {}
    for cell in cells:
        by_table.setdefault(cell.table, {}).setdefault(cell.row, {})[cell.address] = cell
    if not by_table:
        return ""
    used = [cell for rows in by_table.values() for row in rows.values() for cell in row.values()]
    return render(
        "figures/templates/provenance.html",
        tables=[
            {
                "title": escape(table.title),
                "url": relative_url(page, table_page(table)),
                "csv": relative_url(page, csv_file(table)),
                "source": escape(source_of(table)),
                "rows": [row_line(key, row) for key, row in rows.items()],
            }
            for table, rows in by_table.items()
        ],
        notes={
            cell.address: escape(notes[cell.address][1]) for cell in used if cell.address in notes
        },
        count=len(used),
    )


def row_line(key: str, cells: Mapping[str, Cell]) -> dict[str, object]:
    """What the section says of a row of a table: its name, and the figures that stand in it."""
    title = row_title(next(iter(cells.values())))
    return {
        "key": key,
        "title": escape(title),
        "figures": [figure_text(cell) for cell in cells.values()],
    }


@lru_cache(maxsize=8192)
def figure_text(cell: Cell) -> FigureText:
    """What the section says of a cell, the same on every page that shows it."""
    column = cell.column.title[:1].lower() + cell.column.title[1:]
    return FigureText(cell.address, escape(column), escape(shown_value(cell)))


def source_of(table: Table) -> str:
    """Place in the report, office and date of a table, as one line."""
    return "; ".join(part for part in (table.section, table.office, table.date) if part)


def correction_note(corrections: Iterable[Correction], shown: set[str]) -> str:
    """Markdown that tells of the corrections to the figures a page shows; empty where none."""
    mine = [one for one in corrections if one.address in shown]
    if not mine:
        return ""
    lines = ['!!! warning "Đính chính"', ""]
    for one in mine:
        change = f"“{escape(one.old or 'chưa có')}” thành “{escape(one.new or 'bỏ')}”"
        lines.append(
            f"    - Ngày {write_date(one.day)}: {escape(one.address)} sửa từ {change}. "
            f"{escape(one.reason)}"
        )
    return "\n".join([*lines, ""])
