"""Which file a page is edited in, and which ones date it."""

from pathlib import Path

import pytest

from report.site.origins import edit_url, origins
from tests.office import HEAD, office

CITING = 'Theo {{ van_ban("qd-1") }}, có {{ so("cay-trong.lua.so_ho") }} hộ.\n'


def test_a_report_page_is_dated_by_its_text_and_its_tables(tmp_path: Path) -> None:
    edition = office(tmp_path, {"docs/bao-cao/2022/a.md": f"{HEAD}# A\n\n{CITING}"})
    assert origins(edition)["bao-cao/2022/a.md"] == (
        "docs/bao-cao/2022/a.md",
        "data/2022/cay-trong.csv",
    )


def test_a_page_of_the_register_is_dated_by_the_register(tmp_path: Path) -> None:
    register = f'{HEAD}# Văn bản\n\n{{{{ bang("van-ban", neo=True) }}}}\n'
    edition = office(tmp_path, {"docs/van-ban/index.md": register})
    assert origins(edition)["van-ban/index.md"] == (
        "docs/van-ban/index.md",
        "data/chung/van-ban.csv",
    )


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("so-lieu/2022/cay-trong.md", "data/2022/cay-trong.csv"),
        ("so-lieu/chung/van-ban.md", "data/chung/van-ban.csv"),
        ("so-lieu/2022/index.md", "data/2022/datapackage.yaml"),
        ("so-lieu/2022/doi-chieu.md", "data/2022/doi-chieu.yaml"),
        ("so-lieu/2022/dinh-chinh.md", "data/2022/dinh-chinh.csv"),
    ],
)
def test_a_page_made_from_data_is_edited_in_its_data(tmp_path: Path, page: str, file: str) -> None:
    assert origins(office(tmp_path))[page][0] == file


def test_the_editor_opens_the_file_of_the_page() -> None:
    editor = "https://git.example/o/r/edit/main/docs/"
    page = edit_url(editor, "docs/bao-cao/2022/a.md")
    assert page == "https://git.example/o/r/edit/main/docs/bao-cao/2022/a.md"
    assert (
        edit_url(editor, "data/2022/a.csv") == "https://git.example/o/r/edit/main/data/2022/a.csv"
    )
    assert edit_url("", "data/2022/a.csv") is None
