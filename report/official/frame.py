"""What stands around the text of a document: letterhead, closing, signature block, annexes."""

from collections.abc import Sequence

from report.edition.letterhead import EDITED_COPY, Letterhead, filled
from report.official.document import Annex, Document, Imprint
from report.official.pandoc import Node, attributes, div, inlines, para, raw_block

DRAFT = "Dự thảo"


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
        blocks += [*before_annex, *annex_blocks(annex, document.attached)]
    return blocks


def reading_blocks(document: Document) -> list[Node]:
    """A reading copy as one text: what it is, summary, report, annexes, remarks, imprint."""
    notice = " ".join(filter(None, (draft_word(document), document.notice, document.ending)))
    title = {"t": "Header", "c": [1, attributes(), inlines(document.title)]}
    return [
        title,
        div("Ghi chu", [para(inlines(notice))]),
        *document.summary,
        *document.blocks,
        *(block for annex in document.annexes for block in annex_blocks(annex, document.attached)),
        *document.remarks,
        *(imprint_blocks(document.imprint) if document.imprint else ()),
    ]


def imprint_blocks(imprint: Imprint) -> list[Node]:
    """Where a reading copy comes from, and under which licence."""
    licence, terms = imprint.licence
    lines = [
        f"Bản này lập từ trang web “{imprint.site}”.",
        f"Địa chỉ trang: {imprint.address}" if imprint.address else "",
        f"Giấy phép: {licence}, {terms}" if licence else "",
    ]
    heading = {"t": "Header", "c": [1, attributes("", ["kieu-ghi-chu"]), inlines("Về bản đọc này")]}
    return [heading, *(para(inlines(line)) for line in lines if line)]


def draft_word(document: Document) -> str:
    """What stands where a text is not finished yet; empty where it is."""
    return f"{DRAFT}." if document.draft else ""


def closing_words(document: Document) -> Node:
    """The last words of the text, "./." at their end."""
    return para(inlines(document.closing))


def closing_style(document: Document) -> Node:
    """The last words in the style that keeps them on the page of the signature."""
    return div("Loi ket", [closing_words(document)])


def annex_blocks(annex: Annex, attached: str) -> list[Node]:
    """An annex with the line that says what it is attached to."""
    line = [{"t": "Emph", "c": inlines(attached)}]
    return [annex.heading, div("Attached", [para(line)]), *annex.blocks]


def notice_blocks(head: Letterhead) -> list[Node]:
    """What stands above the letterhead: that a text is edited; nothing where it is not."""
    if not head.is_edited:
        return []
    name = para([{"t": "Strong", "c": inlines(EDITED_COPY)}])
    return [div("Ghi chu", [name, para(inlines(head.edited_notice))])]


def original_blocks(head: Letterhead) -> list[Node]:
    """What an edited text has in place of a signature block: who signed and got the original."""
    return [div("Ghi chu", [para(inlines(head.signed_by)), para(inlines(head.received_by))])]
