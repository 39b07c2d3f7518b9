"""What each message names: the file, the line, and the names and numbers in it."""

from pathlib import Path

import pytest

from report.edition.checks import check
from report.edition.print_checks import documents_can_be_made
from report.sources.rules import RULE_KINDS
from tests.images import SVG
from tests.office import ABOUT_CSV, CROPS, CROPS_CSV, FILES, HEAD, PRINTED, column, office, package

PAGE = "docs/bao-cao/2022/trang.md"
DESCRIPTION = "data/2022/datapackage.yaml"
CSV = "data/2022/cay-trong.csv"
RULES = "data/2022/doi-chieu.yaml"
OUTLINE = "data/2022/bo-cuc.yaml"
OFFICE = "data/don-vi.yaml"
NAMES = [column["name"] for column in CROPS]
Told = list[tuple[str, int, str, dict[str, str]]]  # path, line, code, what it names


def told(folder: Path, files: dict[str, str | None]) -> Told:
    """What an editor is told of the miniature office with these files."""
    edition = office(folder, files)
    found = sorted({*check(edition), *documents_can_be_made(folder, edition, [2022])})
    more = [{"guess": one.guess, "place": one.place} for one in found]
    return [
        (one.path, one.line, one.code, dict(one.fields) | {k: v for k, v in beside.items() if v})
        for one, beside in zip(found, more, strict=True)
    ]


