"""What was published stays, or says when, why and by whom it was changed."""

from pathlib import Path

import pytest

from report.__main__ import main
from report.edition.checks import check
from report.edition.edition import Edition, read_edition
from report.problems.problem import errors
from report.site.data_pages import data_pages
from report.sources.corrections import frozen_text, read_publication
from tests.office import CROPS_CSV, office, page_html

FROZEN = "data/2022/cong-bo.csv"
CORRECTIONS = "data/2022/dinh-chinh.csv"
HEAD = "ngay,so_lieu,cu,moi,ly_do,nguoi_quyet_dinh\n"
ROW = "05/03/2023,cay-trong.lua.so_ho,955,956,Đếm sót một hộ,Chủ tịch UBND xã\n"


def published(folder: Path, csv: str = CROPS_CSV, corrections: str | None = None) -> Edition:
    """The miniature office, frozen with its own data, and now with other data."""
    frozen = frozen_text(office(folder).years[2022])
    more = {} if corrections is None else {CORRECTIONS: corrections}
    return office(folder, {FROZEN: frozen, "data/2022/cay-trong.csv": csv, **more})


def messages(edition: Edition) -> list[str]:
    return [str(problem) for problem in check(edition)]


def test_a_published_year_without_changes_is_in_order(tmp_path: Path) -> None:
    assert messages(published(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "lua,Lúa,955",
            "lua,Lúa,956",
            "cay-trong.csv:2: “cay-trong.lua.so_ho” đã công bố là “955”",
        ),
        ("lua,Lúa,955", "lua,Lúa nước,955", "“Lúa”, nay là “Lúa nước”"),
        ("tỷ đồng", "Tỷ đồng", "“tỷ đồng”, nay là “Tỷ đồng”"),
        ("ngo,Ngô,4", "ngo,Ngô,", "cong-bo.csv:"),
        ("mia,Mía,,0", "mia,Mía,7,0", "“cay-trong.mia.so_ho” (7) chưa có khi công bố"),
    ],
)
def test_a_changed_removed_or_added_figure_needs_a_correction(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    (message,) = messages(published(tmp_path, CROPS_CSV.replace(old, new)))
    assert said in message
    assert "data/2022/dinh-chinh.csv" in message


@pytest.mark.parametrize("csv", ["", CROPS_CSV.replace("lua,Lúa,955", "lua,Lúa,9,55,")])
def test_figures_of_a_table_or_row_that_cannot_be_read_are_not_reported_as_gone(
    tmp_path: Path, csv: str
) -> None:
    said = messages(published(tmp_path, csv))
    assert said
    assert not [message for message in said if "cong-bo.csv" in message]


@pytest.mark.parametrize("typed", ["9.55", "9x5", "chín"])
def test_a_published_figure_that_cannot_be_read_is_told_of_once(tmp_path: Path, typed: str) -> None:
    found = check(published(tmp_path, CROPS_CSV.replace("955", typed, 1)))
    assert [(one.path, one.line) for one in found] == [("data/2022/cay-trong.csv", 2)]
    assert found[0].code != "khac-da-cong-bo", "nobody is asked to correct to what is a mistake"


def test_a_description_that_cannot_be_read_is_the_one_problem_of_its_tables(
    tmp_path: Path,
) -> None:
    edition = office(tmp_path, {"data/2022/datapackage.yaml": "resources: [a\n"})
    assert "bang-chua-mo-ta" not in {problem.code for problem in check(edition)}


def test_a_corrected_figure_is_in_order(tmp_path: Path) -> None:
    csv = CROPS_CSV.replace("955", "956")
    assert messages(published(tmp_path, csv, HEAD + ROW)) == []


def test_corrections_follow_one_another_by_date(tmp_path: Path) -> None:
    csv = CROPS_CSV.replace("955", "957")
    later = "06/03/2023,cay-trong.lua.so_ho,956,957,Đếm lại,Chủ tịch UBND xã\n"
    assert messages(published(tmp_path, csv, HEAD + later + ROW)) == []


@pytest.mark.parametrize(
    ("corrections", "line", "code"),
    [
        (HEAD + ROW.replace("955", "950"), 2, "gia-tri-cu-sai"),
        (HEAD + ROW.replace("05/03/2023", "31/02/2023"), 2, "khong-phai-ngay"),
        (HEAD + ROW.replace("Đếm sót một hộ", ""), 2, "dinh-chinh-thieu"),
        (HEAD + ROW.replace(",Chủ tịch UBND xã", ""), 2, "dong-dinh-chinh-sai"),
        ("ngay,so\n" + ROW, 1, "dong-dau-sai"),
    ],
)
def test_a_mistake_in_a_correction_is_reported_at_its_line(
    tmp_path: Path, corrections: str, line: int, code: str
) -> None:
    csv = CROPS_CSV.replace("955", "956")
    problems = check(published(tmp_path, csv, corrections))
    assert (CORRECTIONS, line, code) in {(one.path, one.line, one.code) for one in problems}


def test_a_correction_stands_on_its_page_and_on_the_page_of_corrections(tmp_path: Path) -> None:
    later = "06/03/2023,cay-trong.lua.so_ho,956,957,Đếm lại,Chủ tịch UBND xã\n"
    edition = published(tmp_path, CROPS_CSV.replace("955", "957"), HEAD + ROW + later)
    page = page_html(edition, "bao-cao/2022/index.md")
    assert page.index("Ngày 06/3/2023") < page.index("Ngày 05/3/2023") < page.index("<table")
    listed = data_pages(edition)["so-lieu/2022/dinh-chinh.md"].body
    assert listed.index("06/3/2023") < listed.index("05/3/2023")
    assert "Đếm sót một hộ" in listed


def test_without_corrections_the_page_says_so(tmp_path: Path) -> None:
    listed = data_pages(published(tmp_path))["so-lieu/2022/dinh-chinh.md"].body
    assert "chưa có số liệu nào bị sửa" in listed
    assert "vẫn như khi công bố" in listed


def test_freezing_writes_every_figure_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    assert main(["freeze", "2022", "--root", str(tmp_path)]) == 0
    assert "cay-trong.lua.so_ho,955\n" in (tmp_path / FROZEN).read_text("utf-8")
    assert "data/2022/cong-bo.csv" in capsys.readouterr().out
    before = (tmp_path / FROZEN).read_bytes()
    assert main(["freeze", "2022", "--root", str(tmp_path)]) == 1
    assert "dinh-chinh.csv" in capsys.readouterr().out
    assert (tmp_path / FROZEN).read_bytes() == before


def test_a_year_with_mistakes_or_without_data_cannot_be_frozen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path, {"data/2022/cay-trong.csv": CROPS_CSV.replace("955", "nhiều")})
    assert main(["freeze", "2022", "--root", str(tmp_path)]) == 1
    assert "không phải là số" in capsys.readouterr().out
    assert main(["freeze", "2020", "--root", str(tmp_path)]) == 1
    assert "2020" in capsys.readouterr().out
    assert not (tmp_path / FROZEN).exists()


