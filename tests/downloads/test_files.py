"""The downloads of a year hold the figures of the site, and nothing else."""

import csv
import datetime
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.downloads.csv_files import guard
from report.downloads.files import downloads
from report.downloads.workbook import HEADER_ROW, NAME_LENGTH, sheet_names
from report.edition.edition import Edition
from report.figures.values import machine_value
from report.sources.tables import Cell, Table
from tests.libreoffice import convert, needs
from tests.office import CROPS, FILES, HEAD, column, office, package, site_files
from tests.sites import ROOT

YEAR = 2022
BOOK = f"so-lieu-{YEAR}.xlsx"
ARCHIVE = f"so-lieu-{YEAR}.zip"


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office with several tables."""
    return tmp_path_factory.mktemp("sources")


@pytest.fixture(scope="module")
def edition(sources: Path) -> Edition:
    """That office."""
    return office(sources, site_files())


@pytest.fixture(scope="module")
def files(edition: Edition) -> dict[str, bytes]:
    """The downloads of its year."""
    return downloads(edition, YEAR)


def tables(edition: Edition) -> list[Table]:
    return list(edition.years[YEAR].tables.values())


def rows(table: Table) -> list[list[Cell]]:
    return [list(row.values()) for row in table.rows.values()]


def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def listed(files: dict[str, bytes]) -> list[dict[str, object]]:
    """The figures of figures.json, decimals exact."""
    return json.loads(files["figures.json"], parse_float=Decimal)["danh_sach"]


def validate(folder: Path, files: dict[str, bytes]) -> subprocess.CompletedProcess[str]:
    """What the standard `frictionless validate` says of the files."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


# All of them


def test_every_table_and_the_files_of_the_whole_are_there(
    edition: Edition, files: dict[str, bytes]
) -> None:
    whole = ["datapackage.json", "figures.json", "figures.schema.json", BOOK, ARCHIVE]
    names = [f"{table.name}.csv" for table in tables(edition)]
    assert list(files) == [*names, *(f"{name}-metadata.json" for name in names), *whole]


def test_the_list_of_figures_is_as_its_description_says(files: dict[str, bytes]) -> None:
    content = json.loads(files["figures.json"])
    schema = json.loads(files[content["$schema"]])
    jsonschema.Draft202012Validator(schema).validate(content)
    assert content["danh_sach"]
    wrong = {**content, "danh_sach": [{**content["danh_sach"][0], "gia_tri": None}]}
    assert not jsonschema.Draft202012Validator(schema).is_valid(wrong)


