from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.problems.problem import Mistake
from report.text.numbers import (
    EXACT,
    cell_date,
    normal_date,
    normal_integer,
    normal_number,
    quoted,
    quotient,
    read_date,
    read_integer,
    read_number,
    read_words,
    read_written,
    roman,
    signed,
    write_count,
    write_date,
    write_decimal,
    write_long_date,
    write_with_unit,
)

LARGEST = 10**18 - 1
integers = st.integers(-LARGEST, LARGEST)
decimals = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=4)
OTHER_SEPARATOR = str.maketrans(".,", ",.")


def plain(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


# How numbers are shown


def test_the_longest_number_of_a_cell_is_shown_with_all_its_digits() -> None:
    value = Decimal("-123456789012345678.123456789012345678")
    assert write_decimal(value) == "−123.456.789.012.345.678,123456789012345678"


@given(decimals, decimals.filter(bool))
def test_a_quotient_that_ends_is_exact(value: Decimal, by: Decimal) -> None:
    product = EXACT.multiply(value, by)
    assert quotient(product, by) == value


def test_a_quotient_without_end_is_cut_where_nobody_reads_on() -> None:
    assert quotient(Decimal(1), Decimal(3)) == Decimal("0." + "3" * 28)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (4, "04"),
        (-4, "−04"),
        (10, "10"),
        (955, "955"),
        (27568, "27.568"),
        (2636596800, "2.636.596.800"),
    ],
)
def test_a_count_has_two_digits_and_points_between_thousands(value: int, shown: str) -> None:
    assert write_count(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("4", "4"),
        ("6.02", "6,02"),
        ("146.590", "146,590"),
        ("-83915.17", "−83.915,17"),
        ("1E+3", "1.000"),
    ],
)
def test_a_measure_keeps_the_decimals_it_has(value: str, shown: str) -> None:
    assert write_decimal(Decimal(value)) == shown


def test_a_sign_is_a_true_minus_and_a_unit_stays_on_the_line() -> None:
    assert signed("5", -5) == "−5"
    assert signed("5", 5) == "5"
    assert write_with_unit("955", "người") == "955\u00a0người"


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2022, 2, 5), "ngày 05 tháng 02 năm 2022"),
        (date(2022, 3, 24), "ngày 24 tháng 3 năm 2022"),
        (date(2022, 12, 24), "ngày 24 tháng 12 năm 2022"),
    ],
)
def test_a_long_date_has_the_zeros_of_the_decree(day: date, shown: str) -> None:
    assert write_long_date(day) == shown
    _, number, _, month, _, year = shown.split()
    assert write_date(day) == f"{number}/{month}/{year}"


# Written and read again


@given(integers)
def test_a_shown_count_is_read_back(value: int) -> None:
    assert read_written(write_count(value)) == value


@given(decimals)
def test_a_shown_measure_is_read_back(value: Decimal) -> None:
    assert read_written(write_decimal(value)) == value


@given(integers)
def test_a_whole_number_in_a_csv_is_read_back(value: int) -> None:
    assert read_integer(str(value)) == value
    assert read_number(str(value)) == value
    assert normal_integer(str(value)) == normal_number(str(value)) == str(value)


@given(decimals)
def test_a_decimal_in_a_csv_is_read_back_with_its_decimals(value: Decimal) -> None:
    text = plain(value).removeprefix("-") if value == 0 else plain(value)
    assert read_number(text) == value
    assert plain(read_number(text)) == normal_number(text) == text


@given(st.dates())
def test_a_date_in_a_csv_is_read_back(day: date) -> None:
    assert read_date(cell_date(day)) == day
    assert normal_date(day.isoformat()) == cell_date(day)


@given(integers, st.sampled_from([".", ",", " "]))
def test_grouped_thousands_are_read_or_refused_but_never_read_wrong(value: int, sign: str) -> None:
    text = f"{value:,}".replace(",", sign)
    if text.count(sign) == 1:
        with pytest.raises(Mistake):
            normal_integer(text)
    else:
        assert normal_integer(text) == normal_number(text) == str(value)


