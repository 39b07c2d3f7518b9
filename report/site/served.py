"""The site in the folder that a web server of the office reads: each publication in a folder of
its own with compressed copies of its texts, a link to the newest, and the one before it kept.

    FOLDER/ban-1f0c9a…/  a publication, named after what is in it
    FOLDER/hien-tai      link to the newest: the root of the server (deploy/nginx.conf)
    FOLDER/ban-truoc     link to the one before: to go back, point `hien-tai` to it
"""

import gzip
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from report.kept.fingerprint import tree_digest
from report.problems.problem import Mistake
from report.site.digest_names import name_by_digest
from report.sources.writing import WORKING_FOLDER, working_folder

CURRENT, BEFORE, FOLDER_PREFIX = "hien-tai", "ban-truoc", "ban-"
DIGEST_LENGTH = 12  # of the digest of its content
PUBLICATION = re.compile("ban-[0-9a-f]{12}")  # a folder that is of this program
# What a server sends shorter; pictures, fonts and documents are compressed in themselves.
PACKED_TEXTS = {".html", ".css", ".js", ".map", ".json", ".jsonld", ".svg", ".xml", ".txt", ".csv"}
PACKED_TEXTS |= {".md", ".ttl", ".webmanifest"}
LEAST_BYTES = 512  # of a file that is compressed: a smaller one is one packet either way
READABLE_FOLDER, READABLE_FILE = 0o755, 0o644  # the server is another user


@dataclass(frozen=True)
class ServedSite:
    """What the server shows now, whether it was new, and how many bytes its texts have as they
    are and compressed by brotli."""

    folder: Path
    is_new: bool
    plain: int = 0
    packed: int = 0


def publish(site: Path, folder: Path) -> ServedSite:
    """Copy a built site into the folder of a server and switch the link to it.

    A request sees the old site or the new one. One run at a time; a killed one leaves the old.
    Raises Mistake where there is no site or the folder is a part of it, and OSError.
    """
    if not (site / "index.html").is_file():
        raise Mistake("phuc-vu-chua-dung", folder=site)
    if folder.resolve().is_relative_to(site.resolve()):
        raise Mistake("phuc-vu-trong-trang", folder=folder)
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir()
        one.chmod(READABLE_FOLDER)
    with working_folder(folder / WORKING_FOLDER, folder) as draft:
        target = folder / f"{FOLDER_PREFIX}{tree_digest(site)[:DIGEST_LENGTH]}"
        sizes = (0, 0)
        if is_new := not target.exists():
            whole = draft / target.name
            shutil.copytree(site, whole)
            name_by_digest(whole, current(folder))
            sizes = compress(whole)
            let_all_read(whole)
            whole.rename(target)
        show_publication(folder, target)
    return ServedSite(target, is_new, *sizes)


def current(folder: Path) -> Path | None:
    """The publication that is shown, if there is one."""
    shown = folder / CURRENT
    return shown.resolve() if shown.is_symlink() else None


def files_in(site: Path) -> Iterator[Path]:
    """All files, in the order of their names."""
    return (path for path in sorted(site.rglob("*")) if path.is_file())


def compress(site: Path) -> tuple[int, int]:
    """Write `.gz` and `.br` beside each text that gets shorter; the bytes of these texts, before
    and after. The libraries let go of Python's lock, so that all cores work."""
    texts = [path for path in files_in(site) if path.suffix in PACKED_TEXTS]
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        sizes = list(workers.map(compress_file, texts))
    return sum(plain for plain, _ in sizes), sum(packed for _, packed in sizes)


def compress_file(path: Path) -> tuple[int, int]:
    """Write the compressed copies of a file, as old as it is; its bytes before and after."""
    import brotli  # type: ignore[import-untyped] # by this command only

    content = path.read_bytes()
    if len(content) < LEAST_BYTES:
        return len(content), len(content)
    time = path.stat()
    packed = {".gz": gzip.compress(content, mtime=0), ".br": brotli.compress(content)}
    for ending, copy in packed.items():
        if len(copy) < len(content):
            beside = path.with_name(path.name + ending)
            beside.write_bytes(copy)
            os.utime(beside, ns=(time.st_atime_ns, time.st_mtime_ns))
    return len(content), min(len(content), len(packed[".br"]))


def let_all_read(site: Path) -> None:
    """Let every user of the machine read a site, whatever the user who built it lets them do with
    his own files."""
    for path in (site, *site.rglob("*")):
        path.chmod(READABLE_FOLDER if path.is_dir() else READABLE_FILE)


def show_publication(folder: Path, target: Path) -> None:
    """Let the links say which publication is shown and which was before, and remove all others.

    The server gets the new one first: only then is anything removed.
    """
    shown = folder / CURRENT
    before = shown.readlink().name if shown.is_symlink() else ""
    if before and before != target.name:
        point(folder / BEFORE, before)
    point(shown, target.name)
    kept = {link.readlink().name for link in (shown, folder / BEFORE) if link.is_symlink()}
    for old in folder.iterdir():
        if PUBLICATION.fullmatch(old.name) and old.name not in kept:
            shutil.rmtree(old)


def point(link: Path, name: str) -> None:
    """Let a link lead to a folder beside it, in one step."""
    new = link.with_name(f"{WORKING_FOLDER}-{secrets.token_hex(4)}")
    new.symlink_to(name)
    new.replace(link)
