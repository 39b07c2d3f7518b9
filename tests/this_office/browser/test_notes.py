"""What stands behind a figure, and what a reader can do with a page besides reading it."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.sites import ROOT
from tests.this_office.browser.conftest import open_context
from tests.this_office.browser.test_page_tools import REPORT, barriers

OPEN_NOTE = ".ghi-chu-tai-cho:popover-open"


def test_a_note_opens_where_it_stands_by_keyboard_and_closes_at_escape(page: Page) -> None:
    page.goto(REPORT)
    sign = page.locator("button.dau-ghi-chu", has_text="※").first
    sign.press("Enter")
    note = page.locator(OPEN_NOTE)
    expect(note).to_contain_text("Ghi chú của người biên tập: ")
    expect(sign).to_have_attribute("aria-expanded", "true")
    assert barriers(page) == []
    page.keyboard.press("Tab")
    expect(note.get_by_role("link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(sign).to_be_focused()
    expect(sign).to_have_attribute("aria-expanded", "false")


def test_a_note_touched_on_a_phone_stands_within_the_window(phone: Page) -> None:
    phone.goto(REPORT)
    for sign in phone.locator("button.dau-ghi-chu:visible").all():
        sign.tap()
        expect(sign).to_have_attribute("aria-expanded", "true")  # and it has its place
        box = phone.locator(OPEN_NOTE).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert phone.url.endswith(REPORT)
        phone.keyboard.press("Escape")
        expect(sign).to_have_attribute("aria-expanded", "false")


def test_a_note_is_a_link_without_scripts(plain: Page) -> None:
    plain.goto(REPORT)
    plain.locator(".luu-y a").first.click()
    plain.wait_for_url(re.compile("/doi-chieu/#"))


def test_paper_has_each_note_under_the_number_behind_its_figure(page: Page) -> None:
    page.goto(REPORT)
    notes = page.locator(".ghi-chu-in > li")
    expect(notes.first).to_be_hidden()  # a screen has them where the signs are
    page.emulate_media(media="print")
    signs = page.locator(".luu-y > *")
    shown = signs.evaluate_all(
        "(all) => all.map((s) => getComputedStyle(s, '::after').content.replaceAll('\"', ''))"
    )
    assert set(shown) == {str(number + 1) for number in range(notes.count())}
    expect(notes.first).to_be_visible()


def test_the_source_switch_leaves_names_alone(page: Page) -> None:
    page.goto("bao-cao/2022/dien-hinh-tien-tien/")
    page.get_by_role("button", name="Hiện nguồn số liệu").click()
    assert page.locator("article data.so a.nguon-so").count() > 0
    expect(page.locator("article span.so a.nguon-so")).to_have_count(0)


# A browser with voices of these languages, which writes down what it is asked to say. The first
# piece takes until the test is `listening`.
VOICES = """
window.said = [];
window.listening = false;
const end = (one) => setTimeout(() => (listening ? one.onend() : end(one)), 1);
const fake = new EventTarget();
Object.assign(fake, {
  getVoices: () => LANGUAGES.map((lang) => ({ lang, localService: true })),
  speak: (one) => { said.push(one.text); end(one); },
  cancel: () => {},
});
Object.defineProperty(window, "speechSynthesis", { value: fake });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def test_a_page_is_read_aloud_by_a_voice_of_its_language(page: Page) -> None:
    page.add_init_script(VOICES.replace("LANGUAGES", '["en-US", "vi-VN"]'))
    page.goto(REPORT)
    button = page.get_by_role("button", name="Nghe đọc")
    button.press("Enter")
    expect(page.get_by_role("button", name="Dừng đọc")).to_be_focused()
    page.evaluate("listening = true")
    expect(button).to_be_visible()  # it has come to the end
    said = page.evaluate("said")
    assert said[0].startswith("Phong trào “Chung tay vì người nghèo” năm 2022")
    assert any("955 lao động có việc làm mới" in text for text in said)
    assert any("Ủy ban nhân dân các xã" in text for text in said)  # written UBND
    assert not any("※" in text or "¶" in text for text in said)
    assert max(map(len, said)) < 400


