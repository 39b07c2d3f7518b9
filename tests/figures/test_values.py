"""A figure in a sentence: what a reader sees, what a machine reads, where it came from."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.figures.values import LONG, change, figure, share
from report.problems.problem import AlreadyReported, Mistake
from report.site.html import html
from report.sources.tables import Table
from report.text.markup import escape
from tests.office import cell, column, crops, dataset


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return crops(tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize(
    ("row", "name", "form", "seen", "machine"),
    [
        ("lua", "so_ho", None, "955", "955"),
        ("ngo", "so_ho", None, "04", "4"),
        ("lua", "san_luong", None, "27,568", "27.568"),
        ("ngo", "san_luong", None, "1.000", "1000"),
        ("mia", "san_luong", None, "0", "0"),
        ("lua", "tang_giam", None, "−01", "-1"),
        ("lua", "ngay", None, "24/02/2022", "2022-02-24"),
        ("ngo", "ngay", LONG, "ngày 05 tháng 3 năm 2022", "2022-03-05"),
        ("lua", "tu_nam", None, "1986", "1986"),
        ("lua", "ten", None, "Lúa", None),
    ],
)
def test_a_reader_sees_vietnamese_and_a_machine_plain_values(
    table: Table, row: str, name: str, form: str | None, seen: str, machine: str | None
) -> None:
    result = figure(table.rows[row][name], form=form)
    assert (result.text, result.value) == (seen, machine)
    opening = f'<data class="so" value="{machine}"' if machine else '<span class="so"'
    assert html(result, str).startswith(f'{opening} data-nguon="bang.{row}.{name}">{seen}</')


@pytest.mark.parametrize(
    ("row", "name", "unit"),
    [("lua", "so_ho", "hộ"), ("lua", "von", "tỷ đồng"), ("ngo", "von", "triệu đồng")],
)
def test_the_unit_of_the_column_or_the_row_stays_on_the_line_of_its_number(
    table: Table, row: str, name: str, unit: str
) -> None:
    shown = figure(table.rows[row][name], with_unit=True)
    assert (shown.unit, shown.plain) == (unit, f"{shown.text}\u00a0{unit}")
    assert html(shown, str).endswith(f"</data>\u00a0{unit}")
    assert figure(table.rows[row][name]).unit is None


@pytest.mark.parametrize(
    ("row", "unit", "text", "machine"),
    [
        ("ngo", "tỷ đồng", "0,2", "200"),
        ("ngo", "đồng", "200.000.000", "200"),
        ("ngo", "nghìn đồng", "200.000", "200"),
    ],
)
def test_money_may_be_counted_in_another_unit_without_losing_a_digit(
    table: Table, row: str, unit: str, text: str, machine: str
) -> None:
    cell = table.rows[row]["von"]
    shown = figure(cell, with_unit=unit)
    assert (shown.plain, shown.value, shown.cells) == (f"{text}\u00a0{unit}", machine, (cell,))


@pytest.mark.parametrize(
    ("row", "name", "options", "message", "fix"),
    [
        ("ngo", "von", {"with_unit": "tỷ"}, "không đổi ra “tỷ”", "triệu đồng, tỷ đồng"),
        ("lua", "so_ho", {"with_unit": "tỷ đồng"}, "không đổi ra “tỷ đồng”", "hộ"),
        ("mia", "so_ho", {}, "đang trống (data/2022/bang.csv:4)", "Điền số liệu"),
        ("lua", "ten", {"with_unit": True}, "không có đơn vị", "cột “ten”"),
        ("lua", "so_ho", {"form": LONG}, "dang=“dai” không dùng được", "Chỉ ngày tháng"),
        ("lua", "ngay", {"form": "ngan"}, "dang=“ngan” không dùng được", "dang=“dai”"),
        ("lua", "ngay", {"form": ""}, "dang=“” không dùng được", "dang=“dai”"),
    ],
)
def test_a_figure_that_cannot_be_shown_says_why_and_what_to_do(
    table: Table, row: str, name: str, options: dict[str, object], message: str, fix: str
) -> None:
    with pytest.raises(Mistake) as found:
        figure(table.rows[row][name], **options)  # type: ignore[arg-type]
    assert message in found.value.message
    assert f"bang.{row}.{name}" in found.value.message
    assert fix in found.value.mend


@pytest.mark.parametrize(
    ("kind", "text", "unit", "said"),
    [
        ("integer", "-1", "vụ", "giảm 01\u00a0vụ"),
        ("integer", "1234", "vụ", "tăng 1.234\u00a0vụ"),
        ("number", "-2,50", "%", "giảm 2,50\u00a0%"),
        ("integer", "5", None, "tăng 05"),
        ("integer", "0", "vụ", "không thay đổi"),
        ("number", "0,0", "%", "không thay đổi"),
    ],
)
def test_a_change_takes_its_word_from_its_sign(
    tmp_path: Path, kind: str, text: str, unit: str | None, said: str
) -> None:
    result = change(cell(tmp_path, text, kind, don_vi=unit))
    assert result.text == said
    assert result.value == text.replace(",", ".")


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        ("1", "3", "33,33"),
        ("2", "3", "66,67"),
        ("1", "8", "12,50"),
        ("1", "800", "0,13"),  # half up, not half even
        ("5", "5", "100,00"),
        ("0", "5", "0,00"),
        ("3000", "2", "150.000,00"),
        ("1,5", "6", "25,00"),
    ],
)
def test_a_share_is_in_per_cent_rounded_half_up_to_two_decimals(
    tmp_path: Path, part: str, whole: str, shown: str
) -> None:
    columns = [column("khoa"), column("phan", "number"), column("tong", "number")]
    row = dataset(tmp_path, f'khoa,phan,tong\na,"{part}","{whole}"\n', columns).table("bang").rows
    result = share(row["a"]["phan"], row["a"]["tong"])
    assert result.text == f"{shown}\u00a0%"
    assert result.value == shown.replace(".", "").replace(",", ".")
    assert 'data-nguon="bang.a.phan bang.a.tong"' in html(result, str)


@pytest.mark.parametrize(
    ("part", "whole", "message"),
    [
        (("lua", "so_ho"), ("mia", "san_luong"), "“bang.mia.san_luong” bằng 0"),
        (("lua", "so_ho"), ("lua", "san_luong"), "tính bằng hộ, “bang.lua.san_luong” bằng tấn"),
        (("lua", "von"), ("ngo", "von"), "tính bằng tỷ đồng, “bang.ngo.von” bằng triệu đồng"),
        (("lua", "ten"), ("lua", "so_ho"), "cần một con số, “bang.lua.ten” không phải"),
        (("lua", "so_ho"), ("mia", "so_ho"), "cần một con số, “bang.mia.so_ho” không phải"),
        (("lua", "tu_nam"), ("ngo", "tu_nam"), "cần một con số, “bang.lua.tu_nam” không phải"),
    ],
)
def test_a_share_of_what_cannot_be_compared_is_a_mistake(
    table: Table, part: tuple[str, str], whole: tuple[str, str], message: str
) -> None:
    with pytest.raises(Mistake, match=re.escape(message)):
        share(table.rows[part[0]][part[1]], table.rows[whole[0]][whole[1]])


@pytest.mark.parametrize(("row", "name"), [("lua", "ten"), ("mia", "so_ho"), ("lua", "ngay")])
def test_a_change_of_what_is_no_number_is_a_mistake(table: Table, row: str, name: str) -> None:
    with pytest.raises(Mistake) as found:
        change(table.rows[row][name])
    assert not isinstance(found.value, AlreadyReported)


def test_a_cell_that_could_not_be_read_is_not_reported_a_second_time(tmp_path: Path) -> None:
    unreadable = cell(tmp_path, "955 người")
    for macro in (change, lambda part: share(part, part)):
        with pytest.raises(AlreadyReported):
            macro(unreadable)


@settings(derandomize=True, deadline=None, database=None)
@given(st.text())
def test_escaped_text_reads_the_same_and_holds_no_markup(text: str) -> None:
    written = escape(text)
    assert unescape(written) == text
    assert not set(written) & set("*_`[]{}\\~^=|!<>\"'@:")


@pytest.mark.parametrize(
    "asked",
    [{"language": "fr"}, {"language": "en", "with_unit": True}, {"language": "en", "form": LONG}],
)
def test_a_figure_has_no_other_language_and_no_vietnamese_words_in_english(
    table: Table, asked: dict[str, object]
) -> None:
    cell = table.rows["lua"]["ngay" if "form" in asked else "so_ho"]
    with pytest.raises(Mistake) as found:
        figure(cell, **asked)
    assert found.value.code == "tieng-khong-dung-duoc"
    assert f"“{asked['language']}”" in found.value.message + found.value.mend


@pytest.mark.parametrize(
    ("row", "name", "seen"),
    [
        ("lua", "san_luong", "27.568"),
        ("ngo", "san_luong", "1,000"),
        ("lua", "ngay", "24 February 2022"),
        ("lua", "ten", "Lúa"),
    ],
)
def test_a_figure_in_english_is_written_as_english_readers_read_it(
    table: Table, row: str, name: str, seen: str
) -> None:
    assert figure(table.rows[row][name], language="en").text == seen
