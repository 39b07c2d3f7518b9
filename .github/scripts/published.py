"""Open the published site as a reader would: is all of it there, whole, and the newest?

    PYTHONPATH=. python published.py ADDRESS REVISION [--attempts 20] [--pause 15]

Waits until the front page is of REVISION, then opens every page of the sitemap, the search index,
the list of figures and each file of the Data Packages (of each year, and that of all years with
figures.parquet), which is held against its hash. Every
finding is printed as an annotation of GitHub; exit status 1 where there is one.
"""

import argparse
import hashlib
import json
import re
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from report.problems.host import command_data, plain

AGENT = "site-check/1 (published.py)"
REVISION = re.compile(r'<meta name="revision" content="([^"]*)">')
ADDRESS = re.compile(r"<loc>([^<]+)</loc>")
YEAR = re.compile(r"so-lieu/\d{4}/$")
OF_ALL_YEARS = 'href="../figures.parquet"'  # on the page of a year that the file has
PARQUET = b"PAR1"  # at both ends of a whole file


@dataclass(frozen=True)
class Answer:
    """What a server says to a GET: status 0 where there is no server."""

    status: int
    kind: str
    body: bytes

    @property
    def text(self) -> str:
        """The body of a page."""
        return self.body.decode("utf-8", "replace")

    @property
    def revision(self) -> str:
        """The revision that a page says it is of."""
        found = REVISION.search(self.text)
        return found[1] if found else ""


def get(address: str) -> Answer:
    """Open an address; redirects are followed."""
    request = urllib.request.Request(address, headers={"User-Agent": AGENT})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return Answer(answer.status, answer.headers.get_content_type(), answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers.get_content_type(), error.read())
    except OSError as error:  # no server, no name, no time
        return Answer(0, "", str(error).encode())


def wait(address: str, revision: str, attempts: int, pause: float) -> None:
    """A deployment takes a while to reach every server of the host."""
    for _ in range(attempts - 1):
        if get(address).revision == revision:
            return
        time.sleep(pause)


def findings(address: str, revision: str) -> Iterator[str]:
    """Everything that is wrong with the site at `address`, in Vietnamese."""
    pages = ADDRESS.findall(get(urljoin(address, "sitemap.xml")).text)
    if address not in pages:
        yield f"sitemap.xml không có trang chủ {address}"
    for page in pages:
        yield from page_findings(page, revision)
    years = [*filter(YEAR.search, pages)]
    for year in years:
        yield from json_findings(urljoin(year, "figures.json"))
        yield from package_findings(year)
    if any(OF_ALL_YEARS in get(year).text for year in years):
        yield from package_findings(urljoin(years[0], "../"))
    yield from json_findings(urljoin(address, "search/search_index.json"))
    if (missing := get(urljoin(address, "khong-co-trang-nay/"))).status != 404:
        yield f"địa chỉ không có trang phải trả lời 404, nay trả lời {missing.status}"
    elif not missing.revision:
        yield "trang báo “không tìm thấy” không phải là trang của trang web này"


def page_findings(address: str, revision: str) -> Iterator[str]:
    """A page opens, is HTML and of the revision."""
    page = get(address)
    if page.status != 200:
        yield f"{address} không mở được ({page.status or page.text})"
    elif page.kind != "text/html":
        yield f"{address} không phải là trang HTML ({page.kind})"
    elif page.revision != revision:
        yield f"{address} là bản {page.revision or 'không rõ'}, không phải bản {revision}"


def package_findings(folder: str) -> Iterator[str]:
    """The Data Package of a folder and its files are whole."""
    descriptor = urljoin(folder, "datapackage.json")
    unreadable = list(json_findings(descriptor))
    yield from unreadable
    for one in [] if unreadable else json.loads(get(descriptor).body)["resources"]:
        file = get(address := urljoin(folder, one["path"]))
        if file.status != 200:
            yield f"{address} không tải được ({file.status})"
        elif f"sha256:{hashlib.sha256(file.body).hexdigest()}" != one["hash"]:
            yield f"{address} không khớp với mã băm trong datapackage.json"
        elif one["format"] == "parquet" and {file.body[:4], file.body[-4:]} != {PARQUET}:
            yield f"{address} không phải là tệp Parquet"


def json_findings(address: str) -> Iterator[str]:
    """A file opens and is JSON that says something."""
    file = get(address)
    try:
        empty = not json.loads(file.body)
    except ValueError:
        empty = True
    if file.status != 200 or empty:
        yield f"{address} không tải được hoặc không có nội dung ({file.status})"


def main() -> int:
    """Check the site that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="address of the front page")
    parser.add_argument("revision", help="commit that was published")
    parser.add_argument("--attempts", type=int, default=20)
    parser.add_argument("--pause", type=float, default=15, help="seconds between attempts")
    options = parser.parse_args()
    address = options.address.rstrip("/") + "/"
    wait(address, options.revision, options.attempts, options.pause)
    found = list(findings(address, options.revision))
    for one in found:
        print(f"::error title=Trang đã công bố có lỗi::{command_data(plain(one))}")
    if not found:
        print(f"Trang {address} là bản {options.revision}, mở được đầy đủ.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main())
