"""What datapackage.yaml says: only tables that can be named, found and typed are read."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from report.edition.checks import check
from report.edition.edition import Edition
from tests.office import CROPS, CROPS_CSV, HEAD, REGISTER, column, office, package

PACKAGE = "data/2022/datapackage.yaml"
COMMON = "data/chung/datapackage.yaml"
CSV = "data/2022/cay-trong.csv"


def places(edition: Edition) -> list[tuple[str, int]]:
    """Where something is wrong."""
    return [(one.path, one.line) for one in check(edition)]


@pytest.mark.parametrize(
    "name", ["../ngoai", "lua/../ngoai", "lua/a", "lúa", "lua ngo", "lua\n", ""]
)
def test_a_table_is_named_in_plain_letters_and_reads_no_file_elsewhere(
    tmp_path: Path, name: str
) -> None:
    file = f"data/2022/{name}.csv"
    (tmp_path / "data/2022/lua").mkdir(parents=True)
    files = {
        PACKAGE: package({"cay-trong": CROPS, name: [column("khoa"), column("ten")]}),
        file: "khoa,ten\na,A\n",
        "docs/bao-cao/2022/trang.md": f'{HEAD}# Trang\n\n{{{{ bang("cay-trong") }}}}\n',
    }
    edition = office(tmp_path, files)
    assert set(edition.years[2022].tables) == {"cay-trong"}
    assert [path for path, _ in places(edition) if not path.endswith(".csv")] == [PACKAGE]


def test_a_mistake_in_the_description_names_the_line_of_its_table(tmp_path: Path) -> None:
    described = "resources:\n  - title: Không tên\n" + "  - 5\n" + "  - {name: a, schema: 7}\n"
    edition = office(tmp_path, {PACKAGE: described, CSV: None})
    found = [place for place in places(edition) if place[0] == PACKAGE]
    assert found == [(PACKAGE, 1), (PACKAGE, 2), (PACKAGE, 4)]
    assert edition.years[2022].unreadable == {"a"}


@pytest.mark.parametrize("described", ["a: 1\n", "resources:\n", "resources: {a: 1}\n", "[:\n"])
def test_where_the_whole_description_cannot_be_read_that_is_the_one_thing_to_mend(
    tmp_path: Path, described: str
) -> None:
    edition = office(tmp_path, {PACKAGE: described})
    assert [path for path, _ in places(edition)] == [PACKAGE]
    assert edition.years[2022].unreadable == {"cay-trong"}


def test_a_year_without_a_description_says_so_once(tmp_path: Path) -> None:
    assert places(office(tmp_path, {PACKAGE: None})) == [(PACKAGE, 1)]


def test_a_table_described_twice_keeps_the_first(tmp_path: Path) -> None:
    both = package({"cay-trong": CROPS}).replace('"resources": [', '"resources": [\n', 1)
    again = package({"cay-trong": CROPS[:2]}).partition("[")[2].rpartition("]")[0]
    edition = office(tmp_path, {PACKAGE: both.rpartition("]")[0] + "," + again + "]}"})
    assert list(edition.years[2022].table("cay-trong").columns) == [one["name"] for one in CROPS]
    assert [path for path, _ in places(edition)] == [PACKAGE]


def test_a_csv_that_nobody_described_and_a_description_without_a_csv_are_told(
    tmp_path: Path,
) -> None:
    files = {
        PACKAGE: package({"cay-trong": CROPS, "thu": [column("khoa"), column("ten")]}),
        "data/2022/thuu.csv": "khoa,ten\na,A\n",
    }
    edition = office(tmp_path, files)
    assert {path for path, _ in places(edition)} == {PACKAGE, "data/2022/thuu.csv"}
    assert edition.years[2022].unreadable == {"thu", "thuu"}


@pytest.mark.parametrize("folder", ["2022", "chung"])
def test_a_figure_of_a_table_that_cannot_be_read_is_not_a_second_mistake(
    tmp_path: Path, folder: str
) -> None:
    """Also where the table is common to all years: the CSV is the one thing to mend."""
    columns = [column("khoa"), column("ten"), column("so", "integer")]
    own = {"cay-trong": CROPS} | ({"thu": columns} if folder == "2022" else {})
    common = {"van-ban": REGISTER} | ({"thu": columns} if folder == "chung" else {})
    files = {
        PACKAGE: package(own),
        COMMON: package(common),
        f"data/{folder}/thu.csv": "khoa,tenn,so\na,A,1\n",
        "docs/bao-cao/2022/trang.md": f'{HEAD}# Trang\n\nCó {{{{ so("thu.a.so") }}}}.\n',
    }
    assert places(office(tmp_path, files)) == [(f"data/{folder}/thu.csv", 1)]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("lua,Lúa,1,2\n", [2]),
        ("lua,Lúa\nngo,Ngô,1\n", [2]),
        (",Lúa,1\nngo,Ngô,1\n", [2]),
        ("lua,Lúa,1\nngo,Ngô,2\nlua,Lúa,3\n", [4]),
    ],
)
def test_a_row_of_another_width_or_without_a_key_of_its_own_is_told_at_its_line(
    tmp_path: Path, rows: str, lines: list[int]
) -> None:
    columns = [column("khoa"), column("ten"), column("so", "integer")]
    edition = office(
        tmp_path, {PACKAGE: package({"cay-trong": columns}), CSV: f"khoa,ten,so\n{rows}"}
    )
    assert places(edition) == [(CSV, line) for line in lines]


@pytest.mark.parametrize(
    "header", ["khoa,so,ten", "khoa,ten", "khoa,ten,so,them", "khoa,,so", "khoa,ten,soo", ""]
)
def test_the_first_row_names_the_columns_in_their_order(tmp_path: Path, header: str) -> None:
    columns = [column("khoa"), column("ten"), column("so", "integer")]
    edition = office(
        tmp_path, {PACKAGE: package({"cay-trong": columns}), CSV: f"{header}\nlua,Lúa,1\n"}
    )
    assert {path for path, _ in places(edition)} == {CSV}
    assert edition.years[2022].unreadable == {"cay-trong"}


def test_a_column_says_its_limits(tmp_path: Path) -> None:
    limits = {"minimum": -0.5, "maximum": 2, "enum": [1, "x"], "required": True, "unique": True}
    columns = [column("khoa"), column("ten"), column("so", "number", constraints=limits)]
    csv = "khoa,ten,so\na,A,1\n"
    table = office(tmp_path, {PACKAGE: package({"cay-trong": columns}), CSV: csv}).years[2022]
    found = table.table("cay-trong").columns["so"]
    assert (found.minimum, found.maximum) == (Decimal("-0.5"), Decimal(2))
    assert (found.enum, found.required, found.unique) == (("1", "x"), True, True)


@pytest.mark.parametrize("value", [True, "2", ".inf", ".nan", [1], None])
def test_only_a_finite_number_bounds_numbers(tmp_path: Path, value: object) -> None:
    columns = [column("khoa"), column("ten"), column("so", "number", constraints={"maximum": "M"})]
    written = str(value) if isinstance(value, str) and value[0] == "." else repr(value)
    bound = {"True": "true", "None": "null"}.get(written, written)
    described = package({"cay-trong": columns}).replace('"M"', bound)
    edition = office(tmp_path, {PACKAGE: described, CSV: "khoa,ten,so\na,A,9\n"})
    assert edition.years[2022].table("cay-trong").columns["so"].maximum is None


@pytest.mark.parametrize("key", ["nam_truoc_cua", "thay_doi_cua", "cot_don_vi"])
def test_a_column_that_leans_on_another_must_find_it(tmp_path: Path, key: str) -> None:
    columns = [column("khoa"), column("ten"), column("so", "integer", **{key: "khong-co"})]
    edition = office(
        tmp_path, {PACKAGE: package({"cay-trong": columns}), CSV: "khoa,ten,so\na,A,9\n"}
    )
    assert [path for path, _ in places(edition)] == [PACKAGE]
    assert edition.years[2022].cell("cay-trong.a.so").value == 9


def test_a_kind_of_column_that_does_not_exist_is_told_and_its_cells_are_words(
    tmp_path: Path,
) -> None:
    columns = [column("khoa"), column("ten"), column("so", "intege")]
    edition = office(
        tmp_path, {PACKAGE: package({"cay-trong": columns}), CSV: "khoa,ten,so\na,A,9\n"}
    )
    assert PACKAGE in {path for path, _ in places(edition)}
    assert edition.years[2022].cell("cay-trong.a.so").value == "9"


def test_what_a_description_leaves_out_is_empty_and_what_it_says_is_kept(tmp_path: Path) -> None:
    bare = package({"cay-trong": CROPS}, nam_sau="chep", o_trong="chưa có")
    table = office(tmp_path, {PACKAGE: bare}).years[2022].table("cay-trong")
    assert (table.next_year, table.empty) == ("chep", "chưa có")
    other = office(tmp_path / "b", {CSV: CROPS_CSV}).years[2022].table("cay-trong")
    assert (other.next_year, other.empty) == ("dien", "")
    assert (table.office, table.period, table.section) == ("Xã Mẫu", "năm", "Mục I")


def test_a_column_that_leans_on_one_nearly_so_named_is_told_which(tmp_path: Path) -> None:
    for key, meant in (("nam_truoc_cua", "so"), ("cot_don_vi", "don_vi")):
        leaning = column("truoc", "integer", **{key: f"{meant}_"})
        columns = [column("khoa"), column("so", "integer"), column("don_vi"), leaning]
        described = package({"cay-trong": columns})
        files = {PACKAGE: described, CSV: "khoa,so,don_vi,truoc\na,9,vụ,8\n"}
        found = [one for one in office(tmp_path / key, files).problems if one.path == PACKAGE]
        assert [(one.guess, "“truoc”" in one.message) for one in found] == [(meant, True)]


@pytest.mark.parametrize("wrong", ["khoa", {"title": "Tên", "type": "string"}])
def test_a_column_without_a_name_is_told_at_the_line_of_its_table(
    tmp_path: Path, wrong: object
) -> None:
    described = json.loads(package({"cay-trong": [column("khoa"), column("ten")]}))
    described["resources"][0]["schema"]["fields"].append(wrong)
    edition = office(tmp_path, {PACKAGE: json.dumps(described, indent=1)})
    (found,) = [one for one in edition.problems if one.code == "cot-khong-ten"]
    assert (found.path, found.line) == (PACKAGE, 3)
    assert "cay-trong" in found.message
