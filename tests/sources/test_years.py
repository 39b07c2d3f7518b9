"""What two years have in common, and what a report says of the year before."""

from pathlib import Path

import pytest

from report.edition.checks import check
from report.edition.edition import Edition
from report.sources.years import cell_before, course
from tests.office import column, office, package

HEADER = "khoa,ten,so,truoc,doi"
NOW = f"{HEADER}\nlua,Lúa,7,3,4\nngo,Ngô,9,9,\n"
BEFORE = f"{HEADER}\nlua,Lúa,7,,\nngo,Ngô,9,,\n"
NAME = {"docs/bao-cao/2021/index.md": None, "docs/bao-cao/2022/index.md": None}


def columns(unit: str = "vụ", **more: object) -> list[dict[str, object]]:
    """A number, what this report says it was last year, and the change since then."""
    return [
        column("khoa"),
        column("ten"),
        column("so", "integer", don_vi=unit, **more),
        column("truoc", "integer", don_vi=unit, nam_truoc_cua="so"),
        column("doi", "integer", don_vi=unit, thay_doi_cua="so"),
    ]


def years(
    folder: Path,
    now: str = NOW,
    before: str = BEFORE,
    described: str | None = None,
    rules: str | None = None,
) -> Edition:
    """An office of two years with one table."""
    described = described or package({"thu": columns()})
    return office(
        folder,
        {
            **NAME,
            "data/2021/datapackage.yaml": package({"thu": columns()}),
            "data/2021/thu.csv": before,
            "data/2021/cay-trong.csv": None,
            "data/2022/datapackage.yaml": described,
            "data/2022/thu.csv": now,
            "data/2022/cay-trong.csv": None,
            "data/2022/doi-chieu.yaml": rules,
            "docs/bao-cao/2022/trang.md": "---\ntitle: A\ndescription: B.\n---\n\n# A\n\n"
            '{{ bang("thu") }}\n\n{{ bang("thu", nam=2021) }}\n',
        },
    )


def test_a_course_has_the_same_figure_of_each_year(tmp_path: Path) -> None:
    data = years(tmp_path).years[2022]
    cells = course(data.cell("thu.lua.so"), data)
    assert [(cell.table.year, cell.value) for cell in cells] == [(2021, 7), (2022, 7)]


@pytest.mark.parametrize(
    ("now", "described"),
    [
        (NOW, package({"thu": columns("người")})),
        (NOW, package({"thu": columns(khac_nam_truoc="đếm khác")})),
        (NOW, package({"thu": columns()}, khac_nam_truoc="đếm khác")),
        (NOW.replace("lua,", "lua-moi,"), package({"thu": columns()})),
    ],
    ids=["unit", "column", "table", "key"],
)
def test_nothing_is_compared_that_is_not_the_same(tmp_path: Path, now: str, described: str) -> None:
    data = years(tmp_path, now=now, described=described).years[2022]
    key = next(iter(data.tables["thu"].rows))
    assert cell_before(data.cell(f"thu.{key}.so"), data.previous) is None
    assert len(course(data.cell(f"thu.{key}.so"), data)) == 1


def test_a_key_that_was_another_one_is_found_by_what_the_description_says(tmp_path: Path) -> None:
    described = package({"thu": columns()}).replace(
        '"name": "thu",', '"khoa_nam_truoc": {"lua-moi": "lua"}, "name": "thu",', 1
    )
    data = years(tmp_path, now=NOW.replace("lua,", "lua-moi,"), described=described).years[2022]
    (before, _) = course(data.cell("thu.lua-moi.so"), data)
    assert before.address == "thu.lua.so"


@pytest.mark.parametrize(
    ("former", "codes"),
    [
        ('{"lua-moi": "lua"}', []),
        ('{"lua-moi": "luaa"}', ["khoa-nam-truoc-khong-co"]),
        ('{"lua-mo": "lua"}', ["khoa-nam-truoc-khong-co"]),
        ('{"lua-moi": "lua", "ngo": "lua"}', ["khoa-nam-truoc-trung"]),
    ],
)
def test_a_slip_in_a_former_key_is_told(tmp_path: Path, former: str, codes: list[str]) -> None:
    described = package({"thu": columns()}).replace(
        '"name": "thu",', f'"khoa_nam_truoc": {former}, "name": "thu",', 1
    )
    edition = years(tmp_path, now=NOW.replace("lua,", "lua-moi,"), described=described)
    told = [one.code for one in check(edition) if one.code.startswith("khoa-nam-truoc")]
    assert told == codes


@pytest.mark.parametrize("key", ["thay_doi_cua", "nam_truoc_cua"])
def test_a_column_is_not_its_own_past(tmp_path: Path, key: str) -> None:
    described = package({"thu": columns(**{key: "so"})})
    codes = {one.code for one in check(years(tmp_path, described=described))}
    assert any(code.endswith("cua-cot-khong-co") for code in codes)


def test_a_report_that_revises_its_past_is_told_of_and_builds_all_the_same(tmp_path: Path) -> None:
    edition = years(tmp_path)
    failed = {
        one.stated.address: one.expected for one in edition.audits[2022].verdicts if not one.holds
    }
    assert failed == {"thu.lua.truoc": 7, "thu.lua.doi": 0}
    told = [
        (one.path, one.line, str(one.severity.value), one.code)
        for one in check(edition)
        if one.code == "so-nam-truoc-khac"
    ]
    assert told == [("data/2022/thu.csv", 2, "cảnh báo", "so-nam-truoc-khac")] * 2
    assert edition.notes[2022]["thu.lua.truoc"].text.startswith(
        "Số này khác với số của báo cáo năm 2021"
    )


RULE = """\
quy_tac:
  - id: lua-nam-truoc
    cau: Số vụ năm trước bằng số của báo cáo năm trước.
    loai: nam_truoc
    bang: thu.lua.truoc
    voi: thu.lua.so
    neu: {stated}
    tinh_ra: 7
    ghi_chu: Báo cáo tính lại.
"""


def test_a_rule_across_years_gives_the_reason(tmp_path: Path) -> None:
    rule = RULE.format(stated=3)
    edition = years(tmp_path / "a", rules=rule)
    told = [one for one in check(edition) if "truoc" in str(one.place)]
    assert told == []
    assert edition.notes[2022]["thu.lua.truoc"].text == "Báo cáo tính lại."
    stale = years(tmp_path / "b", now=NOW.replace("7,3,", "7,5,"), rules=rule)
    assert "ghi-chu-cu" in [one.code for one in check(stale)]


def test_the_first_year_has_nothing_to_be_held_against(tmp_path: Path) -> None:
    edition = years(tmp_path, rules=RULE.format(stated=3))
    (tmp_path / "data/2021/doi-chieu.yaml").write_text(RULE.format(stated=3), "utf-8")
    assert edition.audits[2021].verdicts == ()
    assert [one for one in check(edition) if "2021/doi-chieu" in one.path] == []
