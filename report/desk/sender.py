"""Who sends a draft: asked once, kept beside it."""

import json
from collections.abc import Mapping
from pathlib import Path

from report.sources.writing import write_through

SENDER = "nguoi-gui.json"  # in the folder of a draft


def known_sender(folder: Path) -> dict[str, str] | None:
    """Who sent the draft of a folder last, by name and email; None where nobody did."""
    try:
        known = json.loads((folder / SENDER).read_bytes())
        return {name: str(known[name]) for name in ("name", "email")}
    except (OSError, ValueError, TypeError, KeyError):
        return None


def remember_sender(folder: Path, sender: Mapping[str, str]) -> None:
    """Keep beside a draft who sends it. Raises OSError."""
    write_through(folder / SENDER, json.dumps(sender).encode())
