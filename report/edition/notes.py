"""What the site says itself below the heading of a page: that it is a draft, was corrected."""

from collections.abc import Iterable

from report.figures.values import cell_title, shown_with
from report.sources.corrections import Correction
from report.sources.open_places import NO_FIGURE, NO_TEXT
from report.sources.tables import Dataset
from report.text.markup import escape
from report.text.numbers import write_date


def draft_sentence(year: int) -> str:
    """What a year is whose figures or text are not complete."""
    return f"Báo cáo năm {year} đang được soạn, chưa công bố."


def draft_note(year: int) -> str:
    """What a reader of a draft must know: figures and text are not complete."""
    return (
        '!!! warning "Bản thảo"\n\n'
        f"    {draft_sentence(year)} "
        f"Chỗ ghi “{NO_FIGURE[1:-1]}” hoặc “{NO_TEXT[1:-1]}” chưa có nội dung.\n"
    )


def correction_note(corrections: Iterable[Correction], shown: set[str], dataset: Dataset) -> str:
    """Markdown that tells of the corrections to the figures of a year that a page shows; empty
    where none."""
    mine = [one for one in corrections if one.address in shown]
    if not mine:
        return ""
    lines = ['!!! warning "Đính chính"', ""]
    for one in mine:
        lines.append(
            f"    - Ngày {write_date(one.day)}: {escape(name_of_corrected(one, dataset))} sửa từ "
            f"{escape(correction_words(one, dataset))}. {escape(one.reason)}"
        )
    return "\n".join([*lines, ""])


def name_of_corrected(one: Correction, dataset: Dataset) -> str:
    """What a corrected figure is called: its row and column, and its table."""
    cell = dataset.cells.get(one.address)
    return f"{cell_title(cell)} (bảng “{cell.table.title}”)" if cell else one.address


def correction_words(one: Correction, dataset: Dataset) -> str:
    """What a correction changes, values with their unit as readers see them: “955 hộ” thành
    “956 hộ”."""
    cell = dataset.cells.get(one.address)
    old, new = (shown_with(cell, text) if cell and text else text for text in (one.old, one.new))
    return f"“{old or 'chưa có'}” thành “{new or 'bỏ'}”"
