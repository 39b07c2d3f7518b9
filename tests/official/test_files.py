"""The official documents of an invented office, and what stops an export."""

import re
import subprocess
import sys
from pathlib import Path
from threading import Barrier
from typing import Any

import pypdfium2
import pytest
import typst
import yaml

from report.__main__ import main
from report.edition.print_checks import documents_can_be_made
from report.official import files
from report.official.files import official_files
from report.official.numbering import Numbering
from report.official.page_trees import EXTENSIONS
from tests.office import ABOUT, CROPS, CROPS_CSV, HEAD, PRINTED, column, office, package
from tests.official.plans import planned_files
from tests.sites import ROOT


def pdf_text(content: bytes) -> str:
    opened = pypdfium2.PdfDocument(content)
    text = "\n".join(page.get_textpage().get_text_range() for page in opened)
    opened.close()
    return text.replace("\ufffe", "-")  # how PDFium writes a hyphen at the end of a line


def listed(folder: Path, said: pytest.CaptureFixture[str], files: dict[str, str]) -> list[str]:
    office(folder, {**PRINTED, **files})
    made = folder / "ra"
    command = ["export", "2022", "--only", "pdf", "--root", str(folder), "--output", str(made)]
    assert main(command) == 1
    assert not made.exists()
    return [line for line in said.readouterr().out.splitlines() if line.endswith("]")]


def test_another_office_changes_data_alone(tmp_path: Path) -> None:
    edition = office(tmp_path, PRINTED)
    files, problems = official_files(tmp_path, edition, [2022], ["pdf"])
    assert problems == []
    text = " ".join(pdf_text(files["tai-ve/2022/bao-cao-2022.pdf"]).split())
    for wanted in (
        *("ỦY BAN NHÂN DÂN HUYỆN MẪU", "ỦY BAN NHÂN DÂN XÃ MẪU", "Số: 07/BC-UBND"),
        *("Mẫu, ngày 05 tháng 02 năm 2023", "Phần thứ nhất", "KẾT QUẢ", "I. TRỒNG LÚA"),
        *("1. Vụ xuân", "Xã báo cáo./.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Mẫu"),
        *("- Lưu: VT.", "Theo dõi."),
    ):
        assert wanted in text


@pytest.mark.parametrize(
    ("page", "line", "code"),
    [
        ("# Trang\n\n### Nhảy\n", 8, "de-muc-nhay-cap"),
        ("# Trang\n\nXem [mục](#khong-co).\n", 8, "khong-co-de-muc"),
        ("# Trang\n\n![](hinh.png)\n", 8, "hinh-thieu-mo-ta"),
        ("# Trang\n\n![Cây lúa](hinh.png)\n", 8, "khong-co-hinh"),
        ("# Trang\n\n![Cây lúa][1]\n\n[1]: hinh.png\n", 8, "khong-co-hinh"),
        ('# Trang\n\n<img src="/etc/passwd" alt="hình">\n', 8, "khong-co-hinh"),
        ("# Trang\n\n![Cây](../../../data/don-vi.yaml)\n", 8, "khong-co-hinh"),
        ("# Trang\n\n![Cây](file:///etc/passwd)\n", 8, "dia-chi-khong-nhan"),
        ("# Trang\n\n![Cây](http://127.0.0.1:9/a.png)\n", 8, "khong-co-hinh"),
        ("# Trang\n\n![Cây](data:image/svg+xml,a)\n", 8, "dia-chi-khong-nhan"),
        ("# Trang\n\nĐược mùa 🌾.\n", 8, "ky-tu-khong-in-duoc"),
    ],
)
def test_what_would_not_come_out_stops_the_export(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], page: str, line: int, code: str
) -> None:
    (said,) = listed(tmp_path, capsys, {"docs/bao-cao/2022/trang.md": HEAD + page})
    assert said.startswith(f"docs/bao-cao/2022/trang.md:{line}: ")
    assert said.endswith(f"[{code}]")


def test_the_outline_names_every_page_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outline = "phan:\n  - ten: A\n    trang: tran.md\n"
    first, second = listed(tmp_path, capsys, {"data/2022/bo-cuc.yaml": outline})
    assert first.startswith("data/2022/bo-cuc.yaml:2: ")
    assert "“bao-cao/2022/trang.md”?" in first
    assert second.startswith("docs/bao-cao/2022/trang.md:1: ")


