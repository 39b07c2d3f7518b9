"""What built the site, as a bill of materials: CycloneDX 1.6 in JSON.

    python sbom.py > sbom.cdx.json

Of requirements.txt it has the packages that this Python installs, each with the hashes of all files
that pip would take for it and with what it needs itself; then Python, and the fonts that the
project holds of others. The packages of package-lock.json test the site and leave nothing in
it, so that they are no part of it. The same project and Python give the same bytes.
https://cyclonedx.org/docs/1.6/json/
"""

import hashlib
import json
import os
import platform
import re
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCK, WANTED = "requirements.txt", "-r requirements.in"
ENTRY = re.compile(r"^(?=[A-Za-z0-9])", re.M)  # a package of the lock and the lines below it
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
NEEDED_BY = re.compile(r"^ +#(?: via)? +(?!via$)(\S.*)$", re.M)
FONTS = ("report/site/theme/overrides/assets/fonts/*.woff2", "report/text/fonts/*.ttf")
SITE = "trang-bao-cao"  # what all of this builds


@dataclass(frozen=True)
class Package:
    """A package of the lock, and the names of those that need it (WANTED: the project itself)."""

    name: str
    version: str
    hashes: tuple[str, ...]
    needed_by: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its address (https://github.com/package-url/purl-spec, type pypi)."""
        return f"pkg:pypi/{self.name}@{self.version}"


def packages(lock: str) -> Iterator[Package]:
    """The packages of a lock of uv that this Python installs."""
    for entry in ENTRY.split(lock)[1:]:
        line = entry.partition("\n")[0].removesuffix("\\")
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate():
            version = str(requirement.specifier).removeprefix("==")
            hashes, needed_by = HASH.findall(entry), NEEDED_BY.findall(entry)
            yield Package(requirement.name, version, tuple(hashes), tuple(needed_by))


def component(package: Package) -> dict[str, Any]:
    """A package of the index. The hashes are of its files there, wheels for several machines."""
    hashes = [{"alg": "SHA-256", "content": one} for one in package.hashes]
    url = f"https://pypi.org/project/{package.name}/{package.version}/#files"
    return {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "purl": package.purl,
        "externalReferences": [{"type": "distribution", "url": url, "hashes": hashes}],
    }


def python() -> dict[str, Any]:
    """The Python that runs this, and ran the build."""
    version = platform.python_version()
    purl = f"pkg:generic/python@{version}"
    head = {"type": "platform", "bom-ref": purl, "name": "python"}
    return {**head, "version": version, "purl": purl}


def held(root: Path) -> Iterator[dict[str, Any]]:
    """What the project holds of others: fonts."""
    for path in sorted(path for pattern in FONTS for path in root.glob(pattern)):
        name = path.relative_to(root).as_posix()
        yield {"type": "file", "bom-ref": name, "name": name, "hashes": [digest(path)]}


def digest(path: Path) -> dict[str, str]:
    """The hash of a file."""
    return {"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}


def dependencies(found: list[Package], others: list[str]) -> list[dict[str, Any]]:
    """What the site and each package need; `others` are what the site needs besides."""
    needs: dict[str, list[str]] = {SITE: others, **{one.purl: [] for one in found}}
    address = {one.name: one.purl for one in found} | {WANTED: SITE}
    for one in found:
        for name in one.needed_by:
            if name in address:
                needs[address[name]].append(one.purl)
    return [{"ref": ref, "dependsOn": sorted(needed)} for ref, needed in needs.items()]


def bill(root: Path, revision: str) -> dict[str, Any]:
    """The whole bill for a revision of the project. Its number follows from what it says."""
    found = list(packages((root / LOCK).read_text("utf-8")))
    others = [python(), *held(root)]
    site = {"type": "application", "bom-ref": SITE, "name": SITE}
    content = {
        "metadata": {
            "lifecycles": [{"phase": "build"}],
            "component": site | ({"version": revision} if revision else {}),
        },
        "components": [*map(component, found), *others],
        "dependencies": dependencies(found, [one["bom-ref"] for one in others]),
    }
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, sort_keys=True))
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": number.urn}
    return {**head, "version": 1, **content}


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    print(json.dumps(bill(ROOT, os.environ.get("REVISION", "")), ensure_ascii=False, indent=1))
