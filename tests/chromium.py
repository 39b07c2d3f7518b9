"""The browser of the machine, found and started the same way everywhere."""

import shutil

from playwright.sync_api import Request

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


def has_failed(request: Request) -> bool:
    """Whether a request that came to nothing did so for want of what it asked for. One that the
    browser gave up, since the tab went on to another page, says nothing about the site."""
    return request.failure != "net::ERR_ABORTED"
