"""A table or chart goes to other places with its source, and a frame of it runs nothing."""

from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from report.downloads.files import release_of
from report.edition.checks import check
from report.edition.edition import Edition
from report.official.figure_pictures import figure_pictures
from report.site.data_pages import data_pages
from report.site.shared_figures import (
    embed_pages,
    pictured,
    shared_figures,
    site_line,
    tex,
    uses_of,
)
from tests.edition.test_ending import ENDED
from tests.office import FILES, HEAD, PAGE, column, office, package

CALL = '{{ bieu_do("cay-trong", cot="so_ho", giam_dan=True) }}'
ADDRESS = "https://bao-cao.example/"
CHART = "bieu-do-cay-trong-so-ho-giam-dan"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    files = {
        f"docs/{PAGE}": f"{HEAD}# Trang\n\n{CALL}\n\n{CALL}\n",
        "docs/bien-tap/bieu-do.md": f'{HEAD}# Mẫu\n\n{{{{ bieu_do("cay-trong", "so_ho") }}}}\n',
    }
    return office(tmp_path_factory.mktemp("office"), files)


def test_each_table_and_each_chart_for_readers_is_there(edition: Edition) -> None:
    keys = [one.key for one in shared_figures(edition)]
    assert keys[0] == "bang-cay-trong"
    assert CHART in keys
    assert f"{CHART}-2" in keys, "each has an address of its own"
    assert "bieu-do-cay-trong-so-ho" not in keys, "the manual has examples"


def test_a_page_for_frames_has_no_script_and_lets_none_in(edition: Edition) -> None:
    page = embed_pages(edition, ADDRESS)[f"nhung/2022/{CHART}/index.html"]
    parsed = BeautifulSoup(page, "html.parser")
    assert not parsed.select("script, [style], [onclick]")
    policy = parsed.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "Nguồn: Mục I" in parsed.text
    assert parsed.base["target"] == "_top", "links leave the frame"
    assert parsed.select("main > p a")[-1]["href"] == f"../../../bao-cao/2022/trang/#{CHART}"


def test_the_page_of_a_table_says_how_to_use_it_and_its_charts(edition: Edition) -> None:
    body = data_pages(edition, ADDRESS)["so-lieu/2022/cay-trong.md"].body
    part = BeautifulSoup(body, "html.parser").find(id=f"dung-{CHART}")
    links = [link["href"] for link in part.select("a")]
    root = "../../../"
    assert f"{root}hinh/2022/{CHART}.png" in links
    assert f"{root}hinh/2022/{CHART}.svg" in links
    assert f"{root}so-lieu/2022/cay-trong.csv" in links
    assert f"{root}bao-cao/2022/trang/#{CHART}" in links
    frame = part.select_one("pre code").text
    assert f'src="{ADDRESS}nhung/2022/{CHART}/"' in frame
    assert "xã Mẫu (2022)" in part.q.text
    assert f"{ADDRESS}bao-cao/2022/trang/#{CHART}" in part.q.text
    assert "@misc{2022-bieu-do" in part.text


def test_a_site_without_an_address_offers_no_code_that_would_lead_nowhere(
    edition: Edition,
) -> None:
    assert "iframe" not in data_pages(edition)["so-lieu/2022/cay-trong.md"].body


def test_a_picture_has_the_same_bytes_each_time_and_fits_a_page(edition: Edition) -> None:
    figures = pictured(edition)
    made = figure_pictures(figures, site_line(edition, ADDRESS))
    assert made == figure_pictures(figures, site_line(edition, ADDRESS))
    assert {f"hinh/2022/{CHART}.png", "hinh/2022/bang-cay-trong.svg"} <= made.keys()
    with Image.open(BytesIO(made[f"hinh/2022/{CHART}.png"])) as picture:
        assert picture.width > 700
    assert made[f"hinh/2022/{CHART}.svg"].startswith(b"<svg")