@given(decimals)
def test_grouped_decimals_are_read_in_both_ways_of_writing(value: Decimal) -> None:
    english = f"{value:,.4f}"
    expected = plain(value).removeprefix("-") if value == 0 else plain(value)
    assert normal_number(english) == expected
    assert normal_number(english.translate(OTHER_SEPARATOR)) == expected


@pytest.mark.parametrize("text", ["12 người", "１２", "1.955", "27.568,5", "", "-", "04", "1,2,3"])
def test_only_the_normal_form_is_read_without_a_word(text: str) -> None:
    for read in (read_integer, read_number):
        with pytest.raises(Mistake):
            read(text)


# What people and Excel write


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1 234 567", "1234567"),
        ("04", "4"),
        ("000", "0"),
        ("5 vụ", "5"),
        ("5\u00a0vụ", "5"),
        ("5vụ", "5"),
        ("5 VỤ", "5"),
        ("1.234.567 vụ", "1234567"),
        ("(5)", "-5"),
        ("−5", "-5"),
        ("- 5", "-5"),
        ("+5", "5"),
        ("-0", "0"),
        ("27,0", "27"),
        ("27.00", "27"),
        ("1.234,0", "1234"),
    ],
)
def test_a_whole_number_that_means_one_thing_is_taken(text: str, normal: str) -> None:
    assert normal_integer(text, "vụ") == normal
    assert read_integer(normal) == int(normal)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("1.234,5", "1234,5"),
        ("1,234.5", "1234,5"),
        ("1 234,5", "1234,5"),
        ("1.234.567,89", "1234567,89"),
        ("1,234.567", "1234,567"),
        ("1.234,567", "1234,567"),
        ("12 %", "12"),
        ("12,50%", "12,50"),
        ("(1.234,5)", "-1234,5"),
        ("1,234", "1,234"),
        ("0.568", "0,568"),
        ("27.5", "27,5"),
        ("1234.567", "1234,567"),
        ("04,5", "4,5"),
        ("-0,0", "0,0"),
    ],
)
def test_a_decimal_that_means_one_thing_is_taken(text: str, normal: str) -> None:
    assert normal_number(text, "%") == normal
    assert read_number(normal) == Decimal(normal.replace(",", "."))


@pytest.mark.parametrize("text", ["1.234", "1,234", "27,000", "-1.234", "1.234 vụ"])
def test_one_group_of_three_digits_in_a_whole_number_is_ambiguous(text: str) -> None:
    with pytest.raises(Mistake) as caught:
        normal_integer(text, "vụ")
    thousands = text.removesuffix(" vụ").replace(".", "").replace(",", "")
    assert caught.value.code == "so-nguyen-hai-nghia"
    assert f"ghi {thousands};" in caught.value.mend


def test_one_group_of_three_digits_behind_a_point_is_ambiguous_in_a_decimal() -> None:
    with pytest.raises(Mistake) as caught:
        normal_number("1.234")
    assert caught.value.code == "so-hai-nghia"
    assert caught.value.mend == 'Nếu là hàng nghìn, ghi 1234; nếu là số thập phân, ghi "1,234".'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,23E+09", "excel-rut-gon"),
        ("1.23e9", "excel-rut-gon"),
        ("#REF!", "loi-excel"),
        ("#N/A", "loi-excel"),
        ("#DIV/0!", "loi-excel"),
        ("########", "loi-excel"),
        ("27,5", "khong-phai-so-nguyen"),
        ("1 234", "dau-cach-giua-chu-so"),
        ("1234567890123456789", "so-qua-dai"),
        ("5 triệu", "so-co-don-vi-khac"),
        ("12 %", "so-co-don-vi-khac"),
        ("1.23.456", "so-viet-la"),
        ("0.123.456", "so-viet-la"),
        (",5", "so-viet-la"),
        ("5-", "so-viet-la"),
        ("--5", "so-viet-la"),
        ("(5", "so-viet-la"),
        ("abc", "khong-phai-so"),
    ],
)
def test_what_is_damaged_or_no_number_is_refused(text: str, code: str) -> None:
    with pytest.raises(Mistake) as caught:
        normal_integer(text, "vụ")
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["5.000.000 đ", "5.000.000 VNĐ", "5.000.000đồng", "5000000 ₫"])
def test_dong_has_other_names(text: str) -> None:
    assert normal_integer(text, "đồng") == "5000000"


