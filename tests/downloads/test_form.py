"""The form to tell of an exemplary person: on paper, in the page and on the net the same lines."""

import io
from pathlib import Path

import pytest
import yaml
from docx import Document

from report.downloads import form
from report.downloads.files import site_files
from report.edition.edition import Edition, read_edition
from tests.sites import ROOT


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_edition(ROOT)


@pytest.fixture(scope="module")
def docx(edition: Edition) -> bytes:
    return form.form(edition.common.table(form.TABLE), edition.office)


def lines(edition: Edition) -> list[str]:
    return [row["ten"].text for row in edition.common.table(form.TABLE).rows.values()]


def test_the_form_asks_what_the_table_says_and_leaves_room_to_answer(
    edition: Edition, docx: bytes
) -> None:
    (grid,) = Document(io.BytesIO(docx)).tables
    asked = [row.cells[0].paragraphs[0].text for row in grid.rows]
    assert asked == ["Mục", *lines(edition)]
    assert all(row.cells[1].text.strip() == "" for row in grid.rows[1:])
    assert len(grid.rows[3].cells[1].paragraphs) > 5


def test_the_form_leaves_open_to_whom_it_goes_on_a4_in_vietnamese(docx: bytes) -> None:
    document = Document(io.BytesIO(docx))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Kính gửi: ……" in text  # the page says: the commune's committee, as of 2025
    width, height = document.sections[0].page_width, document.sections[0].page_height
    assert (width.mm, height.mm) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))  # type: ignore[union-attr]
    assert document.core_properties.language == "vi-VN"


def test_the_form_is_the_same_on_any_day(edition: Edition, docx: bytes) -> None:
    assert form.form(edition.common.table(form.TABLE), edition.office) == docx


def test_the_form_is_published_where_the_page_links_to_it(edition: Edition) -> None:
    page = edition.pages["huong-dan/guong-dien-hinh.md"].page
    assert f"({Path(form.PATH).name})" in page.text
    assert form.PATH in site_files(edition)


def test_the_issue_form_asks_the_same_as_the_form_on_paper(edition: Edition) -> None:
    name = edition.pages["huong-dan/guong-dien-hinh.md"].page.meta["bieu_mau"]
    content = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / name).read_text("utf-8"))
    labels = [one["attributes"]["label"] for one in content["body"] if one["type"] != "markdown"]
    assert labels == lines(edition), f"bring .github/ISSUE_TEMPLATE/{name} in line with the table"