CALLS = {
    'bieu_do("cay-trong", cot=["so_ho", "san_luong", "tang_giam"])': (
        "bieu-do-qua-nhieu-cot",
        {"count": "3", "most": "2"},
    ),
    'bieu_do("cay-trong", cot="san_luong", thay_doi="tang_giam")': (
        "thay-doi-khac-don-vi",
        {
            "address": "cay-trong.lua.san_luong",
            "change": "cay-trong.lua.tang_giam",
            "other": "hộ",
            "unit": "tấn",
        },
    ),
    'bieu_do("cay-trong", cot="so_ho", thay_doi="tang_giam", nam=2021)': (
        "thay-doi-lon-hon-so",
        {"address": "cay-trong.ngo.so_ho", "change": "cay-trong.ngo.tang_giam"},
    ),
    'bieu_do("cay-trong", cot="so_ho", thuc_hien="cay-trong.lua.san_luong")': (
        "chi-tieu-khac-don-vi",
        {
            "other": "hộ",
            "result": "cay-trong.lua.san_luong",
            "target": "cay-trong.lua.so_ho",
            "unit": "tấn",
        },
    ),
    'bieu_do("cay-trong", cot="tang_giam")': (
        "bieu-do-so-am",
        {"column": "tang_giam", "path": CSV},
    ),
    'bieu_do("cay-trong", cot="so_ho", toan_bo="luaa")': (
        "toan-bo-khong-co-so",
        {"column": "so_ho", "known": "lua, ngo", "path": CSV, "row": "luaa", "guess": "lua"},
    ),
    'bieu_do("cay-trong", cot="so_ho", toan_bo="ngo")': (
        "phan-lon-hon-toan-bo",
        {"part": "cay-trong.lua.so_ho", "whole": "cay-trong.ngo.so_ho"},
    ),
    'bieu_do("cay-trong", cot="so_ho", toan_bo="lua", thay_doi="tang_giam")': (
        "bieu-do-mot-cach",
        {"kinds": "giam_dan, thay_doi, toan_bo, thuc_hien, xep_o, so_lon, dong_thoi_gian"},
    ),
    'bieu_do("cay-trong", cot=[])': ("bieu-do-thieu-cot", {}),
    'bieu_do("cay-trong", cot="ten")': ("bieu-do-can-cot-so", {"column": "ten", "path": CSV}),
    'bieu_do("cay-trong", cot="so_ho", so_lon=True, nho=True)': ("so-lon-mot-cot", {}),
    "so(5)": (
        "dia-chi-khong-phai-chu",
        {
            "address": "5",
            "usage": '{{ so("bang.dong.cot") }} hoặc {{ so("bang.dong.cot", don_vi=True) }}',
        },
    ),
    'so("cay-trong.lua.so_ho", nam="2022")': ("nam-viet-sai", {"year": "2022"}),
    'so("cay-trong.lua.so_ho", nam=1999)': (
        "khong-co-so-lieu-nam",
        {"known": "2021, 2022", "year": "1999"},
    ),
    "nam(1.5)": ("tham-so-nam-sai", {"usage": "{{ nam }} hoặc {{ nam(-1) }}"}),
    'so("cay-trong.lua.so_ho", dang="dai")': (
        "dang-khong-dung-duoc",
        {"address": "cay-trong.lua.so_ho", "form": "dai"},
    ),
    'so("cay-trong.lua.ngay", dang="ngan")': (
        "dang-khong-dung-duoc",
        {"address": "cay-trong.lua.ngay", "form": "ngan"},
    ),
    'so("cay-trong.lua.so_ho", tieng="fr")': ("tieng-khong-dung-duoc", {"language": "fr"}),
    'so("cay-trong.lua.ngay", don_vi=True)': (
        "khong-co-don-vi",
        {"address": "cay-trong.lua.ngay", "column": "ngay"},
    ),
    'ty_le("cay-trong.lua.so_ho", "cay-trong.lua.san_luong")': (
        "ty-le-khac-don-vi",
        {
            "other": "tấn",
            "part": "cay-trong.lua.so_ho",
            "unit": "hộ",
            "whole": "cay-trong.lua.san_luong",
        },
    ),
    'ty_le("cay-trong.ngo.so_ho", "cay-trong.mia.tang_giam")': (
        "ty-le-tren-khong",
        {"address": "cay-trong.mia.tang_giam"},
    ),
    'so("cay-trong.mia.so_ho")': (
        "o-trong",
        {"address": "cay-trong.mia.so_ho", "file": "data/2022/cay-trong.csv:4"},
    ),
    'bang("cay-trong", cot=["tenn"])': (
        "bang-khong-co-cot",
        {"column": "tenn", "known": ", ".join(NAMES), "path": CSV, "guess": "ten"},
    ),
    "van_ban()": (
        "tham-so-van-ban-sai",
        {"usage": '{{ van_ban("khoa-van-ban") }} hoặc {{ van_ban(moi=5) }}'},
    ),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_call_that_gives_nothing_is_told_with_what_it_names(tmp_path: Path, call: str) -> None:
    page = f"{HEAD}# Trang\n\n{{{{ {call} }}}}\n"
    assert told(tmp_path, {PAGE: page}) == [(PAGE, 8, *CALLS[call])]


WRONG_RULES = {
    "loai: ty_le, bang: cay-trong.lua.so_ho, phan: cay-trong.lua.so_ho, "
    "toan_bo: cay-trong.mia.san_luong": ("chia-cho-khong", {"address": "cay-trong.mia.san_luong"}),
    "loai: tongg, bang: cay-trong.lua.so_ho": (
        "loai-quy-tac-la",
        {
            "id": "thu",
            "kind": "tongg",
            "known": ", ".join(RULE_KINDS),
            "guess": "tong",
        },
    ),
    "loai: bang_nhau, bang: cay-trong.lua.so_ho, voi: cay-trong.lua.ten": (
        "quy-tac-can-so",
        {"address": "cay-trong.lua.ten"},
    ),
    "loai: tong, bang: cay-trong.lua.so_ho, so_hang: [cay-trong.lua.san_luong]": (
        "tong-khac-don-vi",
        {
            "other": "hộ",
            "stated": "cay-trong.lua.so_ho",
            "term": "cay-trong.lua.san_luong",
            "unit": "tấn",
        },
    ),
    "loai: tong, bang: cay-trong.lua.so_ho": ("quy-tac-thieu-muc", {"id": "thu", "key": "so_hang"}),
}


@pytest.mark.parametrize("rule", WRONG_RULES)
def test_a_rule_that_cannot_be_computed_is_told_at_its_line(tmp_path: Path, rule: str) -> None:
    text = f"quy_tac:\n  - {{id: thu, cau: Câu., {rule}}}\n"
    assert told(tmp_path, {RULES: text}) == [(RULES, 2, *WRONG_RULES[rule])]


@pytest.mark.parametrize(
    ("files", "messages"),
    [
        (
            {RULES: "luu_y:\n  - {id: a, so_lieu: cay-trong.lua.so_ho}\n"},
            [(RULES, 2, "luu-y-thieu-ghi-chu", {"id": "a"})],
        ),
        ({RULES: "quy_tac:\n  - {cau: Câu.}\n"}, [(RULES, 2, "muc-thieu-id", {"list": "quy_tac"})]),
        ({RULES: "quy_tac: [5]\n"}, [(RULES, 1, "muc-viet-sai", {"list": "quy_tac"})]),
        (
            {DESCRIPTION: package({"cay-trong": [column("khoa")]})},
            [(DESCRIPTION, 3, "bang-thieu-cot", {"name": "cay-trong"})],
        ),
        (
            {CSV: CROPS_CSV.replace("ten,so_ho,", "so_ho,ten,", 1)},
            [(CSV, 1, "cot-sai-thu-tu", {"header": ",".join(NAMES)})],
        ),
        (
            {CSV: CROPS_CSV.replace("ten,so_ho,", "ten,", 1)},
            [(CSV, 1, "thieu-cot", {"column": "so_ho", "header": ",".join(NAMES)})],
        ),
        (
            {CSV: CROPS_CSV.replace("ten,so_ho,", "ten,so_ho,xa,", 1)},
            [(CSV, 1, "cot-chua-mo-ta", {"column": "xa", "known": ", ".join(NAMES)})],
        ),
        (
            {CSV: CROPS_CSV.replace("ten,so_ho,", ",so_ho,", 1)},
            [(CSV, 1, "cot-thieu-ten", {"header": ",".join(NAMES), "number": "2"})],
        ),
        (
            {DESCRIPTION: package({"cay-trong": CROPS, "a/b": CROPS})},
            [(DESCRIPTION, 66, "ten-bang-khong-dung-duoc", {"name": "a/b"})],
        ),
        (
            {DESCRIPTION: package({"cay-trong": [*CROPS[:2], column("so_ho", "so"), *CROPS[3:]]})},
            [
                (
                    DESCRIPTION,
                    23,
                    "kieu-cot-khong-dung-duoc",
                    {
                        "column": "so_ho",
                        "known": "string, integer, number, date, year",
                        "type": "so",
                    },
                )
            ],
        ),
        (
            {CSV: CROPS_CSV + "dau,Đậu\n"},
            [(CSV, 5, "dong-thieu-o", {"cells": "2", "columns": "9"})],
        ),
        ({CSV: CROPS_CSV.replace("mia,Mía", ",Mía")}, [(CSV, 4, "dong-khong-khoa", {})]),
        (
            {CSV: CROPS_CSV.replace("mia,Mía", "lua,Mía")},
            [(CSV, 4, "khoa-trung", {"first": "2", "key": "lua"})],
        ),
        ({CSV: CROPS_CSV.replace("mia,", "Mia_,")}, [(CSV, 4, "khoa-viet-sai", {"key": "Mia_"})]),
        (
            {**PRINTED, OUTLINE: "phan:\n  - 5\n  - trang: trang.md\n    tenn: A\n  - muc: []\n"},
            [
                (OUTLINE, 1, "de-muc-viet-sai", {"item": "5"}),
                (
                    OUTLINE,
                    3,
                    "muc-bo-cuc-la",
                    {"key": "tenn", "known": "danh_so, muc, ten, ten_ngan, trang", "guess": "ten"},
                ),
                (OUTLINE, 5, "de-muc-khong-ten", {}),
            ],
        ),
        (
            {**PRINTED, OUTLINE: "phan: a\n"},
            [(OUTLINE, 1, "muc-khong-phai-nhieu-muc", {"key": "phan"})],
        ),
        (
            {**PRINTED, "data/2022/bao-cao.csv": ABOUT_CSV.replace("ngay,", "ngayy,")},
            [("data/2022/bao-cao.csv", 1, "thieu-dong-van-ban", {"key": "ngay"})],
        ),
        (
            {**PRINTED, PAGE: f"{HEAD}# Trang\n\n#### Nhảy\n"},
            [(PAGE, 8, "de-muc-nhay-cap", {"expected": "##", "marks": "####"})],
        ),
        ({PAGE: f"{HEAD}# Trang\n\n# Hai\n"}, [(PAGE, 8, "trang-hai-ten", {"first": "6"})]),
        (
            {
                PAGE: f'{HEAD}# A\n\n<b onclick="a">b</b> <a href="javascript:a">c</a>'
                "\n\n<blink>d</blink>\n"
            },
            [
                (
                    PAGE,
                    8,
                    "dia-chi-khong-nhan",
                    {"address": "javascript:a", "scheme": "javascript"},
                ),
                (PAGE, 8, "thuoc-tinh-khong-nhan", {"names": "“onclick”"}),
                (PAGE, 10, "the-html-khong-nhan", {"tag": "blink"}),
            ],
        ),
        (
            {OFFICE: FILES[OFFICE] + "ten: A\n"},
            [(OFFICE, 4, "yaml-muc-hai-lan", {"first": "1", "key": "ten"})],
        ),
        ({OFFICE: FILES[OFFICE] + "5: A\n"}, [(OFFICE, 4, "yaml-ten-muc-la", {})]),
        ({OFFICE: FILES[OFFICE] + "tinh: !a b\n"}, [(OFFICE, 4, "yaml-kieu-la", {"tag": "!a"})]),
        ({OFFICE: FILES[OFFICE] + "tinh: &a b\ndia_chi: *a\n"}, [(OFFICE, 4, "yaml-dan-lai", {})]),
        (
            {OFFICE: FILES[OFFICE] + "tinh: " + "[" * 40 + "]" * 40 + "\n"},
            [(OFFICE, 4, "yaml-qua-sau", {"limit": "30"})],
        ),
        (
            {OFFICE: FILES[OFFICE] + "tinh: 5\ndau_van_ban: a\n"},
            [
                (OFFICE, 4, "muc-khong-phai-chu", {"key": "tinh"}),
                (OFFICE, 5, "muc-khong-phai-danh-sach-chu", {"key": "dau_van_ban"}),
            ],
        ),
        (
            {OFFICE: FILES[OFFICE] + "giay_phep:\n  ma: a\n  dia_chi: b\n"},
            [
                (OFFICE, 5, "giay-phep-thieu-muc", {"key": "ten", "what": "tên"}),
                (
                    OFFICE,
                    5,
                    "lien-he-viet-sai",
                    {"form": "https://co-quan.gov.vn", "key": "giay_phep.dia_chi", "value": "b"},
                ),
            ],
        ),
        ({PAGE: f"{HEAD}{'a' * 10_001}\n"}, [(PAGE, 6, "dong-qua-dai", {"limit": "10000"})]),
        ({PAGE: f"{HEAD}{'> ' * 21}a\n"}, [(PAGE, 6, "long-qua-sau", {"limit": "20"})]),
        (
            {PAGE: f"{HEAD}{'`' * 2_001}\n"},
            [(PAGE, 6, "qua-nhieu-dau", {"limit": "2000", "sign": "`"})],
        ),
        ({PAGE: f"{HEAD}# A\n" + "a\n" * 1_994}, []),  # 2,000 lines with the head
        ({PAGE: HEAD + "a\n" * 2_001}, [(PAGE, 2001, "bai-qua-nhieu-dong", {"limit": "2000"})]),
        (
            {CSV: CROPS_CSV + f'dau,"{"a" * 10_001}",,,,,,,\n'},
            [(CSV, 5, "o-qua-dai", {"limit": "10000"})],
        ),
        (
            {"docs/a.svg": SVG.replace("<path", "\n<use/><path")},
            [("docs/a.svg", 2, "svg-khong-tro", {"what": "<use>"})],
        ),
        ({"docs/a.svg": SVG.replace("</svg>", "\n<")}, [("docs/a.svg", 2, "svg-viet-sai", {})]),
        (
            {"docs/a.png": SVG},
            [("docs/a.png", 1, "hinh-khac-duoi", {"ending": ".png", "format": "SVG"})],
        ),
        (
            {
                PAGE: "---\ntitle: cần điền\ndescription: A\n---\n\n# A\n\n"
                "{{ can_viet('một đoạn') }}\n"
            },
            [
                (PAGE, 2, "dau-trang-cho-dien", {"key": "title"}),
                (PAGE, 8, "bai-cho-viet", {"hint": "một đoạn"}),
            ],
        ),
    ],
)
def test_a_file_that_is_wrong_is_told_with_what_it_names(
    tmp_path: Path, files: dict[str, str | None], messages: Told
) -> None:
    assert told(tmp_path, files) == messages
