"""The browser of the machine, found and started the same way everywhere."""

import shutil

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium() -> str:
    """The path of the browser; tests/system.sh installs one where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(path for path in map(shutil.which, names) if path)
