"""An edition: the data and pages of an office as they stand in its folders, read and filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from report.data import COMMON, Cell, Dataset, read_dataset
from report.macros import USAGE, PageMacros
from report.pages import Call, Page, fill, read_page, year_of
from report.problems import Mistake, Problem, did_you_mean
from report.sources import ProblemFound, read_text, read_yaml

OFFICE = "data/don-vi.yaml"


@dataclass(frozen=True)
class FilledPage:
    """A page after its macros ran: Markdown without front matter, and the cells it shows."""

    page: Page
    markdown: str
    used: tuple[Cell, ...]


@dataclass(frozen=True)
class Edition:
    """Everything that is published, and the problems met on reading it."""

    office: Mapping[str, Any]
    years: Mapping[int, Dataset]
    common: Dataset
    pages: Mapping[str, FilledPage]  # by path under docs/
    problems: tuple[Problem, ...]

    def macros(self, uri: str) -> PageMacros:
        """The macros of the page at `uri` under docs/."""
        return page_macros(uri, self.years, self.common)


def read_edition(root: Path) -> Edition:
    """Read data and pages of the office in `root` once; nothing is raised for their mistakes."""
    problems: list[Problem] = []
    office = read_office(root, problems)
    common = (
        read_dataset(root, COMMON, problems)
        if (root / "data" / COMMON).is_dir()
        else Dataset(COMMON, f"data/{COMMON}", {})
    )
    years = {
        int(folder.name): read_dataset(root, folder.name, problems, common)
        for folder in sorted((root / "data").glob("[0-9][0-9][0-9][0-9]"))
        if folder.is_dir()
    }
    pages = {
        page.uri: fill_page(page, years, common, problems) for page in read_pages(root, problems)
    }
    return Edition(office, years, common, pages, tuple(problems))


def read_office(root: Path, problems: list[Problem]) -> dict[str, Any]:
    """What names the office: data/don-vi.yaml."""
    if not (root / OFFICE).is_file():
        problems.append(
            Problem(OFFICE, 1, "thiếu tệp thông tin cơ quan", "Khôi phục tệp từ lần sửa trước")
        )
        return {}
    try:
        return read_yaml(root / OFFICE, OFFICE)
    except ProblemFound as found:
        problems.append(found.problem)
        return {}


def read_pages(root: Path, problems: list[Problem]) -> list[Page]:
    """All Markdown files under docs/, in order of their paths."""
    docs = root / "docs"
    pages = []
    for path in sorted(docs.rglob("*.md")):
        uri = path.relative_to(docs).as_posix()
        try:
            pages.append(read_page(uri, read_text(path, f"docs/{uri}")))
        except ProblemFound as found:
            problems.append(found.problem)
        except Mistake as mistake:
            problems.append(mistake.at(f"docs/{uri}", 1))
    return pages


def fill_page(
    page: Page, years: Mapping[int, Dataset], common: Dataset, problems: list[Problem]
) -> FilledPage:
    """The page with its macros run."""
    if page.year is not None and page.year not in years:
        problems.append(
            Problem(
                page.path,
                1,
                f"trang thuộc năm {page.year} nhưng không có số liệu năm {page.year}",
                f"Thêm thư mục data/{page.year}, hoặc chuyển trang sang năm khác",
            )
        )
        return FilledPage(page, "", ())
    macros = page_macros(page.uri, years, common)
    markdown = fill(page, partial(evaluate, macros), problems)
    return FilledPage(page, markdown, tuple(macros.used))


def page_macros(uri: str, years: Mapping[int, Dataset], common: Dataset) -> PageMacros:
    """The macros of a page; one outside a year's folder shows the newest year."""
    year = year_of(uri)
    return PageMacros(years or {0: common}, max(years, default=0) if year is None else year, uri)


def evaluate(macros: PageMacros, call: Call) -> str:
    """The result of one call. Raises Mistake where the page has it wrong."""
    if call.name not in USAGE:
        raise Mistake(
            f"không có macro “{call.name}”",
            did_you_mean(call.name, USAGE, f"Các macro: {', '.join(USAGE)}"),
        )
    return macros.call(call.name, call.args, call.kwargs)
