"""What a macro gives: values that each output writes its own way, and the mark in their place.

A result holds no HTML and no Markdown. A page keeps a mark where a call stood; whoever writes
the page for the site, for print or as plain text puts in what stands there, when it knows
whether that is a sentence, an attribute or a block of its own.

Results and plots are named tuples: as frozen dataclasses their classes alone would take a
thirtieth of a check.

Each result has `plain`, its words where nothing but words can stand, `cells`, all cells behind
it, and `figures`, those that a reader may want to follow to their source.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, get_args

from report.figures.plots import Plot
from report.sources.places import Mention
from report.sources.tables import Cell
from report.text.markup import MARK_BEGIN, MARK_END
from report.text.numbers import write_with_unit

EDITORS_NOTE = "Ghi chú của người biên tập"  # before what the office never wrote
COMPUTED_HERE = "Số do trang web tính, không có trong báo cáo"
LONG_NUMBER = 16  # characters, with its unit: a quarter of a phone's width
RESULT_MARK = re.compile(f"{MARK_BEGIN}(\\d+){MARK_END}")


class Note(NamedTuple):
    """A remark on a figure, shown as ※: its rule on the audit page of `folder`, its words.

    `is_of_many` where the site has reports of several years, and another may have the same words.
    """

    folder: str
    rule: str
    text: str
    is_of_many: bool = False

    @property
    def title(self) -> str:
        """Whose remark it is, and on which report."""
        return f"{EDITORS_NOTE} về báo cáo năm {self.folder}" if self.is_of_many else EDITORS_NOTE


class ComputedNumber(NamedTuple):
    """A number that no cell has: what it is, its text, its formula, the cells it came from."""

    title: str
    text: str
    formula: str
    cells: tuple[Cell, ...]

    @property
    def explanation(self) -> str:
        """What stands beside it for who wants to know."""
        return f"{COMPUTED_HERE}: {self.text} = {self.formula}."


class Figure(NamedTuple):
    """One figure of a sentence.

    `text` is what a reader sees without its unit, `value` the same for machines (None where
    the cell holds words), `cells` the one or two cells it came from; `other_year` is theirs
    where it is not the page's. `formula` is of one that was computed from its cells. `earlier` is
    the same figure of the years before, newest first, each with its year.
    """

    text: str
    value: str | None
    cells: tuple[Cell, ...]
    unit: str | None = None
    other_year: int | None = None
    notes: tuple[Note, ...] = ()
    formula: ComputedNumber | None = None
    earlier: tuple["Figure", ...] = ()

    @property
    def computed(self) -> tuple[ComputedNumber, ...]:
        """What no cell has: itself, where it was computed."""
        return (self.formula,) if self.formula else ()

    @property
    def plain(self) -> str:
        """The figure with its unit, and those of the years before in brackets."""
        text = write_with_unit(self.text, self.unit) if self.unit else self.text
        before = "; ".join(f"năm {one.other_year}: {one.plain}" for one in self.earlier)
        return f"{text} ({before})" if before else text

    @property
    def figures(self) -> tuple[Cell, ...]:
        """All its cells, and those of the years before."""
        return (*self.cells, *(cell for one in self.earlier for cell in one.cells))


class Words(NamedTuple):
    """Words without an address of their own: a year, the text of a cell in a table; `is_open`
    where they say that something is still to be filled or written. `places` are those that
    they name."""

    text: str
    cells: tuple[Cell, ...] = ()
    notes: tuple[Note, ...] = ()
    figures: tuple[Cell, ...] = ()
    is_open: bool = False
    places: tuple[Mention, ...] = ()

    @property
    def plain(self) -> str:
        """The words."""
        return self.text


class Citation(NamedTuple):
    """A document of the register by its `key`: `name` leads to its row, `rest` follows it."""

    key: str
    name: str
    rest: str
    cells: tuple[Cell, ...]
    figures: tuple[Cell, ...] = ()

    @property
    def plain(self) -> str:
        """Name and rest."""
        return f"{self.name} {self.rest}" if self.rest else self.name


class Rect(NamedTuple):
    """A rectangle of a drawing; `style` is its class, `round` the radius of its corners."""

    style: str
    x: float
    y: float
    width: float
    height: float
    round: int = 2


class Label(NamedTuple):
    """A line of text of a drawing: `y` is its baseline."""

    text: str
    x: float
    y: float
    style: str = ""


class Stroke(NamedTuple):
    """A straight line of a drawing."""

    style: str
    x1: float
    y1: float
    x2: float
    y2: float


class Lines(NamedTuple):
    """Lines of text that belong together."""

    style: str
    lines: tuple[Label, ...]


Shape = Rect | Label | Lines | Stroke


class Drawing(NamedTuple):
    """A chart as shapes in their places, in units of which a phone shows one as about a pixel.

    `title` names it and `description` tells it to those who do not see it; `number` tells the
    drawings of a page apart.
    """

    title: str
    description: str
    width: int
    height: int
    shapes: tuple[Shape, ...]
    number: int


class SmallChart(NamedTuple):
    """A plot alone, to stand in a sentence or on a card.

    It has no data table, whose figures a reader could follow.
    """

    drawing: Drawing
    plot: Plot
    cells: tuple[Cell, ...]
    figures: tuple[Cell, ...] = ()
    computed: tuple[ComputedNumber, ...] = ()

    @property
    def plain(self) -> str:
        """The name of the drawing."""
        return self.drawing.title


InlineResult = Figure | Words | Citation | SmallChart


class Head(NamedTuple):
    """The head of a column; one of `long` texts is kept from getting narrow. `group` is that of
    the columns beside it that belong together, such as those of a year."""

    title: str
    unit: str
    right: bool
    long: bool
    group: str = ""

    @property
    def words(self) -> str:
        """Its title with the group and the unit."""
        title = f"{self.group}: {self.title[:1].lower()}{self.title[1:]}"
        return f"{title if self.group else self.title}{f' ({self.unit})' if self.unit else ''}"


class TableCell(NamedTuple):
    """A cell as a table shows it; None where there is nothing. Numbers stand `right`."""

    content: Figure | Words | None
    right: bool


class TableRow(NamedTuple):
    """A row by its key; its first cell is its header."""

    key: str
    cells: tuple[TableCell, ...]


class TableView(NamedTuple):
    """A whole table: `number` tells those of a page apart, `anchors` gives each row an address.

    `source` is where its figures come from, empty where something around it says so; `empty`
    what an empty cell says, instead of “Báo cáo không nêu”.
    """

    name: str
    title: str
    number: int
    heads: tuple[Head, ...]
    rows: tuple[TableRow, ...]
    anchors: bool
    source: str
    empty: str
    cells: tuple[Cell, ...]
    figures: tuple[Cell, ...]
    years: tuple[int, ...] = ()  # where it compares several

    @property
    def plain(self) -> str:
        """Its title."""
        return self.title

    @property
    def head_groups(self) -> list[tuple[str, int]]:
        """The groups of columns behind the first, each with its number of columns; none where the
        heads have none."""
        counts: dict[str, int] = {}
        for head in self.heads[1:]:
            counts[head.group] = counts.get(head.group, 0) + 1
        return [*counts.items()] if counts.keys() != {""} else []

    @property
    def stacked(self) -> bool:
        """Whether its columns stand below each other on a phone, which has room for three where
        no text is long."""
        numbers = (one.content for row in self.rows for one in row.cells if one.right)
        long = any(one.long for one in self.heads)
        long = long or any(one and len(one.plain) > LONG_NUMBER for one in numbers)
        return len(self.heads) > 3 or (len(self.heads) > 2 and long)


class Chart(NamedTuple):
    """A plot with its caption, a note on how it was drawn, its source and its data table.

    `key` tells it from all other charts of its folder under data/; `drawing` is the plot in fixed
    places, as paper shows it.
    """

    key: str
    drawing: Drawing
    plot: Plot
    note: str
    source: str
    table: TableView
    cells: tuple[Cell, ...]
    computed: tuple[ComputedNumber, ...] = ()

    @property
    def plain(self) -> str:
        """Its title."""
        return self.drawing.title

    @property
    def figures(self) -> tuple[Cell, ...]:
        """Its cells that hold numbers or dates."""
        return numbers_and_dates(self.cells)


class Panel(NamedTuple):
    """A number in large digits below its name, with its unit beside it."""

    label: str
    figure: Figure
    unit: str


class Panels(NamedTuple):
    """Numbers side by side that no axis can compare."""

    title: str
    panels: tuple[Panel, ...]
    source: str
    cells: tuple[Cell, ...]

    @property
    def plain(self) -> str:
        """Its title."""
        return self.title

    @property
    def figures(self) -> tuple[Cell, ...]:
        """Its cells that hold numbers or dates."""
        return numbers_and_dates(self.cells)


class CitationList(NamedTuple):
    """Documents of the register, one below the other."""

    citations: tuple[Citation, ...]
    figures: tuple[Cell, ...] = ()

    @property
    def plain(self) -> str:
        """The citations in one line."""
        return "; ".join(one.plain for one in self.citations)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of all of them."""
        return tuple(cell for one in self.citations for cell in one.cells)


