"""figures.parquet: every figure of all finished years of the site in one file, a figure a row.

DuckDB, Spark, Trino and pandas read it without code of ours (https://parquet.apache.org), and the
files of several offices put below each other are one table. What its columns mean stands in a Data
Package beside it (https://specs.frictionlessdata.io/data-package/), which has the version of the
schema, too: a column that is gone, renamed or means something else is a new number before the
point, a new column one behind it.
"""

import hashlib
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from report.downloads.cell_lines import Line
from report.downloads.long_table import figures_of_year, lines_of
from report.figures.values import machine_value
from report.sources.addresses import FIGURES_FILE

SCHEMA_VERSION = "1.0"
FIGURES_NAME = FIGURES_FILE.rpartition("/")[2]
CODEC = "ZSTD"  # half of the bytes of what all readers know besides, SNAPPY


@dataclass(frozen=True)
class FiguresColumn:
    """A column of the file: its type in a Table Schema, what it means, what it has of a line."""

    type: str
    meaning: str
    of: Callable[[Line], object]


def double_of(line: Line) -> float | None:
    """A number to compute with, nothing for a day: a double has 15 digits or more."""
    return float(line.value) if isinstance(line.value, int | Decimal) else None


FIGURES_COLUMNS: Mapping[str, FiguresColumn] = {
    "office": FiguresColumn("string", "Cơ quan lập báo cáo.", lambda line: line.office),
    "office_code": FiguresColumn(
        "string",
        "Mã địa bàn của cơ quan theo danh mục đơn vị hành chính; trống khi cơ quan chưa khai mã.",
        lambda line: line.office_code,
    ),
    "place_code": FiguresColumn(
        "string",
        "Mã của nơi mà dòng số liệu nói riêng về nơi ấy; các dòng khác là mã địa bàn của cơ quan.",
        lambda line: line.place_code,
    ),
    "year": FiguresColumn("integer", "Năm báo cáo.", lambda line: line.year),
    "address": FiguresColumn(
        "string",
        "Địa chỉ “bảng.dòng.cột”, không đổi qua các năm; cùng year và office thì không lặp lại.",
        lambda line: line.address,
    ),
    "table": FiguresColumn("string", "Tên bảng trong địa chỉ.", lambda line: line.table),
    "row": FiguresColumn("string", "Khóa của dòng trong địa chỉ.", lambda line: line.row),
    "column": FiguresColumn("string", "Tên cột trong địa chỉ.", lambda line: line.column),
    "table_title": FiguresColumn("string", "Tên bảng, bằng lời.", lambda line: line.table_title),
    "row_title": FiguresColumn("string", "Tên dòng, bằng lời.", lambda line: line.row_title),
    "column_title": FiguresColumn("string", "Tên cột, bằng lời.", lambda line: line.column_title),
    "type": FiguresColumn(
        "string",
        "Kiểu của giá trị: integer (số nguyên), number (số thập phân), date (ngày), year (năm).",
        lambda line: line.type,
    ),
    "value": FiguresColumn(
        "number", "Giá trị để tính toán (số thực 64 bit); trống khi là ngày.", double_of
    ),
    "exact": FiguresColumn(
        "string",
        "Giá trị chính xác viết bằng chữ: số có dấu chấm thập phân và đủ chữ số của ô, ngày dạng "
        "năm-tháng-ngày.",
        lambda line: machine_value(line.value),
    ),
    "unit": FiguresColumn("string", "Đơn vị tính; trống khi không có.", lambda line: line.unit),
    "text": FiguresColumn(
        "string", "Giá trị như trên trang web, chưa kèm đơn vị.", lambda line: line.text
    ),
    "page": FiguresColumn(
        "string",
        "Địa chỉ các trang nêu số liệu, tính từ gốc của trang web, cách nhau bằng dấu cách; trống "
        "khi không trang nào nêu.",
        lambda line: " ".join(line.pages) or None,
    ),
    "source": FiguresColumn(
        "string", "Mục của báo cáo nêu số liệu.", lambda line: line.section or None
    ),
    "agency": FiguresColumn(
        "string", "Cơ quan phụ trách số liệu.", lambda line: line.agency or None
    ),
    "period": FiguresColumn("string", "Kỳ số liệu.", lambda line: line.period or None),
    "date": FiguresColumn("string", "Thời điểm số liệu, bằng lời.", lambda line: line.date or None),
}
FRAME_TYPES = {"string": "object", "integer": "int32", "number": "float64"}


class KeptBytes(io.BytesIO):
    """A file in memory that is still read after its writer has closed it."""

    def close(self) -> None:
        """Leave it open."""


def figures_frame(cells: pd.DataFrame, years: list[int]) -> pd.DataFrame:
    """The figures of the long table `cells` as the file has them: by year, then by address."""
    lines = [
        line
        for year in sorted(years)
        for line in lines_of(figures_of_year(cells, year).sort_values("address"))
    ]
    return pd.DataFrame(
        {
            name: pd.Series([column.of(line) for line in lines], dtype=FRAME_TYPES[column.type])
            for name, column in FIGURES_COLUMNS.items()
        }
    )


def figures_parquet(frame: pd.DataFrame) -> bytes:
    """The file, which has no time of writing in it: the same figures give the same bytes."""
    import fastparquet  # 0.1 s, for the one file that needs it

    written = KeptBytes()
    fastparquet.write(
        FIGURES_NAME,
        frame,
        compression=CODEC,
        open_with=lambda *_: written,
        write_index=False,
        object_encoding="utf8",
        stats=False,
        custom_metadata={"schema_version": SCHEMA_VERSION},
    )
    return written.getvalue()


def figures_description(
    office: Mapping[str, Any], notes: tuple[str, ...], rows: int, content: bytes
) -> bytes:
    """The Data Package that describes `content`, the file with `rows` figures."""
    license_of_it = office.get("giay_phep") or {}
    package = {
        "profile": "data-package",
        "name": "so-lieu",
        "title": f"Mọi số liệu các năm của {office['ten']}",
        "description": " ".join(notes),
        "language": "vi",
        "version": SCHEMA_VERSION,
        "resources": [
            {
                "profile": "data-resource",
                "name": "figures",
                "path": FIGURES_NAME,
                "title": "Mọi số liệu và ngày của các năm, mỗi dòng một ô của bảng",
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "bytes": len(content),
                "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
                "rows": rows,
                "schema": {
                    "version": SCHEMA_VERSION,
                    "fields": [
                        {"name": name, "type": column.type, "description": column.meaning}
                        for name, column in FIGURES_COLUMNS.items()
                    ],
                    "primaryKey": ["office", "year", "address"],
                },
            }
        ],
    }
    if license_of_it:
        package["licenses"] = [
            {
                "name": license_of_it["ma"],
                "title": license_of_it["ten"],
                "path": license_of_it["dia_chi"],
            }
        ]
    return json.dumps(package, ensure_ascii=False, indent=1).encode() + b"\n"
