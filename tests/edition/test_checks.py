"""The checks: each rule of an editor's files, with the place of what breaks it."""

from pathlib import Path

import pytest

from report.edition.checks import check
from report.edition.edition import OFFICE
from report.edition.office_checks import OFFICE_PROPERTIES
from report.edition.table_checks import TABLE_PROPERTIES
from report.problems.catalogue import Severity
from report.problems.problem import Problem
from report.site.data_pages import data_pages
from tests.office import (
    CROPS,
    CROPS_CSV,
    DESCRIBED,
    FILES,
    HEAD,
    PAGE,
    REGISTER,
    REGISTER_CSV,
    column,
    office,
    package,
)

CSV = "data/2022/cay-trong.csv"
PACKAGE = "data/2022/datapackage.yaml"
RULES = "data/2022/doi-chieu.yaml"


def problems(folder: Path, files: dict[str, str | None]) -> list[Problem]:
    return check(office(folder, files))


def cells(folder: Path, rows: str, **limits: object) -> list[tuple[int, str]]:
    """What is wrong with a column `so`: lines and codes; there are two rows a, b."""
    columns = [column("khoa"), column("ten"), column("so", **limits)]  # type: ignore[arg-type]
    files = {CSV: f"khoa,ten,so\n{rows}", PACKAGE: package({"cay-trong": columns})}
    found = problems(folder, files)
    assert {one.path for one in found} <= {CSV}
    assert {one.place for one in found} <= {"cột “so”"}
    return [(one.line, one.code) for one in found]


def test_an_office_without_mistakes_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, {}) == []


@pytest.mark.parametrize("key", OFFICE_PROPERTIES)
@pytest.mark.parametrize("empty", [True, False])
def test_the_office_must_say_its_names(tmp_path: Path, key: str, empty: bool) -> None:
    lines = FILES["data/don-vi.yaml"].splitlines()
    kept = [line for line in lines if not line.startswith(f"{key}:")]
    (problem,) = problems(
        tmp_path, {"data/don-vi.yaml": "\n".join(kept + ([f"{key}:"] if empty else []))}
    )
    assert problem.path == "data/don-vi.yaml"
    assert problem.code == "co-quan-thieu-muc"
    assert f"“{key}: …”" in problem.mend


@pytest.mark.parametrize(
    ("declared", "missing"),
    [
        ("giay_phep:\n  ma: CC-BY-4.0\n  ten: Ghi công\n  dia_chi: https://a.vn\n", []),
        ("giay_phep:\n  ma: CC-BY-4.0\n  dia_chi: https://a.vn\n", ["tên"]),
    ],
)
def test_a_licence_is_told_whole(tmp_path: Path, declared: str, missing: list[str]) -> None:
    found = problems(tmp_path, {"data/don-vi.yaml": FILES["data/don-vi.yaml"] + declared})
    assert {one.message for one in found} == {f"giấy phép thiếu {name}" for name in missing}


def test_the_address_of_a_licence_is_one_of_the_web(tmp_path: Path) -> None:
    declared = "giay_phep:\n  ma: X\n  ten: X\n  dia_chi: 'javascript:alert(1)'\n"
    (found,) = problems(tmp_path, {"data/don-vi.yaml": FILES["data/don-vi.yaml"] + declared})
    assert found.code == "lien-he-viet-sai"
    assert "giay_phep.dia_chi" in found.message


@pytest.mark.parametrize("key", TABLE_PROPERTIES)
def test_a_table_of_a_year_must_say_what_it_is_and_where_it_is_from(
    tmp_path: Path, key: str
) -> None:
    (problem,) = problems(tmp_path, {PACKAGE: package({"cay-trong": CROPS}, **{key: ""})})
    assert problem.path == PACKAGE
    assert problem.code == "bang-thieu-muc"
    assert f"“{key}: …”" in problem.mend


@pytest.mark.parametrize("name", ["index", "doi-chieu", "dinh-chinh"])
def test_no_table_takes_the_page_that_the_site_makes(tmp_path: Path, name: str) -> None:
    tables = package({"cay-trong": CROPS, name: CROPS})
    files = {PACKAGE: tables, f"data/2022/{name}.csv": CROPS_CSV}
    edition = office(tmp_path, files)
    assert (PACKAGE, "ten-cua-trang-web") in {(one.path, one.code) for one in check(edition)}
    with pytest.raises(ValueError, match=name):
        data_pages(edition)


