"""Templates of the theme (Material 9.8.1), mended as text before they are compiled.

Its `base.html` and its navigation cannot be overridden in part; a copy of them all would
have to follow each release. A mend that no longer fits stops the build.
"""

import re

MADE_ONCE, END_CALL = "{{% call {}({}, {}) %}}", "{% endcall %}"
# By which function of `prepare` (templates.py) a part is kept: always, or unless an office has
# templates of its own, which may stand in it.
ALWAYS, IF_OURS = "shared", "shared_if_ours"


def made_once(name: str, begin: str, end: str, given: str = "place") -> list[tuple[str, str]]:
    """Mends that have a stretch of a template, from `begin` to `end`, made anew only where `given`
    is another than for the page before (`SharedParts` of templates.py)."""
    return [
        (begin, MADE_ONCE.format(IF_OURS, f'"{name}"', given) + begin),
        (end, f"{end}{END_CALL}\n"),
    ]


def where(name: str, condition: str) -> tuple[str, str]:
    """A mend that has a template included where it would print something; one of an office's own
    may print anything."""
    include = f'{{% include "partials/{name}.html" %}}'
    return include, f"{{% if own_templates or {condition} %}}{include}{{% endif %}}"


# The language of a page: its title, description and article; the header, menus and footer that
# stand around the article stay Vietnamese (WCAG 2.2, 3.1.1 and 3.1.2).
OTHER = "page and page.meta and page.meta.lang and page.meta.lang != lang.t('language')"
# A name in the menus in another language than the site says so (WCAG 2.2, 3.1.2).
IN_ITS_LANGUAGE = (
    '<a href="{{ nav_item.url | url }}"',
    '<a href="{{ nav_item.url | url }}"'
    '{% if nav_item.meta and nav_item.meta.lang %} lang="{{ nav_item.meta.lang }}"{% endif %}',
)
# The manual of the staff is not what citizens look for: the foot of each page leads to it.
TAB_ITEMS = "for nav_item in nav.items", "for nav_item in menu_items(nav.items, page)"
# Icons of the frame of each page stand in the stylesheet, once (report.css).
NO_ICON = ('{% include ".icons/" ~ icon ~ ".svg" %}', "")
# Template → what is wrong, and what stands there instead.
MENDS = {
    "base.html": [
        # All pages are worded alike.
        (
            '{% import "partials/language.html" as lang with context %}',
            "{% set lang = wording %}{% set place = menu.place_of(page, nav.items, base_url) %}",
        ),
        (
            """<html lang="{{ lang.t('language') }}\"""",
            f"""<html lang="{{{{ page.meta.lang | e if {OTHER} else lang.t('language') }}}}\"""",
        ),
        (
            "<body dir=",
            f"""<body{{% if {OTHER} %}} lang="{{{{ lang.t('language') }}}}"{{% endif %}} dir=""",
        ),
        (
            '<article class="md-content__inner md-typeset">',
            '<article class="md-content__inner md-typeset"'
            f'{{% if {OTHER} %}} lang="{{{{ page.meta.lang | e }}}}"{{% endif %}}>',
        ),
        # The same page of two years has two titles.
        ("<title>{{ page.meta.title }} -", "<title>{{ full_title }} -"),
        # Without tags it is no longer escaped.
        ("{{ page.title | striptags }}", "{{ page.title | striptags | e }}"),
        # A check box knows no such attribute.
        (' id="__drawer" autocomplete="off">', ' id="__drawer">'),
        (' id="__search" autocomplete="off">', ' id="__search">'),
        # A search engine shows whether a text is the office's own; the site map does not.
        (
            'content="{{ page.meta.description }}"',
            'property="og:description" content="'
            "{% if page.meta.loai_bai_viet %}{{ page.meta.loai_bai_viet }}. {% endif %}"
            '{{ page.meta.description }}"',
        ),
        # Of no use to a reader; the foot of a page leads to both.
        ('<link rel="prev" href="{{ page.previous_page.url | url }}">', ""),
        ('<link rel="next" href="{{ page.next_page.url | url }}">', ""),
        (
            '<meta name="generator" content="mkdocs-{{ mkdocs_version }}, mkdocs-material-9.8.1">',
            "",
        ),
        *made_once(
            "styles",
            "{% for path in config.extra_css %}",
            """<link rel="stylesheet" href="{{ path | url }}">
    {% endfor %}""",
        ),
        # Scripts that stand in files here (overrides/).
        where("javascripts/base", "false"),
        where("javascripts/content", "false"),
        where("integrations/analytics", '"analytics" in config.extra'),
        *made_once(
            "scripts",
            "<script src=\"{{ 'assets/javascripts/bundle",
            """{% for script in config.extra_javascript %}
        {{ script | script_tag }}
      {% endfor %}""",
        ),
    ],
    "partials/header.html": [
        *made_once(
            "header",
            '{% set class = "md-header" %}',
            """<div class="md-header__topic" data-md-component="header-topic">
          <span class="md-ellipsis">\n""",
            "(place, page_head)",
        ),
        *made_once(
            "header-end",
            """</span>
        </div>
      </div>
    </div>
    {% if config.theme.palette %}""",
            "</header>",
        ),
        NO_ICON,
        # Whose site it is, and of which year.
        (
            """<span class="md-ellipsis">
            {{ config.site_name }}""",
            """<span class="md-ellipsis">
            {{ config.site_name }}
            <small>{{ page_head or config.extra.dau_trang }}</small>""",
        ),
    ],
    "partials/nav-item.html": [
        # An empty number is none.
        (' tabindex="{{ tabindex }}"', '{% if tabindex %} tabindex="{{ tabindex }}"{% endif %}'),
        IN_ITS_LANGUAGE,
        # The same links stand in the menu of each page of a folder; a part of the site that the
        # page does not stand in is but a link.
        (
            """{% for item in nav_item.children %}
              {% if not index or item != index %}
                {{ render(item, path ~ "_" ~ loop.index, level + 1, nav_item) }}
              {% endif %}
            {% endfor %}""",
            "{{ menu.entries(nav_item, index, path, level) -}}",
        ),
        # Without asking each entry for what only a page has.
        (
            """{% set _ = namespace(index = none) %}
    {% if "navigation.indexes" in features %}
      {% for item in nav_item.children %}
        {% if item.is_index and _.index is none %}
          {% set _.index = item %}
        {% endif %}
      {% endfor %}
    {% endif %}
    {% set index = _.index %}""",
            '{% set index = index_of(nav_item) if "navigation.indexes" in features else none %}',
        ),
    ],
    "partials/nav.html": [
        *made_once(
            "menu",
            '{% set class = "md-nav md-nav--primary" %}',
            '<ul class="md-nav__list" data-md-scrollfix>\n',
        ),
        (
            """{% for nav_item in nav.items %}
      {% set path = "__nav_" ~ loop.index %}
      {{ item.render(nav_item, path, 1) }}
    {% endfor %}""",
            "{{ menu.of_page(page, place, menu_items(nav.items, page), item.render) -}}",
        ),
    ],
    "partials/content.html": [
        where("tags", "tags"),
        where("actions", '"content.action.edit" in features or "content.action.view" in features'),
        where(
            "source-file",
            'git_info or committers or "revision_date" in page.meta'
            ' or "git_revision_date_localized" in page.meta'
            ' or "git_creation_date_localized" in page.meta',
        ),
        where("feedback", '"analytics" in config.extra'),
        where("comments", "false"),
    ],
    "partials/top.html": [NO_ICON],
    "partials/footer.html": [
        NO_ICON,
        *made_once("footer", '<div class="md-footer-meta md-typeset">', "</footer>"),
    ],
    "partials/tabs.html": [TAB_ITEMS],
    "partials/tabs-item.html": [IN_ITS_LANGUAGE],
    "partials/toc.html": [
        # The page of a section stands in the navigation without this box.
        (' for="__toc"', '{% if not page.parent or not page.is_index %} for="__toc"{% endif %}'),
    ],
}
# Template that is included → what it depends on.
SHARED = {
    "palette": "none",
    "top": "none",
    "dau-trang": "place",
    "fonts": "place",
    "config": "place",
    "tabs": "place",
    "path": "(place, page.parent, page if page.is_index)",
    "toc": "(page, page.toc)",  # which a page shows twice
}
INCLUDED = re.compile(
    rf'\{{% include (?:("partials/({"|".join(SHARED)})\.html")|("\.icons/" ~ [\w.]+ ~ "\.svg"))'
    r" \+?%\}\n?"
)
NEEDLESS = re.compile(r'^[ \t]*\n|^[ \t]+| xmlns="http://www\.w3\.org/2000/svg"', re.MULTILINE)


class MendDoesNotFit(Exception):
    """A template of the theme is no longer as a mend expects it; says which."""


def mended(name: str, source: str) -> str:
    """The template called `name` without its faults. Raises MendDoesNotFit where one is gone."""
    for wrong, right in MENDS.get(name, []):
        if wrong not in source:
            raise MendDoesNotFit(name)
        source = source.replace(wrong, right)
    return source


def trimmed(source: str) -> str:
    """The template without indents, empty lines, and the namespace that icons in HTML have."""
    return NEEDLESS.sub("", source)


def shared(source: str) -> str:
    """The template, trimmed, with the parts that it includes made once, where they do not differ
    from page to page."""

    def call(found: re.Match[str]) -> str:
        partial, name, icon = found.groups()
        given = SHARED[name] if name else "none"
        keeps = ALWAYS if icon else IF_OURS
        return f"{MADE_ONCE.format(keeps, partial or icon, given)}{found[0]}{END_CALL}"

    return INCLUDED.sub(call, source)
