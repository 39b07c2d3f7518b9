"""A new year of the real office: nothing of the last one is lost or taken for new."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from report.__main__ import main
from report.drafting.new_year.years import Step
from report.edition.checks import check
from report.edition.edition import Edition, read_edition
from report.problems.problem import errors, open_places
from report.sources.csv_rows import write_csv
from report.sources.markdown import read_markdown
from report.sources.open_places import MARK
from report.sources.pages import read_page
from tests.drafting.test_new_year import STEP, contents, rows
from tests.office import result_of
from tests.sites import ROOT, build
from tests.this_office.first_year import copy_first_year, is_later


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real project as it was with its first year alone, and the next one begun."""
    folder = copy_first_year(tmp_path_factory.mktemp("real"))
    assert main(["new-year", "2023", "--root", str(folder)]) == 0
    return folder


def test_the_last_year_stays_as_it_was(real: Path) -> None:
    before = {path: text for path, text in contents(ROOT).items() if not is_later(path)}
    after = contents(real)
    assert {path for path in before if before[path] != after[path]} == set()
    assert all("/2023/" in path for path in after.keys() - before.keys())


def test_the_new_year_has_only_open_places_each_at_its_line(real: Path) -> None:
    problems = check(read_edition(real))
    assert errors(problems) == []
    listed = {(one.path, one.line) for one in open_places(problems)}
    marked = set()
    for path, content in contents(real).items():
        if "/2023/" in path and not path.endswith("datapackage.yaml"):
            for number, line in enumerate(content.decode().splitlines(), 1):
                if "cần điền" in line or "can_viet(" in line:
                    marked.add((path, number))
    assert {place for place in listed if not place[0].endswith("datapackage.yaml")} == marked
    assert len(marked) > 200


def test_no_value_of_the_last_year_stands_in_the_new_one(real: Path) -> None:
    edition = read_edition(real)
    carried = [
        cell.address
        for table in edition.years[2023].tables.values()
        for row in table.rows.values()
        for cell in row.values()
        if cell.column.type != "string" and cell.value is not None and table.next_year != "chep"
    ]
    assert carried == []


def test_rows_and_columns_are_those_of_the_last_year(real: Path) -> None:
    for path in sorted((ROOT / "data/2022").glob("*.csv")):
        if path.name in ("cong-bo.csv", "dinh-chinh.csv"):  # of what was published
            continue
        old, new = rows(path), rows(real / "data/2023" / path.name)
        assert new[0] == old[0]
        assert len(new) == len(old)
    names = [row[1] for row in rows(real / "data/2023/dien-hinh.csv")[1:]]
    assert set(names) == {"cần điền"}  # persons are news of their year
    communes = [row[1] for row in rows(real / "data/2023/xa-tieu-chi.csv")[1:]]
    assert communes == [row[1] for row in rows(ROOT / "data/2022/xa-tieu-chi.csv")[1:]]


def test_headings_figures_and_front_matter_of_the_pages_stay(real: Path) -> None:
    for path in sorted((ROOT / "docs/bao-cao/2022").glob("*.md")):
        old = read_page(path.name, path.read_text("utf-8"))
        new = read_page(path.name, (real / "docs/bao-cao/2023" / path.name).read_text("utf-8"))
        assert new.meta.keys() == old.meta.keys()
        heads = [re.findall("^#.*", page.text[page.start :], re.M) for page in (old, new)]
        assert heads[0] == heads[1]
        calls = [set(calls_of(page.text)) for page in (old, new)]
        assert {STEP.text(call) if "van_ban" not in call else call for call in calls[0]} == calls[1]


def calls_of(text: str) -> list[str]:
    """The macro calls of a page that show data."""
    return [
        call.source.strip()
        for call in read_markdown(text).calls
        if not re.match(r"\s*(nam\b|can_viet)", call.source)
    ]


def test_no_sentence_of_the_last_year_stands_in_the_new_one(real: Path) -> None:
    for path in sorted((real / "docs/bao-cao/2023").glob("*.md")):
        page = read_page(path.name, path.read_text("utf-8"))
        for line in page.text[page.start :].splitlines():
            assert not line or line.lstrip().startswith(("#", "{{", "- {{", "- [", "- Mục", "[")), (
                line
            )


