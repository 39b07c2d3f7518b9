"""Blocks of a Word document whose letters were typed for an old font, or are damaged."""

from typing import Any

from report.drafting.importing.nodes import placeholder, raw_text
from report.official.pandoc import Node
from report.problems.problem import Mistake
from report.text.encodings import (
    SOFT_HYPHEN,
    damage,
    decode_as,
    decode_legacy,
    in_one_byte,
    letters_of_old_fonts,
)

UNREADABLE = "có chữ của bảng mã cũ mà máy không đổi được: gõ lại theo bản gốc."
FOREIGN_WORDS = "có chữ của tiếng nước ngoài hoặc của bảng mã cũ, được giữ nguyên: đọc lại."
OLD_LETTERS = "đoạn có chữ sai bảng mã, xem bản gốc"


def legible(blocks: list[Node]) -> tuple[list[Node], str, list[str]]:
    """The blocks in Unicode, the old encoding that some were in, and what is to be known of it.

    A paragraph with letters that are lost is left to be typed anew; those in a table are found
    cell by cell.
    """
    blocks, encoding, remarks = in_unicode(blocks)
    lost = [block for block in blocks if block["t"] != "Table" and damage(raw_text(block))]
    if lost:
        remarks.append(f"{len(lost)} đoạn có chữ mất dấu hoặc sai bảng mã: gõ lại theo bản gốc.")
    readable_blocks = [placeholder(OLD_LETTERS) if block in lost else block for block in blocks]
    return readable_blocks, encoding, remarks


def in_unicode(blocks: list[Node]) -> tuple[list[Node], str, list[str]]:
    """The blocks with the letters typed for an old font (TCVN3, VNI) as Unicode, the encoding of
    that font, and a remark.

    Blocks with letters that no Vietnamese word has are read together: one encoding alone must
    make Vietnamese of all of them. Where none does, a block is left to be typed anew.
    """
    letters = {id(block): letters_of_old_fonts(raw_text(block)) for block in blocks}
    if set().union(*letters.values()) <= {SOFT_HYPHEN}:  # it is ư in TCVN3, but never alone
        return blocks, "", []
    old = [block for block in blocks if letters[id(block)]]
    if all(in_one_byte(raw_text(block)) for block in blocks):
        old = blocks  # nothing of the document is in Unicode
    try:
        text = "\n".join(map(raw_text, old))
        encoding = decode_legacy(text.encode("cp1252")).encoding
    except Mistake:
        old = [block for block in blocks if is_mostly_odd(block, letters[id(block)])]
        foreign = sum(map(bool, letters.values())) - len(old)
        remarks = [f"{len(old)} đoạn {UNREADABLE}"] * bool(old)
        remarks += [f"{foreign} đoạn {FOREIGN_WORDS}"] * bool(foreign)
        readable = [placeholder(OLD_LETTERS) if block in old else block for block in blocks]
        return readable, "", remarks
    remark = (
        f"{len(old)} đoạn gõ bằng bảng mã cũ {encoding} đã được đổi: đọc lại chữ có dấu, chữ hoa."
    )
    return (
        [recoded(block, encoding) if block in old else block for block in blocks],
        encoding,
        [remark],
    )


def is_mostly_odd(block: Node, odd: set[str]) -> bool:
    """Whether a block has as many odd letters as a text in an old encoding: of Vietnamese about
    each fourth, of a European language each twentieth."""
    words = [one for one in raw_text(block) if one.isalpha() or one in odd]
    return sum(one in odd for one in words) * 10 > len(words)


def recoded(content: Any, encoding: str) -> Any:
    """A pandoc tree with each word read in `encoding`."""
    if isinstance(content, list):
        return [recoded(part, encoding) for part in content]
    if not isinstance(content, dict) or "c" not in content:
        return content
    if content["t"] == "Str":
        return {"t": "Str", "c": decode_as(encoding, content["c"].encode("cp1252"))}
    return {**content, "c": recoded(content["c"], encoding)}
