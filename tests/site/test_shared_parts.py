"""A page comes out of the theme's templates the same, whatever page came before it: what is kept of
one page for the next ones is what would be made for them."""

from random import Random
from typing import Any

import pytest
from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from report.site.mkdocs.compiled_templates import CompiledTemplates
from report.site.mkdocs.frame import led_to
from report.site.mkdocs.templates import (
    Menu,
    addresses,
    made_anew,
    own_ways,
    prepare,
)
from report.site.theme.assets import OVERRIDES
from tests.sites import ROOT

# A page beside a folder of its name, folders of pages with an index and without, the manual's.
URIS = ("index.md", "a.md", "a/x.md", "a/y.md", "a/z.md", "b/index.md", "b/x.md", "b/y.md")
URIS += ("b/c/index.md", "b/c/x.md", "b/c/y.md", "e/x.md", "e/y.md", "e/z.md")
URIS += ("bien-tap/index.md", "d/index.md")
# Pages of the first folder: those of a part beside its index and others, the address of the folder
# of the theme's files.
BESIDE = ("f/index.md", "assets.md", "g/index.md", "h/index.md", "i.md", "k.md")
FOOT = ("e/x.md", "a/y.md", "d/index.md")
FEATURES = ("navigation.indexes", "navigation.prune", "navigation.tabs", "navigation.path")
COMPILED = CompiledTemplates()


def some_nav(chance: Random) -> list[Any]:
    """A navigation with most of the pages, one of them twice, in parts that follow no folder; of
    one part, pages beside its index lie in the same folder as this."""
    fixed = ["g/index.md", {"Trong": ["f/index.md", "assets.md", "i.md"]}, "h/index.md", "k.md"]
    uris = chance.sample(URIS[1:15], 13)
    uris.append(uris[0])
    cuts = sorted(chance.sample(range(1, len(uris)), 3))
    one, two, three, four = (
        uris[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(uris)], strict=True)
    )
    return ["index.md", {"Một": fixed}, {"Hai": [*one, {"Trong": two}]}, *three, {"Ba": four}]


def site(nav: list[Any], features: list[str]) -> tuple[MkDocsConfig, Files, Navigation]:
    """A site of these pages, right before the first one is put into its template."""
    config = load_config(str(ROOT / "mkdocs.yml"), nav=nav)
    config.theme.dirs.insert(0, str(OVERRIDES))
    config.theme["features"] = features
    config.plugins._current_plugin = "tests"  # files say who has made them
    config.extra |= {"don_vi": {"ten": "Xã"}, "dau_trang": "Xã"}
    files = Files([File.generated(config, uri, content="") for uri in URIS + BESIDE])
    files.append(File.generated(config, "assets/javascripts/x.js", content=""))
    found = get_navigation(files, config)
    for number, file in enumerate(files.documentation_pages()):
        page: Any = file.page
        page.markdown, page.meta, page.content = "", {"title": f"Trang {number}"}, f"<p>{number}"
        anchors = [AnchorLink(f"Mục {number}-{one}", f"muc-{one}", 2) for one in range(number % 3)]
        page.toc = TableOfContents(anchors)
    config.extra["chan_trang"] = [pages_of(files)[uri] for uri in FOOT]
    return config, files, found


def pages_of(files: Files) -> dict[str, Page]:
    """The pages by their paths."""
    return {file.src_uri: file.page for file in files.documentation_pages() if file.page}


def environment(config: MkDocsConfig, files: Files, nav: Navigation, *, own: bool) -> Environment:
    """The templates, prepared as for a build."""
    env = config.theme.get_env()
    env.bytecode_cache = COMPILED
    alone = own_ways([*addresses(nav.items)], led_to(nav, config), [file.url for file in files])
    prepare(env, alone, config.theme["features"], own_templates=own)
    return env


def rendered(
    env: Environment, site: tuple[MkDocsConfig, Files, Navigation], page: Any, template: str
) -> str:
    """A page, or what is none, in its template."""
    config, files, nav = site
    if page is None:
        return str(env.get_template(template).render(get_context(nav, files, config, None, "/x")))
    page.active = True
    try:
        context: Any = get_context(nav, files, config, page)
        head = f"Năm {str(page.title)[-1]}"
        context |= {"page_head": head, "has_twin": True, "provenance": ""}
        return str(env.get_template(template).render(context))
    finally:
        page.active = False


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("left_out", ["", "navigation.indexes", "navigation.prune"])
def test_what_is_kept_for_the_next_page_is_what_would_be_made_for_it(
    left_out: str, seed: int
) -> None:
    chance = Random(seed)
    uris = [*URIS, *BESIDE]
    if seed % 2:
        chance.shuffle(uris)
    uris += ["i.md", "k.md", "i.md", "f/index.md"]
    features = [one for one in FEATURES if one != left_out]
    made = site(some_nav(chance), features)
    kept, anew = (environment(*made, own=own) for own in (False, True))
    pages = pages_of(made[1])
    asked = [(None, "404.html"), *((pages[uri], "main.html") for uri in uris)]
    for page, template in asked:
        whole: Any = anew.globals["menu"]
        anew.globals["shared"] = made_anew
        anew.globals["menu"] = Menu(whole.alone, prunes=whole.prunes, has_indexes=whole.has_indexes)
        assert rendered(kept, made, page, template) == rendered(anew, made, page, template), page
    page.toc = TableOfContents([AnchorLink("Mục sửa", "muc-sua", 2)])
    assert "Mục sửa" in rendered(kept, made, page, "main.html")
