"""The ZIP of all downloads, and the README in it."""

import datetime
import io
import zipfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from types import SimpleNamespace

from report.downloads.release import Release, source_sentence
from report.text.templates import ENVIRONMENT

REGULAR_FILE = 0o100644 << 16  # rw-r--r--, for programs that unpack on Unix


def readme(release: Release) -> bytes:
    """A guide to the files in plain text, which shows markup and never runs it."""
    template = ENVIRONMENT.get_template("downloads/templates/readme.txt")
    return (
        template.render(release=release, notes=release.notes, source_line=source_sentence).encode()
        + b"\n"
    )


@contextmanager
def any_clock() -> Iterator[None]:
    """Let a ZIP be written in which times mean nothing, as it is packed anew or only read.

    Each part would get the time of the clock, and zipfile refuses one before 1980.
    """
    clock = zipfile.time  # type: ignore[attr-defined] # the module time, as zipfile has it
    first = SimpleNamespace(time=lambda: 0, localtime=lambda _: (1980, 1, 1, 0, 0, 0))
    zipfile.time = first  # type: ignore[attr-defined]
    try:
        yield
    finally:
        zipfile.time = clock  # type: ignore[attr-defined]


def pack(files: Mapping[str, bytes], stamp: datetime.date, stored: Collection[str] = ()) -> bytes:
    """A ZIP of `files` in their order, those in `stored` without compression; equal files and
    stamps give equal bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (max(stamp.year, 1980), stamp.month, stamp.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = REGULAR_FILE
            archive.writestr(entry, data)
    return content.getvalue()
