"""The forms for a new table and for a document of the register."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from report.desk.desk import Desk
from report.desk.form_fields import Added, FormFields
from report.desk.new_on_pages import page_of, page_with
from report.desk.page_places import with_block
from report.desk.table_edits import new_key
from report.desk.table_views import data_in
from report.figures.citations import REGISTER
from report.problems.problem import Mistake, errors
from report.sources.addresses import TABLE_NAMES_TAKEN, url_of
from report.sources.csv_edits import CsvEdits, edited_csv
from report.sources.csv_rows import write_csv
from report.sources.descriptions import read_cell, read_dataset
from report.sources.kinds import COLUMN_KINDS
from report.sources.tables import COMMON, DESCRIPTION, Table
from report.sources.yaml_edits import with_entry
from report.text.slugs import slug

KEY_COLUMN, LABEL_COLUMN = "khoa", "ten"  # of a new table, as the manual has them
NUMBER_OF_DOCUMENT = "so_ky_hieu"
KIND_OF_DOCUMENT = "loai"
TEXTS_OF_TABLE = {
    "mo_ta": ("description", "lời tả bảng"),
    "muc": ("muc", "mục của báo cáo"),
    "ky": ("ky", "kỳ số liệu"),
    "thoi_diem": ("thoi_diem", "thời điểm số liệu"),
    "co_quan": ("co_quan", "cơ quan phụ trách"),
}


def new_table_form(desk: Desk, fields: FormFields) -> Added:
    """A table: its CSV, its entry in the description, and its call on a page, as one that no page
    shows is a mistake. Raises FormMistakes, Mistake."""
    edition = desk.examination().edition
    folder = fields.choice("nam", {COMMON, *map(str, edition.years)}, "năm của bảng")
    title = fields.text("tieu_de", "tiêu đề của bảng")
    data = data_in(edition, folder) or edition.common
    taken = {*data.tables, *data.unreadable, *edition.common.tables, *TABLE_NAMES_TAKEN}
    name = fields.name("ten", title, taken)
    texts = {key: fields.text(one, what) for one, (key, what) in TEXTS_OF_TABLE.items()}
    columns = [*new_columns(fields)]
    rows = [*keyed_rows(fields, len(columns))]
    uri = page_of(desk, fields)
    fields.finish()
    schema = {"primaryKey": KEY_COLUMN, "fields": columns}
    entry = {"name": name, "path": f"{name}.csv", "title": title, **texts, "schema": schema}
    call = f'{{{{ bang("{name}") }}}}'
    path = f"data/{folder}/{DESCRIPTION}"
    description = with_entry((desk.draft.read(path) or b"").decode(), ["resources"], entry)
    csv = f"data/{folder}/{name}.csv"
    files = {
        csv: normal_csv(entry, columns, rows).encode(),
        path: description.encode(),
        **page_with(desk, uri, lambda text: with_block(text, fields.line("dong_trang"), call)),
    }
    label, fields_of = f"Thêm bảng “{title}”", {csv: "dong"}
    return Added(files, label, call, f"/{url_of(uri)}", f"{folder}/{name}", fields_of)


def new_columns(fields: FormFields) -> Iterator[dict[str, Any]]:
    """The columns as the description has them: the key, the one that names a row, the others."""
    entries = fields.entries("cot")
    if len(entries) < 2:
        fields.refuse("cot", Mistake("bieu-mau-thieu", what="các cột của bảng"))
        return
    whole = {"required": True, "unique": True}
    yield {"name": KEY_COLUMN, "title": "Khóa", "type": "string", "constraints": whole}
    names = {KEY_COLUMN}
    for number, entry in enumerate(entries):
        title = entry.text("tieu_de", f"tiêu đề của cột {number + 1}")
        kind = entry.choice("kieu", COLUMN_KINDS) or "string"
        name = LABEL_COLUMN if number == 0 else slug(title, "_")
        if title and name in names:
            entry.refuse("tieu_de", Mistake("bieu-mau-da-co", name=title))
        names.add(name)
        fields.wrong += [("cot", found) for _, found in entry.wrong]
        yield column_entry(name, title, kind if number else "string", entry, number == 0)


def column_entry(
    name: str, title: str, kind: str, entry: FormFields, is_label: bool
) -> dict[str, Any]:
    """One column as the description has it."""
    column: dict[str, Any] = {"name": name, "title": title, "type": kind}
    unit = entry.text("don_vi")
    column |= {"decimalChar": ","} if kind == "number" else {}
    column |= {"don_vi": unit} if unit and not is_label else {}
    column |= {"thap_phan": 3} if kind == "number" and entry.content.get("ba_so_le") else {}
    limits: dict[str, Any] = {}
    limits |= (
        {"minimum": 0} if entry.content.get("khong_am") and COLUMN_KINDS[kind].is_number else {}
    )
    limits |= {"required": True} if is_label or entry.content.get("bat_buoc") else {}
    return column | ({"constraints": limits} if limits else {})


def keyed_rows(fields: FormFields, width: int) -> Iterator[list[str]]:
    """The rows with keys made of their names, each as wide as the table."""
    keys: set[str] = set()
    rows = [row for row in fields.rows("dong") if any(row)]
    if not rows:
        fields.refuse("dong", Mistake("bieu-mau-thieu", what="dòng nào của bảng"))
    for row in rows:
        key = new_key(row[0], keys)
        keys.add(key)
        yield [key, *row, *[""] * (width - 1 - len(row))]


def normal_csv(
    entry: Mapping[str, Any], columns: list[dict[str, Any]], rows: list[list[str]]
) -> str:
    """The CSV of a new table in the normal form, as far as its cells can be read."""
    csv = write_csv([[one["name"] for one in columns], *rows])
    with TemporaryDirectory() as folder:
        place = Path(folder) / "data" / COMMON
        place.mkdir(parents=True)
        described = json.dumps({"resources": [entry]})  # JSON is YAML
        (place / DESCRIPTION).write_text(described, "utf-8")
        (place / f"{entry['name']}.csv").write_text(csv, "utf-8", newline="")
        read = read_dataset(Path(folder), COMMON)
    table = read.tables.get(entry["name"])
    return csv if table is None or errors(read.problems) else table.normal


def new_document_form(desk: Desk, fields: FormFields) -> Added:
    """A row of the register of documents. Raises FormMistakes, Mistake."""
    edition = desk.examination().edition
    table = edition.common.table(REGISTER)
    kind = fields.text(KIND_OF_DOCUMENT, "loại văn bản")
    key = fields.name("khoa", key_of_document(fields), table.rows)
    row = [key if name == table.key else fields.text(name) for name in table.columns]
    cells = [*cells_of_document(table, fields, row)]
    fields.finish()
    lines = [cell[table.key].line for cell in table.rows.values()]
    edits = CsvEdits(added={max(lines, default=0): [cells]})
    content = desk.draft.read(table.path) or b""
    files = {table.path: edited_csv(content, [*table.columns], edits)}
    number = fields.text(NUMBER_OF_DOCUMENT)
    label = f"Thêm văn bản “{f'{kind} {number}'.strip()}”"
    return Added(
        files,
        label,
        f'{{{{ van_ban("{key}") }}}}',
        address=f"{COMMON}/{REGISTER}.{key}.{KIND_OF_DOCUMENT}",
    )


def cells_of_document(table: Table, fields: FormFields, row: list[str]) -> Iterator[str]:
    """The cells of a row in the normal form; what cannot be read is refused at its field."""
    for column, text in zip(table.columns.values(), row, strict=True):
        cell, wrong = read_cell(table, column, text, 1, row)
        if wrong and errors([wrong]):
            fields.refuse(column.name, wrong)
        yield cell.text


def key_of_document(fields: FormFields) -> str:
    """Kind, number and year: "qd-629-2022"."""
    kind = fields.text(KIND_OF_DOCUMENT)
    words = slug(kind).split("-")
    short = "".join(word[:1] for word in words) if len(words) > 1 else words[0]
    number = fields.text(NUMBER_OF_DOCUMENT).partition("/")[0]
    year = fields.text("ngay")[-4:] or fields.text("nam")
    return " ".join(filter(None, (short, number, year)))
