"""An invented commune in a repository that `report new-office` made, and its years filled in."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import yaml

from report.__main__ import main

COMMUNE = {
    "ten": "Ủy ban nhân dân xã Khuổi Mẫu",
    "tinh": "tỉnh Lạng Sơn",
    "nam": "2026",
    "thu_dien_tu": "xa@khuoi-mau.example",
    "dia_ban": ["thôn Nà Mẫu", "tổ dân phố Chợ Mới", "thôn Chợ Mới"],
}
TO_FILL = "cần điền"
# Where the form of a cell is more than its kind.
KNOWN_CELLS = {
    "so-ky-hieu": "Số: 07/BC-UBND",
    "ngay": "Khuổi Mẫu, ngày 05 tháng 12 năm {year}",
    "ty_le_dat": "100",
    "bai-viet": "nguyên văn",
}


def make_commune(folder: Path, answers: dict[str, Any] | None = None) -> Path:
    """The repository as the command writes it."""
    file = folder / "tra-loi.yaml"
    file.write_text(json.dumps(answers or COMMUNE, ensure_ascii=False), "utf-8")  # JSON is YAML
    assert main(["new-office", str(folder / "xa"), "--from", str(file)]) == 0
    return folder / "xa"


def fill_year(root: Path, year: int, number: int = 5) -> None:
    """Fill each place of a year: `number` where one is asked for, a word elsewhere."""
    folder = root / "data" / str(year)
    described = yaml.safe_load((folder / "datapackage.yaml").read_text("utf-8"))
    for resource in described["resources"]:
        kinds = {one["name"]: one for one in resource["schema"]["fields"]}
        path = folder / resource["path"]
        columns, *rows = csv.reader(path.read_text("utf-8").splitlines())
        for row in rows:
            for place, cell in enumerate(row):
                if cell == TO_FILL:
                    row[place] = value(row[0], kinds[columns[place]], year, number)
        written = io.StringIO()
        csv.writer(written, lineterminator="\n").writerows([columns, *rows])
        path.write_text(written.getvalue(), "utf-8")
    for page in (root / f"docs/bao-cao/{year}").glob("*.md"):
        text = re.sub(r"\{\{ can_viet\(.*?\) \}\}", "Xã làm tốt việc này.", page.read_text("utf-8"))
        page.write_text(text, "utf-8")


def value(row: str, column: dict[str, Any], year: int, number: int) -> str:
    """What stands in a filled cell."""
    known = KNOWN_CELLS.get(row) or KNOWN_CELLS.get(column["name"])
    if known:
        return known.format(year=year)
    if column["type"] in ("integer", "number"):
        return str(number)
    return str(column.get("constraints", {}).get("enum", ["Mẫu"])[0])
