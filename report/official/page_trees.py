"""Pages as trees of pandoc, with the marks of their results in them.

The pages are taken after their macros ran and are converted with the extensions of the site.
"""

import re
from collections.abc import Sequence

import markdown

from report.figures.results import Result, plain_text
from report.official.pandoc import (
    Node,
    read_html,
)
from report.text.slugs import slug

# As in mkdocs.yml; what changes the theme alone is not here.
EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html"),
    *("pymdownx.details", "pymdownx.superfences", "tables", "toc"),
)
BOX_NAME = re.compile(r"<summary\b[^>]*>(.*?)</summary>", re.DOTALL)
PageReading = tuple[str, str, frozenset[str]]  # a page, its label, the classes that are left out


def read_trees(parts: Sequence[str], labels: Sequence[str]) -> list[list[Node]]:
    """The trees of pages, read in one run, as each costs its time; one by one where a tag that
    a page leaves open, or closes once too often, reaches into other pages."""
    blocks = read_html("\n".join(parts))
    found = [block["c"][0][1] if block["t"] == "Div" else [] for block in blocks]
    if found == [[label] for label in labels]:
        return [block["c"][1] for block in blocks]
    return [read_html(part) for part in parts]


def converter(results: Sequence[Result]) -> markdown.Markdown:
    """What converts a page as the site does; anchors of headings are made of their words."""

    def anchor(heading: str, separator: str) -> str:
        return slug(plain_text(heading, results), separator)

    return markdown.Markdown(extensions=EXTENSIONS, extension_configs={"toc": {"slugify": anchor}})


def unfolded(page: str, whose: str) -> str:
    """The HTML of a page with the name of each box that unfolds on a line of its own, behind
    `whose` box it is: pandoc takes it for the first words of what the box holds."""
    before = f"{whose}: " if whose else ""
    return BOX_NAME.sub(rf"<p><strong>{before}\1</strong></p>", page)
