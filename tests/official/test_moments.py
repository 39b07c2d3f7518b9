"""The time in a document is that of the last commit that changed what it is made of."""

import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from report.edition.edition import read_edition
from report.kept.store import Store
from report.official import files
from report.official.files import KEPT_DOCUMENTS, batches_of, official_files
from report.official.moments import WHOLE_SITE, read_moments
from tests.images import picture
from tests.office import HEAD, PRINTED, office
from tests.sources.test_history import git

PAGE, PICTURE = "docs/bao-cao/2022/trang.md", "docs/bao-cao/hinh/lua.png"
GUIDE, FRONT = "docs/huong-dan/index.md", "docs/index.md"
CHECKED = HEAD.replace("---\n\n", "kiem_tra: 10/01/2023\ncan_cu: []\n---\n\n")
SOURCES = {
    **PRINTED,
    PAGE: f"{HEAD}# Trồng lúa\n\nSố {{{{ so('bao-cao.so-ky-hieu.noi_dung') }}}}.\n\n"
    "![Cây lúa](../hinh/lua.png)\n",
    GUIDE: f'{CHECKED}# Hướng dẫn\n\nTheo {{{{ van_ban("qd-1") }}}}.\n',
    "data/mau.docx": "",
}
REPORT, SECTION, HANDBOOK = (
    *("tai-ve/2022/bao-cao-2022.pdf", "tai-ve/2022/muc/trang.pdf", "tai-ve/so-tay.pdf"),
)
DOCUMENTS = (REPORT, SECTION, HANDBOOK)


def day(month: int) -> datetime:
    """When `commit` commits."""
    return datetime(2023, month, 5, 16, 30, tzinfo=UTC)


def commit(folder: Path, month: int, *paths: str) -> None:
    """Commit a change of files: those that are there get a line that says nothing."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write("\n")
    git(folder, "add", "--all", ".", day=f"2023-{month:02}-05")
    git(folder, "commit", "-m", "Sửa", day=f"2023-{month:02}-05")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a report and a handbook, committed in February."""
    folder = tmp_path_factory.mktemp("first")
    office(folder, SOURCES)
    (folder / PICTURE).parent.mkdir()
    (folder / PICTURE).write_bytes(picture(".png", (4, 4)))
    git(folder, "init", "-b", "main")
    commit(folder, 2)
    return folder


@pytest.fixture
def folder(first: Path, tmp_path: Path) -> Path:
    return shutil.copytree(first, tmp_path / "xa")


def times(folder: Path) -> dict[str, datetime]:
    """The time in each document of an office."""
    edition, moments = read_edition(folder), read_moments(folder)
    found = {
        path: moments.last(sources, batch.year)
        for batch in batches_of(folder, edition, [2022], ["pdf"], "")
        for path, sources in batch.sources.items()
    }
    return {path: found[path] for path in DOCUMENTS}


@pytest.mark.parametrize(
    ("changed", "dated"),
    [
        (PAGE, [REPORT, SECTION]),
        (PICTURE, [REPORT, SECTION]),
        ("data/2022/bao-cao.csv", [REPORT, SECTION]),
        ("data/2022/dinh-chinh.csv", [REPORT, SECTION]),
        ("data/2022/noi-nhan.csv", [REPORT]),  # which the page does not show
        ("data/2022/bo-cuc.yaml", [REPORT]),
        ("data/2022/cong-bo.csv", [REPORT, HANDBOOK]),  # which shows the year that is frozen
        ("data/mau.docx", [REPORT]),
        (GUIDE, [HANDBOOK]),
        ("data/chung/van-ban.csv", [HANDBOOK]),
        ("data/don-vi.yaml", DOCUMENTS),
        (FRONT, []),
        ("docs/huong-dan/hinh.png", []),  # which no page shows
        ("report/official/pdf.py", []),
    ],
)
def test_a_commit_dates_the_documents_that_are_made_of_what_it_changed(
    folder: Path, changed: str, dated: Iterable[str]
) -> None:
    commit(folder, 3, changed)
    assert times(folder) == {path: day(3 if path in dated else 2) for path in DOCUMENTS}


def test_a_table_that_is_no_longer_there_dates_its_report(folder: Path) -> None:
    commit(folder, 3, "data/2022/thua.csv")
    (folder / "data/2022/thua.csv").unlink()
    commit(folder, 4)
    assert times(folder) == {REPORT: day(4), SECTION: day(2), HANDBOOK: day(2)}


def test_what_is_not_committed_has_the_time_of_the_commit_before(folder: Path) -> None:
    (folder / PAGE).write_text(f"{HEAD}# Trồng lúa\n\nMất mùa.\n", "utf-8")
    assert times(folder) == dict.fromkeys(DOCUMENTS, day(2))


def test_the_copy_of_the_whole_site_is_dated_by_any_page(folder: Path) -> None:
    commit(folder, 3, FRONT)
    commit(folder, 4, "report/site/offline.py")
    assert read_moments(folder).last(WHOLE_SITE, 2022) == day(3)


def test_an_office_may_be_a_folder_of_a_larger_repository(first: Path, tmp_path: Path) -> None:
    shutil.copytree(first, tmp_path / "xa", ignore=shutil.ignore_patterns(".git"))
    git(tmp_path, "init", "-b", "main")
    commit(tmp_path, 5)
    commit(tmp_path, 6, f"xa/{PAGE}", PAGE)
    commit(tmp_path, 7, GUIDE)
    assert times(tmp_path / "xa") == {REPORT: day(6), SECTION: day(6), HANDBOOK: day(5)}


def test_the_end_of_a_history_has_the_time_of_the_last_commit(folder: Path, tmp_path: Path) -> None:
    commit(folder, 3, FRONT)
    git(tmp_path, "clone", "--depth", "1", folder.as_uri(), "cuoi")
    assert times(tmp_path / "cuoi") == dict.fromkeys(DOCUMENTS, day(3))


def test_outside_of_a_repository_it_is_the_last_day_of_the_year(folder: Path) -> None:
    shutil.rmtree(folder / ".git")
    assert times(folder) == dict.fromkeys(DOCUMENTS, datetime(2022, 12, 31, tzinfo=UTC))


def test_who_packs_may_set_the_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert times(folder) == dict.fromkeys(DOCUMENTS, datetime.fromtimestamp(10**9, UTC))


def test_only_the_documents_that_a_commit_changes_are_made_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made(folder)
    assert written_time(before[HANDBOOK]) == "D:20230205000000Z"
    commit(folder, 3, FRONT, "report/official/pdf.py")
    with monkeypatch.context() as taken:
        taken.setattr(files, "written_file", not_again)
        assert made(folder) == before
    commit(folder, 4, GUIDE)
    after = made(folder)
    assert {path for path in after if after[path] != before[path]} == {HANDBOOK}
    assert written_time(after[HANDBOOK]) == "D:20230405000000Z"


def made(folder: Path) -> dict[str, bytes]:
    """The documents of an office as it stands in its folder."""
    kept = Store(folder / KEPT_DOCUMENTS)
    found, problems = official_files(folder, read_edition(folder), [2022], ["pdf"], kept=kept)
    assert problems == []
    return found


def written_time(pdf: bytes) -> str:
    """When a PDF says that it was made."""
    opened = pypdfium2.PdfDocument(pdf)
    found = str(opened.get_metadata_dict()["CreationDate"])
    opened.close()
    return found


def not_again(*_: object) -> bytes:
    raise AssertionError("made anew")
