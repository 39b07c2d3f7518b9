"""What the published site tells of its figures, held against an edition.

The base revision has what was published, unless its last publication failed, or what was merged
then was not the work of a proposal. `figures.json` of the site is what readers have. It comes from
elsewhere: it is data of which nothing is known, read within bounds, never followed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn, TypeGuard

from report.edition.edition import Edition
from report.problems.problem import Mistake, Problem, errors, problem
from report.sources.corrections import FROZEN, Publication, figures_of, reported_already
from report.sources.renewals import COLUMN_PART, find_renewals
from report.sources.tables import Cell, Dataset

MAX_SITE_BYTES = 20_000_000  # of a figures.json: a hundred times what an office has
MAX_FIGURES = 100_000
MAX_TEXT = 500  # characters of an address, a value or a unit
NAMED_FIGURES_OF_SITE = 5  # that a message names; the rest is counted
JSON_FILES = "*.json"


@dataclass(frozen=True)
class SiteFigure:
    """A figure as the site tells it: its value as text, numbers without needless zeros, and its
    unit, empty where it has none."""

    value: str
    unit: str

    def __str__(self) -> str:
        return f"{self.value} {self.unit}".rstrip()


@dataclass(frozen=True)
class SiteYear:
    """The figures of a year by address."""

    year: int
    figures: Mapping[str, SiteFigure]


def site_is_kept(
    source: Path, old: Edition | None, new: Edition, reported: Iterable[Problem]
) -> list[Problem]:
    """What readers of the site read is still so in `new`, or a correction begins with it.

    `source` is a figures.json or a folder of such files. Compared are the years that `old`, the
    base, has frozen, or `new` where no base is known; what is `reported` is not told again.
    """
    files = sorted(source.glob(JSON_FILES)) if source.is_dir() else [source]
    frozen = {
        year for year, one in (old or new).publications.items() if one.frozen is not None
    } & new.publications.keys()
    wrong = errors(reported)
    found: list[Problem] = []
    for file in files:
        try:
            site = read_site_year(file)
        except Mistake as mistake:
            found.append(mistake.at(file.name))
            continue
        if site.year in frozen and new.publications[site.year].frozen is not None:
            found += year_of_site_is_kept(site, new, wrong)
    return found


def read_site_year(file: Path) -> SiteYear:
    """The figures in a figures.json. Raises Mistake where it cannot be read or has another form."""
    try:
        with file.open("rb") as opened:
            text = opened.read(MAX_SITE_BYTES + 1)
    except OSError:
        raise Mistake("trang-cong-bo-la", reason="không mở được tệp") from None
    if len(text) > MAX_SITE_BYTES:
        raise Mistake("trang-cong-bo-la", reason="tệp quá lớn")
    try:
        content = json.loads(text, parse_float=Decimal, parse_constant=no_such_constant)
    except (ValueError, ArithmeticError, RecursionError):
        # no JSON, no UTF-8, a number beyond bounds, too deep
        raise Mistake("trang-cong-bo-la", reason="không phải là JSON") from None
    year = content.get("nam") if isinstance(content, dict) else None
    entries = content.get("danh_sach") if isinstance(content, dict) else None
    if type(year) is not int or not isinstance(entries, list) or len(entries) > MAX_FIGURES:
        raise Mistake("trang-cong-bo-la", reason="không có năm hoặc danh sách số liệu")
    return SiteYear(year, dict(map(read_site_figure, entries)))


def no_such_constant(_: str) -> NoReturn:
    """What JSON has no word for. Raises ValueError."""
    raise ValueError


def read_site_figure(entry: Any) -> tuple[str, SiteFigure]:
    """Address and figure of an entry. Raises Mistake where it has another form."""
    parts = entry if isinstance(entry, dict) else {}
    address, value, unit = (parts.get(key) for key in ("so_lieu", "gia_tri", "don_vi"))
    unit = "" if unit is None else unit
    if not (is_short(address) and is_short(unit) and address.count(".") == COLUMN_PART):
        raise Mistake("trang-cong-bo-la", reason="có mục không đúng dạng")
    if not (is_short(value) or is_short_number(value)):
        raise Mistake("trang-cong-bo-la", reason="có giá trị không đúng dạng")
    return address, SiteFigure(site_text(value), unit)


def is_short(value: Any) -> TypeGuard[str]:
    """Whether a value is a text as long as one of a cell can be."""
    return isinstance(value, str) and len(value) <= MAX_TEXT


def is_short_number(value: Any) -> TypeGuard[int | Decimal]:
    """Whether a value is a number of as many digits as a cell can have."""
    if isinstance(value, Decimal):
        return max(abs(value.adjusted()), len(value.as_tuple().digits)) <= MAX_TEXT
    return type(value) is int and value.bit_length() <= MAX_TEXT


def site_text(value: int | Decimal | date | str) -> str:
    """A value as one text, however figures.json has it: the digits that count, days in ISO."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat() if isinstance(value, date) else str(value)