def test_the_same_sources_give_the_same_bytes(
    tmp_path: Path, sources: Path, files: dict[str, bytes]
) -> None:
    script = (
        "import hashlib, pathlib, sys, time; time.time = lambda: 2e9\n"
        "from report.edition.edition import read_edition\n"
        "from report.downloads.files import downloads\n"
        f"files = downloads(read_edition(pathlib.Path(sys.argv[1])), {YEAR})\n"
        "[print(name, hashlib.sha256(content).hexdigest()) for name, content in files.items()]\n"
    )
    for name in ("data", "docs"):
        shutil.copytree(sources / name, tmp_path / name)
    results = {
        subprocess.run(
            [sys.executable, "-c", script, folder],
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for folder, seed, zone in ((sources, "1", "UTC"), (tmp_path, "2", "Asia/Ho_Chi_Minh"))
    }
    assert len(results) == 1
    assert len(results.pop().splitlines()) == len(files)


def test_the_date_stands_in_the_files_and_changes_no_figure(tmp_path: Path) -> None:
    edition = office(tmp_path)
    dated = downloads(edition, YEAR, datetime.date(2023, 3, 5))
    assert dated["cay-trong.csv"] == downloads(edition, YEAR)["cay-trong.csv"]
    assert book(dated[BOOK]).properties.modified == datetime.datetime(2023, 3, 5)  # noqa: DTZ001
    assert json.loads(dated["datapackage.json"])["created"] == "2023-03-05T00:00:00Z"
    assert {entry.date_time[:3] for entry in entries(dated[ARCHIVE])} == {(2023, 3, 5)}
    assert "05/03/2023" in archived(dated[ARCHIVE])["README.txt"].decode()


def test_each_year_has_its_own_figures(tmp_path: Path) -> None:
    edition = office(tmp_path)
    for year, expected in ((2021, 900), (2022, 955)):
        files = downloads(edition, year)
        figures = {entry["so_lieu"]: entry for entry in listed(files)}
        assert figures["cay-trong.lua.so_ho"]["gia_tri"] == expected
        assert figures["cay-trong.lua.so_ho"]["trang"] == [f"bao-cao/{year}/"]
        assert book(files[f"so-lieu-{year}.xlsx"])["cay-trong"]["C6"].value == expected


# CSV


def test_a_csv_says_what_its_table_says(edition: Edition, files: dict[str, bytes]) -> None:
    for table in tables(edition):
        text = files[f"{table.name}.csv"].decode()
        assert "\r" not in text
        header, *lines = csv.reader(io.StringIO(text, newline=""))
        assert header == list(table.columns)
        assert lines == [
            [guard(cell.text) if cell.column.type == "string" else cell.text for cell in row]
            for row in rows(table)
        ]


def test_numbers_and_dates_have_their_normal_form(tmp_path: Path) -> None:
    text = downloads(office(tmp_path), YEAR)["cay-trong.csv"].decode()
    assert text.splitlines()[1] == 'lua,Lúa,955,"27,568",-1,24/02/2022,1986,"1,5",tỷ đồng'
    assert text.splitlines()[3] == "mia,Mía,,0,0,,,,"


NASTY = {
    "bang": '=HYPERLINK("http://a.b")',
    "cong": "+84 206",
    "tru": "-1 người",
    "tru-a": "@SUM(A1)",
    "cach": "a =1+1",
    "cham-phay": "a;=1+1;b",
    "xuong-dong": "a\n-1",
    "toan-khoi": "＝1+1",
    "loi": "#N/A",
    "markup": "<script>alert(1)</script> {{ nam }} {% raw %} **đậm**",
}


NUMBERS = {"-1", "-0,5", "-0"}  # the last where a comma is no decimal comma


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The downloads of an office with texts that programs could take for something else."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(["khoa", "ten", "so", "le"])
    writer.writerows([key, text, "-1", "-0,5"] for key, text in NASTY.items())
    columns = [
        column("khoa"),
        column("ten", title="=Tên", constraints={"enum": list(NASTY.values())}),
        column("so", "integer", don_vi="+hộ", constraints={"minimum": -1.5, "maximum": 2}),
        column("le", "number", constraints={"minimum": -0.5, "maximum": 2}),
    ]
    names = {
        "data/2022/datapackage.yaml": package({"cay-trong": columns}, description="=1+1"),
        "data/2022/cay-trong.csv": lines.getvalue(),
        "data/don-vi.yaml": "ten: '=Xã Mẫu'\ntrang: '@Trang'\nmo_ta: Mẫu.\n",
    }
    return downloads(office(tmp_path_factory.mktemp("nasty"), names), YEAR)


def test_no_text_reaches_a_csv_as_a_formula(nasty: dict[str, bytes]) -> None:
    lines = nasty["cay-trong.csv"].decode()
    for separator in ",;\t":
        for line in csv.reader(io.StringIO(lines, newline=""), delimiter=separator):
            formulas = [
                cell for cell in line if re.match(r"\s*[=+\-@＝]", cell) and cell not in NUMBERS
            ]
            assert formulas == []


def test_a_guarded_text_is_only_marked(nasty: dict[str, bytes]) -> None:
    found = csv.DictReader(io.StringIO(nasty["cay-trong.csv"].decode(), newline=""))
    guarded = {row["khoa"]: row["ten"] for row in found}
    assert {row: text.replace("'", "") for row, text in guarded.items()} == NASTY
    assert guarded["bang"] == '\'=HYPERLINK("http://a.b")'
    assert guarded["markup"] == NASTY["markup"]
    assert guarded["loi"] == NASTY["loi"]


PLACES = re.compile(
    r"(?:\A|(?<=[;\t\r\n]))(?=['\"\s]*[=+\-@＝＋－＠])"
)  # where a formula could begin


@given(st.text("=+-@'\" ;\n\r\tab1＝"))
def test_a_guard_can_be_taken_off(text: str) -> None:
    off = re.sub(r"(\A|(?<=[;\t\r\n]))'(?=['\"\s]*[=+\-@＝])", "", guard(text))
    assert off == text
    assert guard(text) == PLACES.sub("'", text)


# Data Package


def test_the_data_package_is_valid(tmp_path: Path, files: dict[str, bytes]) -> None:
    result = validate(tmp_path, files)
    assert result.returncode == 0, result.stdout
    assert "INVALID" not in result.stdout


def test_the_data_package_of_nasty_texts_is_valid(tmp_path: Path, nasty: dict[str, bytes]) -> None:
    result = validate(tmp_path, nasty)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("right", "wrong"), [("955", "955 người"), ("24/02/2022", "2022-02-24"), ('"27,568"', "27.568")]
)
def test_the_data_package_tells_a_wrong_cell(tmp_path: Path, right: str, wrong: str) -> None:
    made = downloads(office(tmp_path / "office"), YEAR)
    table = made["cay-trong.csv"].replace(right.encode(), wrong.encode())
    assert table != made["cay-trong.csv"]
    result = validate(tmp_path, {**made, "cay-trong.csv": table})
    assert result.returncode == 1
    assert "type-error" in result.stdout


