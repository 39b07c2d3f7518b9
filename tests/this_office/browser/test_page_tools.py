"""What a reader does with a page: sources, contents, colours, printing, downloads, filters."""

import csv
import io
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Download, Page, expect

from tests.this_office.browser.conftest import open_context
from tests.this_office.browser.test_every_page import AXE, TAGS

REPORT = "bao-cao/2022/giam-ngheo/"
FIGURES = "so-lieu/2022/"
SWITCH = "Hiện nguồn số liệu"


def barriers(page: Page) -> list[str]:
    """What axe finds on a page as it stands now."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("(tags) => axe.run(document, { runOnly: tags })", TAGS)
    return [f"{v['id']}: {node['target']}" for v in found["violations"] for node in v["nodes"]]


def test_the_switch_makes_links_of_the_figures_and_is_remembered(page: Page) -> None:
    page.goto(REPORT)
    switch = page.get_by_role("button", name=SWITCH)
    figures = page.locator("article a.nguon-so")
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(figures).to_have_count(0)
    switch.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert figures.count() > 10
    assert barriers(page) == []
    text = figures.first.text_content()
    page.goto("bao-cao/2022/an-ninh-trat-tu/")
    expect(page.get_by_role("button", name=SWITCH)).to_have_attribute("aria-pressed", "true")
    page.goto(REPORT)
    figures.first.click()
    page.wait_for_url(re.compile(r"/so-lieu/2022/[a-z-]+/#"))
    row = page.locator("tr:target")
    expect(row).to_be_in_viewport()
    assert text is not None
    expect(row).to_contain_text(text)


def test_the_list_of_figures_is_one_tap_from_the_page_and_one_from_each_row(phone: Page) -> None:
    phone.goto(REPORT)
    phone.get_by_role("link", name="Số liệu trên trang này").tap()
    phone.wait_for_url(re.compile("/giam-ngheo/nguon.html$"))
    assert barriers(phone) == []
    phone.get_by_role("link", name="Lao động được giải quyết việc làm mới").tap()
    phone.wait_for_url(re.compile("/so-lieu/2022/viec-lam/#giai-quyet$"))
    expect(phone.locator("tr:target")).to_contain_text("955")


def test_an_abbreviation_is_explained_on_focus_and_hover_until_escape(page: Page) -> None:
    """WCAG 2.2, 1.4.13: it can be dismissed, pointed at, and stays until it is left."""
    page.goto(REPORT)
    term = page.locator("a.viet-tat", has_text="UBND")
    note = page.get_by_role("tooltip")
    expect(note).to_have_count(0)
    term.focus()
    expect(note).to_contain_text("Ủy ban nhân dân.")
    expect(term).to_have_attribute("aria-describedby", "giai-thich")
    assert barriers(page) == []
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    term.hover()
    note.hover()  # the way from the word to its explanation does not lose it
    expect(note).to_be_visible()
    page.mouse.move(0, 0)
    expect(note).to_have_count(0)


def test_the_first_touch_explains_an_abbreviation_and_the_second_follows_it(phone: Page) -> None:
    phone.goto(REPORT)
    term = phone.locator("a.viet-tat", has_text="UBND")
    term.tap()
    expect(phone.get_by_role("tooltip")).to_be_visible()
    assert phone.url.endswith(REPORT)
    term.tap()
    phone.wait_for_url(re.compile("/thuat-ngu/#ubnd$"))
    expect(phone.locator("tr:target")).to_contain_text("Ủy ban nhân dân")


def test_the_contents_of_a_page_lead_to_its_sections(page: Page) -> None:
    page.goto(REPORT)
    links = page.locator(".md-sidebar--secondary nav").get_by_role("link")
    headings = page.locator("article h2")
    assert links.count() >= headings.count() > 3
    link = links.last
    name = link.inner_text()
    link.click()
    heading = page.locator("article :target")
    expect(heading).to_contain_text(name)
    expect(heading).to_be_in_viewport()
    # The fixed head of the page must not lie on the heading.
    head = page.locator(".md-header").bounding_box()
    box = heading.bounding_box()
    assert head
    assert box
    assert box["y"] >= head["y"] + head["height"]


def test_dark_colours_are_remembered_on_the_next_page(page: Page) -> None:
    page.goto("")
    page.get_by_role("button", name="Chuyển sang giao diện sáng").click()
    page.get_by_role("button", name="Chuyển sang giao diện tối").click()
    page.goto(REPORT)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_the_colours_of_the_machine_are_taken_without_asking(
    browser: Browser, address: str
) -> None:
    with open_context(browser, address, color_scheme="dark") as context:
        page = context.new_page()
        for path in (f"{REPORT}nguon.html", ""):  # the theme remembers what it found
            page.goto(path)
            expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_and_menu_have_no_barrier_either(phone: Page, scheme: str) -> None:
    phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    phone.goto(REPORT)
    phone.get_by_role("button", name="Danh mục").click()
    assert barriers(phone) == []
    phone.keyboard.press("Escape")
    phone.get_by_role("button", name="Tìm kiếm").first.click()
    phone.keyboard.type("giam ngheo")
    phone.wait_for_selector(".md-search-result__item")
    assert barriers(phone) == []


def test_paper_has_the_text_and_whole_tables_and_no_controls(page: Page) -> None:
    page.goto("bao-cao/2022/an-ninh-trat-tu/")
    page.emulate_media(media="print")
    expect(page.locator(".gop-y a")).not_to_have_count(0)
    controls = ".md-header, .md-tabs, .md-sidebar, .md-search, .cong-tac-nguon, .gop-y, .dung-hinh"
    buttons = "button:not(.dau-ghi-chu)"  # on paper the mark of a note is its number
    expect(page.locator(f":is({controls}, {buttons}, summary):visible")).to_have_count(0)
    page.set_viewport_size({"width": 680, "height": 960})  # an A4 sheet within its margins
    for region in page.locator("article .bang-khung:visible").all():
        assert region.evaluate("(r) => r.scrollWidth <= r.clientWidth"), region.inner_text()[:40]
    assert (
        page.locator("article").evaluate("(a) => getComputedStyle(a).color") != "rgb(255, 255, 255)"
    )
    assert len(page.pdf(format="A4")) > 10_000


def test_paper_is_light_where_the_screen_is_dark(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(REPORT)
    background, text = page.locator("article").evaluate(
        "(a) => [getComputedStyle(document.body).backgroundColor, getComputedStyle(a).color]"
        ".map((colour) => colour.match(/[\\d.]+/g).slice(0, 3).reduce((s, n) => s + Number(n), 0))"
    )
    assert background > 600
    assert text < 300


def downloaded(page: Page, link: str) -> Download:
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    return download.value


def test_downloads_are_the_files_they_say_they_are(page: Page, tmp_path: Path) -> None:
    page.goto(FIGURES)
    workbook = tmp_path / "tep.xlsx"
    downloaded(page, "Mọi bảng trong một tệp Excel (XLSX)").save_as(workbook)
    assert len(load_workbook(workbook, read_only=True).sheetnames) > 30
    archive = tmp_path / "tep.zip"
    downloaded(page, "Mọi tệp trong một gói nén (ZIP)").save_as(archive)
    assert ZipFile(archive).testzip() is None


def test_a_table_can_be_taken_as_csv(page: Page) -> None:
    page.goto("so-lieu/2022/viec-lam/")
    url = page.get_by_role("link", name=re.compile("CSV")).first.evaluate("(link) => link.href")
    answer = page.request.get(url)
    assert answer.ok
    rows = list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))
    assert any("955" in row.values() for row in rows)


def test_the_list_of_figures_is_filtered_with_or_without_diacritics(page: Page) -> None:
    page.goto(FIGURES)
    rows = page.locator("#bang-moi-so tbody tr:visible")
    assert rows.count() == 0, "they are folded by the sections of the report"
    box = page.get_by_label(re.compile("^Lọc"))
    box.fill("viec lam moi")
    status = page.locator(".loc [role=status]")
    expect(status).to_have_text(re.compile(r"^\d+ con số$"))
    few = rows.count()
    assert 0 < few < 40
    box.fill("việc làm mới")
    expect(rows).to_have_count(few)
    box.fill("khong-co-so-nay")
    expect(status).to_have_text("0 con số")
    box.fill("")
    expect(rows).to_have_count(0)
    expect(page.locator(".nhom:visible")).not_to_have_count(0)


def test_what_can_be_done_with_a_chart_opens_in_place_and_closes_with_the_keyboard(
    page: Page,
) -> None:
    page.goto(REPORT)
    link = page.locator(".bieu-do .dung-hinh").first
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=re.compile("^Biểu đồ:"))
    expect(dialog.get_by_role("link", name="PNG")).to_be_visible()
    picture = dialog.get_by_role("link", name="PNG").get_attribute("href")
    assert picture
    assert page.request.get(picture).ok
    assert page.url.endswith(REPORT)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


@pytest.mark.parametrize(
    "key", ["bang-vay-von", "bieu-do-xa-tieu-chi-nhom-xep-o-don-vi-hanh-chinh"]
)
def test_a_page_for_frames_has_no_barrier_and_fits_a_narrow_frame(page: Page, key: str) -> None:
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(f"nhung/2022/{key}/")
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    assert barriers(page) == []
    assert errors == []


def test_a_bar_tells_its_value_with_unit_and_source(page: Page) -> None:
    page.goto("bao-cao/2022/an-ninh-trat-tu/")
    page.get_by_role("link", name="Trộm cắp tài sản").first.focus()
    tip = page.get_by_role("tooltip")
    expect(tip).to_contain_text("10 vụ. Nguồn:")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_a_link_to_a_folded_part_opens_it(page: Page) -> None:
    page.goto("so-lieu/2022/vi-pham-khac/#dung-bang-vi-pham-khac")
    expect(page.locator("#dung-bang-vi-pham-khac q")).to_be_visible()


def test_nothing_moves_for_whoever_asked_for_less_motion(page: Page) -> None:
    page.goto(REPORT)
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter((e) => {"
        " const s = getComputedStyle(e);"
        " const longest = (times) => Math.max(...times.split(',').map(parseFloat));"
        " return longest(s.transitionDuration) > 0.05 || longest(s.animationDuration) > 0.05"
        " || s.scrollBehavior === 'smooth'; }).map((e) => e.className)"
    )
    assert moving == []


def test_charts_and_controls_are_seen_in_forced_colours(browser: Browser, address: str) -> None:
    with open_context(browser, address, forced_colors="active") as context:
        page = context.new_page()
        page.goto("bao-cao/2022/an-ninh-trat-tu/")
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        bars = page.locator("figure.bieu-do svg .thanh")
        assert bars.count() > 3
        assert bars.first.evaluate("(bar) => getComputedStyle(bar).fill") != background
        switch = page.get_by_role("button", name=SWITCH)
        switch.click()
        assert switch.evaluate("(s) => getComputedStyle(s, '::before').content") == '"✓ "'


def test_an_address_without_a_page_answers_in_vietnamese(page: Page) -> None:
    answer = page.goto("khong/co/trang-nay/")
    assert answer
    assert answer.status == 404
    expect(page.locator(".md-header")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Noto Sans"')