def test_no_place_takes_the_page_that_lists_them(tmp_path: Path) -> None:
    places = package({"noi": [column("khoa", dia_ban="noi"), column("ten")]})
    files = {PACKAGE: places, "data/2022/noi.csv": "khoa,ten\nmot,Một\nindex,Hai\n"}
    found = {(one.path, one.line, one.code) for one in check(office(tmp_path, files))}
    assert ("data/2022/noi.csv", 3, "ten-cua-trang-web") in found


def test_two_places_of_two_tables_have_not_one_page(tmp_path: Path) -> None:
    tables = {name: [column("khoa", dia_ban=name), column("ten")] for name in ("xa", "xom")}
    files = {
        PACKAGE: package(tables),
        "data/2022/xa.csv": "khoa,ten\nmot,Một\n",
        "data/2022/xom.csv": "khoa,ten\nhai,Hai\nmot,Mốt\n",
    }
    found = {(one.path, one.line, one.code) for one in check(office(tmp_path, files))}
    assert ("data/2022/xom.csv", 3, "noi-trung-khoa") in found


@pytest.mark.parametrize(
    ("line", "code", "mend", "severity"),
    [
        ("dien_thoai: 0206370000", "muc-khong-phai-chu", "nháy kép", Severity.ERROR),
        ("dien_thoaii: '0206'", "muc-co-quan-la", "“dien_thoai”", Severity.WARNING),
        ("thu_dien_tu: van phong", "lien-he-viet-sai", "@", Severity.ERROR),
        ("cong_thong_tin: co-quan.vn", "lien-he-viet-sai", "https", Severity.ERROR),
    ],
)
def test_the_contacts_of_the_office_can_be_used(
    tmp_path: Path, line: str, code: str, mend: str, severity: Severity
) -> None:
    (problem,) = problems(tmp_path, {OFFICE: f"{FILES[OFFICE]}{line}\n"})
    assert (problem.path, problem.line, problem.code) == (OFFICE, 4, code)
    assert mend in problem.mend
    assert problem.severity is severity


def test_an_office_may_give_its_contacts(tmp_path: Path) -> None:
    contacts = (
        "ten_ngan: UBND xã Mẫu\ndia_danh: Mẫu\nma_dia_ban: '052'\ntinh: Mẫu\ndia_chi: Xóm Mẫu\n"
        'dien_thoai: "0206 000 0000"\nthu_dien_tu: vp@mau.example\n'
        "cong_thong_tin: https://mau.example/vi?a=1\n"
    )
    assert problems(tmp_path, {OFFICE: FILES[OFFICE] + contacts}) == []


@pytest.mark.parametrize("key", DESCRIBED)
def test_a_table_of_all_years_needs_no_date_of_its_own(tmp_path: Path, key: str) -> None:
    files = {"data/chung/datapackage.yaml": FILES["data/chung/datapackage.yaml"]}
    without = files["data/chung/datapackage.yaml"].replace(f'"{key}": ', '"format": ', 1)
    found = problems(tmp_path, {"data/chung/datapackage.yaml": without})
    assert [one.code for one in found] == (["bang-thieu-muc"] if key == "description" else [])


def test_a_column_must_have_a_title_for_readers(tmp_path: Path) -> None:
    columns = [{**one, "title": ""} if one["name"] == "so_ho" else one for one in CROPS]
    text = package({"cay-trong": columns})
    (problem,) = problems(tmp_path, {PACKAGE: text})
    line = text[: text.index('"so_ho"')].count("\n")
    assert (problem.line, problem.code) == (line, "cot-thieu-tieu-de")
    assert "“so_ho”" in problem.message


