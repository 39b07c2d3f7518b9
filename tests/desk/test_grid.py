"""A figure is changed where it is seen: click, grid, keys, clipboard, corrections, two windows."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.desk.windows import OpenDesk, Window, make_published, open_desk, window_of

CORRECTIONS = "data/2021/dinh-chinh.csv"
CSV = "data/2022/cay-trong.csv"
HARVEST = "2022/cay-trong.lua.san_luong"
HOUSEHOLDS = "2022/cay-trong.lua.so_ho"
PAGE = "/bao-cao/2022/trang/"
PAGE_FILE = "docs/bao-cao/2022/trang.md"
PUBLISHED = "2021/cay-trong.lua.so_ho"
# What LibreOffice 7.4 makes of two rows of three cells, in an English setting.
LIBREOFFICE_HTML = """\
<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<style type="text/css">body,div,table{font-family:"Liberation Sans"}</style></head><body>
<table cellspacing="0" border="0"><colgroup span="2" width="85"></colgroup>
<tr><td height="20" align="right" valign=bottom sdval="960" sdnum="1033;"><font>960</font></td>
<td align="right" sdval="1234.5678" sdnum="1033;0;#,##0.00"><font>1,234.57</font></td>
<td align="right" sdval="-3" sdnum="1033;"><font>-3</font></td>
<td align="right" sdval="44616" sdnum="1033;0;DD/MM/YYYY"><font>24/02/2022</font></td></tr>
<tr><td height="20" align="right" valign=bottom sdval="12" sdnum="1033;"><font>12</font></td>
<td align="right" sdval="0.005" sdnum="1033;0;0.0%"><font>0.5%</font></td>
<td align="right" sdval="1000" sdnum='1033;0;#,##0" h"'><font>1,000 h</font></td>
<td align="right" sdval="44625" sdnum="1033;0;DD/MM/YYYY"><font>05/03/2022</font></td></tr>
</table></body></html>"""
TSV = "960\t1.234,5678\t-3\t24/02/2022\r\n12\t0,5\t1000\t05/03/2022\r\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    with open_desk(make_published(tmp_path_factory.mktemp("desk"))) as desk:
        yield desk


@pytest.fixture(scope="module")
def shared_window(browser: Browser, desk: OpenDesk) -> Iterator[Window]:
    with window_of(browser, desk) as window:
        yield window


@pytest.fixture
def window(shared_window: Window, desk: OpenDesk) -> Iterator[Window]:
    """A window of a draft without changes."""
    yield shared_window
    desk.undo_all()


def line(desk: OpenDesk, number: int, path: str = CSV) -> str:
    return desk.text(path).splitlines()[number - 1]


def test_a_click_on_a_figure_leads_to_its_cell(window: Window) -> None:
    window.open(page=PAGE)
    frame = window.page.frame_locator("#trang")
    frame.locator('.so[data-nguon="cay-trong.lua.san_luong"]').click()
    expect(window.cell(0, "san_luong")).to_be_focused()
    expect(window.page.locator("#con-so")).to_have_text("Sản lượng · Lúa")
    assert f"o={HARVEST}".replace("/", "%2F") in window.page.url
    expect(frame.locator(".dang-sua")).to_have_count(1)


def test_a_number_is_kept_as_it_is_typed_here_and_the_page_shows_it(
    window: Window, desk: OpenDesk
) -> None:
    window.open(HARVEST, PAGE)
    window.type("1.234,5")
    window.press("Enter")
    window.said("Đã lưu: Sản lượng · Lúa, 1.234,5")
    expect(window.cell(0, "san_luong")).to_have_text("1.234,5")
    expect(window.cell(1, "san_luong")).to_be_focused()
    assert line(desk, 2) == 'lua,Lúa,955,"1234,5",-1,24/02/2022,1986,"1,5",tỷ đồng'
    figure = window.page.frame_locator("#trang").locator('[data-nguon="cay-trong.lua.san_luong"]')
    expect(figure).to_have_text("1.234,5")
    expect(window.page.locator("#so-thay-doi")).to_have_text("1")


def test_what_is_wrong_stands_at_the_cell_while_it_is_typed(window: Window, desk: OpenDesk) -> None:
    window.open(HOUSEHOLDS)
    window.type("9x")
    field = window.cell(0, "so_ho").locator("input")
    message = window.page.locator("#tin-o")
    expect(message).to_contain_text("“9x” không phải là số")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute("aria-describedby", "tin-o")
    window.press("Backspace")
    expect(message).to_be_hidden()
    window.press("Escape")
    expect(window.cell(0, "so_ho")).to_have_text("955")
    assert desk.draft.changed() == {}


def test_a_number_that_can_be_read_in_two_ways_is_offered_to_be_chosen(
    window: Window, desk: OpenDesk
) -> None:
    window.open(HARVEST)
    window.type("1.234")
    offered = window.page.locator("#tin-o").get_by_role("button")
    expect(offered).to_have_text(["Sửa thành “1234” (1.234 tấn)", "Sửa thành “1,234” (1,234 tấn)"])
    offered.last.click()
    window.press("Enter")
    window.said("Đã lưu")
    assert ',"1,234",' in line(desk, 2)


def test_the_card_of_a_cell_keeps_what_is_typed_there(window: Window, desk: OpenDesk) -> None:
    window.open(HOUSEHOLDS)
    field = window.page.get_by_label("Giá trị, tính bằng hộ")
    field.fill("x")
    expect(window.page.locator("#gia-tri-sai")).to_contain_text("không phải là số")
    field.fill("956")
    field.press("Enter")
    window.said("Đã lưu: Số hộ · Lúa, 956")
    assert line(desk, 2).startswith("lua,Lúa,956,")


@pytest.mark.parametrize(
    "block",
    [{"html": LIBREOFFICE_HTML, "text": "960\t1,234.57"}, {"text": TSV}],
    ids=["html", "tsv"],
)
def test_a_block_of_a_spreadsheet_is_pasted_as_one_step(
    window: Window, desk: OpenDesk, block: dict[str, str]
) -> None:
    before = desk.text(CSV)
    window.open(HOUSEHOLDS)
    window.paste(**block)
    window.said("Đã lưu 8 ô")
    assert line(desk, 2).startswith('lua,Lúa,960,"1234,5678",-3,24/02/2022,1986')
    assert line(desk, 3).startswith('ngo,Ngô,12,"0,5",1000,05/03/2022,2020')
    expect(window.cell(1, "san_luong")).to_have_text("0,5")
    window.press("Control+z")
    window.said("Đã hoàn tác")
    expect(window.cell(1, "san_luong")).to_have_text("1.000")
    assert desk.text(CSV) == before


def test_a_block_that_is_larger_than_the_table_asks_first(window: Window, desk: OpenDesk) -> None:
    window.open("2022/cay-trong.mia.so_ho")
    window.paste(text="7\n8\n")
    window.page.get_by_role("button", name="Chỉ dán phần vừa").click()
    window.said("Đã lưu: Số hộ · Mía, 07")
    assert line(desk, 4).startswith("mia,Mía,7,")


def test_a_block_with_a_cell_that_cannot_be_read_is_kept_without_it(
    window: Window, desk: OpenDesk
) -> None:
    window.open("2022/cay-trong.ngo.ten")
    window.paste(text="Ng? tẻ\t5\t1.234")
    dialog = window.page.get_by_role("dialog", name="Có ô không ghi được")
    expect(dialog).to_contain_text("Ng?")
    dialog.get_by_role("button", name="Sửa thành “1,234” (1,234 tấn)").click()
    expect(dialog).not_to_contain_text("1.234")
    assert desk.draft.changed() == {}
    dialog.get_by_role("button", name="Ghi các ô còn lại").click()
    window.said("Đã lưu 2 ô")
    assert line(desk, 3).startswith('ngo,Ngô,5,"1,234",')


def test_what_is_wrong_in_a_pasted_block_is_mended_at_its_cell(
    window: Window, desk: OpenDesk
) -> None:
    window.open(HARVEST)
    window.paste(text="1.234\n7x")
    window.said("Đã lưu 2 ô")
    window.press("ArrowUp")
    message = window.page.locator("#tin-o")
    message.get_by_role("button", name="Sửa thành “1234” (1.234 tấn)").click()
    expect(window.cell(0, "san_luong")).to_have_text("1.234")
    expect(message).to_be_hidden()
    window.press("ArrowDown")
    expect(message).to_contain_text("7x")
    assert line(desk, 2).startswith("lua,Lúa,955,1234,")


def test_what_the_desk_did_not_answer_to_is_kept_when_it_does(
    window: Window, desk: OpenDesk
) -> None:
    window.open(HOUSEHOLDS)
    window.page.context.set_offline(True)
    window.type("12")
    window.press("Enter")
    notice = window.page.locator("#thong-bao")
    expect(notice).to_contain_text("Bàn biên tập không trả lời.")
    expect(notice).to_contain_text("Chưa ghi: Số hộ · Lúa, 12.")
    window.page.get_by_role("button", name="Thêm dòng").click()
    dialog = window.page.get_by_role("dialog")
    dialog.locator("#dong-ten").fill("Sắn")
    dialog.get_by_role("button", name="Thêm dòng").click()
    expect(dialog).to_contain_text("Bàn biên tập không trả lời.")
    dialog.get_by_role("button", name="Thôi").click()
    window.page.context.set_offline(False)
    notice.get_by_role("button", name="Ghi lại").click()
    expect(window.cell(0, "so_ho")).to_have_text("12")
    assert line(desk, 2).startswith("lua,Lúa,12,")


def test_cells_are_copied_for_other_programs(window: Window) -> None:
    window.open(HOUSEHOLDS)
    window.press("Shift+ArrowRight", "Shift+ArrowDown")
    copied = window.copied()
    assert copied["text"] == "955\t27,568\r\n4\t1000"
    assert "<td>27,568</td>" in copied["html"]


def test_the_keys_for_copy_and_paste_move_a_cell(window: Window, desk: OpenDesk) -> None:
    window.open(HOUSEHOLDS)
    window.press("Control+c", "ArrowDown", "Control+v")
    window.said("Đã lưu: Số hộ · Ngô, 955")
    assert line(desk, 3).startswith("ngo,Ngô,955,")


def test_undo_and_redo_by_keys_and_buttons(window: Window, desk: OpenDesk) -> None:
    window.open(HOUSEHOLDS)
    for text in ("1", "2"):
        window.type(text)
        window.press("Enter", "ArrowUp")
        window.said(f"Lúa, 0{text}")
    window.press("Control+z")
    expect(window.cell(0, "so_ho")).to_have_text("01")
    window.page.get_by_role("button", name="Hoàn tác").click()
    expect(window.cell(0, "so_ho")).to_have_text("955")
    expect(window.page.get_by_role("button", name="Hoàn tác")).to_be_disabled()
    window.page.get_by_role("button", name="Làm lại").click()
    expect(window.cell(0, "so_ho")).to_have_text("01")
    window.cell(0, "so_ho").focus()
    window.press("Control+y")
    expect(window.cell(0, "so_ho")).to_have_text("02")
    assert line(desk, 2).startswith("lua,Lúa,2,")


def test_a_row_is_added_with_a_key_of_its_own_and_removed(window: Window, desk: OpenDesk) -> None:
    before = desk.text(CSV)
    window.open(HOUSEHOLDS)
    page = window.page
    page.get_by_role("button", name="Thêm dòng").click()
    page.get_by_role("dialog").get_by_role("button", name="Thêm dòng").click()
    expect(page.locator("#dong-ten-sai")).to_have_text("Cột này không để trống.")
    page.locator("#dong-ten").fill("Đậu tương")
    page.locator("#dong-so_ho").fill("3")
    page.get_by_role("dialog").get_by_role("button", name="Thêm dòng").click()
    expect(window.cell(1, "ten")).to_have_text("Đậu tương")
    assert line(desk, 3) == "dau-tuong,Đậu tương,3,,,,,,"
    expect(page.locator("#so-dong")).to_have_text("4 dòng")
    page.get_by_role("button", name="Xóa dòng").click()
    page.get_by_role("dialog").get_by_role("button", name="Xóa").click()
    expect(window.cell(1, "ten")).to_have_text("Ngô")
    assert desk.text(CSV) == before
    page.get_by_role("button", name="Hoàn tác").click()
    expect(window.cell(1, "ten")).to_have_text("Đậu tương")
    page.get_by_role("button", name="Làm lại").click()
    expect(window.cell(1, "ten")).to_have_text("Ngô")
    assert desk.text(CSV) == before


def test_keys_are_those_of_a_spreadsheet(window: Window, desk: OpenDesk) -> None:
    window.open(HOUSEHOLDS)
    for keys, row, column in [
        (["ArrowDown"], 1, "so_ho"),
        (["Tab"], 1, "san_luong"),
        (["Shift+Tab"], 1, "so_ho"),
        (["Control+ArrowDown"], 2, "so_ho"),
        (["End"], 2, "khoa"),
        (["Control+Home"], 0, "ten"),
    ]:
        window.press(*keys)
        expect(window.cell(row, column)).to_be_focused()
    window.press("ArrowRight", "F2")
    expect(window.cell(0, "so_ho").locator("input")).to_have_value("955")
    window.press("End", "6", "Tab")
    expect(window.cell(0, "san_luong")).to_be_focused()
    window.said("Đã lưu: Số hộ · Lúa, 9.556")
    window.press("Delete")
    window.said("Đã lưu: Sản lượng · Lúa, để trống")
    assert line(desk, 2).startswith("lua,Lúa,9556,,-1")
    window.press("Escape")
    expect(window.page.get_by_role("button", name="Thêm dòng")).to_be_focused()


def test_a_screen_reader_hears_a_grid(window: Window) -> None:
    window.open(HOUSEHOLDS)
    grid = window.page.get_by_role("grid", name="Bảng Bảng cay-trong")
    expect(grid.get_by_role("columnheader")).to_have_count(9)
    expect(grid.get_by_role("rowheader", name="Lúa")).to_be_visible()
    active = grid.locator("[tabindex='0']")
    expect(active).to_have_count(1)
    expect(active).to_have_attribute("role", "gridcell")
    expect(active).to_have_attribute("aria-selected", "true")


def test_a_published_figure_changes_with_a_correction(window: Window, desk: OpenDesk) -> None:
    window.open(PUBLISHED)
    window.type("9000")
    window.press("Enter")
    dialog = window.page.get_by_role("dialog", name="Đính chính số đã công bố")
    expect(dialog).to_contain_text("900 hộ → 9.000 hộSố mới lớn gấp 10 lần. Cột này tính bằng hộ")
    dialog.get_by_role("button", name="Thôi, giữ số cũ").click()
    window.cell(0, "so_ho").click()
    window.type("901")
    window.press("Enter")
    expect(dialog).to_contain_text("900 hộ → 901 hộ")
    dialog.get_by_role("button", name="Ghi đính chính").click()
    expect(dialog.get_by_label("Lý do")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Lý do").fill("Đếm sót một hộ")
    dialog.get_by_label("Ai quyết định").fill("Chủ tịch xã")
    dialog.get_by_label("Ngày quyết định").fill("05/02/2022")
    dialog.get_by_role("button", name="Ghi đính chính").click()
    window.said("Đã lưu: Số hộ · Lúa, 901")
    row = "05/02/2022,cay-trong.lua.so_ho,900,901,Đếm sót một hộ,Chủ tịch xã"
    assert desk.text(CORRECTIONS).splitlines()[-1] == row


def test_a_row_of_a_published_year_comes_with_a_correction(window: Window, desk: OpenDesk) -> None:
    window.open(PUBLISHED)
    page = window.page
    page.get_by_role("button", name="Thêm dòng").click()
    page.locator("#dong-ten").fill("Đậu tương")
    page.get_by_role("dialog").get_by_role("button", name="Thêm dòng").click()
    dialog = page.get_by_role("dialog", name="Đính chính số đã công bố")
    dialog.get_by_label("Lý do").fill("Báo cáo ghi sót")
    dialog.get_by_label("Ai quyết định").fill("Chủ tịch xã")
    dialog.get_by_role("button", name="Ghi đính chính").click()
    expect(window.cell(1, "ten")).to_have_text("Đậu tương")
    assert "cay-trong.dau-tuong.ten,,Đậu tương,Báo cáo ghi sót" in desk.text(CORRECTIONS)
    desk.undo()
    assert desk.draft.changed() == {}  # table and corrections were one step


def test_a_correction_that_is_not_made_leaves_the_figure(window: Window, desk: OpenDesk) -> None:
    window.open(PUBLISHED)
    window.type("901")
    window.press("Enter")
    window.page.get_by_role("button", name="Thôi, giữ số cũ").click()
    expect(window.cell(0, "so_ho")).to_have_text("900")
    assert desk.draft.changed() == {}


def test_work_is_there_after_a_reload(window: Window) -> None:
    window.open(HOUSEHOLDS)
    window.type("12")
    window.press("Enter")
    window.said("Đã lưu")
    window.open(HOUSEHOLDS)
    expect(window.cell(0, "so_ho")).to_have_text("12")
    expect(window.page.get_by_role("button", name="Hoàn tác")).to_be_enabled()


def test_two_windows_choose_cell_by_cell(browser: Browser, window: Window, desk: OpenDesk) -> None:
    window.open(HOUSEHOLDS)
    with window_of(browser, desk) as other:
        other.open(HOUSEHOLDS)
        other.type("700")
        other.press("Enter")
        other.said("Đã lưu")
    window.type("800")
    window.press("Enter")
    dialog = window.page.get_by_role("dialog", name="Người khác cũng sửa chỗ này")
    expect(dialog).to_contain_text("955")
    dialog.get_by_role("radio", name="của anh, chị, 800").check()
    dialog.get_by_role("button", name="Dùng các giá trị đã chọn").click()
    window.said("Đã lưu: Số hộ · Lúa, 800")
    assert line(desk, 2).startswith("lua,Lúa,800,")
    window.press("Control+z")
    expect(window.cell(0, "so_ho")).to_have_text("700")  # what the other wrote is a step of its own


def test_a_figure_is_found_by_words_without_diacritics(window: Window) -> None:
    window.open()
    window.page.get_by_label("Tìm con số, bảng").fill("san luong lua")
    window.page.locator("#tim-thay button").first.click()
    expect(window.cell(0, "san_luong")).to_be_focused()
    window.page.get_by_role("button", name="← Mọi con số của trang này").click()
    expect(window.page.get_by_label("Tìm con số, bảng")).to_be_focused()
    assert "o=" not in window.page.url


def test_a_double_click_on_a_sentence_opens_its_text(window: Window) -> None:
    window.open(page=PAGE)
    window.page.frame_locator("#trang").get_by_text("Được mùa.").dblclick()
    expect(window.page.get_by_role("tab", name="Bài viết")).to_have_attribute(
        "aria-selected", "true"
    )
    expect(window.page.locator("#o-bai-viet .cm-content")).to_contain_text("Được mùa.")


def mend_in_list(window: Window, *buttons: str) -> None:
    """Press these buttons in the list of problems, which has none left then."""
    window.open()
    window.page.get_by_role("tab", name="Lỗi").click()
    for name in buttons:
        window.page.get_by_role("button", name=name).click()
    expect(window.page.locator("#o-loi")).to_contain_text("Không có lỗi nào")


def test_a_problem_leads_to_its_cell_and_its_mend_is_a_button(
    window: Window, desk: OpenDesk
) -> None:
    odd = desk.text(CSV).replace('"27,568"', "0.568")
    desk.write(CSV, odd)
    window.open()
    window.page.get_by_role("tab", name="Thay đổi").click()
    left = window.page.locator("#o-thay-doi")
    expect(left.get_by_role("button", name="Sửa thành “0,568”")).to_be_visible()
    window.page.get_by_role("tab", name="Lỗi").click()
    window.page.get_by_role("button", name="Sửa thành “0,568”").click()
    expect(window.page.locator("#o-loi")).to_contain_text("Không có lỗi nào")
    assert line(desk, 2).startswith('lua,Lúa,955,"0,568",')


def test_a_number_that_is_typed_in_a_page_is_replaced_by_its_figure(
    window: Window, desk: OpenDesk
) -> None:
    words = desk.text(PAGE_FILE).replace("Được mùa.", "Có 955 hộ trồng lúa.")
    desk.write(PAGE_FILE, words)
    mend_in_list(window, "Dùng số liệu…", "Dùng số liệu: 955")
    assert 'Có {{ so("cay-trong.lua.so_ho", don_vi=True) }} trồng lúa.' in desk.text(PAGE_FILE)
