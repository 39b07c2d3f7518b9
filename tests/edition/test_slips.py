"""What editors type that Markdown does not take as they mean it is told at its line."""

from pathlib import Path

import pytest

from report.edition.checks import check
from report.problems.problem import Problem
from tests.office import HEAD, office

PATH = "docs/a.md"
START = f"{HEAD}# A\n\n".count("\n") + 1


def found(folder: Path, text: str) -> list[tuple[int, str]]:
    """Line, counted from the first of `text`, and code of each problem of a page."""
    problems = check(office(folder, {PATH: f"{HEAD}# A\n\n{text}"}))
    assert {one.path for one in problems} <= {PATH}
    return [(one.line - START, one.code) for one in problems]


SLIPS = [
    ("-một\n-hai\n", 0, "dau-dong-thieu-cach"),
    ("1.Một\n2.Hai\n", 0, "dau-dong-thieu-cach"),
    ("Chữ *nghiêng * này.\n", 0, "dau-nghieng-roi-chu"),
    ("Chữ _nghiêng _ này.\n", 0, "dau-nghieng-roi-chu"),
    ("Chữ.\n\n##\n\nChữ.\n", 2, "de-muc-trong"),
    ('!!! note "A"\n\nLời ngoài khung.\n', 0, "khung-trong"),
    ('??? note "A"\n', 0, "khung-trong"),
    ("!!! note Lưu ý\n\n    Lời.\n", 0, "khung-sai-dang"),
    ("??? Lưu ý\n\n    Lời.\n", 0, "khung-sai-dang"),
    ('!!! note onclick=a "b"\n\nLời.\n', 0, "khung-sai-dang"),
    ('!!! note "A"\n\n{{ bang("cay-trong") }}\n', 0, "khung-trong"),
    ("Xem https://vi-du.example/a.\n", 0, "dia-chi-tran"),
    ("Nguyên\u200bBình\n", 0, "ky-tu-an-trong-bai"),
    ("Chữ\u200e này.\n", 0, "ky-tu-an-trong-bai"),
    ("Hồ sơ gồm:\n- tờ trình\n- báo cáo\n", 1, "danh-sach-dinh-dong-tren"),
    ("Hồ sơ gồm:\n1. tờ trình\n2. báo cáo\n", 1, "danh-sach-dinh-dong-tren"),
    ("Hồ sơ gồm:\n* tờ trình\n", 1, "danh-sach-dinh-dong-tren"),
    ("• tờ trình\n• báo cáo\n", 0, "dau-dong-kieu-word"),
    ("Hồ sơ:\n\n\uf0b7\ttờ trình\n", 2, "dau-dong-kieu-word"),
    ("– tờ trình\n– báo cáo\n", 0, "dau-dong-kieu-word"),
    ("– tờ trình\n\n– báo cáo\n", 2, "dau-dong-kieu-word"),
    ("✓ tờ trình\n✓ báo cáo\n", 0, "dau-dong-kieu-word"),
    ("Hồ sơ gồm:  \nđơn:\na) một\n", 2, "danh-sach-dinh-dong-tren"),
    ("Có ** đậm** và **đậm**.\n", 0, "dau-sao-roi-chu"),
    ("Có **đậm và **đậm**.\n", 0, "dau-sao-roi-chu"),
    ("(**) Số **đậm.\n", 0, "dau-sao-le"),
    ("| a |\n|---|\n| 5*3 và 4*2 |\n", 2, "dau-sao-giua-so"),
    ("Rộng 5*3 m (*).\n", 0, "dau-sao-giua-so"),
    ("Một (*), hai (*).\n", 0, "dau-sao-trong-ngoac"),
    ("Một.\n\n- Một (**), hai (**).\n", 2, "dau-sao-trong-ngoac"),
    ("<p>Có *nghiêng* đây.</p>\n", 0, "danh-dau-trong-html"),
    ("<p>Xem <a href='index.md'>a</a> https://vi-du.vn</p>\n", 0, "dia-chi-tran"),
    ("- một\n  - con\n", 1, "muc-con-thut-it"),
    ("1. một\n   - con\n", 1, "muc-con-thut-it"),
    ("Có **đậm ** đây.\n", 0, "dau-sao-roi-chu"),
    ("Có ** đậm** đây.\n", 0, "dau-sao-roi-chu"),
    ("- Có **đậm ** đây.\n", 0, "dau-sao-roi-chu"),
    ("Có **đậm đây.\n\nVà đây.**\n", 0, "dau-sao-le"),
    ("    Năm nay có hai hội nghị.\n", 0, "thut-thanh-ma"),
    ("Trên.\n\n\tNăm nay có hai hội nghị.\n", 2, "thut-thanh-ma"),
    ('Có { so("cay-trong.lua.so_ho") } hộ.\n', 0, "macro-mot-ngoac"),
    ('Có {bang("cay-trong")}\n', 0, "macro-mot-ngoac"),
    ('Có so("cay-trong.lua.so_ho") hộ.\n', 0, "macro-khong-ngoac"),
    ('Có [[ so("cay-trong.lua.so_ho") ]] hộ.\n', 0, "macro-khong-ngoac"),
    ('Có ｛｛ so("cay-trong.lua.so_ho") ｝｝ hộ.\n', 0, "dau-khong-hieu"),
    ("a) một\nb) hai\n", 1, "danh-sach-dinh-dong-tren"),
    ("1) một\n2) hai\n", 1, "danh-sach-dinh-dong-tren"),
    ("o\tmột\no\thai\n", 0, "dau-dong-kieu-word"),
    ("-\u00a0một\n", 0, "dau-dong-kieu-word"),
    ("➢ một\n", 0, "dau-dong-kieu-word"),
    ("Lời:\n| a | b |\n|---|---|\n| c | d |\n", 1, "bang-khong-thanh"),
    ("| a | b |\n\n|---|---|\n", 0, "bang-khong-thanh"),
    ("| a | b |\n|---|---|\n| c | d | e |\n", 2, "bang-thua-o"),
    ("Câu.^[Lời.]\n", 0, "chu-thich-trong-cau"),
    ("Tốt :tada:\n", 0, "bieu-tuong-goi-ten"),
    ("5*3 và 4*2\n", 0, "dau-sao-giua-so"),
    ("## Rộng 5*3 và 4*2\n", 0, "dau-sao-giua-so"),
    ("Xem { .md-button }\n", 0, "thuoc-tinh-khong-gan"),
    ('{{ bang("cay-trong") }}\n{ .lop }\n', 0, "thuoc-tinh-khong-gan"),
    ("~~bỏ~~\n", 0, "dau-khong-hieu"),
    ("==nổi==\n", 0, "dau-khong-hieu"),
    ("[[index]]\n", 0, "dau-khong-hieu"),
    ("[a] (index.md)\n", 0, "dau-khong-hieu"),
    ("- [x] xong\n", 0, "dau-khong-hieu"),
    ("> [!NOTE]\n> Lời.\n", 0, "dau-khong-hieu"),
    ("```\nmã\n", 0, "dau-khong-hieu"),
]


