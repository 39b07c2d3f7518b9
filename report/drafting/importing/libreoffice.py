"""Files of other kinds than Word and Excel write today, made into those by LibreOffice.

It is used where it is installed. It gets a folder and a profile of its own, as one that runs
already would take the file over, and is ended with all that it started when it takes too long.
Macros stay where they are: without a person, LibreOffice runs none of a file that it converts.
"""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from report.problems.problem import Mistake
from report.sources.office_package import (
    ENCRYPTED,
    OLD_CONTAINER,
    needs_password,
    not_office,
)

COMMANDS = ("soffice", "libreoffice")
SECONDS_OF_LIBREOFFICE = 120  # the first start makes a profile, which takes ten of them
MODERN_KINDS = {
    **dict.fromkeys((".doc", ".dot", ".odt", ".rtf", ".xml-word"), "docx"),
    **dict.fromkeys((".xls", ".xlt", ".ods", ".xlsb", ".xml-excel"), "xlsx"),
}
# Of Excel 2 to 4, which had no container.
OLDEST_SHEETS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
# How such files begin; LibreOffice would take anything else for plain text.
OPENINGS = {
    **dict.fromkeys((".doc", ".dot", ".xls", ".xlt"), (OLD_CONTAINER, *OLDEST_SHEETS)),
    ".xlsb": (b"PK",),
    ".rtf": (b"{\\rtf",),
    ".odt": (b"PK",),
    ".ods": (b"PK",),
}


def modern(file: str, content: bytes) -> tuple[str, bytes]:
    """Name and bytes of a file as .docx or .xlsx; those of other kinds stay as they are.

    Raises Mistake where it would need LibreOffice and there is none, or it cannot read the file.
    """
    ending = PurePath(file).suffix.lower()
    kind = MODERN_KINDS.get(ending)
    if kind is None:
        return file, content
    if not content.startswith(OPENINGS.get(ending, (b"",))):
        raise not_office(file)
    if content.startswith(OLD_CONTAINER) and ENCRYPTED in content:
        raise needs_password(file)
    program = next(filter(None, map(shutil.which, COMMANDS)), None)
    if program is None:
        raise Mistake("can-libreoffice", file=file)
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"tep{ending.partition('-')[0]}"  # no name that it could stumble over
        source.write_bytes(content)
        made = folder / "ket-qua" / f"tep.{kind}"
        run_libreoffice(program, folder, source, kind)
        if not made.is_file():
            raise Mistake("libreoffice-khong-doc-duoc", file=file, seconds=SECONDS_OF_LIBREOFFICE)
        return f"{PurePath(file).stem}.{kind}", made.read_bytes()


def run_libreoffice(program: str, folder: Path, source: Path, kind: str) -> None:
    """Let LibreOffice convert a file into the folder; ended with its children when time is over."""
    profile = (folder / "ho-so").as_uri()
    options = ["--headless", "--norestore", "--nologo", f"-env:UserInstallation={profile}"]
    process = subprocess.Popen(  # noqa: S603 - no shell
        [program, *options, "--convert-to", kind, "--outdir", folder / "ket-qua", source],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        with suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS_OF_LIBREOFFICE)
    finally:
        with suppress(AttributeError, OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
