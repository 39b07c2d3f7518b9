"""A slip in any cell of the real data is noticed: by a rule, or by the freeze."""

import csv
import io
import shutil
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from report.edition.checks import rules_hold
from report.sources.corrections import frozen_text, publication_is_kept, read_publication
from report.sources.descriptions import read_dataset, read_description
from report.sources.rules import read_audit
from report.sources.tables import Cell, Dataset
from tests.sites import ROOT

YEARS = sorted(path.name for path in (ROOT / "data").glob("[0-9][0-9][0-9][0-9]"))


def slipped(cell: Cell) -> str:
    """The text of a cell after a slip of the hand."""
    if isinstance(cell.value, int):
        return str(cell.value + 1)
    if isinstance(cell.value, Decimal):
        last = Decimal(1).scaleb(int(cell.value.as_tuple().exponent))
        return f"{cell.value + last:f}".replace(".", ",")
    if cell.column.type == "date":
        return ("0" if cell.text[0] != "0" else "1") + cell.text[1:]
    return f"{cell.text} thêm"


def write(path: Path, rows: list[list[str]]) -> None:
    output = io.StringIO()
    csv.writer(output, lineterminator="\n").writerows(rows)
    path.write_text(output.getvalue(), "utf-8", newline="")


def noticed(root: Path, year: str) -> tuple[bool, bool]:
    """Whether a rule, and whether the freeze or the reading itself, reports the slip."""
    dataset = read_dataset(root, year)
    publication = read_publication(root, dataset)
    by_rule = any(rules_hold(read_audit(root, dataset)))
    by_reading = bool(dataset.problems or publication.problems)
    by_freeze = any(publication_is_kept(publication, dataset)) or by_reading
    return by_rule, by_freeze


@pytest.mark.parametrize("year", YEARS)
def test_a_slip_in_any_cell_is_noticed(
    tmp_path: Path, year: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The description stays as it is, and to read it takes longer than all tables.
    monkeypatch.setattr("report.sources.descriptions.read_description", cache(read_description))
    shutil.copytree(ROOT / "data" / year, tmp_path / "data" / year)
    original = read_dataset(tmp_path, year)
    (tmp_path / "data" / year / "cong-bo.csv").write_text(frozen_text(original), "utf-8")
    (tmp_path / "data" / year / "dinh-chinh.csv").unlink(missing_ok=True)
    assert noticed(tmp_path, year) == (False, False)

    figures, ruled, unnoticed = 0, 0, []
    for cell, by_rule, by_freeze in slips(tmp_path, original):
        if cell.column.type != "string":
            figures += 1
            ruled += by_rule
        if not (by_rule or by_freeze):
            unnoticed.append(cell.address)
    with capsys.disabled():
        print(f"\n{year}: {figures} figures, {100 * ruled / figures:.0f} % under a rule")
    assert unnoticed == []
    assert ruled >= 0.4 * figures


def slips(root: Path, dataset: Dataset) -> list[tuple[Cell, bool, bool]]:
    """Each filled cell with a slip in it, one at a time, and who noticed."""
    found = []
    for table in dataset.tables.values():
        path = root / table.path
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
        for number, key in enumerate(table.rows, start=1):
            for position, cell in enumerate(table.rows[key].values()):
                if position == 0 or cell.value is None:
                    continue
                rows[number][position] = slipped(cell)
                write(path, rows)
                found.append((cell, *noticed(root, dataset.name)))
                rows[number][position] = cell.text
        write(path, rows)
    return found
