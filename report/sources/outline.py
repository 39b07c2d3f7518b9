"""The outline of a year's official document: data/<year>/bo-cuc.yaml, its headings and pages."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from report.problems.problem import Mistake, Problem, errors, near_miss, problem
from report.sources.files import read_yaml
from report.sources.pages import REPORT
from report.sources.shapes import UNREAD, YamlShape, line_of, shaped

OUTLINE = "bo-cuc.yaml"
# How headings are numbered and look, from the largest: Nghị định 30/2020/NĐ-CP, Phụ lục I.
NUMBER_STYLES = ("Phần", "I.", "1.", "a)")
SMALLEST = len(NUMBER_STYLES) + 2  # the place of the smallest look: three come without a number
OUTLINE_SHAPES = {
    "mo_dau": YamlShape.TEXT,
    "phan": YamlShape.LIST,
    "ket": YamlShape.TEXT,
    "phu_luc": YamlShape.TEXTS,
    "tom_tat": YamlShape.TEXTS,
}
HEADING_SHAPES = {
    "ten": YamlShape.TEXT,
    "ten_ngan": YamlShape.TEXT,
    "trang": YamlShape.TEXT,
    "muc": YamlShape.LIST,
    "danh_so": YamlShape.TEXT,
}


@dataclass(frozen=True)
class OutlineEntry:
    """A heading of the document. `page` is the path under docs/ of what stands below it,
    `below` the style of the headings below it where that is not the next smaller one, `short`
    what the menu of the site calls it."""

    title: str | None
    page: str | None
    below: str | None
    entries: tuple["OutlineEntry", ...]
    line: int
    short: str | None = None

    def pages(self) -> Iterator[tuple[str, int]]:
        """The pages below this heading, each with the line that names it."""
        if self.page:
            yield self.page, self.line
        for entry in self.entries:
            yield from entry.pages()


@dataclass(frozen=True)
class Outline:
    """The whole document: its first page, its parts, the closing words, pages as annexes, those
    of its pages whose first chart sums the report up, the lines of the file's keys.

    Where an error is among its `problems`, it is not to be used.
    """

    path: str
    opening: str = ""
    parts: tuple[OutlineEntry, ...] = ()
    closing: str = ""
    annexes: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def pages(self) -> list[tuple[str, int]]:
        """Every page of the document in order, each with the line that names it."""
        parts = [place for part in self.parts for place in part.pages()]
        annexes = [(annex, self.line("phu_luc")) for annex in self.annexes]
        return [(self.opening, self.line("mo_dau")), *parts, *annexes]

    def line(self, key: str) -> int:
        """The line of a key of the file, 1 where it has none."""
        return self.lines.get(key, 1)


def outline_path(year: int) -> str:
    """Where the outline of a year stands, if it has one."""
    return f"data/{year}/{OUTLINE}"


def read_outline(root: Path, year: int) -> Outline | None:
    """The outline of a year; None where the year has no such file."""
    path = outline_path(year)
    if not (root / path).is_file():
        return None
    try:
        settings = read_yaml(root / path, path)
    except Mistake as mistake:
        return Outline(path, problems=(mistake.at(path),))
    folder = f"{REPORT}/{year}"
    content, wrong = shaped(path, settings.content, OUTLINE_SHAPES)
    problems = (*settings.problems, *wrong, *entries_are_sound(content.get("phan"), path))
    return Outline(
        path,
        page_path(folder, content.get("mo_dau") or "index.md"),
        () if errors(problems) else tuple(outline_entries(content.get("phan"), folder)),
        content.get("ket") or "",
        tuple(page_path(folder, name) for name in list_or_empty(content.get("phu_luc"))),
        tuple(page_path(folder, name) for name in list_or_empty(content.get("tom_tat"))),
        {key: line_of(key) for key in content},
        problems,
    )


def entries_are_sound(content: object, path: str, style: int = 0) -> Iterator[Problem]:
    """Each heading in a list of the file, and below it, has a name or a page and known keys, and
    a look that the documents have. `style` is the place of its own among NUMBER_STYLES."""
    for item in list_or_empty(content):
        if not isinstance(item, dict):
            yield problem(path, 1, "de-muc-viet-sai", item=item)
            continue
        yield from entry_is_sound(item, path)
        if style > SMALLEST:
            yield problem(path, item["__line__"], "de-muc-qua-sau", limit=SMALLEST + 1)
            continue
        named = item.get("danh_so")
        below = NUMBER_STYLES.index(named) if named in NUMBER_STYLES else style + 1
        yield from entries_are_sound(item.get("muc"), path, below)


def entry_is_sound(item: Mapping[str, Any], path: str) -> Iterator[Problem]:
    """A heading has a name or a page, known keys, texts, and a style that there is."""
    line = item["__line__"]
    sound, wrong = shaped(path, item, HEADING_SHAPES)
    yield from wrong
    for key in item.keys() - HEADING_SHAPES.keys() - {"__line__"}:
        guess, known = near_miss(str(key), HEADING_SHAPES), ", ".join(sorted(HEADING_SHAPES))
        yield problem(path, line, "muc-bo-cuc-la", guess=guess, key=key, known=known)
    if not item.get("ten") and not item.get("trang"):
        yield problem(path, line, "de-muc-khong-ten")
    if sound.get("danh_so") not in (None, UNREAD, *NUMBER_STYLES[1:]):
        known = ", ".join(NUMBER_STYLES[1:])
        yield problem(path, line, "kieu-so-khong-co", style=item["danh_so"], known=known)


def outline_entries(content: object, folder: str) -> Iterator[OutlineEntry]:
    """The headings in a list of the file, each with those below it."""
    for item in list_or_empty(content):
        yield OutlineEntry(
            item.get("ten"),
            page_path(folder, item["trang"]) if item.get("trang") else None,
            item.get("danh_so"),
            tuple(outline_entries(item.get("muc"), folder)),
            item["__line__"],
            item.get("ten_ngan"),
        )


def list_or_empty(content: object) -> list[Any]:
    """A list of the file; an absent one is empty."""
    return content if isinstance(content, list) else []


def page_path(folder: str, name: object) -> str:
    """The path under docs/ of a page named from the folder of the year."""
    return posixpath.normpath(posixpath.join(folder, str(name)))
