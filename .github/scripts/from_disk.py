"""A copy of the built site that opens from disk, where no server finds the index of a folder.

    python from_disk.py SITE TARGET

Links to folders become links to their index.html. The search needs a server and stays without.
"""

import re
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

HREF = re.compile(r'(?<=\shref=")[^"]*(?=")')


def from_disk(link: str) -> str:
    """A relative link to a folder with the name of its page; any other as it is."""
    parts = urlsplit(link)
    folder, _, name = parts.path.rpartition("/")
    if parts.scheme or parts.netloc or name not in ("", ".", "..") or not parts.path:
        return link
    path = f"{parts.path.rstrip('/')}/index.html" if folder or name else parts.path
    return parts._replace(path=path).geturl()


def main(site: Path, target: Path) -> None:
    """Copy the site and mend its pages."""
    shutil.copytree(site, target)
    (target / "404.html").unlink()  # only a server shows it; its links begin at the root
    for page in target.rglob("*.html"):
        text = page.read_text("utf-8")
        page.write_text(HREF.sub(lambda link: from_disk(link[0]), text), "utf-8", newline="")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
