"""The words and tables of the office, as old encodings would bring them."""

import pytest

from report.problems.problem import Mistake
from report.text.encodings import (
    decode,
    is_plausible,
)
from tests.sites import ROOT
from tests.text.test_encodings import LOWER, in_1258, in_table


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "data").glob("*/*.csv")),
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_the_real_tables_are_read_as_they_are_or_refused(path) -> None:
    text = path.read_text("utf-8")
    small = text.translate({ord(char.upper()): char for char in LOWER if char not in "ăâđêôơư"})
    for original, encoded in [
        (text, in_1258(text)),
        (small, in_table(small, "tcvn3") if "²" not in small else b"\xff"),
        (text, in_table(text, "vni")),
    ]:
        try:
            assert decode(encoded).text == original
        except Mistake as mistake:
            few_words = len({word for word in text.split() if not word.isascii()}) < 6
            assert few_words or "²" in text or "…" in text, mistake.message


def test_every_word_of_the_report_is_plausible() -> None:
    words = set()
    for path in [*(ROOT / "data").rglob("*.csv"), *(ROOT / "docs/bao-cao").rglob("*.md")]:
        text = "".join(char if char.isalpha() else " " for char in path.read_text("utf-8"))
        words |= {word for word in text.split() if not word.isascii()}
    assert {word for word in words if not is_plausible(word)} == set()
    assert len(words) > 500
