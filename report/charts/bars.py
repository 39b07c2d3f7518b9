"""Columns of a table → rows of bars: plain, two series, year on year, part of whole, target."""

from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from report.charts.drawing import (
    FILLED,
    OUTLINED,
    WIDTH,
    Bar,
    Key,
    Picture,
    Row,
    draw_bars,
)
from report.data import Cell, Column, Table
from report.figures import share, write_value
from report.numbers import write_count, write_decimal, write_with_unit
from report.problems import AlreadyReported, Mistake, did_you_mean
from report.tables import chosen_columns, shown_unit

MONEY = {"đồng": 1, "nghìn đồng": 10**3, "triệu đồng": 10**6, "tỷ đồng": 10**9}
STYLES = (FILLED, OUTLINED)


def simple_bars(table: Table, names: Sequence[str], width: int = WIDTH) -> Picture:
    """A bar for each row, or one for each of two columns; empty cells are left out.

    Money of several units is drawn on one scale and labelled as the report writes it.
    Raises Mistake where a column is not numeric, has negative values or units that cannot
    be compared, where there are more than two, or nothing to draw.
    """
    columns = [number_column(table, name) for name in names]
    if len(columns) > len(STYLES):
        raise Mistake(
            f"biểu đồ vẽ {len(columns)} cột, chỉ được {len(STYLES)}",
            f"Chọn nhiều nhất {len(STYLES)} cột trong “cot=”, hoặc vẽ hai biểu đồ",
        )
    series = [numbers_in(table, column.name) for column in columns]
    cells = [cell for one in series for cell in one.values()]
    amounts = on_one_scale(cells)
    several = len({cell.unit for cell in cells}) > len(columns)
    rows = [
        Row(
            row_label(table, key),
            tuple(
                Bar(amounts[one[key]], written(one[key], several), style)
                for one, style in zip(series, STYLES, strict=False)
                if key in one
            ),
        )
        for key in table.rows
        if any(key in one for one in series)
    ]
    if len(columns) == 1:
        legend = []
        title = chart_title(table, columns[0], cells)
        description = describe_extremes(cells, amounts)
    else:
        legend = [
            Key(style, titled(column, list(one.values())))
            for one, style, column in zip(series, STYLES, columns, strict=False)
        ]
        title = f"{table.title}: {' và '.join(lower_first(column.title) for column in columns)}"
        description = f"Biểu đồ thanh gồm {len(rows)} mục. {describe_rows(rows, legend)}"
    shapes, height = draw_bars(rows, legend, width)
    return Picture(title, description, shapes, height, tuple(cells))


def year_on_year(table: Table, name: str, change_name: str, width: int = WIDTH) -> Picture:
    """This year's value beside last year's, computed as the value less its stated change.

    Rows without a change are left out. Counts of different things (cases, people) may
    stand together, as each is compared with itself. Raises Mistake where the columns are
    not numeric, no row has a change, or last year's number would be negative.
    """
    column, change_column = number_column(table, name), number_column(table, change_name)
    changes = read_numbers(table, change_column.name)
    cells = [cell for key, cell in numbers_in(table, column.name).items() if key in changes]
    if not cells:
        raise Mistake(
            f"không dòng nào của {table.path} có cả “{name}” và “{change_name}”",
            "Điền mức tăng, giảm của ít nhất một dòng có số",
        )
    if not table.folder.isdigit():
        raise Mistake(f"{table.path} không thuộc năm nào", "Chỉ so sánh số liệu của một năm")
    year = int(table.folder)
    factors = unit_factors(cells, counts_together=True)
    several = len(factors) > 1
    rows = []
    for cell in cells:
        before = last_year(cell, changes[cell.row])
        factor = factors[cell.unit]
        this = Bar(Decimal(value(cell)) * factor, written(cell, several), FILLED)
        last = Bar(before * factor, write_number(before, cell, several), OUTLINED)
        rows.append(Row(row_label(table, cell.row), (this, last)))
    legend = [
        Key(FILLED, f"Năm {year}"),
        Key(OUTLINED, f"Năm {year - 1}, tính từ mức tăng, giảm"),
    ]
    shapes, height = draw_bars(rows, legend, width)
    return Picture(
        title=f"{chart_title(table, column, cells)}, năm {year} so với năm {year - 1}",
        description=f"Biểu đồ thanh gồm {len(rows)} mục. {describe_rows(rows, legend)}",
        shapes=shapes,
        height=height,
        cells=(*cells, *(changes[cell.row] for cell in cells)),
        note=f"Báo cáo không nêu số của năm {year - 1}; số ấy được tính bằng số của "
        f"năm {year} trừ đi mức tăng, hoặc cộng với mức giảm, mà báo cáo nêu.",
    )


