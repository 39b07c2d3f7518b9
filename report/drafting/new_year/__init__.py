"""A new year from the one before it: folders with every place that is still to be filled.

Nothing is invented and nothing overwritten: what a new year can take over is decided by the
description of the tables (`years.py`, `tables.py`), the text of pages is left to be written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from report.drafting.new_year.pages import new_page
from report.drafting.new_year.tables import Moved, new_description, new_rules, new_table
from report.drafting.new_year.years import Step
from report.edition.edition import Edition
from report.problems.problem import Mistake
from report.sources.files import read_text
from report.sources.outline import OUTLINE
from report.sources.pages import REPORT
from report.sources.rules import FILE as RULES
from report.sources.tables import DESCRIPTION
from report.sources.writing import write_files


@dataclass(frozen=True)
class NewYear:
    """What is written for a year: its files, and the names of rows in which a year was moved
    on, for somebody to look at."""

    step: Step
    files: Mapping[str, str]
    moved: tuple[Moved, ...]


def plan(root: Path, edition: Edition, year: int) -> NewYear:
    """What the year would consist of; nothing is written.

    Raises Mistake where it exists already, in data or pages, no year stands before it, or a
    file cannot be read.
    """
    for folder in folders(year):
        if (root / folder).exists():
            raise Mistake("nam-moi-da-co", folder=folder)
    earlier = [one for one in edition.years if one < year]
    if not earlier:
        raise Mistake("khong-co-nam-mau", year=year)
    step = Step(max(earlier), year)
    data = edition.years[step.before]
    moved: list[Moved] = []
    files = {
        f"data/{year}/{step.text(table.name)}.csv": new_table(table, step, moved)
        for table in data.tables.values()
    }
    text = source_text(root, f"{data.path}/{DESCRIPTION}")
    files[f"data/{year}/{DESCRIPTION}"] = new_description(text, step)
    rules = f"{data.path}/{RULES}"
    if (root / rules).is_file():
        files[f"data/{year}/{RULES}"] = new_rules(source_text(root, rules), step)
    outline = f"{data.path}/{OUTLINE}"
    if (root / outline).is_file():
        files[f"data/{year}/{OUTLINE}"] = step.with_plans(source_text(root, outline))
    folder = f"{REPORT}/{step.before}/"
    for uri, filled in edition.pages.items():
        if uri.startswith(folder):
            files[f"docs/{REPORT}/{year}/{uri[len(folder) :]}"] = new_page(filled.page, step)
    return NewYear(step, files, tuple(moved))


def source_text(root: Path, path: str) -> str:
    """The text of a source that the edition was read from."""
    return read_text(root / path, path).text


def folders(year: int) -> tuple[str, str]:
    """The folders of a year."""
    return f"data/{year}", f"docs/{REPORT}/{year}"


def write_new_year(root: Path, new: NewYear) -> None:
    """Write all of the year or nothing. Raises OSError."""
    write_files(root, {path: text.encode() for path, text in new.files.items()})


def new_year_summary(new: NewYear, open_places: int) -> str:
    """What was made and what is to be done now, for the editor."""
    data, pages = folders(new.step.year)
    tables = sum(path.endswith(".csv") for path in new.files)
    written = sum(path.endswith(".md") for path in new.files)
    lines = [f"Đã tạo {data} ({tables} bảng) và {pages} ({written} trang)."]
    if new.moved:
        lines += ["", "Những tên đã được đổi năm, xin xem lại:", *map(str, new.moved)]
    lines += [
        "",
        f"Còn {open_places} chỗ chờ điền. “python -m report check” liệt kê từng chỗ.",
        f"Điền xong, chạy “python -m report freeze {new.step.year}” khi công bố; "
        "từ đó trang chủ hiện số liệu của năm này.",
    ]
    return "\n".join(lines)
