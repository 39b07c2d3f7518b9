"""Columns of a table → rows of bars: plain, two series, year on year, part of whole, target."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from report.figures.charts.request import Picture, Request
from report.figures.charts.values import (
    chart_title,
    number_column,
    numbers_in,
    on_one_scale,
    read_numbers,
    row_label,
    titled,
    unit_factors,
    value,
    write_number,
    written_value,
)
from report.figures.plots import FILLED, OUTLINED, Bar, BarPlot, Key, Row, Scale, Target
from report.figures.results import ComputedNumber
from report.figures.values import (
    MONEY,
    NO_UNIT,
    cell_title,
    lower_first,
    number,
    share,
    shown_value,
)
from report.problems.problem import Mistake, near_miss
from report.sources.tables import Cell, Dataset, Table
from report.sources.years import cell_last_year

STYLES = (FILLED, OUTLINED)


def simple_bars(request: Request) -> Picture:
    """A bar for each row, or one for each of two columns; empty cells are left out.

    Money of several units is drawn on one scale and labelled as the report writes it; two columns
    that no scale can compare have one each. Raises Mistake where a column is not numeric, has
    negative values or units that cannot be compared, where there are more than two, or nothing
    to draw.
    """
    table = request.table
    columns = [number_column(table, name) for name in request.columns]
    if len(columns) > len(STYLES):
        raise Mistake("bieu-do-qua-nhieu-cot", count=len(columns), most=len(STYLES))
    series = [numbers_in(table, column.name) for column in columns]
    cells = [cell for one in series for cell in one.values()]
    if len(columns) == 1:
        plot = BarPlot((one_scale(table, series),))
        title = chart_title(table, columns[0], cells)
        description = describe_extremes(cells, on_one_scale(cells))
        return Picture(title, description, plot, tuple(cells))
    titles = [
        titled(column, list(one.values())) for one, column in zip(series, columns, strict=True)
    ]
    if share_a_scale(series):
        legend = tuple(Key(style, name) for style, name in zip(STYLES, titles, strict=False))
        plot = BarPlot((one_scale(table, series),), legend)
    else:
        scales = zip(titles, series, strict=True)
        plot = BarPlot(tuple(one_scale(table, [one], name) for name, one in scales))
    names = [lower_first(column.title) for column in columns]
    return Picture(
        f"{table.title}: {' và '.join(names)}",
        describe_series(table, dict(zip(names, series, strict=True))),
        plot,
        tuple(cells),
    )


def share_a_scale(series: Sequence[Mapping[str, Cell]]) -> bool:
    """Whether the numbers of columns are of one unit, or all money: cases and people are not."""
    units = {cell.unit for one in series for cell in one.values()}
    return len(units) == 1 or units <= {*MONEY}


def one_scale(table: Table, series: Sequence[Mapping[str, Cell]], title: str = "") -> Scale:
    """The rows of a table with a bar for each of the columns that have a number there."""
    cells = [cell for one in series for cell in one.values()]
    amounts = on_one_scale(cells)
    several = len({cell.unit for cell in cells}) > 1
    rows = []
    for key in table.rows:
        found = [
            (one[key], style) for one, style in zip(series, STYLES, strict=False) if key in one
        ]
        bars = (
            Bar(amounts[cell], written_value(cell, several), style, said=shown_value(cell))
            for cell, style in found
        )
        if found:
            rows.append(Row(row_label(table, key), tuple(bars), found[0][0]))
    return Scale(title, tuple(rows))


def sorted_bars(request: Request) -> Picture:
    """The rows from the largest to the smallest of the first column, rows of one value in their
    order, those without a value last.

    For rows that have no order of their own. Raises what `simple_bars` raises.
    """
    table = request.table
    amounts = on_one_scale(list(numbers_in(table, request.column).values()))
    largest_first = sorted(amounts, key=amounts.__getitem__, reverse=True)
    keys = dict.fromkeys([*(cell.row for cell in largest_first), *table.rows])
    rows = {key: table.rows[key] for key in keys}
    return simple_bars(replace(request, table=replace(table, rows=rows)))


def year_on_year(request: Request) -> Picture:
    """This year's value beside last year's: as last year's report states it, where there is one
    to compare with, else computed as the value less its stated change.

    Rows with neither are left out. Counts of different things (cases, people) have a
    scale each. Raises Mistake where the columns are
    not numeric, no row has last year's number, or that would be negative.
    """
    table, name, change_name = request.table, request.column, request.argument
    column, change_column = number_column(table, name), number_column(table, change_name)
    changes = changes_in(table, change_column.name)
    numbers = numbers_in(table, column.name)
    reported = reported_last_year(numbers, request.dataset.previous)
    cells = rows_with_last_year(numbers, changes, reported)
    if not cells:
        raise Mistake("bieu-do-thieu-thay-doi", path=table.path, column=name, change=change_name)
    year = table.year
    if year is None:
        raise Mistake("bang-khong-thuoc-nam", path=table.path)
    factors = unit_factors(cells, counts_together=True)
    several = len(factors) > 1
    rows: dict[str, list[Row]] = {}
    computed = []
    for cell in cells:
        if cell.row in changes:
            same_unit(cell, changes[cell.row])
        if cell.row in reported:
            before = Decimal(value(reported[cell.row]))
        else:
            before = last_year(cell, changes[cell.row])
            computed.append(before_change(cell, changes[cell.row], before, year - 1))
        factor = factors[cell.unit]
        text, text_before = written_value(cell, several), write_number(before, cell, several)
        said, said_before = shown_value(cell), write_number(before, cell, unit=True)
        this = Bar(Decimal(value(cell)) * factor, text, FILLED, said=said)
        last = Bar(before * factor, text_before, OUTLINED, said=said_before)
        unit = "" if cell.unit in MONEY else cell.unit or ""
        rows.setdefault(unit, []).append(Row(row_label(table, cell.row), (this, last), cell))
    titles = {unit: f"Số {unit}" if len(rows) > 1 and unit else "" for unit in rows}
    plot = BarPlot(
        tuple(Scale(titles[unit], tuple(of)) for unit, of in rows.items()),
        (Key(FILLED, f"Năm {year}"), key_of_last_year(year - 1, bool(reported), bool(computed))),
    )
    return Picture(
        title=f"{chart_title(table, column, cells)}, năm {year} so với năm {year - 1}",
        description=describe_rows(plot),
        plot=plot,
        cells=(
            *cells,
            *(changes[cell.row] for cell in cells if cell.row in changes),
            *(reported[cell.row] for cell in cells if cell.row in reported),
        ),
        note=note_on_last_year(table, reported, computed, disagreeing(numbers, changes, reported)),
        computed=tuple(computed),
    )


def rows_with_last_year(
    numbers: Mapping[str, Cell], changes: Mapping[str, Cell], reported: Mapping[str, Cell]
) -> list[Cell]:
    """The numbers that have one of last year: those with a stated change, and of the others those
    of the same kind, money or counts, as no scale can compare the two."""
    stated = [cell for key, cell in numbers.items() if key in changes]
    others = [numbers[key] for key in reported]
    kinds = {cell.unit in MONEY for cell in stated or others[:1]}
    wanted = {*stated, *(cell for cell in others if (cell.unit in MONEY) in kinds)}
    return [cell for cell in numbers.values() if cell in wanted]


def changes_in(table: Table, name: str) -> Mapping[str, Cell]:
    """The stated changes by row; there may be none where last year has a report of its own."""
    if any(row[name].text for row in table.rows.values()):
        return read_numbers(table, name)
    return {}


def reported_last_year(numbers: Mapping[str, Cell], previous: Dataset | None) -> dict[str, Cell]:
    """What last year's report states in the place of each number, by row."""
    found = {key: cell_last_year(cell, previous) for key, cell in numbers.items()}
    return {key: cell for key, cell in found.items() if cell}