def figures_now(dataset: Dataset) -> dict[str, SiteFigure]:
    """The numbers and days of a year by address, as figures.json would tell them."""
    return {
        address: SiteFigure(site_text(rounded(cell.value)), cell.unit or "")
        for address, cell in figures_of(dataset).items()
        if isinstance(cell.value, int | Decimal | date)
    }


def rounded(value: int | Decimal | date) -> int | Decimal | date:
    """A number with the digits that JSON keeps of it."""
    is_fraction = isinstance(value, Decimal) and value != value.to_integral_value()
    return Decimal(repr(float(value))) if isinstance(value, Decimal) and is_fraction else value


def year_of_site_is_kept(
    site: SiteYear, edition: Edition, reported: Iterable[Problem]
) -> Iterator[Problem]:
    """Each figure of a year is as the site has it, or a correction of it begins with that."""
    data, publication = edition.years[site.year], edition.publications[site.year]
    now = figures_now(data)
    renamed = find_renewals(texts_in(site.figures), texts_in(now), set(), set()).renamed
    known, gone = {dict(one.fields).get("address") for one in reported}, []
    for was, figure in site.figures.items():
        address = renamed.get(was, was)
        is_told = address in known or is_corrected(publication, data, address, figure)
        if now.get(address) == figure or is_told or reported_already(data, address):
            continue
        cell = data.cells.get(address)
        if cell is None or cell.value is None:
            gone.append(address)
        elif cell.readable is not None:
            fields = {"published": str(figure), "text": str(now.get(address, cell.text))}
            yield problem(
                cell.table.path, cell.line, "khac-trang-cong-bo", address=address, **fields
            )
    path = f"{publication.path}/{FROZEN}"
    if gone and not any(one.path == path and one.entry.is_urgent for one in reported):
        names = ", ".join(gone[:NAMED_FIGURES_OF_SITE])
        more = ", …" if len(gone) > NAMED_FIGURES_OF_SITE else ""
        count, told = len(gone), names + more
        yield problem(path, 1, "mat-so-tren-trang", count=count, addresses=told)


def texts_in(figures: Mapping[str, SiteFigure]) -> dict[str, str]:
    """Figures as texts by address."""
    return {address: str(figure) for address, figure in figures.items()}


def is_corrected(publication: Publication, data: Dataset, address: str, figure: SiteFigure) -> bool:
    """Whether a correction of a figure begins with the value that the site has."""
    cell = data.cells.get(address)
    olds = {one.old for one in publication.corrections if one.address == address}
    return any(figure.value in (old, read_old(cell, old)) for old in olds)


def read_old(cell: Cell | None, text: str) -> str:
    """The text of a correction as figures.json would tell it; as it is where no cell is there to
    say what it means."""
    try:
        value = cell.column.kind.read(text) if cell else None
    except Mistake:
        value = None
    return text if value is None else site_text(value)