@pytest.mark.parametrize(
    ("kind", "limits", "values", "found"),
    [
        ("string", {"required": True}, ("x", ""), [(3, "o-bat-buoc")]),
        ("string", {"required": False}, ("x", ""), []),
        ("integer", {"minimum": 0}, ("0", "-1"), [(3, "nho-hon-muc")]),
        ("number", {"maximum": 100}, ("100", '"100,01"'), [(3, "lon-hon-muc")]),
        ("number", {"minimum": 0.5, "maximum": 1.5}, ('"0,5"', '"1,5"'), []),
        ("integer", {"minimum": 1, "maximum": 9}, ("5", ""), []),
        ("string", {"enum": ["mới", "cũ"]}, ("mới", "cũ"), []),
        ("string", {"enum": ["mới", "cũ"]}, ("mới", "mơi"), [(3, "gia-tri-ngoai-danh-sach")]),
        ("string", {"enum": ["mới"]}, ("mới", ""), []),
        ("string", {"unique": True}, ("x", "y"), []),
        ("string", {"unique": True}, ("x", "x"), [(3, "gia-tri-trung")]),
        ("string", {"unique": True}, ("", ""), []),
        ("string", {}, ("x", "x"), []),
    ],
)
def test_a_cell_keeps_the_limits_that_its_column_declares(
    tmp_path: Path,
    kind: str,
    limits: dict[str, object],
    values: tuple[str, str],
    found: list[tuple[int, str]],
) -> None:
    rows = f"a,A,{values[0]}\nb,B,{values[1]}\n"
    assert cells(tmp_path, rows, kind=kind, constraints=limits) == found


def test_a_cell_that_could_not_be_read_is_reported_once(tmp_path: Path) -> None:
    limits = {"minimum": 1000, "unique": True, "required": True}
    found = cells(tmp_path, "a,A,955 người\n", kind="integer", constraints=limits)
    assert found == [(2, "so-co-chu")]


@pytest.mark.parametrize(
    "call",
    [
        'bang("cay-trong")',
        'bieu_do("cay-trong", "so_ho")',
        'so("cay-trong.lua.so_ho")',
        'thay_doi("cay-trong.lua.tang_giam")',
        'ty_le("cay-trong.lua.so_ho", "cay-trong.lua.so_ho")',
    ],
)
def test_a_table_that_no_page_shows_is_reported_until_a_page_shows_it(
    tmp_path: Path, call: str
) -> None:
    page = "docs/bao-cao/2022/index.md"
    (problem,) = problems(tmp_path, {page: HEAD})
    assert (problem.path, problem.line) == (CSV, 1)
    assert problem.code == "bang-khong-duoc-dung"
    assert '{{ bang("cay-trong") }}' in problem.mend
    assert problems(tmp_path, {page: f"{HEAD}{{{{ {call} }}}}\n"}) == []


def test_a_year_s_table_is_not_used_by_the_page_of_another_year(tmp_path: Path) -> None:
    other = f'{HEAD}{{{{ bang("cay-trong", nam=2022) }}}}\n'
    found = problems(tmp_path, {"docs/bao-cao/2021/index.md": other})
    assert [one.path for one in found] == ["data/2021/cay-trong.csv"]


@pytest.mark.parametrize(
    ("path", "lines"),
    [("docs/bao-cao/2022/a.md", [6, 8]), ("docs/van-ban/a.md", []), ("docs/a.md", [])],
)
def test_only_pages_of_the_report_may_not_type_digits(
    tmp_path: Path, path: str, lines: list[int]
) -> None:
    found = problems(tmp_path, {path: f"{HEAD}Có 5.\n\n955 người, 24/02/2022\n"})
    assert [one.line for one in found] == lines
    assert all(one.code == "so-go-tay" for one in found)


@pytest.mark.parametrize("key", ["title", "description"])
@pytest.mark.parametrize("path", ["docs/a.md", "docs/bao-cao/2022/a.md"])
def test_a_page_has_a_title_and_a_description_for_search(
    tmp_path: Path, path: str, key: str
) -> None:
    (problem,) = problems(tmp_path, {path: HEAD.replace(f"{key}:", "#")})
    assert (problem.path, problem.line, problem.code) == (path, 1, "trang-thieu-muc")
    assert f"“{key}: …”" in problem.mend


