"""Results → nodes of pandoc's tree, in the places of their marks.

Words stand where nothing but words can: in attributes, in code, in what describes a picture.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from report.figures.plots import TilePlot
from report.figures.results import (
    EDITORS_NOTE,
    RESULT_MARK,
    Chart,
    Citation,
    CitationList,
    Drawing,
    Figure,
    Note,
    Panels,
    Register,
    RegisterRow,
    Result,
    SmallChart,
    TableCell,
    TableRow,
    TableView,
    Words,
    plain_text,
)
from report.figures.svg import drawn
from report.official.pandoc import (
    Node,
    attributes,
    div,
    inlines,
    joined,
    note,
    para,
    plain_block,
    rewritten,
    tree_text,
)
from report.official.prints import Print
from report.official.remarks import Remarks
from report.official.said import Said
from report.official.tables import data_table, with_widths
from report.text.markup import MARK_BEGIN
from report.text.templates import ENVIRONMENT

BLOCK_NODES = {"BulletList", "Div", "Figure", "Table"}  # what block results become
EMPTY_CELL = "–"  # in a cell
EDITORS_BOX = "ghi-chu-bien-tap"  # the class of a remark that the reading copy collects
TWO_DIGITS = re.compile(r"[−+]?0[1-9]")  # a number as an office writes it
TALLEST_CHART = 400  # units of a drawing: two fifths of a page
REGISTER_HEADS = ("Văn bản", "Ngày hoặc năm ban hành", "Cơ quan ban hành", "Trích yếu, ghi chú")


@dataclass
class Printing:
    """Puts the results of one page in the places of their marks.

    `label` gives the name in the document of a row's anchor, `lead` the words of a citation as
    they lead to the row of its key, `picture` the image of a drawing. `shows` says which rows
    with anchors are printed, `said` what the sentences of the page say already. `noted` are the
    remarks that the page has told already: each stands in one note, or `in_note` in brackets, as
    no note can stand in another.
    """

    kind: Print
    results: Sequence[Result]
    label: Callable[[str], str]
    lead: Callable[[str, list[Node]], list[Node]]
    picture: Callable[[Drawing, str], Node]
    shows: Callable[[str], bool]
    collected: Remarks
    said: Said = field(default_factory=Said)
    noted: set[str] = field(default_factory=set)
    in_note: bool = False

    def placed(self, content: Any) -> Any:
        """A tree with the results in the places of their marks."""
        if isinstance(content, str):
            return plain_text(content, self.results) if MARK_BEGIN in content else content
        if isinstance(content, dict):
            return {key: self.placed(value) for key, value in content.items()}
        if isinstance(content, list):
            return [new for item in content for new in self.instead(item)]
        return content

    def instead(self, item: Any) -> list[Any]:
        """What stands in place of an item of a list: a node, or a part of one."""
        match item:
            case {"t": "Str", "c": text}:
                return self.sentence(text, self.inline_nodes) if MARK_BEGIN in text else [item]
            case {"t": "Para" | "Plain"}:
                return self.paragraph(item)
            case {"t": "Image", "c": [attr, described, target]}:
                words = inlines(plain_text(tree_text(described), self.results))
                return [{"t": "Image", "c": [self.placed(attr), words, self.placed(target)]}]
            case {"t": "Link"}:
                return [{"t": "Link", "c": rewritten(self.placed(item["c"]), link_words)}]
            case {"t": "Note"}:
                within = replace(self, in_note=True)
                return [{"t": "Note", "c": within.placed(item["c"])}]
            case {"t": "Table"}:
                return [with_widths(self.placed(item))]
            case {"t": "Div", "c": [[_, [kind], _], [title, *rest]]} if kind == EDITORS_BOX:
                return [self.collected.line(self.placed(rest), self.placed(title["c"]))]
        return [self.placed(item)]

    def sentence(self, text: str, write: Callable[[Result], list[Node]]) -> list[Node]:
        """A word with what `write` makes of the results in the places of their marks."""
        nodes: list[Node] = []
        for place, piece in enumerate(RESULT_MARK.split(text)):
            if place % 2 and int(piece) < len(self.results):
                nodes += write(self.results[int(piece)])
            elif not place % 2 and piece:
                nodes.append({"t": "Str", "c": piece})
        return nodes

    def paragraph(self, block: Node) -> list[Node]:
        """A paragraph; blocks part it, and take its place where it has nothing else."""
        content: list[Node] = []
        for node in block["c"]:
            marked = node["t"] == "Str" and MARK_BEGIN in node["c"]
            content += self.sentence(node["c"], self.nodes) if marked else self.instead(node)
        result: list[Node] = []
        for stands_alone, group in groupby(content, lambda node: node["t"] in BLOCK_NODES):
            part = list(group)
            if stands_alone:
                result += part
            elif len(part) == len(content) or tree_text(part).strip():
                result.append({"t": block["t"], "c": joined(part)})
        return result or [{"t": block["t"], "c": []}]

    def nodes(self, result: Result) -> list[Node]:
        """A result as blocks, or as inlines where it stands in a sentence."""
        match result:
            case TableView() | Panels() if self.kind is Print.SIGNED and self.said.all_of(result):
                return []
            case TableView():
                return [self.table(result), *self.source(result.source)]
            case Chart():
                return self.chart(result)
            case Panels():
                return self.large_figures(result)
            case CitationList():
                items = [[plain_block(self.inline_nodes(one))] for one in result.citations]
                return [{"t": "BulletList", "c": items}]
            case Register():
                return [self.register(result), *self.source("")]
        return self.inline_nodes(result)

    def inline_nodes(self, result: Result) -> list[Node]:
        """A result in a sentence, where a block is its words."""
        match result:
            case Figure():
                how = (number.explanation for number in result.computed)
                return [*text_nodes(result.plain), *self.remarks(result.notes, how)]
            case Words():
                return [*text_nodes(result.plain), *self.remarks(result.notes)]
            case Citation():
                name = self.lead(result.key, text_nodes(result.name))
                return [*name, {"t": "Space"}, *text_nodes(result.rest)] if result.rest else name
            case SmallChart():
                if self.kind is Print.SIGNED:
                    return []
                return [self.picture(result.drawing, chart_text(result.drawing))]
        return text_nodes(result.plain)

    def remarks(self, notes: Iterable[Note], explanations: Iterable[str] = ()) -> list[Node]:
        """What the editors say of a figure: nothing where an office signs, the numbers of remarks
        for readers, in a handbook notes, each once a page."""
        if self.kind is Print.SIGNED:
            return []
        if self.kind is Print.READING:
            return self.marks([*(one.text for one in notes), *explanations])
        texts = [*(f"{EDITORS_NOTE}: {one.text}" for one in notes), *explanations]
        new = [text for text in texts if text not in self.noted]
        self.noted.update(new)
        if self.in_note:
            return [node for text in new for node in ({"t": "Space"}, *text_nodes(f"({text})"))]
        return [note(text_nodes(text)) for text in new]

    def marks(self, texts: Iterable[str]) -> list[Node]:
        """The numbers of remarks, which stand at the end."""
        return [self.collected.mark([para(text_nodes(text))]) for text in texts]

    def chart(self, chart: Chart) -> list[Node]:
        """A chart with its caption and the lines below it. It stands in place of its data table,
        whose remarks its caption has; where an office signs, and in place of a chart that would
        leave a page half empty before it, the table stands alone."""
        if self.kind is Print.SIGNED or is_too_tall(chart):
            return self.nodes(chart.table)
        title = text_nodes(chart.drawing.title)
        below = [source_below(chart.note)] if chart.note else []
        if self.kind is Print.HANDBOOK:
            picture = self.picture(chart.drawing, chart_text(chart.drawing))
            table = self.nodes(chart.table)
        else:
            title = [*title, *self.marks_of(chart.table)]
            picture = self.picture(chart.drawing, chart_values(chart))
            table = []
        caption = [None, [plain_block(title)]]
        figure = {"t": "Figure", "c": [attributes(), caption, [plain_block([picture])]]}
        return [figure, *below, source_below(chart.source), *table]

    def marks_of(self, table: TableView) -> list[Node]:
        """The numbers of the remarks on the cells of a table."""
        contents = [cell.content for row in table.rows for cell in row.cells if cell.content]
        found = [
            node for content in contents for node in self.remarks(content.notes, formulas(content))
        ]
        return [node for number, node in enumerate(found) if node not in found[:number]]

    def source(self, text: str) -> list[Node]:
        """The line below a table that says where its figures come from, for who reads it."""
        return [] if self.kind is Print.SIGNED else [source_below(text)]

    def large_figures(self, view: Panels) -> list[Node]:
        """Large figures as a list of names with their values, which no page break tears apart."""
        items = []
        for panel in view.panels:
            unit = [{"t": "Space"}, *text_nodes(panel.unit)] if panel.unit else []
            name = [*text_nodes(panel.label), *inlines(": ")]
            items.append([plain_block([*joined(name), *self.inline_nodes(panel.figure), *unit])])
        caption = div("Table Caption", [para([{"t": "Strong", "c": text_nodes(view.title)}])])
        return [caption, {"t": "BulletList", "c": items}, *self.source(view.source)]

    def table(self, view: TableView) -> Node:
        """A table; rows with anchors are those that are to be shown."""
        heads = [one.words for one in view.heads]
        rows = [
            (
                self.label(row.key) if view.anchors else "",
                [self.cell(one, view) for one in row.cells],
            )
            for row in view.rows
            if not view.anchors or self.shows(row.key)
        ]
        right = [head.right for head in view.heads]
        names, cells = [name for name, _ in rows], two_digit_zeros([shown for _, shown in rows])
        titles = [*map(text_nodes, heads)]
        return data_table(text_nodes(view.title), titles, right, [*zip(names, cells, strict=True)])

    def cell(self, cell: TableCell, view: TableView) -> list[Node]:
        """What a cell of a table shows."""
        if cell.content is None:
            return text_nodes(view.empty or EMPTY_CELL)
        return self.inline_nodes(cell.content)

    def register(self, register: Register) -> Node:
        """The register of documents, those of its rows that are to be shown."""
        rows = [
            (self.label(row.key), register_cells(row))
            for row in register.rows
            if self.shows(row.key)
        ]
        heads = [*map(text_nodes, REGISTER_HEADS)]
        return data_table(text_nodes(register.plain), heads, [False] * len(heads), rows)


def two_digit_zeros(rows: list[list[list[Node]]]) -> list[list[list[Node]]]:
    """Rows of cells with “00” for “0” in each column that writes other numbers with two digits."""
    columns = list(zip(*rows, strict=True))
    padded = {
        number
        for number, column in enumerate(columns)
        if any(TWO_DIGITS.fullmatch(tree_text(cell)) for cell in column)
    }
    return [
        [
            [{"t": "Str", "c": "00"}, *cell[1:]]
            if number in padded and cell[:1] == [{"t": "Str", "c": "0"}]
            else cell
            for number, cell in enumerate(row)
        ]
        for row in rows
    ]


def is_too_tall(chart: Chart) -> bool:
    """Whether a chart says on half a page what its table says in fewer lines; a map says more."""
    return chart.drawing.height > TALLEST_CHART and not isinstance(chart.plot, TilePlot)


def formulas(content: Figure | Words) -> list[str]:
    """How a figure was computed, where it was."""
    return [one.explanation for one in content.computed] if isinstance(content, Figure) else []


def keys_of(result: Result) -> Iterator[str]:
    """The documents that a result leads to in the register."""
    match result:
        case Citation():
            yield result.key
        case CitationList():
            yield from (one.key for one in result.citations)


def link_words(node: Node) -> list[Node] | None:
    """The words of a link, which cannot stand in another."""
    return list(node["c"][1]) if node["t"] == "Link" else None


def text_nodes(text: str) -> list[Node]:
    """The words of a result, with lines of a cell as one; no-break spaces stay."""
    return inlines(re.sub(r"[ \t\r\n]+", " ", text))


def source_below(text: str) -> Node:
    """The line below a table or chart that says where its figures come from; an empty one
    keeps what follows at its distance."""
    return div("Nguon", [para(text_nodes(text))])


def register_cells(row: RegisterRow) -> list[list[Node]]:
    """The cells of a document of the register."""
    number = f" số {row.number}" if row.number else f" {row.name}" if row.name else ""
    lines = [text_nodes(text) for text in (row.subject, row.note, validity_words(row)) if text]
    about = [node for line in lines for node in (*line, {"t": "LineBreak"})][:-1]
    return [
        text_nodes(row.kind + number),
        text_nodes(row.day or EMPTY_CELL),
        text_nodes(row.issuer),
        about or text_nodes(EMPTY_CELL),
    ]


def validity_words(row: RegisterRow) -> str:
    """When a document of the register holds, and what took its place; empty where unknown."""
    names = ", ".join(name for _, name in row.successors)
    return "; ".join(filter(None, (row.holds, f"thay bằng {names}" if names else "")))


def standalone(drawing: Drawing) -> str:
    """A chart as a file of its own, in the colours of print."""
    size = f"{drawing.width} {drawing.height}"
    style = ENVIRONMENT.get_template("official/templates/chart_print.css").render()
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" '
            f'width="{drawing.width}" height="{drawing.height}" color="#000">'
            f"<style>{style}</style>",
            *drawn(drawing),
            "</svg>",
        ]
    )


def chart_text(drawing: Drawing) -> str:
    """What a chart says to those who do not see it: its title and description."""
    return ". ".join(filter(None, (drawing.title, drawing.description)))


def chart_values(chart: Chart) -> str:
    """What a chart says where no table follows it: its title, its description, every value."""
    rows = "; ".join(filter(None, map(row_words, chart.table.rows)))
    return ". ".join(filter(None, (chart_text(chart.drawing).rstrip("."), rows)))


def row_words(row: TableRow) -> str:
    """A row of a table in words: its header and its values."""
    head, *values = (cell.content.plain if cell.content else "" for cell in row.cells)
    return f"{head}: {', '.join(filter(None, values))}" if any(values) else ""
