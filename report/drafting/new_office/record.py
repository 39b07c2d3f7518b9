"""What the package wrote into a repository, as it wrote it: who changed a file since?"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from report.drafting.new_office.changelog import version_numbers

RECORD_FILE = ".bao-cao.json"
TABLES = "data/chung/"  # of these tables each row is known by itself: offices add their own


@dataclass(frozen=True)
class PackageRecord:
    """The version that wrote last, the digests of its files, and of each row of its tables."""

    version: str
    files: Mapping[str, str]
    rows: Mapping[str, Mapping[str, str]]


def record_of(version: str, files: Mapping[str, bytes]) -> PackageRecord:
    """The record of files as the package has them."""
    digests = {path: file_digest_of(content) for path, content in files.items()}
    return PackageRecord(
        version,
        digests,
        {path: line_digests(files[path]) for path in files if is_shared_table(path)},
    )


def is_shared_table(path: str) -> bool:
    """Whether a file is a table that all years share."""
    return path.startswith(TABLES) and path.endswith(".csv")


def line_digests(content: bytes) -> Mapping[str, str]:
    """The digest of each row of a table, by its key."""
    return {key: file_digest_of(line.encode()) for key, line in table_lines(content).items()}


def table_lines(content: bytes) -> dict[str, str]:
    """The rows of a table by their keys, each as it is written; the header is one, too."""
    lines = content.decode("utf-8-sig", "surrogateescape").splitlines()
    return {line.partition(",")[0]: line for line in lines if line}


def file_digest_of(content: bytes) -> str:
    """The digest of a file; what ends its lines does not count, as git may change that."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def record_text(record: PackageRecord) -> bytes:
    """The record as its file."""
    content = {"phien_ban": record.version, "tep": record.files, "dong": record.rows}
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def read_package_record(root: Path) -> PackageRecord | None:
    """The record of a repository; None where there is none, or none that can be read."""
    try:
        found = json.loads((root / RECORD_FILE).read_text("utf-8"))
        version_numbers(str(found["phien_ban"]))
        return PackageRecord(str(found["phien_ban"]), dict(found["tep"]), dict(found["dong"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
