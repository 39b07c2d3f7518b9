"""A column of groups → a tile for each place, with its name: a diagram, not a map."""

from collections.abc import Iterable

from report.figures.charts.drawing import (
    CENTRED,
    KEY_SIZE,
    KEY_TEXT,
    LINE_HEIGHT,
    SMALL_WIDTH,
    SPACE,
    VALUE,
    WIDTH,
    place_lines,
)
from report.figures.charts.request import Picture, Request
from report.figures.charts.values import row_label
from report.figures.plots import NO_LEVEL, Tile, TileLevel, TilePlot
from report.figures.results import Label, Lines, Rect, Shape
from report.figures.tables import chosen_columns
from report.figures.values import lower_first
from report.problems.problem import Mistake
from report.sources.places import read_places
from report.sources.tables import Cell, Column, Dataset, Table, need
from report.text.numbers import write_count

ACROSS = 3  # tiles in a line: names of 15 letters fit on a phone
LEVELS = ("o-1", "o-2", "o-3", "o-4")  # from strong to pale, see report.css
NOT_STATED = "không nêu"
COMMUNE = "xã "  # before most names
PLACES_NOW = "xa-moi"  # a common table: its last column says what each place belongs to now
TILE_WIDTH = (WIDTH - (ACROSS - 1) * SPACE) / ACROSS
TILE_TEXT = int(TILE_WIDTH)
SMALL_TILE = 26  # a side of a tile without a name


def tile_map(request: Request) -> Picture:
    """A tile for each row of the table of places, in their order, coloured by the group; where the
    office says so, with what the place belongs to now.

    Groups are the values that the description lists (`enum`), the first one strongest. A small
    diagram has tiles without names, and how many there are of each group.
    Raises Mistake where groups are not listed, are too many, or a row has no place, StillOpen
    where a group is still to be filled.
    """
    table, name = request.table, request.column
    places = request.dataset.table(request.argument)
    (column,) = chosen_columns(table, [name])
    need(row[name] for row in table.rows.values())
    levels = levels_of(table, column)
    for key, row in table.rows.items():
        if key not in places.rows:
            raise Mistake(
                "so-do-o-thieu-cho",
                places=places.path,
                row=key,
                path=table.path,
                number=row[name].line,
            )
    groups = {key: row[name].text for key, row in table.rows.items() if row[name].text in levels}
    labels = {key: row_label(places, key) for key in places.rows}
    now = places_now(request.dataset, labels)
    have_pages = read_places(request.dataset).keys()
    belongs = {key: cell.text for key, cell in now.items()}
    of = {group: [key for key in labels if groups.get(key) == group] for group in levels}
    known = [TileLevel(group, style, len(of[group])) for group, style in levels.items()]
    unknown = TileLevel(NOT_STATED, NO_LEVEL, len(labels) - len(groups))
    level_of = {key: level for level in known for key in of[level.name]}
    plot = TilePlot(
        column.title,
        (*known, unknown) if unknown.size else tuple(known),
        tuple(
            Tile(
                label,
                level_of.get(key, unknown),
                # A tile has room for fifteen letters; that most are communes need not be said.
                f"nay {belongs[key].removeprefix(COMMUNE)}" if key in belongs else "",
                table.rows[key][name] if key in groups else places.rows[key][places.label],
                key if key in have_pages else "",
            )
            for key, label in labels.items()
        ),
    )
    members = [
        f"{group}: {', '.join(labels[key] for key in labels if groups.get(key) == group)}"
        for group in levels
        if group in groups.values()
    ]
    without = [label for key, label in labels.items() if key not in groups]
    members += [f"{NOT_STATED}: {', '.join(without)}"] if without else []
    members += [
        f"nay thuộc {name}: {', '.join(labels[key] for key in belongs if belongs[key] == name)}"
        for name in dict.fromkeys(belongs.values())
    ]
    cells = [table.rows[key][name] for key in groups]
    cells += [row[places.label] for row in places.rows.values()] + [*now.values()]
    return Picture(
        f"{table.title}: {lower_first(column.title)}",
        f"Sơ đồ gồm {len(labels)} ô. {'; '.join(members)}.",
        plot,
        tuple(cells),
        note=f"Đây là sơ đồ, không phải bản đồ: các ô xếp theo thứ tự của bảng “{places.title}”, "
        "không theo vị trí và không theo tỷ lệ.",
    )


