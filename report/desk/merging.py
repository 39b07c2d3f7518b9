"""Two people on one file: what each changed since they last had the same, taken together.

A table is merged cell by cell, by the keys of its rows; another text line by line. Where both
changed the same thing, the draft keeps its own, and a Clash has both until the editor chooses.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from report.problems.problem import Mistake
from report.sources.csv_edits import CsvEdits, edited_csv, quoted_row, utf_8
from report.sources.csv_rows import dialect_of, split_csv

MERGED_TEXTS = (".md", ".yaml", ".yml", ".csv")


@dataclass(frozen=True)
class Clash:
    """What both changed: a cell, the lines of a text, or a whole file where `row` and `line` are
    none. `old`, `ours` and `theirs` are texts; None where there is nothing."""

    path: str
    old: str | None
    ours: str | None
    theirs: str | None
    row: str = ""
    column: str = ""
    line: int = 0
    digest: str = ""  # of their whole file

    @property
    def place(self) -> tuple[str, str, str, int]:
        """What both changed; the same thing clashes once."""
        return self.path, self.row, self.column, self.line


@dataclass(frozen=True)
class Merged:
    """A file that has what both changed; None where it is not there."""

    content: bytes | None
    clashes: tuple[Clash, ...] = ()


def merge(path: str, old: bytes | None, ours: bytes | None, theirs: bytes | None) -> Merged:
    """The file at a path with the changes of both."""
    if ours in (old, theirs):
        return Merged(theirs)
    if theirs == old:
        return Merged(ours)
    if ours is None or theirs is None or PurePosixPath(path).suffix not in MERGED_TEXTS:
        kept = theirs if ours is None else ours
        return Merged(
            kept, (Clash(path, shown_content(old), shown_content(ours), shown_content(theirs)),)
        )
    try:
        if path.endswith(".csv"):
            return merge_tables(path, old or b"", ours, theirs)
    except (Mistake, UnicodeDecodeError, ValueError):
        pass  # not in a form whose cells can be told apart
    try:
        return merge_lines(path, (old or b"").decode(), ours.decode(), theirs.decode())
    except UnicodeDecodeError:
        return Merged(
            ours, (Clash(path, shown_content(old), shown_content(ours), shown_content(theirs)),)
        )


@dataclass(frozen=True)
class TableRows:
    """The rows of a CSV by their keys: cells, and the line each begins on."""

    header: Sequence[str]
    rows: Mapping[str, Sequence[str]]
    lines: Mapping[str, int]


def grid(content: bytes, *, by_key: bool) -> TableRows:
    """The rows of a CSV, by their first cells or by all of each. Raises Mistake, ValueError where
    that does not tell them apart."""
    text = utf_8(content)
    begin, first_line, delimiter = dialect_of(text, ())
    lines = [
        (line, cells) for line, cells in split_csv(text[begin:], delimiter, first_line) if cells
    ]
    (_, header), *rows = lines or [(1, [])]
    keys = [cells[0] if by_key else "\0".join(cells) for _, cells in rows]
    if len(set(keys)) < len(keys) or any(len(cells) != len(header) for _, cells in rows):
        raise ValueError("rows cannot be told apart")
    by = dict(zip(keys, rows, strict=True))
    return TableRows(
        header, {k: row for k, (_, row) in by.items()}, {k: n for k, (n, _) in by.items()}
    )


def grids(contents: Sequence[bytes]) -> list[TableRows]:
    """The same rows of three states of a table. Raises Mistake, ValueError."""
    try:
        found = [grid(content, by_key=True) for content in contents]
    except ValueError as error:
        if isinstance(error, Mistake):
            raise
        found = [grid(content, by_key=False) for content in contents]
    if any(one.header != found[0].header for one in found):
        raise ValueError("other columns")
    return found


def taken_from_others(content: bytes | None, clash: Clash, whole: bytes | None) -> bytes | None:
    """A file with what others wrote in the place of a clash; `whole` is their file. Raises Mistake
    where what clashed is no longer there."""
    if not (clash.row or clash.line):
        return whole
    if content is None:
        raise Mistake("xung-dot-da-khac")
    if clash.line:
        text, ours = content.decode(), clash.ours or ""
        if not ours or text.count(ours) != 1:
            raise Mistake("xung-dot-da-khac")
        return text.replace(ours, clash.theirs or "").encode()
    try:
        here = grids([content])[0]
    except ValueError:
        raise Mistake("xung-dot-da-khac") from None
    return edited_csv(content, list(here.header), edits_of_others(here, clash))


def has_theirs(content: bytes, clash: Clash, whole: bytes) -> bool:
    """Whether a file has in the place of a clash what others wrote; `whole` is their file. Where
    that cannot be told, it has not."""
    try:
        if clash.row:
            return row_is_theirs(grids([content])[0], clash)
        return bool(clash.line) and lines_are_theirs(content.decode(), clash, whole.decode())
    except (Mistake, ValueError):
        return False


def row_is_theirs(here: TableRows, clash: Clash) -> bool:
    """Whether a table has their row or cell."""
    row = here.rows.get(clash.row)
    if clash.column:
        cells = {} if row is None else dict(zip(here.header, row, strict=True))
        return clash.column in cells and cells[clash.column] == clash.theirs
    return (None if row is None else csv_line(row)) == clash.theirs


def lines_are_theirs(text: str, clash: Clash, whole: str) -> bool:
    """Whether a text has their lines where their own text has them, and ours no more."""
    ours, theirs = clash.ours or "", clash.theirs or ""
    if not theirs or whole.count(theirs) != 1 or (ours and ours in text.replace(theirs, "", 1)):
        return False
    begin = whole[: whole.index(theirs)].count("\n")
    end = begin + len(theirs.splitlines())
    yours, now = (one.splitlines(keepends=True) for one in (whole, text))
    blocks = SequenceMatcher(None, yours, now, autojunk=False).get_matching_blocks()
    return any(at <= begin and end <= at + size for at, _, size in blocks)


def edits_of_others(here: TableRows, clash: Clash) -> CsvEdits:
    """What brings a cell or row of others into a table. Raises Mistake where there is no place for
    it any more."""
    edits, line = CsvEdits(), here.lines.get(clash.row)
    if clash.column and line is not None and clash.column in here.header:
        number = list(here.header).index(clash.column)
        edits.cells[line] = {number: clash.theirs or ""}
    elif clash.column:
        raise Mistake("xung-dot-da-khac")
    elif clash.theirs is None and line is not None:
        edits.removed.add(line)
    elif clash.theirs is not None and line is not None:
        edits.cells[line] = dict(enumerate(cells_of_line(clash.theirs)))
    elif clash.theirs is not None:
        edits.added[max(here.lines.values(), default=0)] = [cells_of_line(clash.theirs)]
    return edits


def shown_content(content: bytes | None) -> str | None:
    """A content as text, for the editor to see."""
    return None if content is None else content.decode("utf-8", "replace")


@dataclass
class TableMerging:
    """What is brought from our state of a table into theirs."""

    path: str
    old: TableRows
    ours: TableRows
    theirs: TableRows
    edits: CsvEdits = field(default_factory=CsvEdits)
    clashes: list[Clash] = field(default_factory=list)

    def bring(self) -> None:
        """Bring all changes."""
        for key, row in self.ours.rows.items():
            if key in self.theirs.rows:
                self.bring_cells(key, row)
            elif key not in self.old.rows:
                self.add(key)
            elif row != self.old.rows[key]:
                self.add(key)
                self.clash(key, "", self.old.rows[key], row, None)
        for key in self.old.rows.keys() - self.ours.rows.keys():
            theirs = self.theirs.rows.get(key)
            if theirs == self.old.rows[key]:
                self.edits.removed.add(self.theirs.lines[key])
            elif theirs is not None:
                self.clash(key, "", self.old.rows[key], None, theirs)

    def bring_cells(self, key: str, row: Sequence[str]) -> None:
        """Bring the changed cells of a row that both have."""
        old = self.old.rows.get(key, [""] * len(row))
        cells = zip(self.ours.header, old, row, self.theirs.rows[key], strict=True)
        for number, (column, before, mine, yours) in enumerate(cells):
            if mine in (before, yours):
                continue
            self.edits.cells.setdefault(self.theirs.lines[key], {})[number] = mine
            if yours != before:
                self.clash(key, column, [before], [mine], [yours])

    def add(self, key: str) -> None:
        """Bring a row that they have not, behind the one that it follows here."""
        line = 0
        for other in self.ours.rows:
            if other == key:
                break
            line = self.theirs.lines.get(other, line)
        self.edits.added.setdefault(line, []).append(self.ours.rows[key])

    def clash(
        self,
        row: str,
        column: str,
        old: Sequence[str],
        ours: Sequence[str] | None,
        theirs: Sequence[str] | None,
    ) -> None:
        """Note what both changed."""
        before, mine, yours = (
            None if one is None else one[0] if column else csv_line(one)
            for one in (old, ours, theirs)
        )
        self.clashes.append(Clash(self.path, before, mine, yours, row, column))


def csv_line(cells: Sequence[str]) -> str:
    """A row as it is written with commas."""
    return ",".join(quoted_row(cells, ","))


def cells_of_line(line: str) -> list[str]:
    """The cells of a row that `csv_line` wrote."""
    return next((cells for _, cells in split_csv(line)), [""])


def merge_tables(path: str, old: bytes, ours: bytes, theirs: bytes) -> Merged:
    """A table with the cells and rows that either changed. Raises Mistake, ValueError where it is
    not in a form whose cells can be told apart."""
    before, mine, yours = grids((old, ours, theirs))
    merging = TableMerging(path, before, mine, yours)
    merging.bring()
    content = edited_csv(theirs, list(merging.ours.header), merging.edits)
    return Merged(content, tuple(merging.clashes))


def merge_lines(path: str, old: str, ours: str, theirs: str) -> Merged:
    """A text with the lines that either changed."""
    bases, mines, yours = (one.splitlines(keepends=True) for one in (old, ours, theirs))
    made: list[str] = []
    clashes: list[Clash] = []
    for base, mine, other in stretches(bases, mines, yours):
        if mine in (base, other):
            made += other
        else:
            if other != base:
                before, here, there = ("".join(one) for one in (base, mine, other))
                clashes.append(Clash(path, before, here, there, line=len(made) + 1))
            made += mine
    return Merged("".join(made).encode(), tuple(clashes))


def stretches(
    base: list[str], ours: list[str], theirs: list[str]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Three texts in stretches that belong together: those that all have, and those between."""
    at, mine, other = 0, 0, 0
    for begin, my_begin, their_begin, size in common(base, ours, theirs):
        yield base[at:begin], ours[mine:my_begin], theirs[other:their_begin]
        same = base[begin : begin + size]
        yield same, same, same
        at, mine, other = begin + size, my_begin + size, their_begin + size
    yield base[at:], ours[mine:], theirs[other:]


def common(
    base: list[str], ours: list[str], theirs: list[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Where all three have the same lines: the places in each, and how many lines."""
    first = SequenceMatcher(None, base, ours, autojunk=False).get_matching_blocks()
    second = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    for at, mine, size in first:
        for their_at, other, their_size in second:
            begin, end = max(at, their_at), min(at + size, their_at + their_size)
            if begin < end:
                yield begin, mine + begin - at, other + begin - their_at, end - begin
