"""A new year: nothing of the last one is lost or taken for new, and nothing is overwritten."""

import csv
import shutil
from pathlib import Path

import pytest

from report.__main__ import main
from report.drafting.new_year.pages import new_page
from report.drafting.new_year.tables import new_description, new_rules
from report.drafting.new_year.years import Step
from report.edition.checks import check
from report.edition.edition import read_edition
from report.problems.problem import open_places
from report.sources.pages import read_page
from tests.faults import fixed
from tests.office import FILES, HEAD, column, office, package

STEP = Step(2022, 2023)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of an office, by path."""
    paths = (path for part in ("data", "docs", "mkdocs.yml") for path in walk(folder / part))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def walk(path: Path) -> list[Path]:
    """The files at or below a path."""
    return [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())


def rows(path: Path) -> list[list[str]]:
    """The rows of a CSV."""
    return list(csv.reader(path.read_text("utf-8").splitlines()))


def begin(folder: Path, files: dict[str, str | None] | None = None, year: int = 2023) -> int:
    """Run the command in the miniature office."""
    office(folder, {"mkdocs.yml": "site_name: A\n", **(files or {})})
    return main(["new-year", str(year), "--root", str(folder)])


def test_a_filled_year_has_no_open_places_and_can_be_frozen(tmp_path: Path) -> None:
    assert begin(tmp_path) == 0
    path = tmp_path / "data/2023/cay-trong.csv"
    assert open_places(check(read_edition(tmp_path)))
    shutil.copy(tmp_path / "data/2022/cay-trong.csv", path)
    assert check(read_edition(tmp_path)) == []
    assert main(["freeze", "2023", "--root", str(tmp_path)]) == 0
    assert "Năm 2023." in read_edition(tmp_path).pages["index.md"].plain


@pytest.mark.parametrize(
    "line",
    ["    khac_nam_truoc: >\n      Năm 2022 đếm\n      khác.\n", "    khac_nam_truoc: đếm khác\n"],
)
def test_why_last_year_was_another_is_not_said_of_the_new_one(line: str) -> None:
    text = f"resources:\n  - name: a\n{line}    ky: năm 2022\n"
    assert new_description(text, Step(2022, 2023)) == (
        "resources:\n  - name: a\n    ky: năm 2023\n"
    )
    described = "{name: b, khac_nam_truoc: 'đếm khác, năm 2022', type: string}\n"
    assert new_description(described, Step(2022, 2023)) == "{name: b, type: string}\n"


def test_the_value_of_the_year_before_is_taken_where_a_column_holds_it(tmp_path: Path) -> None:
    columns = [
        column("khoa"),
        column("ten"),
        column("so_ho", "integer"),
        column("nam_truoc", "integer", "Năm 2021", nam_truoc_cua="so_ho"),
        column("thay_doi", "integer", "So với năm 2021"),
        column("don_vi"),
        column("von", "number", cot_don_vi="don_vi"),
    ]
    files: dict[str, str | None] = {
        "data/2022/datapackage.yaml": package({"cay-trong": columns}),
        "data/2022/cay-trong.csv": (
            'khoa,ten,so_ho,nam_truoc,thay_doi,don_vi,von\nlua,Lúa,5,4,1,tỷ đồng,"1,5"\n'
            "ngo-2021,Ngô năm 2021,7,,,tỷ đồng,\n"
        ),
    }
    assert begin(tmp_path, files) == 0
    assert rows(tmp_path / "data/2023/cay-trong.csv")[1:] == [
        ["lua", "Lúa", "cần điền", "5", "cần điền", "tỷ đồng", "cần điền"],
        ["ngo-2022", "Ngô năm 2022", "cần điền", "7", "", "tỷ đồng", ""],
    ]
    assert "Năm 2022" in (tmp_path / "data/2023/datapackage.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("way", "row"), [("chep", "lua,Lúa,955,"), ("viet_lai", "lua,cần điền,cần")]
)
def test_the_description_says_what_a_year_begins_with(tmp_path: Path, way: str, row: str) -> None:
    text = FILES["data/2022/datapackage.yaml"].replace(
        '"name": "cay', f'"nam_sau": "{way}", "name": "cay'
    )
    assert begin(tmp_path, {"data/2022/datapackage.yaml": text}) == 0
    assert (tmp_path / "data/2023/cay-trong.csv").read_text("utf-8").splitlines()[1].startswith(row)


def test_a_word_for_the_next_year_that_means_nothing_is_a_problem(tmp_path: Path) -> None:
    text = FILES["data/2022/datapackage.yaml"].replace(
        '"name": "cay', '"nam_sau": "x", "name": "cay'
    )
    (problem,) = check(office(tmp_path, {"data/2022/datapackage.yaml": text}))
    assert problem.code == "nam-sau-khong-dung-duoc"
    assert "chep, dien, viet_lai" in problem.mend


def test_a_new_year_has_the_names_of_now_for_keys(tmp_path: Path) -> None:
    described = FILES["data/2022/datapackage.yaml"]
    page = FILES["docs/bao-cao/2022/index.md"]
    files: dict[str, str | None] = {
        "data/2022/datapackage.yaml": described.replace('"co_quan":', '"office":'),
        "docs/bao-cao/2022/index.md": page.replace("title:", "script: reward.js\ntitle:", 1),
    }
    assert begin(tmp_path, files) == 0
    assert (tmp_path / "data/2023/datapackage.yaml").read_text("utf-8") == described
    new = (tmp_path / "docs/bao-cao/2023/index.md").read_text("utf-8")
    assert new.startswith("---\ncong_cu: tien-thuong\ntitle: ")


@pytest.mark.parametrize("text", ["[" * 100_000, "a: &a [1]\nluu_y: [*a, *a]\n", "luu_y: ["])
def test_rules_that_cannot_be_read_within_the_bounds_are_not_looked_through(text: str) -> None:
    """The file may have changed since it was examined; libyaml dies of a hundred thousand lists."""
    assert new_rules(text, STEP) == f"{text.rstrip()}\n"


def test_a_column_of_a_year_before_names_a_column(tmp_path: Path) -> None:
    columns = [column("khoa"), column("ten"), column("truoc", nam_truoc_cua="tenn")]
    files: dict[str, str | None] = {
        "data/2022/datapackage.yaml": package({"cay-trong": columns}),
        "data/2022/cay-trong.csv": "khoa,ten,truoc\na,A,\n",
    }
    (problem,) = check(office(tmp_path, files))
    assert problem.code == "nam-truoc-cua-cot-khong-co"
    assert problem.mend == "Có phải là “ten”?"


@pytest.mark.parametrize(
    ("files", "year", "message"),
    [
        ({"data/2022/cay-trong.csv": "khoa,ten\n"}, 2023, "data/2022/cay-trong.csv:1"),
        ({"docs/bao-cao/2023/Thumbs.db": "của máy"}, 2023, "docs/bao-cao/2023 đã có"),
        ({"mkdocs.yml": "nav: [\n"}, 2023, "mkdocs.yml viết sai"),
        ({"mkdocs.yml": "nav: \ufffd\n"}, 2023, "mkdocs.yml:1: chữ"),
        ({}, 2022, "data/2022 đã có"),
        ({}, 2020, "Chưa có năm nào trước năm 2020"),
    ],
)
def test_where_a_year_cannot_be_made_nothing_is_written(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    files: dict[str, str | None],
    year: int,
    message: str,
) -> None:
    office(tmp_path, {"mkdocs.yml": "site_name: A\n", **files})
    before = contents(tmp_path)
    assert main(["new-year", str(year), "--root", str(tmp_path)]) == 1
    assert message in capsys.readouterr().out
    assert contents(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "docs", "mkdocs.yml"]


def test_what_cannot_be_written_to_the_end_is_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    before = contents(tmp_path)
    with fixed(tmp_path / "docs/bao-cao"):
        assert main(["new-year", "2023", "--root", str(tmp_path)]) == 1
    assert "Không có quyền đọc hoặc ghi tệp: " in capsys.readouterr().out
    assert contents(tmp_path) == before
    assert not (tmp_path / "data/2023").exists()


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("năm 2022", "năm 2023"),
        ("cùng kỳ năm 2021", "cùng kỳ năm 2022"),
        ("giai đoạn 2021–2025", "giai đoạn 2021–2025"),
        ("giai-doan-2021-2025", "giai-doan-2021-2025"),
        ("năm học 2021–2022", "năm học 2022–2023"),
        ("Quý IV/2021", "Quý IV/2022"),
        ("quy-1-3-2022", "quy-1-3-2023"),
        ("đến năm 2025, 2020", "đến năm 2025, 2020"),
        ("12022, 20221", "12022, 20221"),
        ("ngày 07/12/2022", "ngày cần điền"),
        ("ngày 07 tháng 12 năm 2022", "cần điền"),
        ("ngày 03/02/1930", "ngày 03/02/1930"),
    ],
)
def test_the_years_of_a_text_move_on(text: str, moved: str) -> None:
    assert STEP.text(text) == moved


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Phương hướng, nhiệm vụ năm 2023", "Phương hướng, nhiệm vụ năm 2024"),
        ("kết quả năm 2022 và nhiệm vụ năm 2023", "kết quả năm 2023 và nhiệm vụ năm 2024"),
        ("mục tiêu đến năm 2023, đến hết năm 2023", "mục tiêu đến năm 2023, đến hết năm 2023"),
        ("giai đoạn 2021–2023, 2023–2025", "giai đoạn 2021–2023, 2023–2025"),
        ("năm học 2022–2023", "năm học 2023–2024"),
        ("số 01/2023/QĐ, 20231", "số 01/2023/QĐ, 20231"),
    ],
)
def test_the_plans_of_an_outline_are_those_of_the_year_behind(text: str, moved: str) -> None:
    assert STEP.with_plans(text) == moved


def test_a_page_keeps_its_structure_and_loses_its_words(tmp_path: Path) -> None:
    body = """\
