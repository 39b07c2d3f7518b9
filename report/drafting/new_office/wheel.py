"""The package as a wheel: of a checkout, or of an installed copy, which so hands itself on.

The repository of an office keeps the wheel that builds it, so that no registry must have it.
This is also the backend that pyproject.toml names (PEP 517), for `pip install` and `pip wheel`:
one that makes wheels of installed copies would stand beside any other. The same files give the
same bytes.
https://packaging.python.org/en/latest/specifications/binary-distribution-format/
"""

import base64
import hashlib
import io
import re
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import report
from report.drafting.new_office.shared_files import (
    CHECKOUT,
    CODE_FOLDER,
    SHARED_FOLDER,
    files_at,
    shared_files,
)

DISTRIBUTION = "bao-cao"
DESK = "desk"  # the extra of those who want the desk
WANTED_LINE = re.compile(r"^([A-Za-z][^#\s]*)", re.M)  # of requirements.in
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # that a ZIP can say
INSTALLERS_OWN = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
WHEEL_FORM = "Wheel-Version: 1.0\nGenerator: bao-cao\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


class UnsupportedOperation(Exception):
    """What PEP 517 has a backend raise for a form that it does not make."""


def wheel_name() -> str:
    """The name of the wheel of this version."""
    return f"{DISTRIBUTION.replace('-', '_')}-{report.__version__}-py3-none-any.whl"


def wheel_bytes() -> bytes:
    """The wheel of the package that is running. Raises PackageNotFoundError where neither a
    checkout nor an installer says what it is."""
    folder = f"{DISTRIBUTION.replace('-', '_')}-{report.__version__}.dist-info"
    described = {f"{folder}/{name}": content for name, content in wheel_description().items()}
    files = {**wheel_contents(), **described}
    record = "".join(
        f"{path},{record_digest(files[path])},{len(files[path])}\n" for path in sorted(files)
    )
    files[f"{folder}/RECORD"] = f"{record}{folder}/RECORD,,\n".encode()
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, ZIP_EPOCH)
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def record_digest(content: bytes) -> str:
    """A hash as RECORD writes it."""
    hashed = base64.urlsafe_b64encode(hashlib.sha256(content).digest())
    return f"sha256={hashed.decode().rstrip('=')}"


def wheel_contents() -> dict[str, bytes]:
    """The code and what it reads, by their paths in a wheel; shared files with it."""
    paths = {path.relative_to(CHECKOUT).as_posix(): path for path in files_at(CODE_FOLDER)}
    shared = SHARED_FOLDER.relative_to(CHECKOUT).as_posix()
    paths.update({f"{shared}/{name}": path for name, path in shared_files().items()})
    return {name: paths[name].read_bytes() for name in sorted(paths)}


def wheel_description() -> Mapping[str, bytes]:
    """What the wheel says of the package: its metadata, licence and commands."""
    if SHARED_FOLDER.is_dir():
        return installed_description()
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    commands = "".join(f"{name} = {called}\n" for name, called in project["scripts"].items())
    return {
        "METADATA": "".join(f"{key}: {value}\n" for key, value in metadata(project)).encode(),
        "WHEEL": WHEEL_FORM.encode(),
        "entry_points.txt": f"[console_scripts]\n{commands}".encode(),
        "licenses/LICENSE": (CHECKOUT / "LICENSE").read_bytes(),
    }


def metadata(project: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The core metadata of a checkout."""
    yield "Metadata-Version", "2.4"
    yield "Name", DISTRIBUTION
    yield "Version", report.__version__
    yield "Summary", project["description"]
    yield "License-Expression", project["license"]
    yield "License-File", "LICENSE"
    yield "Requires-Python", project["requires-python"]
    for wanted in wanted_lines("requirements"):
        yield "Requires-Dist", wanted
    yield "Provides-Extra", DESK
    for wanted in wanted_lines(f"requirements-{DESK}"):
        yield "Requires-Dist", f'{wanted}; extra == "{DESK}"'


def wanted_lines(name: str) -> list[str]:
    """The direct dependencies of a lock."""
    return WANTED_LINE.findall((CHECKOUT / f"{name}.in").read_text("utf-8"))


def installed_description() -> Mapping[str, bytes]:
    """What an installed wheel said, without what its installer added."""
    found = distribution(DISTRIBUTION)
    if found.version != report.__version__:
        raise PackageNotFoundError(DISTRIBUTION)
    kept = {}
    for path in found.files or ():
        folder, _, name = path.as_posix().partition("/")
        if folder.endswith(".dist-info") and name not in INSTALLERS_OWN:
            kept[name] = path.read_binary()
    return kept


# What PEP 517 asks of a backend.


def build_wheel(
    wheel_directory: str,
    config_settings: Mapping[str, Any] | None = None,  # noqa: ARG001 - pip passes it
    metadata_directory: str | None = None,  # noqa: ARG001
) -> str:
    """Write the wheel into a folder; returns its name."""
    (Path(wheel_directory) / wheel_name()).write_bytes(wheel_bytes())
    return wheel_name()


def build_sdist(
    sdist_directory: str,  # noqa: ARG001
    config_settings: Mapping[str, Any] | None = None,  # noqa: ARG001
) -> str:
    """Raises UnsupportedOperation: the sources are the repository."""
    raise UnsupportedOperation("the sources are the repository")
