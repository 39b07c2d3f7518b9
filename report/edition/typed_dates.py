"""Dates that are typed in the text of a page: written as the decree has them, everywhere."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from report.problems.problem import Problem
from report.sources.pages import Page
from report.text.numbers import write_date

TYPED_DATE = re.compile(r"([0-9](?<![\w/-][0-9])[0-9]?)/([0-9]{1,2})/([0-9]{4})(?![\w/-])")


def dates_are_written_one_way(page: Page) -> Iterator[Problem]:
    """A date in the text of a page has the zeros of Nghị định 30/2020/NĐ-CP, like those that
    macros write: 05/8/2022. Code is shown as it is, so the manual may teach the form of a CSV."""
    for found in TYPED_DATE.finditer(page.content.prose, page.first_digit):
        with suppress(ValueError):  # no day at all: 30/02/2022 is some other number
            day, month, year = map(int, found.groups())
            written = write_date(date(year, month, day))
            if written != found[0]:
                yield page.problem(
                    found.start(), "ngay-khong-dung-kieu", text=found[0], written=written
                )