def last_year(cell: Cell, change: Cell) -> Decimal:
    """The value before the change. Raises Mistake where the two contradict each other."""
    if change.unit != cell.unit:
        raise Mistake(
            f"“{cell.address}” tính bằng {cell.unit}, “{change.address}” bằng {change.unit}",
            "Ghi mức tăng, giảm bằng cùng đơn vị",
        )
    before = Decimal(value(cell)) - Decimal(value(change))
    if before < 0:
        raise Mistake(
            f"“{change.address}” tăng nhiều hơn cả “{cell.address}”", "Kiểm tra lại hai số"
        )
    return before


def part_of_whole(table: Table, name: str, whole_key: str, width: int = WIDTH) -> Picture:
    """The row of the whole, and the other rows as filled parts of it with their share.

    Raises Mistake where there is no such row, a part is larger than the whole, or what
    `simple_bars` raises.
    """
    cells = numbers_in(table, number_column(table, name).name)
    if whole_key not in cells:
        raise Mistake(
            f"cột “{name}” của {table.path} không có số ở dòng “{whole_key}”",
            did_you_mean(str(whole_key), cells, f"Các dòng có số: {', '.join(cells)}"),
        )
    whole = cells[whole_key]
    amounts = on_one_scale(list(cells.values()))
    parts = [cell for cell in cells.values() if cell is not whole]
    for part in parts:
        if amounts[part] > amounts[whole]:
            raise Mistake(
                f"“{part.address}” lớn hơn “{whole.address}”", "Kiểm tra lại dòng của “toan_bo=”"
            )
    rows = [Row(row_label(table, whole_key), (Bar(amounts[whole], written(whole), OUTLINED),))]
    for part in parts:
        text = f"{written(part)} ({share(part, whole).text})"
        rows.append(
            Row(row_label(table, part.row), (Bar(amounts[part], text, FILLED, amounts[whole]),))
        )
    shapes, height = draw_bars(rows, (), width)
    listed = "; ".join(f"{row.label}: {row.bars[0].text}" for row in rows)
    return Picture(
        chart_title(table, whole.column, [whole]),
        f"Biểu đồ phần trong toàn bộ, đơn vị {whole.unit}. {listed}.",
        shapes,
        height,
        tuple(cells.values()),
    )


def against_target(table: Table, name: str, result: Cell, width: int = WIDTH) -> Picture:
    """The one result beside the target of each row that has one.

    Raises Mistake where result and targets are not numbers of the same unit.
    """
    column = number_column(table, name)
    targets = numbers_in(table, column.name)
    if not result.column.is_number or not isinstance(result.value, int | Decimal):
        raise Mistake(
            f"“{result.address}” không phải là con số để so với chỉ tiêu",
            "Chọn một ô có số trong “thuc_hien=”",
        )
    reached = Decimal(result.value)
    rows = []
    for key, target in targets.items():
        if target.unit != result.unit:
            raise Mistake(
                f"“{result.address}” tính bằng {result.unit}, “{target.address}” bằng "
                f"{target.unit}",
                "Chỉ so kết quả với chỉ tiêu cùng đơn vị",
            )
        text = f"{lower_first(column.title)} {written(target)}"
        bar = Bar(reached, written(result), FILLED, None, Decimal(value(target)), text)
        rows.append(Row(row_label(table, key), (bar,)))
    name_of_result = row_label(result.table, result.row)
    shapes, height = draw_bars(rows, (), width)
    unit = f" ({result.unit})" if result.unit else ""
    listed = "; ".join(f"{row.label}: {row.bars[0].target_text}" for row in rows)
    return Picture(
        f"{name_of_result}, so với {lower_first(column.title)}{unit}",
        f"Biểu đồ so kết quả {with_unit(result)} với chỉ tiêu. {listed}.",
        shapes,
        height,
        (result, *targets.values()),
        rows=targets.keys(),
    )


def number_column(table: Table, name: str) -> Column:
    """The column of that name. Raises Mistake where there is none or it holds no numbers."""
    (column,) = chosen_columns(table, [name])
    if not column.is_number:
        raise Mistake(
            f"biểu đồ cần cột số, “{name}” của {table.path} là chữ", "Chọn cột khác trong “cot=”"
        )
    return column


def read_numbers(table: Table, name: str) -> dict[str, Cell]:
    """The cells of a number column that have a value, by their rows.

    Raises Mistake where there are none, AlreadyReported where one could not be read.
    """
    cells = {key: row[name] for key, row in table.rows.items() if row[name].value is not None}
    if not cells:
        raise Mistake(f"cột “{name}” của {table.path} không có số liệu để vẽ", "Điền số liệu")
    for cell in cells.values():
        if cell.readable is None:
            raise AlreadyReported(f"“{cell.address}” không đọc được", "Sửa ô trước")
    return cells