def test_charts_of_two_rows_have_an_address_each_whatever_stands_between(tmp_path: Path) -> None:
    calls = [
        'bieu_do("cay-trong", cot="so_ho", toan_bo="lua")',
        'bang("cay-trong")',
        'bieu_do("cay-trong", cot="san_luong", toan_bo="ngo")',
        'bieu_do("cay-trong", cot="so_ho", toan_bo="lua")',
        'bieu_do("cay-trong", cot="so_ho", giam_dan=True)',
    ]
    page = "\n\n".join(f"{{{{ {call} }}}}" for call in calls)
    edition = office(tmp_path, {f"docs/{PAGE}": f"{HEAD}# Trang\n\n{page}\n"})
    keys = {one.key for one in shared_figures(edition) if one.is_chart}
    assert keys == {
        "bieu-do-cay-trong-so-ho-toan-bo-lua",
        "bieu-do-cay-trong-san-luong-toan-bo-ngo",
        "bieu-do-cay-trong-so-ho-toan-bo-lua-2",
        "bieu-do-cay-trong-so-ho-giam-dan",
    }


def test_two_charts_of_one_address_are_told_where_the_second_stands(tmp_path: Path) -> None:
    tables = {
        "dat": [column("khoa"), column("ten"), column("o_to", "integer")],
        "dat-o": [column("khoa"), column("ten"), column("to", "integer")],
    }
    call = '{{{{ bieu_do("{}", cot="{}") }}}}'
    page = f"{HEAD}# A\n\n{call.format('dat', 'o_to')}\n"
    files = {
        "data/2022/datapackage.yaml": package(tables),
        "data/2022/dat.csv": "khoa,ten,o_to\na,A,2\n",
        "data/2022/dat-o.csv": "khoa,ten,to\na,A,3\n",
        "docs/bao-cao/2022/a.md": page,
        "docs/bao-cao/2022/b.md": page,  # the same chart again
        "docs/bao-cao/2022/c.md": f"{HEAD}# A\n\n{call.format('dat-o', 'to')}\n",
    }
    found = [one for one in check(office(tmp_path, files)) if one.code == "bieu-do-trung-dia-chi"]
    assert [(one.path, one.line) for one in found] == [("docs/bao-cao/2022/c.md", 8)]
    assert dict(found[0].fields)["other"] == "docs/bao-cao/2022/a.md:8"


def test_what_is_too_long_is_no_picture(tmp_path: Path) -> None:
    """Forty rows of two thousand letters were a picture of 85,270 points in height."""
    rows = "".join(f"d{n},{'chữ ' * 200},{n}\n" for n in range(10))
    numbers = "".join(f"d{n},A,{n}\n" for n in range(200))
    columns = [column("khoa"), column("ten"), column("so", "integer")]
    files = {
        "data/2022/datapackage.yaml": package({"dai": columns, "cao": columns}),
        "data/2022/dai.csv": f"khoa,ten,so\n{rows}",
        "data/2022/cao.csv": f"khoa,ten,so\n{numbers}",
        f"docs/{PAGE}": f'{HEAD}# A\n\n{{{{ bieu_do("cao", cot="so") }}}}\n',
    }
    edition = office(tmp_path, files)
    assert [one.path for one in pictured(edition)] == ["hinh/2021/bang-cay-trong"]
    assert "nhung/2022/bieu-do-cao-so/index.html" in embed_pages(edition, "")


def test_figures_of_a_draft_say_so_wherever_they_go(tmp_path: Path) -> None:
    page = f"{HEAD}# Trang\n\n{CALL}\n\n{{{{ can_viet('thêm') }}}}\n"
    edition = office(tmp_path, {f"docs/{PAGE}": page})
    sentence = "Báo cáo năm 2022 đang được soạn, chưa công bố."
    for path, frame in embed_pages(edition, ADDRESS).items():
        assert (sentence in frame) == path.startswith("nhung/2022/"), path
    for one in pictured(edition):
        assert one.source.startswith(sentence) == one.path.startswith("hinh/2022/"), one.path
    (use, *_) = uses_of(
        edition, edition.years[2022].table("cay-trong"), shared_figures(edition), ""
    )
    assert "(bản thảo)" in str(use["citation"])
    assert sentence in str(use["bibtex"])
    assert sentence in " ".join(release_of(edition, 2022).notes)
    assert sentence not in " ".join(release_of(edition, 2021).notes)


def test_a_picture_says_what_the_figures_of_an_ended_office_are(tmp_path: Path) -> None:
    ended = f"{FILES['data/don-vi.yaml']}{ENDED}"
    edition = office(tmp_path, {"data/don-vi.yaml": ended})
    assert site_line(edition, ADDRESS).endswith(f"{ADDRESS} · Tư liệu đến năm 2022")


def test_signs_of_tex_in_a_title_are_escaped() -> None:
    assert tex(r"50 % & {a}_b\c") == r"50 \% \& \{a\}\_bc"