def places_now(dataset: Dataset, places: Iterable[str]) -> dict[str, Cell]:
    """What each place belongs to since boundaries have changed, as far as the office says it."""
    tables = (dataset.common or dataset).tables
    rows = tables[PLACES_NOW].rows if PLACES_NOW in tables else {}
    found = {key: [*rows[key].values()][-1] for key in places if key in rows}
    return {key: cell for key, cell in found.items() if cell.value is not None}


def levels_of(table: Table, column: Column) -> dict[str, str]:
    """The style of each group. Raises Mistake where the description lists none, or too many."""
    if not column.enum:
        raise Mistake("so-do-o-chua-liet-ke", column=column.name, path=table.path)
    if len(column.enum) > len(LEVELS):
        raise Mistake(
            "so-do-o-nhieu-nhom",
            column=column.name,
            path=table.path,
            count=len(column.enum),
            most=len(LEVELS),
        )
    return dict(zip(column.enum, LEVELS, strict=False))


def draw_tiles(plot: TilePlot) -> tuple[tuple[Shape, ...], int]:
    """The shapes of the legend and the tiles below it, and their height."""
    shapes: list[Shape] = []
    for index, level in enumerate(plot.levels):
        top = index * LINE_HEIGHT
        shapes.append(Rect(f"o {level.style}", 1, top + 4, KEY_SIZE, KEY_SIZE))
        shapes.append(Label(f"{plot.heading}: {level.name}", KEY_TEXT, top + 14))
    top = len(plot.levels) * LINE_HEIGHT + SPACE
    longest = max((tile_lines(tile.label) for tile in plot.tiles), default=1)
    below = max((tile_lines(tile.now) for tile in plot.tiles if tile.now), default=0)
    height = (longest + 1 + below) * LINE_HEIGHT + 8
    for index, tile in enumerate(plot.tiles):
        x = index % ACROSS * (TILE_WIDTH + SPACE)
        y = top + index // ACROSS * (height + SPACE)
        style = tile.level.style
        shapes.append(Rect(f"o {style}", x + 1, y, TILE_WIDTH - 2, height, round=4))
        lines = place_lines(tile.label, x + TILE_WIDTH / 2, y + 2, TILE_TEXT)
        lines.append(Label(tile.level.name, lines[-1].x, lines[-1].y + LINE_HEIGHT, VALUE))
        if tile.now:
            top_of_now = round(lines[-1].y) - 14 + LINE_HEIGHT
            lines += place_lines(tile.now, lines[0].x, top_of_now, TILE_TEXT)
        shapes.append(Lines(f"{CENTRED} {style}", tuple(lines)))
    lines_of_tiles = -(-len(plot.tiles) // ACROSS)
    return tuple(shapes), top + lines_of_tiles * (height + SPACE)


def tile_lines(text: str) -> int:
    """How many lines a text takes on a tile."""
    return len(place_lines(text, 0, 0, TILE_TEXT))


def draw_small_tiles(plot: TilePlot) -> tuple[tuple[Shape, ...], int]:
    """The shapes of tiles without names, a legend that counts them, and their height."""
    shapes: list[Shape] = []
    across = (SMALL_WIDTH + SPACE) // (SMALL_TILE + SPACE)
    for index, tile in enumerate(plot.tiles):
        line, place = divmod(index, across)
        x, y = place * (SMALL_TILE + SPACE) + 1, line * (SMALL_TILE + SPACE) + 1
        style = f"o {tile.level.style}"
        shapes.append(Rect(style, x, y, SMALL_TILE - 2, SMALL_TILE - 2, round=3))
    top = -(-len(plot.tiles) // across) * (SMALL_TILE + SPACE) + SPACE
    for level in plot.levels:
        shapes.append(Rect(f"o {level.style}", 1, top + 4, KEY_SIZE, KEY_SIZE))
        shapes.append(Label(f"{plot.heading}: {level.name}", KEY_TEXT, top + 14))
        shapes.append(Label(write_count(level.size), SMALL_WIDTH - SMALL_TILE, top + 14, VALUE))
        top += LINE_HEIGHT
    return tuple(shapes), top + 2
