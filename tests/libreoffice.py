"""LibreOffice, where the machine has it: does it open what was written?"""

import shutil
import subprocess
from pathlib import Path

import pytest

# Each application is a package of its own; without it soffice starts but opens no such file.
LIBRARIES = {"Writer": "libswlo", "Calc": "libsclo"}


def needs(application: str) -> pytest.MarkDecorator:
    """Skip the test on a machine that lacks the application."""
    found = shutil.which("soffice")
    program = Path(found).resolve().parent if found else None
    there = program and any(program.glob(f"{LIBRARIES[application]}.*"))
    return pytest.mark.skipif(not there, reason=f"needs LibreOffice {application}")


def convert(file: Path, wanted: str, folder: Path) -> None:
    """Write `file` in the format `wanted` to a folder, with a profile that nobody used before."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--convert-to", wanted, "--outdir", str(folder)]
    command = ["soffice", profile, *options, str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
