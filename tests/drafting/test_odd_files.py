"""Files of other kinds and names than a report has: read with LibreOffice, or answered."""

import os
import shutil
from pathlib import Path

import pytest

from report.__main__ import main
from report.drafting.importing import libreoffice
from report.sources.office_package import OLD_CONTAINER
from tests.drafting.docx import docx, paragraph
from tests.office import office

Printed = pytest.CaptureFixture[str]


def said(folder: Path, name: str, content: bytes, capsys: Printed) -> tuple[int, str]:
    """Exit status of an import, and what was printed."""
    office(folder / "du-an")
    (folder / name).write_bytes(content)
    capsys.readouterr()
    arguments = ["import", str(folder / name), "--year", "2022", "--root", str(folder / "du-an")]
    return main(arguments), capsys.readouterr().out


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A command in the place of LibreOffice, to be written by the test."""
    if os.name == "nt":
        pytest.skip("a script with a first line that names its shell")
    path = tmp_path / "soffice"
    monkeypatch.setattr(shutil, "which", lambda name: str(path) if name == "soffice" else None)
    return path


def write_program(path: Path, *lines: str) -> None:
    """Write a command for the shell."""
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), "utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("name", "opening"),
    [("cũ.doc", OLD_CONTAINER), ("a.odt", b"PK"), ("a.rtf", b"{\\rtf1"), ("a.doc", b"{\\rtf1")],
)
def test_an_old_file_is_read_by_libreoffice(
    tmp_path: Path, capsys: Printed, program: Path, name: str, opening: bytes
) -> None:
    (tmp_path / "made.docx").write_bytes(docx(paragraph("Có 955 hộ.")))
    write_program(
        program,
        'while [ "$1" != --outdir ]; do shift; done',
        f'mkdir "$2" && cp "{tmp_path}/made.docx" "$2/tep.docx"',
    )
    status, _ = said(tmp_path, name, opening + b"...", capsys)
    assert status == 0
    (made,) = (tmp_path / "du-an/ban-thao").iterdir()
    assert "955" in (made / "data/2022/so-nguyen.csv").read_text("utf-8")
    assert (made / "goc" / name).read_bytes() == opening + b"..."


def test_without_libreoffice_an_old_file_is_answered(
    tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    status, text = said(tmp_path, "a.doc", OLD_CONTAINER, capsys)
    assert (status, "a.doc" in text, "[can-libreoffice]" in text) == (1, True, True)


def test_a_conversion_that_takes_too_long_is_ended(
    tmp_path: Path, capsys: Printed, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "SECONDS_OF_LIBREOFFICE", 0.2)
    write_program(program, "exec tail -f /dev/null")
    status, text = said(tmp_path, "a.doc", OLD_CONTAINER, capsys)
    assert (status, "[libreoffice-khong-doc-duoc]" in text) == (1, True)


def test_what_is_no_old_file_is_not_given_to_libreoffice(
    tmp_path: Path, capsys: Printed, program: Path
) -> None:
    write_program(program, f'touch "{tmp_path}/started"')
    status, text = said(tmp_path, "a.doc", b"some words", capsys)
    assert (status, "[tep-nhap-hong]" in text) == (1, True)
    assert not (tmp_path / "started").exists()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("~$o cao.docx", "nhap-tep-khoa"),
        ("Thumbs.db", "nhap-tep-cua-may"),
        ("desktop.ini", "nhap-tep-cua-may"),
        (".DS_Store", "nhap-tep-cua-may"),
    ],
)
def test_a_file_that_is_no_report_is_answered_by_its_name(
    tmp_path: Path, capsys: Printed, name: str, code: str
) -> None:
    status, text = said(tmp_path, name, b"...", capsys)
    assert (status, f"[{code}]" in text, name in text) == (1, True, True)


@pytest.mark.parametrize(
    ("name", "is_copy"),
    [
        ("Báo cáo (1).docx", True),
        ("Báo cáo - Copy.docx", True),
        ("Báo cáo - Bản sao.docx", True),
        ("Báo cáo.docx", False),
    ],
)
def test_the_name_of_a_copy_is_to_be_looked_at(
    tmp_path: Path, capsys: Printed, name: str, is_copy: bool
) -> None:
    assert said(tmp_path, name, docx(paragraph("Có 5 hộ.")), capsys)[0] == 0
    (made,) = (tmp_path / "du-an/ban-thao").iterdir()
    assert ("bản sao" in (made / "can-quyet-dinh.md").read_text("utf-8")) is is_copy
