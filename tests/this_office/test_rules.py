"""The office's own rules hold what they should."""

from report.edition.edition import read_edition
from tests.sites import ROOT


def test_the_amounts_of_the_office_are_all_held_against_their_multiples() -> None:
    edition = read_edition(ROOT)
    held = {one.stated.address for one in edition.common_audit.verdicts if one.holds}
    rows = edition.common.table("muc-tien-thuong").rows
    assert {f"muc-tien-thuong.{key}.so_tien" for key in rows} <= held
    assert len(rows) >= 15
