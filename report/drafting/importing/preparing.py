"""A Word document made ready for pandoc, which leaves out in silence what it does not know.

What pandoc drops is put where it reads it: text boxes below their paragraph, simple fields and
equations as text, automatic numbers of headings, paragraphs in the styles that it takes for
metadata. What a reader of the document does not see, or sees struck out, is left out and told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from report.drafting.importing.equations import linear
from report.drafting.importing.left_out import LeftOut
from report.drafting.importing.marks import FREE, HEADING_MARK, KEPT_FREE, OWN_SIGNS, TITLE
from report.drafting.importing.numbering import AutomaticNumbers
from report.drafting.importing.runs import (
    chosen_of_list,
    embolden,
    insert_run,
    own_style,
    simple,
    text_element,
    text_run,
    unstyle,
)
from report.drafting.importing.symbols import in_unicode_signs
from report.drafting.importing.word_rows import square
from report.drafting.importing.wordml import (
    NAMESPACES,
    Styles,
    W,
    local_name,
    style_of,
    switch,
    text_in,
    tree_of,
    w_value,
)
from report.sources.cells import clean
from report.sources.office_package import Package

MC = f"{{{NAMESPACES['mc']}}}"
PICTURE = "hình trong bản gốc"
DRAWN_CHART = "biểu đồ trong bản gốc"
DIAGRAM = "sơ đồ trong bản gốc"
TEXT_WITHIN = "văn bản nhúng trong bản gốc"
OUTLINE_LEVEL = re.compile("[0-8]")  # 9 is text
# Styles that pandoc makes something else of than text: metadata, code, lists of definitions.
UNREAD_STYLES = (
    *("title", "subtitle", "author", "date", "abstract", "abstract title", "source code"),
    *("verbatim char", "definition", "definition term", "captioned figure", "image caption"),
)
HEADING_STYLE = re.compile("heading [1-9]")
LONGEST_HEADING, LONGEST_PLACE = 220, 120  # letters
LETTERS_OF_LABEL = re.compile(r"[^\W\d_]{2,}")
ROMAN_LABEL = re.compile("[ivxlc]+", re.IGNORECASE)
# Wrappers whose content stands in their place.
WRAPPERS = ("fldSimple", "smartTag", "customXml", "ins", "moveTo", "sdtContent", "bdo", "dir")
NO_CONTENT = ("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "moveFrom")
DRAWINGS = ("drawing", "pict", "object")
# Lines below the letterhead and arrows between boxes: nothing to be written there.
LINE_SHAPES = re.compile("line|straightConnector|bentConnector|curvedConnector")
DRAWN_SHAPES = ("pic", "imagedata", "wsp", "shape", "rect", "oval", "roundrect", "OLEObject")
STRUCK, HIDDEN_LETTERS, DELETED = "chữ bị gạch ngang", "chữ ẩn", "chữ đã xóa khi theo dõi sửa đổi"
UNSEEN_LETTERS = {"strike": STRUCK, "dstrike": STRUCK, "vanish": HIDDEN_LETTERS}
ALTERNATIVE = "lời mô tả của hình"
LINK_ADDRESS = "địa chỉ của liên kết"
LINK_CODE = re.compile(r'\s*HYPERLINK\s+"((?:https?:|mailto:)[^"]+)"')


@dataclass
class OpenField:
    """A field that is open: its code, and whether its result has begun."""

    code: str = ""
    is_result: bool = False


@dataclass
class Preparation:
    """The work on one document, and what was left out or only marked."""

    styles: Styles
    numbering: AutomaticNumbers
    left_out: list[LeftOut] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    has_pictures: bool = False
    fields: list[OpenField] = field(default_factory=list)

    def blocks(self, parent: Element) -> None:
        """Make ready the paragraphs and tables in a body, a cell, a note or a box."""
        is_cell = parent.tag == f"{W}tc"
        children = with_opening_letters(list(unwrapped(parent)))
        parent[:] = []
        for child in children:
            parent.append(child)
            if child.tag == f"{W}altChunk":
                mark_text_within(child)
            elif child.tag == f"{W}p":
                for box in self.paragraph(child, is_cell=is_cell):
                    self.blocks(box)
                    parent.extend(list(box))
            elif not child.tag.endswith("Pr"):
                self.blocks(child)
            if child.tag == f"{W}tbl":
                square(child)

    def paragraph(self, paragraph: Element, *, is_cell: bool) -> list[Element]:
        """Make ready a paragraph; returns the text boxes that hang on it."""
        style = style_of(paragraph, self.styles)
        known = len(self.left_out)
        boxes = self.inline(paragraph, style)
        self.fields = [one for one in self.fields if one.is_result]
        text = clean(text_in(paragraph))
        place = text[:LONGEST_PLACE]
        self.left_out[known:] = [
            replace(one, place=place)
            for one in self.left_out[known:]
            if one.why != LINK_ADDRESS or one.words.removeprefix("mailto:").rstrip("/") not in text
        ]
        label = self.numbering.label(paragraph, style)
        count = len(self.typed)
        outline = 0 if is_cell or not place else self.outline(paragraph, style)
        is_all = is_cell and not place  # of what a cell has, such as the number of its row
        if label and (is_all or outline or self.is_numbered_line(paragraph, style, label)):
            label = label.rstrip(".)") if is_all else label
            type_number(paragraph, label)
            self.typed.append(label)
        self.restyle(paragraph, style, outline, is_typed=len(self.typed) > count)
        return boxes

    def outline(self, paragraph: Element, style: str) -> int:
        """How deep a paragraph is as a heading, by its style or by what it says itself; 0 for one
        that is none."""
        names = self.styles.names(style)
        by_name = next((int(name[-1]) for name in names if HEADING_STYLE.fullmatch(name)), 0)
        written = w_value(paragraph.find(f"{W}pPr/{W}outlineLvl")) or self.styles.outline(style)
        is_short = len(text_in(paragraph)) <= LONGEST_HEADING
        return by_name or (int(written) + 1 if OUTLINE_LEVEL.fullmatch(written) and is_short else 0)

    def restyle(self, paragraph: Element, style: str, outline: int, *, is_typed: bool) -> None:
        """Take from a paragraph the styles that pandoc reads otherwise than a reader of Word, and
        mark what is a heading or the title all the same."""
        names = self.styles.names(style)
        if any(map(HEADING_STYLE.fullmatch, names)):
            return
        is_list = "list paragraph" in names and self.styles.numbering(style) is None
        if outline or is_typed or is_list or any(name in UNREAD_STYLES for name in names):
            unstyle(paragraph)
        if "title" in names and clean(text_in(paragraph)):
            insert_run(paragraph, text_run(TITLE))
        elif outline:
            insert_run(paragraph, text_run(f"{HEADING_MARK}{outline}{KEPT_FREE}"))

    def is_numbered_line(self, paragraph: Element, style: str, label: str) -> bool:
        """Whether the number of a paragraph is to be typed: that of a bold line, which is how
        offices write headings, or one with words in it, such as “Điều 5.”."""
        words = LETTERS_OF_LABEL.findall(label)
        if any(not ROMAN_LABEL.fullmatch(word) for word in words):
            return True
        runs = [run for run in paragraph.iter(f"{W}r") if text_in(run).strip(" .:")]
        return (
            bool(runs)
            and all(self.styles.is_on(run, style, "b") for run in runs)
            and len(text_in(paragraph)) <= LONGEST_HEADING
        )

    def inline(self, parent: Element, style: str) -> list[Element]:
        """Make ready what stands in a paragraph; returns the text boxes in it."""
        boxes: list[Element] = []
        children = list(unwrapped(parent))
        parent[:] = []
        for child in children:
            if child.tag == f"{W}del":
                self.leave_out(DELETED, text_in(child))
            elif local_name(child) in ("oMath", "oMathPara"):
                parent.append(text_run(clean(linear(child)).translate(OWN_SIGNS)))
            elif child.tag == f"{W}r":
                boxes += self.run(child, style)
                parent.append(child)
            else:
                if not child.tag.endswith("Pr"):
                    boxes += self.inline(child, style)
                parent.append(child)
        return boxes

    def run(self, run: Element, style: str) -> list[Element]:
        """Make ready a run of equal letters; returns the text boxes in it."""
        for option, why in UNSEEN_LETTERS.items():
            if self.styles.is_on(run, style, option):
                self.leave_out(why, text_in(run))
                for part in list(run):
                    if part.tag in (f"{W}t", f"{W}tab", f"{W}noBreakHyphen"):
                        run.remove(part)
        children = list(unwrapped(run))
        run[:] = []
        boxes: list[Element] = []
        for child in children:
            if local_name(child) in DRAWINGS:
                boxes += outermost(child, f"{W}txbxContent")
                self.mark_drawing(run, child)
            elif child.tag == f"{W}fldChar":
                self.note_field(run, child)
            elif child.tag == f"{W}instrText":
                if self.fields:
                    self.fields[-1].code += child.text or ""
            elif child.tag != f"{W}t" or all(one.is_result for one in self.fields):
                run.append(simple(child))  # text in the code of a field is no text
        if any(name in UNREAD_STYLES for name in self.styles.names(own_style(run))):
            unstyle(run)
        properties = run.find(f"{W}rPr")
        for one in run.findall(f"{W}t"):
            one.text = in_unicode_signs(one.text or "", properties)
        if switch(properties, "b") is None and self.styles.is_on(run, style, "b"):
            embolden(run)
        return boxes

    def note_field(self, run: Element, mark: Element) -> None:
        """Take note of a mark that opens a field, parts its code from its result, or closes it.

        The marks are taken away: what pandoc knows of fields is less, and one that is never closed
        would take all that follows.
        """
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.append(OpenField())
            chosen_entry = chosen_of_list(mark)
            if chosen_entry:
                run.append(text_element(chosen_entry.translate(OWN_SIGNS)))
        elif kind == "separate" and self.fields:
            self.fields[-1].is_result = True
        elif kind == "end" and self.fields:
            address = LINK_CODE.match(self.fields.pop().code)
            if address:
                self.leave_out(LINK_ADDRESS, address[1])

    def mark_drawing(self, run: Element, drawing: Element) -> None:
        """Put a mark in the place of a drawing that shows something."""
        what = what_is_drawn(drawing)
        for one in drawing.iter():
            if local_name(one) == "textpath" and one.get("string"):
                run.append(text_element(clean(one.get("string", "").translate(OWN_SIGNS))))
                what = ""  # letters drawn in a bow are no picture
        if what:
            self.has_pictures = True
            SubElement(run, f"{W}t").text = f"{FREE}{what}{KEPT_FREE}"
        for one in drawing.iter(f"{{{NAMESPACES['wp']}}}docPr"):
            self.leave_out(ALTERNATIVE, one.get("descr", ""))

    def leave_out(self, why: str, words: str) -> None:
        """Tell of words that are not in the draft."""
        words = clean(words.translate(OWN_SIGNS))
        if words:
            self.left_out.append(LeftOut(why, words))


def prepared(package: Package, parts: dict[str, bytes]) -> Preparation:
    """Make ready the parts of a document that pandoc reads as text: they are changed in `parts`.

    Raises Mistake where one is broken.
    """
    main = package.main()
    related = {kind: name for kind, _, name in package.relations(main) if name in package.parts}
    styles = tree_of(package, related["styles"]) if "styles" in related else None
    numbering = tree_of(package, related["numbering"]) if "numbering" in related else None
    known = Styles(styles)
    preparation = Preparation(known, AutomaticNumbers(numbering, known))
    for part in filter(None, [main, related.get("footnotes"), related.get("endnotes")]):
        tree = tree_of(package, part)
        for one in list(tree):
            preparation.blocks(one)
        parts[part] = written_xml(tree)
    if styles is not None:
        for one in list(styles):
            if one.tag == f"{W}style" and not (one.find(f"{W}name") is not None):
                styles.remove(one)  # pandoc refuses a style without a name
        parts[related["styles"]] = written_xml(styles)
    return preparation


def with_opening_letters(blocks: list[Element]) -> list[Element]:
    """Blocks with each opening letter that hangs over lines, a paragraph of its own in Word, in the
    paragraph that it opens."""
    kept: list[Element] = []
    letters: list[Element] = []
    for one in blocks:
        if is_opening_letter(one):
            letters += [child for child in one if not child.tag.endswith("Pr")]
            continue
        if letters and one.tag != f"{W}p":
            paragraph = ElementTree.Element(f"{W}p")
            paragraph.extend(letters)
            kept.append(paragraph)
            letters = []
        for letter in reversed(letters):
            insert_run(one, letter)
        letters = []
        kept.append(one)
    return kept


def is_opening_letter(block: Element) -> bool:
    """Whether a paragraph is a letter that hangs over the lines of the next."""
    frame = block.find(f"{W}pPr/{W}framePr")
    return frame is not None and frame.get(f"{W}dropCap") in ("drop", "margin")


def written_xml(tree: Element) -> bytes:
    """A part as bytes, with all names declared: pandoc reads notes by those that the body has."""
    for address in NAMESPACES.values():
        tree.set(f"{{{address}}}khai", "")
    content: bytes = ElementTree.tostring(tree, encoding="utf-8", xml_declaration=True)
    return content


def unwrapped(parent: Element) -> Iterator[Element]:
    """The children of an element, with what only wraps others taken away."""
    for child in parent:
        name = local_name(child)
        if child.tag == f"{W}sdt" or (child.tag.startswith(W) and name in WRAPPERS):
            yield from unwrapped(child)
        elif child.tag == f"{MC}AlternateContent":
            yield from unwrapped(chosen(child))
        elif not (child.tag.startswith(W) and name in NO_CONTENT):
            yield child


def chosen(alternatives: Element) -> Element:
    """What Word shows of the same thing in two forms: the newer one, if something is in it."""
    for one in alternatives:
        if len(one):
            return one
    return alternatives


def outermost(element: Element, tag: str) -> list[Element]:
    """The elements of a kind that stand in no other one of it, the older of two forms left out."""
    found = []
    for child in unwrapped(element):
        found += [child] if child.tag == tag else outermost(child, tag)
    return found


def what_is_drawn(drawing: Element) -> str:
    """What a drawing is for the reader of a draft; "" where it only holds text, or is a line."""
    names = {local_name(one) for one in drawing.iter()}
    if "chart" in names:
        return DRAWN_CHART
    if "relIds" in names:
        return DIAGRAM
    if names & {"pic", "imagedata", "OLEObject"}:
        return PICTURE
    forms = [one.get("prst", "") for one in drawing.iter() if local_name(one) == "prstGeom"]
    is_line = bool(forms) and all(map(LINE_SHAPES.match, forms))
    return "" if is_line or "txbxContent" in names or not names & set(DRAWN_SHAPES) else PICTURE


def mark_text_within(chunk: Element) -> None:
    """Make of the place of a file, whose text Word shows there, a paragraph with a mark."""
    chunk.tag = f"{W}p"
    chunk.attrib.clear()
    chunk[:] = [text_run(f"{FREE}{TEXT_WITHIN}{KEPT_FREE}")]


def type_number(paragraph: Element, label: str) -> None:
    """Put the automatic number of a paragraph into its text, and take it away as such."""
    first = next(paragraph.iter(f"{W}r"), None)
    properties = first.find(f"{W}rPr") if first is not None else None
    insert_run(paragraph, text_run(f"{label} ".translate(OWN_SIGNS), properties))
    for own in paragraph.findall(f"{W}pPr"):
        for one in own.findall(f"{W}numPr"):
            own.remove(one)
