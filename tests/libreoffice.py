"""LibreOffice: does it open what was written, and what does it read in it?"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from report.text.letters import font_folder

# Each application is a package of its own; without it soffice starts but opens no such file.
SYSTEM_PYTHON = "/usr/bin/python3"  # which has the module `uno`, from Debian's python3-uno
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}
LIBRARIES = {"Writer": "libswlo", "Calc": "libsclo"}
# Letters of the widths of Times New Roman, which the documents name and the machine has not.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir>
<match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match>
</fontconfig>"""


def has(application: str) -> bool:
    """Whether the machine has the application."""
    found = shutil.which("soffice")
    program = Path(found).resolve().parent if found else None
    return bool(program and any(program.glob(f"{LIBRARIES[application]}.*")))


def needs(application: str) -> pytest.MarkDecorator:
    """Skip the test on a machine that lacks the application; `make test` installs it."""
    return pytest.mark.skipif(not has(application), reason=f"needs LibreOffice {application}")


def convert(file: Path, wanted: str, folder: Path) -> None:
    """Write `file` in the format `wanted` to a folder, with a profile that nobody used before."""
    folder.mkdir(parents=True, exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--convert-to", wanted, "--outdir", str(folder)]
    command = ["soffice", profile, *options, str(file)]
    with font_folder() as fonts:
        settings = folder / "fonts.conf"
        settings.write_text(FONTS.format(folder=fonts), "utf-8")
        environment = {**os.environ, "FONTCONFIG_FILE": str(settings)}
        subprocess.run(command, check=True, capture_output=True, timeout=180, env=environment)


def has_uno() -> bool:
    """Whether the machine's Python can steer LibreOffice."""
    if not Path(SYSTEM_PYTHON).exists():
        return False
    return subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True).returncode == 0


needs_uno = pytest.mark.skipif(not has_uno(), reason="needs python3-uno")


def edit_in_libreoffice(
    source: Path, target: Path, sheet: str, cells: Mapping[str, str], insert_above: int = 0
) -> None:
    """Type into cells of a sheet, below a row that is inserted first, and save a copy."""
    profile = f"-env:UserInstallation={(target.parent / 'profile').as_uri()}"
    options = ["--headless", "--norestore", f"--accept=pipe,name={target.parent.name};urp;"]
    script = Path(__file__).with_name("libreoffice_edits.py")
    places = [target.parent.name, source.as_uri(), target.as_uri(), FILTERS[target.suffix]]
    arguments = [*places, sheet, json.dumps(cells), str(insert_above)]
    with subprocess.Popen(["soffice", profile, *options]) as office:
        try:
            command = [SYSTEM_PYTHON, str(script), *arguments]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            office.wait(60)
        finally:
            office.kill()
