"""The prints of a text: what an office signs, what citizens read, the handbook."""

from enum import Enum


class Print(Enum):
    """What a document is made for, which says what it has of the pages.

    SIGNED is the text as an office signs it, without what the website adds: charts, sources,
    remarks of the editors, links. READING is for citizens: charts in place of their tables, the
    remarks together at the end, the addresses of the pages. HANDBOOK is the guidance on paper.
    """

    SIGNED = "ban-ky"
    READING = "ban-doc"
    HANDBOOK = "so-tay"