@pytest.mark.parametrize(("text", "line", "code"), SLIPS)
def test_a_slip_of_typing_is_told_at_its_line(
    tmp_path: Path, text: str, line: int, code: str
) -> None:
    assert (line, code) in found(tmp_path, text)


def test_a_list_is_told_of_once(tmp_path: Path) -> None:
    assert len(found(tmp_path, "Hồ sơ:\n- một\n- hai\n- ba\n")) == 1


RIGHT = [
    "-5 độ, 1.5 và 2.000.\n",
    "Chữ *nghiêng* và _nghiêng_, khóa so_vu_an, * sao\n",
    "* một *chữ* hai\n* ba\n",
    '!!! note "A"\n\n    Lời.\n\n- mục\n\n    !!! note "B"\n\n        Lời.\n',
    "<https://a.vn/b> và [a](https://a.vn/b) và `https://a.vn`\n",
    "[a]: https://a.vn/b\n\n[a][a]\n",
    "Hồ sơ gồm:\n\n- tờ trình\n- báo cáo\n",
    "- một\n    - con\n        - cháu\n- hai\n",
    "1. một\n2. hai\n\n    Đoạn của mục hai.\n",
    "Năm 2020 – 2025 và thi đua –\nkhen thưởng.\n",
    'Có **{{ so("cay-trong.lua.so_ho") }}** và **đậm\nhai dòng** rồi `** a **`.\n',
    "```\n    mã\n- a\n{ so(1) }\n```\n",
    "Giá 2 \\*\\* 3.\n",
    "Tỷ lệ 5 × 3, lúc 10:30:15, a == b.\n",
    "a) một\n\nb) hai\n",
    "a | b\n---|---\n`c|d` | e\n\n> | f | g |\n> |---|---|\n> | h | i | |\n",
    "Các điểm (a) một, (b) hai và ~ 5 %.\n",
    "- mục [a](index.md) (b)\n",
    "[đi](index.md){ .md-button }\n",
    "Trong `{ so(1) }` là mã.\n",
    "> Lời dẫn:\n>\n> - một\n",
    '!!! note "Ghi chú"\n\n    Lời:\n\n    - một\n        - con\n',
    '!!! note "A"\n\n    {{ bang("cay-trong") }}\n',
    '??? note "A"\n    ```\n    mã\n    ```\n',
    "Hồ sơ gồm:  \na) đơn;  \nb) tờ khai;  \nc) ảnh.\n",
    "Kính gửi:  \n- Sở Nội vụ;  \n- Ủy ban nhân dân huyện.\n",
    "Nơi nhận:<br>\n- Như trên;<br />\n- Lưu: VT.\n",
    '!!! note "A"\n\tLời thụt bằng dấu tab.\n',
    '??? note "A"\n\n\tMột.\n\n\tHai.\n',
    "> Không có gì quý hơn độc lập, tự do.\n>\n> — Hồ Chí Minh\n",
    "- mục\n\n    > Lời.\n    >\n    > — Hồ Chí Minh\n",
    '!!! quote "Lời"\n\n    Lời.\n\n    — Hồ Chí Minh\n',
    "> Một.\n>\n> — A\n\n> Hai.\n>\n> — B\n",
    "✓ Đủ hồ sơ\n",
    "Kết quả:\n\n□ Đạt\n\nÝ kiến khác.\n",
    '<p><a href="https://vi-du.vn">https://vi-du.vn</a></p>\n',
    'Xem <a href="https://vi-du.vn">trang https://vi-du.vn</a>.\n',
    "(*) Ước tính; (**) chính thức.\n",
    "(**) Số liệu chính thức.\n",
    "(\\*) Ước tính; (\\*) làm tròn.\n",
    "Một (*).\n\nHai (*).\n\n| (*) | (*) |\n|---|---|\n| a | b |\n",
    "Hộ nghèo** giảm 12 hộ.\n",
    "Hộ nghèo* và hộ cận nghèo** giảm.\n",
    "** Số liệu chính thức.\n",
    "| Chỉ tiêu** | Số |\n|---|---|\n| Hộ nghèo** | 5 |\n",
    "Phòng rộng 3*4 m.\n",
    "| Rộng | Dài |\n|---|---|\n| 3*4 | 5*6 |\n",
    "3*4 m, *nghiêng*.\n",
    "1. Một\n 2. Hai\n",
    "- Một\n - Hai\n - Ba\n",
    "Các tệp *.docx, *.xlsx.\n",
    "Xem [[1]](index.md) và [[2] tập một](index.md).\n",
    "<p>Ghi chú (*): ước tính; (*) chính thức.</p>\n",
    # What clerks type beside.
    "Căn cứ Hiến pháp ngày 28/11/2013;\n\nTheo đề nghị của Trưởng phòng.\n",
    "ỦY BAN NHÂN DÂN HUYỆN\n\nSố: …/BC-UBND\n",
    "TM. ỦY BAN NHÂN DÂN  \nCHỦ TỊCH  \n(Đã ký)  \nNguyễn Văn A\n",
    "Từ 01/01 – 31/12, tăng 5–7 %, giảm −3 %.\n",
    "Giai đoạn 2021–2025: đạt 95,5% (kế hoạch: 90%).\n",
    "Điện thoại: 0229.3.871.001 – máy lẻ 12.\n",
    "Thư: <ubnd@vi-du.vn> (giờ làm việc 7h30 – 17h00).\n",
    "I. Tình hình\n\n1\\. Thuận lợi\n\n2\\. Khó khăn\n",
    "**I. TÌNH HÌNH CHUNG**\n\n*1. Thuận lợi:* nhiều.\n",
    "***Rất quan trọng***, **đậm và *nghiêng* bên trong**.\n",
    "Ông **Nguyễn Văn A** (**Chủ tịch**), bà **B**.\n",
    "“**Toàn dân đoàn kết**” – khẩu hiệu năm nay.\n",
    "**Kết quả:** đạt; **hạn chế**: còn.\n",
    "Tiền: 1.000.000đ; 5 m²; 25°C; CO₂; ≥ 10.\n",
    "Biển số 35-B1 123.45; Quốc lộ 1A; tờ A4.\n",
    "a/ Một việc.\n\nb/ Hai việc.\n",
    "Bước 1: nộp. Bước 2: nhận.\n\n→ Xong.\n",
    "- Một;\n\n- Hai;\n\n- Ba.\n",
    "1. Một\n\n    a) điểm a\n\n    b) điểm b\n\n2. Hai\n",
    "+ Một\n+ Hai\n",
    "1) Một.\n\n2) Hai.\n",
    "- **Một**: lời.\n- *Hai*: lời.\n",
    "- Nghị quyết năm: – đạt; – vượt.\n",
    "| STT | Tên | Số |\n|:-:|---|--:|\n| 1 | A – B | 5 |\n| 2 | **Cộng** | **5** |\n",
    "| Tên | - |\n|---|---|\n| – | + |\n",
    "Lời dẫn.[^a]\n\n[^a]: Nguồn: Phòng Nội vụ – 2022.\n",
    "> **Điều 1.** Lời.\n>\n> 1. Một.\n> 2. Hai.\n",
    '!!! warning "Lưu ý: hạn 31/12"\n    Lời ngay dưới.\n\n    - Một\n    - Hai\n',
    'Mục\n\n    !!! note "A"\n'.replace("    !!!", "!!!") + "\n    > Trích.\n",
    "Câu dài  \nxuống dòng bằng hai dấu cách.\n",
    "Câu<br>xuống dòng.\n",
    "Nghỉ lễ 30/4 & 1/5; A&B; R&D; <b>đậm</b>.\n",
    "Xem [Điều 5](index.md#a) và [trang](https://vi-du.vn/?a=1&b=2).\n".replace("#a", ""),
    "Tệp `bao_cao_*.xlsx`, thư mục `so-lieu/`.\n",
    "Tỷ lệ 1:500, tỷ số 3-2, 24/24 giờ, 7/7 ngày.\n",
    "Hỏi: hạn nào?\n\nĐáp: 31/12.\n",
    "… và nhiều việc khác…\n",
    "(1) Một; (2) hai; (3) ba.\n",
    "Chương trình “Mỗi xã một sản phẩm” (OCOP) – 3 sao ***.\n",
    "## Kết quả 2022: 5 – 7 %\n\nLời.\n",
    "---\n\nLời.\n",
    "Kế hoạch (đợt 1–2), #thiđua, @huyen.\n",
]