def test_another_unit_is_refused_and_the_unit_of_the_column_named() -> None:
    with pytest.raises(Mistake) as caught:
        normal_integer("5 triệu đồng", "đồng")
    assert "tính theo đơn vị “đồng” của cột" in caught.value.mend


def test_the_strict_reader_tells_the_normal_form() -> None:
    with pytest.raises(Mistake) as caught:
        read_number("1.234,5")
    assert caught.value.mend == 'Ghi "1234,5".'
    assert quoted("5") == "5"


@pytest.mark.parametrize("text", ["#N/A", "1,23E+09", "####"])
def test_an_error_of_excel_is_no_text(text: str) -> None:
    with pytest.raises(Mistake):
        read_words(text)


@pytest.mark.parametrize("text", ["#1", "01726", "15–18", "Số 5E", "+84 206"])
def test_a_text_with_digits_is_a_text(text: str) -> None:
    assert read_words(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "24/02/2022",
        "24/2/2022",
        "2022-02-24",
        "2022-02-24 00:00:00",
        "24-02-2022",
        "24.02.2022",
        "24.2.2022",
    ],
)
def test_a_day_that_can_be_one_only_is_taken(text: str) -> None:
    assert normal_date(text) == "24/02/2022"


def test_a_day_with_leading_zeros_is_in_the_order_of_vietnam() -> None:
    assert normal_date("02/4/2022") == normal_date("02-04-2022") == "02/04/2022"
    assert normal_date("5/5/2022") == "05/05/2022"


@pytest.mark.parametrize(("text"), ["2/4/2022", "4/2/2022", "2/12/2022", "12/4/2022", "2-4-2022"])
def test_a_day_that_american_excel_may_have_written_is_ambiguous(text: str) -> None:
    with pytest.raises(Mistake) as caught:
        normal_date(text)
    assert caught.value.code == "ngay-hai-nghia"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02/2022", "khong-phai-ngay"),
        ("2/24/2022", "ngay-kieu-my"),
        ("44616", "ngay-thanh-so"),
        ("24/2/22", "khong-phai-ngay"),
        ("24/02/0000", "khong-phai-ngay"),
        ("hôm nay", "khong-phai-ngay"),
    ],
)
def test_what_is_no_day_is_refused(text: str, code: str) -> None:
    for read in (read_date, normal_date):
        with pytest.raises(Mistake) as caught:
            read(text)
        assert caught.value.code == code
        assert ("24/02/2022?" in caught.value.mend) == (code != "khong-phai-ngay")


@given(st.text() | st.text(alphabet="0123456789.,-−+()% /#E", max_size=14), st.none() | st.text())
def test_no_text_makes_a_reader_fail_otherwise_than_with_a_mistake(
    text: str, unit: str | None
) -> None:
    forms = {
        read_integer: normal_integer,
        read_number: normal_number,
        read_date: lambda text, _: normal_date(text),
    }
    for read, normal_form in forms.items():
        try:
            normal = normal_form(text, unit)
        except Mistake:
            with pytest.raises(Mistake):
                read(text)
        else:
            read(normal)
            assert normal_form(normal, unit) == normal


@pytest.mark.parametrize(
    ("count", "signs"), [(1, "I"), (4, "IV"), (14, "XIV"), (49, "XLIX"), (3999, "MMMCMXCIX")]
)
def test_a_number_in_roman_signs(count: int, signs: str) -> None:
    assert roman(count) == signs
