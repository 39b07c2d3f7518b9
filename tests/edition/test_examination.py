"""Every command lists everything in one run: what the sources and the documents have wrong."""

from pathlib import Path

import pytest

from report.__main__ import main
from report.edition.examination import examine
from tests.office import CROPS_CSV, FILES, office

GUIDE = "docs/huong-dan/a.md"
HEAD = "---\ntitle: A\ndescription: B.\ncan_cu: []\nkiem_tra: 01/01/2023\n---\n\n"
SKIPS = {GUIDE: f"{HEAD}# A\n\n### Nhảy cấp\n"}  # what only a document cannot show
LINE = f"{GUIDE}:10: đề mục “### …” nhảy cấp. Viết ##. [de-muc-nhay-cap]"
MISTYPED = {"data/2022/cay-trong.csv": CROPS_CSV.replace("955", "nhiều")}


def test_an_office_in_order_has_no_problem(tmp_path: Path) -> None:
    office(tmp_path, {GUIDE: f"{HEAD}# A\n\n## Lời\n"})
    assert examine(tmp_path).problems == ()


@pytest.mark.parametrize("command", [["check"], ["freeze", "2022"], ["new-year", "2023"]])
def test_each_command_tells_of_sources_and_documents_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    office(tmp_path, {**SKIPS, **MISTYPED})
    assert main([*command, "--root", str(tmp_path)]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert LINE in printed
    assert any(line.startswith("data/2022/cay-trong.csv:2: cột “so_ho”: ") for line in printed)


def test_an_export_tells_of_them_too_and_makes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path, {**SKIPS, **MISTYPED})
    made = tmp_path / "site"
    assert main(["export", "2022", "--output", str(made), "--root", str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert LINE in printed
    assert "[khong-phai-so]" in printed
    assert not made.exists()


def test_an_office_without_a_name_is_told_so_although_documents_bear_it(tmp_path: Path) -> None:
    nameless = FILES["data/don-vi.yaml"].partition("\n")[2]
    office(tmp_path, {GUIDE: f"{HEAD}# A\n\n## Lời\n", "data/don-vi.yaml": nameless})
    assert [one.code for one in examine(tmp_path).problems] == ["co-quan-thieu-muc"]


@pytest.mark.parametrize(
    ("address", "end"),
    [
        ("", "“Biên tập › Thông báo của máy”."),
        ("https://a.b/c/", "https://a.b/c/bien-tap/thong-bao/"),
    ],
)
def test_a_check_ends_with_where_its_codes_are_explained(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    end: str,
) -> None:
    monkeypatch.setenv("SITE_URL", address)
    office(tmp_path, MISTYPED)
    assert main(["check", "--root", str(tmp_path)]) == 1
    assert capsys.readouterr().out.rstrip().splitlines()[-1].endswith(end)
