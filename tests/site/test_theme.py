"""The theme's templates are mended where they have faults, and only there."""

import re
from pathlib import Path
from types import SimpleNamespace

import material
import pytest
from bs4 import BeautifulSoup
from jinja2 import DictLoader, Environment

from report.site.mkdocs.templates import Menu, SharedParts, made_anew, own_ways
from report.site.theme.mends import MENDS, MendDoesNotFit, mended, shared, trimmed

TEMPLATES = Path(material.__file__).parent / "templates"


@pytest.mark.parametrize("name", MENDS)
def test_every_fault_that_is_mended_is_still_in_the_theme(name: str) -> None:
    source = (TEMPLATES / name).read_text("utf-8")
    assert [wrong for wrong, _ in MENDS[name] if wrong not in source] == []


def test_a_template_without_faults_stays_as_it_is() -> None:
    assert mended("partials/search.html", "<p>tìm</p>") == "<p>tìm</p>"


def test_a_template_loses_its_indents_and_what_icons_have_anyway() -> None:
    icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path/></svg>'
    source = f"  <p>\n\t  {icon} chữ  giữa\n</p>\n"
    assert trimmed(source) == '<p>\n<svg viewBox="0 0 1 1"><path/></svg> chữ  giữa\n</p>\n'


def test_no_page_of_a_site_has_the_indents_of_its_templates(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        head = text.partition("</head>")[0]
        assert not re.search(r"^[ \t]+\S", head, re.M), path
        assert 'xmlns="http://www.w3.org/2000/svg"' not in text, path


@pytest.mark.parametrize("name", MENDS)
def test_a_mend_that_no_longer_fits_is_not_left_out_in_silence(name: str) -> None:
    with pytest.raises(MendDoesNotFit, match=name):
        mended(name, "<p>một bản khác của khuôn mẫu</p>")


def test_parts_of_templates_are_made_once_for_all_pages_a_tab_or_a_page() -> None:
    """A page that a tab leads to has tabs of its own: its way there is another."""
    place = "{% set place = menu.place_of(page, nav.items, base) %}"
    part = '{% include "partials/palette.html" %}\n{% include ".icons/" ~ icon ~ ".svg" %}\n'
    toc = '{% include "partials/toc.html" %}\n'
    tabs = '{% include "partials/tabs.html" %}\n'
    templates = {
        "page": shared(f"{place}{part}-{part}-{toc}-{toc}-{tabs}"),
        "partials/palette.html": "tìm {{ count() }}",
        "partials/toc.html": "mục {{ page.url }} {{ count() }}",
        "partials/tabs.html": "thẻ {{ count() }}",
        ".icons/a.svg": "hình {{ count() }}",
    }
    pages = [SimpleNamespace(url=f"x/{name}/", children=None) for name in "ABC"]
    nav = SimpleNamespace(items=[SimpleNamespace(children=pages, active=True)])
    env = Environment(loader=DictLoader(templates), autoescape=True, trim_blocks=True)
    numbers = iter(range(9))
    menu = Menu(own_ways((), ["x/A/"], ()), prunes=True, has_indexes=True)
    parts = SharedParts()
    env.globals.update(shared=parts, shared_if_ours=parts, count=lambda: next(numbers), menu=menu)
    template = env.get_template("page")
    assert [template.render(page=page, icon="a", nav=nav) for page in pages] == [
        "tìm 0hình 1-tìm 0hình 1-mục x/A/ 2-mục x/A/ 2-thẻ 3",
        "tìm 0hình 1-tìm 0hình 1-mục x/B/ 4-mục x/B/ 4-thẻ 5",
        "tìm 0hình 1-tìm 0hình 1-mục x/C/ 6-mục x/C/ 6-thẻ 5",
    ]
    env.globals["shared_if_ours"] = made_anew  # an office's own parts may be others on each page
    other = env.from_string(templates["page"], {"shared": SharedParts()})
    numbers = iter(range(9))
    assert other.render(page=pages[0], icon="a", nav=nav).startswith("tìm 0hình 1-tìm 2hình 1-mục")


def menu(page: Path) -> set[tuple[Path, str]]:
    """Where the menu of a page leads, and by which words; its own headings are left out."""
    html = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    links = html.select('.md-nav--primary a.md-nav__link[href]:not([href*="#"])')
    return {((page.parent / one["href"]).resolve(), one.get_text(strip=True)) for one in links}


def test_the_menu_leads_to_the_same_places_from_each_page_of_a_folder(site: Path) -> None:
    folder = site / "so-lieu" / "2022"
    menus = [menu(path) for path in sorted(folder.rglob("index.html"))]
    assert len(menus) > 3
    assert all(one == menus[0] for one in menus)
    assert all((target / "index.html").is_file() for target, _ in menus[0])