RULE = (
    "quy_tac:\n  - {id: gop, loai: bang_nhau, cau: Hai số bằng nhau., bang: cay-trong.lua.so_ho, "
)
EQUAL, UNEQUAL = "voi: cay-trong.lua.so_ho", "voi: cay-trong.ngo.so_ho"


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (EQUAL, []),
        (UNEQUAL, [(CSV, 2, "quy-tac-khong-dung")]),
        (f"{UNEQUAL}, ghi_chu: Vì, neu: 955, tinh_ra: 4", []),
        (f"{UNEQUAL}, ghi_chu: Vì, neu: 955, tinh_ra: 5", [(CSV, 2, "ghi-chu-cu")]),
        (f"{UNEQUAL}, ghi_chu: Vì", [(CSV, 2, "ghi-chu-cu")]),
        (f"{EQUAL}, ghi_chu: Vì", [(RULES, 2, "ghi-chu-thua")]),
    ],
)
def test_numbers_that_disagree_are_reported_unless_a_note_names_just_these(
    tmp_path: Path, rule: str, found: list[tuple[str, int, str]]
) -> None:
    reported = problems(tmp_path, {RULES: f"{RULE}{rule}}}\n"})
    assert [(one.path, one.line, one.code) for one in reported] == found


def test_a_rule_that_fails_tells_the_numbers_and_where_they_are_from(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, {RULES: f"{RULE}{UNEQUAL}}}\n"})
    said = "ô “cay-trong.lua.so_ho” là 955, tính ra 4 từ data/2022/cay-trong.csv:3"
    assert said in problem.message


def test_problems_come_sorted_by_place_and_each_once(tmp_path: Path) -> None:
    files = {
        CSV: FILES[CSV].replace("955", "x").replace(",4,", ",y,"),
        "docs/b.md": "{{ soo() }} {{ soo() }}\n{{ hai() }}\n",
        "docs/a.md": "",
        "data/don-vi.yaml": "ten: a\n",
    }
    found = problems(tmp_path, files)
    assert found == sorted(set(found))
    assert len({one.path for one in found}) == len(files)


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [("955", "955 con", "so_ho"), ('"27,568"', "27.5 t", "san_luong")],
)
def test_a_chart_with_an_unreadable_cell_reports_that_cell_alone(
    tmp_path: Path, old: str, new: str, name: str
) -> None:
    path = "data/2022/cay-trong.csv"
    page = f'{HEAD}# Trang\n\n{{{{ bieu_do("cay-trong", "{name}") }}}}\n'
    files = {path: CROPS_CSV.replace(old, new), f"docs/{PAGE}": page}
    assert [(one.path, one.line) for one in check(office(tmp_path, files))] == [(path, 2)]


def test_a_register_without_the_columns_of_a_citation_is_a_mistake(tmp_path: Path) -> None:
    described = package({"van-ban": [column("khoa"), column("ten")]})
    files = {"data/chung/van-ban.csv": "khoa,ten\nqd-1,A\n"}
    found = check(office(tmp_path, {**files, "data/chung/datapackage.yaml": described}))
    assert "danh-muc-thieu-cot" in {one.code for one in found}


@pytest.mark.parametrize("key", ['a"b<i>', "{% raw %}x", "a b", "a.b", "Lúa"])
def test_a_row_key_that_is_no_plain_word_is_a_problem(tmp_path: Path, key: str) -> None:
    quoted = key.replace('"', '""')
    path = "data/2022/cay-trong.csv"
    found = check(office(tmp_path, {path: CROPS_CSV.replace("lua,", f'"{quoted}",')}))
    assert [(one.path, one.line) for one in found] == [(path, 2)]


def test_a_link_to_a_page_that_is_not_there_is_a_problem_with_the_way_to_mend_it(
    tmp_path: Path,
) -> None:
    text = (
        "Xem [trang](trangg.md), [số liệu](../../so-lieu/2022/index.md), [ngoài](https://a.vn/b.md)"
    )
    files = {f"docs/{PAGE}": f"{HEAD}# Trang\n\n{text}, `[mã](ma.md)` và [mục](#muc).\n"}
    found = [one for one in check(office(tmp_path, files)) if one.code.startswith("lien-ket")]
    assert [(one.path, one.line) for one in found] == [(f"docs/{PAGE}", 8)]
    assert "“trangg.md”" in found[0].message
    assert "“trang.md”" in found[0].mend


