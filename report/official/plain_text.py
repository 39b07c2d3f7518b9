"""The document as plain text: for e-mail, for programs that read aloud, for any machine."""

import datetime

from report.edition.letterhead import COUNTRY, MOTTO, Letterhead
from report.official.document import Document
from report.official.frame import annex_blocks, notice_blocks, original_blocks
from report.official.pandoc import Node, inlines, para, run_pandoc, tree

WIDTH_OF_LINES = 90  # letters: tables need more than a page of prose


def text_file(document: Document, moment: datetime.datetime) -> bytes:  # noqa: ARG001 - no file time in it
    """The text of an official document in UTF-8, notes at its end, tables drawn with spaces."""
    head = document.letterhead
    assert head  # noqa: S101 - a handbook is a PDF alone
    blocks = [
        *notice_blocks(head),
        *paragraphs(letterhead_lines(head)),
        *document.blocks,
        *paragraphs((document.closing,)),
        *(original_blocks(head) if head.is_edited else paragraphs(signature_lines(head))),
        *(block for annex in document.annexes for block in annex_blocks(annex, document.attached)),
    ]
    return run_pandoc(["-f", "json", "-t", "plain", f"--columns={WIDTH_OF_LINES}"], tree(blocks))


def paragraphs(texts: tuple[str, ...]) -> list[Node]:
    """A paragraph for each text that is not empty."""
    return [para(inlines(text)) for text in texts if text]


def letterhead_lines(head: Letterhead) -> tuple[str, ...]:
    """What stands above the text, in the order of Nghị định 30/2020/NĐ-CP, Phụ lục I."""
    names = (head.superior, *head.issuer)
    return (
        head.foot_notice,
        *(name.upper() for name in names),
        head.number,
        COUNTRY.upper(),
        MOTTO,
        head.place_and_date,
        head.kind.upper(),
        head.subject,
    )


def signature_lines(head: Letterhead) -> tuple[str, ...]:
    """Who signed, and who receives the document."""
    who = (head.authority.upper(), head.post.upper(), head.signatory)
    return (*who, f"Nơi nhận: {'; '.join(head.recipients)}.")
