from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.__main__ import main
from report.problems.problem import (
    Mistake,
    Problem,
    annotations,
    did_you_mean,
    errors,
    listing,
    sentence,
)
from tests.office import office

ERROR = Problem("data/b.csv", 3, "sai", "Sửa")
TIDY = "Chạy “python -m report tidy”"
OPEN = Problem("data/a.csv", 5, "dòng “lua”, cột so_ho", "Điền", is_open=True)
WARNING = Problem("data/a.csv", 2, "chưa chuẩn", "Ghi 5", warning=True)


def test_a_problem_is_printed_as_place_message_and_fix() -> None:
    assert str(ERROR) == "data/b.csv:3: sai. Sửa."


def test_a_warning_says_that_it_is_one() -> None:
    assert str(WARNING) == "data/a.csv:2: cảnh báo: chưa chuẩn. Ghi 5."


def test_a_mistake_knows_its_place_from_the_caller() -> None:
    assert Mistake("sai", "Sửa").at("data/b.csv", 3) == ERROR


@pytest.mark.parametrize(
    ("text", "closed"), [("Sửa", "Sửa."), ("Sửa.", "Sửa."), ("Phải không?", "Phải không?")]
)
def test_a_sentence_ends_once(text: str, closed: str) -> None:
    assert sentence(text) == closed


def test_a_near_name_is_proposed_and_a_far_one_is_not() -> None:
    assert did_you_mean("viec-lan", ["viec-lam"], "Xem lại") == "Có phải là “viec-lam”?"
    assert did_you_mean("xyz", ["viec-lam"], "Xem lại") == "Xem lại"


@pytest.mark.parametrize(
    ("problems", "end"),
    [
        ([], "Không có lỗi."),
        ([ERROR], "Có 1 lỗi. Sửa rồi kiểm tra lại."),
        ([ERROR, ERROR, WARNING], "Có 1 lỗi, 1 cảnh báo. Sửa rồi kiểm tra lại."),
        ([WARNING], "Không có lỗi; 1 cảnh báo."),
        ([WARNING, OPEN], "Không có lỗi; 1 cảnh báo. Còn 1 chỗ chờ điền."),
        (
            [WARNING, Problem("data/a.csv", 3, "chưa chuẩn", TIDY, warning=True)],
            f"Không có lỗi; 2 cảnh báo. {TIDY} để ghi lại các tệp ở dạng chuẩn.",
        ),
    ],
)
def test_the_listing_counts_errors_and_warnings_apart(problems: list[Problem], end: str) -> None:
    assert listing(problems).splitlines()[-1] == end


@given(st.permutations([ERROR, WARNING, Problem("data/a.csv", 10, "sai", "Sửa")]))
def test_the_listing_is_in_order_of_place(problems: list[Problem]) -> None:
    assert [line.split(": ")[0] for line in listing(problems).splitlines()[:3]] == [
        "data/a.csv:2",
        "data/a.csv:10",
        "data/b.csv:3",
    ]


def test_only_errors_stop_a_publication() -> None:
    assert errors([ERROR, WARNING]) == [ERROR]


@pytest.mark.parametrize(("cell", "status"), [("955", 0), ("955 hộ", 0), ("1.955", 1)])
def test_check_fails_for_errors_only(
    tmp_path: Path, cell: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    path = tmp_path / "data/2022/cay-trong.csv"
    path.write_text(path.read_text("utf-8").replace("955", cell), "utf-8")
    assert main(["check", "--root", str(tmp_path)]) == status
    assert (cell == "955") == (capsys.readouterr().out == "Không có lỗi.\n")


def test_a_problem_stands_at_its_line_of_a_proposal() -> None:
    assert annotations([WARNING, ERROR]).splitlines() == [
        "::error file=data/b.csv,line=3,title=Lỗi cần sửa::sai. Sửa.",
        "::warning file=data/a.csv,line=2,title=Cảnh báo::chưa chuẩn. Ghi 5.",
    ]


def test_no_text_of_a_file_ends_an_annotation_or_begins_another() -> None:
    (line,) = annotations(
        [Problem("data/a,b:c\n.csv", 1, "100%\r\n::error::giả", "Sửa")]
    ).splitlines()
    start, end = "::error file=data/a%2Cb%3Ac%0A.csv,line=1,", "::100%25%0D%0A::error::giả. Sửa."
    assert line == f"{start}title=Lỗi cần sửa{end}"


@pytest.mark.parametrize(("count", "hidden"), [(10, None), (13, "Còn 3 ")])
def test_annotations_that_are_not_shown_are_counted(count: int, hidden: str | None) -> None:
    lines = annotations(Problem("a", line, "sai", "Sửa") for line in range(count)).splitlines()
    assert len(lines) == count + bool(hidden)
    assert lines[-1].startswith("::notice") == bool(hidden)
    assert not hidden or hidden in lines[-1]


def test_places_to_be_filled_are_counted_and_do_not_push_errors_aside() -> None:
    waiting = [replace(OPEN, line=line) for line in range(300)]
    first, last = annotations([*waiting, ERROR]).splitlines()
    assert first.startswith("::error file=data/b.csv,line=3")
    assert last.startswith("::notice title=Chờ điền::Còn 300 ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "thiếu lệnh"),
        (["chek"], "lệnh: không có “chek”, chỉ có: "),
        (["freeze"], "thiếu năm"),
        (["freeze", "hai"], "“hai” không phải là năm. Viết bốn chữ số"),
        (["check", "--format"], "--format: thiếu giá trị"),
        (["check", "thừa"], "không hiểu thừa"),
        (["due", "--on", "31/2/2023"], "không phải là ngày"),
    ],
)
def test_a_command_written_wrongly_is_answered_in_vietnamese(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    answer = capsys.readouterr().err
    assert answer.startswith("Lệnh chưa đúng: ")
    assert said in answer
    assert "Cách viết: python -m report" in answer


@pytest.mark.parametrize("command", [["check"], ["tidy"], ["due"], ["freeze", "2022"]])
def test_a_command_in_another_folder_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main([*command, "--root", str(tmp_path)]) == 2
    assert "Chạy lệnh trong thư mục dự án" in capsys.readouterr().out


def test_a_file_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    (tmp_path / "data/2022/cong-bo.csv").mkdir()
    assert main(["freeze", "2022", "--root", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "Không đọc hoặc ghi được" in said
    assert "cong-bo.csv" in said
