"""Files as people really bring them: read where it is certain, refused with advice otherwise."""

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.problems.problem import Mistake, Problem, errors
from report.sources.csv_rows import find_delimiter, read_csv, write_csv
from report.sources.files import MAX_BYTES, MAX_LINE, composed, read_text, read_yaml

COLUMNS = ["khoa", "ten", "so"]
ROWS = [
    COLUMNS,
    ["giai-quyet", "Giải quyết việc làm ở xã Thanh Tâm", "955"],
    ["b", "Nguyễn Bình", ""],
]
NORMAL = "khoa,ten,so\ngiai-quyet,Giải quyết việc làm ở xã Thanh Tâm,955\nb,Nguyễn Bình,\n"


def read(folder: Path, content: bytes) -> tuple[list[list[str]], tuple[Problem, ...]]:
    path = folder / "a.csv"
    path.write_bytes(content)
    found = read_csv(path, "a.csv", COLUMNS)
    return [cells for _, cells in found.rows or []], found.problems


def test_a_file_in_the_normal_form_is_read_without_a_word(tmp_path: Path) -> None:
    assert read(tmp_path, NORMAL.encode()) == (ROWS, ())


@pytest.mark.parametrize(
    ("content", "places"),
    [
        (b"\xef\xbb\xbf" + NORMAL.encode(), {("tep-co-bom", 1)}),
        (NORMAL.encode("utf-16"), {("tep-co-bom", 1)}),
        (NORMAL.encode("utf-16-be"), {("tep-co-bom", 1)}),
        (NORMAL.replace(",", ";").encode(), {("dau-phan-cach", 1)}),
        (NORMAL.replace(",", "\t").encode(), {("dau-phan-cach", 1)}),
        (NORMAL.replace("\n", "\r\n").encode(), {("xuong-dong-windows", 1)}),
        (NORMAL.replace("\n", ",,\n").encode(), {("cot-trong", 1)}),
        ((NORMAL + ",,\n,,\n").encode(), {("dong-trong", 4)}),
        (NORMAL.replace("955", " 955").encode(), {("dau-cach-thua", 2)}),
        (NORMAL.replace("955", " 955\u00a0").encode(), {("dau-cach-thua", 2)}),
        (unicodedata.normalize("NFD", NORMAL).encode(), {("chu-to-hop", 2)}),
        (
            b"sep=;\r\n" + NORMAL.replace(",", ";").encode(),
            {("dong-sep", 1), ("dau-phan-cach", 1), ("xuong-dong-windows", 1)},
        ),
    ],
)
def test_what_is_certain_is_read_with_a_warning(
    tmp_path: Path, content: bytes, places: set[tuple[str, int]]
) -> None:
    rows, problems = read(tmp_path, content)
    assert rows == ROWS
    assert errors(problems) == []
    assert {(problem.code, problem.line) for problem in problems} == places


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ('khoa,ten,so\na,"Gọi là "Hội",1\n'.encode(), [(2, "nhay-kep-sai-cho")]),
        (
            'khoa,ten,so\r\na,"Gọi là "Hội",1\r\n'.encode(),
            [(1, "xuong-dong-windows"), (2, "nhay-kep-sai-cho")],
        ),
        (b"khoa,ten,so\na,caf\xe9,1\n", [(2, "khong-phai-utf-8")]),
        (
            "khoa;ten;so\na;Giết người;1\nb;Dâm ô với người;2\n".encode("cp1252", "replace"),
            [(2, "chu-mat-dau")],
        ),
        (b"PK\x03\x04\x14\x00\x06\x00", [(1, "tep-la-loai-khac")]),
    ],
)
def test_what_is_not_certain_is_refused_at_its_line_and_all_of_it_told(
    tmp_path: Path, content: bytes, found: list[tuple[int, str]]
) -> None:
    rows, problems = read(tmp_path, content)
    assert rows == []
    assert [(problem.line, problem.code) for problem in problems] == found


def test_a_quotation_over_lines_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "Câu «Gió đưa cành trúc\n> la đà, gió và lá» ấy, cả nhà «thơm\nmùi lá».\n", "utf-8"
    )
    assert read_text(path, "a.md").problems == ()
    path.write_text("Câu «Gió\nvà lá» ấy.\n\nNhà lá» ấy\n", "utf-8")
    with pytest.raises(Mistake) as raised:
        read_text(path, "a.md")
    assert raised.value.line == 4


def test_the_line_of_a_row_is_that_of_the_editor_s_program(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'khoa,ten,so\r\na,"hai\r\ndong",1\r\n\r\nb,B,2\r\n')
    lines = [line for line, _ in read_csv(path, "a.csv", COLUMNS).rows or []]
    assert lines == [1, 2, 5]


