"""The year that a file belongs to stands in its path."""

import pytest

from report.sources.paths import year_of


@pytest.mark.parametrize(
    ("path", "year"),
    [
        ("bao-cao/2022/viec-lam.md", 2022),
        ("2022/viec-lam.md", 2022),
        ("data/2022/dinh-chinh.csv", 2022),
        ("so-lieu/2021/", 2021),
        ("huong-dan/thay-doi-2023.md", None),
        ("huong-dan/2023.md", None),
        ("data/20222/a.csv", None),
        ("data/chung/van-ban.csv", None),
    ],
)
def test_the_year_is_that_of_a_folder_of_four_digits(path: str, year: int | None) -> None:
    assert year_of(path) == year
