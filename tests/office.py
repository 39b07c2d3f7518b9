"""A miniature office in a folder of its own, read without MkDocs."""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from report.edition.edition import Edition, read_edition
from report.figures.results import Chart, Result, SmallChart, put_in
from report.figures.svg import drawn
from report.site.html import html
from report.sources.addresses import relative_url
from report.sources.descriptions import read_dataset
from report.sources.pages import parse_call
from report.sources.tables import Cell, Dataset, Table

HEAD = "---\ntitle: Trang\ndescription: Trang mẫu.\n---\n\n"  # five lines
PAGE = "bao-cao/2022/trang.md"
DESCRIBED = {
    "description": "Mẫu.",
    "muc": "Mục I",
    "ky": "năm",
    "thoi_diem": "tháng mười hai",
    "co_quan": "Xã Mẫu",
}


def column(name: str, kind: str = "string", title: str = "", **more: object) -> dict[str, Any]:
    """A column as datapackage.yaml describes it."""
    return {"name": name, "type": kind, "title": title or name, **more}


def package(tables: Mapping[str, list[dict[str, Any]]], **properties: str) -> str:
    """A datapackage.yaml of tables by their columns; JSON is YAML."""
    resources = [
        {"name": name, "title": f"Bảng {name}", **DESCRIBED, **properties}
        | {"schema": {"fields": columns}}
        for name, columns in tables.items()
    ]
    return json.dumps({"resources": resources}, ensure_ascii=False, indent=1)


CROPS = [
    column("khoa"),
    column("ten", title="Cây trồng"),
    column("so_ho", "integer", "Số hộ", don_vi="hộ"),
    column("san_luong", "number", "Sản lượng", don_vi="tấn", thap_phan=3),
    column("tang_giam", "integer", "Thay đổi", don_vi="hộ"),
    column("ngay", "date", "Ngày thu hoạch"),
    column("tu_nam", "year", "Trồng từ năm"),
    column("von", "number", "Vốn", cot_don_vi="don_vi"),
    column("don_vi", title="Đơn vị"),
]
CROPS_CSV = """\
khoa,ten,so_ho,san_luong,tang_giam,ngay,tu_nam,von,don_vi
lua,Lúa,955,"27,568",-1,24/02/2022,1986,"1,5",tỷ đồng
ngo,Ngô,4,1000,5,05/03/2022,2020,200,triệu đồng
mia,Mía,,0,0,,,,
"""
REGISTER = [
    column("khoa"),
    *(column(name) for name in ("loai", "so_ky_hieu")),
    column("ngay", "date"),
    *(column(name) for name in ("co_quan", "trich_yeu")),
]
MORE_OF_REGISTER = [  # what its own page shows, beside the columns of a citation
    column("nam", "year"),
    *(column(name, "date") for name in ("hieu_luc_tu", "hieu_luc_den")),
    *(column(name) for name in ("thay_bang", "ghi_chu")),
]
WHOLE_REGISTER = [*REGISTER, *MORE_OF_REGISTER]
REGISTER_CSV = """\
khoa,loai,so_ky_hieu,ngay,co_quan,trich_yeu
qd-1,Quyết định,01/QĐ-UBND,05/03/2022,UBND huyện Mẫu,giao chỉ tiêu trồng lúa
kh-2,Kế hoạch,,,UBND xã Mẫu,Phong trào trồng ngô
"""
FILES = {
    "data/don-vi.yaml": "ten: Ủy ban nhân dân xã Mẫu\ntrang: Báo cáo xã Mẫu\nmo_ta: Trang mẫu.\n",
    "data/chung/datapackage.yaml": package({"van-ban": REGISTER}),
    "data/chung/van-ban.csv": REGISTER_CSV,
    "data/2021/datapackage.yaml": package({"cay-trong": CROPS}),
    "data/2021/cay-trong.csv": CROPS_CSV.replace("955", "900"),
    "data/2022/datapackage.yaml": package({"cay-trong": CROPS}),
    "data/2022/cay-trong.csv": CROPS_CSV,
    "docs/index.md": f'{HEAD}# Xã Mẫu\n\nNăm {{{{ nam }}}}. {{{{ van_ban("qd-1") }}}}\n',
    "docs/van-ban/index.md": f'{HEAD}# Văn bản\n\n{{{{ van_ban("kh-2") }}}}\n',
    "docs/bao-cao/2021/index.md": f'{HEAD}# Báo cáo\n\n{{{{ bang("cay-trong") }}}}\n',
    "docs/bao-cao/2022/index.md": f'{HEAD}# Báo cáo\n\n{{{{ bang("cay-trong") }}}}\n',
}
ABOUT = [column(name) for name in ("khoa", "ten", "noi_dung")]
ABOUT_CSV = """\
khoa,ten,noi_dung
so-ky-hieu,Số,Số: 07/BC-UBND
ngay,Ngày,"Mẫu, ngày 05 tháng 02 năm 2023"
loai,Loại,Báo cáo
trich-yeu,Trích yếu,Kết quả trồng lúa
ky-thay,Ký thay,TM. ỦY BAN NHÂN DÂN
chuc-vu,Chức vụ,Chủ tịch
nguoi-ky,Người ký,Nguyễn Văn Mẫu
bai-viet,Bài viết,nguyên văn
"""
# An office that prints its report: `office` with these in place of its own.
PRINTED: dict[str, str | None] = {
    "data/don-vi.yaml": "ten: Ủy ban nhân dân xã Mẫu\ntrang: Báo cáo\nmo_ta: Trang.\n"
    "co_quan_chu_quan: Ủy ban nhân dân huyện Mẫu\n",
    "data/2022/datapackage.yaml": package(
        {"bao-cao": ABOUT, "noi-nhan": [column("khoa"), column("ten")]}
    ),
    "data/2022/bao-cao.csv": ABOUT_CSV,
    "data/2022/noi-nhan.csv": 'khoa,ten\nluu,"Lưu: VT"\n',
    "data/2022/cay-trong.csv": None,
    "data/2022/bo-cuc.yaml": "phan:\n  - ten: Kết quả\n    muc:\n      - trang: trang.md\n"
    "ket: Xã báo cáo\n",
    "docs/bao-cao/2022/index.md": f"{HEAD}# Báo cáo\n\nMở đầu.\n\n"
    '## Văn bản {: .chi-tren-web }\n\n{{ bang("bao-cao") }}\n\n{{ bang("noi-nhan") }}\n',
    "docs/index.md": f'{HEAD}# Mẫu\n\n{{{{ van_ban("qd-1") }}}} {{{{ van_ban("kh-2") }}}}\n',
    "docs/bao-cao/2021/index.md": None,
    "data/2021/datapackage.yaml": None,
    "data/2021/cay-trong.csv": None,
    "docs/bao-cao/2022/trang.md": f"{HEAD}# Trồng lúa\n\nĐược mùa.[^1]\n\n## Vụ xuân\n\nTốt.\n\n"
    "[^1]: Theo dõi.\n",
}


