"""An edited workbook, what it was made from and the tables as they are now, merged cell by cell.

Where only the workbook differs from what it was made from, its cell is taken; where only the
project does, that stays; where both do, they must agree. So the copies of several people are read
one after the other. What is taken is looked at as a cell of a CSV is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from report.drafting.importing.grids import distinct
from report.drafting.importing.sheets import SheetCell
from report.drafting.importing.workbook import NO_CELL, cell_text
from report.drafting.year_workbook.reading import CopyRow, CopySheet, WorkbookCopy
from report.drafting.year_workbook.state import TableState
from report.drafting.year_workbook.values import (
    CellMeaning,
    meaning,
    meaning_in_copy,
    text_in_copy,
    typed_text,
)
from report.drafting.year_workbook.writing import REMOVE_COLUMN, REMOVE_WORD
from report.edition.table_checks import cell_keeps_its_limits
from report.problems.problem import Mistake, Problem, errors, problem
from report.sources.cells import mended_cell
from report.sources.csv_rows import MAX_CELL
from report.sources.descriptions import read_cell
from report.sources.tables import ROW_KEY, Cell, Column, Dataset, Table

NAMED_PLACES = 5  # that a message names of many
WORDS_COLUMN = Column("", "", "string", 1)  # in the place of one that there is not any more


@dataclass(frozen=True)
class CellEdit:
    """A cell that gets another text; `place` is where that stands in the workbook, `typed` what
    stands there, where that is not the text itself."""

    cell: Cell
    new: str
    place: str
    typed: str = ""


@dataclass(frozen=True)
class RowAddition:
    """A new row behind the one of the key `behind`, or at the top."""

    table: Table
    texts: tuple[str, ...]
    behind: str | None
    place: str
    has_own_key: bool

    @property
    def key(self) -> str:
        """The key of the row."""
        return self.texts[0]


@dataclass(frozen=True)
class RowRemoval:
    """A row that is taken out."""

    table: Table
    key: str
    place: str


@dataclass(frozen=True)
class CopyRemark:
    """Something that somebody should know and that changes nothing."""

    text: str


Finding = CellEdit | RowAddition | RowRemoval | Problem | CopyRemark


@dataclass(frozen=True)
class Merging:
    """One sheet, the state of its table and that table now; `overrule` lets the workbook win
    where both differ from the state."""

    file: str
    sheet: CopySheet
    state: TableState
    table: Table
    overrule: bool

    @cached_property
    def new_since(self) -> set[tuple[str, ...]]:
        """The rows without their keys that the project has got since the workbook was made: what
        was read before is not added again."""
        return row_texts(self.table, (key for key in self.table.rows if key not in self.state.rows))

    def problem(self, row: CopyRow, column: str, code: str, /, **fields: Any) -> Problem:
        """A problem of a cell, with its place in the workbook."""
        place = self.sheet.place(row.line, column)
        return problem(self.file, row.line, code, place=place, **fields)

    def located(self, row: CopyRow, column: str, one: Problem) -> Problem:
        """A problem of a CSV's cell with its place in the workbook."""
        place = self.sheet.place(row.line, column)
        return Problem(self.file, row.line, one.code, one.fields, place, one.guess)


def merged(copy: WorkbookCopy, dataset: Dataset, *, overrule: bool) -> Iterator[Finding]:
    """What the workbook changes in the tables of now, and what of it is refused."""
    for title in copy.others:
        yield CopyRemark(f"Trang tính “{title}” không phải của sổ này: bỏ qua.")
    for name, state in copy.state.tables.items():
        sheets = [one for one in copy.sheets if one.table == name]
        table = dataset.tables.get(name)
        if not sheets:
            yield CopyRemark(f"Sổ không còn trang tính của bảng “{name}”: bảng giữ nguyên.")
        elif table is None:
            yield problem(copy.file, 1, "bang-tinh-bang-khong-con", table=name, folder=dataset.path)
        else:
            mergings = [Merging(copy.file, one, state, table, overrule) for one in sheets]
            yield from one_of(mergings)


def one_of(mergings: Sequence[Merging]) -> Iterator[Finding]:
    """What the sheets of one table change: of a sheet and its copies, one at most may have been
    edited."""
    found = [list(merged_sheet(one)) for one in mergings]
    edited = [one for one in found if any(not isinstance(other, CopyRemark) for other in one)]
    if len(edited) > 1:
        first, name = mergings[0], mergings[0].table.name
        titles = ", ".join(f"“{one.sheet.title}”" for one in mergings)
        yield problem(first.file, 1, "bang-tinh-bang-hai-lan", table=name, sheets=titles)
    else:
        yield from (edited or found)[0]


