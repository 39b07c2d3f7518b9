"""A letter that the typeface lacks, wherever an editor may write it: told at its line, or in no
document."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from report.edition.print_checks import documents_can_be_made
from tests.office import HEAD, office, site_files
from tests.official.plans import planned_files

OFFICE = """\
ten: Ủy ban nhân dân xã Mẫu
ten_ngan: UBND xã Mẫu
trang: Báo cáo xã Mẫu
mo_ta: Trang mẫu.
co_quan_chu_quan: Ủy ban nhân dân huyện Mẫu
dau_van_ban: [Ủy ban nhân dân, "Xã\\u0020Mẫu"]
giay_phep:
  ma: CC-BY-4.0
  ten: Giấy phép mẫu
  dia_chi: https://vi-du.example/
ket_thuc:
  ngay: 01/07/2025
  can_cu: qd-1
  noi_tiep_nhan: xã Mới
  trang: index.md
"""
OUTLINE = """\
phan:
  - ten: Kết quả
    muc:
      - ten: Trồng trọt
        trang: trang.md
ket: |
  Xã báo cáo
  và kính trình
tom_tat: [trang.md]
"""
RULES = """\
quy_tac:
  - id: du-ho
    cau: Số hộ đủ.
    loai: it_nhat
    bang: cay-trong.lua.so_ho
    toi_thieu: 2000
    ghi_chu: Lúa ít hộ.
    neu: 955
    tinh_ra: 2000
luu_y:
  - id: ngo-it
    so_lieu: cay-trong.ngo.so_ho
    ghi_chu: Ngô ít hộ.
"""
CORRECTIONS = """\
ngay,so_lieu,cu,moi,ly_do,nguoi_quyet_dinh
10/01/2023,cay-trong.lua.so_ho,95 hộ,955,Ghi nhầm số,Chủ tịch
"""
GUIDE = HEAD.replace("---\n\n", "kiem_tra: 10/01/2023\ncan_cu: [kh-2]\nmuc: Mục Ô\n---\n\n")
CALLS = """
{{ bieu_do("cay-trong", cot="so_ho") }}

{{ so("cay-trong.lua.von", don_vi=True) }} {{ so("cay-trong.lua.so_ho", don_vi=True) }}
{{ nguon("cay-trong") }} Ô.
"""


def whole_office() -> dict[str, str]:
    """An office that has every text which a document may show."""
    page = "docs/bao-cao/2022/trang.md"
    files = site_files()
    return files | {
        "data/don-vi.yaml": OFFICE,
        "data/2022/bo-cuc.yaml": OUTLINE,
        "data/2022/doi-chieu.yaml": RULES,
        "data/2022/dinh-chinh.csv": CORRECTIONS,
        "docs/index.md": files["docs/index.md"].replace("title: Trang", "title: Trang đầu"),
        "docs/bao-cao/2022/index.md": f"{HEAD}# Báo cáo\n\nMở đầu.\n",
        "docs/huong-dan/index.md": f"{GUIDE}# Hướng dẫn\n\nNộp ở xã.\n",
        page: files[page].replace(HEAD, HEAD.replace("---\n\n", "muc: Mục Á\n---\n\n")) + CALLS,
    }


def marked_files(files: dict[str, str]) -> tuple[dict[str, str], dict[str, tuple[str, int]]]:
    """The files with a letter of its own, which the typeface lacks, in each text of theirs; and
    where each letter stands."""
    foreign = (chr(one) for one in count(0x4E00))  # no capitals
    places: dict[str, tuple[str, int]] = {}
    marked = {}
    for path, text in files.items():
        lines = text.splitlines(keepends=True)
        for number, start in reversed([*texts_of(text)]):
            letter = next(foreign)
            line = lines[number]
            lines[number] = line[:start] + letter + line[start:]
            places[letter] = path, number + 1
        marked[path] = "".join(lines)
    return marked, places


def texts_of(text: str) -> Iterator[tuple[int, int]]:
    """Line and column, counted from 0, of each letter beyond ASCII: no key, name or number has
    one."""
    for number, line in enumerate(text.splitlines()):
        for found in re.finditer(r"[^\x00-\x7f](?<!…)", line):
            yield number, found.start()


def test_a_letter_that_the_typeface_lacks_is_told_at_its_line_or_is_in_no_document(
    tmp_path: Path,
) -> None:
    files, places = marked_files(whole_office())
    edition = office(tmp_path, files)
    found = documents_can_be_made(tmp_path, edition, [2022])
    told = {(one.path, one.line, dict(one.fields).get("letter")) for one in found}
    plans = planned_files(tmp_path, edition, [2022], ["pdf", "docx"], "https://vi-du.example/")
    printed = [replace(plan.document, tables=()) for plan in plans]
    assert len(printed) > 3
    shown = {*places} & {*repr(printed)}
    assert len(shown) > 100
    assert {(*places[one], one) for one in shown} - told == set()


@pytest.mark.parametrize(
    ("path", "old", "new", "line"),
    [
        ("data/don-vi.yaml", "\\u0020", "\\u2605", 6),
        ("docs/bao-cao/2022/trang.md", "Ô.", "&check; và &#9733;", 22),
        ("docs/bao-cao/2022/trang.md", "Mục Á", '"Mục \\u2605"', 4),
        ("docs/bao-cao/2022/trang.md", "Ô.", "\u0282", 22),  # of which no capital can be printed
    ],
)
def test_a_letter_that_is_written_in_another_way_is_told_at_its_line(
    tmp_path: Path, path: str, old: str, new: str, line: int
) -> None:
    files = whole_office()
    assert old in files[path]
    files[path] = files[path].replace(old, new)
    found = documents_can_be_made(tmp_path, office(tmp_path, files), [2022])
    assert {(one.path, one.line, one.code) for one in found} == {
        (path, line, "ky-tu-khong-in-duoc")
    }
