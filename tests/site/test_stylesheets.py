"""Rules of stylesheets: what no page can use goes, all else stays."""

import random
from pathlib import Path

import pytest

from report.site.theme import stylesheets
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


SELECTORS = (
    *("a", ".b", ".gone", "a.b:hover", "p > .b", "a~.gone::after", "*", ":root", "[id]", "[id=on]"),
    *(
        "[gone=on]",
        '[class^="x{"]',
        ":not(.gone)",
        ":not(a,.b)",
        ":is(.b,.gone) p",
        ".b\n .id",
        "#id",
    ),
    *(
        "p:nth-child(2)",
        "p:nth-child(2n+1)",
        "u+a",
        "a/**/.b",
        r".b\:c",
        "to",
        "0%",
        "a-->b",
        "p .1",
    ),
    *("a[", "a(", "&.b", "-->", "a:b.b", "-b", "--b"),
)
PARTS_OF_VALUES = (
    *(
        "red",
        "1px",
        "#fff",
        "#1e2",
        "1e",
        "1e3",
        "1e-x",
        "+2px",
        "-2",
        "50%",
        ".5",
        "1.2.3",
        "u+26",
    ),
    *(
        "var(--x)",
        "calc(1px + 2px)",
        "calc(1px+2px)",
        "url(a/b{c}.png)",
        'url("x;y")',
        "'s'",
        '"t"',
    ),
    *(
        '"}.b{a:b"',
        '"("',
        "/",
        "*",
        ",",
        " ",
        "  ",
        "\n",
        "\t",
        "/*;*/",
        "!important",
        "! important",
    ),
    *(
        ")",
        "(",
        "\\a ",
        "ư",
        "\0",
        "\r",
        "\f",
        ":",
        "{a:b}",
        "}",
        '"',
        "'",
        "\ue000",
        "@",
        "x-1",
        "url(a)",
        "URL( a )",
        "f(1-2)",
        "f(#a.5)",
        "g(h(i(1)))",
        "- 1",
    ),
)
FRAMES = (
    *(
        "%s{%s}",
        "%s { %s; }\n",
        "@media print{%s{%s}}",
        "@keyframes m{%s{%s}to{top:1px}}.b{animation:m}",
    ),
    *(
        "@font-face{x:%s;%s;}",
        "%s{.b{%s}}",
        "/*%s{%s}*/",
        "%s{--y:{%s}}",
        "@page :first{x:%s;\n%s}",
    ),
    *("@keyframes m{%s{%s}}.b{animation:m}",),
    *("@supports (%s){a{%s}}", '@charset "%s";a{%s}', "%s{a:b;c:d{%s}}", "%s{%s"),
)


def any_stylesheet(chance: random.Random) -> str:
    """A stylesheet of simple and of awkward pieces."""
    rules = []
    for _ in range(chance.randint(1, 5)):
        selectors = ",".join(chance.choices(SELECTORS, k=chance.randint(1, 3)))
        values = (
            "".join(chance.choices(PARTS_OF_VALUES, k=chance.choice((1, 1, 2)))) for _ in "12"
        )
        names = chance.choices(
            ("top", "--x", "_z", " color ", "*zoom", "1x"), (9, 3, 1, 2, 1, 1), k=2
        )
        block = ";".join(f"{name}:{value}" for name, value in zip(names, values, strict=True))
        rules.append(chance.choice(FRAMES) % (selectors, block))
    return "".join(rules)


def test_rules_that_need_no_parser_come_out_as_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(19)
    sheets = [any_stylesheet(chance) for _ in range(1500)]
    sheets += [r"a{b:c}.w\} a{v:w}p{x:y}a{d:e}@media print{p{c:d}}a{f:g}"]
    sheets += ["@media (x:{a{b:c}.zz{d:e}}) {a{b:c}}"]
    read = [outcome(css) for css in sheets]
    monkeypatch.setattr(stylesheets, "numbered", lambda css: (css, []))
    for css, found in zip(sheets, read, strict=True):
        assert outcome(css) == found, css


def outcome(css: str) -> str:
    """What is left of a stylesheet, or what is raised."""
    try:
        return reduced(css, NAMES)
    except AttributeError as error:
        return repr(error)
