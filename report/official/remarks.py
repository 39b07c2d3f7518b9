"""The remarks of the editors, together at the end of the reading copy.

Where a remark belongs stands its number in brackets; equal remarks share one.
"""

from dataclasses import dataclass, field

from report.figures.results import EDITORS_NOTE
from report.official.elements import PAGE_NUMBER
from report.official.pandoc import Node, attributes, div, inlines, para, tree_text

REMARK, REMARK_MARK = "ghi-chu", "dau-ghi-chu"  # how the names of their places begin
REMARKS_STYLE = "kieu-ghi-chu"


@dataclass(frozen=True)
class CollectedRemark:
    """A remark: its number, its blocks, its name in bold before them where it has one."""

    number: int
    title: tuple[Node, ...]
    blocks: tuple[Node, ...]

    @property
    def place(self) -> str:
        """The name of its place in the document."""
        return f"{REMARK}-{self.number}"

    @property
    def mark(self) -> str:
        """The name of the place of its first mark in the text."""
        return f"{REMARK_MARK}-{self.number}"


@dataclass
class Remarks:
    """Collects remarks in the order in which the text comes to them."""

    entries: list[CollectedRemark] = field(default_factory=list)
    numbers: dict[str, CollectedRemark] = field(default_factory=dict)

    def mark(self, blocks: list[Node], title: list[Node] | None = None) -> Node:
        """The number of a remark as it stands in the text, which leads to the remark."""
        words = f"{tree_text(title or [])}\n{tree_text(blocks)}"
        if words not in self.numbers:
            remark = CollectedRemark(len(self.entries) + 1, tuple(title or ()), tuple(blocks))
            self.entries.append(remark)
            self.numbers[words] = remark
        remark = self.numbers[words]
        target = [f"#{remark.place}", f"{EDITORS_NOTE} {remark.number}"]
        link = {"t": "Link", "c": [attributes(), inlines(f"[{remark.number}]"), target]}
        return {"t": "Superscript", "c": [{"t": "Span", "c": [attributes(remark.mark), [link]]}]}

    def line(self, blocks: list[Node], title: list[Node]) -> Node:
        """A line that stands in place of a box: what the remark is about, and its number."""
        words = [*inlines(f"{EDITORS_NOTE}: "), *title]
        return div("Dan ghi chu", [para([*words, self.mark(blocks, title)])])

    def section(self) -> list[Node]:
        """The part with all remarks, unsigned; nothing where there are none."""
        if not self.entries:
            return []
        title = inlines(EDITORS_NOTE)
        about = "Những ghi chú này do người biên tập viết, không có trong báo cáo."
        heading = {"t": "Header", "c": [1, attributes(REMARK, [REMARKS_STYLE]), title]}
        return [heading, para(inlines(about)), *map(remark_div, self.entries)]


def remark_div(remark: CollectedRemark) -> Node:
    """A remark with its number, which the marks in the text lead to, and which leads back."""
    back = [f"#{remark.mark}", "Chỗ có ghi chú này"]
    words = [
        {"t": "Link", "c": [attributes("", [PAGE_NUMBER]), inlines(f"[{remark.number}]"), back]}
    ]
    number = {"t": "Span", "c": [attributes(remark.place), words]}
    head: list[Node] = [number, {"t": "Space"}]
    if remark.title:
        head += [{"t": "Strong", "c": [*remark.title, {"t": "Str", "c": "."}]}, {"t": "Space"}]
    first, *rest = remark.blocks
    if first["t"] in ("Para", "Plain"):
        return div("Mot ghi chu", [para([*head, *first["c"]]), *rest])
    return div("Mot ghi chu", [para(head), first, *rest])