def test_a_record_that_cannot_be_read_is_one_problem_and_nothing_was_published(
    tmp_path: Path,
) -> None:
    edition = office(tmp_path, {FROZEN: "so_lieu,gia_tri\n"})
    (tmp_path / FROZEN).write_bytes(b"so_lieu,gia_tri\na,\x00\xff\xfe\n")
    publication = read_publication(tmp_path, edition.years[2022])
    assert [one.path for one in publication.problems] == [FROZEN]
    assert not publication.frozen


def test_a_figure_whose_table_or_row_is_gone_is_told_with_what_was_published(
    tmp_path: Path,
) -> None:
    csv = CROPS_CSV.replace("ngo,Ngô,4,1000,5,05/03/2022,2020,200,triệu đồng\n", "")
    found = check(published(tmp_path, csv))
    frozen = (tmp_path / FROZEN).read_text("utf-8").splitlines()
    told = {(one.line, dict(one.fields)["address"]): dict(one.fields) for one in found}
    lines = [number for number, line in enumerate(frozen, 1) if line.startswith("cay-trong.ngo.")]
    assert [line for line, _ in sorted(told)] == lines
    for (line, address), fields in told.items():
        assert frozen[line - 1] == f"{address},{fields['published']}"
    assert {one.code for one in found} == {"mat-so-da-cong-bo"}


def test_a_corrected_figure_that_is_gone_is_told_too(tmp_path: Path) -> None:
    added = f"{HEAD}05/03/2023,cay-trong.ngo.xa,,7,Bổ sung,Chủ tịch\n"
    found = [(one.path, one.line, one.code) for one in check(published(tmp_path, CROPS_CSV, added))]
    assert found == [(FROZEN, 1, "mat-so-da-cong-bo")]


