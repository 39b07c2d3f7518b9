"""The long table holds every cell of all years as it is, and only who needs it waits for pandas."""

import datetime
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd

from report.downloads.cell_lines import cell_lines, over_years
from report.downloads.long_table import figures_of_year, lines_of, long_table
from tests.office import CROPS, CROPS_CSV, office, package
from tests.office import column as described
from tests.sites import ROOT

LONGEST = "999999999999999999"
COLUMNS = [
    described("khoa", "integer"),
    described("ten"),
    described("so", "integer", don_vi="vụ"),
    described("do", "number"),
    described("ngay", "date"),
]
CSV = f"""\
khoa,ten,so,do,ngay
1,A,{LONGEST},"0,{LONGEST}",24/02/2022
2,B,,,cần điền
"""


def cells(folder: Path) -> pd.DataFrame:
    """The long table of an office; its last year has numbers of every kind."""
    files = {
        "data/2023/datapackage.yaml": package({"thu": COLUMNS}),
        "data/2023/thu.csv": CSV,
        "docs/bao-cao/2023/index.md": "---\ntitle: A\ndescription: B.\n---\n\n"
        '# A\n\nCó {{ so("thu.1.so") }}, lại {{ so("thu.1.so") }}.\n',
    }
    return long_table(office(folder, files))


def test_values_are_exact_and_what_is_empty_is_nothing(tmp_path: Path) -> None:
    lines = {line.address: line for line in lines_of(cells(tmp_path)) if line.year == 2023}
    values = [lines[f"thu.1.{name}"].value for name in ("ten", "so", "do", "ngay")]
    assert values == ["A", int(LONGEST), Decimal(f"0.{LONGEST}"), datetime.date(2022, 2, 24)]
    assert [type(value) for value in values] == [str, int, Decimal, datetime.date]
    assert [lines[f"thu.2.{name}"].value for name in ("so", "do", "ngay")] == [None, None, None]
    assert lines["thu.1.do"].unit is None


def test_a_line_says_whose_figure_it_is_and_where_it_is_shown(tmp_path: Path) -> None:
    (line,) = [line for line in lines_of(cells(tmp_path)) if line.address == "thu.1.so"]
    assert (line.office, line.year, line.table, line.row, line.column) == (
        "Ủy ban nhân dân xã Mẫu",
        2023,
        "thu",
        "1",
        "so",
    )
    assert (line.unit, line.text) == ("vụ", "999.999.999.999.999.999")
    assert line.pages == ("bao-cao/2023/",)


def test_the_figures_of_a_year_are_its_numbers_and_days(tmp_path: Path) -> None:
    table = cells(tmp_path)
    assert {line.year for line in lines_of(table)} == {2021, 2022, 2023}
    figures = [line.address for line in lines_of(figures_of_year(table, 2023))]
    assert figures == ["thu.1.so", "thu.1.do", "thu.1.ngay"]


def test_figures_of_several_years_stand_side_by_side_as_far_as_they_are_the_same(
    tmp_path: Path,
) -> None:
    other_unit = [{**one, "don_vi": "tạ"} if one["name"] == "san_luong" else one for one in CROPS]
    files = {
        "data/2022/datapackage.yaml": package({"cay-trong": other_unit}),
        "data/2022/cay-trong.csv": CROPS_CSV.replace("ngo,", "bap,"),
    }
    lines = cell_lines(office(tmp_path, files))
    shown = {
        course: {year: line.shown for year, line in by_year.items()}
        for course, by_year in over_years(lines, [2021, 2022]).items()
    }
    unit = "\N{NO-BREAK SPACE}"
    assert shown == {
        "2021/cay-trong.lua.so_ho": {2021: f"900{unit}hộ", 2022: f"955{unit}hộ"},
        "2021/cay-trong.lua.tang_giam": {2021: f"−01{unit}hộ", 2022: f"−01{unit}hộ"},
        "2021/cay-trong.lua.von": {2021: f"1,5{unit}tỷ đồng", 2022: f"1,5{unit}tỷ đồng"},
        "2021/cay-trong.mia.tang_giam": {2021: f"0{unit}hộ", 2022: f"0{unit}hộ"},
    }
    assert not over_years(lines, [2022])


def test_every_cell_of_the_office_has_one_line(tmp_path: Path) -> None:
    edition = office(tmp_path)
    addresses = [
        (year, address)
        for year, dataset in edition.years.items()
        for address, cell in dataset.cells.items()
        if cell.table.folder == str(year)
    ]
    lines = [(line.year, line.address) for line in lines_of(long_table(edition))]
    assert lines == addresses


def test_neither_a_check_nor_the_pages_wait_for_pandas_or_typst(tmp_path: Path) -> None:
    office(tmp_path)
    code = (
        "import sys; from report.__main__ import main\n"
        f"main(['check', '--root', {str(tmp_path)!r}])\n"
        "import report.site.mkdocs.build\n"
        "sys.exit(not {'pandas', 'typst'}.isdisjoint(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert run.returncode == 0, run
