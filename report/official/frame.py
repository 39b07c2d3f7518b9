"""What stands around the text of a document: letterhead, closing, signature block, annexes."""

from collections.abc import Sequence

from report.edition.letterhead import EDITED_COPY, Letterhead, filled
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
    `before_annex`. An edited text has a notice above, and who signed the original below.

    `form` is pandoc's name of what the templates hold, `ending` that of their files.
    """

    def part(name: str) -> Node:
        return raw_block(form, filled(f"official/templates/{name}_{ending}", head))

    signed = original_blocks(head) if head.is_edited else [part("signature")]
    blocks = [*notice_blocks(head), part("letterhead"), *document.blocks, closing, *signed]
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


def notice_blocks(head: Letterhead) -> list[Node]:
    """What stands above the letterhead: that a text is edited; nothing where it is not."""
    if not head.is_edited:
        return []
    name = para([{"t": "Strong", "c": inlines(EDITED_COPY)}])
    return [div("Ghi chu", [name, para(inlines(head.edited_notice))])]


def original_blocks(head: Letterhead) -> list[Node]:
    """What an edited text has in place of a signature block: who signed and got the original."""
    return [div("Ghi chu", [para(inlines(head.signed_by)), para(inlines(head.received_by))])]