class RegisterRow(NamedTuple):
    """A document of the register; a law without number goes by its `name`.

    `year` is what readers filter by; `since` and `until` are the first and the last day on which
    it holds, `successors` key and name of what took its place; `pages` are title and path of
    those that cite it.
    """

    key: str
    kind: str
    name: str
    number: str
    day: str
    year: str
    issuer: str
    subject: str
    note: str
    since: str
    until: str
    successors: tuple[tuple[str, str], ...]
    pages: tuple[tuple[str, str], ...]

    @property
    def holds(self) -> str:
        """From when until when it holds, in words; empty where neither is known."""
        days = (self.since and f"từ {self.since}", self.until and f"đến hết {self.until}")
        known = [day for day in days if day]
        return " ".join(("hiệu lực", *known)) if known else ""


class Register(NamedTuple):
    """The register of documents, to be filtered by kind, issuer and year."""

    rows: tuple[RegisterRow, ...]
    cells: tuple[Cell, ...]
    figures: tuple[Cell, ...] = ()

    @property
    def plain(self) -> str:
        """What it is."""
        return "Danh mục văn bản"


BlockResult = TableView | Chart | Panels | CitationList | Register
Result = InlineResult | BlockResult
BLOCK_RESULTS = get_args(BlockResult)  # to be asked fast: a page may have hundreds of results


