from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.__main__ import main
from report.problems import Mistake, Problem, did_you_mean, errors, listing, sentence
from tests.office import office

ERROR = Problem("data/b.csv", 3, "sai", "Sửa")
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
        (
            [WARNING],
            "Không có lỗi; 1 cảnh báo. Chạy “python -m report tidy” để ghi lại những "
            "tệp chưa chuẩn.",
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