def merged_sheet(merging: Merging) -> Iterator[Finding]:
    """What one sheet changes in its table."""
    sheet, key_column = merging.sheet, merging.state.columns[0]
    if sheet.beside:
        places = ", ".join(sheet.beside[:NAMED_PLACES])
        more = len(sheet.beside) - NAMED_PLACES
        places += f" và {more} ô nữa" if more > 0 else ""
        yield problem(merging.file, 1, "bang-tinh-ngoai-cot", place=sheet.title, places=places)
    for name in merging.state.columns:
        if name not in sheet.columns:
            yield CopyRemark(f"Trang tính “{sheet.title}” không còn cột “{name}”: cột giữ nguyên.")
    rows = {row.line: key_of_row(row, key_column) for row in sheet.rows}
    here = set(rows.values())
    missing = [key for key in merging.state.rows if key not in here]
    renamed = renamed_rows(merging, rows, missing)
    yield from merged_rows(merging, rows, renamed)
    gone = [key for key in missing if key not in renamed.values()]
    if gone and len(gone) == len(merging.state.rows) and len(gone) > 1:
        yield problem(
            merging.file, 1, "bang-tinh-mat-het-dong", place=sheet.title, table=sheet.table
        )
        return
    for key in gone:
        yield from removed_row(merging, key, sheet.title, 1)


def key_of_row(row: CopyRow, key_column: str) -> str:
    """The key that stands in a row."""
    return cell_text(row.cells.get(key_column, NO_CELL))


def renamed_rows(
    merging: Merging, keys: Mapping[int, str], missing: Sequence[str]
) -> dict[int, str]:
    """The rows by line that are a row that is missing, but for their key."""
    columns = merging.state.columns[1:]
    lost = {base_meanings(merging, key, columns): key for key in missing}
    found = {}
    for row in merging.sheet.rows if lost else ():
        if keys[row.line] not in merging.state.rows:
            held = tuple(meaning_in_copy(row.cells.get(name, NO_CELL)) for name in columns)
            if held in lost:
                found[row.line] = lost.pop(held)
    return found


def base_meanings(merging: Merging, key: str, columns: Sequence[str]) -> tuple[CellMeaning, ...]:
    """What the cells of a row meant."""
    texts = merging.state.rows[key][1:]
    return tuple(
        meaning(text, merging.table.columns[name]) if name in merging.table.columns else text
        for name, text in zip(columns, texts, strict=True)
    )


def merged_rows(
    merging: Merging, keys: Mapping[int, str], renamed: Mapping[int, str]
) -> Iterator[Finding]:
    """What the rows of a sheet change, from top to bottom."""
    table, state = merging.table, merging.state
    key_column = state.columns[0]
    counts = Counter(keys.values())
    taken = [*table.rows, *table.damaged, *state.rows, *keys.values()]
    behind: str | None = None
    for row in merging.sheet.rows:
        key = keys[row.line]
        if row.line in renamed:
            old = renamed[row.line]
            yield merging.problem(
                row, key_column, "bang-tinh-doi-khoa", old=old, new=key or "(trống)"
            )
            behind = old if old in table.rows else behind
        elif key and counts[key] > 1:
            yield merging.problem(row, key_column, "bang-tinh-khoa-hai-lan", key=key)
            behind = key if key in table.rows else behind
        elif key in state.rows:
            found = list(known_row(merging, row, key))
            yield from found
            is_kept = not any(isinstance(one, RowRemoval) for one in found)
            behind = key if is_kept and key in table.rows else behind
        else:
            for one in new_row(merging, row, key, behind, taken):
                yield one
                if isinstance(one, RowAddition):
                    taken.append(one.key)
                    behind = one.key


def known_row(merging: Merging, row: CopyRow, key: str) -> Iterator[Finding]:
    """What a row changes that the workbook was made with."""
    word = cell_text(row.cells.get(REMOVE_COLUMN, NO_CELL)).casefold()
    if word == REMOVE_WORD:
        place = merging.sheet.place(row.line, REMOVE_COLUMN)
        yield from removed_row(merging, key, place, row.line)
        return
    if word:
        yield merging.problem(row, REMOVE_COLUMN, "bang-tinh-cot-bo", text=word, word=REMOVE_WORD)
    bases = dict(zip(merging.state.columns, merging.state.rows[key], strict=True))
    for name in merging.state.columns[1:]:
        if name in merging.sheet.columns:
            yield from merged_cell(merging, row, key, name, bases[name])


def removed_row(merging: Merging, key: str, place: str, line: int) -> Iterator[Finding]:
    """A row that the workbook does not want any more: taken out where nobody has changed it."""
    now = merging.table.rows.get(key)
    if now is None:
        if key in merging.table.damaged:
            yield problem(merging.file, line, "bang-tinh-dong-hong", place=place, key=key)
        return
    base = dict(zip(merging.state.columns, merging.state.rows[key], strict=True))
    if merging.overrule or {name: cell.text for name, cell in now.items()} == base:
        yield RowRemoval(merging.table, key, place)
    else:
        yield problem(merging.file, line, "bang-tinh-bo-dong-da-sua", place=place, key=key)