def test_a_citation_of_an_unreadable_row_is_not_reported_again(tmp_path: Path) -> None:
    path = "data/chung/van-ban.csv"
    damaged = REGISTER_CSV.replace("01/QĐ-UBND,", "01/QĐ-UBND,thừa,")
    assert [one.path for one in check(office(tmp_path, {path: damaged}))] == [path]


def test_an_office_without_any_year_is_told_so(tmp_path: Path) -> None:
    gone = dict.fromkeys(path for path in FILES if "/2021/" in path or "/2022/" in path)
    found = check(office(tmp_path, {**gone, "docs/index.md": f"{HEAD}# A\n"}))
    assert "chua-co-nam-nao" in {one.code for one in found}


def test_a_table_whose_rows_cannot_be_read_is_not_called_unused_as_well(tmp_path: Path) -> None:
    columns = [column("khoa"), column("ten")]
    files = {PACKAGE: package({"cay-trong": CROPS, "hong": columns})}
    hong = "data/2022/hong.csv"
    broken = problems(tmp_path, {**files, hong: "khoa,ten\na,A,thừa\n"})
    assert [(one.path, one.line) for one in broken] == [(hong, 2)]
    unused = problems(tmp_path, {**files, hong: "khoa,ten\na,A\n"})
    assert [(one.path, one.line) for one in unused] == [(hong, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "Chữ\n\n```\n[mã](ma.md)\n```",
        "- mục\n\n    ```\n    [mã](ma.md)\n    ```",
        "{% raw %}`[mã](ma.md)`{% endraw %}",
        "<!-- [lời ghi](ma.md) -->",
        "[có dấu cách](Vi%E1%BB%87c%20l%C3%A0m.md)",
        "[có dấu cách](<Việc làm.md>)",
        "[hỏi](trang.md?a=1)",
    ],
)
def test_what_mkdocs_takes_for_no_link_or_finds_is_not_reported(tmp_path: Path, text: str) -> None:
    files = {f"docs/{PAGE}": f"{HEAD}# Trang\n\n{text}\n"}
    there = {"docs/bao-cao/2022/Việc làm.md": f"{HEAD}# Việc làm\n"}
    assert problems(tmp_path, {**files, **there}) == []


@pytest.mark.parametrize(
    ("link", "missing"),
    [
        ("#muc-hai", None),
        ("#muc-hai_1", None),
        ("#nam-2022", None),
        ("#ten-rieng", None),
        ("#cho", None),
        ("#fn:1", None),
        ("#fnref:1", None),
        ("#fn:2", "fn:2"),
        ("#trong-ma", "trong-ma"),
        ("../2022/index.md#bao-cao", None),
        ("../2022/index.md#khong-co", "khong-co"),
        ("../../van-ban/index.md#kh-2", None),
        ("../../van-ban/index.md#kh-3", "kh-3"),
        ("../../so-lieu/2022/cay-trong.md#lua", None),
    ],
)
def test_a_link_leads_to_a_heading_or_a_row_that_is_there(
    tmp_path: Path, link: str, missing: str | None
) -> None:
    text = (
        "# Trang\n\n## Mục hai\n\n## Mục hai\n\n## Năm {{ nam }}\n\n## Khác {: #ten-rieng }\n\n"
        f'<a id="cho"></a>Chữ.[^1]\n\n```\n## Trong mã\n```\n\nXem [mục]({link}).\n\n[^1]: Lời.\n'
    )
    files = {f"docs/{PAGE}": HEAD + text}
    register = f'{HEAD}# Văn bản\n\n{{{{ bang("van-ban", neo=True) }}}}\n'
    cited = f'{HEAD}# Mẫu\n\n{{{{ van_ban("qd-1") }}}} {{{{ van_ban("kh-2") }}}}\n'
    found = problems(tmp_path, {**files, "docs/van-ban/index.md": register, "docs/index.md": cited})
    anchors = [(one.code, one.line, dict(one.fields)["anchor"]) for one in found]
    assert anchors == ([("khong-co-de-muc", 22, missing)] if missing else [])