@pytest.fixture(scope="module")
def told_of_right_pages(tmp_path_factory: pytest.TempPathFactory) -> list[Problem]:
    """The problems of an office that has each of the right texts as a page."""
    pages = {f"docs/a-{number}.md": f"{HEAD}# A\n\n{text}" for number, text in enumerate(RIGHT)}
    return check(office(tmp_path_factory.mktemp("right"), pages))


@pytest.mark.parametrize("number", range(len(RIGHT)), ids=RIGHT)
def test_what_is_typed_well_is_left_alone(told_of_right_pages: list[Problem], number: int) -> None:
    assert [one for one in told_of_right_pages if one.path == f"docs/a-{number}.md"] == []


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        (PATH, f"{HEAD}# A\n\nMột.\n\n<<<<<<< HEAD\nHai.\n=======\nBa.\n>>>>>>> sua\n", 10),
        (PATH, f"{HEAD}# A\r\n\r\n>>>>>>> sua\r\n", 8),
        ("data/don-vi.yaml", "ten: A\n<<<<<<< HEAD\ntrang: B\n=======\ntrang: C\n>>>>>>> x\n", 2),
        ("data/chung/van-ban.csv", "khoa,loai\n<<<<<<< HEAD\nqd,Luật\n=======\n>>>>>>> x\n", 2),
    ],
)
def test_marks_of_a_conflict_in_git_are_told_at_their_line(
    tmp_path: Path, path: str, text: str, line: int
) -> None:
    problems = check(office(tmp_path, {path: text}))
    assert (path, line) in [(one.path, one.line) for one in problems if one.code == "dau-xung-dot"]


def test_a_line_below_a_heading_of_the_older_kind_is_no_conflict(tmp_path: Path) -> None:
    assert found(tmp_path, "Mục\n-------\n\nLời.\n") == []
