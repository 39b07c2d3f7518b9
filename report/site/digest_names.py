"""Names with the digest of their content for the files that pages load, in a published site.

Who comes back is shown a page without asking for them again: under such a name a file never
changes, so a browser keeps it for a year (deploy/maps.conf). The files stay under their own
names, too, for what else leads to them.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

# Of a page: what it loads from this site; of a stylesheet: its fonts.
LOADED = re.compile(
    rb'(\b(?:href|src)="[^":]*?)(assets/(?:fonts|images|javascripts|stylesheets)/[\w.-]+)(?=")'
)
FONT = re.compile(rb'(url\("?\.\./)(fonts/[\w.-]+)(?="?\))')
WITH_DIGEST = re.compile(r"\.[0-9a-f]{8}\.(?:min\.)?\w+$")  # as deploy/maps.conf has it
DIGEST_SIGNS = 8  # of a digest in a name


def name_by_digest(site: Path, before: Path | None) -> None:
    """Give what the pages of a copied site load names with digests, and have them load that.

    Pages of the publication `before` that somebody has open find what they load.
    """
    pages = sorted(site.rglob("*.html"))
    names = {}
    for name in sorted({name for page in pages for name in loaded(page)}):
        # Stylesheets come last: they name the fonts, which pages name as well.
        if not WITH_DIGEST.search(name) and (site / name).is_file():
            names[name] = name
    for name in sorted(names, key=lambda one: one.endswith(".css")):
        content = (site / name).read_bytes()
        if name.endswith(".css"):
            content = by_new_names(FONT, content, names, "assets/")
        names[name] = with_digest(name, content)
        (site / names[name]).write_bytes(content)
    for page in pages:
        page.write_bytes(by_new_names(LOADED, page.read_bytes(), names))
    if before:
        keep_of(before, site)


def loaded(page: Path) -> Iterator[str]:
    """The files that a page loads, by their paths in the site."""
    return (found[2].decode() for found in LOADED.finditer(page.read_bytes()))


def with_digest(name: str, content: bytes) -> str:
    """assets/stylesheets/site.css → assets/stylesheets/site.1f0c9a2b.css."""
    path = PurePosixPath(name)
    digest = hashlib.sha256(content).hexdigest()[:DIGEST_SIGNS]
    return path.with_name(f"{path.stem}.{digest}{path.suffix}").as_posix()


def by_new_names(
    reference: re.Pattern[bytes], content: bytes, names: dict[str, str], folder: str = ""
) -> bytes:
    """A text whose references below `folder` have their new `names`."""

    def new(found: re.Match[bytes]) -> bytes:
        name = folder + found[2].decode()
        return found[1] + names.get(name, name).removeprefix(folder).encode()

    return reference.sub(new, content)


def keep_of(before: Path, site: Path) -> None:
    """Copy what the front page of the publication before loads, where it is another file now."""
    front = before / "index.html"
    for name in set(loaded(front)) if front.is_file() else ():
        if (before / name).is_file() and not (site / name).exists():
            (site / name).write_bytes((before / name).read_bytes())
