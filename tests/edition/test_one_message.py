"""One mistake draws one message, whatever pages, rules and the freeze ask of its place."""

import csv
import io
from pathlib import Path

import pytest

from report.edition.examination import examine
from report.sources.corrections import frozen_text
from tests.office import CROPS_CSV, HEAD, office, site_files

CSV = "data/2022/cay-trong.csv"
PAGE = "docs/bao-cao/2022/trang.md"
FILES: dict[str, str | None] = {
    "docs/bao-cao/2022/index.md": f"{HEAD}# A\n\n[b](trang.md), [c](trang.md#muc)\n\n"
    'Có {{ so("cay-trong.ngo.so_ho") }}, {{ so("cay-trong.ngo.san_luong") }}.\n\n'
    '{{ bieu_do("cay-trong", cot="so_ho") }}\n',
    PAGE: f'{HEAD}# B\n\n## Mục {{: #muc }}\n\n{{{{ bang("cay-trong") }}}}\n',
    "docs/index.md": f'{HEAD}# C\n\n{{{{ van_ban("kh-2") }}}} [b](bao-cao/2022/trang.md#muc)\n',
    "docs/van-ban/index.md": f'{HEAD}# D\n\n{{{{ van_ban("qd-1") }}}}\n',
    "data/2022/doi-chieu.yaml": "quy_tac:\n  - {id: tong, cau: Câu., loai: tong, "
    "bang: cay-trong.ngo.so_ho, so_hang: [cay-trong.ngo.tang_giam, cay-trong.lua.tang_giam]}\n"
    "  - {id: hai, cau: Câu., loai: tong, "
    "bang: cay-trong.ngo.san_luong, so_hang: [cay-trong.ngo.san_luong]}\n",
}
BAD = [
    *("#REF!", "#####", "1,23E+08", "2-Jan", "H? nghèo", "Nguy?n", "NhÃ nÆ°á»›c", "Ho\ufffdng"),
    *("NguyÔn V¨n D", "Nguy\x07n", "1.234,5.6", "12 con bò", "Lúa Xuân"),
]
COLUMNS = next(csv.reader(io.StringIO(CROPS_CSV)))
# A text in a column of words is one, and whoever changes a published one is told so.
PLAIN_WORDS = {"1.234,5.6", "12 con bò", "Lúa Xuân"}


def with_cell(row: int, number: int, text: str) -> str:
    rows = list(csv.reader(io.StringIO(CROPS_CSV)))
    rows[row][number] = text
    output = io.StringIO()
    csv.writer(output, lineterminator="\n").writerows(rows)
    return output.getvalue()


@pytest.mark.parametrize("number", range(len(COLUMNS)), ids=COLUMNS)
def test_a_bad_cell_draws_one_message(tmp_path: Path, number: int) -> None:
    frozen = frozen_text(office(tmp_path, FILES).years[2022])
    (tmp_path / "data/2022/cong-bo.csv").write_text(frozen, "utf-8")
    assert examine(tmp_path).problems == ()
    for bad in BAD:
        if COLUMNS[number] in ("ten", "don_vi") and bad in PLAIN_WORDS:
            continue
        (tmp_path / CSV).write_text(with_cell(2, number, bad), "utf-8", newline="")
        found = examine(tmp_path).problems
        assert [(one.path, one.line) for one in found] == [(CSV, 3)], (bad, [*map(str, found)])


@pytest.mark.parametrize("key", ["", "lua", "#REF!", "Ngô nếp"])
def test_a_key_that_is_none_draws_one_message(tmp_path: Path, key: str) -> None:
    frozen = frozen_text(office(tmp_path, FILES).years[2022])
    (tmp_path / "data/2022/cong-bo.csv").write_text(frozen, "utf-8")
    (tmp_path / CSV).write_text(with_cell(2, 0, key), "utf-8", newline="")
    assert [(one.path, one.line) for one in examine(tmp_path).problems] == [(CSV, 3)]


BAD_PAGES = {
    "other bytes": (b"Trang|\n# ", b"Trang\xff|\n# \xff"),
    "front matter": (b"title: ", b"title: [|"),
    "lost letters": (b"\n\n# ", b"\n\nNguy?n\n\n# "),
    "a conflict": (b"\n\n# ", b"\n\n<<<<<<< a\n# "),
}


@pytest.mark.parametrize("slip", BAD_PAGES)
@pytest.mark.parametrize(
    "path", [PAGE, "docs/bao-cao/2022/index.md", "docs/index.md", "docs/van-ban/index.md"]
)
def test_a_page_that_cannot_be_read_draws_one_message(tmp_path: Path, path: str, slip: str) -> None:
    office(tmp_path, FILES)
    assert examine(tmp_path).problems == ()
    old, new = BAD_PAGES[slip]
    page = (tmp_path / path).read_bytes()
    (tmp_path / path).write_bytes(page.replace(old, new) if old in page else page + b"\xff")
    assert [one.path for one in examine(tmp_path).problems] == [path]


@pytest.mark.parametrize("content", [b"\xff\xfe\xff", b"%PDF-1.4\0", b"<<<<<<< a\n"])
def test_a_page_that_is_none_may_have_shown_anything(tmp_path: Path, content: bytes) -> None:
    office(tmp_path, FILES)
    (tmp_path / PAGE).write_bytes(content)
    assert [one.path for one in examine(tmp_path).problems] == [PAGE]


@pytest.mark.parametrize(
    "path",
    [
        *("data/2022/datapackage.yaml", "data/chung/datapackage.yaml", "data/don-vi.yaml"),
        *("data/2022/bo-cuc.yaml", "data/2022/cay-trong.csv", "data/2022/bao-cao.csv"),
        *("data/chung/van-ban.csv", "docs/bao-cao/2022/trang.md", "docs/bao-cao/2022/index.md"),
    ],
)
def test_a_file_of_a_printed_report_that_cannot_be_read_draws_one_message(
    tmp_path: Path, path: str
) -> None:
    office(tmp_path, site_files())
    before = {str(one) for one in examine(tmp_path).problems}
    (tmp_path / path).write_bytes(b"\xff\xfe\xff")
    found = [one.path for one in examine(tmp_path).problems if str(one) not in before]
    assert found == [path]
