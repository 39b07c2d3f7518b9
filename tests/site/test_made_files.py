"""The check knows exactly which pages and files a build makes besides those of docs/."""

import re
from pathlib import Path

from report.downloads.files import site_files as downloads_of_site
from report.downloads.form import FORM_PATH
from report.edition.edition import read_edition
from report.edition.made_files import made_files, made_pages
from report.official.files import official_files
from report.official.formats import FORMAT_ENDINGS
from report.site.data_pages import data_pages
from report.site.message_pages import message_pages
from report.site.place_pages import place_pages
from report.sources.addresses import DOCUMENT_ENDINGS
from tests.office import HEAD, column, package, site_files
from tests.site.test_same_bytes import SOURCES
from tests.sites import build, make_office

SECTION, FIRST = "bao-cao/2022/trang/index.html", "index.html"
LINKS_A_PAGE = 400  # a page may have 500
MANUAL = {"docs/bien-tap/index.md": f"{HEAD}# Biên tập\n", "docs/huong-dan/index.md": None}
PLACES = {
    "data/2023/datapackage.yaml": package(
        {"noi": [column("khoa", dia_ban="noi"), column("ten"), column("loai")]}
    ),
    "data/2023/noi.csv": "khoa,ten,loai\nmot,Một,phường\n",
    "docs/bao-cao/2023/index.md": f'{HEAD}# Báo cáo\n\n{{{{ bang("noi") }}}}\n',
}


def test_the_names_are_those_that_are_made(tmp_path: Path) -> None:
    office = {path: text for path, text in {**site_files(), **MANUAL, **PLACES}.items() if text}
    root = make_office(tmp_path, office)
    edition = read_edition(root)
    documents, problems = official_files(root, edition, edition.finished_years)
    assert problems == []
    assert made_files(root, edition) == {*downloads_of_site(edition), *documents}
    made = {*data_pages(edition), *message_pages(edition), *place_pages(edition)}
    assert made_pages(edition).keys() == made
    assert sorted(FORMAT_ENDINGS) == sorted(DOCUMENT_ENDINGS)


def test_a_site_is_built_with_links_to_each_of_them(tmp_path: Path) -> None:
    office = {path: text for path, text in {**site_files(), **MANUAL, **PLACES}.items() if text}
    root = make_office(tmp_path, office)
    edition = read_edition(root)
    places = [f"{uri}#{place}" for uri, names in made_pages(edition).items() for place in names]
    targets = sorted({*made_pages(edition), *made_files(root, edition), *places})
    for page in range(0, len(targets), LINKS_A_PAGE):
        links = "\n".join(f"- [{one}]({one})" for one in targets[page : page + LINKS_A_PAGE])
        (root / f"docs/moi-tep-{page}.md").write_text(f"{HEAD}# Mọi tệp\n\n{links}\n", "utf-8")
    result = build(root, tmp_path / "site")
    assert result.status == 0, result.output


def test_a_page_of_a_report_leads_to_its_document(tmp_path: Path) -> None:
    root = make_office(tmp_path, site_files())
    result = build(root, tmp_path / "site")
    assert result.status == 0, result.output
    pages = {path: (tmp_path / "site" / path).read_text("utf-8") for path in (SECTION, FIRST)}
    link = re.search(r'href="?([^">]*/muc/trang\.pdf)', pages[SECTION])
    assert link
    made = (tmp_path / "site" / SECTION).parent / link[1]
    assert made.read_bytes().startswith(b"%PDF")
    assert "/muc/" not in pages[FIRST]  # the first page sums up the others


def test_without_downloads_a_page_still_leads_to_the_form_to_print(tmp_path: Path) -> None:
    files = {path: text for path, text in SOURCES.items() if text}
    files["docs/van-ban/index.md"] += f"\n[Phiếu](../{FORM_PATH})\n"
    root = make_office(tmp_path, files)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("extra: {tai_ve: false}\n")
    result = build(root, tmp_path / "site", None, "--strict")
    assert result.status == 0, result.output
    assert (tmp_path / "site" / FORM_PATH).is_file()
    assert not (tmp_path / "site/tai-ve").exists()
