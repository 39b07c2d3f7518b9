"""Keys are read under the names of now and of before; `tidy` writes those of now."""

from pathlib import Path

import pytest

from report.edition.checks import check
from report.edition.tools import TOOLS, script_of
from report.problems.catalogue import Severity
from report.sources.keys import (
    COLUMN_KEYS,
    PAGE_KEYS,
    TABLE_KEYS,
    description_names,
    page_names,
    present,
    renamed,
)
from report.sources.pages import read_page
from tests.office import CROPS, FILES, office, package

PACKAGE = "data/2022/datapackage.yaml"
NOW = """\
name: mau # office: period
resources:
- name: cay-trong
  title: "Bảng: office"
  description: "section: a"
  muc:   Mục I # section
  "ky": năm
  'thoi_diem' : tháng mười hai
  co_quan: >
    Xã
    office: Mẫu
  o_trong: date
  nam_sau: 'viet_lai' # rewrite
  schema:
    fields:
    - {name: khoa, title: unit}
    - {name: ten, title: Cây trồng}
    - {name: so_ho, title: Số hộ, type: integer, "don_vi": hộ, nam_truoc_cua: von}
    - {name: san_luong, title: unitField, type: number, don_vi: "tấn", thap_phan: 3}
    - {name: tang_giam, title: Thay đổi, type: integer, don_vi: hộ}
    - {name: ngay, title: Ngày, type: date}
    - {name: tu_nam, title: Năm, type: year}
    - {name: von, title: Vốn, type: number, cot_don_vi: don_vi}
    - {name: don_vi, title: Đơn vị}
"""
BEFORE = (
    NOW.replace("muc: ", "section: ")
    .replace('"ky"', '"period"')
    .replace("'thoi_diem'", "'date'")
    .replace("co_quan:", "office:")
    .replace("o_trong:", "empty:")
    .replace("nam_sau: 'viet_lai'", "nextYear: 'rewrite'")
    .replace('"don_vi": hộ', '"unit": hộ')
    .replace("nam_truoc_cua:", "previousOf:")
    .replace('don_vi: "tấn"', 'unit: "tấn"')
    .replace("don_vi: hộ}", "unit: hộ}")
    .replace("cot_don_vi:", "unitField:")
)


def read(folder: Path, description: str) -> tuple[object, ...]:
    """What an office reads of its table, by the description."""
    table = office(folder, {PACKAGE: description}).years[2022].tables["cay-trong"]
    return tuple(table.texts.values()), table.empty, table.next_year, list(table.columns.values())


def found(folder: Path, description: str) -> list[tuple[int, str]]:
    """Line and code of each problem of the description."""
    edition = office(folder, {PACKAGE: description})
    return [(one.line, one.code) for one in check(edition) if one.path == PACKAGE]


def test_names_of_before_mean_what_those_of_now_mean(tmp_path: Path) -> None:
    now = read(tmp_path / "now", NOW)
    assert read(tmp_path / "before", BEFORE) == now
    assert now[1:3] == ("date", "viet_lai")
    assert found(tmp_path / "now", NOW) == []


def test_each_name_of_before_is_told_of_at_its_first_line(tmp_path: Path) -> None:
    lines = [6, 7, 8, 9, 12, 13, 13, 18, 18, 23]
    assert found(tmp_path, BEFORE) == [(line, "ten-muc-cu") for line in lines]
    problems = [str(one) for one in check(office(tmp_path, {PACKAGE: BEFORE}))]
    assert any("“unit” nay viết là “don_vi”, trong tệp có 3 chỗ" in one for one in problems)
    assert all("cảnh báo: " in one and "report tidy" in one for one in problems)


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_nothing_but_the_names_is_rewritten(line_break: str) -> None:
    now, before = (text.replace("\n", line_break) for text in (NOW, BEFORE))
    assert renamed(before, description_names(before)) == now
    assert renamed(now, description_names(now)) == now


def test_names_in_a_description_that_is_json_are_rewritten() -> None:
    before = package({"a": CROPS}).replace('"don_vi":', '"unit":')
    assert renamed(before, description_names(before)) == package({"a": CROPS})


def test_a_name_that_is_not_written_plainly_is_left_to_somebody() -> None:
    text = 'resources:\n- {"off\\x69ce": Xã}\n'
    assert description_names(text)
    assert renamed(text, description_names(text)) == text


@pytest.mark.parametrize(
    "text", ["- {!!str office: Xã}\n", "- &a {office: Xã}\n- *a\n", "- {&x office: Xã}\n"]
)
def test_a_description_beyond_the_bounds_of_yaml_is_left_to_somebody(text: str) -> None:
    assert description_names(f"resources:\n{text}") == set()