def disagreeing(
    numbers: Mapping[str, Cell], changes: Mapping[str, Cell], reported: Mapping[str, Cell]
) -> list[Cell]:
    """The numbers whose stated change is not their difference to last year's report."""
    return [
        cell
        for key, cell in numbers.items()
        if key in changes
        and key in reported
        and Decimal(value(cell)) - Decimal(value(reported[key])) != Decimal(value(changes[key]))
    ]


def key_of_last_year(year: int, reported: bool, computed: bool) -> Key:
    """What the bars of last year are."""
    if not computed:
        return Key(OUTLINED, f"Năm {year}, theo báo cáo năm {year}", spoken=f"năm {year}")
    if not reported:
        return Key(OUTLINED, f"Năm {year}, tính từ mức tăng, giảm", spoken=f"năm {year} (tính)")
    return Key(
        OUTLINED,
        f"Năm {year}, theo báo cáo năm {year} hoặc tính từ mức tăng, giảm",
        spoken=f"năm {year}",
    )


def note_on_last_year(
    table: Table,
    reported: Mapping[str, Cell],
    computed: Sequence[ComputedNumber],
    other: Sequence[Cell],
) -> str:
    """Where the numbers of last year are from, and that a stated change says something else."""
    year = table.year or 0
    said = []
    if computed:
        whose = "" if not reported else f" của {len(computed)} mục"
        said.append(
            f"Báo cáo không nêu số{whose} của năm {year - 1}; số ấy được tính bằng số của "
            f"năm {year} trừ đi mức tăng, hoặc cộng với mức giảm, mà báo cáo nêu."
        )
    if other:
        names = ", ".join(f"“{row_label(table, cell.row)}”" for cell in other)
        said.append(
            f"Mức tăng, giảm mà báo cáo năm {year} nêu không khớp với số của báo cáo năm "
            f"{year - 1} ở mục {names}; biểu đồ vẽ số của báo cáo năm {year - 1}."
        )
    return " ".join(said)