def test_the_data_package_keeps_what_the_description_says(tmp_path: Path) -> None:
    made = downloads(office(tmp_path), YEAR)
    descriptor = json.loads(made["datapackage.json"])
    assert descriptor["profile"] == "tabular-data-package"
    (resource,) = descriptor["resources"]
    assert resource["sources"] == [{"title": "Mục I"}]
    assert (resource["period"], resource["office"]) == ("năm", "Xã Mẫu")
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert fields["so_ho"] == {"name": "so_ho", "title": "Số hộ", "type": "integer", "unit": "hộ"}
    assert fields["san_luong"]["decimalChar"] == ","
    assert fields["ngay"]["format"] == "%d/%m/%Y"
    assert fields["von"]["unitField"] == "don_vi"


def test_the_data_package_tells_how_to_compare_with_the_year_before(tmp_path: Path) -> None:
    own = {"nam_truoc_cua": "so_ho", "thay_doi_cua": "so_ho", "khac_nam_truoc": "Đếm lại."}
    more = [column(f"so_{key}", "integer", **{key: value}) for key, value in own.items()]
    described = json.loads(package({"cay-trong": [*CROPS, *more]}, khac_nam_truoc="Cách khác."))
    described["resources"][0]["khoa_nam_truoc"] = {"lua": "lua-nuoc"}
    text = json.dumps(described, ensure_ascii=False)
    rows = "khoa," + ",".join(one["name"] for one in [*CROPS[1:], *more]) + "\nlua,Lúa,1" + "," * 9
    files = {"data/2022/datapackage.yaml": text, "data/2022/cay-trong.csv": f"{rows}\n"}
    made = downloads(office(tmp_path, files), YEAR)
    (resource,) = json.loads(made["datapackage.json"])["resources"]
    assert resource["previousKeys"] == {"lua": "lua-nuoc"}
    assert resource["differsFromPrevious"] == "Cách khác."
    told = [{**field} for field in resource["schema"]["fields"][-3:]]
    assert [one.get("previousOf") for one in told] == ["so_ho", None, None]
    assert [one.get("changeOf") for one in told] == [None, "so_ho", None]
    assert [one.get("differsFromPrevious") for one in told] == [None, None, "Đếm lại."]


# Workbook


def test_the_workbook_has_the_values_of_the_tables(
    edition: Edition, files: dict[str, bytes]
) -> None:
    sheets = book(files[BOOK]).worksheets[1:]
    for sheet, table in zip(sheets, tables(edition), strict=True):
        found = [
            [as_written(value) for value in row[: len(table.columns)]]
            for row in sheet.iter_rows(min_row=HEADER_ROW + 1, values_only=True)
        ]
        wanted = [[as_written(cell.value) for cell in row] for row in rows(table)]
        assert found == wanted, table.name


def as_written(value: object) -> object:
    """A value of a table or of a sheet as it can be compared with the other."""
    if isinstance(value, datetime.datetime):
        return value.date()
    return Decimal(str(value)) if isinstance(value, int | float | Decimal) else value


