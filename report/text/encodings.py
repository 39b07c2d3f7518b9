"""Bytes → text: UTF-8, and what programs for Windows have written Vietnamese in.

Nothing is guessed: a file that is not UTF-8 is read only where one encoding alone gives
Vietnamese in every word that has a letter beyond ASCII. The letters of TCVN3, TCVN 5712-1
and VNI stand in report/text/charsets/, each table with its source.
"""

import codecs
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from report.problems.problem import Mistake
from report.text.mojibake import LETTERS_OF_DAMAGE, exact_reading, is_doubled, undouble
from report.text.syllables import (
    CONTROLS,
    ONSET,
    SYLLABLE,
    is_plausible,
    is_vietnamese,
    words_beyond_ascii,
)

CHARSETS = Path(__file__).parent / "charsets"
UTF_8 = "UTF-8"
UTF_8_BOM = "UTF-8 có BOM"
UTF_16 = "UTF-16"
DOUBLED_UTF_8 = "UTF-8 bị đọc sai rồi lưu lại"
WINDOWS_1258 = "Windows-1258"
TCVN3 = "TCVN3 (ABC)"
TCVN_5712_1 = "TCVN 5712-1"
VNI = "VNI Windows"

CERTAIN = 3  # different words with Vietnamese letters that must fit before a file is converted
UNDEFINED = "\ufffe"  # how codecs.charmap_decode wants a byte without a character

# Words that a wrong reading leaves in valid UTF-8.
LOST = re.compile(r"[^\W\d_]\?+(?=[^\W\d_])|(?<!\S)\?+(?=[^\W\d_])")
LOST_AT_END = re.compile(r"(?<![^\s(“])(([^\W\d_]{1,3})\?+)(?=[^\S\n]+([^\W\d_]+))")
RUN_OF_LETTERS = re.compile(r"[^\W\d_]+")
LEGACY_LETTERS = "µ¸¶·¹¨©ª«¬\xad®»¼½¾øûïöñåäëüæîØÛÏÖÑÅÄËÜÆÎ"
# The signs of damage: one letter alone, or the second of two by what stands before it, as a text
# is searched fast for a letter of one set.
SOLE = f"\ufffd?º»°¡‘ƒ€{LETTERS_OF_DAMAGE}{LEGACY_LETTERS}{CONTROLS.pattern[1:-1]}"
SOFT_HYPHEN = "\u00ad"
# Signs that are no letters of an old font for what stands beside them: quotation marks around
# words, the sign of a trademark behind one, micro before a unit.
SIGNS_OF_UNICODE = re.compile(
    r"(?<![^\W\d_])«(?=\S)([^«»]*)»(?![^\W\d_])|®(?![^\W\d_])"
    r"|(?<![^\W\d_])µ(?=(?:m|g|l|s|mol)\b)"
)
SIGNS_OF_TCVN3 = frozenset("µ¸¶·¹¨©ª«¬\xad®»¼½¾")
ALONE = frozenset("Øµªº")  # a diameter, micro, and what Spanish has behind a number
OLD_LETTER = f"[{LEGACY_LETTERS}]"
IN_A_WORD = re.compile(
    rf"(?<=[^\W\d_]){OLD_LETTER}|{OLD_LETTER}(?=[^\W\d_])|(?<={OLD_LETTER}){OLD_LETTER}"
    rf"|{OLD_LETTER}(?={OLD_LETTER})"
)
SUSPECT = re.compile(
    f"[{SOLE}ùõâáàãêéèúÙÕÂÁÀÃÊÉÈÚĂ](?:(?<=[{SOLE}])|(?<=[ÃÂĂ])(?=[^a-zA-Z ])|(?<=[a-zđ][ÃĂ])"
    "|(?<=[aeAE].)|(?<=[oO][ùõâÙÕÂ])|(?<=[uyôUYÔ][ùõÙÕ]))"  # the latter three in VNI only
)
BETWEEN_CELLS = re.compile(r'[,;\t|"]')
LINKS = frozenset({"hay", "hoặc", "là", "thì"})
AROUND_WORDS = ' \t#>*-+"“('
ADDRESS_SIGN = re.compile(r"[/=&@]")
QUERY = re.compile(r"[^\w\s]*+(?:[a-z0-9-]++\.)+[a-z]{2,5}\?")  # vanban.chinhphu.vn?docid
# A quotation over several lines of a paragraph, whose ends belong to no word.
QUOTED_LINES = re.compile(
    r"(?<![^\W\d_])«(?=\S)((?:[^«»\n]*+\n(?![ \t>]*+\n)){1,20}[^«»\n]*+)»(?![^\W\d_])"
)


