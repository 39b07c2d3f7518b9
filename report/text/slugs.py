"""Names in plain ASCII, as addresses have them."""

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache
from itertools import chain, count


@lru_cache(maxsize=4096)  # the words of a heading are asked for by pages and by links to it
def slug(text: str, separator: str = "-") -> str:
    """The anchor of a heading in plain ASCII: "Đê điều năm 2022" → "de-dieu-nam-2022"."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return separator.join(re.findall(r"[a-z0-9]+", letters.lower()))


def free_name(name: str, taken: Container[str]) -> str:
    """A name, or the first of the same with 2, 3, … that is not taken."""
    numbered = (f"{name}-{number}" for number in count(2))
    return next(one for one in chain([name], numbered) if one not in taken)
