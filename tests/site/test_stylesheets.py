"""Rules of stylesheets: what no page can use goes, all else stays."""

from pathlib import Path

import pytest

from report.site.theme.stylesheets import asked_for, names_in, names_of_site, reduced, tags

NAMES = {"a", "p", "b", "c", "id", "data-x", "on", "md-tag--", "html", "class"}

KEPT = [
    ".b{color:red;}",
    "a>p.b:hover::before{color:red;}",
    "p:not(.gone){color:red;}",
    ":is(.gone,.b) p{color:red;}",
    "[data-x=on]{color:red;}",
    '[class^="go"]{color:red;}',
    ".md-tag--new{color:red;}",
    "*{color:red;}",
    "@media print{.b{color:red;}}",
    "@font-face{src:url(x.woff2);}",
    "@keyframes move{0%{top:0}to{top:1px};}.b{animation:move 1s;}",
    ":root{--size:1px;}.b{top:var(--size);}",
    ".b{top:1px!important;}",
    '.b{content:"}.gone{";}',
]
GONE = [
    ".gone{color:red}",
    "#gone{color:red}",
    ".b gone{color:red}",
    ".b .gone{color:red}",
    ".b:is(.gone,.lost){color:red}",
    "[gone]{color:red}",
    "[data-x=off]{color:red}",
    "@media print{.gone{color:red}}",
    "@keyframes move{0%{top:0}to{top:1px}}",
    ":root{--size:1px}",
    ":root{--one:var(--two);--two:1px}",
    "/* a remark */",
]


@pytest.mark.parametrize("css", KEPT)
def test_what_a_page_may_use_stays(css: str) -> None:
    assert reduced(css, NAMES) == css


@pytest.mark.parametrize("css", GONE)
def test_what_no_page_can_use_goes(css: str) -> None:
    assert reduced(css, NAMES) == ""


def test_a_number_counts_only_where_a_stylesheet_may_ask_for_it() -> None:
    names = {"a", "955", "2", "3-", "-", "x2"}
    assert asked_for("[colspan='2']{top:1px} .a{top:2px}", names) == names - {"955"}
    assert asked_for(r".\39 55{top:1px}", names) == names


def test_of_a_list_of_selectors_only_some_go() -> None:
    assert reduced(".gone, .b , a.gone{ color : red }", NAMES) == ".b{color:red;}"


def test_names_come_from_tags_and_scripts_not_from_texts() -> None:
    html = '<p class="b on">gone<script>x.className = "made"</script></p>'
    assert {"p", "b", "on", "made"} <= names_in(tags(html))
    assert "gone" not in names_in(tags(html))


@pytest.mark.parametrize(
    ("page", "is_kept"),
    [("<p>", False), ('<ol class="annotate">', True), ('<b class="md-annotation__x">', True)],
)
def test_what_a_script_makes_only_of_a_part_of_a_page_needs_that_part(
    page: str, is_kept: bool
) -> None:
    names = names_of_site([page], ['make("md-annotation","on")'])
    assert ("md-annotation" in names) is is_kept
    assert "on" in names


def test_the_site_has_one_stylesheet_with_the_rules_of_its_pages(site: Path) -> None:
    folder = site / "assets" / "stylesheets"
    assert [path.name for path in folder.glob("*.css")] == ["site.css"]
    css = (folder / "site.css").read_text("utf-8")
    for used in (".bang-so-lieu", ".md-search-result__link", ".md-top", "[dir=ltr] .md-typeset ol"):
        assert used in css
    for unused in (
        ".md-banner",
        "[dir=rtl]",
        ".critic",
        ".tabbed-set",
        ".md-version",
        "data-md-color-primary=indigo",
    ):
        assert unused not in css
