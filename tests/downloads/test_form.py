"""The form to tell of an exemplary person: on paper, in the page and on the net the same lines."""

import io

import pytest
from docx import Document

from report.downloads import form
from report.edition.edition import Edition
from tests.office import REGISTER, column, office, package


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """An office with the table of the form."""
    lines = [column(name) for name in ("khoa", "ten", "goi_y")] + [column("so_dong", "integer")]
    files = {
        "data/chung/datapackage.yaml": package({"van-ban": REGISTER, form.FORM_TABLE: lines}),
        f"data/chung/{form.FORM_TABLE}.csv": "khoa,ten,goi_y,so_dong\nho-ten,Họ tên,Ghi đủ.,1\n"
        "noi-o,Nơi ở,Xóm; xã.,1\nviec-lam,Việc đã làm,Kể việc cụ thể.,9\n",
    }
    return office(tmp_path_factory.mktemp("office"), files)


@pytest.fixture(scope="module")
def docx(edition: Edition) -> bytes:
    return form.form(edition.common.table(form.FORM_TABLE), edition.office)


def lines(edition: Edition) -> list[str]:
    return [row["ten"].text for row in edition.common.table(form.FORM_TABLE).rows.values()]


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
    assert form.form(edition.common.table(form.FORM_TABLE), edition.office) == docx
