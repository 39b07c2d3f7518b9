"""Reads a page of Markdown once: front matter, headings, links, pictures, notes, code, calls.

Comes in: the text of a file. Goes out: `Markdown`, every element with its line and offset, as
Python-Markdown with the extensions of mkdocs.yml takes it; each check asks that.
"""

from report.sources.markdown.elements import (
    AttributeList,
    CallPlace,
    Code,
    FootnoteDefinition,
    FootnoteReference,
    Heading,
    Html,
    HtmlTag,
    Image,
    MacroCall,
    Markdown,
    PageLink,
    Paragraph,
    StrayTag,
)
from report.sources.markdown.reader import anchors, read_markdown

__all__ = [
    "AttributeList",
    "CallPlace",
    "Code",
    "FootnoteDefinition",
    "FootnoteReference",
    "Heading",
    "Html",
    "HtmlTag",
    "Image",
    "MacroCall",
    "Markdown",
    "PageLink",
    "Paragraph",
    "StrayTag",
    "anchors",
    "read_markdown",
]
