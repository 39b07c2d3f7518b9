"""Letters that were read by the wrong table come back exactly, or are not offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.text.encodings import damage
from report.text.mojibake import is_doubled, undouble
from report.text.syllables import is_vietnamese

TEXTS = [
    "Giải quyết việc làm",
    "Nhà nước và nhân dân xã Thanh Tâm",
    "Đảng ủy – “Toàn dân”",
    "Hộ nghèo ở xóm Lũng Ỉn, sử dụng chính sách",
    "5 m² đất",
]
TABLES = ["cp1252", "cp1258", "mac_roman", "latin-1"]


def read_by(table: str, text: str) -> str:
    """UTF-8 as a program shows it that takes each byte for a letter of that table."""
    return "".join(bytes([byte]).decode(table, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("text", TEXTS)
def test_what_is_whole_comes_back_exactly_however_often_it_was_read_wrongly(
    table: str, text: str
) -> None:
    once = read_by(table, text)
    for seen in (once, read_by(table, once)):
        assert undouble(seen) == ((text,), True)
        assert damage(seen) is not None


@pytest.mark.parametrize("text", ["việc làm", "và xã hội", "Nhà nước", "tòa nhà"])
def test_a_no_break_space_that_became_a_space_is_filled_in(text: str) -> None:
    assert undouble(read_by("cp1252", text).replace("\xa0", " ").strip()) == ((text,), True)


def test_a_soft_hyphen_that_vanished_is_filled_in() -> None:
    assert undouble("chÃnh sÃ¡ch") == (("chính sách",), True)


def test_where_several_words_fit_none_is_certain_and_all_are_named() -> None:
    found = undouble("NhÃ nÆ°á»›c")
    assert found is not None
    assert set(found.readings) == {"Nhà nước", "Nhí nước"}
    assert not found.certain
    mistake = damage("NhÃ nÆ°á»›c")
    assert mistake is not None
    assert mistake.code == "utf-8-doc-sai-hai-nghia"
    assert "“Nhà nước” hay “Nhí nước”" in mistake.mend


def test_a_byte_that_became_a_question_mark_is_offered_and_not_certain() -> None:
    assert undouble("há»?c Ä?áº£ng") == (("học Đảng",), False)


def test_a_word_among_words_read_rightly_is_offered_and_not_certain() -> None:
    assert undouble("Nguyễn VÄƒn B") == (("Nguyễn Văn B",), False)


@pytest.mark.parametrize("text", ["XÃ MINH TÂM", "«lá» và", "THĂM “XÃ”", "São Paulo", "CHĂN NUÔI"])
def test_letters_that_are_meant_are_no_damage(text: str) -> None:
    assert not is_doubled(text)
    assert damage(text) is None


@given(st.text(alphabet="ÃÂÄÆĂáâ»º√·∫ª €‘ƒ°¡\xad\xa0\x81?\ufffdam", max_size=80))
def test_what_is_certain_is_vietnamese(text: str) -> None:
    found = undouble(text)
    if found and found.certain:
        assert is_vietnamese(found.readings[0])


@pytest.mark.parametrize(
    ("text", "word"),
    [("H? nghèo", "H?"), ("ti?n gửi", "ti?n"), ("Th? trấn", "Th?"), ("X? H?I", "H?I")],
)
def test_a_letter_that_became_a_question_mark_is_told_with_its_word(text: str, word: str) -> None:
    mistake = damage(text)
    assert mistake is not None
    assert (mistake.code, dict(mistake.problem.fields)["word"]) == ("chu-mat-dau", word)
    assert "CSV UTF-8" in mistake.mend


@pytest.mark.parametrize(
    "text",
    ["Có không?", "không?nếu", "Nhóm B? Không", "HTX? Có", "https://a.vn/c?d=e", "ai? vì sao"],
)
def test_a_question_is_a_question(text: str) -> None:
    assert damage(text) is None