@pytest.mark.parametrize(
    ("text", "line", "code", "label"),
    [
        ("Một.[^a] Hai.[^b]\n\n[^a]: Lời.", 8, "chu-thich-khong-loi", "b"),
        ("Một.[^a]\n\n[^a]: Lời.\n[^a]: Lời khác.", 11, "chu-thich-hai-loi", "a"),
        ("Một.[^a]\n\n```\n[^a]: Trong mã.\n```", 8, "chu-thich-khong-loi", "a"),
        ("Một.\n\n[^a]: Lời.", 10, "chu-thich-khong-dau", "a"),
        ("`[^a]` <!-- [^a] -->\n\n> [^a]: Lời.", 10, "chu-thich-khong-dau", "a"),
        ("Một.[^a]\n\n[^a]: Hai.[^b]\n\n    [^b]: Lời.", 12, "chu-thich-trong-chu-thich", "b"),
    ],
)
def test_each_footnote_has_one_text_and_a_sign(
    tmp_path: Path, text: str, line: int, code: str, label: str
) -> None:
    (problem,) = problems(tmp_path, {f"docs/{PAGE}": f"{HEAD}# Trang\n\n{text}\n"})
    assert (problem.line, problem.code) == (line, code)
    assert f"“[^{label}]”" in problem.message


def test_a_second_title_of_a_page_is_told_at_its_line(tmp_path: Path) -> None:
    page = f"{HEAD}# Một\n\n## Hai\n\n```\n# mã\n```\n\n#Ba\n"
    problems = check(office(tmp_path, {"docs/bao-cao/2022/trang.md": page}))
    assert [(one.line, one.code) for one in problems] == [(14, "trang-hai-ten")]


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("thuat-ngu", ["khoa", "day_du", "giai_thich"]),
        ("thuat-ngu", ["khoa", "ten", "day_du"]),
        ("phieu-gioi-thieu", ["khoa", "ten", "so_dong"]),
    ],
)
def test_a_common_table_has_the_columns_that_the_site_reads(
    tmp_path: Path, name: str, columns: list[str]
) -> None:
    tables = {"van-ban": REGISTER, name: [column(one) for one in columns]}
    described = package(tables)
    files = {
        "data/chung/datapackage.yaml": described,
        f"data/chung/{name}.csv": f"{','.join(columns)}\n{','.join('a' * len(columns))}\n",
        "docs/chung.md": f'{HEAD}# Bảng\n\n{{{{ bang("{name}") }}}}\n',
    }
    (problem,) = problems(tmp_path, files)
    assert (problem.path, problem.code) == ("data/chung/datapackage.yaml", "danh-muc-thieu-cot")
    assert f'"name": "{name}"' in "\n".join(described.splitlines()[problem.line - 2 :][:3])


@pytest.mark.parametrize("name", ["Lua-nuoc", "cay_trong", "cay--trong", "-cay"])
def test_the_name_of_a_table_is_one_of_an_address(tmp_path: Path, name: str) -> None:
    described = package({"cay-trong": CROPS, name: [column("khoa"), column("ten")]})
    files = {
        PACKAGE: described,
        f"data/2022/{name}.csv": "khoa,ten\na,A\n",
        f"docs/{PAGE}": f'{HEAD}# Trang\n\n{{{{ bang("{name}") }}}}\n',
    }
    (found,) = problems(tmp_path, files)
    assert (found.path, found.code) == (PACKAGE, "ten-bang-viet-sai")
    assert f"“{name}”" in found.message
    assert f'"name": "{name}"' in described.splitlines()[found.line]


@pytest.mark.parametrize("name", ["So_ho", "so-ho", "so__ho", "9ho", "_ho"])
def test_the_name_of_a_column_is_one_that_can_be_typed(tmp_path: Path, name: str) -> None:
    columns = [{**one, "name": name} if one["name"] == "so_ho" else one for one in CROPS]
    csv = FILES[CSV].replace("so_ho", name)
    described = package({"cay-trong": columns})
    (found,) = problems(tmp_path, {PACKAGE: described, CSV: csv})
    assert (found.path, found.code) == (PACKAGE, "ten-cot-viet-sai")
    assert f"“{name}”" in found.message
    assert f'"name": "{name}"' in described.splitlines()[found.line]


