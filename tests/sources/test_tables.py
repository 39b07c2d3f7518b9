"""Tables: every cell typed, with file and line; every mistake told at its place."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.problems.catalogue import Severity
from report.problems.problem import Mistake, errors
from report.sources.descriptions import read_dataset
from tests.office import CROPS, CROPS_CSV, cell, column, dataset, office, package, read_table


def test_a_cell_knows_its_value_its_unit_and_its_place(tmp_path: Path) -> None:
    data = dataset(tmp_path, CROPS_CSV, CROPS)
    harvest = data.cell("bang.lua.san_luong")
    assert (harvest.value, harvest.unit) == (Decimal("27.568"), "tấn")
    assert (harvest.table.path, harvest.line) == ("data/2022/bang.csv", 2)
    assert data.cell("bang.lua.ngay").value == date(2022, 2, 24)
    assert data.cell("bang.ngo.von").unit == "triệu đồng"
    assert data.cell("bang.mia.so_ho").value is None


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("bang.lua", "bảng.dòng.cột"),
        ("bangg.lua.so_ho", "Có phải là “bang”?"),
        ("bang.luaa.so_ho", "Có phải là “lua”?"),
        ("bang.lua.so_hoo", "Có phải là “so_ho”?"),
    ],
)
def test_an_unknown_address_names_the_part_that_is_wrong(
    tmp_path: Path, address: str, said: str
) -> None:
    with pytest.raises(Mistake) as found:
        dataset(tmp_path, CROPS_CSV, CROPS).cell(address)
    assert said in str(found.value)


@pytest.mark.parametrize(
    ("kind", "text", "value", "normal"),
    [
        ("integer", "1.234.567", 1234567, "1234567"),
        ("integer", "1,234,567", 1234567, "1234567"),
        ("integer", "(5)", -5, "-5"),
        ("integer", "−5", -5, "-5"),
        ("integer", "5 vụ", 5, "5"),
        ("integer", "04", 4, "4"),
        ("number", "1.234,5", Decimal("1234.5"), '"1234,5"'),
        ("number", "1,234.5", Decimal("1234.5"), '"1234,5"'),
        ("date", "24/2/2022", date(2022, 2, 24), "24/02/2022"),
        ("date", "2022-02-24", date(2022, 2, 24), "24/02/2022"),
    ],
)
def test_a_form_that_is_certain_is_read_with_a_warning_that_shows_the_normal_form(
    tmp_path: Path, kind: str, text: str, value: object, normal: str
) -> None:
    more = {} if kind == "date" else {"don_vi": "vụ"}
    quoted = text.replace('"', '""')
    columns = [column("khoa"), column("ten"), column("so", kind, **more)]
    data = read_table(tmp_path, f'khoa,ten,so\na,A,"{quoted}"\n', columns)
    assert data.cell("bang.a.so").value == value
    (warning,) = data.problems
    assert (warning.code, warning.severity) == ("doc-la", Severity.WARNING)
    assert warning.mend == f"Ghi {normal}."


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("integer", "1.234", "so-nguyen-hai-nghia"),
        ("number", "1.234", "so-hai-nghia"),
        ("integer", "955 nghìn", "so-co-chu"),
        ("number", "1,23E+09", "excel-rut-gon"),
        ("number", "#REF!", "loi-excel"),
        ("date", "31/02/2022", "khong-phai-ngay"),
        ("date", "2/4/2022", "ngay-hai-nghia"),
    ],
)
def test_an_ambiguous_or_damaged_cell_is_an_error_that_says_what_was_read(
    tmp_path: Path, kind: str, text: str, code: str
) -> None:
    columns = [column("khoa"), column("ten"), column("so", kind)]
    data = read_table(tmp_path, f'khoa,ten,so\na,A,"{text}"\n', columns)
    (problem,) = errors(data.problems)
    assert (problem.path, problem.line, problem.code) == ("data/2022/bang.csv", 2, code)
    assert problem.message.startswith(f"cột “so”: “{text}” ")


def test_an_unreadable_cell_is_reported_once_and_keeps_its_text(tmp_path: Path) -> None:
    assert cell(tmp_path, "nhiều").value == "nhiều"


@pytest.mark.parametrize(
    "more", [{"don_vi": 5}, {"constraints": {"minimum": True}}, {"constraints": {"enum": 5}}]
)
def test_a_description_of_the_wrong_kind_is_not_a_traceback(
    tmp_path: Path, more: dict[str, object]
) -> None:
    columns = [{**one, **more} if one["name"] == "so_ho" else one for one in CROPS]
    office(tmp_path, {"data/2022/datapackage.yaml": package({"cay-trong": columns})})


@settings(max_examples=100)
@given(st.text(max_size=120))
def test_no_text_in_a_table_or_its_description_gives_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    root = tmp_path_factory.getbasetemp() / "any-text"
    folder = root / "data" / "2022"
    folder.mkdir(parents=True, exist_ok=True)
    raw = text.encode("utf-8", "surrogatepass")
    (folder / "datapackage.yaml").write_text(package({"bang": CROPS}), "utf-8")
    for name in ("bang.csv", "datapackage.yaml"):
        (folder / name).write_bytes(raw)
        assert all(problem.line >= 1 for problem in read_dataset(root, "2022").problems)


@given(st.text(max_size=30))
def test_no_text_in_a_cell_gives_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    for kind in ("integer", "number", "date", "year"):
        safe = text.encode("utf-8", "replace").decode()
        cell(tmp_path_factory.getbasetemp() / "any-cell", safe.replace("\x00", ""), kind)


def test_a_table_writes_its_rows_in_the_normal_form(tmp_path: Path) -> None:
    csv = 'khoa,ten,so\na,"A, b","1.000,5"\nb,B,thừa,x\nc,C,\n'
    columns = [column("khoa"), column("ten"), column("so", "number")]
    table = read_table(tmp_path, csv, columns).tables["bang"]
    assert table.normal == 'khoa,ten,so\na,"A, b","1000,5"\nc,C,\n'