def test_numbers_are_numbers_with_the_decimals_they_have(tmp_path: Path) -> None:
    sheet = book(downloads(office(tmp_path), YEAR)[BOOK])["cay-trong"]
    shown = {cell.column_letter: (cell.value, cell.number_format) for cell in sheet[6]}
    assert shown["C"] == (955, "#,##0")
    assert shown["D"] == (27.568, "#,##0.000")
    assert shown["E"] == (-1, "#,##0")
    assert shown["F"] == (datetime.datetime(2022, 2, 24), "dd/mm/yyyy")  # noqa: DTZ001
    assert shown["G"] == (1986, "0")
    assert sheet["C8"].value is None


def test_every_sheet_has_title_source_header_and_units(
    edition: Edition, files: dict[str, bytes]
) -> None:
    for sheet, table in zip(book(files[BOOK]).worksheets[1:], tables(edition), strict=True):
        assert sheet["A1"].value == table.title
        assert sheet["A2"].value == table.description
        for part in (table.section, table.period, table.date, table.office):
            assert part in sheet["A3"].value
        heads = [cell.value for cell in sheet[HEADER_ROW]]
        for head, one in zip(heads, table.columns.values(), strict=False):  # notes come last
            assert head.startswith(one.title)
            assert one.unit is None or f"({one.unit})" in head
            if one.unit_field:
                assert table.columns[one.unit_field].title in head


def test_every_sheet_is_one_marked_table_that_a_screen_reader_finds(
    edition: Edition, files: dict[str, bytes]
) -> None:
    opened = book(files[BOOK])
    names = [name for sheet in opened.worksheets for name in sheet.tables]
    assert len(names) == len(set(names)) == len(opened.worksheets)
    for sheet, table in zip(opened.worksheets[1:], tables(edition), strict=True):
        (marked,) = sheet.tables.values()
        heads = [cell.value for cell in sheet[HEADER_ROW]]
        assert len(heads) - len(table.columns) in (0, 1)
        last = sheet.cell(HEADER_ROW + len(table.rows), len(heads)).coordinate
        assert marked.ref == marked.autoFilter.ref == f"A{HEADER_ROW}:{last}"
        assert marked.column_names == heads
        assert len({head.casefold() for head in heads}) == len(heads)
        assert sheet.defined_names["Title"].attr_text == f"'{sheet.title}'!$B${HEADER_ROW}"
        assert sheet.freeze_panes == f"A{HEADER_ROW + 1}"
        assert not sheet.merged_cells.ranges
        for letter in map(openpyxl.utils.get_column_letter, range(1, len(heads) + 1)):
            assert sheet.column_dimensions[letter].width >= 10


REMARK = """quy_tac: []
luu_y:
  - id: lua
    so_lieu: cay-trong.lua.so_ho
    ghi_chu: Báo cáo cũng nêu số khác.
"""


def test_remarks_and_reasons_of_blank_cells_stand_in_their_rows(tmp_path: Path) -> None:
    edition = office(tmp_path, {"data/2022/doi-chieu.yaml": REMARK})
    table = edition.years[YEAR].tables["cay-trong"]
    sheet = book(downloads(edition, YEAR)[BOOK])["cay-trong"]
    assert sheet[HEADER_ROW][-1].value == "Ghi chú của người biên tập"
    said = {row[0].value: row[-1].value for row in sheet.iter_rows(min_row=HEADER_ROW + 1)}
    column = table.rows["lua"]["so_ho"].column.title
    assert f"{column}: Báo cáo cũng nêu số khác." in said["lua"]
    for key, row in table.rows.items():
        blank = [cell.column.title for cell in row.values() if not cell.text]
        reason = f"Ô trống ({', '.join(blank)}): báo cáo không nêu."
        assert (reason in (said[key] or "")) == bool(blank)


def test_wrapped_texts_have_their_lines_and_every_font_its_name(files: dict[str, bytes]) -> None:
    opened = book(files[BOOK])
    cover = opened.worksheets[0]
    tall = [row for row in cover.iter_rows(min_row=2, max_col=2) if len(str(row[1].value)) > 90]
    assert tall
    assert all(cover.row_dimensions[row[0].row].height > 30 for row in tall)
    cells = [cell for sheet in opened for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.font.name for cell in cells} == {"Times New Roman"}


def test_every_sheet_is_printed_on_wide_pages_under_its_header(files: dict[str, bytes]) -> None:
    for sheet in book(files[BOOK]).worksheets[1:]:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"


