"""The list of pages in mkdocs.yml and the pages in docs/ fit, and an editor is told where not."""

from pathlib import Path

from report.edition.examination import examine
from report.problems.catalogue import Severity
from report.problems.problem import Problem, errors
from tests.office import HEAD, site_files
from tests.sites import build, make_office

NAV = """
nav:
  - index.md
  - Báo cáo:
      - bao-cao/2022/index.md
      - bao-cao/2022/trang.md
  - Số liệu:
      - so-lieu/2022/index.md
      - Ngoài: https://vi-du.example/a.md
  - van-ban/index.md
"""


def made(folder: Path, nav: str, more: dict[str, str] | None = None) -> Path:
    """An office whose configuration ends with this list."""
    folder.mkdir(exist_ok=True)
    make_office(folder, {**site_files(), **(more or {})})
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").rstrip("\n") + "\n" + nav, "utf-8")
    return folder


def problems(folder: Path) -> list[Problem]:
    codes = ("trang-ngoai-muc-luc", "muc-luc-khong-co-trang", "cau-hinh-viet-sai")
    return [one for one in examine(folder).problems if one.code in codes]


def test_a_list_with_every_page_is_in_order(tmp_path: Path) -> None:
    assert problems(made(tmp_path, NAV)) == []


def test_a_site_without_a_list_lists_its_pages_by_itself(tmp_path: Path) -> None:
    assert problems(make_office(tmp_path, site_files())) == []


def test_a_page_that_the_list_leaves_out_is_a_warning_and_the_site_is_built(tmp_path: Path) -> None:
    root = made(tmp_path, NAV, {"docs/them.md": f"{HEAD}# Thêm\n"})
    (found,) = problems(root)
    assert (found.path, found.line, found.code) == ("docs/them.md", 1, "trang-ngoai-muc-luc")
    assert found.severity is Severity.WARNING
    assert "- them.md" in found.mend
    built = build(root, tmp_path / "site")
    assert built.status == 0, built.output
    assert (built.site / "them" / "index.html").is_file()


def test_an_entry_without_its_page_is_told_at_its_line_with_the_near_miss(tmp_path: Path) -> None:
    root = made(tmp_path, NAV.replace("2022/trang.md", "2022/trangg.md"))
    left_out, wrong = problems(root)
    line = (
        (root / "mkdocs.yml")
        .read_text("utf-8")
        .splitlines()
        .index("      - bao-cao/2022/trangg.md")
    )
    assert (wrong.path, wrong.line, wrong.code) == (
        "mkdocs.yml",
        line + 1,
        "muc-luc-khong-co-trang",
    )
    assert "bao-cao/2022/trang.md" in wrong.mend
    assert errors([wrong])
    assert left_out.code == "trang-ngoai-muc-luc"


def test_two_entries_stand_for_the_pages_of_all_years(tmp_path: Path) -> None:
    nav = "nav:\n  - index.md\n  - Báo cáo: bao-cao/\n  - Số liệu: so-lieu/\n  - van-ban/index.md\n"
    assert problems(made(tmp_path / "whole", nav)) == []
    lacking = nav.replace("  - Báo cáo: bao-cao/\n", "")
    found = {one.path for one in problems(made(tmp_path / "lacking", lacking))}
    assert found == {"docs/bao-cao/2022/index.md", "docs/bao-cao/2022/trang.md"}


def test_a_configuration_that_is_no_yaml_is_told(tmp_path: Path) -> None:
    nav = "nav:\n  - index.md\n - van-ban/index.md\n"
    folder = made(tmp_path, nav)
    (found,) = problems(folder)
    assert (found.path, found.code) == ("mkdocs.yml", "cau-hinh-viet-sai")
    lines = (folder / "mkdocs.yml").read_text("utf-8").splitlines()
    assert lines[found.line - 1] == " - van-ban/index.md"
