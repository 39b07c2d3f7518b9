"""Guidance and the register in a real browser, with scripts and without."""

import re

from playwright.sync_api import Page

from report.edition.edition import read_edition
from tests.sites import ROOT


def shown(page: Page) -> list[str]:
    """The keys of the rows of the register that a reader sees."""
    return [
        row.get_attribute("id") or ""
        for row in page.locator("#bang-van-ban tbody tr:visible").all()
    ]


def every_document() -> list[str]:
    return list(read_edition(ROOT).common.table("van-ban").rows)


def test_the_register_is_searched_without_diacritics(page: Page) -> None:
    page.goto("van-ban/")
    assert shown(page) == every_document()
    page.get_by_role("searchbox", name=re.compile("Tìm trong bảng")).fill("doi moi cong tac")
    assert shown(page) == ["ct-34-ct-tw"]
    assert page.locator(".loc-ket-qua").inner_text() == "1 văn bản"


def test_the_register_is_a_list_on_a_phone_with_nothing_beside_the_screen(phone: Page) -> None:
    phone.goto("van-ban/")
    frame = phone.locator(".bang-khung")
    assert frame.evaluate("frame => frame.scrollWidth <= frame.clientWidth")
    assert phone.get_by_role("row").count() == len(every_document()) + 1  # a table to the ear
    phone.get_by_role("searchbox", name=re.compile("Tìm trong bảng")).fill("doi moi cong tac")
    assert shown(phone) == ["ct-34-ct-tw"]


def test_the_register_is_filtered_by_kind_issuer_and_year_together(page: Page) -> None:
    page.goto("van-ban/")
    page.get_by_role("combobox", name="Loại văn bản").select_option("Quyết định")
    assert shown(page) == [
        "qd-629-2022",
        "qd-3261-2022",
        "qd-318-bnv",
        "qd-638-2025",
    ]
    page.get_by_role("combobox", name="Năm ban hành").select_option("2022")
    assert shown(page) == ["qd-629-2022", "qd-3261-2022"]
    page.get_by_role("combobox", name="Cơ quan ban hành").select_option("Bộ Nội vụ")
    assert shown(page) == []
    assert page.locator(".loc-ket-qua").inner_text() == "0 văn bản"
    page.get_by_role("combobox", name="Năm ban hành").select_option("")
    assert shown(page) == ["qd-318-bnv", "qd-638-2025"]


def test_a_link_to_a_document_that_is_filtered_out_shows_it(page: Page) -> None:
    page.goto("van-ban/")
    page.get_by_role("combobox", name="Loại văn bản").select_option("Luật")
    page.evaluate("location.hash = 'nd-91-2017'")
    page.locator("#nd-91-2017").wait_for(state="visible")
    assert shown(page) == every_document()


def test_the_index_of_figures_keeps_its_filter(page: Page) -> None:
    page.goto("so-lieu/2022/")
    page.get_by_role("searchbox", name=re.compile("Lọc theo chữ")).fill("so vu danh bac")
    rows = page.locator("#bang-moi-so tbody tr:visible")
    assert rows.count() >= 1
    assert page.locator(".loc-ket-qua").inner_text() == f"{rows.count()} con số"


def test_the_calculator_gives_for_each_award_what_the_tables_say(page: Page) -> None:
    page.goto("huong-dan/tien-thuong/")
    award = page.get_by_role("combobox", name="Danh hiệu, hình thức")
    common = read_edition(ROOT).common
    tables = [common.table(name) for name in ("muc-tien-thuong-hien-nay", "muc-tien-thuong")]
    rows = [row for table in tables for row in table.rows.values()]
    assert award.locator("option").all_inner_texts() == [row["ten"].text for row in rows]
    for index, row in enumerate(rows):
        award.select_option(index=index)
        amount = f"{row['so_tien'].value:,}".replace(",", ".")
        assert page.locator(".tinh-tien output").inner_text() == f"{amount} đồng"


def test_the_calculator_begins_with_the_base_salary_of_today(page: Page) -> None:
    page.goto("huong-dan/tien-thuong/")
    award = page.get_by_role("combobox", name="Danh hiệu, hình thức")
    salary = page.get_by_role("textbox", name="Mức lương cơ sở")
    assert salary.input_value() == "2.530.000"
    salary.fill("2.340.000")
    award.select_option("Chiến sĩ thi đua cấp tỉnh")
    assert salary.input_value() == "2.340.000"  # another award of the same rules
    award.select_option("Lao động tiên tiến, Chiến sĩ tiên tiến")
    assert salary.input_value() == "1.490.000"  # that of the report
    assert "cơ quan quyết định" in page.locator(".tinh-tien form").inner_text()


def test_the_calculator_takes_another_salary_and_more_people(page: Page) -> None:
    page.goto("huong-dan/tien-thuong/")
    salary = page.get_by_role("textbox", name="Mức lương cơ sở")
    salary.fill("1800000")
    output = page.locator(".tinh-tien output")
    assert output.inner_text() == "540.000 đồng"  # nothing to round: 0,3 × 1.800.000
    page.get_by_role("textbox", name="Số người hoặc tập thể").fill("12")
    assert output.inner_text() == "6.480.000 đồng, mỗi suất 540.000 đồng"
    salary.fill("2.340.000")  # as such amounts are written and pasted
    assert output.inner_text() == "8.520.000 đồng, mỗi suất 710.000 đồng"
    for wrong in ("", "0", "1,8", "1.80", "-5", "hai triệu"):
        salary.fill(wrong)
        assert output.inner_text() == "Mức lương và số người ghi bằng số nguyên lớn hơn 0."


def test_without_scripts_the_register_and_the_money_are_whole(plain: Page) -> None:
    plain.goto("van-ban/")
    assert shown(plain) == every_document()
    assert not plain.locator(".loc").is_visible()
    plain.goto("huong-dan/tien-thuong/")
    assert plain.locator("article table").count() == 3
    assert plain.get_by_role("row", name=re.compile("Giấy khen cấp xã cho cá nhân")).is_visible()
    assert plain.locator(".tinh-tien form").count() == 0


def test_without_scripts_the_guided_choice_leads_to_a_page(plain: Page) -> None:
    plain.goto("huong-dan/")
    assert plain.get_by_role("link", name="Thành tích đột xuất").count() == 0  # closed
    plain.get_by_text("…cho một người").click()
    plain.get_by_text("Người đó vừa lập thành tích đột xuất").click()
    plain.get_by_role("link", name="Thành tích đột xuất").click()
    assert plain.url.endswith("huong-dan/ho-so/#thanh-tich-dot-xuat-theo-chuyen-de")


def test_the_checklist_fits_one_sheet(page: Page) -> None:
    page.goto("huong-dan/phieu-kiem/")
    assert len(re.findall(rb"/Type /Page\b", page.pdf(format="A4"))) == 1