def last_year(cell: Cell, change: Cell) -> Decimal:
    """The value before the change. Raises Mistake where the two contradict each other."""
    before = Decimal(value(cell)) - Decimal(value(change))
    if before < 0:
        raise Mistake("thay-doi-lon-hon-so", change=change.address, address=cell.address)
    return before


def same_unit(cell: Cell, change: Cell) -> None:
    """Raise Mistake where a change is not in the unit of its number."""
    if change.unit != cell.unit:
        raise Mistake(
            "thay-doi-khac-don-vi",
            address=cell.address,
            unit=cell.unit,
            change=change.address,
            other=change.unit,
        )


def before_change(cell: Cell, change: Cell, before: Decimal, year: int) -> ComputedNumber:
    """Last year's number, `before`, and how it follows from this year's and its change."""
    change_of_it = Decimal(value(change))
    step = "không đổi"
    if change_of_it:
        word = "trừ đi mức tăng" if change_of_it > 0 else "cộng với mức giảm"
        step = f"{word} {write_number(abs(change_of_it), cell, unit=True)}"
    title, text = f"{cell_title(cell)}, năm {year}", write_number(before, cell, unit=True)
    return ComputedNumber(title, text, f"{shown_value(cell)} {step}", (cell, change))


def part_of_whole(request: Request) -> Picture:
    """The row of the whole, and the other rows as filled parts of it with their share.

    Raises Mistake where there is no such row, a part is larger than the whole, or what
    `simple_bars` raises.
    """
    table, name, whole_key = request.table, request.column, request.argument
    cells = numbers_in(table, number_column(table, name).name)
    if whole_key not in cells:
        raise Mistake(
            "toan-bo-khong-co-so",
            guess=near_miss(whole_key, cells),
            column=name,
            path=table.path,
            row=whole_key,
            known=", ".join(cells),
        )
    whole = cells[whole_key]
    amounts = on_one_scale(list(cells.values()))
    parts = [cell for cell in cells.values() if cell is not whole]
    for part in parts:
        if amounts[part] > amounts[whole]:
            raise Mistake("phan-lon-hon-toan-bo", part=part.address, whole=whole.address)
    bar = Bar(amounts[whole], written_value(whole), OUTLINED, said=shown_value(whole))
    rows = [Row(row_label(table, whole_key), (bar,), whole)]
    shares = {part: share(part, whole) for part in parts}
    for part in parts:
        text = f"{written_value(part)} (tính: {shares[part].text})"
        bar = Bar(amounts[part], text, FILLED, amounts[whole], said=shown_value(part))
        rows.append(Row(row_label(table, part.row), (bar,), part))
    listed = "; ".join(f"{row.label}: {row.bars[0].text}" for row in rows)
    return Picture(
        chart_title(table, whole.column, [whole]),
        f"Biểu đồ phần trong toàn bộ. {listed}.",
        BarPlot((Scale("", tuple(rows)),)),
        tuple(cells.values()),
        note="Tỷ lệ ghi “tính” không có trong báo cáo.",
        computed=tuple(number for one in shares.values() for number in one.computed),
    )