class Decoded(NamedTuple):
    """The text of a file without its byte-order mark, and the name of its encoding."""

    text: str
    encoding: str


def decode(content: bytes) -> Decoded:
    """The text in `content`, in NFC where it is not UTF-8 or UTF-16.

    Raises Mistake where the encoding is not certain or the bytes are damaged.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode_utf_16(content, "utf-16")
    if b"\0" in content:
        refuse_stray_nulls(content)
        return decode_utf_16(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return decode_legacy(content)
    whole = whole_undoubled(text)
    if whole is not None:
        return Decoded(whole.removeprefix("\ufeff"), DOUBLED_UTF_8)
    if text.startswith("\ufeff"):
        return Decoded(text[1:], UTF_8_BOM)
    return Decoded(text, UTF_8)


def whole_undoubled(text: str) -> str | None:
    """The text of a file that was read wrongly and saved as a whole, where that is certain."""
    if not is_doubled(text):
        return None
    lines = [line for line in text.splitlines() if is_doubled(line)]
    meant = exact_reading(text) if len(lines) >= CERTAIN else None
    if meant is None or is_doubled(meant) or not is_vietnamese(meant.removeprefix("\ufeff")):
        return None
    return meant if len(words_beyond_ascii(meant)) >= CERTAIN else None


def refuse_stray_nulls(content: bytes) -> None:
    """Raise Mistake where a text in UTF-8 has bytes of zero in it, as a crash leaves them."""
    first = content.index(b"\0")
    text = content.replace(b"\0", b"")
    if len(text) * 4 < len(content) * 3 and text:
        return  # every second byte is zero in UTF-16
    try:
        is_text = not CONTROLS.search(text.decode())
    except UnicodeDecodeError:
        return
    if is_text:
        count, line = len(content) - len(text), content.count(b"\n", 0, first) + 1
        raise Mistake("co-byte-rong", line=line, count=count)


def decode_utf_16(content: bytes, codec: str) -> Decoded:
    """The text of a file in UTF-16, which the header's ASCII letters show where it has no mark.

    Raises Mistake where it is something else, such as a workbook saved under the name of a CSV.
    """
    try:
        text = content.decode(codec)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text or not text[:1].isascii():
        raise Mistake("khong-phai-van-ban")
    return Decoded(text, UTF_16)


def decode_legacy(content: bytes) -> Decoded:
    """The text of a file in one of the encodings before Unicode.

    Raises Mistake unless exactly one reading is Vietnamese, in enough words to be certain.
    """
    readings: dict[str, str] = {}
    for name in (WINDOWS_1258, TCVN3, TCVN_5712_1, VNI):
        text = decode_as(name, content)
        if text is not None and is_vietnamese(text):
            readings.setdefault(text, name)
    if len(readings) != 1:
        refuse_lost_letters(content)
    if not readings:
        raise Mistake("khong-phai-utf-8")
    if len(readings) > 1:
        ways = " hay ".join(f"“{sample(text)}” ({name})" for text, name in readings.items())
        raise Mistake("khong-ro-bang-ma", readings=ways)
    ((text, name),) = readings.items()
    known = {word.lower() for word in words_beyond_ascii(text)}
    if 0 < len(known) < CERTAIN:
        raise Mistake("qua-it-chu", sample=sample(text), encoding=name)
    return Decoded(text, name)


def refuse_lost_letters(content: bytes) -> None:
    """Raise Mistake where letters became "?" as a text was saved in an encoding without them:
    whatever encoding that is, they do not come back."""
    for number, line in enumerate(content.decode("latin-1").split("\n"), 1):
        word = lost_letters(BETWEEN_CELLS.sub(" ", line))
        if word:
            raise Mistake("chu-mat-dau", line=number, word=word)


def not_plain_utf_8(decoded: Decoded) -> Mistake:
    """The warning for a file whose encoding is certain but not plain UTF-8.

    TCVN3 has accented capitals in fonts of their own only, so that these are to be read again.
    """
    if decoded.encoding in (UTF_8_BOM, UTF_16):
        return Mistake("tep-co-bom", encoding=decoded.encoding)
    shown = sample(decoded.text)
    if decoded.encoding == DOUBLED_UTF_8:
        return Mistake("ca-tep-doc-sai", sample=shown)
    if decoded.encoding == TCVN3:
        return Mistake("bang-ma-tcvn3", encoding=decoded.encoding, sample=shown)
    return Mistake("bang-ma-cu", encoding=decoded.encoding, sample=shown)


def decode_as(name: str, content: bytes) -> str | None:
    """`content` read in that encoding, in NFC; None where it has bytes without a character."""
    try:
        if name == WINDOWS_1258:
            text = content.decode("cp1258")
        elif name == VNI:
            letters = {key.decode("cp1252"): letter for key, letter in charset("vni").items()}
            text = vni_pattern().sub(lambda found: letters[found[0]], content.decode("cp1252"))
        else:
            text = codecs.charmap_decode(content, "strict", single_bytes(name))[0]
    except UnicodeDecodeError:
        return None
    return unicodedata.normalize("NFC", text)


@cache
def charset(name: str) -> dict[bytes, str]:
    """A table of report/text/charsets: the bytes of each letter."""
    rows = (CHARSETS / f"{name}.tsv").read_text("utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if not row.startswith("#"))
    return {
        bytes.fromhex(key): chr(int(letter[2:], 16)) if letter.startswith("U+") else letter
        for key, letter in pairs
    }


@cache
def single_bytes(name: str) -> str:
    """The 256 characters of TCVN3 or TCVN 5712-1."""
    letters = dict(charset("tcvn3"))
    if name == TCVN_5712_1:
        letters |= charset("tcvn5712-1")
    else:
        signs = {byte: bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
        letters |= {bytes([byte]): sign for byte, sign in signs.items() if sign}
    letters[b"\xa0"] = "\u00a0"
    return "".join(
        letters.get(bytes([byte]), chr(byte) if byte < 0x80 else UNDEFINED) for byte in range(256)
    )


@cache
def vni_pattern() -> re.Pattern[str]:
    """The letters of VNI as they look in windows-1252, two bytes before one."""
    keys = sorted((key.decode("cp1252") for key in charset("vni")), key=len, reverse=True)
    return re.compile("|".join(keys))


def sample(text: str) -> str:
    """A piece of `text` with letters beyond ASCII, to show how it was read."""
    found = re.search(r"[^,;\t\r\n\"]*[^\x00-\x7f][^,;\t\r\n\"]*", text)
    return found[0].strip()[:40] if found else text.strip()[:40]


def damage(text: str) -> Mistake | None:
    """What an earlier wrong reading or saving has left in `text`, with the repair it allows.

    `text` is a cell or a line: the letters tell only together.
    """
    if not SUSPECT.search(text):
        return None
    if is_doubled(text):
        found = undouble(text)
        if found:
            return read_wrongly(text, found.readings)
    lost = lost_letters(text)
    if lost:
        return Mistake("chu-mat-dau", word=lost)
    return read_wrongly(text, ()) if is_doubled(text) else legacy_letters(text)


def read_wrongly(text: str, readings: Sequence[str]) -> Mistake:
    """What to say of UTF-8 that was read wrongly, with what it may have been."""
    shown, meant = text.strip()[:40], [one.strip()[:60] for one in readings]
    if len(meant) > 1:
        ways = " hay ".join(f"“{one}”" for one in meant)
        return Mistake("utf-8-doc-sai-hai-nghia", text=shown, readings=ways)
    return Mistake("utf-8-doc-sai", text=shown, guess="".join(meant))


def lost_letters(text: str) -> str | None:
    """The first word of `text` where a letter became "?" or U+FFFD, one with letters on both
    sides before others; addresses may have "?"."""
    words = [word for word in text.split() if "?" in word or "\ufffd" in word]
    words = [word for word in words if not (ADDRESS_SIGN.search(word) or QUERY.match(word))]
    inside = next(filter(is_lost_inside, words), None)
    return inside or next(
        (found[1] for found in LOST_AT_END.finditer(text) if is_lost(found)), None
    )


def is_lost_inside(word: str) -> bool:
    """Whether a letter before others is lost in a word: Nguy?n, but not “không?Nếu”."""
    if "\ufffd" in word:
        return True
    found = LOST.search(word)
    if not found:
        return False
    before, after = (
        RUN_OF_LETTERS.findall(word[: found.end()]),
        RUN_OF_LETTERS.match(word, found.end()),
    )
    if (
        before
        and after
        and len(after[0]) > 1
        and is_plausible(before[-1])
        and is_plausible(after[0])
    ):
        return False  # two words without the space between them
    return word[found.end()].islower() or word.upper() == word


def is_lost(found: re.Match[str]) -> bool:
    """Whether “H?” before another word is a beginning of a syllable without its vowel, and no
    question: the word behind it goes on with the sentence. One capital within a sentence,
    or before a word that says what it is, is a name: “Phương án B? hay C?”, “K? là ký hiệu”."""
    beginning, following = found[2], found[3]
    if not re.fullmatch(ONSET, beginning.lower()) or SYLLABLE.fullmatch(beginning.lower()):
        return False
    if beginning.isupper() and len(beginning) > 1:
        return following.isupper()
    if beginning.isupper() and (following in LINKS or not begins_sentence(found)):
        return False
    return following[0].islower()


def begins_sentence(found: re.Match[str]) -> bool:
    """Whether a word is the first of a text or behind the end of a sentence."""
    before = found.string[: found.start()].rstrip(AROUND_WORDS)
    return before[-1:] in ("", *".!?:;|\n")


def letters_of_old_fonts(text: str) -> set[str]:
    """The letters of an old encoding in the words of a text that has none that only Unicode has."""
    return old_letters(text) if in_one_byte(text) else set()


def old_letters(text: str) -> set[str]:
    """The signs in the words of a text that are letters in an old encoding."""
    return set(IN_A_WORD.findall(SIGNS_OF_UNICODE.sub(r" \1 ", text)))


def in_one_byte(text: str) -> bool:
    """Whether each letter is one of those that old fonts draw otherwise."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def legacy_letters(text: str) -> Mistake | None:
    """Letters typed for a TCVN3 or VNI font and saved as if they were Unicode."""
    words = words_beyond_ascii(text) - ALONE
    if all(map(is_plausible, words)) and not old_letters(text) & SIGNS_OF_TCVN3:
        return None
    try:
        content = text.encode("cp1252")
    except UnicodeEncodeError:
        return None
    readings = {}
    for name in (TCVN3, VNI):
        meant = decode_as(name, content)
        if meant is None or not is_vietnamese(meant):
            continue
        known = words_beyond_ascii(meant)
        if len(known) > 1 or any(len(word) > 2 for word in known):
            readings[meant] = name
    if not readings:
        return None
    ways = " hay ".join(f"“{meant[:60]}” ({name})" for meant, name in readings.items())
    return Mistake("chu-bang-ma-cu", text=text.strip()[:40], readings=ways)
