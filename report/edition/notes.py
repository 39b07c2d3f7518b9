"""What the site says itself below the heading of a page: that it is a draft, was corrected."""

from collections.abc import Iterable

from report.sources.corrections import Correction
from report.sources.open_places import NO_FIGURE, NO_TEXT
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


def correction_note(corrections: Iterable[Correction], shown: set[str]) -> str:
    """Markdown that tells of the corrections to the figures a page shows; empty where none."""
    mine = [one for one in corrections if one.address in shown]
    if not mine:
        return ""
    lines = ['!!! warning "Đính chính"', ""]
    for one in mine:
        change = f"“{escape(one.old or 'chưa có')}” thành “{escape(one.new or 'bỏ')}”"
        lines.append(
            f"    - Ngày {write_date(one.day)}: {escape(one.address)} sửa từ {change}. "
            f"{escape(one.reason)}"
        )
    return "\n".join([*lines, ""])
