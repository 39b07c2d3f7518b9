"""Published figures that no sentence, or no table and chart, of any page shows any longer."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from report.changes.sightings import DRAWN
from report.edition.edition import Edition
from report.problems.problem import Problem, problem
from report.sources.renewals import Published

NAMED_FIGURES = 5  # that a message names; the rest is counted
PagesOfCells = Mapping[
    tuple[int, str, bool], list[str]
]  # pages by year, address, whether it is drawn


def figures_stay_on_pages(
    old: Edition, new: Edition, renamed: Mapping[int, Published]
) -> Iterator[Problem]:
    """What readers could read of the frozen years `renamed`, which has the addresses of now, can
    still be read somewhere, unless it was taken out of the data. One problem for each page."""
    shown = shown_cells(new)
    lost: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for (year, was, is_drawn), pages in shown_cells(old, figures_only=True).items():
        address = renamed.get(year, {}).get(was, was)
        cell = new.years[year].cells.get(address) if year in renamed else None
        if cell and cell.value is not None and (year, address, is_drawn) not in shown:
            for path in dict.fromkeys(pages):
                lost[path, is_drawn].append(address)
    for (path, is_drawn), addresses in lost.items():
        among = "bảng, biểu đồ" if is_drawn else "câu"
        names = ", ".join(addresses[:NAMED_FIGURES])
        more = ", …" if len(addresses) > NAMED_FIGURES else ""
        count, addresses_said = len(addresses), names + more
        yield problem(
            path, 1, "so-roi-khoi-bai", count=count, among=among, addresses=addresses_said
        )


def shown_cells(edition: Edition, figures_only: bool = False) -> PagesOfCells:
    """The pages that show each cell of a year, in a sentence or drawn."""
    shown: dict[tuple[int, str, bool], list[str]] = defaultdict(list)
    for filled in edition.pages.values():
        for placed, result in zip(filled.calls, filled.called, strict=False):
            for cell in result.figures if figures_only else result.cells:
                if cell.table.year is not None:
                    place = cell.table.year, cell.address, placed.call.name in DRAWN
                    shown[place].append(filled.page.path)
    return shown
