"""Files as people really bring them: read where it is certain, refused with advice otherwise."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.problems.problem import Problem, errors
from report.sources.files import (
    ProblemFound,
    find_delimiter,
    read_csv,
    read_text,
    read_yaml,
    write_csv,
)

COLUMNS = ["khoa", "ten", "so"]
ROWS = [
    COLUMNS,
    ["giai-quyet", "Giải quyết việc làm ở xã Minh Tâm", "955"],
    ["b", "Nguyễn Bình", ""],
]
NORMAL = "khoa,ten,so\ngiai-quyet,Giải quyết việc làm ở xã Minh Tâm,955\nb,Nguyễn Bình,\n"


def read(folder: Path, content: bytes) -> tuple[list[list[str]], list[Problem]]:
    path = folder / "a.csv"
    path.write_bytes(content)
    problems: list[Problem] = []
    return [cells for _, cells in read_csv(path, "a.csv", COLUMNS, problems)], problems


def test_a_file_in_the_normal_form_is_read_without_a_word(tmp_path: Path) -> None:
    assert read(tmp_path, NORMAL.encode()) == (ROWS, [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xef\xbb\xbf" + NORMAL.encode(), "BOM"),
        (NORMAL.encode("utf-16"), "UTF-16"),
        (NORMAL.encode("utf-16-be"), "UTF-16"),
        (NORMAL.replace(",", ";").encode(), "chấm phẩy"),
        (NORMAL.replace(",", "\t").encode(), "tab"),
        (NORMAL.replace("\n", "\r\n").encode(), "CRLF"),
        (NORMAL.replace("\n", ",,\n").encode(), "2 cột trống"),
        ((NORMAL + ",,\n,,\n").encode(), "2 dòng trống"),
        (NORMAL.replace("955", " 955\u00a0").encode(), "dấu cách"),
        (unicodedata.normalize("NFD", NORMAL).encode(), "NFD"),
        (b"sep=;\r\n" + NORMAL.replace(",", ";").encode(), "sep="),
    ],
)
def test_what_is_certain_is_read_with_a_warning(tmp_path: Path, content: bytes, said: str) -> None:
    rows, problems = read(tmp_path, content)
    assert rows == ROWS
    assert errors(problems) == []
    assert any(said in str(problem) for problem in problems)


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ('khoa,ten,so\na,"Gọi là "Hội",1\n'.encode(), 2, "nháy kép"),
        (b"khoa,ten,so\na,caf\xe9,1\n", 2, "không phải là UTF-8"),
        (b"PK\x03\x04\x14\x00\x06\x00", 1, "không phải là văn bản"),
    ],
)
def test_what_is_not_certain_is_refused_at_its_line(
    tmp_path: Path, content: bytes, line: int, said: str
) -> None:
    with pytest.raises(ProblemFound) as found:
        read(tmp_path, content)
    assert found.value.problem.line == line
    assert said in str(found.value.problem)


def test_the_line_of_a_row_is_that_of_the_editor_s_program(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'khoa,ten,so\r\na,"hai\r\ndong",1\r\n\r\nb,B,2\r\n')
    lines = [line for line, _ in read_csv(path, "a.csv", COLUMNS, [])]
    assert lines == [1, 2, 5]


def test_a_page_keeps_its_line_ends_and_loses_bom_and_nfd(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf" + unicodedata.normalize("NFD", "Nguyễn\r\n").encode())
    problems: list[Problem] = []
    assert read_text(path, "a.md", problems) == "Nguyễn\r\n"
    assert len(problems) == 2
    assert errors(problems) == []


@settings(max_examples=150)
@given(st.binary(max_size=200))
def test_no_bytes_give_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes"
    path.write_bytes(content)
    problems: list[Problem] = []
    for reader in (
        lambda: read_csv(path, "a", COLUMNS, problems),
        lambda: read_text(path, "a", problems),
        lambda: read_yaml(path, "a", problems),
    ):
        try:
            reader()
        except ProblemFound as found:
            assert found.problem.line >= 1


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
    problems: list[Problem] = []
    try:
        found = [cells for _, cells in read_csv(path, "a", COLUMNS, problems)]
    except ProblemFound:
        return
    if not problems:
        assert found == [COLUMNS, *rows]


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
