"""Tables and charts as pictures to be shared: each a PNG and an SVG with title, source and site."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from report.figures.results import EDITORS_NOTE, Chart, Figure, TableView, Words
from report.kept.steps import KeptSteps, kept_steps
from report.official.pdf import MAIN_FILE, typeset
from report.official.printing import EMPTY_CELL, standalone

LONG_DECIMAL = re.compile(rb"(\.[0-9]{3})[0-9]+")
PICTURES_TEMPLATE, PICTURES_TEXTS = "figures.typ", "hinh.json"
PICTURE_ENDINGS = ("png", "svg")
PICTURE_DENSITY = 160.0  # 755 pixels wide


@dataclass(frozen=True)
class Pictured:
    """A table or chart to draw: the path of its pictures without ending, its title, its source."""

    path: str
    title: str
    source: str
    result: TableView | Chart


def figure_pictures(
    figures: Iterable[Pictured], site: str, steps: KeptSteps | None = None
) -> dict[str, bytes]:
    """Path in the site → picture, for all figures; `site` is the line that says whose they are.

    All are pages of one document, as Typst takes longer to begin than to draw.
    """
    drawn = [*figures]
    if not drawn:
        return {}
    sources = {
        MAIN_FILE: (files("report") / "official" / "templates" / PICTURES_TEMPLATE).read_bytes(),
        PICTURES_TEXTS: json.dumps(
            [picture_texts(*one, site) for one in enumerate(drawn)]
        ).encode(),
        **{
            drawing_file(number): standalone(one.result.drawing).encode()
            for number, one in enumerate(drawn)
            if isinstance(one.result, Chart)
        },
    }
    paths = [f"{one.path}.{ending}" for ending in PICTURE_ENDINGS for one in drawn]
    steps = steps or kept_steps(None)
    return steps.made(paths, (paths, sources), lambda: typeset_pictures(drawn, sources))


def typeset_pictures(drawn: list[Pictured], sources: dict[str, bytes]) -> dict[str, bytes]:
    """The pictures, of which each is a page of what the `sources` make."""
    made: dict[str, bytes] = {}
    for ending in PICTURE_ENDINGS:
        pages = typeset(sources, format=ending, ppi=PICTURE_DENSITY)
        pages = pages if isinstance(pages, list) else [pages]  # one page comes alone
        for one, page in zip(drawn, pages, strict=True):
            made[f"{one.path}.{ending}"] = page if ending == "png" else on_whole_pixels(page)
    return made


def on_whole_pixels(svg: bytes) -> bytes:
    """An SVG whose lengths have three decimals: half as many bytes."""
    return LONG_DECIMAL.sub(rb"\1", svg)


def drawing_file(number: int) -> str:
    """The name of a drawing among the sources."""
    return f"bieu-do-{number}.svg"


def picture_texts(number: int, one: Pictured, site: str) -> Mapping[str, object]:
    """What the template needs of a figure."""
    texts: dict[str, object] = {"title": one.title, "source": one.source, "site": site}
    if isinstance(one.result, Chart):
        return texts | {"drawing": drawing_file(number), "notes": [one.result.note]}
    view = one.result
    contents = [cell.content for row in view.rows for cell in row.cells if cell.content]
    remarks = dict.fromkeys(note.text for content in contents for note in content.notes)
    return texts | {
        "heads": [head.words for head in view.heads],
        "right": [head.right for head in view.heads],
        "rows": [[cell_words(cell.content, view) for cell in row.cells] for row in view.rows],
        "notes": [f"※ {EDITORS_NOTE}: {remark}" for remark in remarks],
    }


def cell_words(content: Figure | Words | None, view: TableView) -> str:
    """What a cell says, with the sign of a note on it."""
    if content is None:
        return view.empty or EMPTY_CELL
    return f"{content.plain} ※" if content.notes else content.plain
