"""What a guidance page says of itself: its legal basis, when it was checked, how long it holds.

The front matter of a page under docs/huong-dan/:

- `can_cu`: the keys of the documents it rests on; an empty list where it states no law;
- `kiem_tra`: the day on which somebody last compared it with the law;
- `hieu_luc_den`: the last day on which its rules hold, where that is known;
- `thay_bang`: the keys of the documents that hold after that day;
- `trang_moi`: the page in the same folder that tells what has changed.

A page without `hieu_luc_den` gives the rules of today. What it still tells of older ones stands
in sections whose heading has the class `quy-dinh-cu`.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from report.figures.citations import cite, document
from report.figures.macros import PageMacros
from report.figures.register import cited_keys, numbers, written_numbers
from report.figures.validity import validity_of
from report.problems.problem import AlreadyReported, Mistake, Problem, problem
from report.sources.files import Text
from report.sources.markdown import CallPlace, Heading, Paragraph
from report.sources.memory import remembered
from report.sources.pages import REPORT, Page, links, parse_call
from report.sources.tables import Dataset
from report.text.numbers import read_date, write_date

GUIDANCE_FOLDER = "huong-dan"  # of the guidance pages under docs/
FORM_TABLE = "phieu-gioi-thieu"  # the lines of the form to tell of an exemplary person
REVIEW_AFTER = timedelta(days=183)  # law is compared anew every half year
OLD_RULES = "quy-dinh-cu"  # class of a heading: its section tells of rules that hold no more

WITH_LAW = ("p", "li", "dd", "table")  # kinds of blocks that may state law
NO_WORDS = re.compile(r"<|\{[^{]")  # tags and attributes alone
CITES = re.compile(r"\s*van_ban\(")
CITING = (CallPlace.BLOCK, CallPlace.INLINE, CallPlace.CELL, CallPlace.HTML)
BASIS_LINE = "Căn cứ:"
RULES_NOW = "Quy định hiện nay"
ADVICE = "Lời khuyên, không phải quy định"
CHANGED_SINCE = "Có điều đã thay đổi từ khi viết trang này"
NO_LAW = "không phải quy định"  # in a basis line: what follows is advice
NO_RULES = "Trang này không nêu quy định."


@dataclass(frozen=True)
class Guidance:
    """The front matter of a guidance page, as far as it could be read."""

    page: Page
    basis: tuple[str, ...]
    checked: date | None
    holds_until: date | None
    replaced_by: tuple[str, ...]
    successor: str
    problems: tuple[Problem, ...] = ()

    @property
    def lapsed(self) -> bool:
        """Whether its rules held no more when it was last checked.

        That is for whoever edits the page to say; the day of the build changes nothing.
        """
        return bool(self.checked and self.holds_until and self.holds_until < self.checked)


def is_guidance(page: Page) -> bool:
    """Whether a page stands in the folder of the guidance pages."""
    return page.uri.startswith(f"{GUIDANCE_FOLDER}/")


@remembered
def read_guidance(page: Page) -> Guidance:
    """The front matter of a guidance page, and what is wrong or missing in it."""
    guidance = Guidance(
        page,
        read_keys(page, "can_cu") or (),
        known_day(page, "kiem_tra"),
        known_day(page, "hieu_luc_den"),
        read_keys(page, "thay_bang") or (),
        str(page.meta.get("trang_moi") or ""),
    )
    problems = [*front_matter_is_sound(page), *lapsed_page_leads_on(guidance)]
    return replace(guidance, problems=tuple(problems))


def front_matter_is_sound(page: Page) -> Iterator[Problem]:
    """A guidance page has basis and day of the check; lists are lists of keys, days are days."""
    for key, what in (("can_cu", "căn cứ"), ("kiem_tra", "ngày kiểm tra")):
        if key not in page.meta:
            yield problem(page.path, 1, "huong-dan-thieu-muc", what=what, key=key)
    for key in ("can_cu", "thay_bang"):
        if read_keys(page, key) is None:
            yield problem(page.path, page.key_line(key), "muc-khong-phai-danh-sach", key=key)
    for key in ("kiem_tra", "hieu_luc_den"):
        try:
            read_day(page, key)
        except Mistake as mistake:
            yield page.key_problem(key, mistake)


def lapsed_page_leads_on(guidance: Guidance) -> Iterator[Problem]:
    """A page whose rules hold no more says what holds instead."""
    if guidance.lapsed and not (guidance.replaced_by or guidance.successor):
        page = guidance.page
        yield problem(page.path, page.key_line("hieu_luc_den"), "het-hieu-luc")


def read_keys(page: Page, key: str) -> tuple[str, ...] | None:
    """A list of keys of the register, empty where it is missing; None where it is no such list."""
    value = page.meta.get(key, [])
    is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return tuple(value) if is_list else None


def read_day(page: Page, key: str) -> date | None:
    """A day, written as in the tables, None where it is missing. Raises Mistake for another."""
    return read_date(str(page.meta[key])) if key in page.meta else None


def known_day(page: Page, key: str) -> date | None:
    """A day, None where it is missing or cannot be read."""
    with suppress(Mistake):
        return read_day(page, key)
    return None


def header(guidance: Guidance, macros: PageMacros, common: Dataset) -> Text:
    """Markdown to stand below the heading: what kind of rules the page gives and when they were
    compared with the law, then the documents that they rest on.

    `common` has the register. Its citations are results of the page, after those of its calls.
    """
    ended = [key for key in guidance.basis if has_ended(guidance, common, key)]
    standing = [key for key in guidance.basis if key not in ended]
    basis, unknown = cited(guidance, "can_cu", standing, macros)
    old_basis, unknown_old = cited(guidance, "can_cu", ended, macros)
    successors, unknown_new = cited(guidance, "thay_bang", guidance.replaced_by, macros)
    lines = banner(guidance, successors) if guidance.lapsed else []
    lines += ['<div class="ve-huong-dan" markdown="1" data-search-exclude>', ""]
    lines += [] if guidance.lapsed else [kind_of_rules(guidance), "{ .loai-huong-dan }", ""]
    lines += listed("Căn cứ pháp lý", basis or ([] if old_basis else [NO_RULES]))
    lines += listed("Căn cứ của quy định cũ", old_basis)
    if guidance.holds_until:
        lines += listed("Áp dụng đến hết ngày", [write_date(guidance.holds_until)])
    text = "\n".join([*lines, "</div>", ""])
    return Text(text, (*unknown, *unknown_old, *unknown_new))


def listed(title: str, texts: Iterable[str]) -> list[str]:
    """Lines of a definition list, none where nothing is listed."""
    lines = [f":   {one}" for one in texts]
    return [title, *lines, ""] if lines else []


def kind_of_rules(guidance: Guidance) -> str:
    """The first line of a page that is not void: what it gives, and when that was compared."""
    until = guidance.holds_until
    kind = RULES_NOW if guidance.basis else ADVICE
    kind = f"Quy định đến hết ngày {write_date(until)}" if until else kind
    day = guidance.checked
    return f"**{kind}**" + (f", {compared(day)}." if day else ".")


def compared(day: date) -> str:
    """When somebody last held a page against the law."""
    return f"đối chiếu lần cuối ngày {write_date(day)}"


def banner(guidance: Guidance, successors: list[str]) -> list[str]:
    """The lines of the banner of a page whose rules hold no more.

    A page that states no law, like how to tell of a good example, is not void: it says less.
    """
    until = guidance.holds_until
    day = write_date(until) if until else ""
    title = f"Quy định đến hết ngày {day}, nay không còn được áp dụng"
    parts = [f"Sau ngày đó áp dụng {', '.join(successors)}." if successors else ""]
    if guidance.successor:
        parts.append(f"Xem [những thay đổi sau ngày đó]({guidance.successor}).")
    if guidance.checked:
        words = compared(guidance.checked)
        parts.append(f"{words[:1].upper()}{words[1:]}.")
    text = " ".join(part for part in parts if part)
    return [f'!!! warning "{title if guidance.basis else CHANGED_SINCE}"', "", f"    {text}", ""]


def cited(
    guidance: Guidance,
    name: str,
    keys: Iterable[str],
    macros: PageMacros,
) -> tuple[list[str], list[Problem]]:
    """The documents of a field of the front matter as marks, the basis in full, what follows it
    short; and problems of those that are not in the register."""
    citations, problems = [], []
    for key in keys:
        try:
            citation = cite(macros.dataset(None), key, full=name == "can_cu")
            citations.append(macros.marked(citation))
        except AlreadyReported:
            continue
        except Mistake as mistake:
            problems.append(mistake.at(guidance.page.path, guidance.page.key_line(name)))
    return citations, problems


def due(guidances: Iterable[Guidance], common: Dataset, on: date) -> Iterator[tuple[Page, str]]:
    """The pages to be compared with the law anew on a day, each with the reason.

    `common` has the register: a page of today is due as soon as a document that it rests on
    has ended since somebody looked at it.
    """
    for guidance in guidances:
        checked, until = guidance.checked, guidance.holds_until
        if checked is None:
            continue  # a Problem asks for the day
        ended = None if until else next(basis_ended(guidance, common, on), None)
        if until and checked <= until < on:
            yield guidance.page, f"quy định áp dụng đến hết ngày {write_date(until)}"
        elif ended:
            yield guidance.page, ended
        elif checked + REVIEW_AFTER < on:
            yield guidance.page, f"kiểm tra lần cuối ngày {write_date(checked)}"


def basis_ended(guidance: Guidance, common: Dataset, on: date) -> Iterator[str]:
    """What to say of each document of a page that ended after the page was last compared."""
    for key in guidance.basis:
        known = validity_of(common, key)
        if known.until and known.ended_before(on) and not has_ended(guidance, common, key):
            yield f"{cite(common, key, full=False).name} hết hiệu lực sau {write_date(known.until)}"


def has_ended(guidance: Guidance, common: Dataset, key: str) -> bool:
    """Whether a document held no more on the day on which the page was last compared."""
    day = guidance.checked
    return bool(day) and validity_of(common, key).ended_before(day or date.max)


def cites_what_holds(guidance: Guidance, common: Dataset) -> Iterator[Problem]:
    """A page of today cites no ended document as the rule, but in a section on older rules."""
    page = guidance.page
    if guidance.holds_until or guidance.checked is None:
        return
    old = [*old_sections(page)]
    for offset, key in mentions(page, common):
        inside = any(start <= offset < end for start, end in old)
        if inside or not has_ended(guidance, common, key):
            continue
        known = validity_of(common, key)
        names = [cite(common, one, full=False).name for one in known.successors]
        yield page.problem(
            offset,
            "dan-van-ban-het-hieu-luc",
            name=cite(common, key, full=False).name,
            until=write_date(known.until) if known.until else "",
            instead=f"Dẫn {', '.join(names)}" if names else "Dẫn văn bản đang áp dụng",
        )


def mentions(page: Page, common: Dataset) -> Iterator[tuple[int, str]]:
    """Where the text of a page names a document of the register, by a macro or by its number."""
    for call in page.content.calls:
        if call.place in CITING and CITES.match(call.source):
            with suppress(Mistake):  # reported where the page is filled
                yield from ((call.offset, key) for key in parse_call(call.source).args[:1])
    by_number = numbers(common)
    for number, offset in written_numbers(page):
        if number in by_number:
            yield offset, by_number[number]


def old_sections(page: Page) -> Iterator[tuple[int, int]]:
    """Beginning and end of the sections of a page that tell of rules that hold no more."""
    headings = page.content.headings
    for number, heading in enumerate(headings):
        if OLD_RULES in classes(page, heading):
            after = (one.offset for one in headings[number + 1 :] if one.level <= heading.level)
            yield heading.offset, next(after, len(page.text))


def classes(page: Page, heading: Heading) -> list[str]:
    """The classes that are written behind a heading."""
    lists = page.content.attribute_lists
    behind = (one for one in lists if heading.offset <= one.offset < heading.end)
    return [name for one in behind for name in one.attributes.get("class", "").split()]


def cites_only_its_basis(guidance: Guidance, dataset: Dataset) -> Iterator[Problem]:
    """Each document that a guidance page cites is named in its front matter, for the reader."""
    page = guidance.page
    if not isinstance(page.meta.get("can_cu"), list):
        return  # a Problem asks for the list
    for key in dict.fromkeys(cited_keys(page)):
        try:
            document(dataset, key)
        except Mistake:
            continue  # reported where the page is filled
        if key not in guidance.basis + guidance.replaced_by:
            yield problem(page.path, page.key_line("can_cu"), "can-cu-thieu-van-ban", key=key)


@dataclass
class Section:
    """A section of a page: whether it states a basis, and where blocks stand that state none."""

    level: int
    above: "Section | None"
    has_basis: bool = False
    bare: list[int] = field(default_factory=list)

    @property
    def rests_on_something(self) -> bool:
        """Whether it or a section around it states a basis."""
        return self.has_basis or (self.above is not None and self.above.rests_on_something)


@remembered
def law_has_its_basis(page: Page) -> tuple[Problem, ...]:
    """Every statement on a guidance page carries its basis.

    A paragraph, list item or table has a basis where it cites a document by `van_ban()` or
    leads to a page of the report; or where its section, or the one around it, has a line
    that begins with "Căn cứ:" and does so. Advice stands in a section whose line says
    "Căn cứ: … không phải quy định". What stands before the first section rests on the
    basis of the page.
    """
    bare = [one for one in sections(page) if not one.rests_on_something]
    return tuple(page.problem(at, "doan-thieu-can-cu") for one in bare for at in one.bare)


def sections(page: Page) -> list[Section]:
    """The sections below the title of a page, in order."""
    found: list[Section] = []
    current: Section | None = None
    cites = citing_offsets(page)
    blocks: list[Heading | Paragraph] = [*page.content.headings, *page.content.paragraphs]
    for block in sorted(blocks, key=place_of_block):
        if isinstance(block, Heading):
            current = section_of(block, current) if block.level > 1 else current
            found += [current] if current and block.level > 1 else []
            continue
        text = page.text[block.offset : block.end].lstrip()
        if current is None or block.kind not in WITH_LAW or NO_WORDS.match(text):
            continue
        rests = any(block.offset <= offset < block.end for offset in cites)
        if text.startswith(BASIS_LINE):
            current.has_basis |= rests or NO_LAW in text
        elif not rests:
            current.bare.append(block.offset)
    return found


def place_of_block(block: Heading | Paragraph) -> int:
    """Where a block stands."""
    return block.offset


def section_of(heading: Heading, before: Section | None) -> Section:
    """The section that a heading begins, in the one around it."""
    while before and before.level >= heading.level:
        before = before.above
    return Section(heading.level, before)


def citing_offsets(page: Page) -> list[int]:
    """Where the text of a page cites a document or leads to a page of the report."""
    calls = page.content.calls
    citing = [one.offset for one in calls if one.place in CITING and CITES.match(one.source)]
    return citing + [offset for offset, uri, _ in links(page) if uri.startswith(f"{REPORT}/")]
