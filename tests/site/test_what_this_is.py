"""No page, document or feed lacks its kind of text and, for an ended office, its line.

Two invented offices: the one of all tests has the office's own text and still exists; here
another one's text is edited, and it has ended.
"""

import html
import io
import json
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup

from tests.office import ABOUT_CSV, HEAD, site_files
from tests.sites import PUBLISHED, build, html_pages, make_office, search_entries

ENDED = """\
ket_thuc:
  ngay: 01/07/2025
  can_cu: kh-2
  noi_tiep_nhan: Ủy ban nhân dân xã mới
  trang: trang/nay.md
"""
GUIDANCE = "can_cu: []\nkiem_tra: 01/02/2026\n"
EXPLAINED = "# Số liệu\n\n## Bài viết được biên tập\n\nCâu chữ được viết lại.\n"
REPORT = f"""{HEAD}# Trồng lúa

!!! note "Về năm"

    Báo cáo ghi nhầm năm.

Ngô bằng {{{{ ty_le("cay-trong.ngo.so_ho", "cay-trong.lua.so_ho") }}}} lúa.

{{{{ bang("cay-trong") }}}}

## Thôn xóm {{: .phu-luc }}

Có hai xóm.

## Bố cục {{: .chi-tren-web }}

Hai phần.
"""
REMARK = "luu_y:\n  - {id: lua, so_lieu: cay-trong.lua.so_ho, ghi_chu: Hai số khác nhau.}\n"
LABEL = "Ghi chú của người biên tập"


