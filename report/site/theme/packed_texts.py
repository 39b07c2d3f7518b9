"""Texts of the search index as signs: one for each piece that stands between two spaces.

A page of a search knows each piece once and finds its words once: a phone reads half the bytes
in a third of the time (tests/search_speed.py), and as many cross the line.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

# Letters that JSON writes as they are, and that stay what they are beside any other.
SIGN_CATEGORIES = frozenset({"Lu", "Ll", "Lo"})
JOINING_LETTERS = range(0x1100, 0x1200)  # letters of Korean syllables, which normalization joins
SIGN_BOUND = 0xD800  # what lies above is two units of a JavaScript string, or for nobody's use


def all_signs() -> Iterator[str]:
    """Every sign, the shortest in UTF-8 first: some 47,000."""
    for code in range(ord("A"), SIGN_BOUND):
        sign = chr(code)
        is_letter = unicodedata.category(sign) in SIGN_CATEGORIES and code not in JOINING_LETTERS
        if is_letter and unicodedata.is_normalized("NFC", sign):
            yield sign


def signs_of(texts: Iterable[str]) -> dict[str, str]:
    """The sign of each piece of some texts; the most frequent have the shortest. Raises
    ValueError where there are more pieces than signs: no phone would read such an index."""
    counts = Counter(chain.from_iterable(map(str.split, texts)))
    pieces = sorted(counts, key=lambda piece: (-counts[piece], piece))
    signs = list(islice(all_signs(), len(pieces)))
    if len(signs) < len(pieces):
        raise ValueError(f"{len(pieces)} different words, and {len(signs)} signs for them")
    return dict(zip(pieces, signs, strict=True))


def in_signs(text: str, signs: Mapping[str, str]) -> str:
    """A single-spaced text as the signs of its pieces."""
    return "".join(map(signs.__getitem__, text.split()))
