"""The outline of a year's official document: data/<year>/bo-cuc.yaml, its headings and pages."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from report.problems.problem import Problem, did_you_mean
from report.sources.files import ProblemFound, read_yaml
from report.sources.pages import REPORT

OUTLINE = "bo-cuc.yaml"
# How headings are numbered and look, from the largest: Nghị định 30/2020/NĐ-CP, Phụ lục I.
NUMBER_STYLES = ("Phần", "I.", "1.", "1.1.", "a)")
KEYS = {"ten", "trang", "muc", "danh_so"}


@dataclass(frozen=True)
class OutlineEntry:
    """A heading of the document. `page` is the path under docs/ of what stands below it,
    `below` the style of the headings below it where that is not the next smaller one."""

    title: str | None
    page: str | None
    below: str | None
    entries: tuple["OutlineEntry", ...]
    line: int

    def pages(self) -> Iterator[tuple[str, int]]:
        """The pages below this heading, each with the line that names it."""
        if self.page:
            yield self.page, self.line
        for entry in self.entries:
            yield from entry.pages()


@dataclass(frozen=True)
class Outline:
    """The whole document: its first page, its parts, the closing words, pages as annexes."""

    path: str
    opening: str
    parts: tuple[OutlineEntry, ...]
    closing: str
    annexes: tuple[str, ...]

    def pages(self) -> list[tuple[str, int]]:
        """Every page of the document in order, each with the line that names it."""
        parts = [place for part in self.parts for place in part.pages()]
        return [(self.opening, 1), *parts, *((annex, 1) for annex in self.annexes)]


def read_outline(root: Path, year: int, problems: list[Problem]) -> Outline | None:
    """The outline of a year; None where the year has no such file or it cannot be read."""
    path = f"data/{year}/{OUTLINE}"
    if not (root / path).is_file():
        return None
    try:
        content = read_yaml(root / path, path, problems)
    except ProblemFound as found:
        problems.append(found.problem)
        return None
    folder = f"{REPORT}/{year}"
    before = len(problems)
    outline = Outline(
        path,
        page_path(folder, content.get("mo_dau") or "index.md"),
        tuple(entries(content.get("phan"), folder, path, problems)),
        str(content.get("ket") or ""),
        tuple(page_path(folder, name) for name in listed(content.get("phu_luc"))),
    )
    return outline if len(problems) == before else None


def entries(
    content: object, folder: str, path: str, problems: list[Problem]
) -> Iterator[OutlineEntry]:
    """The headings in a list of the file; what is wrong in one is added to `problems`."""
    for item in listed(content):
        if not isinstance(item, dict):
            problems.append(
                Problem(path, 1, f"đề mục “{item}” viết sai", "Viết “- ten: …” hoặc “- trang: …”")
            )
            continue
        yield entry(item, folder, path, problems)


def entry(item: Mapping[str, Any], folder: str, path: str, problems: list[Problem]) -> OutlineEntry:
    """One heading with those below it."""
    line = item["__line__"]
    for key in item.keys() - KEYS - {"__line__"}:
        fix = did_you_mean(str(key), KEYS, f"Chỉ dùng: {', '.join(sorted(KEYS))}")
        problems.append(Problem(path, line, f"không có mục “{key}” trong bố cục", fix))
    if not item.get("ten") and not item.get("trang"):
        problems.append(Problem(path, line, "đề mục không có tên", "Thêm “ten: …” hoặc “trang: …”"))
    if item.get("danh_so") not in (None, *NUMBER_STYLES[1:]):
        message = f"kiểu số “{item['danh_so']}” không có"
        problems.append(
            Problem(path, line, message, f"Chọn một trong: {', '.join(NUMBER_STYLES[1:])}")
        )
    return OutlineEntry(
        item.get("ten"),
        page_path(folder, item["trang"]) if item.get("trang") else None,
        item.get("danh_so"),
        tuple(entries(item.get("muc"), folder, path, problems)),
        line,
    )


def listed(content: object) -> list[Any]:
    """A list of the file; an absent one is empty."""
    return content if isinstance(content, list) else []


def page_path(folder: str, name: object) -> str:
    """The path under docs/ of a page named from the folder of the year."""
    return posixpath.normpath(posixpath.join(folder, str(name)))
