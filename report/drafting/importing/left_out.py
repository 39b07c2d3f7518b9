"""Words of an original that its draft does not have: each stands in the list of decisions."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LeftOut:
    """Words of the original that are not in the draft: why, and where they stand."""

    why: str
    words: str
    place: str = ""


def told(left_out: LeftOut) -> str:
    """What the list of decisions says of words that are not in the draft."""
    words, place = left_out.words, left_out.place
    at = f", chỗ: {place}" if place and place != words else ""
    return f"Chưa có trong bản thảo ({left_out.why}): “{words}”{at}"
