"""UTF-8 that a program has read by a table of single bytes and saved: read back.

“à” is two bytes in UTF-8, which Windows-1252 shows as “Ã” and a no-break space, and other tables
otherwise. What is whole is undone exactly. Some bytes get lost on the way: the no-break space (A0)
becomes a space, the soft hyphen (AD) and bytes without a letter (81, 8D, 8F, 90, 9D) vanish or turn
into “?”; they are filled in where one way alone gives Vietnamese syllables.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, partial
from itertools import islice, product
from typing import NamedTuple

from report.text.syllables import SIGNS, WORD, is_plausible, is_vietnamese

# What Windows reads by where it is set to Western languages, or to Vietnamese; Excel on a Mac.
CODE_PAGES = {"Windows-1252": "cp1252", "Windows-1258": "cp1258", "Mac Roman": "mac_roman"}
TRAIL = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"  # 80-BF, as windows-1252 or Latin 1 shows them
TRAIL_MAC = "†°¢£®©™¨≠≤≥¥µπ∫Ω"
DOUBLED = re.compile(
    f"á[º»]{TRAIL}|â€{TRAIL}|Æ[°¡]|Ä[\u0080-\u00bf‘ƒ]|[a-zđ][ÃĂ]|[ÃĂ][\u0080-\u009f¡-¿]|Â[¡-¿]"
    f"|·[∫ª]|√[{TRAIL_MAC}\u00c0-\u00ff]|∆[∞°†]|ƒ[ëêÉ®©]|‚Ä[úùìîòôö¶]|Ì[€ƒ‰£\u0080-\u0089]|ï»¿"
)
# The same without its last byte.
DOUBLED_IN_PART = re.compile("á[º»](?=[a-zđ ?\ufffd]|$)|Ä[?\ufffd]|Æ[\u00a0 ]|â€(?!\\w)")
LETTERS_OF_DAMAGE = "√∆∫Ì"  # beside the letters of Latin 1, by which most of it is found
MOST_LEVELS = 3  # how often a text may have been read wrongly
MOST_STATES = 16
LONGEST_CHUNK = 60  # characters of words that are read back by trying
MOST_READINGS = 3  # that a message shows

LOST_SPACE, LOST_HYPHEN = 0xA0, 0xAD
WITHOUT_LETTER = (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # of Windows-1252
AS_SPACE, GONE, AS_SIGN = 1, 2, 100  # how far it is to assume that a byte was lost in that way


class Undoubled(NamedTuple):
    """What a text was before it was read wrongly: the one reading, or those that are as likely;
    and whether nothing else can be meant."""

    readings: tuple[str, ...]
    certain: bool


def is_doubled(text: str) -> bool:
    """Whether `text` has signs of UTF-8 that was read wrongly."""
    return DOUBLED.search(text) is not None or (
        "«" not in text and DOUBLED_IN_PART.search(text) is not None
    )


def undouble(text: str) -> Undoubled | None:
    """What a cell or a line was before; None where it does not come out even.

    It is certain where each byte is there, or one way alone of filling in bytes that were lost
    without a sign gives Vietnamese, and the whole is Vietnamese.
    """
    exact = exact_reading(text)
    if exact is not None:
        return Undoubled((exact,), is_vietnamese(exact) and not is_doubled(exact))
    found: dict[str, int] = {}
    for reading, cost in likely_readings(text):
        if is_vietnamese(reading):
            found[reading] = min(cost, found.get(reading, cost))
    if found:
        least = min(found.values())
        best = tuple(reading for reading, cost in found.items() if cost == least)
        return Undoubled(best[:MOST_READINGS], len(best) == 1 and least < AS_SIGN)
    mixed = mixed_reading(text)
    return Undoubled((mixed,), certain=False) if is_vietnamese(mixed) else None


def exact_reading(text: str) -> str | None:
    """`text` read back as often as it was read wrongly; None where a byte is missing."""
    reading = None
    for _ in range(MOST_LEVELS):
        back = next(filter(None, (read_back(text, name) for name in CODE_PAGES)), None)
        if back is None or back == text:
            break
        reading = text = back
        if not is_doubled(text):
            break
    return None if reading is None else unicodedata.normalize("NFC", reading)


def read_back(text: str, table: str) -> str | None:
    """The text whose UTF-8 looks like `text` by that table; None where there is none."""
    letters = bytes_of(table)
    try:
        return bytes(letters[char] for char in text).decode()
    except (KeyError, UnicodeDecodeError):
        return None


@cache
def bytes_of(table: str) -> Mapping[str, int]:
    """The byte of each character of a table; bytes without a letter as Latin 1 has them."""
    codec = CODE_PAGES[table]
    letters = {bytes([byte]).decode(codec, "ignore"): byte for byte in range(256)}
    if codec != "mac_roman":
        letters |= {chr(byte): byte for byte in range(0x80, 0xA0)}
    letters.pop("", None)
    return letters


def likely_readings(text: str, level: int = 1) -> Iterator[tuple[str, int]]:
    """What `text` may have been, with how much has to be assumed for it."""
    # Where one byte of a sort stands in the text, its sort was kept.
    sorts = ((LOST_HYPHEN,), WITHOUT_LETTER)
    vanished = tuple(
        byte for sort in sorts if not any(chr(one) in text for one in sort) for byte in sort
    )
    for table in CODE_PAGES:
        chunks = [readings_of_chunk(chunk, table, vanished) for chunk in chunks_of(text, table)]
        if not all(chunks):
            continue
        for parts in islice(product(*map(likeliest, chunks)), MOST_STATES):
            reading = unicodedata.normalize("NFC", "".join(part for part, _ in parts))
            cost = sum(part_cost for _, part_cost in parts)
            if not is_doubled(reading):
                yield reading, cost
            elif level < MOST_LEVELS and reading != text:
                yield from (
                    (more, cost + more_cost)
                    for more, more_cost in likely_readings(reading, level + 1)
                )


def likeliest(readings: Mapping[str, int]) -> list[tuple[str, int]]:
    """The readings of a chunk that need least."""
    least = min(readings.values())
    return [(reading, cost) for reading, cost in readings.items() if cost == least]


def chunks_of(text: str, table: str) -> Iterator[str]:
    """The words of a text with the space behind each, those together that a lost byte may join."""
    letters = bytes_of(table)
    begin = 0
    for space in re.finditer(" ", text):
        before = text[space.start() - 1 : space.start()]
        if not is_lead(letters.get(before, 0)) and before not in "º»∫ª€":
            yield text[begin : space.end()]
            begin = space.end()
    yield text[begin:]


def is_lead(byte: int) -> bool:
    """Whether a byte begins a letter of UTF-8."""
    return 0xC2 <= byte <= 0xEF


class State(NamedTuple):
    """A chunk read so far, what had to be assumed, and whether that was in its last word."""

    text: str
    cost: int
    assumed: bool


@cache
def readings_of_chunk(chunk: str, table: str, vanished: tuple[int, ...]) -> Mapping[str, int]:
    """What a chunk may have been by that table, each with how much has to be assumed."""
    if chunk.isascii():
        return {chunk: 0}
    if len(chunk) > LONGEST_CHUNK:
        whole = read_back(chunk, table)
        return {} if whole is None else {whole: 0}
    waiting = {0: [State("", 0, assumed=False)]}
    for position in range(len(chunk)):
        for state in waiting.pop(position, ())[:MOST_STATES]:
            for end, more in steps(chunk, position, state, table, vanished):
                waiting.setdefault(end, []).append(more)
    done = waiting.get(len(chunk), [])
    return {
        state.text: state.cost
        for state in sorted(done, key=lambda state: -state.cost)
        if not state.assumed or last_word_is_plausible(state.text)
    }


def steps(
    chunk: str, begin: int, state: State, table: str, vanished: Iterable[int]
) -> Iterator[tuple[int, State]]:
    """The ways to read the next letter of a chunk, each with where it ends."""
    letters = bytes_of(table)
    char = chunk[begin]
    if char.isascii():
        if char != " ":
            yield begin + 1, State(state.text + char, state.cost, state.assumed)
        elif not state.assumed or last_word_is_plausible(state.text):
            yield begin + 1, State(f"{state.text} ", state.cost, assumed=False)
        return
    lead = letters.get(char, 0)
    if not is_lead(lead):
        return
    length = 2 if lead < 0xE0 else 3
    written = [letters.get(one, 0) for one in chunk[begin + 1 : begin + length]]
    known = next((n for n, byte in enumerate(written) if not 0x80 <= byte < 0xC0), len(written))
    head = bytes([lead, *written[:known]])
    end = begin + len(head)
    if len(head) == length:
        for letter in letter_of(head):
            yield end, State(state.text + letter, state.cost, state.assumed)
    elif len(head) == length - 1:
        for byte, cost, used in lost_bytes(chunk[end : end + 1], vanished):
            for letter in filter(is_in_texts, letter_of(head + bytes([byte]))):
                yield end + used, State(state.text + letter, state.cost + cost, assumed=True)


def lost_bytes(following: str, vanished: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    """The bytes that may be lost before a sign, `vanished` without one; how much that assumes,
    and how many signs stand for it."""
    if following in ("?", "\ufffd"):
        yield from ((byte, AS_SIGN, 1) for byte in WITHOUT_LETTER)
        return
    if following == " ":
        yield LOST_SPACE, AS_SPACE, 1
        yield LOST_SPACE, GONE, 0  # two spaces became one
    if not following:
        yield LOST_SPACE, AS_SPACE, 0
    yield from ((byte, GONE, 0) for byte in vanished)


def letter_of(content: bytes) -> Iterator[str]:
    """The letter or sign in those bytes, where they are UTF-8."""
    with suppress(UnicodeDecodeError):
        yield content.decode()


def is_in_texts(letter: str) -> bool:
    """Whether a character is a letter or sign of texts, and no other thing of Unicode."""
    return letter.isalpha() or letter in SIGNS or unicodedata.combining(letter) > 0


def last_word_is_plausible(text: str) -> bool:
    """Whether the last word of a text is Vietnamese, or may still be read wrongly."""
    word = text.rpartition(" ")[2]
    return is_doubled(word) or all(map(is_plausible, WORD.findall(word)))


def mixed_reading(text: str) -> str:
    """`text` with each letter read back that stands among letters read rightly."""
    for table in CODE_PAGES:
        letters = bytes_of(table)
        leads = "".join(char for char, byte in letters.items() if is_lead(byte))
        trails = "".join(char for char, byte in letters.items() if 0x80 <= byte < 0xC0)
        pattern = f"[{re.escape(leads)}][{re.escape(trails)}]{{1,2}}"
        text = re.sub(pattern, partial(one_letter, table), text)
    return unicodedata.normalize("NFC", text)


def one_letter(table: str, found: re.Match[str]) -> str:
    """What two or three signs are as UTF-8: a letter of texts; the signs where they are none."""
    written = found[0]
    for length in (3, 2):
        letter = read_back(written[:length], table)
        if letter and len(letter) == 1 and is_in_texts(letter):
            return letter + written[length:]
    return written
