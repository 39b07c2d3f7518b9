"""What stands below the heading of a page: the corrections to the figures it shows."""

import re
from pathlib import Path

import pytest

from report.edition.edition import Edition
from tests.office import HEAD, PAGE, office

CORRECTED = (
    "ngay,so_lieu,cu,moi,ly_do,nguoi_quyet_dinh\n"
    "05/03/2023,cay-trong.lua.so_ho,950,955,Cộng <thiếu>.,Chủ tịch\n"
    "06/03/2023,cay-trong.ngo.so_ho,,4,Bổ sung.,Chủ tịch\n"
)


def written(folder: Path, text: str, files: dict[str, str | None] | None = None) -> Edition:
    """An office with this text on its page."""
    return office(folder, {f"docs/{PAGE}": f"{HEAD}# Trang\n\n{text}\n", **(files or {})})


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ('{{ so("cay-trong.lua.so_ho") }}', ["05/3/2023"]),
        ('{{ bang("cay-trong") }}', ["06/3/2023", "05/3/2023"]),
        ('{{ so("cay-trong.mia.so_ho") }}', []),
    ],
)
def test_a_page_tells_of_the_corrections_to_what_it_shows(
    tmp_path: Path, text: str, days: list[str]
) -> None:
    files = {"data/2022/dinh-chinh.csv": CORRECTED}
    filled = written(tmp_path, text, files).pages[PAGE].markdown
    assert re.findall(r"\d\d/\d/2023", filled) == days
    assert "<thiếu>" not in filled


def test_a_correction_is_told_from_what_to_what_also_where_there_was_nothing(
    tmp_path: Path,
) -> None:
    """As a warning below the heading; what is “chưa có” was empty before."""
    files = {"data/2022/dinh-chinh.csv": CORRECTED}
    page = written(tmp_path, '{{ bang("cay-trong") }}', files).pages[PAGE]
    lines = page.markdown.partition("# Trang\n")[2].strip().splitlines()
    assert lines[0].startswith("!!! warning")
    assert lines[1] == ""
    assert "Ngô – số hộ (bảng “Bảng cay-trong”)" in lines[2]
    first, second = (re.findall("“(.*?)”", line)[1:] for line in lines[2:4])
    assert (first, second) == (["chưa có", "04\u00a0hộ"], ["950\u00a0hộ", "955\u00a0hộ"])
    assert lines[4] == ""


def test_a_page_without_corrections_to_its_figures_stays_as_it_is(tmp_path: Path) -> None:
    text = '{{ so("cay-trong.mia.so_ho") }}'
    with_file = written(tmp_path / "a", text, {"data/2022/dinh-chinh.csv": CORRECTED})
    without = written(tmp_path / "b", text)
    shown, expected = (one.pages[PAGE].markdown.split() for one in (with_file, without))
    assert shown == expected
