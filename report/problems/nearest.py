"""The known name that a word most likely means, of thousands of names and for thousands of words.

What counts is the ratio of difflib, whose matches take it tens of microseconds for a pair. Two
bounds of it come first, each a few operations on whole numbers: how many signs two texts share in
any order, and how many in the same order.
"""

from collections import Counter
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

NEAR_ENOUGH = 0.6  # of two names, as difflib measures it
MOST_BITS = 4096  # of a name's signs: each name has them all, and names come from anybody
SignPlaces = Mapping[str, tuple[int, int]]


class KnownName(NamedTuple):
    """A name, its length, and its signs as bits, none where they would be too many."""

    text: str
    size: int
    signs: int


@lru_cache(maxsize=128)  # what was renamed is asked for again on page after page
def nearest(word: str, known: tuple[str, ...]) -> str | None:
    """The one name that difflib.get_close_matches gives; the last in order of several."""
    near = sharing_signs(word, known)
    best = (NEAR_ENOUGH, "")
    matcher, places = SequenceMatcher(b=word), places_of_signs(word) if near else {}
    for bound, name in near:
        if (bound, name) < best:
            break
        if (as_ratio(shared_in_order(places, len(word), name), len(word) + len(name)), name) > best:
            matcher.set_seq1(name)
            best = max(best, (matcher.ratio(), name))
    return best[1] or None


def as_ratio(matches: int, size: int) -> float:
    """The ratio of two texts with so many signs together, as difflib computes it."""
    return 2.0 * matches / size if size else 0.0


def sharing_signs(word: str, known: tuple[str, ...]) -> list[tuple[float, str]]:
    """The names that have signs enough of a word, in any order, to be near; those with most of
    them first, among equals the last in order."""
    places, names = ready_to_compare(known)
    signs, size = bits_of_signs(word, places), len(word)
    bounds = [
        (
            as_ratio(
                (name.signs & signs).bit_count() if places else min(name.size, size),
                name.size + size,
            ),
            name.text,
        )
        for name in names
    ]
    near = [one for one in bounds if one[0] >= NEAR_ENOUGH]
    return sorted(near, key=itemgetter(0), reverse=True)  # which leaves equals as they are


@lru_cache(maxsize=8)  # the pages of a folder ask for the same names one after the other
def ready_to_compare(known: tuple[str, ...]) -> tuple[SignPlaces, list[KnownName]]:
    """Names, the last in order first, with their signs as bits, and what bits a sign has: the
    first and how many, as often as it stands in one name."""
    most: dict[str, int] = {}
    counted = [(name, Counter(name)) for name in sorted({*known}, reverse=True)]
    for _, signs in counted:
        for sign, times in signs.items():
            most[sign] = max(times, most.get(sign, 0))
    if sum(most.values()) > MOST_BITS:
        most.clear()
    places, free = {}, 0
    for sign, times in most.items():
        places[sign] = free, times
        free += times
    return places, [KnownName(name, len(name), bits_of_signs(name, places)) for name, _ in counted]


def bits_of_signs(text: str, places: SignPlaces) -> int:
    """The signs of a text as bits, of each as many as it stands there: two texts share as many
    signs as bits."""
    bits = 0
    for sign, times in Counter(text).items():
        if sign in places:
            first, most = places[sign]
            bits |= ((1 << min(times, most)) - 1) << first
    return bits


def places_of_signs(text: str) -> dict[str, int]:
    """Where each sign stands in a text, as bits."""
    places: dict[str, int] = {}
    for place, sign in enumerate(text):
        places[sign] = places.get(sign, 0) | 1 << place
    return places


def shared_in_order(places: Mapping[str, int], size: int, text: str) -> int:
    """The length of the longest common subsequence of a text and another one, of such a size and
    with its signs in such places (H. Hyyrö, Bit-parallel LCS-length computation revisited, 2004).
    What difflib matches is one, if not the longest."""
    alone = everywhere = (1 << size) - 1
    for sign in text:
        here = alone & places.get(sign, 0)
        alone = (alone + here | alone - here) & everywhere
    return size - alone.bit_count()
