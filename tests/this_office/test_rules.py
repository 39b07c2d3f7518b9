"""The office's own rules hold what they should."""

import pytest

from report.edition.edition import read_edition
from tests.sites import ROOT


@pytest.mark.parametrize("name", ["muc-tien-thuong", "muc-tien-thuong-hien-nay"])
def test_the_amounts_of_the_office_are_all_held_against_their_multiples(name: str) -> None:
    edition = read_edition(ROOT)
    held = {one.stated.address for one in edition.common_audit.verdicts if one.holds}
    rows = edition.common.table(name).rows
    assert {f"{name}.{key}.so_tien" for key in rows} <= held
    assert len(rows) >= 15


def test_the_amounts_of_today_are_those_of_the_decree_and_the_base_salary() -> None:
    rows = read_edition(ROOT).common.table("muc-tien-thuong-hien-nay").rows
    assert {key: row["so_tien"].value for key, row in rows.items()} == {
        "lao-dong-tien-tien": 760_000,
        "chien-si-thi-dua-co-so": 2_530_000,
        "chien-si-thi-dua-cap-tinh": 7_590_000,
        "chien-si-thi-dua-toan-quoc": 11_390_000,
        "tap-the-lao-dong-tien-tien": 2_030_000,
        "tap-the-lao-dong-xuat-sac": 3_800_000,
        "thon-to-dan-pho-van-hoa": 3_800_000,
        "xa-phuong-dac-khu-tieu-bieu": 5_060_000,
        "co-thi-dua-cap-tinh": 20_240_000,
        "co-thi-dua-chinh-phu": 30_360_000,
        "bang-khen-cap-tinh": 3_800_000,
        "bang-khen-cap-tinh-tap-the": 7_590_000,
        "bang-khen-thu-tuong": 8_860_000,
        "bang-khen-thu-tuong-tap-the": 17_710_000,
        "giay-khen-tap-the": 1_520_000,
    }
