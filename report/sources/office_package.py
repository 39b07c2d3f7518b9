"""An office's .docx or .xlsx as the ZIP of XML parts that it is, opened within bounds.

Nothing in such a file is trusted: not its ending, not the sizes and names that it declares, not
its XML. Only XML parts and texts that Word shows as part of the document are unpacked, into memory
and under names that never become paths; pictures, macros and other embedded files are not looked
at. How parts refer to each other is the Open Packaging Convention, ECMA-376 part 2, which also
forbids a document type in any part.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from report.problems.problem import Mistake

MEGABYTE = 2**20
# A yearly report with a hundred photographs is under 30 MB; e-mail takes 25.
LARGEST_FILE = 50 * MEGABYTE
# A part is a picture, a sheet, a header: the largest public reports have some hundred.
MOST_PARTS = 5_000
# Unpacked. A thousand pages of Word are 10 to 20 MB of XML, 20,000 rows of Excel about 15.
LARGEST_PART = 50 * MEGABYTE
LARGEST_TEXT = 100 * MEGABYTE  # all XML parts together
# Word's and Excel's XML shrinks to a tenth, tables of equal cells to a hundredth; a bomb to a
# thousandth. A small part may do what it likes.
HIGHEST_RATIO = 300
SMALL_PART = MEGABYTE
# Of elements in each other: tables in text boxes in tables reach 40. What reads a tree by
# functions that call themselves ends at about 250.
DEEPEST = 100

OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # OLE2: .doc, .xls, and whatever has a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ENTRY = b"PK\x01\x02"  # opens each entry in the list of a ZIP
HAS_PASSWORD = 0x1  # among the flags of an entry
MACROS = "vbaProject.bin"
TAKEN_IN = "aFChunk"  # the relation to a text that Word shows as part of the document
MAIN = "officeDocument"  # how _rels/.rels names the relation to the main part


@dataclass(frozen=True)
class Package:
    """An opened file: its name for messages, all names in it, the bytes of its XML parts, which of
    these are no XML, and the bytes of texts that the document takes in."""

    file: str
    names: list[str]
    parts: dict[str, bytes]
    broken: set[str]
    embedded: dict[str, bytes] = field(default_factory=dict)

    @property
    def has_macros(self) -> bool:
        """Whether it brings programs, which are never run."""
        return any(posixpath.basename(name) == MACROS for name in self.names)

    def main(self) -> str:
        """The name of the part that is the document: Word writes word/document.xml, Word Online
        word/document2.xml. Raises Mistake where there is none."""
        for kind, _, name in self.relations(""):
            if kind == MAIN and name in self.parts:
                return name
        raise not_office(self.file)

    def kind(self) -> str:
        """What the document is: Word's root element is a document, Excel's a workbook."""
        return self.tree(self.main()).tag.rpartition("}")[2]

    def relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """The relations of a part to others inside of the file: kind, id, name of the other."""
        folder, base = posixpath.split(part)
        own = posixpath.join(folder, "_rels", f"{base}.rels")
        for one in self.tree(own) if own in self.parts else ():
            if one.get("TargetMode") != "External":
                name = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
                yield one.get("Type", "").rpartition("/")[2], one.get("Id", ""), name.lstrip("/")

    def taken_in(self) -> set[str]:
        """The names of the files whose text the document shows as its own."""
        with suppress(Mistake):  # whoever needs that part says that it is broken
            return {name for kind, _, name in self.relations(self.main()) if kind == TAKEN_IN}
        return set()

    def tree(self, part: str) -> ElementTree.Element:
        """The tree of a part that is there. Raises Mistake where it is broken."""
        self.refuse_broken(part)
        return ElementTree.fromstring(self.parts[part])  # noqa: S314 - without a document type

    def refuse_broken(self, part: str) -> None:
        """Raise Mistake where a part is no XML."""
        if part in self.broken:
            raise Mistake("phan-hong", file=self.file, part=printable(part))


def read_file(path: Path) -> bytes:
    """The bytes of a file of an acceptable size. Raises Mistake, or OSError."""
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise Mistake("tep-qua-nang", file=path.name, limit=LARGEST_FILE // MEGABYTE)
    return content


def open_package(file: str, content: bytes) -> Package:
    """The parts of a file. Raises Mistake where it is no Office file, or over a bound."""
    refuse_old(file, content)
    if content.count(ENTRY) > MOST_PARTS:  # before any of them is read
        raise Mistake("qua-nhieu-phan", file=file, limit=MOST_PARTS)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            wanted = [entry for entry in entries if is_wanted(entry.filename)]
            refuse_bombs(file, wanted)
            parts = {entry.filename: unpacked(archive, entry) for entry in wanted}
            broken = {name for name, part in parts.items() if not is_sound(file, name, part)}
            package = Package(file, [entry.filename for entry in entries], parts, broken)
            taken_in = package.taken_in()
            texts = [entry for entry in entries if entry.filename in taken_in - parts.keys()]
            refuse_bombs(file, [*wanted, *texts])
            package.embedded.update({one.filename: unpacked(archive, one) for one in texts})
    except Mistake:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise not_office(file) from None
    return package


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry: never more than it declares, and an error where it has more.

    `archive.read` would unpack all of it before it looks.
    """
    with archive.open(entry) as part:
        return part.read(entry.file_size + 1)