def office(folder: Path, files: Mapping[str, str | None] | None = None) -> Edition:
    """The miniature office with `files` in place of its own (None leaves one out), read."""
    for path, text in {**FILES, **(files or {})}.items():
        if text is not None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8", newline="")
    return read_edition(folder)


def result_of(edition: Edition, source: str, uri: str = PAGE) -> Result:
    """What `source` gives, written between `{{` and `}}` on a page."""
    call = parse_call(source)
    return edition.macros(uri).call(call.name, call.args, call.kwargs)


def show(edition: Edition, source: str, uri: str = PAGE) -> str:
    """The HTML of what `source` gives."""
    return html(result_of(edition, source, uri), partial(relative_url, uri))


def on_paper(made: Chart | SmallChart) -> str:
    """The drawing of a chart for paper, which the site does not show."""
    drawing = made.drawing
    name = f"bieu-do-{drawing.number}"
    size = f"{drawing.width} {drawing.height}"
    head = (
        f'<svg viewBox="0 0 {size}" aria-labelledby="{name}-ten" aria-describedby="{name}-mo-ta">'
    )
    return "\n".join([head, *drawn(drawing), "</svg>"])


def show_both(edition: Edition, source: str) -> str:
    """The HTML of a chart, and behind it its drawing for paper."""
    made = result_of(edition, source)
    assert isinstance(made, Chart | SmallChart)
    return show(edition, source) + on_paper(made)


def page_html(edition: Edition, uri: str) -> str:
    """A filled page with its results as HTML, not yet converted from Markdown."""
    filled, link = edition.pages[uri], partial(relative_url, uri)
    return put_in(filled.markdown, filled.results, lambda result: html(result, link))


def data_of(edition: Edition, year: int = 2022) -> Dataset:
    """The tables of a year."""
    return edition.macros(f"bao-cao/{year}/trang.md").dataset(None)


def dataset(folder: Path, csv: str, columns: list[dict[str, Any]]) -> Dataset:
    """A dataset of one table “bang”, which has no problems."""
    result = read_table(folder, csv, columns)
    assert result.problems == ()
    return result


def read_table(folder: Path, csv: str, columns: list[dict[str, Any]]) -> Dataset:
    """A dataset of one table “bang”, with what is wrong in it."""
    path = folder / "data" / "2022"
    path.mkdir(parents=True, exist_ok=True)
    (path / "datapackage.yaml").write_text(package({"bang": columns}), "utf-8")
    (path / "bang.csv").write_text(csv, "utf-8", newline="")
    return read_dataset(folder, "2022")


def crops(folder: Path) -> Table:
    """The table of the miniature office."""
    return dataset(folder, CROPS_CSV, CROPS).table("bang")


def cell(folder: Path, text: str, kind: str = "integer", **more: object) -> Cell:
    """The one cell `text` of a column `so` of that kind; an unreadable one is reported."""
    columns = [column("khoa"), column("ten"), column("so", kind, **more)]
    quoted = text.replace('"', '""')
    csv = f'khoa,ten,so\na,A,"{quoted}"\n'
    return read_table(folder, csv, columns).cell("bang.a.so")


def site_files() -> dict[str, str]:
    """What a whole site is made of: pages, tables, a common register, documents to print."""
    tables = {"cay-trong": CROPS, "bao-cao": ABOUT, "noi-nhan": [column("khoa"), column("ten")]}
    page = f'{PRINTED["docs/bao-cao/2022/trang.md"]}\n{{{{ bang("cay-trong") }}}}\n'
    header, *documents = REGISTER_CSV.splitlines()
    lines = [
        ",".join([header, *(one["name"] for one in MORE_OF_REGISTER)]),
        *(f"{document},2022,,,," for document in documents),
    ]
    files = {
        **FILES,
        **PRINTED,
        "data/chung/datapackage.yaml": package({"van-ban": WHOLE_REGISTER}),
        "data/chung/van-ban.csv": "\n".join([*lines, ""]),
        "docs/van-ban/index.md": f"{HEAD}# Văn bản\n\n{{{{ danh_muc_van_ban() }}}}\n",
        "data/2022/datapackage.yaml": package(tables),
        "data/2022/cay-trong.csv": CROPS_CSV,
        "docs/bao-cao/2022/trang.md": page,
    }
    return {path: text for path, text in files.items() if text is not None}