def against_target(request: Request) -> Picture:
    """The one result as a bar, with a mark for the target of each row that has one.

    Raises Mistake where there is no such result, or it and the targets are not numbers of the
    same unit.
    """
    table, result = request.table, request.dataset.cell(request.argument)
    column = number_column(table, request.column)
    cells = numbers_in(table, column.name)
    reached = Decimal(number(result, "thuc_hien"))
    for target in cells.values():
        if target.unit != result.unit:
            raise Mistake(
                "chi-tieu-khac-don-vi",
                result=result.address,
                unit=result.unit or NO_UNIT,
                target=target.address,
                other=target.unit or NO_UNIT,
            )
    labels = {key: row_label(table, key) for key in cells}
    whose = own_words(labels)
    name = lower_first(column.title)
    ordered = sorted(cells, key=lambda key: Decimal(value(cells[key])))
    targets = tuple(
        Target(Decimal(value(cells[key])), f"{name} {written_value(cells[key])}{whose[key]}")
        for key in ordered
    )
    said = shown_value(result)
    bar = Bar(reached, written_value(result), FILLED, targets=targets, said=said)
    title = row_label(result.table, result.row)
    unit = f" ({result.unit})" if result.unit else ""
    listed = "; ".join(f"{labels[key]}: {name} {written_value(cells[key])}" for key in cells)
    return Picture(
        f"{title}, so với {name}{unit}",
        f"Biểu đồ so kết quả {said} với chỉ tiêu. {listed}.",
        BarPlot((Scale("", (Row(title, (bar,), result),)),)),
        (result, *cells.values()),
        rows=cells.keys(),
    )


def own_words(labels: Mapping[str, str]) -> dict[str, str]:
    """What tells each of several names apart, in brackets: the words behind those that all begin
    with; nothing where there is one name."""
    if len(labels) == 1:
        return dict.fromkeys(labels, "")
    words = {key: label.split() for key, label in labels.items()}
    alike = (len({*column}) == 1 for column in zip(*words.values(), strict=False))
    shared = sum(takewhile(bool, alike))
    return {key: f" ({' '.join(own[shared:] or own)})" for key, own in words.items()}


def describe_extremes(cells: Sequence[Cell], amounts: dict[Cell, Decimal]) -> str:
    """One sentence for those who do not see the drawing; the table has every value."""
    most, least = max(cells, key=amounts.__getitem__), min(cells, key=amounts.__getitem__)
    return (
        f"Biểu đồ thanh gồm {len(cells)} mục. "
        f"Lớn nhất: {row_label(most.table, most.row)}, {shown_value(most)}; "
        f"nhỏ nhất: {row_label(least.table, least.row)}, {shown_value(least)}."
    )


def describe_series(table: Table, series: Mapping[str, Mapping[str, Cell]]) -> str:
    """Every value of several columns by its row, for those who do not see the drawing."""
    rows = [
        (key, [f"{name} {shown_value(one[key])}" for name, one in series.items() if key in one])
        for key in table.rows
    ]
    told = [f"{row_label(table, key)}: {', '.join(said)}" for key, said in rows if said]
    return f"Biểu đồ thanh gồm {len(told)} mục. {'; '.join(told)}."


def describe_rows(plot: BarPlot) -> str:
    """Every value by its row and the legend, for those who do not see the drawing."""
    meaning = {key.style: key.spoken or lower_first(key.meaning) for key in plot.legend}
    told = [
        f"{row.label}: " + ", ".join(f"{meaning[bar.style]} {bar.text}" for bar in row.bars)
        for row in plot.rows
    ]
    return f"Biểu đồ thanh gồm {len(told)} mục. {'; '.join(told)}."
