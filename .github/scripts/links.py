"""Which links of the built site to other sites no longer open: a list in Markdown.

    PYTHONPATH=. python links.py SITE

Nothing is printed where all open. The exit status is 0 in any case: other people's servers are no
reason to stop anything. Each address is asked once, with a pause, first for its head alone.
"""

import sys
import time
import urllib.error
import urllib.request
from html.parser import HTMLParser
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote

from report.problems.host import code, words

AGENT = "Mozilla/5.0 (compatible; site-check/1; links.py)"
TIMEOUT = 20  # seconds
PAUSE = 1  # seconds between two addresses
LIMITED = {401, 403, 429}  # there, but not for programs
REASONS = {404: "không có trang này", 410: "trang đã bị gỡ"}


class Anchors(HTMLParser):
    """Addresses that the links of a page lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what leads to another site."""
        address = dict(attrs).get("href") or ""
        if tag == "a" and address.startswith(("http://", "https://")):
            self.addresses.add(address.partition("#")[0])


def outside_links(site: Path) -> dict[str, list[str]]:
    """Each address outside the site → the pages that link to it."""
    found: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*.html")):
        anchors = Anchors()
        anchors.feed(path.read_text("utf-8"))
        for address in sorted(anchors.addresses):
            found.setdefault(address, []).append(path.relative_to(site).as_posix())
    return found


def trouble(address: str) -> str:
    """Why an address does not open, in Vietnamese; empty where it does.

    Some servers answer a HEAD wrongly, so that only the answer to a GET counts against one.
    """
    return ask(address, "HEAD") and ask(address, "GET")


def ask(address: str, method: str) -> str:
    """What is wrong with the answer to one request; empty where nothing is."""
    plain = quote(address, safe=":/?#[]@!$&'()*+,;=%~")
    headers = {"User-Agent": AGENT}
    try:
        request = urllib.request.Request(plain, headers=headers, method=method)  # noqa: S310
        with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310
            return ""
    except urllib.error.HTTPError as error:
        if error.code in LIMITED:
            return ""
        return REASONS.get(error.code, f"máy chủ trả lời {error.code}")
    except (OSError, HTTPException, ValueError) as error:
        return f"không kết nối được: {getattr(error, 'reason', error)}"


def listing(broken: dict[str, str], pages: dict[str, list[str]]) -> str:
    """The list for the issue. An address is code: as a link, it would be noted where it leads."""
    lines = [
        "Các liên kết ra ngoài sau đây không mở được. Xin mở thử bằng tay rồi sửa hoặc bỏ.",
        "",
    ]
    for address, reason in broken.items():
        where = ", ".join(map(code, pages[address]))
        lines.append(f"- {code(address)}: {words(reason)} (ở {where})")
    return "\n".join(lines)


def main(site: Path) -> None:
    """Ask every address once."""
    pages = outside_links(site)
    broken: dict[str, str] = {}
    for count, address in enumerate(pages):
        time.sleep(PAUSE if count else 0)
        if reason := trouble(address):
            broken[address] = reason
    if broken:
        print(listing(broken, pages))
    print(f"{len(pages)} liên kết ra ngoài, {len(broken)} không mở được.", file=sys.stderr)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    main(Path(sys.argv[1]))
