"""Which cells name places: `dia_ban` of a column in datapackage.yaml names the table of places.

In a key column each key is that of a place. In any other column a place is known by its name
as a whole: with its type ("xã Vũ Mẫu") wherever it stands, without it only in a cell that lists
nothing but places. "Xóm Vũ Mẫu, xã Đoàn Kết" is in Đoàn Kết; a thing done "đoàn kết" is nowhere.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from report.sources.tables import Cell, Dataset, Table

PLACE_TYPE = "loai"  # the column of a table of places that says what a place is: xã, thị trấn…
PLACE_CODE = "ma"  # the column with the code of a place in the state's list of units
SEPARATOR = re.compile(r"[,;]|\bvà\b")
NEXT_WORD = re.compile(r"\s+(\w)")


@dataclass(frozen=True)
class NamedPlace:
    """A row of a table of places: its name, and what it is (empty where the table has no types)."""

    key: str
    name: str
    type: str
    table: Table

    @property
    def code(self) -> str | None:
        """Its code in the state's list of units, where its table has one."""
        cell = self.table.rows[self.key].get(PLACE_CODE)
        return cell.text if cell and cell.value else None

    @property
    def full_name(self) -> str:
        """As it stands inside a sentence: "thị trấn Tĩnh Mẫu"."""
        return f"{self.type} {self.name}" if self.type else self.name

    @property
    def title(self) -> str:
        """The same at the beginning of one."""
        return self.full_name[:1].upper() + self.full_name[1:]


@dataclass(frozen=True)
class Mention:
    """A place by its key, and where its name stands in a text."""

    key: str
    start: int
    end: int


Mentions = Mapping[str, tuple[Mention, ...]]  # by the address of the cell that a reader sees
NO_MENTIONS: Mentions = MappingProxyType({})


def tables_with_places(dataset: Dataset) -> Iterator[tuple[Table, str, str]]:
    """Each table of a year, and each common one, that names places, with the column that does and
    the name of the table of places."""
    common = dataset.common.tables if dataset.common else {}
    for table in (*dataset.tables.values(), *common.values()):
        for column in table.columns.values():
            if column.places:
                yield table, column.name, column.places


def place_tables(dataset: Dataset) -> dict[str, Table]:
    """The tables of places that columns name and that can be read, by their names."""
    common = dataset.common.tables if dataset.common else {}
    known = {**common, **dataset.tables}
    names = (name for _, _, name in tables_with_places(dataset))
    return {name: known[name] for name in names if name in known}


def read_places(dataset: Dataset) -> dict[str, NamedPlace]:
    """The places of a year by their keys; one whose name is still to be filled is left out."""
    return {
        key: NamedPlace(key, row[table.label].text, type_of(row), table)
        for table in place_tables(dataset).values()
        for key, row in table.rows.items()
        if row[table.label].value
    }


def type_of(row: Mapping[str, Cell]) -> str:
    """What a place is, as far as its table says it."""
    cell = row.get(PLACE_TYPE)
    return cell.text if cell and cell.value else ""


def read_mentions(dataset: Dataset) -> dict[str, tuple[Mention, ...]]:
    """The places that each cell of a year, and of the common tables, names. Where the key is a
    place, and in the table of places itself, the cell is the label of the row."""
    places = read_places(dataset)
    finder = PlaceNames(places.values())
    tables = place_tables(dataset)
    by_key = {table.name: table for table in tables.values()}
    found: dict[str, tuple[Mention, ...]] = {}
    for table, column, _ in tables_with_places(dataset):
        if column == table.key:
            by_key[table.name] = table
            continue
        for row in table.rows.values():
            mentions = finder.mentions(row[column].text) if row[column].value else ()
            if mentions:
                found[row[column].address] = mentions
    for table in by_key.values():
        for key in table.rows.keys() & places.keys():
            label = table.rows[key][table.label]
            found[label.address] = (Mention(key, 0, len(label.text)),)
    return found


def place_of_row(row: Mapping[str, Cell], mentions: Mentions) -> str | None:
    """The key of the one place that a row is about: a cell of it says that name and nothing else.
    None where there is no such place, or more than one."""
    keys = {
        one.key
        for cell in row.values()
        for one in mentions.get(cell.address, ())
        if (one.start, one.end) == (0, len(cell.text))
    }
    return keys.pop() if len(keys) == 1 else None


class PlaceNames:
    """Finds the names of places in texts. Names that two places share, each with its type, are
    not looked for: nothing says which of them is meant."""

    def __init__(self, places: Iterable[NamedPlace]) -> None:
        """The names to find."""
        known = list(places)
        self.full = unambiguous((place.full_name, place.key) for place in known if place.type)
        self.bare = unambiguous((place.name, place.key) for place in known)
        # The type may begin a sentence; all else is as it is written: names have capitals.
        spelled = {f"{name[:1].upper()}{name[1:]}": key for name, key in self.full.items()}
        self.spelled = self.full | spelled
        longest = sorted(self.spelled, key=len, reverse=True)
        alternatives = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest)
        self.pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)") if longest else None

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The places in the text of a cell, in their order."""
        return self.listed(text) or tuple(self.with_types(text))

    def with_types(self, text: str) -> Iterator[Mention]:
        """The places whose name stands with its type; a name that a word with a capital
        continues is another one: "xã Minh" is none in "xã Thanh Tâm"."""
        for match in self.pattern.finditer(text) if self.pattern else ():
            following = NEXT_WORD.match(text, match.end())
            if not (following and following[1].isupper()):
                key = self.spelled[" ".join(match[0].split())]
                yield Mention(key, match.start(), match.end())

    def listed(self, text: str) -> tuple[Mention, ...]:
        """The places of a text that is a list of places and nothing else."""
        found, start = [], 0
        for end, after in [*(one.span() for one in SEPARATOR.finditer(text)), (len(text), 0)]:
            piece = text[start:end].strip()
            name = " ".join(piece.split())
            key = self.bare.get(name) or self.spelled.get(name)
            if key is None:
                return ()
            begin = text.index(piece, start)
            found.append(Mention(key, begin, begin + len(piece)))
            start = after
        return tuple(found)


def unambiguous(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Names with the one key that each stands for."""
    keys: dict[str, set[str]] = {}
    for name, key in names:
        keys.setdefault(name, set()).add(key)
    return {name: key for name, (key, *others) in keys.items() if not others}
