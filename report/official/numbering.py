"""Numbers of headings, as the decree has them (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from report.sources.outline import NUMBER_STYLES
from report.text.numbers import roman

ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
LETTERS = "abcdđeghiklmnopqrstuvxy"  # the Vietnamese alphabet


@dataclass
class Numbering:
    """Counts headings of each style: Phần thứ nhất, I., 1., a)."""

    counts: list[int] = field(default_factory=lambda: [0] * len(NUMBER_STYLES))

    def next(self, style: int) -> str:
        """The number of the next heading; empty for the small ones, which have none."""
        if style >= len(NUMBER_STYLES):
            return ""
        self.counts[style] += 1
        self.counts[style + 1 :] = [0] * (len(NUMBER_STYLES) - style - 1)
        count = self.counts[style]
        return (
            f"Phần thứ {pick(ORDINALS, count)}",
            f"{roman(count)}.",
            f"{count}.",
            f"{pick(LETTERS, count)})",
        )[style]


def pick(names: Sequence[str], count: int) -> str:
    """The name of a number counted from 1; digits where the names end."""
    return names[count - 1] if count <= len(names) else str(count)
