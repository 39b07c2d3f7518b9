"""What a page has for those who share, install or keep it: its card, its twin in another
language, icons and a manifest."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from report.edition.edition import Edition
from report.figures.charts.tiles import places_now
from report.figures.results import Figure
from report.figures.values import ENGLISH, cell_title
from report.kept.steps import KeptSteps
from report.site.cards import CARD_HEIGHT, CARD_WIDTH, Cards, CardText
from report.site.emblem import Emblem
from report.site.linked_data import LinkedData, PublishedPage
from report.sources.addresses import place_page, url_of
from report.sources.paths import year_of
from report.sources.places import NamedPlace

CARDS_FOLDER = "assets/the"
MANIFEST = "manifest.webmanifest"
ICONS = "assets/images/icon-{}.png"
TOUCH_ICON = 180  # of Apple's home screens
ICON_SIZES = (192, 512)
VIETNAMESE = "vi"


@dataclass
class Sharing:
    """The heads and cards of a site with an address; `root` is that address."""

    edition: Edition
    root: str
    files: Mapping[str, int]  # the documents, by their paths in the site
    cards: dict[str, CardText] = field(default_factory=dict)  # by their paths in the site

    def __post_init__(self) -> None:
        self.data = LinkedData(self.edition, self.root, self.files)

    def head(self, page: PublishedPage) -> dict[str, Any]:
        """What the head of a page says, as plain text; its card is to be drawn."""
        return {
            "title": page.title,
            "image": self.root + self.card_of(page),
            "width": CARD_WIDTH,
            "height": CARD_HEIGHT,
            "locale": "en_GB" if page.language == ENGLISH else "vi_VN",
            "kind": "website" if page.uri == "index.md" else "article",
            "languages": self.languages(page.uri),
            "data": self.data.script(page),
        }

    def card_of(self, page: PublishedPage) -> str:
        """The path of the card of a page."""
        path = f"{CARDS_FOLDER}/{page.uri.removesuffix('.md')}.png"
        self.cards[path] = self.card_text(page)
        return path

    def card_text(self, page: PublishedPage) -> CardText:
        """The words of the card of a page."""
        office, end = self.edition.office, self.edition.ending
        publisher = str(office.get("ten_ngan") or office["ten"])
        year = year_of(page.uri) or self.edition.shown_year
        number = self.first_figure(page.uri)
        place = self.places.get(page.uri)
        return CardText(
            kicker=f"{publisher} · Báo cáo năm {year}" if year else publisher,
            title=office["trang"] if page.uri == "index.md" else page.title,
            foot=" · ".join(filter(None, (office["trang"], end.record.rstrip(".") if end else ""))),
            figure=number.plain if number else "",
            caption=cell_title(number.cells[0]) if number else "",
            description=page.description,
            tiles=self.tiles(place) if place else (),
            key=self.key_of_tiles(place) if place else "",
        )

    @cached_property
    def places(self) -> dict[str, NamedPlace]:
        """The places by the paths of their pages."""
        return {place_page(key): place for key, place in self.edition.places.items()}

    @cached_property
    def now(self) -> dict[str, str]:
        """What each place belongs to now, as far as the office says it."""
        newest = self.edition.years.get(self.edition.shown_year, self.edition.common)
        return {key: cell.text for key, cell in places_now(newest, self.edition.places).items()}

    def tiles(self, place: NamedPlace) -> tuple[str, ...]:
        """The tile of each place on the card of one of them, in the order of their table."""
        now = self.now.get(place.key)
        return tuple(
            "own" if key == place.key else "beside" if now and self.now.get(key) == now else "other"
            for key in self.edition.places
        )

    def key_of_tiles(self, place: NamedPlace) -> str:
        """What the tiles on the card of a place are."""
        tiles = self.tiles(place)
        beside = f"; ô nhạt: nơi nay cùng về {self.now[place.key]}" if "beside" in tiles else ""
        return f"Ô đậm: một trong {len(tiles)} nơi{beside}"

    def first_figure(self, uri: str) -> Figure | None:
        """The first number with a unit on a page of a report; it has to be a cell's own, and of
        the year that the card names."""
        filled = self.edition.pages.get(uri)
        if not filled or not filled.page.in_report or uri.endswith("/index.md"):
            return None
        found = (one for one in filled.called if isinstance(one, Figure) and one.other_year is None)
        return next((one for one in found if one.unit and one.value and not one.formula), None)

    def languages(self, uri: str) -> list[tuple[str, str]]:
        """Language and address of a page that there is in two: en/… is … in English. Vietnamese
        is for all who read neither, too."""
        vietnamese = uri.removeprefix(f"{ENGLISH}/")
        english = self.edition.pages.get(f"{ENGLISH}/{vietnamese}")
        if not english or vietnamese not in self.edition.pages:
            return []
        first = self.root + url_of(vietnamese)
        other = self.root + url_of(english.page.uri)
        return [(VIETNAMESE, first), (ENGLISH, other), ("x-default", first)]

    def write_cards(self, site: Path, steps: KeptSteps) -> None:
        """Draw the cards of all pages that have been described, into the site."""
        drawing = Cards()
        for path, text in sorted(self.cards.items()):
            target = site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(steps.file(path, text, partial(drawing.card, text)))


def install_files(edition: Edition, steps: KeptSteps) -> dict[str, str | bytes]:
    """The icons and the manifest of a site, by their paths in it."""
    emblem = Emblem()
    icons = {
        ICONS.format(size): partial(emblem.icon, size, whole=size == TOUCH_ICON)
        for size in (TOUCH_ICON, *ICON_SIZES)
    }
    masked = ICONS.format(f"{ICON_SIZES[-1]}-day")
    icons[masked] = partial(emblem.icon, ICON_SIZES[-1], whole=True)
    drawn = steps.made([*icons], None, lambda: {path: draw() for path, draw in icons.items()})
    return {**drawn, MANIFEST: manifest(edition, emblem.ground, masked)}


def manifest(edition: Edition, colour: str, masked: str) -> str:
    """The manifest: https://www.w3.org/TR/appmanifest/. Addresses are relative to its own."""
    office = edition.office
    icons = [
        {"src": ICONS.format(size), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in ICON_SIZES
    ]
    whole = f"{ICON_SIZES[-1]}x{ICON_SIZES[-1]}"
    content = {
        "id": "./",
        "name": office["trang"],
        "short_name": office.get("dia_danh") or office["trang"],
        "description": office["mo_ta"],
        "lang": VIETNAMESE,
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": colour,
        "background_color": "#ffffff",
        "icons": [
            *icons,
            {"src": masked, "sizes": whole, "type": "image/png", "purpose": "maskable"},
        ],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