def numbers_in(table: Table, name: str) -> dict[str, Cell]:
    """What a bar can show of a number column, by row. Raises Mistake where it cannot be drawn."""
    cells = read_numbers(table, name)
    if any(value(cell) < 0 for cell in cells.values()):
        raise Mistake(f"cột “{name}” của {table.path} có số âm", "Biểu đồ thanh chỉ vẽ số không âm")
    return cells


def unit_factors(cells: Sequence[Cell], counts_together: bool = False) -> dict[str | None, int]:
    """What a number of each unit is multiplied by so that all can share a scale.

    Money of several units is counted in đồng. Raises Mistake where units cannot be
    compared; `counts_together` lets whole numbers of different things stand in one column.
    """
    by_column: dict[str, set[str]] = {}
    for cell in cells:
        by_column.setdefault(cell.column.name, set()).add(cell.unit or "")
    units = {cell.unit for cell in cells}
    if len(units) > 1 and units <= set(MONEY):
        return {unit: MONEY[unit] for unit in units if unit}
    counts = not units & set(MONEY) and all(isinstance(cell.value, int) for cell in cells)
    path = cells[0].table.path
    for name, of_column in by_column.items():
        if len(of_column) > 1 and not (counts_together and counts):
            raise Mistake(
                f"cột “{name}” của {path} có nhiều đơn vị: {', '.join(sorted(of_column))}",
                "Chỉ vẽ các dòng cùng đơn vị, hoặc viết so_lon=True để xếp các con số cạnh nhau",
            )
    if len(units) > 1 and not counts:
        listed = ", ".join(sorted(unit or "không có đơn vị" for unit in units))
        raise Mistake(
            f"các cột của {path} có đơn vị khác nhau: {listed}", "Vẽ mỗi đơn vị một biểu đồ"
        )
    return dict.fromkeys(units, 1)


def on_one_scale(cells: Sequence[Cell]) -> dict[Cell, Decimal]:
    """The amount of each cell on the scale of the chart. Raises what `unit_factors` raises."""
    factors = unit_factors(cells)
    return {cell: Decimal(value(cell)) * factors[cell.unit] for cell in cells}


def value(cell: Cell) -> int | Decimal:
    """The number of a cell that `read_numbers` gave."""
    return cast(int | Decimal, cell.value)


def row_label(table: Table, key: str) -> str:
    """What names a row for a reader; its key where it has no name."""
    return table.rows[key][table.label].text or key


def written(cell: Cell, unit: bool = False) -> str:
    """The value as the report writes it, with its unit where the title cannot say it."""
    return with_unit(cell) if unit else write_value(cell)


def with_unit(cell: Cell) -> str:
    """The written value and its unit."""
    text = write_value(cell)
    return write_with_unit(text, cell.unit) if cell.unit else text


def write_number(number: Decimal, like: Cell, unit: bool) -> str:
    """A computed number, written as the cell that it was computed from."""
    text = write_count(int(number)) if isinstance(like.value, int) else write_decimal(number)
    return write_with_unit(text, like.unit) if unit and like.unit else text


def chart_title(table: Table, column: Column, cells: Sequence[Cell]) -> str:
    """The title of the table with that of the column, and the unit that its cells share."""
    return f"{table.title}: {lower_first(titled(column, cells))}"


def titled(column: Column, cells: Sequence[Cell]) -> str:
    """The title of a column and the unit of its cells, where it is one and not yet said."""
    units = {cell.unit for cell in cells}
    unit = shown_unit(column.title, units.pop()) if len(units) == 1 else ""
    return f"{column.title} ({unit})" if unit else column.title


def lower_first(text: str) -> str:
    """`text` as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def describe_extremes(cells: Sequence[Cell], amounts: dict[Cell, Decimal]) -> str:
    """One sentence for those who do not see the drawing; the table has every value."""
    most, least = max(cells, key=amounts.__getitem__), min(cells, key=amounts.__getitem__)
    return (
        f"Biểu đồ thanh gồm {len(cells)} mục. "
        f"Lớn nhất: {row_label(most.table, most.row)}, {with_unit(most)}; "
        f"nhỏ nhất: {row_label(least.table, least.row)}, {with_unit(least)}."
    )


def describe_rows(rows: Sequence[Row], legend: Sequence[Key]) -> str:
    """Every value by its row, for those who do not see the drawing."""
    meaning = {key.style: lower_first(key.meaning.partition(",")[0]) for key in legend}
    return (
        "; ".join(
            f"{row.label}: " + ", ".join(f"{meaning[bar.style]} {bar.text}" for bar in row.bars)
            for row in rows
        )
        + "."
    )
