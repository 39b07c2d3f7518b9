"""The office's guidance is dated, gives today's rules first, and rests on documents with days."""

import re
from datetime import date, timedelta

import pytest

from report.edition.edition import Edition, FilledPage, read_edition
from report.sources.tables import Cell
from tests.sites import ROOT

# Pages that give today's rules, and those of the report behind them.
BOTH = ["danh-hieu", "ho-so", "thu-tuc", "tien-thuong", "hoi-dap"]
AS_COMPUTED = "tính theo cách làm tròn lên; cơ quan quyết định"
MARK = r"(\*)"  # on a page: read in a secondary source
SECTION = re.compile("^## .*$", re.M)
# Key of the register → first and last day in force and successor: the facts of law with a date.
DATED = {
    "luat-tdkt-2003": ("", "31/12/2023", "luat-06-2022"),
    "luat-06-2022": ("01/01/2024", "", ""),
    "luat-06-2026": ("01/10/2026", "", ""),
    "nd-91-2017": ("", "31/12/2023", "nd-98-2023"),
    "nd-98-2023": ("01/01/2024", "30/06/2025", "nd-152-2025"),
    "nd-152-2025": ("01/07/2025", "", ""),
    "tt-12-2019": ("", "31/12/2023", "tt-01-2024"),
    "tt-01-2024": ("01/01/2024", "04/08/2025", "tt-15-2025"),
    "tt-15-2025": ("05/08/2025", "", ""),
    "qd-318-bnv": ("", "31/12/2023", ""),
    "nq-1657-2025": ("01/07/2025", "", ""),
    "nd-73-2024": ("01/07/2024", "", ""),
    "nd-161-2026": ("01/07/2026", "", ""),
    "nd-13-2023": ("", "31/12/2025", "luat-91-2025; nd-356-2025"),
    "luat-91-2025": ("01/01/2026", "", ""),
    "nd-356-2025": ("01/01/2026", "", ""),
    "nd-42-2022": ("15/08/2022", "30/06/2026", "nd-224-2026"),
    "nd-224-2026": ("01/07/2026", "", ""),
    "tt-22-2023": ("05/04/2024", "", ""),
}


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_edition(ROOT)


@pytest.fixture(scope="module")
def guidance(edition: Edition) -> dict[str, FilledPage]:
    """The guidance pages by their names."""
    pages = [filled for filled in edition.pages.values() if filled.guidance]
    return {filled.page.uri.split("/")[-1].removesuffix(".md"): filled for filled in pages}


def day(cell: Cell) -> date:
    assert isinstance(cell.value, date)
    return cell.value


def test_every_guidance_page_of_the_office_is_dated_and_leads_to_whom_to_ask_now(
    guidance: dict[str, FilledPage],
) -> None:
    assert len(guidance) >= 12
    for name, filled in guidance.items():
        assert filled.guidance is not None
        assert filled.guidance.checked, name
        assert "cấp xã" in filled.plain or name in ("phieu-kiem", "hoi-dap"), name


@pytest.mark.parametrize("name", BOTH)
def test_the_rules_of_today_come_first_and_the_old_ones_say_what_they_are(
    guidance: dict[str, FilledPage], name: str
) -> None:
    page = guidance[name].page
    first, second = SECTION.findall(page.text)
    assert first == "## Hiện nay"
    assert second == "## Theo quy định đến hết năm 2023 { .quy-dinh-cu }"
    assert "hieu_luc_den" not in page.meta


def test_each_dated_fact_of_law_has_its_document_and_both_days(edition: Edition) -> None:
    columns = ("hieu_luc_tu", "hieu_luc_den", "thay_bang")
    rows = edition.common.table("van-ban").rows
    dated = {key: tuple(row[name].text for name in columns) for key, row in rows.items()}
    assert {key: texts for key, texts in dated.items() if any(texts)} == DATED


def test_what_takes_the_place_of_a_document_holds_from_the_day_after_its_last(
    edition: Edition,
) -> None:
    rows = edition.common.table("van-ban").rows
    for row in rows.values():
        for key in filter(None, row["thay_bang"].text.split("; ")):
            assert day(rows[key]["hieu_luc_tu"]) == day(row["hieu_luc_den"]) + timedelta(1)


def test_no_guidance_page_names_an_ended_decree_as_the_rule_after_it(
    guidance: dict[str, FilledPage],
) -> None:
    for name, filled in guidance.items():
        assert filled.guidance is not None
        assert not {"nd-98-2023", "tt-01-2024"} & {*filled.guidance.replaced_by}, name
        assert "nd-98-2023" not in filled.guidance.basis or name == "thay-doi-tu-2023"


def test_each_base_salary_has_its_days_and_todays_comes_first(edition: Edition) -> None:
    rows = edition.common.table("luong-co-so").rows
    now, before, then = rows.values()
    assert (now["muc"].value, before["muc"].value, then["muc"].value) == (
        2530000,
        2340000,
        1490000,
    )
    documents = edition.common.table("van-ban").rows
    assert day(now["tu_ngay"]) == day(documents["nd-161-2026"]["hieu_luc_tu"])
    assert day(before["tu_ngay"]) == day(documents["nd-73-2024"]["hieu_luc_tu"])
    assert day(now["tu_ngay"]) == day(before["den_ngay"]) + timedelta(1)
    assert not now["den_ngay"].text
    assert then["den_ngay"].text == "30/06/2023"


def test_an_amount_of_today_never_stands_without_who_decides_it(
    edition: Edition, guidance: dict[str, FilledPage]
) -> None:
    (title,) = [
        column.title
        for column in edition.common.table("muc-tien-thuong-hien-nay").columns.values()
        if column.name == "so_tien"
    ]
    assert AS_COMPUTED in title
    lines = [line for filled in guidance.values() for line in filled.page.text.splitlines()]
    amounts = [line for line in lines if "muc-tien-thuong-hien-nay" in line and ".so_tien" in line]
    assert len(amounts) >= 2
    assert all(AS_COMPUTED in line for line in amounts)


def test_the_mark_of_a_secondary_source_is_explained_once_on_each_page_that_has_it(
    guidance: dict[str, FilledPage],
) -> None:
    marked = {name for name, filled in guidance.items() if MARK in filled.page.text}
    assert {*BOTH, "quy-dinh-hien-hanh", "thay-doi-tu-2023"} <= marked
    for name in marked:
        assert guidance[name].page.text.count(f"Dấu {MARK} là điều mới đọc") == 1, name


def test_what_is_not_known_is_said_once_a_page(guidance: dict[str, FilledPage]) -> None:
    for name, filled in guidance.items():
        assert filled.page.text.count("chưa xác minh") <= 1, name
