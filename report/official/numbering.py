"""Numbers of headings, and of the sections that links lead to.

On paper a link is its text alone, and the headings of the report are not those of the website.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from report.official.pandoc import Node, inlines, rewritten
from report.sources.outline import NUMBER_STYLES, Outline, OutlineEntry

ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")
LETTERS = "abcdđeghiklmnopqrstuvxy"  # the Vietnamese alphabet
DOUBLE = NUMBER_STYLES.index("1.1.")


@dataclass
class Numbering:
    """Counts headings of each style: Phần thứ nhất, I., 1., 1.1., a)."""

    counts: list[int] = field(default_factory=lambda: [0] * len(NUMBER_STYLES))

    def next(self, style: int) -> str:
        """The number of the next heading; empty for the small ones, which have none."""
        if style >= len(NUMBER_STYLES):
            return ""
        self.counts[style] += 1
        self.counts[style + 1 :] = [0] * (len(NUMBER_STYLES) - style - 1)
        count, parent = self.counts[style], self.counts[style - 1]
        return (
            f"Phần thứ {pick(ORDINALS, count)}",
            f"{pick(ROMAN, count)}.",
            f"{count}.",
            f"{parent}.{count}." if parent else f"{count}.",
            f"{pick(LETTERS, count)})",
        )[style]


def pick(names: Sequence[str], count: int) -> str:
    """The name of a number counted from 1; digits where the names end."""
    return names[count - 1] if count <= len(names) else str(count)


def section_numbers(labels: Mapping[str, str], outline: Outline) -> dict[str, str]:
    """Where each page stands, by its label in `labels`: "Phần thứ nhất, mục II.1.2.a"."""
    numbering = Numbering()
    found: dict[str, str] = {}

    def walk(entry: OutlineEntry, style: int, above: tuple[str, ...]) -> None:
        number = numbering.next(style).rstrip(".)")
        # "1.2." begins with the number of the heading above it.
        whole = style == DOUBLE and above and number.startswith(f"{above[-1]}.")
        path = (*(above[:-1] if whole else above), number)
        if entry.page:
            section = ".".join(path[1:])
            found[labels[entry.page]] = f"{path[0]}, mục {section}" if section else path[0]
        below = NUMBER_STYLES.index(entry.below) if entry.below else style + 1
        for child in entry.entries:
            walk(child, below, path)

    for part in outline.parts:
        walk(part, 0, ())
    return found


def with_numbers(
    blocks: list[Node], numbers: Mapping[str, str], annexes: Mapping[str, str]
) -> list[Node]:
    """The blocks with the number of the section behind each link to one, for who reads on paper.

    Links to rows of an annex, which citations are, stay as they are.
    """

    def with_number(node: Node) -> list[Node] | None:
        if node["t"] != "Link":
            return None
        label = node["c"][2][0].removeprefix("#")
        place = annexes.get(label) or numbers.get(label.partition(".")[0])
        return [node, {"t": "Space"}, *inlines(f"({place})")] if place else None

    result: list[Node] = rewritten(blocks, with_number)
    return result