def test_the_shell_makes_nothing_where_there_is_a_problem(tmp_path: Path) -> None:
    office(tmp_path, {**PRINTED, "docs/bao-cao/2022/trang.md": f"{HEAD}# Trang\n\n### Nhảy\n"})
    command = [sys.executable, "-m", "report", "export", "2022", "--output", "ra"]
    result = subprocess.run(
        command,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "docs/bao-cao/2022/trang.md:8:" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr
    assert not (tmp_path / "ra").exists()


def test_the_check_tells_of_all_documents_in_one_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside the mistakes of the sources; a proposal has each at its line."""
    checked = HEAD.replace("---\n\n", "kiem_tra: 10/01/2023\ncan_cu: []\n---\n\n")
    pages = {
        "docs/bao-cao/2022/trang.md": f"{HEAD}# Trang\n\n### Nhảy\n\nĐược mùa 🌾.\n",
        "docs/bao-cao/2022/ngoai.md": f"{HEAD}# Ngoài bố cục\n\n{{{{ so('khong.co.dau') }}}}\n",
        "docs/huong-dan/index.md": f"{checked}# Sổ\n\n![](hinh.png)\n",
    }
    office(tmp_path, {**PRINTED, **pages})
    assert main(["check", "--root", str(tmp_path), "--format", "github"]) == 1
    places = re.findall(r"^::error file=(\S+?),line=(\d+)", capsys.readouterr().out, re.M)
    assert places == [
        ("docs/bao-cao/2022/ngoai.md", "1"),
        ("docs/bao-cao/2022/ngoai.md", "8"),
        ("docs/bao-cao/2022/trang.md", "8"),
        ("docs/bao-cao/2022/trang.md", "10"),
        ("docs/huong-dan/index.md", "10"),
    ]


def test_a_page_that_cannot_be_read_is_told_of_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path, PRINTED)
    (tmp_path / "docs/bao-cao/2022/trang.md").write_bytes(b"\xff\xfe\x00")
    assert main(["check", "--root", str(tmp_path), "--format", "github"]) == 1
    (told,) = re.findall(r"^::error file=(\S+?),", capsys.readouterr().out, re.M)
    assert told == "docs/bao-cao/2022/trang.md"


def test_guidance_pages_make_a_handbook(tmp_path: Path) -> None:
    guidance = {
        "docs/huong-dan/index.md": f"{HEAD}# Hướng dẫn\n\nXem [hồ sơ](ho-so.md).\n",
        "docs/huong-dan/ho-so.md": f"{HEAD}# Hồ sơ\n\n## Thành phần\n\n| A |\n|---|\n| 1 |\n",
    }
    files, problems = official_files(tmp_path, office(tmp_path, guidance), [2022])
    assert problems == []
    assert list(files) == ["tai-ve/so-tay.pdf"]
    text = pdf_text(files["tai-ve/so-tay.pdf"])
    assert text.index("I. HƯỚNG DẪN") < text.index("II. HỒ SƠ") < text.index("1. Thành phần")


def test_a_chart_of_the_handbook_is_one_picture(tmp_path: Path) -> None:
    chart = '{{ bieu_do("cay-trong", cot="so_ho", nam=2022) }}'
    edition = office(tmp_path, {"docs/huong-dan/index.md": f"{HEAD}# Hướng dẫn\n\n{chart}\n"})
    (plan,) = planned_files(tmp_path, edition, [], ["pdf"], "")
    assert len(plan.document.images) == 1


def test_a_copy_of_a_website_that_is_not_there_stops_the_export_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path, PRINTED)
    site = tmp_path / "moi"
    export = ["export", "2022", "--root", str(tmp_path), "--only", "pdf,zip"]
    assert main([*export, "--output", str(site)]) == 1
    assert "Chưa có trang web" in capsys.readouterr().out
    assert not site.exists()


def test_a_box_that_unfolds_has_its_name_on_a_line_of_its_own(tmp_path: Path) -> None:
    boxes = '??? chon "Một người"\n\n    ??? chon "Cả năm"\n\n        Hỏi xã.\n'
    guidance = {"docs/huong-dan/index.md": f"{HEAD}# Hướng dẫn\n\n{boxes}"}
    files, _ = official_files(tmp_path, office(tmp_path, guidance), [2022])
    lines = pdf_text(files["tai-ve/so-tay.pdf"]).splitlines()
    assert [line.strip() for line in lines[-4:-1]] == ["Một người", "Cả năm", "Hỏi xã."]


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("<!-- nhắc -->\n[a]: index.md\n\n# Trồng lúa", True),
        ("# Trồng lúa {: .tom-tat }", True),
        ("# Trồng lúa {: .chi-tren-web }", False),
        ("Trồng lúa {: .chi-tren-web }\n=====", False),
    ],
)
def test_a_page_for_the_website_alone_is_no_document(
    tmp_path: Path, title: str, section: bool
) -> None:
    files = {**PRINTED, "docs/bao-cao/2022/trang.md": f"{HEAD}{title}\n\nĐược mùa.\n"}
    edition = office(tmp_path, files)
    assert documents_can_be_made(tmp_path, edition, [2022]) == []
    plans = {plan.path for plan in planned_files(tmp_path, edition, [2022], ["pdf"], "")}
    assert ("tai-ve/2022/muc/trang.pdf" in plans) is section


def test_an_office_without_outline_and_guidance_has_no_documents(tmp_path: Path) -> None:
    assert official_files(tmp_path, office(tmp_path), [2022]) == ({}, [])


def test_two_documents_are_written_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition, real, both = office(tmp_path, PRINTED), files.written_file, Barrier(2, timeout=60)

    def together(*arguments: Any) -> bytes:
        both.wait()  # in vain where one is written after the other
        return real(*arguments)

    alone, _ = official_files(tmp_path, edition, [2022], ["txt", "odt"])
    monkeypatch.setattr(files, "written_file", together)
    assert official_files(tmp_path, edition, [2022], ["txt", "odt"]) == (alone, [])


def test_what_cannot_be_typeset_is_told_of_each_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> bytes:
        error = typst.TypstError()
        error.message = "no  such\nlabel"
        raise error

    edition = office(tmp_path, PRINTED)
    monkeypatch.setattr(typst, "compile", refused)
    made, problems = official_files(tmp_path, edition, [2022], ["pdf", "txt"])
    assert made == {}
    assert [(one.path, one.code, dict(one.fields)["said"]) for one in problems] == [
        ("data/2022/bo-cuc.yaml", "khong-dan-trang-duoc", "no such label"),
        ("data/2022/bo-cuc.yaml", "khong-dan-trang-duoc", "no such label"),
        ("docs/bao-cao/2022/trang.md", "khong-dan-trang-duoc", "no such label"),
    ]


def test_pictures_of_sections_do_not_come_into_a_document_that_is_being_written(
    tmp_path: Path,
) -> None:
    page = f'{HEAD}# Trồng lúa\n\n{{{{ bieu_do("cay-trong", cot="so_ho") }}}}\n'
    tables = {"bao-cao": ABOUT, "noi-nhan": [column("khoa"), column("ten")], "cay-trong": CROPS}
    sources = {
        "docs/bao-cao/2022/trang.md": page,
        "data/2022/datapackage.yaml": package(tables),
        "data/2022/cay-trong.csv": CROPS_CSV,
    }
    edition = office(tmp_path, {**PRINTED, **sources})
    plans = [*planned_files(tmp_path, edition, [2022], ["pdf"], "")]
    images = {plan.path: len(plan.document.images) for plan in plans}
    assert images["tai-ve/2022/bao-cao-2022-ban-doc.pdf"] == 1
    assert images["tai-ve/2022/muc/trang.pdf"] == 1


# Small facts


def test_numbers_of_headings() -> None:
    numbering = Numbering()
    styles = [0, 1, 2, 3, 3, 4, 2, 1, 0, 2]
    assert [numbering.next(style) for style in styles] == [
        *("Phần thứ nhất", "I.", "1.", "a)", "b)", "", "2.", "II."),
        *("Phần thứ hai", "1."),
    ]
    assert [numbering.next(1) for _ in range(16)][13:] == ["XIV.", "XV.", "XVI."]


def test_the_documents_are_converted_as_the_site_is() -> None:
    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("", lambda *_: None)
    config = yaml.load((ROOT / "report/site/mkdocs/base.yml").read_text("utf-8"), Loader)  # noqa: S506
    names = {
        next(iter(item)) if isinstance(item, dict) else item
        for item in config["markdown_extensions"]
    }
    assert names == set(EXTENSIONS)
