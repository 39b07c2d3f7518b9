"""Names in plain ASCII, as addresses have them."""

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)  # the words of a heading are asked for by pages and by links to it
def slug(text: str, separator: str = "-") -> str:
    """The anchor of a heading in plain ASCII: "Đê điều năm 2022" → "de-dieu-nam-2022"."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return separator.join(re.findall(r"[a-z0-9]+", letters.lower()))
