"""What validators other than Typst say of every PDF of the real site, where they are installed.

None of them decides on PDF/UA-1 or PDF/A-3a as a whole (CONTRIBUTING.md says what is not
checked), so nothing that a reader sees says that the files conform.
"""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from report.official.files import official_files
from tests.office import PRINTED, office
from tests.sites import ROOT

SIGNED = "tai-ve/2022/bao-cao-2022.pdf"
# Rules of pdfua that it leaves out of these files, as it fails on them.
NOT_EVALUATED = {"UA-14-001"}
# What poppler says of what ISO 32000-1 allows: a false Suspects, a colour of three numbers.
POPPLER_MISTAKES = {
    "Syntax Error: Suspects object is wrong type (boolean)",
    "Syntax Warning: Attribute BorderColor value is of wrong type (array)",
}


def needs(program: str) -> pytest.MarkDecorator:
    """Skip the test on a machine that lacks the program."""
    return pytest.mark.skipif(not shutil.which(program), reason=f"needs {program}")


@pytest.fixture(scope="module")
def pdfs(site: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every PDF of the site, and one that is to be signed."""
    folder = tmp_path_factory.mktemp("signed")
    made, problems = official_files(folder, office(folder, PRINTED), [2022], ["pdf"])
    assert problems == []
    to_sign = folder / "to-sign.pdf"
    to_sign.write_bytes(made[SIGNED])
    return [*sorted(site.glob("tai-ve/**/*.pdf")), to_sign]


@needs("qpdf")
def test_qpdf_finds_no_error_in_syntax_and_streams(pdfs: list[Path]) -> None:
    for pdf in pdfs:
        result = subprocess.run(
            ["qpdf", "--check", str(pdf)], capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, f"{pdf.name}: {result.stdout}{result.stderr}"


def test_pdfua_finds_nothing_in_the_rules_that_it_has(pdfs: list[Path]) -> None:
    pdfua = pytest.importorskip("pdfua")
    for pdf in pdfs:
        report = pdfua.validate(str(pdf))
        assert [(one.rule_id, one.message) for one in report.findings] == [], pdf.name
        assert {one.rule_id for one in report.skipped} <= NOT_EVALUATED, pdf.name


@needs("pdffonts")
def test_poppler_finds_every_font_embedded_and_mapped_to_letters(pdfs: list[Path]) -> None:
    for pdf in pdfs:
        said = subprocess.run(
            ["pdffonts", str(pdf)], capture_output=True, text=True, check=True
        ).stdout
        rows = said.splitlines()[2:]
        assert rows, pdf.name
        assert all(re.search(r" yes yes yes +\d+ +0$", row) for row in rows), said


@needs("pdfinfo")
def test_poppler_reads_the_structure_without_a_true_complaint(pdfs: list[Path]) -> None:
    for pdf in pdfs:
        result = subprocess.run(  # titles come as UTF-16
            ["pdfinfo", "-struct", str(pdf)], capture_output=True, check=True
        )
        assert {*result.stderr.decode().splitlines()} <= POPPLER_MISTAKES, pdf.name
        assert result.stdout.startswith(b"Document"), pdf.name


@needs("pdfsig")
def test_poppler_finds_the_field_that_is_not_signed_in_what_is_to_be_signed(
    pdfs: list[Path],
) -> None:
    for pdf in pdfs:
        said = subprocess.run(
            ["pdfsig", str(pdf)], capture_output=True, text=True, check=False
        ).stdout
        found = re.findall(r"Signature Field Name: (\S+)\n +The signature form field is not", said)
        assert found == (["chu-ky"] if pdf.name == "to-sign.pdf" else []), pdf.name


def test_what_an_archive_refuses_is_not_there(pdfs: list[Path]) -> None:
    """Of PDF/A-3 (ISO 19005-3) what can be read without a validator: no encryption (6.1.3), an
    identifier (6.1.3), colours that the output intent says (6.2.3), no actions that run (6.5),
    files with their relation (6.8), annotations that are printed (6.3.2)."""
    for path in pdfs:
        with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
            assert not pdf.is_encrypted, path.name
            assert len(pdf.trailer.ID) == 2, path.name
            (intent,) = pdf.Root.OutputIntents
            assert str(intent.S) == "/GTS_PDFA1", path.name
            assert not {"/OpenAction", "/AA", "/Requirements"} & {*pdf.Root}, path.name
            assert "/JavaScript" not in pdf.Root.get("/Names", {}), path.name
            for page in pdf.pages:
                assert "/AA" not in page, path.name
                for annotation in page.get("/Annots", ()):
                    assert int(annotation.F) & 0b111 == 4, path.name
                    assert str(annotation.get("/A", {}).get("/S", "/URI")) == "/URI", path.name
            for file in pdf.attachments.values():
                assert "/AFRelationship" in file.obj, path.name


def test_no_page_says_that_the_files_conform(site: Path) -> None:
    """Nothing but Typst has confirmed it."""
    saying = [
        path.relative_to(site).as_posix()
        for path in sorted(site.rglob("*.html"))
        if re.search(r"PDF/(UA|A)\b", path.read_text("utf-8"))
    ]
    assert saying == []
    assert "PDF/UA-1 and PDF/A-3a)" not in (ROOT / "README.md").read_text("utf-8")
