"""figures.json: every figure of the year with value, unit, rendered text, source and pages.

What its members mean stands in figures.schema.json beside it, for programs and for people.
"""

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from report.downloads.cell_lines import Line
from report.downloads.long_table import figures_of_year, lines_of
from report.downloads.release import Release
from report.sources.addresses import FIGURES_SCHEMA
from report.sources.kinds import Value


def figures_schema() -> bytes:
    """The JSON Schema (2020-12) of the list of figures."""
    return (Path(__file__).parent / "templates" / FIGURES_SCHEMA).read_bytes()


def figures_json(release: Release, cells: pd.DataFrame) -> bytes:
    """The figures of the long table `cells`, sorted by address, behind what they have in common."""
    mine = figures_of_year(cells, release.year).sort_values("address")
    figures = [json_figure(figure) for figure in lines_of(mine)]
    content = {
        "$schema": FIGURES_SCHEMA,
        "tieu_de": release.title,
        "nam": release.year,
        "co_quan": release.reporter,
        "nguon": release.source,
        "bai_viet": release.text.value,
        "ghi_chu": list(release.notes),
        "ngay": release.date and release.date.isoformat(),
        "so_luong": len(figures),
        "danh_sach": figures,
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def json_figure(figure: Line) -> dict[str, Any]:
    """One line of the long table, in words an editor knows."""
    return {
        "so_lieu": figure.address,
        "gia_tri": json_value(figure.value),
        "don_vi": figure.unit,
        "hien_thi": figure.text,
        "bang": figure.table_title,
        "dong": figure.row_title,
        "cot": figure.column_title,
        "nguon": figure.section,
        "co_quan": figure.agency,
        "ky": figure.period,
        "ngay": figure.date,
        "trang": figure.pages,
    }


def json_value(value: Value) -> int | float | str | None:
    """A JSON number with the digits of the cell (up to 15, as in a spreadsheet); ISO dates."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, datetime.date) else value
