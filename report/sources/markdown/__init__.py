"""Reads a page of Markdown once: front matter, headings, links, pictures, notes, code, calls.

Comes in: the text of a file. Goes out: `Markdown`, every element with its line and offset, as
Python-Markdown with the extensions of mkdocs.yml takes it; each check asks that.
"""

from report.sources.markdown.elements import (
    CallPlace,
    Element,
    Heading,
    Image,
    MacroCall,
    Markdown,
    PageLink,
    Paragraph,
)
from report.sources.markdown.passages import passages
from report.sources.markdown.reader import anchors, read_markdown

__all__ = [
    "CallPlace",
    "Element",
    "Heading",
    "Image",
    "MacroCall",
    "Markdown",
    "PageLink",
    "Paragraph",
    "anchors",
    "passages",
    "read_markdown",
]