VALUE = "cay-trong.lua.von"
MENDED = {
    "a day": (f'15/3/2023,{VALUE},"1,5","1,59",Sai,Chủ tịch\n', ["ngay"]),
    "decimal points": (f"15/03/2023,{VALUE},1.5,1.59,Sai,Chủ tịch\n", ["cu", "moi"]),
    "both": (f"15/3/2023,{VALUE},1.5,1.59,Sai,Chủ tịch\n", ["cu", "moi", "ngay"]),
}


@pytest.mark.parametrize("slip", MENDED)
def test_a_correction_is_read_as_cells_are_and_mended_by_tidy(tmp_path: Path, slip: str) -> None:
    row, columns = MENDED[slip]
    found = check(published(tmp_path, CROPS_CSV.replace("1,5", "1,59"), HEAD + row))
    assert [(one.path, one.code, one.place) for one in found] == [
        (CORRECTIONS, "doc-la", f"cột “{column}”") for column in columns
    ]
    assert main(["tidy", "--root", str(tmp_path)]) == 0
    expected = f'{HEAD}15/03/2023,{VALUE},"1,5","1,59",Sai,Chủ tịch\n'
    assert (tmp_path / CORRECTIONS).read_text("utf-8") == expected


def test_a_freeze_that_excel_saved_is_what_was_published(tmp_path: Path) -> None:
    edition = published(tmp_path)
    assert check(edition) == []
    text = (tmp_path / FROZEN).read_text("utf-8")
    saved = text.replace('"1,5"', "1.5").replace("so_lieu,", "SO_LIEU,")
    rows = "".join(f"{line.replace(',', ';', 1)}\n" for line in saved.splitlines())
    (tmp_path / FROZEN).write_text(rows.replace('"', ""), "utf-8-sig", newline="\r\n")
    found = check(read_edition(tmp_path))
    assert {one.path for one in found} == {FROZEN}
    assert not errors(found)
    assert main(["tidy", "--root", str(tmp_path)]) == 0
    assert (tmp_path / FROZEN).read_text("utf-8") == text


def test_a_correction_from_a_value_written_otherwise_follows_it(tmp_path: Path) -> None:
    row = f'15/03/2023,{VALUE},"1,50","1,59",Sai,Chủ tịch\n'
    assert check(published(tmp_path, CROPS_CSV.replace("1,5", "1,59"), HEAD + row)) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (ROW.replace("05/03/2023", "31/02/2023"), "khong-phai-ngay"),
        (ROW.replace("05/03/2023", "5/3/2023"), "ngay-hai-nghia"),
        (ROW.replace("956", "1.956"), "so-nguyen-hai-nghia"),
        (ROW.replace("956", "nhiều"), "khong-phai-so"),
        (ROW.replace("Đếm sót một hộ", ""), "dinh-chinh-thieu"),
        (ROW.replace(",Chủ tịch UBND xã", ""), "dong-dinh-chinh-sai"),
        (ROW.replace("956", "Nguy?n"), "chu-mat-dau"),
    ],
)
def test_a_row_that_cannot_be_used_draws_one_message(tmp_path: Path, row: str, code: str) -> None:
    found = check(published(tmp_path, CROPS_CSV.replace("955", "956"), HEAD + row))
    assert [(one.path, one.line, one.code) for one in found] == [(CORRECTIONS, 2, code)]


def test_beside_a_row_that_cannot_be_used_other_figures_are_held_to_what_was_published(
    tmp_path: Path,
) -> None:
    csv = CROPS_CSV.replace("955", "956").replace("Ngô,4", "Ngô,6")
    for row in (ROW.replace("956", "nhiều"), ROW.replace(",Chủ tịch UBND xã", "")):
        found = check(published(tmp_path, csv, HEAD + row))
        assert [(one.path, one.line) for one in found] == [
            ("data/2022/cay-trong.csv", 3),
            (CORRECTIONS, 2),
        ]


@pytest.mark.parametrize("name", [FROZEN, CORRECTIONS])
def test_a_record_without_a_line_lacks_its_header(tmp_path: Path, name: str) -> None:
    published(tmp_path)
    (tmp_path / name).write_bytes(b"")
    (told,) = check(read_edition(tmp_path))
    assert (told.path, told.line, told.code) == (name, 1, "dong-dau-sai")