@pytest.mark.parametrize("text", ["", "[:", "a: 1", "resources: 5", "resources: [5, {schema: 7}]"])
def test_a_description_without_tables_has_nothing_to_rewrite(text: str) -> None:
    assert description_names(text) == set()


def test_a_key_under_both_its_names_is_an_error(tmp_path: Path) -> None:
    both = NOW.replace("  o_trong:", "  office: Xã khác\n  o_trong:")
    assert found(tmp_path, both) == [(12, "muc-hai-ten")]
    assert renamed(both, description_names(both)) == both
    table = office(tmp_path, {PACKAGE: both}).years[2022].tables["cay-trong"]
    assert table.office.startswith("Xã office")


@pytest.mark.parametrize(
    ("old", "new", "line", "mend"),
    [
        ("o_trong", "o_trog", 12, "“o_trong”?"),
        ("unit}", "unit, don_vị: hộ}", 16, "“don_vi”?"),
        ("unit}", "unit, constrants: {}}", 16, "“constraints”?"),
        ("unit}", "unit, ky: năm}", 16, "don_vi"),
    ],
)
def test_a_key_that_nobody_reads_is_told_of(
    tmp_path: Path, old: str, new: str, line: int, mend: str
) -> None:
    edition = office(tmp_path, {PACKAGE: NOW.replace(old, new, 1)})
    (problem,) = check(edition)
    assert (problem.path, problem.line, problem.code) == (PACKAGE, line, "muc-mo-ta-la")
    assert problem.severity is Severity.WARNING
    assert mend in problem.mend


def test_keys_of_the_standard_are_known(tmp_path: Path) -> None:
    more = NOW.replace("unit}", "unit, format: default, rdfType: a, missingValues: ['']}")
    assert found(tmp_path, more.replace("  muc", "  profile: a\n  hash: b\n  muc")) == []


def test_every_name_of_now_is_ours_and_follows_the_rule() -> None:
    for words in (TABLE_KEYS, COLUMN_KEYS, PAGE_KEYS):
        assert set(words.former.values()) <= words.own
        assert all(key == key.lower() and key.replace("_", "").isalpha() for key in words.own)
        assert not words.own & words.former.keys()


HEAD = "---\ntitle: script\n{}\n---\n\nscript: reward.js\n"


@pytest.mark.parametrize(
    "line", ["script: reward.js", "cong_cu: tien-thuong", "cong_cu: reward.js"]
)
def test_a_page_names_a_tool_and_the_code_its_script(line: str) -> None:
    page = read_page("trang.md", HEAD.format(line))
    assert script_of(page) == TOOLS["tien-thuong"] == "reward.js"
    now = renamed(page.text, page_names(page.text))
    assert now == HEAD.format("cong_cu: tien-thuong")


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("cong_cu: tien-thuong", []),
        ("cong_cu: tien-thuog", ["cong-cu-la"]),
        ("cong_cu: [a]", ["muc-khong-phai-chu"]),
        ("script: [a]", ["muc-khong-phai-chu", "ten-muc-cu"]),
        ("script: keyboard.js", ["cong-cu-la", "ten-muc-cu"]),
        ("script: ../../a.js", ["cong-cu-la", "ten-muc-cu"]),
        ("script: reward.js", ["ten-muc-cu", "ten-muc-cu"]),
        ("script: reward.js\ncong_cu: tien-thuong", ["muc-hai-ten"]),
    ],
)
def test_a_tool_that_there_is_not_is_an_error_at_its_line(
    tmp_path: Path, line: str, codes: list[str]
) -> None:
    text = FILES["docs/index.md"].replace("description", f"{line}\ndescription")
    edition = office(tmp_path, {"docs/index.md": text})
    problems = check(edition)
    assert sorted(one.code for one in problems) == codes
    assert {one.line for one in problems} <= {3}
    if "cong-cu-la" in codes:
        assert script_of(edition.pages["index.md"].page) == ""


def test_an_entry_with_both_names_counts_by_that_of_now() -> None:
    assert present({"office": "a", "co_quan": "b", 5: []}, TABLE_KEYS) == {"co_quan": "b", 5: []}


def test_the_values_of_the_table_are_read_under_either_name(tmp_path: Path) -> None:
    for folder, text in (("now", NOW), ("before", BEFORE)):
        data = office(tmp_path / folder, {PACKAGE: text}).years[2022]
        assert data.cell("cay-trong.lua.so_ho").unit == "hộ"
        assert data.cell("cay-trong.lua.von").unit == "tỷ đồng"


def test_a_file_that_cannot_be_read_has_no_names_of_before() -> None:
    assert description_names("resources: [") == set()
    assert page_names("---\nlast_checked: [\n---\n") == set()
    assert page_names("# A\n") == set()
