"""Templates of the theme (Material 9.8.1), mended as text before they are compiled.

Its `base.html` and its navigation cannot be overridden in part; a copy of them all would
have to follow each release. tests/site/test_theme.py tells when a mend no longer fits.
"""

import re

# A name in the menus in another language than the site says so (WCAG 2.2, 3.1.2).
IN_ITS_LANGUAGE = (
    '<a href="{{ nav_item.url | url }}"',
    '<a href="{{ nav_item.url | url }}"'
    '{% if nav_item.meta.lang %} lang="{{ nav_item.meta.lang }}"{% endif %}',
)
# Template → what is wrong, and what stands there instead.
MENDS = {
    "base.html": [
        # A check box knows no such attribute.
        (' id="__drawer" autocomplete="off">', ' id="__drawer">'),
        (' id="__search" autocomplete="off">', ' id="__search">'),
        # Of no use to a reader.
        (
            '<meta name="generator" content="mkdocs-{{ mkdocs_version }}, mkdocs-material-9.8.1">',
            "",
        ),
    ],
    "partials/nav-item.html": [
        # An empty number is none.
        (' tabindex="{{ tabindex }}"', '{% if tabindex %} tabindex="{{ tabindex }}"{% endif %}'),
        IN_ITS_LANGUAGE,
    ],
    "partials/tabs-item.html": [IN_ITS_LANGUAGE],
    "partials/toc.html": [
        # The page of a section stands in the navigation without this box.
        (' for="__toc"', '{% if not page.parent or not page.is_index %} for="__toc"{% endif %}'),
    ],
}
NEEDLESS = re.compile(r'^[ \t]+| xmlns="http://www\.w3\.org/2000/svg"', re.MULTILINE)


def mended(name: str, source: str) -> str:
    """The template called `name` without the faults that the HTML validator finds."""
    for wrong, right in MENDS.get(name, []):
        source = source.replace(wrong, right)
    return source


def trimmed(source: str) -> str:
    """The template without indents, and without the namespace that icons in HTML have anyway."""
    return NEEDLESS.sub("", source)
