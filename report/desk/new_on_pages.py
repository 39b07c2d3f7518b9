"""The forms for what comes on a page: a chart, a note; and for a page of the year."""

import json
import re
from collections.abc import Callable

from report.desk.desk import Desk
from report.desk.form_fields import Added, FormFields
from report.desk.page_places import with_block, with_note
from report.desk.page_texts import plain_lines, with_line_ends
from report.desk.picker import call_result
from report.figures.charts import KINDS, SORTED
from report.figures.macros import CAN_VIET
from report.figures.years import ALL_YEARS
from report.problems.problem import AlreadyReported, Mistake
from report.sources.addresses import url_of
from report.sources.outline import outline_path
from report.sources.pages import REPORT
from report.sources.yaml_edits import NodePlace, with_entry, yaml_value

OVER_YEARS = "nam"  # the kind of chart that is asked for by its years
SWITCHES = (SORTED, "so_lon")  # kinds that need nothing more
PLACE_IN_OUTLINE = re.compile(r"(?:\d+(?:\.\d+)*)?")


def page_of(desk: Desk, fields: FormFields) -> str:
    """The page that a form asks for."""
    pages = desk.examination().edition.pages
    return fields.choice("trang", pages, "trang")


def page_with(desk: Desk, uri: str, change: Callable[[str], str]) -> dict[str, bytes]:
    """A page with another text."""
    path = f"docs/{uri}"
    old = desk.draft.read(path) or b""
    text = plain_lines(old.decode("utf-8", "replace"))
    return {path: with_line_ends(old, change(text))}


def new_chart_form(desk: Desk, fields: FormFields) -> Added:
    """The call of a chart on a page. Raises FormMistakes."""
    edition, uri = desk.examination().edition, page_of(desk, fields)
    name = fields.text("bang", "bảng")
    call = chart_call(fields, name)
    fields.finish()
    try:
        result = call_result(edition.macros(uri), call)
    except AlreadyReported:
        raise
    except Mistake as mistake:
        fields.refuse("kieu", mistake)
        fields.finish()
    insert = f"{{{{ {call} }}}}"
    files = page_with(desk, uri, lambda text: with_block(text, fields.line("dong_trang"), insert))
    return Added(files, f"Thêm biểu đồ “{result.plain}”", insert, f"/{url_of(uri)}")


def chart_call(fields: FormFields, table: str) -> str:
    """The call of a chart as the manual writes it."""
    columns = fields.texts("cot")
    if not columns:
        fields.refuse("cot", Mistake("bieu-mau-thieu", what="cột để vẽ"))
    kind = fields.choice("kieu", {*KINDS, OVER_YEARS})
    more = ""
    if kind == OVER_YEARS:
        more = f', nam="{ALL_YEARS}"'
    elif kind in SWITCHES:
        more = f", {kind}=True"
    elif kind:
        more = f", {kind}={quoted_text(fields.text('phu', 'điều để so'))}"
    named = columns[0] if len(columns) == 1 else columns
    return f"bieu_do({quoted_text(table)}, cot={quoted_text(named)}{more})"


def quoted_text(value: object) -> str:
    """A text, or a list of texts, as a call writes it."""
    return json.dumps(value, ensure_ascii=False)


def new_note_form(desk: Desk, fields: FormFields) -> Added:
    """The mark of a note behind a line, and its words at the end of the page. Raises
    FormMistakes."""
    edition, uri = desk.examination().edition, page_of(desk, fields)
    words = fields.text("loi", "lời chú thích")
    line = fields.line("dong")
    if line is None:
        fields.refuse("dong", Mistake("bieu-mau-thieu", what="câu cần chú thích"))
    fields.finish()
    filled = edition.pages[uri]
    taken = {note.label for note in filled.page.content.notes}
    free = next(one for one in map(note_name, range(1, len(taken) + 2)) if one not in taken)
    label = fields.name("ten", free, taken)
    fields.finish()
    files = page_with(desk, uri, lambda text: with_note(text, line or 1, label, words))
    step, fields_of = f"Thêm chú thích “{label}”", dict.fromkeys(files, "loi")
    return Added(files, step, f"[^{label}]", f"/{url_of(uri)}", fields=fields_of)


def note_name(number: int) -> str:
    """The name of a note that the editor gave none."""
    return f"chu-thich-{number}"


def new_page_form(desk: Desk, fields: FormFields) -> Added:
    """A page of the year with its heading, and its entry in the outline. Raises FormMistakes,
    Mistake."""
    edition = desk.examination().edition
    year = fields.choice("nam", {*map(str, edition.years)}, "năm của trang")
    title = fields.text("tieu_de", "tên trang")
    folder = f"{REPORT}/{year}"
    taken = {uri.removeprefix(f"{folder}/").removesuffix(".md") for uri in edition.pages}
    name = fields.name("ten", title, taken)
    head = {"title": title, "description": fields.text("mo_ta", "lời giới thiệu trang")}
    head |= {"muc": section} if (section := fields.text("muc")) else {}
    words = fields.paragraphs("loi") or f'{{{{ {CAN_VIET}("{title}") }}}}'
    fields.finish()
    lines = [f"{key}: {yaml_value(value)}" for key, value in head.items()]
    text = "\n".join(["---", *lines, "---", "", f"# {title}", "", words, ""])
    path = f"docs/{folder}/{name}.md"
    files = {path: text.encode()} | outline_with(desk, fields, year, name)
    url = f"/{url_of(f'{folder}/{name}.md')}"
    return Added(files, f"Thêm trang “{title}”", url=url, fields={path: "loi"})


def outline_with(desk: Desk, fields: FormFields, year: str, name: str) -> dict[str, bytes]:
    """The outline of a year with the entry of a page below the chosen heading."""
    path = outline_path(int(year))
    content = desk.draft.read(path)
    if content is None:
        return {}
    entry = {"trang": f"{name}.md"}
    if short := fields.text("ten_ngan"):
        entry["ten_ngan"] = short
    place = place_in_outline(fields.text("cho"))
    if place is None:
        fields.refuse("cho", Mistake("bieu-mau-khong-co", name=fields.text("cho")))
        return {}
    try:
        return {path: with_entry(content.decode(), place, entry).encode()}
    except Mistake as mistake:
        fields.refuse("cho", mistake)
        return {}


def place_in_outline(written: str) -> NodePlace | None:
    """The list below a heading that is given by its numbers: "0.2" → phan, 0, muc, 2, muc; None
    where that is no such place."""
    if not PLACE_IN_OUTLINE.fullmatch(written):
        return None
    place: list[str | int] = ["phan"]
    for number in filter(None, written.split(".")):
        place += [int(number), "muc"]
    return place
