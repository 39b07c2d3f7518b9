"""What editors type that Markdown does not take as they mean it is told at its line."""

from pathlib import Path

import pytest

from report.edition.checks import check
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
    ("– tờ trình\n", 0, "dau-dong-kieu-word"),
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


@pytest.mark.parametrize(
    "text",
    [
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
    ],
)
def test_what_is_typed_well_is_left_alone(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


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
