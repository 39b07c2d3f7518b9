import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.problems.catalogue import Severity
from report.problems.problem import Mistake
from report.text.encodings import (
    CHARSETS,
    TCVN3,
    TCVN_5712_1,
    UTF_8,
    UTF_8_BOM,
    UTF_16,
    VNI,
    WINDOWS_1258,
    Decoded,
    charset,
    damage,
    decode,
    not_plain_utf_8,
)
from report.text.mojibake import undouble
from report.text.syllables import is_plausible

TEXT = """\
khoa,ten,noi_dung
a,Giải quyết việc làm,"Người lao động, cán bộ – công chức “Toàn dân”"
b,Tệ nạn xã hội,Quý IV năm 2022 giữ gìn khuỷu ngoằn ngoèo ở Đắk Lắk QĐ 15–18
"""
LOWER = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_table(text: str, *names: str) -> bytes:
    """`text` in the encoding of those tables; signs as in windows-1252."""
    letters = {letter: key for name in names for key, letter in charset(name).items()}
    return b"".join(letters.get(char) or char.encode("cp1252") for char in text)


def in_1258(text: str) -> bytes:
    """`text` in windows-1258, which has tones as combining marks only."""
    parts = []
    for char in text:
        try:
            parts.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            letters = unicodedata.normalize("NFD", char)
            tone = next(letter for letter in letters if letter in TONES)
            base = unicodedata.normalize("NFC", letters.replace(tone, ""))
            parts.append((base + tone).encode("cp1258"))
    return b"".join(parts)


FILES = {
    UTF_8: TEXT.encode(),
    UTF_8_BOM: TEXT.encode("utf-8-sig"),
    UTF_16: TEXT.encode("utf-16"),
    WINDOWS_1258: in_1258(TEXT),
    TCVN3: in_table(TEXT, "tcvn3"),
    VNI: in_table(TEXT, "vni"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_each_encoding_is_read(name: str) -> None:
    assert decode(FILES[name]) == Decoded(TEXT, name)


@pytest.mark.parametrize("name", FILES)
def test_a_warning_names_the_encoding_and_shows_what_was_read(name: str) -> None:
    if name == UTF_8:
        return
    warning = not_plain_utf_8(decode(FILES[name]))
    assert warning.at("a.csv").severity is Severity.WARNING
    assert name in warning.message
    assert "python -m report tidy" in warning.mend
    assert ("Giải quyết việc làm" in warning.message) == (name not in (UTF_8_BOM, UTF_16))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(codec: str) -> None:
    assert decode(TEXT.encode(codec)) == Decoded(TEXT, UTF_16)


def test_tcvn_5712_1_has_capitals_that_the_abc_fonts_lack() -> None:
    text = "ten\nỦy ban nhân dân tỉnh\nỞ huyện Nguyên Mẫu\n"
    assert decode(in_table(text, "tcvn5712-1", "tcvn3")) == Decoded(text, TCVN_5712_1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (in_table("ten\nTổng\n", "tcvn3"), "“Tổng” (TCVN3 (ABC)) hay “Tỉng” (VNI Windows)"),
        (in_table("ten\nGiải\n", "vni"), "quá ít chữ để chắc chắn là “Giải” (VNI Windows)"),
        ("ten\ncafé\n".encode("cp1252"), "không phải là UTF-8"),
        ("ten\nпривет\n".encode("cp1251"), "không phải là UTF-8"),
        ("ten\nこんにちは\n".encode("shift-jis"), "không phải là UTF-8"),
        (in_table("ten\nGiải quyết việc làm m²\n", "tcvn3"), "không phải là UTF-8"),
        (b"PK\x03\x04\x14\0\x06\0\x08\0", "không phải là văn bản"),
        (b"\xff\xfek\0h\0o", "không phải là văn bản"),
        (b"\xff\xfe\0\0k\0\0\0", "không phải là văn bản"),
        (TEXT.encode()[:-40] + b"\xe1\xba" + TEXT.encode()[-30:], "không phải là UTF-8"),
    ],
)
def test_what_is_not_certain_is_refused_with_how_to_save_it(content: bytes, said: str) -> None:
    with pytest.raises(Mistake) as caught:
        decode(content)
    assert said in caught.value.message
    assert "CSV UTF-8" in caught.value.mend


def test_capitals_that_tcvn3_lost_are_not_guessed() -> None:
    with pytest.raises(Mistake):
        decode(in_table("ten\nủY BAN NHâN DâN\nviệc làm\nGiải quyết\nxã hội\n", "tcvn3"))


def test_signs_alone_are_the_same_in_all_encodings() -> None:
    assert decode(b"ten\n2021\x962025,5\xa0ha\n").text == "ten\n2021–2025,5\u00a0ha\n"


# The tables


def test_the_tables_have_every_vietnamese_letter() -> None:
    assert set(charset("tcvn3").values()) == set(LOWER) | set("ĂÂÊÔƠƯĐ")
    both = set(charset("tcvn3").values()) | set(charset("tcvn5712-1").values())
    assert both == set(LOWER) | set(LOWER.upper()) | set(TONES)
    assert set(charset("vni").values()) == set(LOWER) | set(LOWER.upper())


def test_each_table_names_its_source() -> None:
    tables = sorted(CHARSETS.glob("*.tsv"))
    assert [table.stem for table in tables] == ["tcvn3", "tcvn5712-1", "vni"]
    assert all("# Source: " in table.read_text("utf-8") for table in tables)


@pytest.mark.skipif(not shutil.which("iconv"), reason="needs iconv of glibc")
def test_tcvn_is_as_in_glibc() -> None:
    for key, letter in {**charset("tcvn3"), **charset("tcvn5712-1")}.items():
        result = subprocess.run(
            ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=key, capture_output=True, check=True
        )
        assert result.stdout.decode() == letter


def test_vni_writes_a_letter_and_its_mark() -> None:
    marks = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
    hats = {"â": "aâ", "ê": "eâ", "ô": "oâ", "ă": "aê", "ơ": "ô", "ư": "ö", "đ": "ñ"}
    vni = {letter: key.decode("cp1252") for key, letter in charset("vni").items()}
    assert {letter: vni[letter] for letter in hats} == hats
    for base in "aeouyơư":
        for tone, mark in marks.items():
            letter = unicodedata.normalize("NFC", base + tone)
            if letter != "ỵ":
                assert vni[letter] == hats.get(base, base) + mark
    assert all(vni[letter.upper()] == vni[letter].upper() for letter in LOWER)


# Syllables


@pytest.mark.parametrize(
    "word",
    [
        "Nguyễn",
        "quốc",
        "giếng",
        "gì",
        "gìn",
        "khuỷu",
        "rượu",
        "yếu",
        "ỷ",
        "Đắk",
        "ở",
        "Ở",
        "Ý",
        "ĐÔNG",
        "HĐND",
        "QĐ",
        "thuở",
        "nghiêng",
        "quỳnh",
    ],
)
def test_a_syllable_is_plausible(word: str) -> None:
    assert is_plausible(word)


@pytest.mark.parametrize(
    "word",
    [
        "Ngân̉",
        "cafộ",
        "Nguyeãn",
        "đãt",
        "ủY",
        "nGuyễn",
        "xyzá",
        "Ỏ",
        "Ọ",
        "aaá",
        "tiếngg",
        "HổNG",
        "mách̃",
        "làc",
    ],
)
def test_another_word_is_not(word: str) -> None:
    assert not is_plausible(word)


# Damage that is valid UTF-8


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nguy?n V?n A", "“Nguy?n” đã mất dấu"),
        ("?y ban", "“?y” đã mất dấu"),
        ("X? H?I CH? NGHĨA", "“H?I” đã mất dấu"),
        ("lao ??ng", "“??ng” đã mất dấu"),
        ("TS.Nguy?n Văn", "“TS.Nguy?n” đã mất dấu"),
        ("h? nghèo", "“h?” đã mất dấu"),
        ("Đơn vị: S? hộ", "“S?” đã mất dấu"),
        ("CH? NGHĨA", "“CH?” đã mất dấu"),
        ("Ho\ufffdng", "đã mất dấu"),
        ("Nguyá»…n VÄƒn B", "UTF-8 bị đọc sai"),
        ("viá»\x87c lÃ m", "UTF-8 bị đọc sai"),
        ("â€œToÃ n dÃ¢nâ€\x9d", "UTF-8 bị đọc sai"),
        ("NguyÔn V¨n D", "gõ bằng bảng mã cũ"),
        ("Nguyeãn Vaên Nam", "gõ bằng bảng mã cũ"),
    ],
)
def test_damaged_letters_are_noticed(text: str, said: str) -> None:
    mistake = damage(text)
    assert mistake is not None
    assert said in mistake.message


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Nguyá»…n VÄƒn B", "Nguyễn Văn B"),
        ("NguyÔn V¨n D", "Nguyễn Văn D"),
        ("Nguyeãn Vaên Nam", "Nguyễn Văn Nam"),
    ],
)
def test_what_was_meant_is_proposed(text: str, meant: str) -> None:
    mistake = damage(text)
    assert mistake is not None
    assert f"“{meant}”" in mistake.mend


