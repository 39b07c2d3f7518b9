"""The site as a ZIP, to be opened from disk without a server: for places with a poor line.

From disk (file:) a browser shows no index.html for a folder, starts no workers, fetches no
files and imports no scripts. So links name their files, and the search gets its engine and
its index from a plain script (templates/search_offline.js).
"""

import base64
import datetime
import json
import posixpath
import re
from pathlib import Path, PurePosixPath

from report.downloads.archive import pack
from report.edition.edition import Edition
from report.edition.letterhead import copies_notice
from report.site.dcat import JSON_LD, TURTLE
from report.site.markdown_twins import LLMS
from report.site.sharing import CARDS_FOLDER, MANIFEST
from report.site.theme.search_index import MANUAL_INDEX, SEARCH_INDEX
from report.sources.addresses import DOCUMENTS_FOLDER, FRAMES, PICTURES, TWIN
from report.text.templates import ENVIRONMENT

ENDING = "zip"
SCRIPTS = "assets/javascripts"
OFFLINE = f"{SCRIPTS}/search-offline.js"
ENGINE = f"{SCRIPTS}/search-engine.js"
PANEL = f"{SCRIPTS}/search-panel.js"
FIGURE_PLACE = 4  # of a figure in the index: where it stands
# What only a server, a search engine or a published address has a use for.
LEFT_OUT = {SEARCH_INDEX, MANUAL_INDEX, "404.html", "robots.txt", "sitemap.xml", "sitemap.xml.gz"}
LEFT_OUT |= {MANIFEST, JSON_LD, TURTLE, LLMS, "sw.js"}
SHARED_ONLY = re.compile(rf"^{CARDS_FOLDER}/|(^|/){TWIN}$")
LINK_TAG = re.compile(r'(<a\b[^<>]*?\shref=")([^":#?]*)([^"]*")')
POLICY_TAG = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?', re.I)
# Nothing from disk may ask for these, and the twins of pages are left out.
OF_A_SERVER = re.compile(
    r'<link rel="(?:preload"|manifest"| alternate" type="(?:text/|application/ld))[^>]*>\n?'
)
OWN_LINK = re.compile(r'<li class="ngoai-tuyen">.*?</li>\n?', re.S)
SEARCH_SCRIPT_TAG = re.compile(rf'<script\b[^>]*\bsrc="([^"]*){SCRIPTS}/search\.js"')
# Copies themselves, and what is for other sites; links to them are in OWN_LINK.
ONLINE_ONLY = re.compile(rf"^(?:{DOCUMENTS_FOLDER}/.*\.{ENDING}$|(?:{PICTURES}|{FRAMES})/)")
IMPORT = re.compile(r'((?:\bfrom|\bimport)\s*\(?\s*)"(\./[^"]+)"')
README = """\
Bản ngoại tuyến của trang “{title}”.

1. Giải nén toàn bộ tệp ZIP ra một thư mục.
2. Mở tệp index.html trong thư mục đó bằng trình duyệt. Không cần mạng.

{notice}
"""


def offline_uri(year: int) -> str:
    """The path of the ZIP in the site."""
    return f"{DOCUMENTS_FOLDER}/{year}/ban-ngoai-tuyen-{year}.{ENDING}"


def is_site(folder: Path) -> bool:
    """Whether a folder holds a built site."""
    return (folder / SEARCH_INDEX).is_file()


def write_offline(site: Path, edition: Edition, year: int, stamp: datetime.date) -> Path:
    """Write the ZIP of a site that is being built into it; returns where."""
    target = site / offline_uri(year)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(offline_copy(site, edition, year, stamp))
    return target


def offline_copy(site: Path, edition: Edition, year: int, stamp: datetime.date) -> bytes:
    """The ZIP of a built site, under the names of the office."""
    name = PurePosixPath(offline_uri(year)).stem
    ending = edition.ending.sentence if edition.ending else ""
    notice = "\n\n".join(filter(None, (copies_notice(edition, year), ending)))
    return offline_site(site, name, edition.office["trang"], notice, stamp)


def offline_site(site: Path, name: str, title: str, notice: str, stamp: datetime.date) -> bytes:
    """The ZIP of the built site in `site`; in it all stands in a folder called `name`, with a
    `notice` of what it is."""
    files = {
        path.relative_to(site).as_posix(): path
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.suffix != ".map"
    }
    unfit = (ONLINE_ONLY, SHARED_ONLY)
    files = {uri: path for uri, path in files.items() if not any(one.search(uri) for one in unfit)}
    content = {"DOC-TRUOC.txt": README.format(title=title, notice=notice).encode()}
    for uri in sorted(files.keys() - LEFT_OUT):
        data = files[uri].read_bytes()
        content[uri] = from_disk(data.decode()).encode() if uri.endswith(".html") else data
    content[OFFLINE] = search_script(site).encode()
    return pack({f"{name}/{uri}": data for uri, data in content.items()}, stamp)


def from_disk(page: str) -> str:
    """A page whose links name files, and that has the search of a copy on disk.

    Its security policy is left out: it speaks of the site's address, and a copy has none.
    """
    page = POLICY_TAG.sub("", OF_A_SERVER.sub("", OWN_LINK.sub("", page)))
    page = LINK_TAG.sub(lambda link: f"{link[1]}{with_file(link[2])}{link[3]}", page)
    return SEARCH_SCRIPT_TAG.sub(rf'<script src="\1{OFFLINE}"></script>\n\g<0>', page, count=1)


def with_file(path: str) -> str:
    """The address of a page with the name of its file."""
    if path == "." or path.endswith(".."):
        return f"{path}/index.html"
    return f"{path}index.html" if path.endswith("/") else path


def search_script(site: Path) -> str:
    """The script of the search with the engine and the index in it."""
    return ENVIRONMENT.get_template("site/templates/search_offline.js").render(
        engine=json.dumps(module_url(site, ENGINE)),
        panel=json.dumps(module_url(site, PANEL)),
        data=disk_index(site, SEARCH_INDEX),
        manual=disk_index(site, MANUAL_INDEX),
    )


def disk_index(site: Path, uri: str) -> str:
    """An index of the search with the names of files in its addresses."""
    data = json.loads((site / uri).read_text("utf-8"))
    for entry in data["docs"]:
        entry["location"] = address_on_disk(entry["location"])
    for figure in data["figures"]:
        figure[FIGURE_PLACE] = address_on_disk(figure[FIGURE_PLACE])
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def address_on_disk(location: str) -> str:
    """The address of a passage with the name of its file."""
    path, mark, anchor = location.partition("#")
    return f"{with_file(path or './').removeprefix('./')}{mark}{anchor}"


def module_url(site: Path, uri: str) -> str:
    """A script with all that it imports, as an address that holds its content."""
    folder = posixpath.dirname(uri)

    def inside(found: re.Match[str]) -> str:
        imported = posixpath.normpath(posixpath.join(folder, found[2]))
        return f'{found[1]}"{module_url(site, imported)}"'

    source = IMPORT.sub(inside, (site / uri).read_text("utf-8"))
    return f"data:text/javascript;base64,{base64.b64encode(source.encode()).decode()}"
