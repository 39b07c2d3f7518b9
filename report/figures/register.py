"""The register of documents: where each of them is cited, and its table with filters."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from report.figures.citations import LAW, REGISTER, cite, register
from report.figures.results import Register, RegisterRow
from report.figures.validity import SINCE, SUCCESSORS, UNTIL, successor_keys
from report.figures.values import write_value
from report.problems.problem import Problem, near_miss, problem
from report.sources.memory import remembered
from report.sources.pages import Page, calls
from report.sources.paths import titled_among_years
from report.sources.tables import Cell, Dataset, Table

# Beside those that a citation needs.
REGISTER_COLUMNS = ("nam", SINCE, UNTIL, SUCCESSORS, "ghi_chu")
NO_YEAR = "không rõ năm"
FRONT_MATTER_KEYS = ("can_cu", "thay_bang")  # of guidance pages: keys of the register
# 91/2017/NĐ-CP, 06/2022/QH15, 629/QĐ-UBND, 34-CT/TW
OWN = "bao-cao"  # the table with the number of the report itself
NUMBER = re.compile(
    r"\d(?<![\w/-]\d)\d*(?:(?:/\d{4})?/[A-ZĐ]{2,}\d*(?:-[A-ZĐ]{2,})*|-[A-ZĐ]{2,}/[A-ZĐ]{2,})(?![\w/])"
)


def citations(pages: Iterable[Page], dataset: Dataset) -> dict[str, list[Page]]:
    """The pages that cite each document of the register, by its key.

    A page cites a document by `van_ban()`, in its front matter, or by its written number;
    the examples of the manual for editors do not count.
    Documents that the register does not have count for nothing; checks report them.
    """
    table = dataset.tables.get(REGISTER)
    found: dict[str, list[Page]] = {key: [] for key in table.rows} if table else {}
    by_number = numbers(dataset)
    for page in (page for page in pages if not page.for_editors):
        written = (by_number.get(number) for number, _ in written_numbers(page))
        for key in dict.fromkeys((*cited_keys(page), *written)):
            if key in found:
                found[key].append(page)
    return found


def numbers(dataset: Dataset) -> dict[str, str]:
    """The keys of the registered documents by their numbers."""
    table = dataset.tables.get(REGISTER)
    if not table or "so_ky_hieu" not in table.columns:
        return {}
    return {row["so_ky_hieu"].text: key for key, row in table.rows.items()}


@remembered
def cited_keys(page: Page) -> tuple[str, ...]:
    """The keys that a page cites by `van_ban()` or in its front matter, known or not."""
    called = [call for _, call in calls(page, "van_ban")]
    lists = [page.meta.get(name) for name in FRONT_MATTER_KEYS]
    return (
        *(str(one) for call in called for one in (*call.args[:1], *call.kwargs.values())),
        *(str(one) for keys in lists if isinstance(keys, list) for one in keys),
    )


@remembered
def written_numbers(page: Page) -> tuple[tuple[str, int], ...]:
    """The numbers of documents typed in the text of a page, with their offsets."""
    found = NUMBER.finditer(page.content.prose, page.first_digit)
    return tuple((one[0], one.start()) for one in found)


def written_documents_are_registered(page: Page, dataset: Dataset) -> Iterator[Problem]:
    """A document whose number is typed in a page stands in the register, where there is one."""
    if REGISTER not in dataset.tables:
        return
    known = numbers(dataset)
    for number, offset in written_numbers(page):
        if number not in known:
            yield page.problem(
                offset,
                "van-ban-chua-dang-ky",
                guess=near_miss(number, known),
                number=number,
                path=f"{dataset.path}/{REGISTER}.csv",
            )


def tables_name_registered_documents(table: Table, dataset: Dataset) -> Iterator[Problem]:
    """A document whose number is written in a cell stands in the register, too."""
    if table.name in (REGISTER, OWN) or REGISTER not in dataset.tables:
        return
    known = numbers(dataset)
    for row in table.rows.values():
        for cell in row.values():
            for number in NUMBER.findall(cell.text):
                if number not in known:
                    yield cell.problem(
                        "van-ban-trong-bang",
                        guess=near_miss(number, known),
                        number=number,
                        path=f"{dataset.path}/{REGISTER}.csv",
                    )


def documents_are_cited(dataset: Dataset, cited: Mapping[str, Sequence[Page]]) -> Iterator[Problem]:
    """Each document of the register is cited on some page; a warning where it is not."""
    for key, pages in cited.items():
        cell = next(iter(dataset.tables[REGISTER].rows[key].values()))
        if not pages:
            yield problem(cell.table.path, cell.line, "van-ban-khong-duoc-dan", key=key)


def register_view(
    dataset: Dataset, cited: Mapping[str, Sequence[Page]], years: Collection[int]
) -> Register:
    """The whole register, of a site with reports of these `years`. Raises Mistake where it or one
    of its columns is missing."""
    table = register(dataset, REGISTER_COLUMNS)
    return Register(
        tuple(
            register_row(dataset, key, row, cited.get(key, ()), years)
            for key, row in table.rows.items()
        ),
        tuple(cell for row in table.rows.values() for cell in row.values()),
    )


def register_row(
    dataset: Dataset,
    key: str,
    row: Mapping[str, Cell],
    citing: Sequence[Page],
    years: Collection[int],
) -> RegisterRow:
    """A document with the pages that cite it; a law without number goes by its name."""
    words = {name: write_value(cell) for name, cell in row.items()}
    day, subject = row["ngay"].value, words["trich_yeu"]
    by_name = words["loai"] == LAW and not words["so_ky_hieu"]
    return RegisterRow(
        key=key,
        kind=words["loai"],
        name=subject if by_name else "",
        number=words["so_ky_hieu"],
        day=words["ngay"] or words["nam"],
        year=str(day.year) if isinstance(day, date) else words["nam"] or NO_YEAR,
        issuer=words["co_quan"],
        subject="" if by_name else subject,
        note=words["ghi_chu"],
        since=words[SINCE],
        until=words[UNTIL],
        successors=tuple(
            (one, cite(dataset, one, full=False).name)
            for one in successor_keys(row[SUCCESSORS])
            if one in row[SUCCESSORS].table.rows  # a Problem tells of others
        ),
        pages=tuple(
            (titled_among_years(str(one.meta.get("title") or one.uri), one.uri, years), one.uri)
            for one in citing
        ),
    )
