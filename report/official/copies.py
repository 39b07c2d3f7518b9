"""What each print has of the pages of a year, and the handbook of the guidance pages."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from report.edition.letterhead import Letterhead
from report.edition.office_template import office_template
from report.official.assembly import Assembly
from report.official.document import Annex, Document, Imprint, with_places
from report.official.document_headings import (
    ANNEX,
    OPENING,
    SMALL,
    Place,
    annex_heading,
    annex_title,
    heading,
    section_look,
)
from report.official.handbook_parts import NEW_PAGE, is_form
from report.official.numbering import Numbering
from report.official.office_text import numbered_tables, office_text
from report.official.pandoc import (
    Node,
    div,
    inlines,
    nodes,
    tree_text,
)
from report.official.prints import Print
from report.official.remarks import Remarks
from report.official.web_only import SUMMARY
from report.sources.outline import NUMBER_STYLES, Outline, OutlineEntry
from report.sources.tables import Dataset


def signed_copy(
    assembly: Assembly, data: Dataset, outline: Outline, head: Letterhead, *, draft: bool
) -> Document:
    """The report of a year as an office signs it, in the order of its outline.

    Of the annexes it has those alone that the office wrote: none where the text is edited.
    """
    _, opening, annexes = opening_and_annexes(assembly, outline.opening)
    blocks = [*opening, *parts_of(assembly, outline)]
    blocks = office_text(blocks) if head.is_edited else blocks  # whose words are not the office's
    named = titled_annexes([] if head.is_edited else annexes)
    blocks, *attached = numbered_tables([blocks, *(one.blocks for one in named)])
    return with_places(
        Document(
            kind=Print.SIGNED,
            name=f"bao-cao-{data.name}",
            title=head.title,
            description=head.signed_about,
            office=head.office,
            letterhead=head,
            blocks=blocks,
            closing=f"{outline.closing}./." if outline.closing else "./.",
            annexes=tuple(
                replace(one, blocks=part) for one, part in zip(named, attached, strict=True)
            ),
            attached=head.attached_to,
            images=assembly.images,
            tables=tuple(data.tables.values()),
            draft=draft,
            template=office_template(assembly.root),
        )
    )


def reading_copy(
    assembly: Assembly,
    data: Dataset,
    outline: Outline,
    head: Letterhead,
    imprint: Imprint,
    *,
    draft: bool,
) -> Document:
    """The report of a year for citizens: a summary, the text with its charts, the annexes, the
    remarks of the editors."""
    summary, opening, annexes = opening_and_annexes(assembly, outline.opening)
    summary += [block for uri in outline.summary for block in assembly.first_chart(uri)]
    blocks = [*opening, *parts_of(assembly, outline)]
    annexes += [assembly.annex(uri) for uri in outline.annexes]
    return with_places(
        Document(
            kind=Print.READING,
            name=f"bao-cao-{data.name}-ban-doc",
            title=head.reading_title,
            description=head.about,
            office=head.office,
            summary=tuple(summary),
            blocks=blocks,
            annexes=titled_annexes(annexes),
            attached=head.attached_to,
            images={**assembly.images},  # those of sections come while it is written
            ending=head.ending,
            notice=head.edited_notice if head.is_edited else head.about,
            remarks=tuple(assembly.remarks.section()),
            imprint=imprint,
            draft=draft,
        )
    )


def section_copy(
    assembly: Assembly, uri: str, place: str, head: Letterhead, imprint: Imprint, *, draft: bool
) -> Document:
    """One page of a report by itself, for who needs two sheets; `place` is where it stands in the
    report. The places of other pages that it leads to are words in it."""
    remarks = Remarks()
    title, *blocks = assembly.page(uri, remarks=remarks)
    body = [
        heading(block["c"][0] - 1, section_look(block), "", block["c"][2], block["c"][1][0])
        if block["t"] == "Header"
        else block
        for block in blocks
    ]
    after = remarks.section()
    shown = {image["c"][2][0] for image in nodes([*body, *after], "Image")}
    return with_places(
        Document(
            kind=Print.READING,
            name=PurePosixPath(uri).stem,
            title=tree_text(title["c"][2]),
            description=place,
            office=head.office,
            blocks=body,
            images={name: one for name, one in assembly.images.items() if name in shown},
            ending=head.ending,
            notice=head.edited_notice if head.is_edited else head.about,
            remarks=tuple(after),
            imprint=imprint,
            is_section=True,
            draft=draft,
        )
    )


def handbook(
    assembly: Assembly, publisher: str, uris: Sequence[str], title: str, ending: str, checked: str
) -> Document:
    """Guidance pages as one document, a chapter a page, those to be marked by hand last; `checked`
    says when they were compared with the law."""
    numbering = Numbering()
    blocks = []
    pages = {uri: assembly.page(uri) for uri in uris}
    for uri, page in sorted(pages.items(), key=lambda one: is_form(one[1])):
        blocks += [div(NEW_PAGE, [])] if is_form(page) else []
        blocks += assembly.headed(uri, page, None, Place(1, 1, 2), numbering)
    about = " ".join(filter(None, (f"{title} của {publisher}.", ending)))
    return with_places(
        Document(
            kind=Print.HANDBOOK,
            name="so-tay",
            title=title,
            description=about,
            office=publisher,
            blocks=blocks,
            images=assembly.images,
            ending=ending,
            notice=checked,
        )
    )


def parts_of(assembly: Assembly, outline: Outline) -> list[Node]:
    """The parts of a report with their headings and pages."""
    numbering = Numbering()
    return [
        block
        for part in outline.parts
        for block in entry_blocks(assembly, part, Place(1, 0, 1), numbering)
    ]


def entry_blocks(
    assembly: Assembly, entry: OutlineEntry, place: Place, numbering: Numbering
) -> list[Node]:
    """A heading of the outline with its page and the headings below it."""
    below = NUMBER_STYLES.index(entry.below) if entry.below else place.style + 1
    place = Place(place.level, place.style, below)
    if entry.page:
        page = assembly.page(entry.page)
        blocks = assembly.headed(entry.page, page, entry.title, place, numbering)
    else:
        number = numbering.next(place.style)
        blocks = [heading(place.level, place.style, number, inlines(entry.title or ""))]
    for child in entry.entries:
        blocks += entry_blocks(assembly, child, Place(place.level + 1, below, below + 1), numbering)
    return blocks


def opening_and_annexes(
    assembly: Assembly, uri: str
) -> tuple[list[Node], list[Node], list[tuple[str, list[Node], list[Node]]]]:
    """The first page: what sums the report up, what stands before its first part, and sections
    that are annexes."""
    summary: list[Node] = []
    opening: list[Node] = []
    annexes: list[tuple[str, list[Node], list[Node]]] = []
    numbering = Numbering()
    target = summary if assembly.kind is Print.READING else opening
    for block in assembly.page(uri):
        if block["t"] != "Header":
            target.append(block)
            continue
        level, (name, classes, _), text = block["c"]
        if level == 1:
            continue  # the title of the document says it
        if level == 2:
            target, numbering = summary if SUMMARY in classes else opening, Numbering()
            if ANNEX in classes:
                target = []
                annexes.append((name, text, target))
                continue
        if target is opening or target is summary:
            look = OPENING if level == 2 else SMALL
            target.append(heading(level - 1, look, "", text, name))
        else:
            style = min(level - 1, SMALL)
            target.append(heading(level - 1, style, numbering.next(style), text, name))
    return summary, opening, annexes


def titled_annexes(found: Sequence[tuple[str, list[Node], list[Node]]]) -> tuple[Annex, ...]:
    """Annexes by their places, names and blocks, under their numbers."""
    return tuple(
        Annex(annex_heading(annex_title(number, len(found)), text, name), blocks)
        for number, (name, text, blocks) in enumerate(found, 1)
    )
