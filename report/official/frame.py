"""What stands around the text of a document: letterhead, closing, signature block, annexes."""

from collections.abc import Sequence

from report.edition.letterhead import Letterhead, filled
from report.official.document import Annex, Document
from report.official.pandoc import Node, div, inlines, para, raw_block


def in_frame(
    document: Document,
    head: Letterhead,
    form: str,
    ending: str,
    closing: Node,
    before_annex: Sequence[Node] = (),
) -> list[Node]:
    """The text between letterhead and signature block, then the annexes, each behind
    `before_annex`.

    `form` is pandoc's name of what the templates hold, `ending` that of their files.
    """

    def part(name: str) -> Node:
        return raw_block(form, filled(f"official/templates/{name}_{ending}", head))

    blocks = [part("letterhead"), *document.blocks, closing, part("signature")]
    for annex in document.annexes:
        blocks += [*before_annex, *annex_blocks(annex, head)]
    return blocks


def closing_words(document: Document) -> Node:
    """The last words of the text, "./." at their end."""
    return para(inlines(document.closing))


def closing_style(document: Document) -> Node:
    """The last words in the style that keeps them on the page of the signature."""
    return div("Loi ket", [closing_words(document)])


def annex_blocks(annex: Annex, head: Letterhead) -> list[Node]:
    """An annex with the line that says what it is attached to."""
    attached = [{"t": "Emph", "c": inlines(head.attached_to)}]
    return [annex.heading, div("Attached", [para(attached)]), *annex.blocks]
