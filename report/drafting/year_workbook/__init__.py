"""All tables of a year as one workbook for editing, and its edited copies read back.

Writing, reading and what a cell means stand apart; `merging` holds the edited copy against what it
was made from and against the tables of now.
"""

from report.changes.setting import ChangePlan, plan_listing
from report.downloads.release import Release
from report.drafting.importing.sheets import MOST_CELLS, MOST_ROWS
from report.drafting.year_workbook.copy_plan import CopyPlan
from report.drafting.year_workbook.merging import CellEdit, RowAddition, shown_or_empty
from report.drafting.year_workbook.writing import NEW_ROWS, editing_workbook
from report.edition.edition import Edition
from report.figures.values import cell_title
from report.problems.host import plain
from report.problems.problem import Mistake
from report.sources.tables import Dataset


def default_name(year: int) -> str:
    """What the workbook is called in the project's folder; git ignores it."""
    return f"sua-so-lieu-{year}.xlsx"


def workbook_of_year(edition: Edition, year: int) -> bytes:
    """The workbook of a year for editing.

    Raises Mistake where there is no such year, no table, or more than can be read back.
    """
    if year not in edition.years:
        raise Mistake("bang-tinh-khong-co-nam", year=year)
    dataset = edition.years[year]
    if not dataset.tables:
        raise Mistake("bang-tinh-khong-co-bang", folder=dataset.path)
    refuse_large(dataset)
    return editing_workbook(Release(edition.office, dataset, year))


def refuse_large(dataset: Dataset) -> None:
    """Raise Mistake where a workbook of the tables would be too large to be read."""
    cells = 0
    for table in dataset.tables.values():
        cells += (len(table.rows) + 2) * (len(table.columns) + 1)
        if len(table.rows) + 2 * NEW_ROWS > MOST_ROWS or cells > MOST_CELLS:
            raise Mistake("bang-tinh-qua-lon", path=table.path, rows=MOST_ROWS, cells=MOST_CELLS)


def copy_listing(plan: CopyPlan) -> str:
    """What a plan writes and what of the workbook it does not, for the editor to agree to."""
    lines = []
    if plan.removals:
        lines.append(f"Bỏ {len(plan.removals)} dòng:")
    for removal in plan.removals:
        words = " | ".join(cell.text for cell in removal.table.rows[removal.key].values())
        lines.append(f"- {removal.table.path}: {words} ({removal.place})")
    if plan.additions:
        lines.append(f"Thêm {len(plan.additions)} dòng:")
    lines += map(addition_line, plan.additions)
    if plan.edits:
        lines.append(f"Sửa {len(plan.edits)} ô:")
    lines += map(edit_line, plan.edits)
    if plan.computed or plan.notes or plan.corrections:
        also = plan_listing(ChangePlan(plan.computed, plan.notes, plan.corrections))
        lines += ["Kéo theo:", *also.splitlines()[1:]]
    if plan.refused:
        lines.append(f"Không nhận {len(plan.refused)} chỗ:")
    lines += [f"- {one.path}: {one.said}" for one in plan.refused]
    lines += [f"Lưu ý: {one.text}" for one in plan.remarks]
    if plan.left:
        lines.append("Ghi xong sẽ có lỗi mới:")
    lines += [f"- {one}" for one in plan.left]
    return "\n".join(map(plain, lines))


def addition_line(one: RowAddition) -> str:
    """A new row in the listing."""
    behind = f"sau dòng “{one.behind}”" if one.behind else "ở đầu bảng"
    by = "" if one.has_own_key else f"khóa “{one.key}” do máy đặt, "
    return f"- {one.table.path}: {' | '.join(one.texts)} ({by}{behind}, {one.place})"


def edit_line(one: CellEdit) -> str:
    """A cell that changes in the listing."""
    typed = f"; sổ ghi {one.typed}" if one.typed else ""
    new = f"{shown_or_empty(one.cell.text)} → {shown_or_empty(one.new)}"
    return f"- {one.cell.address} ({cell_title(one.cell)}): {new} ({one.place}{typed})"
