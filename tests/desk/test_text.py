"""A sentence is changed where it is seen: chips, picker, typed numbers, the page beside, forms."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from report.edition.examination import examine
from report.problems.problem import errors
from tests.desk.windows import OpenDesk, Window, make_published, open_desk, window_of

URL = "/bao-cao/2022/trang/"
URI = "bao-cao/2022/trang.md"
PATH = f"docs/{URI}"
CALL = '{{ so("cay-trong.lua.so_ho", don_vi=True) }}'
KEPT = "Đã lưu"
# Keeps what an element says from now on: some of it is soon over.
WRITE_DOWN = """(element) => {
  window.said = [];
  new MutationObserver(() => said.push(element.textContent)).observe(element, {childList: true});
}"""


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
    """A window with the text of a page; its draft has no changes."""
    open_text(shared_window)
    yield shared_window
    shared_window.page.goto("about:blank")
    desk.undo_all()


def open_text(window: Window, *, beside_page: bool = False) -> None:
    """Open the text of the page, beside it where that is asked for: to render it takes longer
    than all else."""
    window.shows_site = beside_page
    window.page.goto(f"{window.home}?trang={URL}")
    expect(window.page.frame_locator("#trang").locator("h1")).to_be_visible()
    window.page.click("#the-bai-viet")
    expect(window.page.locator(".cm-content .chip-table")).to_be_visible()


def line_with(window: Window, words: str) -> Locator:
    """A line of the editor."""
    return window.page.locator(".cm-line", has_text=words).first


def type_behind(window: Window, words: str, text: str) -> None:
    """Type at the end of a line."""
    line_with(window, words).click()
    window.press("End")
    window.type(text)


def kept(window: Window) -> None:
    """Wait until what was typed is kept."""
    expect(window.page.locator(".viet-luu")).to_have_text(KEPT)


def came(desk: OpenDesk, path: str = PATH) -> list[str]:
    """The lines of a file that were not there at first; none of those may be gone."""
    first = (desk.draft.first(path) or b"").decode().splitlines()
    now = desk.text(path).splitlines()
    return [line for line in now if line not in first]


def test_a_changed_sentence_is_kept_as_a_step_and_the_page_shows_it(
    window: Window, desk: OpenDesk
) -> None:
    open_text(window, beside_page=True)
    window.page.locator(".viet-luu").evaluate(WRITE_DOWN)
    type_behind(window, "Tốt.", " Lúa đẹp.")
    beside = window.page.frame_locator("#trang").locator("article", has_text="Tốt. Lúa đẹp.")
    expect(beside).to_be_visible()
    kept(window)
    assert "Đang gõ…" in window.page.evaluate("said")
    assert came(desk) == ["Tốt. Lúa đẹp."]
    assert [step.label for step in desk.draft.done] == ["Sửa bài “Trang”"]
    expect(window.page.locator("#so-thay-doi")).to_have_text("1")


def test_a_figure_is_found_without_diacritics_and_stands_as_a_chip(
    window: Window, desk: OpenDesk
) -> None:
    type_behind(window, "Tốt.", " Có ")
    window.press("Control+k")
    window.type("lua so ho")
    first = window.page.locator(".chon-ds [aria-selected=true]")
    expect(first).to_contain_text("955 hộ")
    window.press("Enter")
    expect(line_with(window, "Tốt.").locator(".chip-figure")).to_have_text("955\xa0hộ")
    kept(window)
    assert came(desk) == [f"Tốt. Có {CALL}"]
    assert "{" not in window.page.locator(".cm-content").inner_text()


def test_what_is_put_in_stands_in_the_page_beside(window: Window) -> None:
    open_text(window, beside_page=True)
    figures = window.page.frame_locator("#trang").locator('p [data-nguon="cay-trong.lua.so_ho"]')
    expect(figures).to_have_count(0)
    type_behind(window, "Tốt.", " Có ")
    window.press("Control+k")
    window.type("lua so ho")
    window.page.locator(".chon-ds li", has_text="955 hộ").click()
    expect(figures).to_have_text("955")
    kept(window)


def test_a_table_gets_lines_of_its_own(window: Window, desk: OpenDesk) -> None:
    line_with(window, "Tốt.").click()
    window.press("Control+k")
    window.type("bieu do so ho")
    expect(window.page.locator(".chon-ds [aria-selected=true]")).to_contain_text("Biểu đồ")
    window.press("Enter")
    expect(window.page.locator(".cm-content .chip-chart")).to_be_visible()
    kept(window)
    assert 'Tốt.\n\n{{ bieu_do("cay-trong", cot="so_ho") }}\n' in desk.text(PATH)
    assert not errors(examine(desk.draft.tree).problems)


def test_a_typed_number_is_offered_as_its_figure(window: Window, desk: OpenDesk) -> None:
    type_behind(window, "Tốt.", " Có 955 hộ trồng lúa.")
    expect(window.page.locator(".cm-lintRange-error")).to_have_text("955")
    problems = window.page.locator(".viet-loi")
    expect(problems).to_contain_text("gõ tay")
    problems.get_by_role("button", name="Dùng số liệu: 955\xa0hộ – Lúa – số hộ").click()
    expect(problems).to_contain_text("Bài này không có lỗi")
    kept(window)
    assert came(desk) == [f"Tốt. Có {CALL} trồng lúa."]


def test_a_chip_leads_to_its_cell_and_to_other_figures(window: Window, desk: OpenDesk) -> None:
    type_behind(window, "Tốt.", " Có {{")  # who types braces wants to put something in
    window.type("san luong lua")
    expect(window.page.locator(".chon-ds [aria-selected=true]")).to_contain_text("27,568")
    window.press("Enter")
    chip = line_with(window, "Tốt.").locator(".chip-figure")
    expect(chip).to_have_text("27,568\xa0tấn")
    kept(window)
    chip.click()
    menu = window.page.get_by_role("dialog", name="Số liệu trong bài")
    menu.get_by_role("button", name="Bỏ đơn vị").click()
    expect(chip).to_have_text("27,568")
    kept(window)
    assert came(desk) == ['Tốt. Có {{ so("cay-trong.lua.san_luong") }}']
    window.press("Control+Enter")  # the menu by keyboard
    expect(menu.get_by_role("button").first).to_be_focused()
    window.press("ArrowDown", "Enter")
    window.type("ngo so ho")
    expect(window.page.locator(".chon-ds [aria-selected=true]")).to_contain_text("04")
    window.press("Enter")
    expect(chip).to_have_text("04\xa0hộ")
    chip.click()
    menu.get_by_role("button", name="Sửa số này ở bảng").click()
    expect(window.cell(1, "so_ho")).to_be_focused()
    window.page.click("#the-bai-viet")
    window.page.locator(".cm-content .chip-table").click()
    window.page.get_by_role("button", name="Mở bảng để sửa số").click()
    expect(window.cell(0, "so_ho")).to_be_visible()


def test_a_step_undone_is_gone_from_the_editor(window: Window) -> None:
    type_behind(window, "Tốt.", " Lúa đẹp.")
    kept(window)
    window.page.click("#hoan-tac")
    expect(line_with(window, "Tốt.")).to_have_text("Tốt.")


def test_lines_that_others_change_are_taken_over(window: Window, desk: OpenDesk) -> None:
    desk.write(PATH, desk.text(PATH).replace("Tốt.", "Khá."))
    type_behind(window, "Được mùa", " Vui.")
    kept(window)
    expect(line_with(window, "Khá.")).to_be_visible()
    assert sorted(came(desk)) == ["Khá.", "Được mùa.[^1] Vui."]


def test_who_typed_in_a_line_that_changed_elsewhere_chooses(window: Window, desk: OpenDesk) -> None:
    desk.write(PATH, desk.text(PATH).replace("Tốt.", "Khá."))
    type_behind(window, "Tốt.", " Lúa đẹp.")
    box = window.page.get_by_role("dialog", name="Cùng một chỗ")
    expect(box).to_contain_text("Khá.")
    box.get_by_role("button", name="Giữ câu của tôi").click()
    kept(window)
    assert came(desk) == ["Tốt. Lúa đẹp."]
    desk.write(PATH, desk.text(PATH).replace("Tốt.", "Khá."))
    type_behind(window, "Tốt.", " Vui.")
    box.get_by_role("button", name="Lấy câu nơi khác").click()
    expect(line_with(window, "Khá.")).to_have_text("Khá. Lúa đẹp.")


def test_who_goes_to_another_page_leaves_nothing_behind(window: Window, desk: OpenDesk) -> None:
    type_behind(window, "Tốt.", " Lúa đẹp.")
    window.page.locator("#trang").evaluate(
        "frame => frame.contentWindow.location.assign('/bao-cao/2022/')"
    )
    expect(line_with(window, "Mở đầu.")).to_be_visible()
    assert came(desk) == ["Tốt. Lúa đẹp."]


def test_the_page_is_as_wide_as_a_phone_or_a_desktop(window: Window) -> None:
    frame = window.page.locator("#trang")
    for name, width in (("Điện thoại", 390), ("Máy tính", 1280)):
        window.page.get_by_label(name).check()
        assert frame.evaluate("frame => frame.contentWindow.innerWidth") == width
        box, room = frame.bounding_box(), window.page.locator("section.trang").bounding_box()
        assert box
        assert room
        assert box["width"] <= room["width"] + 1
    window.page.get_by_label("Vừa khung").check()


def test_a_note_comes_at_the_sentence_of_the_cursor(window: Window, desk: OpenDesk) -> None:
    line_with(window, "Tốt.").click()
    window.page.get_by_role("button", name="Chú thích", exact=True).click()
    window.page.get_by_label("Lời chú thích").fill("Theo dõi của xã.")
    window.page.get_by_role("button", name="Thêm chú thích").click()
    expect(line_with(window, "Tốt.")).to_have_text("Tốt.[^chu-thich-1]")
    assert desk.text(PATH).endswith("[^chu-thich-1]: Theo dõi của xã.\n")


# --- forms -----------------------------------------------------------------------------------


def open_form(window: Window, name: str) -> Locator:
    """Open a form."""
    window.page.click("#the-them-moi")
    window.page.click(f'[data-mau="{name}"]')
    return window.page.locator("form.bieu-mau")


def fill(form: Locator, **texts: str) -> None:
    """Fill fields by their names."""
    for name, text in texts.items():
        form.locator(f'[name="{name}"]').fill(text)


def send(window: Window, desk: OpenDesk, form: Locator, label: str) -> None:
    """Send a form; it is one step, and leaves no mistake."""
    form.locator("[type=submit]").click()
    window.said(label)
    assert len(desk.draft.done) == 1
    assert not errors(examine(desk.draft.tree).problems)


def test_the_form_of_a_table_leads_to_its_grid(window: Window, desk: OpenDesk) -> None:
    form = open_form(window, "bang")
    form.locator("[type=submit]").click()
    expect(form.get_by_label("Tiêu đề bảng")).to_be_focused()
    expect(form).to_contain_text("Chưa ghi tiêu đề của bảng")
    fill(form, tieu_de="Đàn gia súc", mo_ta="Số con.", muc="Mục II")
    for place, title in enumerate(("Loài", "Số con")):
        form.locator('[data-cot="tieu_de"]').nth(place).fill(title)
    form.locator('[data-cot="don_vi"]').fill("con")
    fill(form, dong="Trâu\tnhiều")
    form.locator("[type=submit]").click()
    expect(form.locator("#bm-dong-sai")).to_contain_text("Dòng 1: cột “so_con”: “nhiều”")
    fill(form, dong="Trâu\t120\nBò\t30")
    send(window, desk, form, "Thêm bảng")
    expect(window.cell(0, "so_con")).to_be_focused()
    assert desk.text("data/2022/dan-gia-suc.csv") == "khoa,ten,so_con\ntrau,Trâu,120\nbo,Bò,30\n"
    assert '{{ bang("dan-gia-suc") }}' in came(desk)


def test_rows_of_a_table_are_pasted_from_a_spreadsheet(window: Window) -> None:
    rows = open_form(window, "bang").locator('[name="dong"]')
    rows.focus()
    html = "<table><tr><td>Trâu</td><td sdval='1200'>1.200</td></tr>"
    window.paste(html=f"{html}<tr><td>Bò\n vàng</td><td></td></tr></table>")
    expect(rows).to_have_value("Trâu\t1200\nBò vàng\t")


def test_the_form_of_a_chart_puts_it_behind_its_part(window: Window, desk: OpenDesk) -> None:
    form = open_form(window, "bieu-do")
    form.get_by_label("Chỗ trong bài").select_option(label="Cuối mục “Trồng lúa”")
    form.get_by_label("Cách vẽ").select_option("giam_dan")
    send(window, desk, form, "Thêm biểu đồ")
    call = '{{ bieu_do("cay-trong", cot="so_ho", giam_dan=True) }}'
    assert came(desk) == [call]
    assert desk.text(PATH).index(call) < desk.text(PATH).index("## Vụ xuân")
    expect(window.page.locator(".cm-content .chip-chart")).to_be_visible()


def test_the_form_of_a_note_cites_a_document(window: Window, desk: OpenDesk) -> None:
    form = open_form(window, "chu-thich")
    form.get_by_label("Chú thích cho câu").select_option(label="Tốt.")
    form.get_by_label("Lời chú thích").fill("Theo")
    form.get_by_role("button", name="Chọn văn bản…").click()
    window.type("chi tieu")
    expect(window.page.locator(".chon-ds [aria-selected=true]")).to_contain_text("01/QĐ-UBND")
    window.press("Enter")
    send(window, desk, form, "Thêm chú thích")
    assert came(desk) == ["Tốt.[^chu-thich-1]", '[^chu-thich-1]: Theo {{ van_ban("qd-1") }}.']


def test_the_form_of_a_document_writes_its_row(window: Window, desk: OpenDesk) -> None:
    form = open_form(window, "van-ban")
    fill(form, loai="Kế hoạch", so_ky_hieu="12/KH-UBND", ngay="31/02/2022", trich_yeu="trồng ngô")
    form.locator("[type=submit]").click()
    expect(form.locator("#bm-ngay-sai")).not_to_be_empty()
    fill(form, ngay="28/01/2022")
    send(window, desk, form, "Thêm văn bản")
    row = "kh-12-2022,Kế hoạch,12/KH-UBND,28/01/2022,,trồng ngô,,,,,"
    assert came(desk, "data/chung/van-ban.csv") == [row]


def test_the_form_of_a_correction_asks_why_and_who(window: Window, desk: OpenDesk) -> None:
    form = open_form(window, "dinh-chinh")
    form.get_by_role("button", name="Chọn con số…").click()
    window.type("lua so ho 2021")
    expect(window.page.locator(".chon-ds [aria-selected=true]")).to_contain_text("900")
    window.press("Enter")
    fill(form, value="901", day="05/03/2023")
    form.locator("[type=submit]").click()
    expect(form).to_contain_text("Cần ghi lý do.")
    fill(form, reason="Đếm sót một hộ", decided_by="Chủ tịch UBND xã")
    send(window, desk, form, "Đã ghi")
    (row,) = desk.text("data/2021/dinh-chinh.csv").splitlines()[1:]
    expected = "05/03/2023,cay-trong.lua.so_ho,900,901,Đếm sót một hộ,Chủ tịch UBND xã"
    assert row == expected


def test_the_form_of_a_page_opens_its_text(window: Window, desk: OpenDesk) -> None:
    form = open_form(window, "trang")
    fill(form, tieu_de="Khoa học", mo_ta="Việc khoa học.", muc="Mục III", loi="Xã có đề tài.")
    send(window, desk, form, "Thêm trang")
    expect(window.page.locator(".cm-content")).to_contain_text("Xã có đề tài.")
    expect(window.page).to_have_url(re.compile("trang=%2Fbao-cao%2F2022%2Fkhoa-hoc%2F"))
    assert came(desk, "data/2022/bo-cuc.yaml") == ["      - trang: khoa-hoc.md"]


# --- for everybody ---------------------------------------------------------------------------


def open_picker(window: Window) -> None:
    """Open the picker with something found."""
    window.press("Control+k")
    window.type("lua")
    expect(window.page.locator(".chon-ds li").first).to_be_visible()


def test_nothing_bars_anybody_from_text_picker_and_forms(window: Window) -> None:
    type_behind(window, "Tốt.", " Có 12 hộ.")
    expect(window.page.locator(".cm-lintRange-error")).to_be_visible()
    assert window.barriers() == []
    open_picker(window)
    assert window.barriers("dialog") == []
    window.press("Escape")
    window.page.locator(".cm-content .chip-table").click()
    assert window.barriers(".chip-menu") == []
    window.press("Escape")
    for name in ("bang", "bieu-do", "chu-thich", "van-ban", "dinh-chinh", "trang"):
        open_form(window, name)
        assert window.barriers("#o-them-moi") == []
        window.page.get_by_role("button", name="Các biểu mẫu khác").click()


def test_in_the_dark_and_in_a_narrow_window_all_can_be_read(
    browser: Browser, desk: OpenDesk
) -> None:
    with window_of(browser, desk, width=1024, scheme="dark") as window:
        open_text(window)
        type_behind(window, "Tốt.", " Có 12 hộ.")
        expect(window.page.locator(".cm-lintRange-error")).to_be_visible()
        kept(window)
        assert window.barriers("#o-bai-viet") == []
        assert window.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        open_picker(window)
        assert window.barriers("dialog") == []
    desk.undo_all()
