"""What stands around the pages: the names of the office, menus and foot, as MkDocs is told."""

from collections.abc import Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from report.edition.edition import Edition
from report.site.escaping import escaped
from report.site.mkdocs.templates import first_page
from report.site.place_pages import all_places
from report.sources.addresses import PLACES_PAGE, data_index, place_page
from report.text.numbers import write_date


def name_office(config: MkDocsConfig, edition: Edition) -> None:
    """The names of the site are those of data/don-vi.yaml: another office edits data only."""
    office = escaped(edition.office)
    config.site_name = office["trang"]
    config.site_description = office["mo_ta"]
    config.site_author = escaped(edition.publisher)
    config.copyright = office["ten"]
    config.extra["don_vi"] = {key: value for key, value in office.items() if key != "__line__"}
    config.extra["dau_trang"] = page_head(edition, edition.shown_year)


def page_head(edition: Edition, year: int) -> str:
    """What stands in the head of a page that shows a year: whose site it is, and of when."""
    publisher = escaped(edition.office.get("ten_ngan") or edition.office["ten"])
    return f"{publisher} · Báo cáo năm {year}" if year else publisher


def list_places(section: Any, edition: Edition) -> None:
    """Make the list of places, where a part of the navigation has it, the head of their pages."""
    pages = [PLACES_PAGE, *map(place_page, edition.places)]
    for children in section.values() if isinstance(section, dict) else []:
        if isinstance(children, list) and PLACES_PAGE in children:
            children[children.index(PLACES_PAGE)] = {all_places(edition): pages}


def pages_in(nav: Any) -> Iterator[str]:
    """The pages that a part of the navigation names, as MkDocs has it: texts, lists, mappings."""
    if isinstance(nav, str):
        yield nav
    for part in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from pages_in(part)


def leave_unlisted(files: Files, config: MkDocsConfig) -> None:
    """Have MkDocs take pages that the navigation leaves out as meant so: the check has told
    of those in docs/, and what is made from data has links that lead to it."""
    listed = {*pages_in(config.nav)}
    for file in files if listed else ():
        if file.is_documentation_page() and file.src_uri not in listed:
            file.inclusion = InclusionLevel.NOT_IN_NAV


def escape_names(nav: Navigation) -> None:
    """Escape the names in the navigation; a page without one has that of its front matter."""
    pending: list[Any] = [*nav.items]
    while pending:
        item = pending.pop()
        if not isinstance(item, Page) or "title" in vars(item):
            item.title = escaped(item.title)
        pending += item.children or []


def find_footer(files: Files, config: MkDocsConfig, edition: Edition) -> None:
    """Find the pages that the foot of every page leads to, those that this office has.

    The first is the site map; the second is the data of the newest year that is shown.
    """
    named = config.extra["chan_trang"]
    uris = [*named[:1], data_index(edition.shown_year), *named[1:]]
    found = map(files.get_file_from_path, uris)
    config.extra["chan_trang"] = [file.page for file in found if file]
    ending = edition.ending
    file = files.get_file_from_path(ending.page) if ending else None
    if ending and file:
        config.extra["ket_thuc"] = {
            "tu_lieu": escaped(ending.record),
            "dong": escaped(ending.line),
            "ngay": write_date(ending.day),
            "tieng_anh": escaped(ending.english),
            "van_ban": escaped(ending.document),
            "trang": file.page,
        }


def led_to(nav: Navigation, config: MkDocsConfig) -> Iterator[str]:
    """Where the frame of every page leads, beside its menu: the tabs, what the logo leads to, the
    foot, the languages."""
    ended = config.extra.get("ket_thuc")
    tabs = map(first_page, nav.items)
    pages: list[Any] = [*tabs, *config.extra["chan_trang"], *([ended["trang"]] if ended else [])]
    yield from (page.url for page in pages if page.url)
    yield str(config.extra.get("homepage") or "")
    yield from (str(language["link"]) for language in config.extra.get("alternate") or ())