@pytest.mark.parametrize(
    "text",
    [
        "Có hay không? Nếu có",
        "không?Nếu",
        "Phương án B? hay C?",
        "Loại A, B? là loại nào",
        "K? là ký hiệu",
        "Uống vitamin D? theo chỉ dẫn",
        "Xem vanban.chinhphu.vn?docid (bản PDF)",
        "https://vi.wikipedia.org/w?title=x",
        "25 µm, 5 m², 20 °C, 100 ± 5",
        "«Gió và lá»",
        "khẩu hiệu “CẢ XÔ, “XÃ”",
        "Müller, Köln, Tromsø, São Paulo, El Niño",
        "© 2022 · UBND",
        "BÃI THẢI – HÂN HOAN",
    ],
)
def test_unusual_letters_are_no_damage(text: str) -> None:
    assert damage(text) is None


@given(st.text(alphabet=LOWER + "abc ", min_size=1))
def test_utf_8_read_as_windows_1252_can_be_read_again(text: str) -> None:
    seen = "".join(
        bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte))
        for byte in text.encode()
    )
    found = undouble(seen)
    assert found is not None
    assert found.readings == (unicodedata.normalize("NFC", text),)


@given(st.binary() | st.text().map(lambda text: text.encode("cp1258", "ignore")))
def test_no_bytes_make_the_reader_fail_otherwise_than_with_a_mistake(content: bytes) -> None:
    try:
        decoded = decode(content)
    except Mistake:
        return
    not_plain_utf_8(decoded)
    decoded.text.encode()


@given(st.text())
def test_utf_8_is_always_read_as_it_is(text: str) -> None:
    content = text.encode()
    if "\0" not in text:
        assert decode(content).text == text.removeprefix("\ufeff")


@given(st.text(), st.text(alphabet=LOWER + LOWER.upper() + "?µ¨\ufffdÃáº» Â€"))
def test_no_text_makes_the_search_for_damage_fail(text: str, letters: str) -> None:
    damage(text)
    damage(letters)
