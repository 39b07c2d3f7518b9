"""The site in a ZIP works from disk: no server, no network."""

import io
import zipfile
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from report.site.offline import from_disk

YEAR = 2022
NAME = f"ban-ngoai-tuyen-{YEAR}"


@pytest.fixture(scope="module")
def archive(site: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO((site / f"tai-ve/{YEAR}/{NAME}.zip").read_bytes()))


def test_links_lead_to_files_of_the_copy(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    pages = [name for name in names if name.endswith(".html")]
    assert len(pages) > 10
    lost = []
    for name in pages:
        page = BeautifulSoup(archive.read(name), "html.parser")
        for tag in page.find_all(["a", "link", "script", "img"]):
            target = tag.get("href") or tag.get("src")
            if not target or urlsplit(target).scheme or target.startswith(("//", "#")):
                continue
            if tag.name == "link" and tag.get("rel") in (["prev"], ["next"]):
                continue  # no browser follows these
            path = unquote(urlsplit(urljoin(f"/{name}", target)).path).lstrip("/")
            if path not in names:
                lost.append(f"{name} → {target}")
    assert lost == []


def test_the_copy_has_its_readme_and_no_copy_of_itself(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    assert {name.split("/")[0] for name in names} == {NAME}
    assert "index.html" in archive.read(f"{NAME}/DOC-TRUOC.txt").decode()
    assert not any(NAME in name.removeprefix(f"{NAME}/") for name in names)
    front = archive.read(f"{NAME}/bao-cao/{YEAR}/index.html").decode()
    assert f"{NAME}.zip" not in front
    assert f"bao-cao-{YEAR}.pdf" in front


def test_what_only_a_server_understands_is_left_out() -> None:
    page = (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'
        '<a class="x" href="../so-lieu/?a=1#b">1</a><a href="#c">2</a><a href=".">3</a>'
        '<a href="../..">3</a><a href="https://vi-du.vn/">4</a>'
        '<script src="../assets/javascripts/search.js"></script>'
    )
    assert from_disk(page) == (
        '<a class="x" href="../so-lieu/index.html?a=1#b">1</a><a href="#c">2</a>'
        '<a href="./index.html">3</a><a href="../../index.html">3</a><a href="https://vi-du.vn/">4</a>'
        '<script src="../assets/javascripts/search-offline.js"></script>\n'
        '<script src="../assets/javascripts/search.js"></script>'
    )
