"""What a run of digits in a sentence is: a date, a year, a name, a figure, or a decision."""

import re

import pytest

from report.drafting.importing.sentences import Figures

KINDS = {"so-nguyen": "số", "so-thap-phan": "số", "ngay-thang": "ngày", "ten-goi": "tên"}


def read(text: str) -> str:
    """A sentence with each run of digits as its kind and value in brackets; "?" is a decision."""
    figures = Figures(2022, thousands=True)
    replaced = figures.replace(text, "trang")
    rows = {
        (table, row.key): "?" if row.reading.doubt else f"{KINDS[table]} {row.reading.text}"
        for kind, table in (
            *(("integer", "so-nguyen"), ("number", "so-thap-phan")),
            *(("date", "ngay-thang"), ("string", "ten-goi")),
        )
        for row in figures.rows[kind]
    }

    def shown(call: re.Match[str]) -> str:
        return f"[{rows[call[1], call[2]]}]"

    return re.sub(r'\{\{ so\("([a-z-]+)\.([^.]+)\..*?\}\}', shown, replaced)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # dates
        ("Ngày 5 tháng 8 năm 2022 họp.", "Ngày [ngày 05/08/2022] họp."),
        ("NGÀY 05 THÁNG 12 NĂM 2022", "Ngày [ngày 05/12/2022]"),
        ("từ ngày  5  tháng 8 năm 2022", "từ [ngày 05/08/2022]"),
        ("ngày 30/4", "ngày [tên 30/4]"),
        ("tháng 8 và ngày 5", "tháng [tên 8] và ngày [tên 5]"),
        # years and periods
        ("năm 2022, năm **2021**", "năm {{ nam }}, năm **{{ nam(-1) }}**"),
        ("năm 2019", "năm [tên 2019]"),
        ("giai đoạn 2021–2025", "giai đoạn [tên 2021–2025]"),
        ("từ 2021 đến 2025", "từ [tên 2021] đến [tên 2025]"),
        ("các năm 2019, 2020 và 2018", "các năm [tên 2019], [tên 2020] và [tên 2018]"),
        ("Nguồn: Phòng Thống kê, 2022.", "Nguồn: Phòng Thống kê, [tên 2022]."),
        ("(Niên giám, 2019)", "(Niên giám, [tên 2019])"),
        ("vụ xuân 2022 và quý IV 2022", "vụ xuân [tên 2022] và quý IV [tên 2022]"),
        ("có 2022 người", "có [số 2022] người"),
        ("đạt 2022 so với", "đạt [?] so với"),
        # numbers of documents, articles of law
        ("Quyết định số 629 ngày", "Quyết định số [tên 629] ngày"),
        ("Nghị quyết số 2019", "Nghị quyết số [tên 2019]"),
        ("các Quyết định số 12, 13 và 14", "các Quyết định số [tên 12], [tên 13] và [tên 14]"),
        ("khoản 3 Điều 25", "khoản [tên 3] Điều [tên 25]"),
        ("Phụ lục 2, Biểu 1a", "Phụ lục [tên 2], Biểu [tên 1a]"),
        # telephones, accounts, codes
        ("Đường dây nóng 0900000000", "Đường dây nóng [tên 0900000000]"),
        ("điện thoại: 0206.3870.001", "điện thoại: [tên 0206.3870.001]"),
        ("gọi 0912 345 678 ngay", "gọi [tên 0912 345 678] ngay"),
        ("hoặc +84 912 345 678", "hoặc [tên +84 912 345 678]"),
        ("gọi (0206) 3870 001", "gọi [tên (0206) 3870 001]"),
        ("điện thoại 113", "điện thoại [tên 113]"),
        ("số tài khoản 12345678", "số tài khoản [tên 12345678]"),
        ("CCCD số 4190012345", "CCCD số [tên 4190012345]"),
        ("mã 007", "mã [tên 007]"),
        ("số 1234567890 của", "số [?] của"),
        # ordinals
        ("lần thứ 5, quý 3, tổ 7", "lần thứ [tên 5], quý [tên 3], tổ [tên 7]"),
        ("lớp 9; đợt 2", "lớp [tên 9]; đợt [tên 2]"),
        ("thôn 5 hộ", "thôn [?] hộ"),
        ("1\\. Một; 2. hai", "[tên 1]\\. Một; [số 2]. hai"),
        ("xem \\[3\\]", "xem \\[[tên 3]\\]"),
        # figures
        ("có 04 hộ, 1.234 người", "có [số 4] hộ, [số 1234] người"),
        ("2636596800 đồng", "[số 2636596800]"),
        ("tổng số 120 hộ", "tổng số [số 120] hộ"),
        ("trong 6 tháng, 5 năm", "trong [số 6] tháng, [số 5] năm"),
        ("đạt 6,02%", "đạt [số 6,02]"),
    ],
)
def test_digits_are_what_a_clerk_takes_them_for(text: str, expected: str) -> None:
    assert read(text) == expected


def test_the_same_short_digits_are_rows_of_their_own() -> None:
    figures = Figures(2022, thousands=True)
    figures.replace("Điều 5 và tổ 5; năm 2019, năm 2019", "trang")
    assert [row.reading.text for row in figures.rows["string"]] == ["5", "5", "2019"]


def test_a_decision_shows_the_digits_and_their_sentence() -> None:
    figures = Figures(2022, thousands=True)
    figures.replace("Một câu. Đạt 2022 nhé. Hết.", "trang")
    (row,) = figures.rows["integer"]
    assert row.reading.doubt == "“2022” có thể là năm hoặc số lượng"
    assert (row.reading.text, row.sentence) == ("cần điền", "Đạt 2022 nhé.")
