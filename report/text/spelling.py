"""When two texts are the same words, one of them misspelled."""

import re
import unicodedata

from report.text.slugs import slug

LONG_WORD = 4  # letters of a word in which one wrong letter leaves no doubt what was meant
WHOLE_WORD = re.compile(r"\w+")
WITH_DIGITS = re.compile(r"\b\w*\d(?:[\w.,/–-]*\w)?")
ROMAN_LETTERS = re.compile("[ivxlcdm]+")
TONE_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def is_respelled(old: str, new: str) -> bool:
    """Whether two texts say the same words, written otherwise.

    Case, signs and spaces may differ, tone marks may stand on another vowel (hoà, hòa). In a text
    without proper names letters may have other marks, and a long word one wrong letter. Numbers
    and Roman numerals are the same.
    """
    if words_with_digits(old) != words_with_digits(new):
        return False
    if has_name(old) or has_name(new):
        return sounds(old) == sounds(new)
    before, after = slug(old).split("-"), slug(new).split("-")
    return len(before) == len(after) and all(map(same_word, before, after))


def words_with_digits(text: str) -> list[str]:
    """What a text has digits in; a dash may be of any length."""
    return WITH_DIGITS.findall(text.replace("–", "-"))


def has_name(text: str) -> bool:
    """Whether a word behind the first begins with a capital: another mark is another person."""
    return any(word[0].isupper() for word in WHOLE_WORD.findall(text)[1:])


def sounds(text: str) -> list[str]:
    """The words of a text in lower case, the tone behind the letters of each."""
    words = WHOLE_WORD.findall(unicodedata.normalize("NFC", text.lower()))
    parts = [unicodedata.normalize("NFD", word) for word in words]
    return [TONE_MARKS.sub("", part) + "".join(TONE_MARKS.findall(part)) for part in parts]


def same_word(old: str, new: str) -> bool:
    """Whether two words without marks are the same but for one letter of a long one."""
    if old == new:
        return True
    if (
        ROMAN_LETTERS.fullmatch(old)
        or ROMAN_LETTERS.fullmatch(new)
        or min(len(old), len(new)) < LONG_WORD
    ):
        return False
    longer, shorter = sorted((old, new), key=len, reverse=True)
    if len(longer) == len(shorter):
        wrong = [at for at, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
        first, last = wrong[0], wrong[-1]
        swapped = last == first + 1 and old[first : last + 1] == new[last] + new[first]
        return len(wrong) == 1 or swapped
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