def test_the_cover_names_the_office_and_leads_to_every_sheet(
    edition: Edition, files: dict[str, bytes]
) -> None:
    opened = book(files[BOOK])
    cover = opened.worksheets[0]
    assert cover.title == "Giới thiệu"
    said = {row[0]: row[1] for row in cover.iter_rows(min_row=2, values_only=True)}
    assert said["Cơ quan báo cáo"] == edition.office["ten"]
    assert said["Năm"] == str(YEAR)
    assert {"Nguồn", "Thời điểm số liệu", "Ghi chú 1"} <= set(said)
    links = [cell.hyperlink.location for cell in cover["A"] if cell.hyperlink]
    assert links == [f"'{sheet.title}'!A1" for sheet in opened.worksheets[1:]]
    assert all(said[sheet.title] == sheet["A1"].value for sheet in opened.worksheets[1:])
    assert all(s["A4"].hyperlink.location == "'Giới thiệu'!A1" for s in opened.worksheets[1:])


def test_the_properties_of_the_workbook(edition: Edition, files: dict[str, bytes]) -> None:
    about = book(files[BOOK]).properties
    assert about.creator == about.lastModifiedBy == edition.office["ten"]
    assert about.language == "vi"
    assert about.title == f"Số liệu báo cáo năm {YEAR} của {edition.office['ten']}"


