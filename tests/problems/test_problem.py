import random
from difflib import get_close_matches
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.__main__ import main
from report.problems.listing import annotations, listing
from report.problems.nearest import MOST_BITS, ready_to_compare
from report.problems.problem import Mistake, Problem, errors, near_miss, problem, sentence
from tests.office import office

ERROR = problem("data/b.csv", 3, "o-bat-buoc", place="cột “so”")
TIDY = "Chạy “python -m report tidy”"
OPEN = problem("data/a.csv", 5, "o-cho-dien", row="lua", columns="so_ho")
WARNING = problem("data/a.csv", 2, "doc-la", place="cột “so”", text="05", normal=5, written=5)
SAID = "cột “so”: không được để trống. Điền số liệu vào ô. [o-bat-buoc]"


def test_a_problem_is_printed_as_place_message_mend_and_code() -> None:
    assert str(ERROR) == f"data/b.csv:3: {SAID}"


def test_a_warning_says_that_it_is_one() -> None:
    said = "cảnh báo: cột “so”: “05” được đọc là 5. Ghi 5. [doc-la]"
    assert str(WARNING) == f"data/a.csv:2: {said}"


def test_an_open_place_says_that_it_is_one() -> None:
    assert str(OPEN).startswith("data/a.csv:5: chờ điền: dòng “lua”, cột so_ho. ")


def test_a_mistake_knows_its_place_from_the_caller() -> None:
    assert Mistake("o-bat-buoc").at("data/b.csv", 3, "cột “so”") == ERROR


def test_the_line_that_a_mistake_knows_goes_before_the_caller_s() -> None:
    assert Mistake("o-bat-buoc", line=7).at("data/b.csv", 3).line == 7


def test_a_guess_is_asked_in_the_stead_of_the_mend() -> None:
    fields = {"name": "soo", "known": "so, nam"}
    assert problem("a", 1, "khong-co-macro", **fields).mend == "Các macro: so, nam."
    asked = problem("a", 1, "khong-co-macro", guess="so", **fields)
    assert asked.mend == "Có phải là “so”?"
    assert str(asked).endswith("không có macro “soo”. Có phải là “so”? [khong-co-macro]")


@pytest.mark.parametrize("text", ["$text", "${x}", "100 % $", "“”"])
def test_no_text_of_a_file_is_taken_for_a_placeholder(text: str) -> None:
    assert f"“{text}”" in problem("a", 1, "khong-phai-so", text=text).message


@pytest.mark.parametrize(
    ("text", "closed"), [("Sửa", "Sửa."), ("Sửa.", "Sửa."), ("Phải không?", "Phải không?")]
)
def test_a_sentence_ends_once(text: str, closed: str) -> None:
    assert sentence(text) == closed


def test_a_near_name_is_proposed_and_a_far_one_is_not() -> None:
    assert near_miss("viec-lan", ["viec-lam"]) == "viec-lam"
    assert near_miss("xyz", ["viec-lam"]) is None


def test_the_near_name_is_that_of_difflib() -> None:
    names = [*map("".join, product("ab-", repeat=4)), "viec-lam", "viec-lan"]
    for word in ("abab", "a-b", "ba-", "bbb", "viec", "", "x"):
        nearest = get_close_matches(word, names, n=1, cutoff=0.6)
        assert near_miss(word, names) == (nearest[0] if nearest else None), word


def test_the_near_name_among_many_of_any_length_is_that_of_difflib() -> None:
    """Of names of pages, with signs repeated, in another order, and more than 200 of them."""
    chance = random.Random(19)
    pages = [f"../phan-{n % 7}/trang-{n * 37 % 999:03d}.md" for n in range(60)]
    names = [*pages, *("".join(chance.sample(one, len(one))) for one in pages[:30]), "a" * 40, "đĐ"]
    names += ["".join(chance.choices("thi đua", k=size)) for size in (1, 2, 3, 30, 230, 260)]
    words = [*names, "", "a" * 30, "b" * 500, "Đđ"]
    for word in chance.sample(words, 40):
        typed = "".join(c for c in word if chance.random() < 0.9) + chance.choice(["", "x", "-9"])
        nearest = get_close_matches(typed, names, n=1, cutoff=0.6)
        assert near_miss(typed, names) == (nearest[0] if nearest else None), typed


def test_a_few_long_names_make_no_other_one_larger() -> None:
    """Each had a bit for each sign of the longest: ten of these took gigabytes among thousands."""
    names = (*(sign * 9000 for sign in "abcd"), *(f"0-{number}" for number in range(900)))
    assert max(one.signs.bit_length() for one in ready_to_compare(names)[1]) <= MOST_BITS
    nearest = get_close_matches("0-77x", names, n=1, cutoff=0.6)
    assert near_miss("0-77x", names) == nearest[0]


@pytest.mark.parametrize(
    ("problems", "end"),
    [
        ([], "Không có lỗi."),
        ([ERROR], "Có 1 lỗi. Sửa rồi kiểm tra lại."),
        ([ERROR, ERROR, WARNING], "Có 1 lỗi, 1 cảnh báo. Sửa rồi kiểm tra lại."),
        ([WARNING], "Không có lỗi; 1 cảnh báo."),
        ([WARNING, OPEN], "Không có lỗi; 1 cảnh báo. Còn 1 chỗ chờ điền."),
        (
            [WARNING, problem("data/a.csv", 3, "dong-trong", count=1)],
            f"Không có lỗi; 2 cảnh báo. {TIDY} để ghi lại các tệp ở dạng chuẩn.",
        ),
    ],
)
def test_the_listing_counts_errors_and_warnings_apart(problems: list[Problem], end: str) -> None:
    assert listing(problems).splitlines()[-1] == end


@given(st.permutations([ERROR, WARNING, problem("data/a.csv", 10, "o-bat-buoc")]))
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
        f"::error file=data/b.csv,line=3,title=Lỗi cần sửa::{SAID}",
        "::warning file=data/a.csv,line=2,title=Cảnh báo::"
        "cột “so”: “05” được đọc là 5. Ghi 5. [doc-la]",
    ]


def test_no_text_of_a_file_ends_an_annotation_or_begins_another() -> None:
    (line,) = annotations(
        [problem("data/a,b:c\n.csv", 1, "bang-khong-thuoc-nam", path="100%\r\n::error::giả")]
    ).splitlines()
    assert line.startswith("::error file=data/a%2Cb%3Ac%0A.csv,line=1,title=Lỗi cần sửa::100%25")
    assert "::100%25%0D%0A::error::giả không thuộc năm nào. " in line


@pytest.mark.parametrize(("count", "hidden"), [(10, None), (13, "Còn 3 ")])
def test_annotations_that_are_not_shown_are_counted(count: int, hidden: str | None) -> None:
    lines = annotations(problem("a", line, "o-bat-buoc") for line in range(count)).splitlines()
    assert len(lines) == count + bool(hidden)
    assert lines[-1].startswith("::notice") == bool(hidden)
    assert not hidden or hidden in lines[-1]


def test_places_to_be_filled_are_counted_and_do_not_push_errors_aside() -> None:
    waiting = [problem("a", line, "o-cho-dien", row="a", columns="b") for line in range(300)]
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
