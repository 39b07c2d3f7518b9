"""What this office and every new one say of the law is the same: who mends one mends both."""

from pathlib import Path

import pytest

from report.drafting.new_office.shared_files import SKELETON
from tests.sites import ROOT

TABLES = (
    "danh-hieu-hien-nay",
    "luong-co-so",
    "muc-tien-thuong-hien-nay",
    "phieu-gioi-thieu",
    "thu-tuc-hien-nay",
    "van-ban",
)
PAGES = sorted(path.name for path in SKELETON.glob("docs/huong-dan/*.md"))
# Of the one office, or of the others, alone.
OWN = ('van_ban("nq-1657-2025")', 'Căn cứ: {{ van_ban("nq-203-2025") }}.')


def statements(path: Path) -> set[str]:
    """The lines of a page that cite the law or take a value from its tables: of the law of now."""
    parts = path.read_text("utf-8").split("\n## ")
    now = [part for part in parts if not part.partition("\n")[0].endswith("{ .quy-dinh-cu }")]
    lines = "\n".join(now).splitlines()
    return {line for line in lines if "{{" in line and not any(own in line for own in OWN)}


@pytest.mark.parametrize("page", PAGES)
def test_the_guidance_of_all_offices_says_what_that_of_this_one_says(page: str) -> None:
    here, there = (root / "docs/huong-dan" / page for root in (ROOT, SKELETON))
    old = {line for line in statements(there) if line in here.read_text("utf-8")}
    assert statements(there) - old == set(), f"write the same in {here}"
    assert statements(here) - statements(there) == set(), f"write the same in {there}"


@pytest.mark.parametrize("table", TABLES)
def test_the_rows_of_the_law_are_those_of_this_office(table: str) -> None:
    here, there = (root / f"data/chung/{table}.csv" for root in (ROOT, SKELETON))
    differing = set(there.read_text("utf-8").splitlines()) - set(
        here.read_text("utf-8").splitlines()
    )
    assert differing == set(), f"write the same in {here} and {there}"