def test_who_has_no_vietnamese_voice_is_offered_none(page: Page) -> None:
    page.add_init_script(VOICES.replace("LANGUAGES", '["en-US"]'))
    page.goto(REPORT)
    expect(page.locator(".nghe-doc")).to_have_count(0)


def test_the_summary_is_read_in_a_minute_and_types_no_figure(page: Page) -> None:
    page.goto("trang/mot-phut/")
    words = page.locator(".mot-phut").inner_text().split()
    assert 100 < len(words) <= 250
    source = (ROOT / "docs/trang/mot-phut.md").read_text("utf-8")
    text = re.sub(r"\{\{.*?\}\}|\]\([^)]*\)", "", source)
    assert not re.search(r"\d", text.replace("2022", ""))


def test_a_concept_is_explained_from_the_glossary_where_it_stands(page: Page, plain: Page) -> None:
    path = "bao-cao/2022/quan-su-dia-phuong/"
    page.goto(path)
    term = page.locator("a.khai-niem", has_text="đối tượng 4")
    term.focus()
    expect(page.get_by_role("tooltip")).to_contain_text("kiến thức quốc phòng và an ninh")
    assert barriers(page) == []
    plain.goto(path)
    plain.locator("a.khai-niem", has_text="đối tượng 4").click()
    expect(plain.locator("tr:target")).to_contain_text("đối tượng 4")


def test_a_reader_says_whether_a_page_is_useful(page: Page) -> None:
    page.goto(REPORT)
    link = page.get_by_role("link", name="Chưa có ích")
    asked = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    assert asked["title"] == ["Chưa có ích"]
    assert asked["trang"][0].endswith(REPORT)
    assert (ROOT / ".github/ISSUE_TEMPLATE" / asked["template"][0]).is_file()
    expect(page.get_by_role("link", name="Báo một chỗ sai")).to_be_visible()
    page.goto("en/")
    expect(page.get_by_role("link", name="Not useful")).to_be_visible()


def test_a_page_that_was_read_is_there_without_a_network_and_says_so(
    browser: Browser, address: str
) -> None:
    with open_context(browser, address, service_workers="allow") as context:
        page = context.new_page()
        page.goto(REPORT)
        expect(page.locator(".trang-da-luu summary")).to_contain_text("Đã lưu trên máy này")
        page.goto("trang/mot-phut/")
        expect(page.locator(".trang-da-luu summary")).to_be_visible()
        context.set_offline(True)
        page.goto(REPORT)
        expect(page.locator(".ban-da-luu")).to_contain_text("Không có mạng. Đây là bản đã lưu")
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Noto Sans"')
        page.goto("huong-dan/")  # was not read
        expect(page.get_by_role("heading", name="Không có mạng")).to_be_visible()
        page.get_by_role("link", name=re.compile("^Báo cáo trong một phút")).click()
        expect(page.locator(".mot-phut")).to_be_visible()
        context.set_offline(False)
        page.goto(REPORT)
        expect(page.locator(".ban-da-luu")).to_have_count(0)
        page.locator(".trang-da-luu summary").press("Enter")
        assert barriers(page) == []
        page.get_by_role("button", name=re.compile("^Xóa các trang đã lưu")).press("Enter")
        expect(page.locator(".trang-da-luu")).to_contain_text("Đã xóa")
        assert page.evaluate("caches.keys()") == []
        with page.expect_response("**/so-lieu/2022/*/") as answer:
            page.locator(".bieu-do .dung-hinh").first.press("Enter")
        assert answer.value.from_service_worker  # it is there until the page is left
        page.reload()
        expect(page.get_by_role("button", name=re.compile("^Lưu các trang đã đọc"))).to_be_visible()
        assert page.evaluate("caches.keys()") == []
