"""This office's text is edited and the office has ended: every page says so."""

import json
import zipfile
from pathlib import Path

from bs4 import BeautifulSoup

from report.edition.edition import read_edition
from report.edition.text_kind import TextKind
from tests.sites import ROOT

LINE = "UBND huyện Nguyên Bình không còn từ 01/"
SENTENCE = "UBND huyện Nguyên Bình kết thúc hoạt động từ ngày 01/"


def test_the_text_is_edited_and_the_office_ended_with_a_registered_document() -> None:
    edition = read_edition(ROOT)
    assert set(edition.text_kinds.values()) == {TextKind.EDITED}
    assert edition.ending
    assert (edition.ending.day.isoformat(), edition.ending.document) == (
        "2025-07-01",
        "Nghị quyết 203/2025/QH15",
    )


def test_every_page_says_that_the_district_has_ended(pages: dict[str, BeautifulSoup]) -> None:
    year = read_edition(ROOT).shown_year
    for path, page in pages.items():
        (line,) = page.select(".ket-thuc")
        said = line.get_text().strip()
        if path.startswith("en/"):
            assert said.startswith(
                f"A record up to {year}. This office ceased to exist on 1 July 2025"
            )
        elif path.startswith("huong-dan/") or path == "trang/xa-cua-toi/index.html":
            assert said.startswith(LINE), path
        else:
            assert said.startswith(f"Tư liệu đến năm {year}. {LINE}"), path
        assert "(Nghị quyết 203/2025/QH15)" in line.get_text(), path
        if path != "trang/xa-cua-toi/index.html":
            assert line.a["href"].endswith("xa-cua-toi/"), path


def test_every_page_of_the_report_says_that_its_text_is_edited(
    pages: dict[str, BeautifulSoup],
) -> None:
    explained = pages["trang/so-lieu-lam-the-nao/index.html"]
    for path, page in pages.items():
        if path.startswith("bao-cao/"):
            (line,) = page.select(".loai-bai-viet")
            assert "không phải nguyên văn" in line.get_text(), path
            assert explained.find(id=line.a["href"].partition("#")[2]), path
            described = page.find("meta", {"name": "description"})["content"]
            assert described.startswith("Bản biên tập. "), path


def test_nothing_edited_is_called_the_whole_text(
    site: Path, pages: dict[str, BeautifulSoup]
) -> None:
    shown = [path for path in pages if not path.startswith(("bien-tap/", "huong-dan/"))]
    assert not [path for path in shown if "Toàn văn" in pages[path].get_text()]
    assert "Toàn văn" not in (ROOT / "README.md").read_text("utf-8")
    assert "Toàn văn" not in (site / "tai-ve/2022/bao-cao-2022.txt").read_text("utf-8")


def test_every_box_of_the_report_is_the_editors(pages: dict[str, BeautifulSoup]) -> None:
    boxes = [
        title.get_text()
        for path, page in pages.items()
        if path.startswith("bao-cao/")
        for title in page.select(".admonition-title")
    ]
    assert boxes
    assert all(title.startswith("Ghi chú của người biên tập: ") for title in boxes)


def test_computed_figures_are_marked_and_explained(
    site: Path, pages: dict[str, BeautifulSoup]
) -> None:
    lists = {
        path: BeautifulSoup(
            (site / f"bao-cao/2022/{path}/nguon.html").read_text("utf-8"), "html.parser"
        ).get_text()
        for path in ("quan-su-dia-phuong", "giam-ngheo", "an-ninh-trat-tu")
    }
    for path, shown in (("quan-su-dia-phuong", "85,71"), ("giam-ngheo", "34,40")):
        page = pages[f"bao-cao/2022/{path}/index.html"]
        (mark,) = [link for link in page.select("sup a") if link.get_text() == "tính"]
        figure = mark.find_parent("sup").find_previous_sibling("data")
        assert figure.get_text() == f"{shown}\u00a0%"
        assert f"{shown}\u00a0% = " in lists[path]
    assert "03\u00a0vụ = 07\u00a0vụ trừ đi mức tăng 04\u00a0vụ" in lists["an-ninh-trat-tu"]


def test_links_of_the_front_page_to_rules_that_have_ended_say_so(
    pages: dict[str, BeautifulSoup],
) -> None:
    guidances = [filled.guidance for filled in read_edition(ROOT).pages.values()]
    lapsed = {
        one.page.uri.removesuffix("index.md").replace(".md", "/"): one.holds_until
        for one in guidances
        if one and one.lapsed and one.basis and one.holds_until
    }
    for link in pages["index.html"].select("article a"):
        until = lapsed.get(link["href"])
        assert ("(quy định đến năm" in link.get_text()) == bool(until), link
        assert not until or link.get_text().endswith(f"(quy định đến năm {until.year})")


def test_feeds_and_downloads_say_that_the_district_has_ended(site: Path) -> None:
    for name in ("feed.xml", "feed.json"):
        assert SENTENCE in (site / name).read_text("utf-8")
    entries = json.loads((site / "feed.json").read_text("utf-8"))["items"]
    of_report = [one for one in entries if "/bao-cao/2022/" in one["url"]]
    assert of_report
    assert all(one["content_text"].startswith("Bản biên tập. ") for one in of_report)
    with zipfile.ZipFile(site / "tai-ve/2022/ban-ngoai-tuyen-2022.zip") as archive:
        (name,) = [one for one in archive.namelist() if one.endswith("DOC-TRUOC.txt")]
        said = archive.read(name).decode()
    assert "Đây là bản biên tập để đọc." in said
    assert SENTENCE in said
