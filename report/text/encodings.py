"""Bytes → text: UTF-8, and what programs for Windows have written Vietnamese in.

Nothing is guessed: a file that is not UTF-8 is read only where one encoding alone gives
Vietnamese in every word that has a letter beyond ASCII. The letters of TCVN3, TCVN 5712-1
and VNI stand in report/text/charsets/, each table with its source.
"""

import codecs
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from report.problems.problem import Mistake

CHARSETS = Path(__file__).parent / "charsets"
UTF_8 = "UTF-8"
UTF_8_BOM = "UTF-8 có BOM"
UTF_16 = "UTF-16"
WINDOWS_1258 = "Windows-1258"
TCVN3 = "TCVN3 (ABC)"
TCVN_5712_1 = "TCVN 5712-1"
VNI = "VNI Windows"

CERTAIN = 3  # different words with Vietnamese letters that must fit before a file is converted
UNDEFINED = "\ufffe"  # how codecs.charmap_decode wants a byte without a character
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")

WORD = re.compile(r"[^\W\d_²³¼½¾]+(?:[\u0300-\u036f]+[^\W\d_²³¼½¾]*)*")
# Signs beyond ASCII that a Vietnamese text has; others are letters read by the wrong table.
SIGNS = frozenset("–—“”‘’…•°²³±\u00a0")

TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]"
OPEN = (
    "a|ai|ao|au|ay|âu|ây|e|eo|ê|êu|i|ia|iêu|iu|o|oa|oai|oao|oay|oe|oeo|oi|ô|ôi|ơ|ơi|"
    "u|ua|uây|ua|uê|ui|uôi|uơ|uy|uya|uyu|ư|ưa|ưi|ươi|ươu|ưu|y|yêu"
)
NASAL = (
    "am|an|ang|anh|ăm|ăn|ăng|âm|ân|âng|em|en|eng|êm|ên|êng|ênh|iêm|iên|iêng|im|in|ing|inh|"
    "oam|oan|oang|oanh|oăm|oăn|oăng|oen|om|on|ong|oong|ôm|ôn|ông|ôông|ơm|ơn|ơng|"
    "uân|uâng|uênh|um|un|ung|uôm|uôn|uông|uyên|uyn|uynh|ưm|ưn|ưng|ươm|ươn|ương|yêm|yên|yêng|ynh"
)
STOPPED = (
    "ac|ach|ap|at|ăc|ăp|ăt|âc|âp|ât|ec|ep|et|êc|êch|êp|êt|ic|ich|iêc|iêp|iêt|ip|it|"
    "oac|oach|oap|oat|oăc|oăt|oc|oet|ooc|op|ot|ôc|ôp|ôt|ơp|ơt|"
    "uât|uc|uêch|uôc|uôt|up|ut|uych|uyêt|uyp|uyt|ưc|ươc|ươp|ươt|ưt|yêt|yt"
)
HIGHLAND = "ak|ăk|âk|ik|ok|ôk|uk"  # Đắk Lắk, Đắk Nông
SYLLABLE = re.compile(f"(?:{ONSET})?(?:(?P<open>{OPEN}|{NASAL}|{HIGHLAND})|(?P<stopped>{STOPPED}))")
STOPPED_TONES = ["\u0301"], ["\u0323"]  # sắc or nặng: no other tone before c, ch, p, t
CAPITAL_WORDS = (
    "ÁÀÊÔỐƠỞÝ"  # one capital is a word in Châu Á, Ê Đê, Ở …; others are signs read wrongly
)
JOINED = re.compile(r"[0-9][^\W\d_\x00-\x7f²³]|[^\W\d_\x00-\x7f²³][0-9]")
CAPITAL_ABBREVIATION = re.compile("[A-ZĐ]{2,8}")  # QĐ, HĐND, LĐTBXH