def not_office(file: str) -> Mistake:
    """What is said of a file that neither Word nor Excel could open."""
    return Mistake("tep-nhap-hong", file=file)


def refuse_old(file: str, content: bytes) -> None:
    """Refuse what is in the container of the old formats: it has a password, or is old."""
    if not content.startswith(OLD_CONTAINER):
        return
    if ENCRYPTED in content:
        raise needs_password(file)
    raise Mistake("tep-doi-cu", file=file)


def needs_password(file: str) -> Mistake:
    """What is said of a file that opens with a password only."""
    return Mistake("tep-co-mat-khau", file=file)


def is_wanted(name: str) -> bool:
    """Whether a part is read: XML, but not what other programs keep in customXml/ as they like."""
    return name.lower().endswith((".xml", ".rels")) and not name.startswith("customXml/")


def refuse_bombs(file: str, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse parts that have a password or unpack into too much.

    The sizes are those that the file declares: no more is unpacked than that.
    """
    for entry in entries:
        if entry.flag_bits & HAS_PASSWORD:
            raise needs_password(file)
        high = entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1)
        if entry.file_size > LARGEST_PART or (high and entry.file_size > SMALL_PART):
            raise Mistake(
                "phan-no-qua-lon",
                file=file,
                part=printable(entry.filename),
                packed=entry.compress_size,
                size=entry.file_size,
                limit=LARGEST_PART // MEGABYTE,
                ratio=HIGHEST_RATIO,
            )
    if sum(entry.file_size for entry in entries) > LARGEST_TEXT:
        raise Mistake("tep-no-qua-lon", file=file, limit=LARGEST_TEXT // MEGABYTE)


def is_sound(file: str, name: str, part: bytes) -> bool:
    """Whether a part is XML.

    Raises Mistake for a document type (only there can entities be declared, to be multiplied or
    to name other files) and for elements nested too deep.
    """
    parser = expat.ParserCreate(namespace_separator=" ")  # as strict as what makes a tree of it
    depth = 0

    def start(_: str, __: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Mistake("phan-long-qua-sau", file=file, part=printable(name), limit=DEEPEST)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise Mistake("phan-co-doctype", file=file, part=printable(name))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(part, True)
    except Mistake:
        raise
    except (expat.ExpatError, LookupError, ValueError):  # the latter of unknown encodings
        return False
    return True


def printable(name: str) -> str:
    """The name of a part in a message, which it cannot break or flood."""
    return "".join(char if char.isprintable() else "?" for char in name[:60])