def test_rules_are_taken_over_without_notes(real: Path) -> None:
    old = yaml.safe_load((ROOT / "data/2022/doi-chieu.yaml").read_text("utf-8"))
    text = (real / "data/2023/doi-chieu.yaml").read_text("utf-8")
    new = yaml.safe_load(text)
    assert "luu_y" not in new
    assert [rule["id"] for rule in new["quy_tac"]] == [rule["id"] for rule in old["quy_tac"]]
    for rule in old["quy_tac"]:
        for key in ("ghi_chu", "neu", "tinh_ra"):
            rule.pop(key, None)
    assert new["quy_tac"] == yaml.safe_load(STEP.text(yaml.safe_dump(old["quy_tac"])))
    assert text.startswith("# Các quy tắc")


def test_years_in_descriptions_move_on_and_days_wait(real: Path) -> None:
    text = (real / "data/2023/datapackage.yaml").read_text("utf-8")
    assert "so với cùng kỳ năm 2022" in text
    assert "ky: năm 2023" in text
    assert "ky: giai đoạn 2021–2025 (theo" in text
    assert "ky: tính đến ngày cần điền" in text


def test_the_site_is_built_and_the_front_page_stays_with_the_published_year(
    real: Path, tmp_path: Path
) -> None:
    result = build(real, tmp_path / "site")
    assert result.status == 0, result.output
    assert "data/2023/viec-lam.csv:2: chờ điền" in result.output
    page = (result.site / "bao-cao/2023/giam-ngheo/index.html").read_text("utf-8")
    assert "Bản thảo" in page
    assert "(chờ số liệu" in page
    for uri, is_draft in {"so-lieu/2023/viec-lam": True, "so-lieu/2022/viec-lam": False}.items():
        text = (result.site / uri / "index.html").read_text("utf-8")
        assert ("đang được soạn" in text) is is_draft
    front = (result.site / "index.html").read_text("utf-8")
    assert "(chờ số liệu" not in front
    assert "Bốn con số của năm 2022" in front


def fill_year_of_real(root: Path, year: int) -> None:
    """Fill a year of this office in as its editors do, data and text alone: with the figures of
    the year before, but for one more accident, and one sentence everywhere."""
    step = Step(year - 1, year)
    old, new = root / f"data/{year - 1}", root / f"data/{year}"
    for path in new.glob("*.csv"):
        before = rows(old / path.name)
        filled = [
            [was if cell == MARK else cell for cell, was in zip(*pair, strict=True)]
            for pair in zip(rows(path), before, strict=True)
        ]
        path.write_text(write_csv(filled), "utf-8")
    accidents = new / "tai-nan-giao-thong.csv"
    text = accidents.read_text("utf-8")
    accidents.write_text(re.sub(r"^(so-vu,.*?,)7,", r"\g<1>8,", text, flags=re.M), "utf-8")
    notes = step.text((old / "doi-chieu.yaml").read_text("utf-8"))
    (new / "doi-chieu.yaml").write_text(notes.replace(MARK, "cuối năm"), "utf-8")
    described = new / "datapackage.yaml"
    described.write_text(described.read_text("utf-8").replace(MARK, f"31/12/{year}"), "utf-8")
    for page in (root / f"docs/bao-cao/{year}").glob("*.md"):
        text = re.sub(r"\{\{ can_viet\(.*?\) \}\}", "Huyện làm tốt.", page.read_text("utf-8"))
        page.write_text(text.replace(MARK, "cuối năm"), "utf-8")


def plain_of(edition: Edition, source: str) -> str:
    """What a macro gives on a page outside of a year, as plain text."""
    return result_of(edition, source, "index.md").plain.replace("\N{NO-BREAK SPACE}", " ")


def test_a_second_year_needs_nothing_but_data_and_text(real: Path, tmp_path: Path) -> None:
    """`freeze` tries each page with it: 2 s."""
    root = tmp_path / "kho"
    shutil.copytree(real, root, symlinks=True)
    fill_year_of_real(root, 2023)
    assert main(["freeze", "2023", "--root", str(root)]) == 0
    edition = read_edition(root)
    assert (edition.shown_year, edition.finished_years) == (2023, [2022, 2023])
    assert "Bốn con số của năm 2023" in edition.pages["index.md"].plain
    course = plain_of(edition, 'so("tai-nan-giao-thong.so-vu.gia_tri", don_vi=True, qua_nam=True)')
    assert course == "08 vụ (năm 2022: 07 vụ)"


def test_a_second_run_changes_nothing(real: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(real)
    assert main(["new-year", "2023", "--root", str(real)]) == 1
    assert "data/2023 đã có" in capsys.readouterr().out
    assert contents(real) == before
    assert not list(real.glob(".new-year*"))