def test_titles_still_to_be_written_are_listed_and_no_mistakes(tmp_path: Path) -> None:
    columns = [{**one, "title": "cần điền"} if one["name"] == "so_ho" else one for one in CROPS]
    described = package({"cay-trong": columns}, ky="cần điền: kỳ nào")
    found = problems(tmp_path, {PACKAGE: described})
    assert {one.severity for one in found} == {Severity.OPEN}
    lines = described.splitlines()
    assert [(one.code, one.path) for one in found] == [
        ("bang-cho-dien", PACKAGE),
        ("tieu-de-cot-cho-dien", PACKAGE),
    ]
    assert '"name": "cay-trong"' in lines[found[0].line]
    assert '"name": "so_ho"' in lines[found[1].line]
    assert "“cay-trong”" in found[0].message
    assert "“so_ho”" in found[1].message


def test_a_cell_past_its_limit_is_told_with_the_limit_and_the_first_of_two(tmp_path: Path) -> None:
    limits = {"so_ho": {"minimum": 5, "maximum": 900}, "ten": {"unique": True}}
    columns = [{**one, "constraints": limits.get(one["name"], {})} for one in CROPS]
    csv = FILES[CSV].replace("mia,Mía,,", "mia,Lúa,900,")
    found = problems(tmp_path, {PACKAGE: package({"cay-trong": columns}), CSV: csv})
    assert [(one.line, one.code) for one in found] == [
        (2, "lon-hon-muc"),
        (3, "nho-hon-muc"),
        (4, "gia-tri-trung"),
    ]
    fields = [dict(one.fields) for one in found]
    assert fields[0] == {"text": "955", "maximum": "900"}
    assert fields[1] == {"text": "4", "minimum": "5"}
    assert fields[2] == {"text": "Lúa", "first": "2"}
    assert [one.place for one in found] == ["cột “so_ho”", "cột “so_ho”", "cột “ten”"]


def test_what_was_probably_meant_is_asked(tmp_path: Path) -> None:
    text = "Một.[^luaa] [Lúa](../2022/indexx.md)\n\n[^lua]: Lời.\n\nHai.[^lua]"
    files = {f"docs/{PAGE}": f"{HEAD}# Trang\n\n{text}\n"}
    found = {one.code: one.guess for one in problems(tmp_path, files)}
    assert found["chu-thich-khong-loi"] == "lua"
    assert found["lien-ket-khong-den-trang"] == "index.md"


def test_a_rule_over_several_tables_tells_where_each_of_them_has_its_numbers(
    tmp_path: Path,
) -> None:
    names = ("cay-trong", "b", "c", "d")
    terms = ["b.ngo.so_ho", "c.lua.so_ho", "b.lua.so_ho", "d.ngo.so_ho"]
    files = {
        PACKAGE: package(dict.fromkeys(names, CROPS)),
        **{f"data/2022/{name}.csv": FILES[CSV] for name in names},
        f"docs/{PAGE}": f"{HEAD}# Trang\n\n"
        + "\n\n".join(f'{{{{ bang("{name}") }}}}' for name in names)
        + "\n",
        RULES: "quy_tac:\n  - {id: du, cau: Câu., loai: tong, bang: cay-trong.lua.so_ho, "
        f"so_hang: [{', '.join(terms)}]}}\n",
    }
    (found,) = problems(tmp_path, files)
    assert (found.path, found.line, found.code) == (CSV, 2, "quy-tac-khong-dung")
    assert dict(found.fields) == {
        "address": "cay-trong.lua.so_ho",
        "computed": "1918",
        "places": "data/2022/b.csv:3, data/2022/c.csv:2, data/2022/d.csv:3",
        "rule": f"{RULES}:2",
        "sentence": "Câu.",
        "stated": "955",
    }


def test_a_table_of_a_header_alone_is_used_by_the_page_that_shows_it(tmp_path: Path) -> None:
    """There are no data yet, but a place for them."""
    columns = [column("khoa"), column("ten"), column("so_vu", "integer", don_vi="vụ")]
    edition = office(
        tmp_path,
        {
            "data/2022/datapackage.yaml": package({"cay-trong": CROPS, "moi": columns}),
            "data/2022/moi.csv": "khoa,ten,so_vu\n",
            f"docs/{PAGE}": f'{HEAD}# Trang\n\n{{{{ bang("moi") }}}}\n',
        },
    )
    assert [one for one in check(edition) if one.path == "data/2022/moi.csv"] == []
