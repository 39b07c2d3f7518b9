"""What every PDF of the real site has for screen readers, archives and signing programs."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from report.edition.edition import read_edition
from tests.official.structure import elements, table_attributes
from tests.official.test_files import pdf_text
from tests.sites import ROOT

# The types that a reader knows (ISO 32000-1, 14.8.4), those that may come out.
KNOWN_TYPES = {
    *("Document", "Part", "Sect", "Div", "P", "H1", "H2", "H3", "H4", "H5", "H6", "BlockQuote"),
    *("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "Caption"),
    *("Span", "Quote", "Note", "Reference", "Code", "Link", "Figure", "Form", "TOC", "TOCI"),
}
YEAR = 2022
FOLDER = f"tai-ve/{YEAR}"
SIGNED = f"{FOLDER}/bao-cao-{YEAR}.pdf"
READING = f"{FOLDER}/bao-cao-{YEAR}-ban-doc.pdf"


@pytest.fixture(scope="module")
def opened(site: Path) -> Iterator[dict[str, pikepdf.Pdf]]:
    """Every PDF of the site by its path."""
    names = sorted(path.relative_to(site).as_posix() for path in site.glob("tai-ve/**/*.pdf"))
    assert len(names) > 20, "two prints, a section each page, the handbook"
    pdfs = {name: pikepdf.open(site / name) for name in names}
    yield pdfs
    for pdf in pdfs.values():
        pdf.close()


def kinds(pdf: pikepdf.Pdf) -> list[str]:
    """The types of the elements of a PDF in order."""
    return [kind for kind, _, _ in elements(pdf)]


def test_each_pdf_names_its_standards_its_title_and_its_language(
    opened: dict[str, pikepdf.Pdf],
) -> None:
    for name, pdf in opened.items():
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A"), name
        assert meta["pdfuaid:part"] == "1", name
        assert meta["dc:title"], name
        assert str(pdf.Root.Lang) == "vi-VN", name
        assert pdf.Root.MarkInfo.Marked, name
        assert pdf.Root.ViewerPreferences.DisplayDocTitle, name


def test_an_edited_report_says_in_its_properties_what_it_is(
    opened: dict[str, pikepdf.Pdf],
) -> None:
    meta = opened[SIGNED].open_metadata()
    assert meta["dc:title"].startswith("Báo cáo: Kết quả thực hiện công tác")
    assert meta["dc:description"].startswith("Bản biên tập để đọc, không phải nguyên văn")
    assert "/AcroForm" not in opened[SIGNED].Root, "nobody is to sign an edited text"


def test_headings_skip_no_level_and_have_no_more_than_six(opened: dict[str, pikepdf.Pdf]) -> None:
    for name, pdf in opened.items():
        levels = [int(kind[2:]) for kind in kinds(pdf) if re.fullmatch("/H[0-9]", kind)]
        assert all(after <= before + 1 for before, after in pairwise([0, *levels])), name
        assert max(levels, default=1) <= 6, name
    assert len([kind for kind in kinds(opened[SIGNED]) if kind[:2] == "/H"]) > 60


def test_every_value_of_a_table_leads_to_the_headers_of_its_column_and_its_row(
    opened: dict[str, pikepdf.Pdf],
) -> None:
    for name, pdf in opened.items():
        identities = pikepdf.NameTree(pdf.Root.StructTreeRoot.get("/IDTree", pdf.Root))
        for kind, cell, _ in elements(pdf):
            if kind != "/TD":
                continue
            heads = [identities[str(one)] for one in table_attributes(cell).Headers]
            scopes = {str(table_attributes(head).Scope) for head in heads}
            assert {str(head.S) for head in heads} == {"/TH"}, name
            assert scopes == {"/Column", "/Row"}, name
    assert kinds(opened[SIGNED]).count("/TH") > kinds(opened[SIGNED]).count("/TR")


def test_figures_have_texts_and_notes_are_notes(opened: dict[str, pikepdf.Pdf]) -> None:
    for name, pdf in opened.items():
        figures = [one for kind, one, _ in elements(pdf) if kind == "/Figure"]
        assert all(str(one.Alt).strip() for one in figures), name
        notes = [str(one.ID) for kind, one, _ in elements(pdf) if kind == "/Note"]
        assert len(set(notes)) == len(notes), name
    assert "/Figure" in kinds(opened[READING])
    assert "/Note" in kinds(opened[SIGNED])


def test_words_stand_in_paragraphs_and_nothing_is_of_an_unknown_type(
    opened: dict[str, pikepdf.Pdf],
) -> None:
    for name, pdf in opened.items():
        roles = pdf.Root.StructTreeRoot.RoleMap
        for kind, _, parent in elements(pdf):
            assert str(roles.get(kind, kind))[1:] in KNOWN_TYPES, f"{name}: {kind}"
            assert not (kind == "/Span" and parent in ("/Document", "/Div")), name


def test_every_font_is_embedded_and_no_letter_is_missing(opened: dict[str, pikepdf.Pdf]) -> None:
    for name, pdf in opened.items():
        objects = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        fonts = [one for one in objects if "/FontDescriptor" in one]
        assert fonts, name
        for font in fonts:
            assert "Tinos" in str(font.BaseFont), name
            assert "/FontFile2" in font.FontDescriptor, name
        content = io.BytesIO()
        pdf.save(content)
        assert "\ufffd" not in pdf_text(content.getvalue()), name


def test_bookmarks_follow_the_numbering_of_the_report(opened: dict[str, pikepdf.Pdf]) -> None:
    with opened[SIGNED].open_outline() as outline:
        first, *_ = [item for item in outline.root if item.title.startswith("Phần thứ nhất")]
        roman = [item.title.split(" ")[0] for item in first.children]
        assert roman == ["I.", "II.", "III.", "IV."]
        arabic = [item.title.split(" ")[0] for item in first.children[0].children]
        assert arabic == ["1.", "2.", "3.", "4."]


def test_the_tables_are_attached_as_they_are_downloaded(
    opened: dict[str, pikepdf.Pdf], site: Path
) -> None:
    pdf = opened[SIGNED]
    attached = {name: pdf.attachments[name] for name in pdf.attachments}
    names = {table.name for table in read_edition(ROOT).years[YEAR].tables.values()}
    assert set(attached) == {f"{name}.csv" for name in names}
    for name, file in attached.items():
        assert file.get_file().read_bytes() == (site / f"so-lieu/{YEAR}/{name}").read_bytes()
        assert str(file.obj.AFRelationship) == "/Data"
