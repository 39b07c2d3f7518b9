"""What chats, search engines and phones read of a page, each by a reader of its own."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageColor
from pyld import jsonld

from report.site.cards import CARD_HEIGHT, CARD_WIDTH, Cards, CardText, clipped
from report.site.emblem import Emblem
from report.site.linked_data import LinkedData, PublishedPage
from report.site.sharing import CARDS_FOLDER, Sharing
from tests.edition.test_ending import ENDED
from tests.office import FILES, office, site_files
from tests.sites import PUBLISHED, build, make_office

SITE = PUBLISHED["SITE_URL"].rstrip("/") + "/"
TEXT = CardText("Xã Mẫu", "Trồng lúa", "Báo cáo", "955 hộ", "Lúa – số hộ")


def shared(pages: dict[str, BeautifulSoup]) -> dict[str, BeautifulSoup]:
    return {path: page for path, page in pages.items() if page.select_one("[property='og:url']")}


def said(page: BeautifulSoup, name: str) -> str:
    return str(page.select_one(f"meta[property='og:{name}']")["content"])


def linked_data(page: BeautifulSoup) -> dict[str, Any]:
    """The nodes of a page by their types."""
    data = json.loads(page.select_one("script[type='application/ld+json']").string)
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


# Heads


def test_every_page_but_the_manual_has_a_card_of_its_own(
    site: Path, pages: dict[str, BeautifulSoup]
) -> None:
    found = shared(pages)
    others = set(pages) - set(found)
    assert all(path == "404.html" or path.startswith("bien-tap/") for path in others), others
    images = {path: said(page, "image").removeprefix(SITE) for path, page in found.items()}
    assert len(set(images.values())) == len(images)
    for path, image in images.items():
        with Image.open(site / image) as card:
            assert card.format == "PNG"
            assert card.size == (CARD_WIDTH, CARD_HEIGHT)
        page = found[path]
        assert (said(page, "image:width"), said(page, "image:height")) == ("1200", "630")
        assert said(page, "url") == page.select_one("link[rel=canonical]")["href"]
        assert said(page, "description") == page.select_one("meta[name=description]")["content"]
        assert page.select_one("title").get_text().startswith(said(page, "title"))


def test_a_page_of_a_report_shows_its_first_number_with_a_unit(tmp_path: Path) -> None:
    text = (
        '{{ so("cay-trong.lua.so_ho", nam=2021, don_vi=True) }}, '  # the card names 2022
        '{{ so("cay-trong.lua.so_ho", don_vi=True) }} {{ so("cay-trong.ngo.so_ho") }}'
    )
    page = f"---\ntitle: Lúa\ndescription: A.\n---\n\n# Lúa\n\n{text}\n"
    edition = office(tmp_path, {"docs/bao-cao/2022/trang.md": page})
    sharing = Sharing(edition, SITE, {})
    card = sharing.card_text(PublishedPage("bao-cao/2022/trang.md", "Lúa", "A.", "vi"))
    assert (card.figure.replace("\u00a0", " "), card.caption) == ("955 hộ", "Lúa – số hộ")
    assert not sharing.card_text(PublishedPage("index.md", "Lúa", "A.", "vi")).figure


def test_a_page_in_two_languages_names_both(tmp_path: Path) -> None:
    english = "---\ntitle: Report\ndescription: A.\nlang: en\n---\n\n# Report\n"
    sharing = Sharing(office(tmp_path, {"docs/en/index.md": english}), SITE, {})
    both = [("vi", SITE), ("en", f"{SITE}en/"), ("x-default", SITE)]
    assert sharing.languages("index.md") == sharing.languages("en/index.md") == both
    assert sharing.languages("van-ban/index.md") == []


def test_a_phone_finds_the_icons_that_the_manifest_names(
    site: Path, pages: dict[str, BeautifulSoup]
) -> None:
    home = pages["index.html"]
    manifest = json.loads((site / home.select_one("link[rel=manifest]")["href"]).read_text("utf-8"))
    assert manifest["name"] == "Báo cáo"
    assert {icon.get("purpose") for icon in manifest["icons"]} == {None, "maskable"}
    for icon in manifest["icons"]:
        with Image.open(site / icon["src"]) as picture:
            assert "x".join(map(str, picture.size)) == icon["sizes"]
    assert (site / home.select_one("link[rel=apple-touch-icon]")["href"]).is_file()
    colours = {tag["media"][-6:-1]: tag["content"] for tag in home.select("[name=theme-color]")}
    css = (site / "assets/stylesheets/site.css").read_text("utf-8")
    assert all(
        f"--md-primary-fg-color:{colour}" in css.replace(": ", ":") for colour in colours.values()
    )


def test_a_site_without_an_address_has_neither_cards_nor_linked_data(tmp_path: Path) -> None:
    made = build(make_office(tmp_path, site_files()), tmp_path / "site", {"SITE_URL": ""})
    assert made.status == 0, made.output
    assert not (made.site / CARDS_FOLDER).exists()
    html = (made.site / "van-ban/index.html").read_text("utf-8")
    page = BeautifulSoup(html, "html.parser")
    assert not page.select("[property='og:url'], script[type='application/ld+json']")
    assert "(../" in (made.site / "bao-cao/2022/index.md").read_text("utf-8")


# Linked data


def test_a_processor_of_json_ld_reads_every_page(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in shared(pages).items():
        data = json.loads(page.select_one("script[type='application/ld+json']").string)
        data["@context"] = {"@vocab": "https://schema.org/"}  # what schema.org serves, offline
        for node in jsonld.expand(data):
            assert node["@type"], path


def test_the_way_to_a_page_ends_with_itself(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in shared(pages).items():
        if path == "index.html":
            continue
        steps = linked_data(page)["BreadcrumbList"]["itemListElement"]
        assert [step["position"] for step in steps] == [*range(1, len(steps) + 1)]
        assert steps[0]["item"] == SITE
        assert steps[-1]["item"] == said(page, "url")
        assert len({step["item"] for step in steps}) == len(steps), path


def test_a_table_is_a_dataset_with_the_file_that_has_it(
    site: Path, pages: dict[str, BeautifulSoup]
) -> None:
    dataset = linked_data(pages["so-lieu/2022/cay-trong/index.html"])["Dataset"]
    (file,) = dataset["distribution"]
    assert (site / file["contentUrl"].removeprefix(SITE)).is_file()
    assert file["encodingFormat"] == "text/csv"
    assert {"@type": "PropertyValue", "name": "Số hộ", "unitText": "hộ"} in dataset[
        "variableMeasured"
    ]
    year = linked_data(pages["so-lieu/2022/index.html"])["Dataset"]
    assert dataset["isPartOf"]["@id"] == year["@id"]
    for file in year["distribution"]:
        assert (site / file["contentUrl"].removeprefix(SITE)).is_file()


def test_a_report_has_its_parts_and_documents(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    report = linked_data(pages["bao-cao/2022/index.html"])["Report"]
    assert report["author"]["name"] == "Ủy ban nhân dân xã Mẫu"
    assert (site / report["encoding"]["contentUrl"].removeprefix(SITE)).is_file()
    part = linked_data(pages["bao-cao/2022/trang/index.html"])["Article"]
    assert part["isPartOf"]["@id"] == report["@id"]


def test_an_edited_text_is_based_on_the_report_and_an_ended_office_says_so(tmp_path: Path) -> None:
    edition = office(tmp_path, {"data/don-vi.yaml": f"{FILES['data/don-vi.yaml']}{ENDED}"})
    data = LinkedData(edition, SITE, {})
    page = PublishedPage("bao-cao/2022/index.md", "Báo cáo", "A.", "vi")
    (report,) = json.loads(data.script(page))["@graph"]
    assert "author" not in report
    assert report["isBasedOn"]["author"]["name"] == "Ủy ban nhân dân xã Mẫu"
    assert report["editor"]["name"] == "Người biên tập trang “Báo cáo xã Mẫu”"
    home, ended = json.loads(data.script(PublishedPage("index.md", "A", "A.", "vi")))["@graph"]
    assert home["about"]["@id"] == ended["@id"]
    assert ended["dissolutionDate"] == "2025-07-01"


def test_no_text_of_content_ends_the_script(tmp_path: Path) -> None:
    nasty = "</script><script>alert(1)</script> & <!-- \u2028"
    script = LinkedData(office(tmp_path), SITE, {}).script(
        PublishedPage("van-ban/index.md", nasty, nasty, "vi", [(nasty, "a/")])
    )
    assert not set("<>&\u2028") & set(script)
    assert json.loads(script)["@graph"][0]["name"] == nasty


# Pictures


def test_a_card_is_the_same_again_and_its_words_make_a_difference() -> None:
    one = Cards().card(TEXT)
    assert one == Cards().card(TEXT)
    other = CardText(TEXT.kicker, TEXT.title, TEXT.foot, "956 hộ", TEXT.caption)
    assert one != Cards().card(other)
    assert len(one) < 100_000


def test_each_letter_of_vietnamese_is_drawn_by_the_part_of_the_font_that_has_it() -> None:
    face = Cards().bold
    latin, vietnamese = face.at(60)
    runs = {letter: font for letter in "aĐẨễặữ5–“" for _, font in face.runs(letter, 60)}
    assert {letter for letter, font in runs.items() if font is vietnamese} >= set("Ẩễặữ")
    assert {letter for letter, font in runs.items() if font is latin} >= set("a5–“")


@pytest.mark.parametrize("title", ["Lúa " * 60, "L" * 400, "", "\U0001f33e\ufffd"])
def test_a_card_holds_whatever_a_title_is(title: str) -> None:
    cards = Cards()
    size, lines = cards.title_lines(title, 1056)
    assert len(lines) <= 3
    assert all(
        cards.bold.width(clipped(line, cards.bold, size, 1056), size) <= 1056 for line in lines
    )
    with Image.open(
        io.BytesIO(cards.card(CardText("A" * 300, title, title, "", "", title)))
    ) as card:
        assert card.size == (CARD_WIDTH, CARD_HEIGHT)


def test_a_phone_cuts_an_icon_that_fills_its_square_and_shows_the_other_as_it_is() -> None:
    emblem = Emblem()
    for whole, corner in ((True, 255), (False, 0)):
        with Image.open(io.BytesIO(emblem.icon(64, whole))) as icon:
            pixels = icon.convert("RGBA")
        assert pixels.getpixel((0, 0))[3] == corner
        for place, colour in (((4, 32), emblem.ground), ((32, 45), emblem.colour)):
            assert pixels.getpixel(place) == pytest.approx(
                ImageColor.getcolor(colour, "RGBA"), abs=2
            )


def test_an_emblem_of_another_form_stops_the_build(tmp_path: Path) -> None:
    assert len(Emblem().polygons) == 4
    other = tmp_path / "favicon.svg"
    other.write_text("<svg><circle r='1'/></svg>", "utf-8")
    with pytest.raises(ValueError, match="favicon"):
        Emblem(other)
