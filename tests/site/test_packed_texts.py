"""The texts of the search index as signs."""

import unicodedata

import pytest

from report.site.theme import packed_texts
from report.site.theme.packed_texts import all_signs, in_signs, signs_of


def test_a_text_is_a_sign_for_each_piece_and_the_frequent_ones_are_short() -> None:
    signs = signs_of(["hộ nghèo, hộ cận nghèo", "hộ"])
    assert signs["hộ"] == "A"
    text = in_signs("hộ cận hộ", signs)
    assert (len(text), text[0], text[2]) == (3, "A", "A")
    assert in_signs("", signs) == ""


def test_signs_are_one_unit_of_javascript_and_do_not_join() -> None:
    signs = [*all_signs()]
    assert len(signs) == len({*signs}) > 40_000
    for text in ("".join(signs), "".join(reversed(signs))):
        assert unicodedata.is_normalized("NFC", text)
        assert len(text.encode("utf-16-le")) == 2 * len(signs)
    assert not {'"', "\\", " "} & {*signs}


def test_no_two_pieces_share_a_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_texts, "SIGN_BOUND", ord("B") + 1)
    assert len(signs_of(["một hai"])) == 2
    with pytest.raises(ValueError, match="3"):
        signs_of(["một hai ba"])
