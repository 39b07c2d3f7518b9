"""bo-cuc.yaml: the headings of the document in order, each with the line that names it."""

import re
from pathlib import Path

import pytest

from report.__main__ import main
from report.sources.outline import Outline, OutlineEntry, read_outline
from tests.office import PRINTED, office

PATH = "data/2022/bo-cuc.yaml"
WHOLE = """\
mo_dau: mo-dau.md
phan:
  - ten: Phần một
    danh_so: a)
    muc:
      - trang: a.md
      - ten: Mục hai
        trang: b.md
        muc:
          - trang: ../../huong-dan/c.md
  - trang: d.md
ket: Hết
phu_luc: [e.md, ../../van-ban/index.md]
tom_tat: [b.md]
"""


def read(folder: Path, text: str) -> Outline | None:
    """The outline of the year 2022."""
    office(folder, {PATH: text})
    return read_outline(folder, 2022)


def test_pages_come_in_the_order_of_the_outline_with_their_lines(tmp_path: Path) -> None:
    outline = read(tmp_path, WHOLE)
    assert outline is not None
    assert outline.pages() == [
        ("bao-cao/2022/mo-dau.md", 1),
        ("bao-cao/2022/a.md", 6),
        ("bao-cao/2022/b.md", 7),
        ("huong-dan/c.md", 10),
        ("bao-cao/2022/d.md", 11),
        ("bao-cao/2022/e.md", 13),
        ("van-ban/index.md", 13),
    ]
    assert outline.closing == "Hết"
    assert outline.summary == ("bao-cao/2022/b.md",)


def test_a_heading_keeps_its_name_its_page_and_how_those_below_are_numbered(
    tmp_path: Path,
) -> None:
    outline = read(tmp_path, WHOLE)
    assert outline is not None
    first, second = outline.parts
    assert (first.title, first.page, first.below) == ("Phần một", None, "a)")
    assert [(one.title, one.page) for one in first.entries] == [
        (None, "bao-cao/2022/a.md"),
        ("Mục hai", "bao-cao/2022/b.md"),
    ]
    assert second == OutlineEntry(None, "bao-cao/2022/d.md", None, (), 11)


def test_what_is_left_out_has_its_usual_value(tmp_path: Path) -> None:
    outline = read(tmp_path, "phan:\n  - trang: a.md\n")
    assert outline is not None
    assert (outline.opening, outline.closing, outline.annexes) == (
        "bao-cao/2022/index.md",
        "",
        (),
    )


def test_a_year_without_the_file_has_no_document(tmp_path: Path) -> None:
    office(tmp_path)
    assert read_outline(tmp_path, 2022) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("phan:\n  - trang: trang.md\n  - x\n", 1),
        ("phan:\n  - trang: trang.md\n    tenn: A\n", 2),
        ("phan:\n  - trang: trang.md\n  - muc: []\n", 3),
        ("phan:\n  - trang: trang.md\n    danh_so: Phần\n", 2),
        ("phan:\n  - trang: trang.md\n    danh_so: 2.\n", 3),
        ("phan:\n  - trang: trang.md\n    muc:\n      - x: 1\n        ten: A\n", 4),
    ],
)
def test_a_mistake_is_told_once_at_its_line_and_no_document_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, line: int
) -> None:
    office(tmp_path, {**PRINTED, PATH: text})
    assert main(["check", "--root", str(tmp_path), "--format", "github"]) == 1
    found = re.findall(r"^::error file=(\S+?),line=(\d+)", capsys.readouterr().out, re.M)
    assert found == [(PATH, str(line))]


@pytest.mark.parametrize("style", ["I.", "1.", "a)"])
def test_headings_below_a_part_may_be_numbered_in_each_style_of_the_decree(
    tmp_path: Path, style: str
) -> None:
    outline = read(tmp_path, f'phan:\n  - ten: A\n    danh_so: "{style}"\n    trang: a.md\n')
    assert outline is not None
    assert outline.parts[0].below == style


def test_a_key_that_is_no_heading_s_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    outline = read(tmp_path, "phan:\n  - trang: trang.md\n    tenn: A\n")
    assert outline is not None
    (found,) = outline.problems
    assert "“tenn”" in found.message
    assert found.guess == "ten"


def test_annexes_are_a_list_of_texts(tmp_path: Path) -> None:
    for wrong in ("[a.md, 5]", "a.md", "[[a.md]]"):
        outline = read(tmp_path, f"phan:\n  - trang: a.md\nphu_luc: {wrong}\n")
        assert outline is not None
        (found,) = outline.problems
        assert (found.line, found.code) == (3, "muc-khong-phai-danh-sach-chu")
        assert "phu_luc" in found.message
        assert outline.annexes == ()
