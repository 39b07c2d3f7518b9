"""Abbreviations lead to their explanation, once a page, and only where they are words."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from report.edition.abbreviations import abbreviations_are_explained
from report.problems.catalogue import Severity
from report.site.finishing import Finishing
from report.site.glossary import Glossary, is_explained, read_glossary
from tests.office import FILES, HEAD, PAGE, column, office, package

TERMS = {
    "UBND": ("ubnd", "Ủy ban nhân dân. Cơ quan."),
    "NĐ": ("nd", "Nghị định. Loại văn bản."),
    "CP": ("cp", "Chính phủ. Cơ quan."),
    "TM.": ("tm", "thay mặt. Trước tên cơ quan."),
    "COVID-19": ("covid-19", "bệnh. “Dịch” & <dịch>."),
}
GLOSSARY = Glossary(TERMS)


def explain(html: str, page: str) -> str:
    """The HTML of a page with its abbreviations explained."""
    return Finishing((), str, GLOSSARY.of_page(page).explain).page(html)


COLUMNS = [column("khoa"), column("ten"), column("day_du"), column("giai_thich")]
WORDS = {
    "data/chung/datapackage.yaml": package({"thuat-ngu": COLUMNS}),
    "data/chung/van-ban.csv": None,
    "data/chung/thuat-ngu.csv": "khoa,ten,day_du,giai_thich\n"
    "ubnd,UBND,Ủy ban nhân dân,Cơ quan.\nha,ha,héc-ta,Đơn vị.\ntm,TM.,thay mặt,Ở chỗ ký.\n",
    "docs/index.md": f"{HEAD}# A\n",
    "docs/thuat-ngu.md": f'{HEAD}# Chữ viết tắt\n\n{{{{ bang("thuat-ngu", neo=True) }}}}\n',
}


def explained(html: str) -> list[str]:
    """The abbreviations that became links, in order."""
    page = BeautifulSoup(explain(html, PAGE), "html.parser")
    return [tag.get_text() for tag in page.select("a.viet-tat")]


def test_the_first_of_each_leads_to_its_row_and_says_what_it_means() -> None:
    assert explain("<p>UBND huyện và UBND tỉnh.</p>", "bao-cao/2022/trang.md") == (
        '<p><a class="viet-tat" href="../../../thuat-ngu/#ubnd" '
        'title="Ủy ban nhân dân. Cơ quan.">UBND</a> huyện và UBND tỉnh.</p>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định 91/2017/NĐ-CP",
        "Quyết định 629/QĐ-UBND",
        "UBNDs",
        "XUBND",
        "ubnd",
        "NĐ.A",
        "https://a.b/UBND/c",
    ],
)
def test_letters_in_another_word_or_number_are_left_alone(text: str) -> None:
    assert explained(f"<p>{text}</p>") == []


@pytest.mark.parametrize("text", ["(UBND)", "UBND,", "“UBND”", "của\nUBND.", "UBND&nbsp;huyện"])
def test_a_word_may_stand_between_signs(text: str) -> None:
    assert explained(f"<p>{text}</p>") == ["UBND"]


@pytest.mark.parametrize(
    "html",
    [
        "<h2>UBND</h2>",
        '<a href="x">của <b>UBND</b></a>',
        "<pre><code>UBND</code></pre>",
        "<svg><text>UBND</text></svg>",
        "<button>UBND</button>",
        "<caption>UBND</caption>",
        "<thead><tr><th>UBND</th></tr></thead>",
        "<figcaption>UBND</figcaption>",
        "<summary>UBND</summary>",
        "<!-- UBND -->",
        '<p title="UBND" data-a="UBND">x</p>',
    ],
)
def test_headings_links_code_drawings_and_labels_are_left_alone(html: str) -> None:
    assert explain(html, PAGE) == html
    assert explained(f"{html}<p>UBND</p>") == ["UBND"]


def test_cells_of_tables_are_explained() -> None:
    cells = '<tr><th scope="row">NĐ</th><td><span class="so">UBND tỉnh</span></td></tr>'
    assert explained(f"<table><tbody>{cells}</tbody></table>") == ["NĐ", "UBND"]


def test_signs_in_a_term_and_its_explanation_are_kept() -> None:
    html = explain("<p>TM. ỦY BAN, dịch COVID-19</p>", PAGE)
    first, second = BeautifulSoup(html, "html.parser").select("a")
    assert first.get_text() == "TM."
    assert (second.get_text(), second["title"]) == ("COVID-19", "bệnh. “Dịch” & <dịch>.")


PIECES = [
    "UBND ",
    "NĐ",
    "<b>",
    "</b>",
    "<h2>",
    "</h2>",
    "91/NĐ-CP",
    " a < b",
    "<a href='#'>",
    "</a>",
    "&lt;",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_a_reader_and_the_search_get_the_same_text(pieces: list[str]) -> None:
    page = "".join(pieces)
    text = BeautifulSoup(page, "html.parser").get_text()
    assert BeautifulSoup(explain(page, PAGE), "html.parser").get_text() == text


def test_the_glossary_is_the_table_of_the_office_without_units(tmp_path: Path) -> None:
    glossary = read_glossary(office(tmp_path, WORDS))
    assert glossary is not None
    assert dict(glossary.terms) == {
        "UBND": ("ubnd", "Ủy ban nhân dân. Cơ quan."),
        "TM.": ("tm", "thay mặt. Ở chỗ ký."),
    }


def test_an_office_without_a_glossary_or_its_page_has_no_such_links(tmp_path: Path) -> None:
    assert read_glossary(office(tmp_path / "a")) is None
    assert read_glossary(office(tmp_path / "b", {**WORDS, "docs/thuat-ngu.md": None})) is None


def test_the_glossary_itself_and_english_pages_are_left_alone() -> None:
    assert is_explained("bao-cao/2022/a.md", {})
    assert not is_explained("thuat-ngu.md", {})
    assert not is_explained("so-lieu/chung/thuat-ngu.md", {})
    assert not is_explained("en/index.md", {"lang": "en"})


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("HĐND và UBND họp, HĐND quyết.", [(8, "HĐND")]),
        ("Phần II, mục IV.", []),
        ("TM. ỦY BAN NHÂN DÂN", []),
        ("Mẫu A và `HĐND`, [x](HĐND.md).", []),
        ('{{ so("cay-trong.lua.ten") }} và 12/QĐ-HĐND.', []),
    ],
)
def test_an_unexplained_abbreviation_of_a_report_page_is_advised(
    tmp_path: Path, text: str, unknown: list[tuple[int, str]]
) -> None:
    edition = office(tmp_path, {**WORDS, f"docs/{PAGE}": f"{HEAD}# A\n\n{text}\n"})
    found = list(abbreviations_are_explained(edition.pages[PAGE].page, edition.common))
    assert [(one.line, one.message.split("“")[1].split("”")[0]) for one in found] == unknown
    assert all(one.severity is Severity.WARNING for one in found)
    assert all("data/chung/thuat-ngu.csv" in one.mend for one in found)


def test_without_a_glossary_nothing_is_advised(tmp_path: Path) -> None:
    edition = office(tmp_path, {f"docs/{PAGE}": f"{HEAD}# A\n\nHĐND\n"})
    assert list(abbreviations_are_explained(edition.pages[PAGE].page, edition.common)) == []
    assert "data/chung/van-ban.csv" in FILES


def test_a_concept_leads_to_its_row_once_however_it_is_written() -> None:
    concepts = {"nông thôn mới": "ntm", "Nông thôn mới": "ntm"}
    glossary = Glossary(TERMS, concepts)
    html = "<p>Nông thôn\nmới; nông thôn mới của UBND</p>"

    def written(page: str) -> str:
        return Finishing((), str, glossary.of_page(page).explain).page(html)

    first, second = BeautifulSoup(written(PAGE), "html.parser").select("a")
    assert (first.get_text(), first["href"]) == ("Nông thôn\nmới", "../../../thuat-ngu/#ntm")
    assert second.get_text() == "UBND"
    assert written("bien-tap/a.md").count("<a ") == 1  # the staff knows them


def test_concepts_are_those_of_their_table(tmp_path: Path) -> None:
    files = {
        **WORDS,
        "data/chung/datapackage.yaml": package(
            {"thuat-ngu": COLUMNS, "khai-niem": [c for c in COLUMNS if c["name"] != "day_du"]}
        ),
        "data/chung/khai-niem.csv": "khoa,ten,giai_thich\nmau,đối tượng 4,Là mẫu.\n",
    }
    glossary = read_glossary(office(tmp_path, files))
    assert glossary is not None
    assert glossary.concepts == {"đối tượng 4": "mau", "Đối tượng 4": "mau"}
