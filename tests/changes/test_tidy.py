"""`tidy` writes what is certain in the normal form, and changes nothing else."""

import csv
import errno
import io
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.__main__ import main
from report.edition.edition import read_edition
from tests.office import CROPS_CSV, FILES, office

CSV = "data/2022/cay-trong.csv"


def contents(root: Path) -> dict[str, bytes]:
    return {path: (root / path).read_bytes() for path in FILES}


def tidied(root: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    office(root)
    for path, content in files.items():
        (root / path).write_bytes(content)
    main(["tidy", "--root", str(root)])
    return contents(root)


def test_an_office_in_the_normal_form_is_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    before = contents(tmp_path)
    assert main(["tidy", "--root", str(tmp_path)]) == 0
    assert contents(tmp_path) == before
    assert "không thay đổi gì" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + CROPS_CSV.encode(),
        CROPS_CSV.encode("utf-16"),
        CROPS_CSV.replace("\n", "\r\n").encode(),
        unicodedata.normalize("NFD", CROPS_CSV).encode(),
        (CROPS_CSV + ",,,,,,,,\n").encode(),
        CROPS_CSV.replace("955", "955 hộ").encode(),
        CROPS_CSV.replace('"27,568"', '" 27,568 "').encode(),
        CROPS_CSV.replace("24/02/2022", "24/2/2022").encode(),
        CROPS_CSV.replace("Lúa", '"Lúa"').encode(),
    ],
)
def test_every_certain_form_becomes_the_normal_one(tmp_path: Path, content: bytes) -> None:
    after = tidied(tmp_path, {CSV: content})
    assert after[CSV].decode() == CROPS_CSV
    assert read_edition(tmp_path).problems == ()


def test_semicolons_and_tabs_become_commas(tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(CROPS_CSV)))
    for delimiter in ";\t":
        output = io.StringIO()
        csv.writer(output, delimiter=delimiter, lineterminator="\n").writerows(rows)
        assert tidied(tmp_path, {CSV: output.getvalue().encode()})[CSV].decode() == CROPS_CSV


@pytest.mark.parametrize("wrong", ["1.955", "nhiều", "955\nngo,Ngô", "1,23E+09"])
def test_a_file_with_an_error_is_left_as_it_is(
    tmp_path: Path, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    content = CROPS_CSV.replace("955", wrong).replace("Mía", " Mía ").encode()
    assert tidied(tmp_path, {CSV: content})[CSV] == content
    assert "Giữ nguyên" in capsys.readouterr().out


def test_a_page_is_mended_only_where_it_is_certain(tmp_path: Path) -> None:
    page = "---\r\ntitle: Trang\r\ndescription: Mẫu.\r\n---\r\n\r\n# Nguyễn  Bình\r\n"
    content = b"\xef\xbb\xbf" + unicodedata.normalize("NFD", page).encode()
    assert tidied(tmp_path, {"docs/index.md": content})["docs/index.md"] == page.encode()


def test_names_of_before_are_rewritten_and_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = ("data/2022/datapackage.yaml", "data/chung/datapackage.yaml", "docs/index.md")
    now = {path: text.encode() for path, text in FILES.items() if path in paths}
    now["docs/index.md"] = now["docs/index.md"].replace(b"title:", b"cong_cu: tien-thuong\ntitle:")
    before = {path: text.replace(b'"co_quan": ', b'"office": ') for path, text in now.items()}
    before["docs/index.md"] = now["docs/index.md"].replace(
        b"cong_cu: tien-thuong", b"script: reward.js"
    )
    after = tidied(tmp_path, before)
    assert {path: after[path] for path in paths} == now
    said = capsys.readouterr().out
    assert "data/2022/datapackage.yaml: đã ghi lại" in said
    assert "“office” nay viết là “co_quan”" in said
    assert "docs/index.md: đã ghi lại" in said
    assert "Đã ghi lại 3 tệp." in said
    assert read_edition(tmp_path).problems == ()


def test_a_description_that_cannot_be_read_is_left_as_it_is(tmp_path: Path) -> None:
    content = b"resources:\n- office: [\n"
    path = "data/2022/datapackage.yaml"
    assert tidied(tmp_path, {path: content})[path] == content


CELLS = st.sampled_from(
    [
        "955",
        " 4 ",
        "04",
        "1.955",
        "(5)",
        "5 hộ",
        "−5",
        "",
        "1.234.567",
        "nhiều",
        "Lúa",
        "a;b",
        '"',
        "N",
    ]
)


@settings(max_examples=60)
@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=4),
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_a_second_run_changes_no_byte_and_no_text_is_lost(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, str]],
    delimiter: str,
    encoding: str,
    newline: str,
) -> None:
    root = tmp_path_factory.mktemp("tidy")
    office(root)
    header = next(csv.reader(io.StringIO(CROPS_CSV)))
    output = io.StringIO()
    writer = csv.writer(output, delimiter=delimiter, lineterminator=newline)
    writer.writerow(header)
    for number, (name, count, harvest) in enumerate(rows):
        writer.writerow([f"dong-{number}", name, count, harvest, "", "", "", "", ""])
    before = output.getvalue().encode(encoding)
    (root / CSV).write_bytes(before)
    main(["tidy", "--root", str(root)])
    once = (root / CSV).read_bytes()
    main(["tidy", "--root", str(root)])
    assert (root / CSV).read_bytes() == once
    if once != before:
        kept = [row[1] for row in csv.reader(io.StringIO(once.decode()))][1:]
        assert kept == [" ".join(name.split()) for name, _, _ in rows]


def test_a_folder_that_cannot_be_read_is_not_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    scan = os.scandir

    def scandir(path: str | Path) -> object:
        if Path(path) == tmp_path / "data/2022":
            raise PermissionError(errno.EACCES, "denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert main(["tidy", "--root", str(tmp_path)]) == 1
    assert "data/2022" in capsys.readouterr().out
