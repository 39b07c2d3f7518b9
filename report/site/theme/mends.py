"""Templates of the theme (Material 9.8.1), mended as text before they are compiled.

Its `base.html` and its navigation cannot be overridden in part; a copy of them all would
have to follow each release. A mend that no longer fits stops the build.
"""

import re

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
            "{% set lang = wording %}",
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
    ],
    "partials/header.html": [
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
        (
            """{% for nav_item in nav.items %}
      {% set path = "__nav_" ~ loop.index %}
      {{ item.render(nav_item, path, 1) }}
    {% endfor %}""",
            "{{ menu.of_page(page, menu_items(nav.items, page), item.render) -}}",
        ),
    ],
    "partials/top.html": [NO_ICON],
    "partials/footer.html": [NO_ICON],
    "partials/tabs.html": [TAB_ITEMS],
    "partials/tabs-item.html": [IN_ITS_LANGUAGE],
    "partials/toc.html": [
        # The page of a section stands in the navigation without this box.
        (' for="__toc"', '{% if not page.parent or not page.is_index %} for="__toc"{% endif %}'),
    ],
}
# What stands on all pages alike; on those in the same tab from which the same ways lead; the table
# of contents, which a page shows twice.
SHARED = re.compile(
    r'\{% include ("partials/palette\.html"'
    r'|"\.icons/" ~ [\w.]+ ~ "\.svg") %\}\n?'
)
SHARED_IN_TAB = re.compile(r'\{% include ("partials/tabs\.html") %\}\n?')
SHARED_ON_PAGE = re.compile(r'\{% include ("partials/toc\.html") %\}\n?')
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
    """The template, trimmed, with parts that are rendered once instead of on every page.

    A line break behind a block is dropped, one behind an expression is not.
    """
    source = SHARED.sub(r"{{ shared(\1) }}", source)
    source = SHARED_IN_TAB.sub(r"{{ shared(\1, menu.ways(page, nav.items)) }}", source)
    return SHARED_ON_PAGE.sub(r"{{ shared(\1, page) }}", source)
