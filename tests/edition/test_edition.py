"""Reading an office as it stands: nothing is skipped in silence, nothing stops the reading."""

from pathlib import Path

import pytest

from report.edition.edition import Edition, read_edition
from tests.office import FILES, HEAD, PAGE, office, show


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return office(tmp_path_factory.mktemp("office"))


def found(edition: Edition) -> list[tuple[str, int, str]]:
    return [(one.path, one.line, one.message) for one in edition.problems]


def test_an_office_without_mistakes_is_read_whole(edition: Edition) -> None:
    assert edition.problems == ()
    assert edition.office["ten"] == "Ủy ban nhân dân xã Mẫu"
    assert set(edition.years) == {2021, 2022}
    docs = [path.removeprefix("docs/") for path in FILES if path.startswith("docs/")]
    assert list(edition.pages) == sorted(docs)


@pytest.mark.parametrize(
    ("path", "text", "line", "message"),
    [
        ("data/don-vi.yaml", None, 1, "thiếu tệp thông tin cơ quan"),
        ("data/don-vi.yaml", "ten: a\ntrang: a: b\n", 2, "tệp YAML viết sai"),
        ("data/don-vi.yaml", "", 1, "tệp trống hoặc không có mục nào"),
        ("data/2021/datapackage.yaml", None, 1, "thiếu tệp mô tả số liệu"),
        ("data/2021/datapackage.yaml", "name: a\n", 1, "thiếu mục “resources”"),
        ("docs/hong.md", "---\ntitle: a: b\n---\n", 2, "phần đầu trang"),
        ("docs/hong.md", "# A\n\n{{ soo() }}\n", 3, "không có macro “soo”"),
        ("docs/bao-cao/2020/a.md", f"{HEAD}# A\n", 1, "trang thuộc năm 2020 nhưng không có"),
        ("docs/a/2019/a.md", f"{HEAD}# A\n", 1, "trang thuộc năm 2019 nhưng không có"),
    ],
)
def test_a_mistake_in_one_file_is_reported_and_the_rest_still_read(
    tmp_path: Path, path: str, text: str | None, line: int, message: str
) -> None:
    edition = office(tmp_path, {path: text})
    assert [(where, row) for where, row, what in found(edition) if what.startswith(message)] == [
        (path, line)
    ]
    assert ">955</data>" in show(edition, 'so("cay-trong.lua.so_ho")')
    assert "bao-cao/2022/index.md" in edition.pages


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("# A\n\nVi\u1ec7t\n".encode("utf-16"), 1, "tệp không phải là UTF-8"),
        ("# A\n\nVie\u0323\u0302t\n".encode(), 3, "chữ có dấu viết bằng mã tổ hợp"),
    ],
)
def test_a_page_in_a_foreign_code_is_reported_and_not_published(
    tmp_path: Path, content: bytes, line: int, message: str
) -> None:
    office(tmp_path)
    (tmp_path / "docs" / "hong.md").write_bytes(content)
    edition = read_edition(tmp_path)
    ((path, row, what),) = found(edition)
    assert (path, row) == ("docs/hong.md", line)
    assert what.startswith(message)
    assert "hong.md" not in edition.pages


def test_only_folders_named_by_a_year_are_years(tmp_path: Path) -> None:
    files = {"data/2023": "không phải thư mục", "data/nhap/a.csv": "", "data/20231/a.csv": ""}
    edition = office(tmp_path, files)
    assert set(edition.years) == {2021, 2022}
    assert {one.code for one in edition.problems} == {"tep-la-trong-data"}


def test_an_office_without_common_tables_needs_no_folder_for_them(tmp_path: Path) -> None:
    common = {path: None for path in FILES if path.startswith("data/chung/")}
    pages = {"docs/index.md": f"{HEAD}# Xã Mẫu\n", "docs/van-ban/index.md": None}
    edition = office(tmp_path, {**common, **pages})
    assert edition.problems == ()
    assert ">955</data>" in show(edition, 'so("cay-trong.lua.so_ho")')


def test_an_office_before_its_first_year_is_read_without_a_traceback(tmp_path: Path) -> None:
    files = {path: None for path in FILES if "/202" in path}
    edition = office(tmp_path, {**files, "docs/index.md": f'{HEAD}{{{{ van_ban("qd-1") }}}}\n'})
    assert edition.problems == ()
    assert "Quyết định số 01/QĐ-UBND" in edition.pages["index.md"].plain


@pytest.mark.parametrize(
    ("uri", "page"), [(PAGE, "bao-cao/2021/trang.md"), ("bao-cao/2021/trang.md", PAGE)]
)
def test_a_page_shows_no_cell_of_a_year_it_does_not_stand_in(
    tmp_path: Path, uri: str, page: str
) -> None:
    files = {f"docs/{uri}": f'{HEAD}# A\n\n{{{{ bang("cay-trong") }}}}\n', f"docs/{page}": HEAD}
    edition = office(tmp_path, files)
    paths = {cell.table.path for cell in edition.pages[uri].used}
    assert paths == {f"data/{uri.split('/')[1]}/cay-trong.csv"}
    assert edition.pages[page].used == ()


def test_front_matter_is_not_published_and_the_text_is(tmp_path: Path) -> None:
    edition = office(tmp_path, {"docs/a.md": f"{HEAD}# Đầu\n\nMột câu.\n"})
    assert edition.pages["a.md"].markdown == "\n# Đầu\n\nMột câu.\n"
    assert edition.pages["a.md"].page.meta == {"title": "Trang", "description": "Trang mẫu."}


@pytest.mark.parametrize(
    ("uri", "told"), [(PAGE, True), ("bao-cao/2021/trang.md", False), ("trang.md", False)]
)
def test_a_report_page_tells_of_sources_and_of_the_corrections_of_its_figures(
    tmp_path: Path, uri: str, told: bool
) -> None:
    corrections = (
        "ngay,so_lieu,cu,moi,ly_do,nguoi_quyet_dinh\n"
        "24/02/2023,cay-trong.lua.so_ho,954,955,Đếm sót một hộ,Chủ tịch\n"
        "25/02/2023,cay-trong.ngo.so_ho,3,4,Lý do khác,Chủ tịch\n"
    )
    body = '# Đầu\n\nCó {{ so("cay-trong.lua.so_ho") }} hộ.\n'
    edition = office(
        tmp_path, {"data/2022/dinh-chinh.csv": corrections, f"docs/{uri}": HEAD + body}
    )
    assert edition.problems == ()
    heading, _, rest = edition.pages[uri].markdown.strip().partition("\n")
    assert heading == "# Đầu"
    before, sentence, after = rest.partition("\nCó \ue0000\ue001")
    assert sentence
    assert ("Đếm sót một hộ" in before) is told
    assert "Lý do khác" not in rest
    assert after.endswith("hộ.")
    shown = [cell.address for cell in edition.pages[uri].figures]
    assert shown == ["cay-trong.lua.so_ho"]