# Words that a wrong reading leaves in valid UTF-8.
LOST = re.compile(r"\ufffd|[^\W\d_]\?+(?=[^\W\d_])|(?<!\S)\?+(?=[^\W\d_])")
TRAIL = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"  # 80-BF, as windows-1252 or Latin 1 shows them
DOUBLED = re.compile(
    f"á[º»]{TRAIL}|â€{TRAIL}|Æ[°¡]|Ä[\u0080-\u00bf‘ƒ]|[a-zđ]Ã|Ã[\u0080-\u009f¡-¿]|Â[¡-¿]"
)
LEGACY_LETTERS = "µ¸¶·¹¨©ª«¬\xad®»¼½¾øûïöñåäëüæîØÛÏÖÑÅÄËÜÆÎ"
# The signs of damage: one letter alone, or the second of two by what stands before it, as a text
# is searched fast for a letter of one set.
SOLE = f"\ufffd?º»°¡‘ƒ€{LEGACY_LETTERS}{CONTROLS.pattern[1:-1]}"
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
    f"[{SOLE}ùõâáàãêéèúÙÕÂÁÀÃÊÉÈÚ](?:(?<=[{SOLE}])|(?<=[ÃÂ])(?=[^a-zA-Z ])|(?<=[a-zđ]Ã)"
    "|(?<=[aeAE].)|(?<=[oO][ùõâÙÕÂ])|(?<=[uyôUYÔ][ùõÙÕ]))"  # the latter three in VNI only
)
ADDRESS_SIGN = re.compile(r"[/=&@]")


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
        return decode_utf_16(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return decode_legacy(content)
    if text.startswith("\ufeff"):
        return Decoded(text[1:], UTF_8_BOM)
    return Decoded(text, UTF_8)


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


def not_plain_utf_8(decoded: Decoded) -> Mistake:
    """The warning for a file whose encoding is certain but not plain UTF-8.

    TCVN3 has accented capitals in fonts of their own only, so that these are to be read again.
    """
    if decoded.encoding in (UTF_8_BOM, UTF_16):
        return Mistake("tep-co-bom", encoding=decoded.encoding)
    shown = sample(decoded.text)
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


def is_vietnamese(text: str) -> bool:
    """Whether `text`, in NFC, has nothing but Vietnamese beyond ASCII.

    Each word there can be a syllable, no letter stands next to a digit, and the signs
    are those of Vietnamese texts.
    """
    return (
        all(char.isascii() or char in SIGNS or char.isalpha() for char in set(text))
        and not CONTROLS.search(text)
        and not JOINED.search(text)
        and all(map(is_plausible, words_beyond_ascii(text)))
    )


def words_beyond_ascii(text: str) -> set[str]:
    """The words of `text` that have a letter beyond ASCII."""
    return {word for word in WORD.findall(text) if not word.isascii()}


@cache
def is_plausible(word: str) -> bool:
    """Whether a word, in NFC, can be a Vietnamese syllable or an abbreviation.

    The syllable is onset, rime and at most one tone; rimes that end in c, ch, p or t have
    only sắc or nặng; letters are small, capital, or small behind one capital.
    """
    if CAPITAL_ABBREVIATION.fullmatch(word):
        return True
    if any(map(unicodedata.combining, word)):  # a mark on a letter that cannot bear it
        return False
    if len(word) == 1 and word.isupper() and word not in CAPITAL_WORDS:
        return False
    if word not in (word.lower(), word.upper(), word.capitalize()):
        return False
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in parts if ord(char) in TONES]
    found = SYLLABLE.fullmatch(unicodedata.normalize("NFC", parts.translate(TONES)))
    return (
        found is not None
        and len(tones) <= 1
        and (found["open"] is not None or tones in STOPPED_TONES)
    )


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
    lost = next(filter(None, map(lost_letters, re.split(r"[^\S\n]+|\n", text))), None)
    if lost:
        return Mistake("chu-mat-dau", word=lost)
    if DOUBLED.search(text):
        meant = undouble(text) or ""
        return Mistake("utf-8-doc-sai", text=text.strip()[:40], guess=meant.strip()[:60])
    return legacy_letters(text)


def lost_letters(word: str) -> str | None:
    """`word` where a letter in it became "?" or U+FFFD; addresses may have "?"."""
    if "\ufffd" in word:
        return word
    found = LOST.search(word)
    if not found or ADDRESS_SIGN.search(word):
        return None
    following = word[found.end()]
    return word if following.islower() or word.upper() == word else None


def undouble(text: str) -> str | None:
    """UTF-8 that was read as windows-1252, read again; None where it does not come out even."""
    content = bytearray()
    for char in text:
        try:
            content += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return None
            content.append(ord(char))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


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
