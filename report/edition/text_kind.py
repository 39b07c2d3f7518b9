"""Whether the text of a year's report is the office's own or was edited for the site.

It is said once, in the row `bai-viet` of the year's table `bao-cao`; what readers are told of it
on pages, in documents, feeds and downloads stands here.
"""

from collections.abc import Iterator
from enum import Enum

from report.figures.values import write_value
from report.problems.problem import AlreadyReported, Mistake, Problem, problem
from report.sources.tables import Cell, Dataset

ABOUT = "bao-cao"  # the table that says what kind of document a year's report is
ROW = "bai-viet"
EXPLAINED_ON = "trang/so-lieu-lam-the-nao.md"  # what was changed and what was not
EXPLAINED_AT = "bai-viet-duoc-bien-tap"
ADDED_SECTION = "Phần này do người biên tập lập."


class TextKind(Enum):
    """What the text of a report is; the value is what the row says."""

    EDITED = "biên tập"
    VERBATIM = "nguyên văn"

    @property
    def label(self) -> str:
        """Two or three words before a description: of search engines, of feeds."""
        return "Bản biên tập" if self is TextKind.EDITED else "Nguyên văn"

    @property
    def copy_name(self) -> str:
        """What a document with the text is called in lists."""
        return "Bản biên tập" if self is TextKind.EDITED else "Toàn văn"

    @property
    def line(self) -> str:
        """The line below the heading of each page of the report."""
        if self is TextKind.EDITED:
            return "Bài viết được biên tập lại từ báo cáo, không phải nguyên văn."
        return "Bài viết là nguyên văn báo cáo."

    @property
    def sentence(self) -> str:
        """What downloads say of the text that goes with their figures."""
        if self is TextKind.EDITED:
            return (
                "Bài viết trên trang web được biên tập lại từ báo cáo, không phải nguyên văn; "
                "số liệu, tên người, tên cơ quan và tên văn bản theo báo cáo."
            )
        return "Bài viết trên trang web là nguyên văn báo cáo."

    def described(self, description: str) -> str:
        """The description of a page of the report, beginning with its kind."""
        return f"{self.label}. {description}" if description else f"{self.label}."


def text_kind(dataset: Dataset) -> TextKind:
    """The kind of a year's text; edited where nothing is said, which claims least."""
    cell = stated(dataset)
    return TextKind.VERBATIM if cell and cell.value == TextKind.VERBATIM.value else TextKind.EDITED


def stated(dataset: Dataset) -> Cell | None:
    """The cell that says it, None where there is none."""
    try:
        row = dataset.table(ABOUT).rows.get(ROW)
    except (AlreadyReported, Mistake):
        return None
    return list(row.values())[-1] if row else None


def text_kind_is_stated(dataset: Dataset) -> Iterator[Problem]:
    """A year that describes its report says whether the text is the office's own or edited."""
    try:
        about = dataset.table(ABOUT)
    except (AlreadyReported, Mistake):
        return
    cell = stated(dataset)
    kinds = [kind.value for kind in TextKind]
    if cell is None:
        if not about.has_lost(ROW):
            yield problem(about.path, 1, "bai-viet-chua-ghi", key=ROW)
    elif not cell.is_open and write_value(cell) not in kinds:
        yield problem(cell.table.path, cell.line, "bai-viet-ghi-sai", text=cell.text)
