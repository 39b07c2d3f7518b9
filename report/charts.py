"""A column of data → an accessible inline SVG: no script, readable in print and in the dark."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from report.data import Cell, Table, need
from report.figures import escape, write_value
from report.numbers import write_with_unit
from report.problems import Mistake
from report.tables import chosen_columns, html_table, no_mark, shown_unit
from report.templates import render

# Units of the drawing: a phone shows it about 1:1, so that labels keep their size there.
WIDTH = 360
BAR_HEIGHT = 14
LINE_HEIGHT = 18
GAP = 12
VALUE_SPACE = 84  # kept free behind the longest bar for its value
LABEL_LETTERS = 46  # letters of a label that fit on one line


@dataclass(frozen=True)
class Bar:
    """One row of the chart, in drawing units."""

    lines: list[tuple[int, str]]  # baseline and text of each line of the label
    top: int
    width: float
    value: str
    baseline: int


def html_chart(
    table: Table, column: str, number: int, mark: Callable[[Cell], str] = no_mark
) -> str:
    """A bar chart of one column over the rows of its table, with its data table.

    Empty cells are left out. Raises Mistake where the column is not numeric, has
    negative values or several units, or nothing to draw.
    """
    cells = drawable_cells(table, column)
    bars, height = layout(cells)
    chart = f"bieu-do-{table.name}-{number}"
    return render(
        "bars.html",
        id=chart,
        title=escape(chart_title(cells[0])),
        description=escape(describe(cells)),
        bars=bars,
        width=WIDTH,
        height=height,
        bar_height=BAR_HEIGHT,
        table=html_table(table, [table.label, column], number, anchors=False, mark=mark),
    )


def drawable_cells(table: Table, name: str) -> list[Cell]:
    """The cells of a column that a bar can show. Raises Mistake where it cannot be drawn."""
    (column,) = chosen_columns(table, [name])
    if not column.is_number:
        raise Mistake(
            f"biểu đồ cần cột số, “{name}” của {table.path} là chữ", "Chọn cột khác trong “cot=”"
        )
    need(row[name] for row in table.rows.values())
    cells = [row[name] for row in table.rows.values() if isinstance(row[name].value, int | Decimal)]
    if not cells:
        raise Mistake(f"cột “{name}” của {table.path} không có số liệu để vẽ", "Điền số liệu")
    if any(value(cell) < 0 for cell in cells):
        raise Mistake(f"cột “{name}” của {table.path} có số âm", "Biểu đồ thanh chỉ vẽ số không âm")
    units = sorted({cell.unit or "" for cell in cells})
    if len(units) > 1:
        raise Mistake(
            f"cột “{name}” của {table.path} có nhiều đơn vị: {', '.join(units)}",
            "Chỉ vẽ các dòng cùng đơn vị",
        )
    return cells


def layout(cells: list[Cell]) -> tuple[list[Bar], int]:
    """The bars from top to bottom, and the height of the drawing."""
    largest = max(float(value(cell)) for cell in cells) or 1.0
    scale = (WIDTH - VALUE_SPACE) / largest
    bars, top = [], 0
    for cell in cells:
        label = textwrap.wrap(row_label(cell), LABEL_LETTERS) or [cell.row]
        lines = [(top + 14 + index * LINE_HEIGHT, escape(line)) for index, line in enumerate(label)]
        bar_top = top + len(label) * LINE_HEIGHT + 2
        width = round(max(float(value(cell)) * scale, 1), 1)
        bars.append(Bar(lines, bar_top, width, escape(write_value(cell)), bar_top + 12))
        top = bar_top + BAR_HEIGHT + GAP
    return bars, top - GAP + 2


def value(cell: Cell) -> int | Decimal:
    """The number of a drawable cell."""
    return cast(int | Decimal, cell.value)


def row_label(cell: Cell) -> str:
    """The name of a cell's row."""
    return cell.table.rows[cell.row][cell.table.label].text


def chart_title(cell: Cell) -> str:
    """The title of the table with that of the column drawn, and the unit that its cells share."""
    unit = shown_unit(cell.column.title, cell.unit)
    title = f"{cell.table.title}: {lower_first(cell.column.title)}"
    return f"{title} ({unit})" if unit else title


def lower_first(text: str) -> str:
    """`text` as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def describe(cells: list[Cell]) -> str:
    """One sentence for those who do not see the drawing; the table has every value."""
    most, least = max(cells, key=value), min(cells, key=value)
    return (
        f"Biểu đồ thanh gồm {len(cells)} mục. Lớn nhất: {row_label(most)}, {with_unit(most)}; "
        f"nhỏ nhất: {row_label(least)}, {with_unit(least)}. Bảng số liệu ở ngay dưới biểu đồ."
    )


def with_unit(cell: Cell) -> str:
    """The written value and its unit."""
    text = write_value(cell)
    return write_with_unit(text, cell.unit) if cell.unit else text
