"""Reads a page of Markdown once: front matter, headings, links, pictures, notes, code, calls.

Comes in: the text of a file. Goes out: `Markdown`, every element with its line and offset, as
Python-Markdown with the extensions of mkdocs.yml takes it; each check asks that.
"""

from report.sources.markdown.elements import (
    Call,
    Code,
    FootnoteDefinition,
    FootnoteReference,
    Heading,
    Html,
    Image,
    Link,
    Markdown,
    Paragraph,
    Place,
    StrayTag,
)
from report.sources.markdown.reader import anchors, read_markdown

__all__ = [
    "Call",
    "Code",
    "FootnoteDefinition",
    "FootnoteReference",
    "Heading",
    "Html",
    "Image",
    "Link",
    "Markdown",
    "Paragraph",
    "Place",
    "StrayTag",
    "anchors",
    "read_markdown",
]
