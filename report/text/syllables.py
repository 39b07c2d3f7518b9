"""What a Vietnamese text is made of: its syllables, and the signs beside them."""

import re
import unicodedata
from functools import cache

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

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