def computed(results: Iterable[Result]) -> tuple[ComputedNumber, ...]:
    """The numbers in results that no cell has, each once."""
    having = (one for one in results if isinstance(one, Figure | SmallChart | Chart))
    return tuple(dict.fromkeys(number for one in having for number in one.computed))


def is_block(result: Result) -> bool:
    """Whether a result stands by itself, and never in a sentence."""
    return isinstance(result, BLOCK_RESULTS)


def row_anchors(result: Result) -> tuple[str, ...]:
    """The names that the rows of a result have on its page, so that links lead to them."""
    match result:
        case Register():
            return tuple(row.key for row in result.rows)
        case TableView(anchors=True):
            return tuple(row.key for row in result.rows)
    return ()


def mark(number: int) -> str:
    """What stands on a page in the place of its result of that number."""
    return f"{MARK_BEGIN}{number}{MARK_END}"


def put_in(text: str, results: Sequence[Result], write: Callable[[Result], str]) -> str:
    """A text with what `write` makes of each result in the place of its mark."""

    def written(found: re.Match[str]) -> str:
        number = int(found[1])
        return write(results[number]) if number < len(results) else ""

    return RESULT_MARK.sub(written, text)


def plain_text(text: str, results: Sequence[Result]) -> str:
    """A text with the plain words of its results."""
    return put_in(text, results, lambda result: result.plain)


def numbers_and_dates(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells with a value that is no text."""
    return tuple(cell for cell in cells if cell.value is not None and not cell.column.kind.is_words)