def merged_cell(
    merging: Merging, row: CopyRow, key: str, name: str, base: str
) -> Iterator[Finding]:
    """What one cell of a known row changes."""
    cell, column = row.cells.get(name, NO_CELL), merging.table.columns.get(name)
    if column is None:
        if meaning_in_copy(cell) != meaning(base, WORDS_COLUMN):
            yield merging.problem(row, name, "bang-tinh-cot-khong-con", column=name)
        return
    if meaning_in_copy(cell) == meaning(base, column) and not is_without_value(cell):
        return
    if name in row.covered:
        yield merging.problem(row, name, "bang-tinh-o-gop")
        return
    now = merging.table.rows.get(key, {}).get(name)
    new, wrong = cell_of_copy(merging, row, key, column, base)
    if new is None:
        yield from wrong
    elif meaning(new.text, column) == meaning(base, column):
        return
    elif now is None:
        yield merging.problem(row, name, "bang-tinh-dong-khong-con", key=key, text=new.text)
    elif meaning(new.text, column) != meaning(now.text, column):
        if meaning(now.text, column) == meaning(base, column) or merging.overrule:
            place = merging.sheet.place(row.line, name)
            yield CellEdit(now, new.text, place, typed(cell, new.text))
        else:
            texts = {"base": shown_or_empty(base), "now": shown_or_empty(now.text)}
            yield merging.problem(
                row, name, "bang-tinh-hai-nguoi-sua", new=shown_or_empty(new.text), **texts
            )


def is_without_value(cell: SheetCell) -> bool:
    """Whether a cell has a formula that was never computed."""
    return cell.is_computed and cell.value is None


def typed(cell: SheetCell, text: str) -> str:
    """What stands in a cell of the workbook, where that is not its text."""
    held = typed_text(cell)
    if cell.is_computed:
        return f"công thức, kết quả {held}"
    return held if held != text else ""


def shown_or_empty(text: str) -> str:
    """The text of a cell in a message."""
    return text or "(để trống)"


def cell_of_copy(
    merging: Merging, row: CopyRow, key: str, column: Column, base: str
) -> tuple[Cell | None, list[Problem]]:
    """The cell of a CSV that a cell of the workbook stands for; None with what is wrong in it."""
    line, name = row.line, column.name
    try:
        text = text_in_copy(row.cells.get(name, NO_CELL), column, base)
    except Mistake as mistake:
        return None, [merging.located(row, name, mistake.at(merging.file))]
    if len(text) > MAX_CELL:
        return None, [merging.problem(row, name, "o-qua-dai", limit=MAX_CELL)]
    text, slip = mended_cell(text)
    others = list(merging.table.columns)[1:]
    beside = [key, *(cell_text(row.cells.get(one, NO_CELL)) for one in others)]
    cell, found = read_cell(merging.table, column, text, line, beside)
    wrong = [found] if found else []
    wrong += [slip.at(merging.file, line)] if slip else []
    wrong += cell_keeps_its_limits(cell)
    refused = [merging.located(row, name, one) for one in errors(wrong)]
    return (None if refused else cell), refused


def new_row(
    merging: Merging, row: CopyRow, key: str, behind: str | None, taken: Sequence[str]
) -> Iterator[Finding]:
    """A row that the workbook was not made with: added where all of its cells can be."""
    table, key_column = merging.table, merging.state.columns[0]
    filled = [name for name in row.cells if name not in (key_column, REMOVE_COLUMN)]
    if REMOVE_COLUMN in row.cells or not (key or filled):
        return
    if key and not ROW_KEY.fullmatch(key):
        yield merging.problem(row, key_column, "khoa-viet-sai", key=key)
        return
    texts, wrong = [], []
    for column in list(table.columns.values())[1:]:
        if column.name not in merging.sheet.columns:
            texts.append("")
            continue
        cell, refused = cell_of_copy(merging, row, key, column, "")
        texts.append(cell.text if cell else "")
        wrong += refused
        if column.name in row.covered:
            wrong.append(merging.problem(row, column.name, "bang-tinh-o-gop"))
    if not wrong and not texts[0]:
        wrong.append(merging.problem(row, key_column, "bang-tinh-dong-khong-ten", name=table.label))
    if wrong:
        yield from wrong
        return
    if tuple(texts) in (merging.new_since if not key else row_texts(table, [key])):
        return
    if key in table.rows or key in table.damaged:
        yield merging.problem(row, key_column, "bang-tinh-khoa-da-co", key=key)
        return
    new = key or distinct([texts[0]], "dong", "-", taken)[0]
    place = merging.sheet.place(row.line, key_column)
    yield RowAddition(table, (new, *texts), behind, place, bool(key))


def row_texts(table: Table, keys: Iterable[str]) -> set[tuple[str, ...]]:
    """The texts of rows of a table, without their keys; nothing of rows that there are not."""
    rows = (table.rows[key] for key in keys if key in table.rows)
    return {tuple(cell.text for cell in row.values())[1:] for row in rows}