def files_of_the_ended_office() -> dict[str, str]:
    files = site_files()
    return {
        **files,
        "data/don-vi.yaml": f"{files['data/don-vi.yaml']}{ENDED}",
        "data/2022/bao-cao.csv": ABOUT_CSV.replace("nguyên văn", "biên tập"),
        "data/2022/doi-chieu.yaml": REMARK,
        "docs/bao-cao/2022/index.md": REPORT.replace("Trồng lúa", "Báo cáo")
        + '\n{{ bang("bao-cao") }}\n\n{{ bang("noi-nhan") }}\n',
        "docs/trang/nay.md": f"{HEAD}# Nay hỏi ở đâu\n",
        "docs/trang/so-lieu-lam-the-nao.md": f"{HEAD}{EXPLAINED}",
        "docs/huong-dan/index.md": f"{HEAD[:-5]}{GUIDANCE}---\n\n# Hướng dẫn\n",
        "docs/en/index.md": f"{HEAD[:-5]}lang: en\n---\n\n# Report\n",
    }


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the office that has ended, with edited text."""
    folder = make_office(tmp_path_factory.mktemp("ended"), files_of_the_ended_office())
    result = build(folder, tmp_path_factory.mktemp("built") / "site", PUBLISHED)
    assert result.status == 0, result.output
    return result.site


@pytest.fixture(scope="module")
def ended_pages(ended: Path) -> dict[str, BeautifulSoup]:
    return html_pages(ended)


READ = ("epub",)  # what is made for readers; the others are laid out to be signed


def documents(site: Path) -> dict[str, str]:
    """The text of each document of 2022 by its ending."""
    folder = site / "tai-ve" / "2022"
    pdf = pypdfium2.PdfDocument(folder / "bao-cao-2022.pdf")
    texts = {
        "pdf": " ".join(page.get_textpage().get_text_range() for page in pdf),
        "txt": (folder / "bao-cao-2022.txt").read_text("utf-8"),
    }
    parts = {
        "docx": r"word/.*\.xml",
        "odt": r"(content|styles)\.xml",
        "epub": r".*\.xhtml",
    }
    for kind, part in parts.items():
        with zipfile.ZipFile(folder / f"bao-cao-2022.{kind}") as archive:
            names = [name for name in archive.namelist() if re.fullmatch(part, name)]
            markup = " ".join(archive.read(name).decode() for name in names)
        texts[kind] = html.unescape(
            re.sub(r"<(style|head).*?</\1>|<[^>]+>", "", markup, flags=re.S)
        )
    return {kind: " ".join(text.split()) for kind, text in texts.items()}


# Pages


def test_each_page_of_an_ended_office_has_its_line_once(
    ended_pages: dict[str, BeautifulSoup],
) -> None:
    for path, page in ended_pages.items():
        (line,) = page.select(".ket-thuc")
        link = line.find("a")
        if path == "trang/nay/index.html":
            assert link is None  # it is there
        else:
            assert link["href"].endswith("nay/"), path
        said = line.get_text().strip()
        if path.startswith("en/"):
            assert said.startswith("A record up to 2022."), path
        elif path.startswith("huong-dan/") or path == "trang/nay/index.html":
            assert said.startswith("Ủy ban nhân dân xã Mẫu không còn từ 01/"), path
        else:
            begin = "Tư liệu đến năm 2022. Ủy ban nhân dân xã Mẫu không còn từ 01/"
            assert said.startswith(begin), path
        assert "nay" in page.select_one(".chan-trang address").get_text().lower(), path


def test_the_list_of_the_figures_of_a_page_says_that_the_office_has_ended(ended: Path) -> None:
    words = " ".join(list_of(ended).get_text().split())
    assert "Tư liệu đến năm 2022. Ủy ban nhân dân xã Mẫu không còn từ 01/" in words


def test_pages_of_an_office_that_exists_have_no_such_line(pages: dict[str, BeautifulSoup]) -> None:
    assert not [path for path, page in pages.items() if page.select(".ket-thuc")]
    assert not [path for path, page in pages.items() if "Nay hỏi ở đâu" in page.get_text()]


@pytest.mark.parametrize(
    ("which", "line", "label"),
    [
        ("pages", "Bài viết là nguyên văn báo cáo.", "Nguyên văn. "),
        ("ended_pages", "Bài viết được biên tập lại từ báo cáo, không phải", "Bản biên tập. "),
    ],
)
def test_each_page_of_a_report_and_no_other_says_what_its_text_is(
    request: pytest.FixtureRequest, which: str, line: str, label: str
) -> None:
    for path, page in request.getfixturevalue(which).items():
        lines = [found.get_text() for found in page.select(".loai-bai-viet")]
        described = page.find("meta", {"name": "description"})["content"]
        if path.startswith("bao-cao/"):
            assert [text.startswith(line) for text in lines] == [True], path
        else:
            assert lines == [], path
        assert described.startswith(label) == path.startswith("bao-cao/"), path


def test_an_edited_page_leads_to_what_was_changed(ended_pages: dict[str, BeautifulSoup]) -> None:
    link = ended_pages["bao-cao/2022/trang/index.html"].select_one(".loai-bai-viet a")
    assert link["href"].endswith("trang/so-lieu-lam-the-nao/#bai-viet-duoc-bien-tap")


def test_the_search_finds_neither_line(ended: Path) -> None:
    index = str(search_entries((ended / "search" / "search_index.json").read_text("utf-8")))
    assert "Tư liệu đến năm" not in index
    assert "không phải nguyên văn" not in index
    assert "lúa tính" not in index


def test_what_the_editors_added_says_so(ended_pages: dict[str, BeautifulSoup]) -> None:
    page = ended_pages["bao-cao/2022/index.html"]
    assert page.select_one(".admonition-title").get_text() == f"{LABEL}: Về năm"
    for name in ("thon-xom", "bo-cuc"):
        below = page.find(id=name).find_next_sibling()
        assert below.get_text() == "Phần này do người biên tập lập."
    (remark,) = page.select("sup.luu-y a[aria-label*='khác nhau']")
    assert remark["aria-label"] == f"{LABEL}: Hai số khác nhau."


def test_the_offices_own_text_has_no_label_of_editors(pages: dict[str, BeautifulSoup]) -> None:
    assert not [path for path, page in pages.items() if page.select(".cua-nguoi-bien-tap")]


def list_of(site: Path) -> BeautifulSoup:
    """The list of the figures of the front page of the report."""
    path = site / "bao-cao" / "2022" / "nguon.html"
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def test_a_computed_share_leads_to_its_formula(
    ended: Path, ended_pages: dict[str, BeautifulSoup]
) -> None:
    page = ended_pages["bao-cao/2022/index.html"]
    (mark,) = [link for link in page.select("sup.luu-y a") if link.get_text() == "tính"]
    formula = "0,42\u00a0% = 04\u00a0hộ : 955\u00a0hộ"
    assert formula in mark["aria-label"]
    assert formula in list_of(ended).get_text()
    listed = ended_pages["so-lieu/2022/doi-chieu/index.html"].find(id="so-do-trang-web-tinh")
    assert mark["href"].endswith("so-lieu/2022/doi-chieu/#so-do-trang-web-tinh")
    assert formula in listed.find_next("ul").get_text()


def test_what_stands_on_other_sites_says_it_too(ended: Path, site: Path) -> None:
    """Frames have the line with its link, pictures what the figure is now."""
    frame = "nhung/2022/bang-cay-trong/index.html"
    page = BeautifulSoup((ended / frame).read_text("utf-8"), "html.parser")
    line = page.select("main > p")[-1]
    assert line.get_text().startswith("Tư liệu đến năm 2022. Ủy ban nhân dân xã Mẫu không còn từ")
    assert line.a["href"] == "../../../trang/nay/"
    assert "không còn" not in (site / frame).read_text("utf-8")


# Documents


def test_each_document_of_an_edited_text_says_so_and_is_not_signed(ended: Path) -> None:
    for kind, text in documents(ended).items():
        assert text.count("Đây không phải nguyên văn báo cáo.") == 1, kind
        assert "CHỦ TỊCH" not in text, kind
        assert "Kèm theo" not in text, kind
        if kind in READ:
            continue
        assert text.index("Bản biên tập để đọc") < text.index("CỘNG HÒA XÃ HỘI"), kind
        signed = "Người ký bản chính: Nguyễn Văn Mẫu (TM. ỦY BAN NHÂN DÂN – Chủ tịch)."
        assert signed in text, kind
        assert "Nơi nhận của bản chính: Lưu: VT." in text, kind


def test_what_the_editors_add_stands_in_the_copy_that_is_read_and_in_no_other(ended: Path) -> None:
    added = (
        "không kèm theo báo cáo",
        f"{LABEL}: Về năm",
        "Hai số khác nhau.",
        "Số do trang web tính, không có trong báo cáo: 0,42",
    )
    for kind, text in documents(ended).items():
        found = [one in text for one in added]
        assert found == [kind in READ] * len(added), kind


def test_each_document_of_an_ended_office_has_its_line(ended: Path) -> None:
    for kind, text in documents(ended).items():
        assert "Đây là tư liệu đến năm 2022." in text, kind
        assert "xem trang “Trang” trên trang web" in text, kind
    handbook = pypdfium2.PdfDocument(ended / "tai-ve" / "so-tay.pdf")
    said = " ".join(handbook[0].get_textpage().get_text_range().split())
    assert "Ủy ban nhân dân xã Mẫu kết thúc hoạt động từ ngày 01/" in said
    assert "tư liệu" not in said  # its rules may hold today
    assert said.startswith("TRANG WEB “BÁO CÁO”")  # no office that has ended tells them


def test_the_offices_own_text_is_signed_and_says_that_it_is_verbatim(site: Path) -> None:
    for kind, text in documents(site).items():
        own = "Bản để đọc" if kind in READ else "Nguyên văn báo cáo"
        assert f"{own}. Bản chính có chữ ký do Ủy ban nhân dân xã Mẫu lưu." in text, kind
        if kind in READ:
            continue
        assert "để đọc" not in text, kind
        assert "biên tập" not in text, kind
        assert "Nguyễn Văn Mẫu" in text, kind
        assert "tư liệu" not in text, kind


def test_the_properties_of_documents_say_what_they_are(site: Path, ended: Path) -> None:
    with pikepdf.open(site / "tai-ve/2022/bao-cao-2022.pdf") as pdf, pdf.open_metadata() as meta:
        assert meta["dc:description"].startswith("Nguyên văn báo cáo. Bản chính có chữ ký")
    folder = ended / "tai-ve" / "2022"
    with pikepdf.open(folder / "bao-cao-2022.pdf") as pdf, pdf.open_metadata() as meta:
        assert meta["dc:title"].endswith("(bản biên tập để đọc)")
        assert "không phải nguyên văn" in meta["dc:description"]
    about = docx.Document(str(folder / "bao-cao-2022.docx")).core_properties
    assert "không phải nguyên văn" in about.comments
    for kind, part in (("odt", "meta.xml"), ("epub", "EPUB/content.opf")):
        with zipfile.ZipFile(folder / f"bao-cao-2022.{kind}") as archive:
            assert "không phải nguyên văn" in archive.read(part).decode(), kind


# Feeds and downloads


def test_feeds_say_that_the_office_has_ended(ended: Path, site: Path) -> None:
    for name in ("feed.xml", "feed.json"):
        assert "Đây là tư liệu đến năm 2022." in (ended / name).read_text("utf-8")
        assert "tư liệu" not in (site / name).read_text("utf-8")


def test_an_office_that_has_ended_publishes_nothing_any_more(ended: Path, site: Path) -> None:
    office, editors = "Ủy ban nhân dân xã Mẫu", "Người biên tập trang “Báo cáo”"
    for folder, publisher in ((ended, editors), (site, office)):
        page = BeautifulSoup((folder / "index.html").read_text("utf-8"), "html.parser")
        assert page.select_one("meta[name=author]")["content"] == publisher
        feed = json.loads((folder / "feed.json").read_text("utf-8"))
        assert feed["authors"] == [{"name": publisher}]
        package = json.loads((folder / "so-lieu/2022/datapackage.json").read_text("utf-8"))
        roles = {one["role"]: one["title"] for one in package["contributors"]}
        assert roles["publisher"] == publisher
        assert roles.get("author", office) == office


def test_downloads_say_what_the_text_is_and_that_the_office_has_ended(ended: Path) -> None:
    folder = ended / "so-lieu" / "2022"
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    figures = json.loads((folder / "figures.json").read_text("utf-8"))
    assert (package["text"], figures["bai_viet"]) == ("biên tập", "biên tập")
    book = openpyxl.load_workbook(folder / "so-lieu-2022.xlsx")
    cover = " ".join(str(cell.value) for row in book.worksheets[0] for cell in row)
    with zipfile.ZipFile(io.BytesIO((folder / "so-lieu-2022.zip").read_bytes())) as archive:
        readme = archive.read("README.txt").decode()
    notes = " ".join(figures["ghi_chu"])
    described = str(book.properties.description)
    for text in (package["description"], notes, cover, readme, described):
        assert "không phải nguyên văn" in text
        assert "Đây là tư liệu đến năm 2022." in text
