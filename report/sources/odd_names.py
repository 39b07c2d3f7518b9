"""Names of files that nobody has made, or made once more: locks, what systems keep, copies."""

import re

# What systems and programs put into folders by themselves; nobody else ever sees it.
LEFT_BY_SYSTEMS = ("thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".localized")
APPLE_DOUBLE = "._"  # begins what macOS puts beside each file on a disk of Windows
LOCKS = ("~$", ".~lock.")  # begin what Word, Excel and LibreOffice put beside a file that is open
COPIED = re.compile(
    r"(?P<before>.*?)(?: ?\([0-9]{1,3}\)| ?[-–] ?(?:copy|sao chép|bản sao)(?: ?\([0-9]+\))?)"
    r"|(?:copy of|bản sao(?: [0-9]+)? của) (?P<behind>.*)"
    r"|(?P<beside>.*?)[ _-]*bản sao(?: ?\(?[0-9]+\)?)?",
    re.IGNORECASE,
)


def is_left_by_system(name: str) -> bool:
    """Whether a system has made the file by itself."""
    return name.lower() in LEFT_BY_SYSTEMS or name.startswith(APPLE_DOUBLE)


def is_lock(name: str) -> bool:
    """Whether a file only says that somebody has another one open."""
    return name.startswith(LOCKS)


def original_of_copy(name: str) -> str:
    """The name of the file that one is a copy of, as its own name says; "" for no copy."""
    stem, dot, ending = name.rpartition(".")
    found = COPIED.fullmatch(stem) if dot else None
    original = next(filter(None, found.groups()), "").strip() if found else ""
    return f"{original}.{ending}" if original else ""