def test_no_text_reaches_the_workbook_as_a_formula(nasty: dict[str, bytes]) -> None:
    opened = book(nasty[BOOK])
    cells = [cell for sheet in opened for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    sheet = opened["cay-trong"]
    found = {row[0].value: row[1] for row in sheet.iter_rows(min_row=HEADER_ROW + 1)}
    assert {key: cell.value for key, cell in found.items()} == NASTY
    assert {key for key, cell in found.items() if cell.quotePrefix} == {
        *("bang", "cong", "tru", "tru-a", "toan-khoi")
    }
    assert sheet["C6"].value == -1
    assert sheet["B5"].value == "=Tên"
    assert b"<f>" not in b"".join(archived(nasty[BOOK]).values())


@given(st.lists(st.text(max_size=50), max_size=30))
def test_sheet_names_are_allowed_and_unique(names: list[str]) -> None:
    chosen = sheet_names([f"b{name}" for name in names])
    assert len({name.casefold() for name in chosen}) == len(names)
    assert all(
        len(name) <= NAME_LENGTH and not re.search(r"[\[\]:*?/\\']", name) for name in chosen
    )


def test_names_that_excel_would_confuse(tmp_path: Path) -> None:
    twice = [column("khoa"), column("a", title="Số"), column("b", title="số")]
    long = "a" * 40
    files = {
        "data/2022/datapackage.yaml": package({"cay-trong": CROPS, f"{long}1": twice, long: twice}),
        **{f"data/2022/{name}.csv": "khoa,a,b\n" for name in (long, f"{long}1")},
    }
    opened = book(downloads(office(tmp_path, files), YEAR)[BOOK])
    assert [sheet.title for sheet in opened][2:] == ["a" * 31, f"{'a' * 29}-2"]
    assert [cell.value for cell in opened.worksheets[2][HEADER_ROW]] == ["khoa", "Số", "số [b]"]
    (marked,) = opened.worksheets[2].tables.values()
    assert marked.ref == "A5:C6"


@needs("Calc")
def test_libreoffice_reads_the_workbook(tmp_path: Path, nasty: dict[str, bytes]) -> None:
    (tmp_path / BOOK).write_bytes(nasty[BOOK])
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    convert(tmp_path / BOOK, every_sheet, tmp_path)
    text = (tmp_path / f"so-lieu-{YEAR}-cay-trong.csv").read_text("utf-8")
    lines = list(csv.reader(io.StringIO(text)))[HEADER_ROW:]
    assert {line[0]: line[1] for line in lines} == NASTY


# figures.json


def test_the_list_has_every_figure_of_the_tables(edition: Edition, files: dict[str, bytes]) -> None:
    wanted = {
        cell.address: cell
        for table in tables(edition)
        for row in rows(table)
        for cell in row
        if cell.column.type in ("integer", "number", "date", "year") and cell.text
    }
    figures = listed(files)
    assert [entry["so_lieu"] for entry in figures] == sorted(wanted)
    assert json.loads(files["figures.json"])["so_luong"] == len(wanted)
    for entry in figures:
        cell = wanted[str(entry["so_lieu"])]
        assert str(entry["gia_tri"]) == machine_value(cell.value)
        assert entry["don_vi"] == cell.unit
        assert (entry["bang"], entry["cot"]) == (cell.table.title, cell.column.title)
        assert (entry["nguon"], entry["co_quan"]) == (cell.table.section, cell.table.office)


def test_a_figure_in_words_an_editor_knows(tmp_path: Path) -> None:
    figures = {entry["so_lieu"]: entry for entry in listed(downloads(office(tmp_path), YEAR))}
    assert figures["cay-trong.lua.san_luong"] == {
        "so_lieu": "cay-trong.lua.san_luong",
        "gia_tri": Decimal("27.568"),
        "don_vi": "tấn",
        "hien_thi": "27,568",
        "bang": "Bảng cay-trong",
        "dong": "Lúa",
        "cot": "Sản lượng",
        "nguon": "Mục I",
        "co_quan": "Xã Mẫu",
        "ky": "năm",
        "ngay": "tháng mười hai",
        "trang": ["bao-cao/2022/"],
    }
    assert figures["cay-trong.ngo.so_ho"]["hien_thi"] == "04"
    assert figures["cay-trong.lua.von"]["don_vi"] == "tỷ đồng"
    assert figures["cay-trong.lua.ngay"]["gia_tri"] == "2022-02-24"
    assert "cay-trong.mia.so_ho" not in figures


def test_a_page_is_listed_only_with_the_figures_it_shows(tmp_path: Path) -> None:
    body = '{{ bang("cay-trong", cot=["ten", "so_ho"]) }}\n\n{{ so("cay-trong.ngo.tu_nam") }}\n'
    edition = office(tmp_path, {"docs/bao-cao/2022/trang.md": HEAD + body})
    figures = {entry["so_lieu"]: entry["trang"] for entry in listed(downloads(edition, YEAR))}
    assert figures["cay-trong.lua.so_ho"] == ["bao-cao/2022/", "bao-cao/2022/trang/"]
    assert figures["cay-trong.ngo.tu_nam"] == ["bao-cao/2022/", "bao-cao/2022/trang/"]
    assert figures["cay-trong.lua.san_luong"] == ["bao-cao/2022/"]


def test_the_key_of_a_row_is_no_figure_even_where_it_is_a_number(tmp_path: Path) -> None:
    columns = [column("nam", "year"), column("ten"), column("so", "integer")]
    files = {
        "data/2022/datapackage.yaml": package({"cay-trong": columns}),
        "data/2022/cay-trong.csv": "nam,ten,so\n2020,Hai không,7\n2021,Hai mốt,8\n",
    }
    found = [entry["so_lieu"] for entry in listed(downloads(office(tmp_path, files), YEAR))]
    assert found == ["cay-trong.2020.so", "cay-trong.2021.so"]


# ZIP


def entries(content: bytes) -> list[zipfile.ZipInfo]:
    return zipfile.ZipFile(io.BytesIO(content)).infolist()


def archived(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_zip_holds_everything_and_a_readme(edition: Edition, files: dict[str, bytes]) -> None:
    inside = archived(files[ARCHIVE])
    readme = inside.pop("README.txt").decode()
    assert inside == {name: content for name, content in files.items() if name != ARCHIVE}
    for table in tables(edition):
        assert f"{table.name}.csv: {table.title}" in readme
    for name in ("datapackage.json", "figures.json", BOOK, edition.office["ten"]):
        assert name in readme


def test_no_file_in_the_zip_has_the_time_or_the_system_of_its_making(
    files: dict[str, bytes],
) -> None:
    for name in (ARCHIVE, BOOK):
        assert {entry.date_time for entry in entries(files[name])} == {(YEAR, 12, 31, 0, 0, 0)}
        assert {entry.create_system for entry in entries(files[name])} == {3}


def test_markup_in_a_cell_is_text_everywhere(nasty: dict[str, bytes]) -> None:
    assert NASTY["markup"] in nasty["cay-trong.csv"].decode()
    (first, *_) = [entry for entry in listed(nasty) if entry["so_lieu"] == "cay-trong.markup.so"]
    assert first["dong"] == NASTY["markup"]
    assert "=Xã Mẫu" in archived(nasty[ARCHIVE])["README.txt"].decode()


def test_the_office_of_these_tests_has_no_mistakes(tmp_path: Path) -> None:
    assert office(tmp_path, dict(FILES)).problems == ()