def test_a_text_keeps_its_line_ends_and_loses_bom_and_nfd(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf" + unicodedata.normalize("NFD", "Nguyễn\r\n").encode())
    read = read_text(path, "a.md")
    assert read.text == "Nguyễn\r\n"
    assert [problem.code for problem in read.problems] == ["tep-co-bom", "chu-to-hop"]
    assert errors(read.problems) == []


def test_letters_in_nfd_are_a_mistake_where_others_read_the_file_too(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf# A\n" + unicodedata.normalize("NFD", "Nguyễn\n").encode())
    with pytest.raises(Mistake) as found:
        composed(path.read_bytes(), ".md")
    assert (found.value.code, found.value.line) == ("chu-to-hop-trong-bai", 2)
    path.write_bytes(b"\xef\xbb\xbf# A\n")
    assert composed(path.read_bytes(), ".md") == "# A\n"


@settings(max_examples=150)
@given(st.binary(max_size=200))
def test_no_bytes_give_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes"
    path.write_bytes(content)
    assert all(problem.line >= 1 for problem in read_csv(path, "a", COLUMNS).problems)
    for reader in (read_text, read_yaml):
        try:
            reader(path, "a")
        except Mistake as found:
            assert found.at("a").line >= 1


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1))
        .filter(lambda row: len(row) == 3)
        .map(lambda row: [unicodedata.normalize("NFC", cell) for cell in row]),
        max_size=5,
    )
)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "written.csv"
    path.write_text(write_csv([COLUMNS, *rows]), "utf-8", newline="")
    found = read_csv(path, "a", COLUMNS)
    if not found.problems:
        assert [cells for _, cells in found.rows or []] == [COLUMNS, *rows]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("khoa;ten;so\n", ";"),
        ("khoa,ten;so\n", ","),  # as many names by either: the comma is the normal form
        ("la;cot\n", ","),  # no name that is known
        ("", ","),
        ("khoa\tten\tx;so\n", "\t"),
    ],
)
def test_the_delimiter_is_the_one_that_finds_most_columns(text: str, delimiter: str) -> None:
    assert find_delimiter(text, COLUMNS) == delimiter


def test_a_file_that_is_not_there_is_a_mistake_and_no_traceback(tmp_path: Path) -> None:
    for read_one in (read_text, read_yaml):
        with pytest.raises(Mistake) as found:
            read_one(tmp_path / "a.yaml", "data/a.yaml")
        assert found.value.code == "khong-mo-duoc"
    assert [one.code for one in read_csv(tmp_path / "a.csv", "data/a.csv", []).problems] == [
        "khong-mo-duoc"
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize(
    ("link", "where"),
    [("data/2022/a.md", "data/2022/a.md"), ("data/2022", "data/2022"), ("data", "data")],
)
def test_a_link_is_not_followed_and_told_by_its_place(
    tmp_path: Path, link: str, where: str
) -> None:
    name = "data/2022/a.md"
    elsewhere, project = tmp_path / "elsewhere" / name, tmp_path / "project"
    elsewhere.parent.mkdir(parents=True)
    elsewhere.write_text("chữ", "utf-8")
    (project / link).parent.mkdir(parents=True, exist_ok=True)
    (project / link).symlink_to(tmp_path / "elsewhere" / link)
    with pytest.raises(Mistake) as found:
        read_text(project / name, name)
    assert (found.value.code, found.value.where) == ("chi-la-lien-ket", where)


def test_a_project_may_lie_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.md").write_text("chữ", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert read_text(tmp_path / "link/a.md", "a.md").text == "chữ"


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_a_file_may_be_as_large_as_the_bound(tmp_path: Path, more: int, refused: bool) -> None:
    lines = ("a" * 999 + "\n") * (MAX_BYTES[".md"] // 1000)
    (tmp_path / "a.md").write_text(lines + "b" * more, "utf-8", newline="")
    if not refused:
        assert read_text(tmp_path / "a.md", "a.md").text == lines
        return
    with pytest.raises(Mistake) as found:
        read_text(tmp_path / "a.md", "a.md")
    assert found.value.code == "tep-qua-lon"
    assert "100" in found.value.message


def test_a_line_may_be_as_long_as_the_bound(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a\n" + "b" * (MAX_LINE - 1) + "\n", "utf-8", newline="")
    assert len(read_text(tmp_path / "a.md", "a.md").text) == MAX_LINE + 2
    (tmp_path / "a.md").write_text("a\n" + "b" * (MAX_LINE + 1) + "\n", "utf-8", newline="")
    with pytest.raises(Mistake) as found:
        read_text(tmp_path / "a.md", "a.md")
    assert (found.value.code, found.value.line) == ("dong-qua-dai", 2)


def test_damaged_letters_are_a_mistake_at_their_line_but_not_in_a_code_span(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.md"
    path.write_text("Viết `Thanh TÃ¢m` là sai.\n\nXã Thanh Tâm.\n", "utf-8")
    assert read_text(path, "a.md").problems == ()
    path.write_text("Xã\n\nThanh TÃ¢m, `Thanh TÃ¢m`\n", "utf-8")
    with pytest.raises(Mistake) as found:
        read_text(path, "a.md")
    assert (found.value.code, found.value.line) == ("utf-8-doc-sai", 3)
    assert "“Thanh TÃ¢m,”" in found.value.message
    assert found.value.mend == "Có phải là “Thanh Tâm,”?"


def test_a_header_that_is_no_csv_has_no_delimiter_of_its_own() -> None:
    assert find_delimiter('"khoa;ten\n', ["khoa", "ten"]) == ","