# Trồng trọt năm {{ nam }}

Năm {{ nam }} có {{ so("cay-trong.lua.so_ho") }} hộ,
xem [trang khác](index.md).[^1]

- một việc
- theo {{ van_ban("qd-1") }}

<div class="a">

{{ bang("cay-trong") }}

</div>

- [Trang một](index.md)
- [Trang hai](index.md).

[^1]: Chú thích.
"""
    assert begin(tmp_path, {"docs/bao-cao/2022/trang.md": HEAD + body}) == 0
    text = (tmp_path / "docs/bao-cao/2023/trang.md").read_text("utf-8")
    assert (
        text
        == f"""{HEAD}# Trồng trọt năm {{{{ nam }}}}

{{{{ can_viet("một đoạn (năm trước: docs/bao-cao/2022/trang.md:8)") }}}}

- {{{{ so("cay-trong.lua.so_ho") }}}}
- [trang khác](index.md)
- {{{{ van_ban("qd-1") }}}}

<div class="a">

{{{{ bang("cay-trong") }}}}

</div>

- [Trang một](index.md)
- [Trang hai](index.md).

{{{{ can_viet("một đoạn (năm trước: docs/bao-cao/2022/trang.md:23)") }}}}
"""
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Kết quả 2022\n============", ["Kết quả 2023\n============"]),
        ("#Kết quả\nCâu.", ["#Kết quả", 1]),
        ("~~~\n# không là đề mục\n\n{{ nam }}\n~~~\n\nCâu.", [0]),
        ("    {{ so('cay-trong.lua.so_ho') }}", [0, "- {{ so('cay-trong.lua.so_ho') }}"]),
        ("Xem `[mã](a.md)` và [nối](b_(c).md){ .nut }.", [0, "- [nối](b_(c).md){ .nut }"]),
        ("Xem [một\nhai](a.md).", [0, "- [một hai](a.md)"]),
        ("Xem [![ảnh](a.png)](b.md).", [0, "- [![ảnh](a.png)](b.md)"]),
        ("Xem [nối][b].\n\n[b]: c.md\n*[AB]: Chữ", [0, "- [nối][b]", "[b]: c.md\n*[AB]: Chữ"]),
        ("1. [một](a.md);\n2. [hai](b.md){ .nut }.", ["1. [một](a.md);\n2. [hai](b.md){ .nut }."]),
        ("* * *", ["* * *"]),
        ("Theo {{ van_ban('qd-2022)') }}.", [0, "- {{ van_ban('qd-2022)') }}"]),
        ("<!-- Ghi chú. -->", [0]),
    ],
)
def test_what_stays_of_a_page_is_what_markdown_takes_it_for(
    body: str, expected: list[str | int]
) -> None:
    text = new_page(read_page("bao-cao/2022/trang.md", f"{HEAD}{body}\n"), STEP)
    place = '{{{{ can_viet("một đoạn (năm trước: docs/bao-cao/2022/trang.md:{})") }}}}'
    blocks = [place.format(6 + one) if isinstance(one, int) else one for one in expected]
    assert text == HEAD + "\n\n".join(blocks) + "\n"


def test_freezing_names_the_links_of_the_front_page_to_the_year_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = '{{ so("cay-trong.lua.so_ho") }} {{ van_ban("qd-1") }}'
    links = "[nay](bao-cao/2022/index.md), [trước](bao-cao/2021/index.md)"
    files: dict[str, str | None] = {
        "docs/index.md": f"{HEAD}# A\n\n{calls} {links}\n",
        "docs/khac.md": f"{HEAD}# B\n\n{links}\n",
    }
    office(tmp_path, files)
    assert main(["freeze", "2022", "--root", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "docs/index.md:8: bao-cao/2021/index.md" in out
    assert "bao-cao/2022" not in out
    assert "docs/khac.md" not in out
