"""Files that attack whoever imports them: each ends in one message, or is read right.

They are made here, so that none lies in the project for somebody to open.
"""

import io
import os
import random
import re
import shutil
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from openpyxl import Workbook

from report.__main__ import main
from report.drafting.importing import confinement, read_document, sheets
from report.drafting.importing.confinement import confined
from report.drafting.importing.sentences import Figures
from report.official.pandoc import run_pandoc
from report.problems.problem import Mistake
from report.sources import office_package
from tests.drafting.docx import packed, parts_of
from tests.office import office

PRIVATE = "chuyện riêng của máy"
resource = pytest.importorskip("resource", reason="Windows does not measure a process so")


@pytest.fixture(scope="module")
def word() -> bytes:
    """A small Word report."""
    text = "# Báo cáo\n\nHuyện có 17 xã.\n\n| Xã | Số |\n|---|---|\n| A | 5 |\n"
    return run_pandoc(["-f", "markdown", "-t", "docx"], text.encode())


@pytest.fixture(scope="module")
def excel() -> bytes:
    """A small workbook: a name, a number and a share in each of two rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Số hộ"
    for row in (["Xã", "Số hộ", "Tỷ lệ"], ["Ba Đồi", 955, 0.5], ["Vũ Mẫu", 12, 0.25]):
        sheet.append(row)
    sheet["C2"].number_format = sheet["C3"].number_format = "0%"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A file with one part changed."""
    parts = parts_of(content)
    new = change(parts[part])
    assert new != parts[part], "the part does not have what was to be changed"
    return packed({**parts, part: new})


def with_rows(content: bytes, rows: bytes, below: bytes = b"") -> bytes:
    """A workbook with more rows, and with what stands below them in its sheet."""
    end = b"</sheetData>"
    return changed(content, SHEET, lambda part: part.replace(end, rows + end + below))


DOCUMENT = "word/document.xml"
SHEET = "xl/worksheets/sheet1.xml"
PARTS = {"a.docx": DOCUMENT, "a.xlsx": SHEET}


class Import:
    """The command on files in a miniature office."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder / "du-an"
        self.capsys = capsys
        office(self.folder)

    def run(self, name: str, content: bytes) -> tuple[int, str]:
        """Exit status of an import, and what was printed."""
        path = self.folder.parent / name
        path.write_bytes(content)
        return self.run_path(path)

    def run_path(self, path: Path) -> tuple[int, str]:
        """Exit status of an import, and what was printed."""
        self.capsys.readouterr()
        status = main(["import", str(path), "--year", "2023", "--root", str(self.folder)])
        printed = self.capsys.readouterr()
        assert printed.err == ""
        return status, printed.out

    def refused(self, name: str, content: bytes) -> str:
        """The one message by which a file is refused; nothing is left of it."""
        status, said = self.run(name, content)
        assert (status, said.count("\n")) == (1, 1), said
        assert said.startswith(name)
        assert not (self.folder / "ban-thao").exists()
        return said

    def made(self, name: str, content: bytes) -> str:
        """All that the draft of a file says."""
        status, said = self.run(name, content)
        assert status == 0, said
        files = (self.folder / "ban-thao").rglob("*")
        texts = [one.read_text("utf-8") for one in files if one.suffix in (".md", ".csv", ".yaml")]
        shutil.rmtree(self.folder / "ban-thao")
        return "\n".join(texts)


@pytest.fixture
def imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Import:
    return Import(tmp_path, capsys)


@pytest.fixture
def good(word: bytes, excel: bytes) -> dict[str, bytes]:
    """A good file of each kind."""
    return {"a.docx": word, "a.xlsx": excel}


@pytest.mark.parametrize("name", PARTS)
def test_a_bomb_is_refused_before_it_is_unpacked(
    imported: Import, good: dict[str, bytes], name: str
) -> None:
    bomb = changed(good[name], PARTS[name], lambda part: part + b" " * 30_000_000)
    said = imported.refused(name, bomb)
    assert f"phần “{PARTS[name]}” nén" in said
    assert "300 lần" in said


def test_a_part_that_hides_its_size_is_not_unpacked_beyond_it(
    imported: Import, excel: bytes
) -> None:
    """The list of a ZIP says 100 bytes where there are 40 million."""
    size = 40_000_000
    parts = parts_of(excel) | {SHEET: b" " * size}
    lie = packed(parts).replace(struct.pack("<I", size), struct.pack("<I", 100))
    _, used = measured(imported.folder.parent / "a.xlsx", lie)
    assert used < 20
    assert "hỏng, hoặc không phải" in imported.refused("a.xlsx", lie)


def test_many_parts_that_are_small_each_are_too_much_together(
    word: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_package, "LARGEST_TEXT", office_package.MEGABYTE)
    header = b"<a>%s</a>" % (b"x" * 20_000)
    parts = parts_of(word) | {f"word/header{number}.xml": header for number in range(60)}
    with pytest.raises(Mistake, match=r"a\.docx mở ra hơn 1 MB"):
        read_document("a.docx", packed(parts))


@pytest.mark.parametrize("name", PARTS)
def test_thousands_of_parts_are_refused(
    imported: Import, good: dict[str, bytes], name: str
) -> None:
    parts = parts_of(good[name]) | {f"word/media/{i}.png": b"" for i in range(6000)}
    assert "hơn 5000 phần" in imported.refused(name, packed(parts))


def with_doctype(part: bytes, doctype: str, entity: bytes) -> bytes:
    """A part with a document type, and an entity of it where a text stands."""
    head, text = re.match(rb"(<\?xml.*?\?>)?(.*)", part, re.S).groups()  # type: ignore[union-attr]
    used = re.sub(rb"(<w:t[^>]*>)|(<v>)", lambda found: found[0] + entity, text, count=1)
    assert used != text
    return (head or b"") + doctype.encode() + used


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("kind", ["laughs", "external", "parameter"])
def test_entities_are_refused_and_nothing_is_read_for_them(
    imported: Import, good: dict[str, bytes], tmp_path: Path, name: str, kind: str
) -> None:
    (tmp_path / "bi-mat.txt").write_text(PRIVATE, "utf-8")
    file = (tmp_path / "bi-mat.txt").as_uri()
    entities = {
        "laughs": (f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]>', b"&l9;"),
        "external": (f'<!DOCTYPE a [<!ENTITY x SYSTEM "{file}">]>', b"&x;"),
        "parameter": (f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{file}"> %p;]>', b""),
    }
    doctype, entity = entities[kind]
    if not entity:
        entity = b" "
    attack = changed(good[name], PARTS[name], lambda part: with_doctype(part, doctype, entity))
    said = imported.refused(name, attack)
    assert "có khai báo DOCTYPE" in said
    assert PRIVATE not in said


@pytest.mark.parametrize("name", PARTS)
def test_xml_that_is_nested_without_end_is_refused(
    imported: Import, good: dict[str, bytes], name: str
) -> None:
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    end = rb"(</w:body>|</worksheet>)"
    attack = changed(good[name], PARTS[name], lambda part: re.sub(end, deep + rb"\1", part))
    assert "lồng nhau quá 100 lớp" in imported.refused(name, attack)


def test_tables_in_tables_are_read_as_deep_as_is_allowed(imported: Import, word: bytes) -> None:
    """The bound on depth is below what ends the functions that go down into a tree."""
    levels = (office_package.DEEPEST - 6) // 3
    opened, closed = b"<w:tbl><w:tr><w:tc>", b"<w:p/></w:tc></w:tr></w:tbl>"
    nest = opened * levels + b"<w:p><w:r><w:t>Cu\xe1\xbb\x91i</w:t></w:r></w:p>" + closed * levels
    deep = changed(word, DOCUMENT, lambda part: part.replace(b"<w:body>", b"<w:body>" + nest))
    assert "Cuối" in imported.made("a.docx", deep)


@pytest.mark.parametrize("name", PARTS)
def test_names_that_lead_out_of_the_folder_write_nothing_there(
    imported: Import, good: dict[str, bytes], name: str
) -> None:
    parts = parts_of(good[name])
    for path in ("../../ngoai.xml", "/tmp/ngoai.xml", "..\\ngoai.xml", "word/media/../../../ngoai"):  # noqa: S108
        parts[path] = b"<a/>"
    assert "17" in imported.made(name, packed(parts)) or name == "a.xlsx"
    assert not list(imported.folder.parent.rglob("*ngoai*"))


def measured(path: Path, content: bytes) -> tuple[float, float]:
    """Seconds of CPU and megabytes that reading a file takes at most, in a process of its own."""
    seconds, kilobytes = confined("a", usage_of_reading, path.name, content)
    return seconds, kilobytes


def usage_of_reading(name: str, content: bytes) -> tuple[float, float]:
    """Seconds of CPU and megabytes above those of a process that has read nothing."""
    before, most = resource.getrusage(resource.RUSAGE_SELF), most_memory()
    with suppress(Mistake):
        read_document(name, content)
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime - before.ru_utime, most_memory() - most


def most_memory() -> float:
    """The most memory that this process ever had, in MB.

    `ru_maxrss` of a new process begins with that of the one that started it, a whole test run.
    """
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (kilobytes,) = re.findall(r"^VmHWM:\s+([0-9]+) kB$", status.read_text("utf-8"), re.M)
    return int(kilobytes) / 1024


# What makes the used range of a sheet reach its end.
FAR = {
    "a coloured cell": b'<row r="1048576"><c r="A1048576" s="1"/></row>',
    "a space": b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t> </t></is></c></row>',
    "rows with a look": b"".join(b'<row r="%d" s="1"/>' % i for i in range(4, 100_000)),
}


@pytest.mark.parametrize("what", FAR)
def test_only_cells_that_hold_something_cost_something(
    imported: Import, excel: bytes, what: str
) -> None:
    far = with_rows(excel, FAR[what])
    seconds, megabytes = measured(Path("a.xlsx"), far)
    assert seconds < 10  # not one, on a machine of today
    assert megabytes < 300
    assert "ba-doi,Ba Đồi,955,50\n" in imported.made("a.xlsx", far)


def test_merged_cells_over_a_whole_sheet_cost_nothing(imported: Import, excel: bytes) -> None:
    area = b'<mergeCells><mergeCell ref="E5:XFD1048576"/></mergeCells>'
    far = with_rows(excel, b"", area)
    assert measured(Path("a.xlsx"), far)[0] < 2
    assert "ba-doi,Ba Đồi,955,50\n" in imported.made("a.xlsx", far)


def test_merged_cells_upon_each_other_are_refused(imported: Import, excel: bytes) -> None:
    areas = b"<mergeCells>" + b'<mergeCell ref="A1:C3"/>' * 20_000 + b"</mergeCells>"
    far = with_rows(excel, b"", areas)
    assert "“Số hộ” không phải là một bảng" in imported.refused("a.xlsx", far)


def test_a_sheet_with_more_rows_than_a_table_is_refused_by_its_name(
    imported: Import, excel: bytes
) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (i, i) for i in range(4, 9000))
    big = with_rows(excel, rows)
    assert f"trang tính “Số hộ” có hơn {sheets.MOST_ROWS} dòng" in imported.refused("a.xlsx", big)


def test_cells_that_stand_far_apart_are_no_table(imported: Import, excel: bytes) -> None:
    letters = ["ABCDEFGHIJ"[i // 26] + chr(65 + i % 26) for i in range(250)]
    rows = "".join(
        f'<row r="{i}"><c r="{letters[i % 250]}{i}"><v>1</v></c></row>' for i in range(4, 4000)
    ).encode()
    big = with_rows(excel, rows)
    assert "“Số hộ” không phải là một bảng" in imported.refused("a.xlsx", big)


def test_a_broken_sheet_is_named(imported: Import, excel: bytes) -> None:
    cut = changed(excel, SHEET, lambda part: part[: len(part) // 2])
    assert "trang tính “Số hộ” bị hỏng" in imported.refused("a.xlsx", cut)


def test_a_number_without_its_style_is_read_as_excel_shows_it_and_named(
    imported: Import, excel: bytes
) -> None:
    """0.5 is 50 % or one half: who knows without the style?"""
    attack = changed(excel, SHEET, lambda part: part.replace(b'r="C2" s="1"', b'r="C2" s="99"'))
    said = imported.made("a.xlsx", attack)
    assert 'ba-doi,Ba Đồi,955,"0,5"\n' in said
    assert "trang tính “Số hộ”: kiểu của ô C2 không có trong tệp" in said.replace("Trang", "trang")


def test_a_style_without_a_name_says_nothing_of_values(imported: Import, excel: bytes) -> None:
    nameless = changed(
        excel, "xl/styles.xml", lambda part: re.sub(rb'(<cellStyle )name="\w+" ', rb"\1", part)
    )
    assert "ba-doi,Ba Đồi,955,50\n" in imported.made("a.xlsx", nameless)


RELATION = (
    b'<Relationship Id="rId9" Target="sharedStrings.xml" Type='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)


def with_shared_texts(content: bytes, texts: bytes, rows: bytes) -> bytes:
    """A workbook whose rows take texts from a list, as Excel writes it."""
    name = "xl/_rels/workbook.xml.rels"
    end = b"</Relationships>"
    related = changed(content, name, lambda part: part.replace(end, RELATION + end))
    parts = parts_of(related) | {"xl/sharedStrings.xml": b"<sst>%s</sst>" % texts}
    return with_rows(packed(parts), rows)


def test_texts_that_cells_share_are_read_in_all_their_runs(imported: Import, excel: bytes) -> None:
    texts = b"<si><t>Y</t></si><si><r><t>Ca </t></r><r><rPr/><t>M\xe1\xba\xabu</t></r></si>"
    row = b'<row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4"><v>7</v></c></row>'
    assert "ca-mau,Ca Mẫu,7,\n" in imported.made("a.xlsx", with_shared_texts(excel, texts, row))
    wrong = with_shared_texts(excel, texts, row.replace(b"<v>1</v>", b"<v>2</v>"))
    assert "trang tính “Số hộ” bị hỏng" in imported.refused("a.xlsx", wrong)


def test_the_main_part_of_a_word_file_may_have_another_name(imported: Import, word: bytes) -> None:
    """Word Online writes word/document2.xml."""
    parts = {
        name.replace("document.xml", "document2.xml"): part.replace(
            b"word/document.xml", b"word/document2.xml"
        )
        for name, part in parts_of(word).items()
    }
    assert "17" in imported.made("a.docx", packed(parts))


@pytest.mark.parametrize("name", PARTS)
def test_macros_are_left_out_and_that_is_said(
    imported: Import, good: dict[str, bytes], name: str
) -> None:
    parts = parts_of(good[name]) | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}
    assert "Tệp có macro: máy không chạy" in imported.made(name[:-1] + "m", packed(parts))


def test_a_file_that_has_another_kind_than_its_name_is_called_so(
    imported: Import, word: bytes, excel: bytes
) -> None:
    assert "bên trong là bảng Excel" in imported.made("b.docx", excel)
    assert "bên trong là tệp Word" in imported.made("b.xlsx", word)
    old = office_package.OLD_CONTAINER + bytes(600)
    assert "đời cũ" in imported.refused("c.docx", old)
    assert "có mật khẩu" in imported.refused("c.xlsx", old + office_package.ENCRYPTED)
    assert "Không nhập được c.pdf" in imported.run("c.pdf", b"%PDF")[1]
    assert "hỏng, hoặc không phải" in imported.refused("c.docx", b"")


def test_a_folder_or_a_strange_name_is_no_file_to_import(imported: Import, word: bytes) -> None:
    assert "là thư mục" in imported.run_path(imported.folder)[1]
    status, said = imported.run("a\n::error::b.docx", word)
    assert (status, said.count("\n")) == (1, 1)


def test_a_file_too_heavy_is_not_read(imported: Import, tmp_path: Path) -> None:
    path = tmp_path / "nang.docx"
    with path.open("wb") as file:
        file.truncate(office_package.LARGEST_FILE + 1)  # takes no room on the disk
    status, said = imported.run_path(path)
    assert (status, "nang.docx nặng hơn 50 MB" in said) == (1, True)


@pytest.mark.parametrize("between", [". ", ", "])
def test_a_paragraph_of_thousands_of_numbers_takes_no_longer_than_its_length(between: str) -> None:
    """In sentences of their own, or all in one."""
    line = between.join(f"Xã {name} có {1000 + name} hộ" for name in range(5000))
    figures = Figures(2023, thousands=True)
    begin = time.process_time()
    figures.replace(line, "trang")
    assert time.process_time() - begin < 5
    found = figures.rows["integer"][-1]
    assert found.reading.text == "5999"
    assert found.sentence == (line if between == ", " else "Xã 4999 có 5999 hộ")


@pytest.mark.parametrize(
    ("bound", "said"), [("SECONDS", "đọc 1 giây chưa xong"), ("MEGABYTES", "MB bộ nhớ")]
)
def test_who_reads_too_long_or_too_much_is_ended(
    monkeypatch: pytest.MonkeyPatch, bound: str, said: str
) -> None:
    monkeypatch.setattr(confinement, bound, {"SECONDS": 1, "MEGABYTES": 400}[bound])
    work = {"SECONDS": for_ever, "MEGABYTES": without_measure}[bound]
    with pytest.raises(Mistake, match=said):
        confined("a.docx", work)


def for_ever() -> None:
    """Work that never ends."""
    while True:
        pass


def without_measure() -> bytes:
    """Work that takes a gigabyte."""
    return bytes(2**30)


@pytest.mark.parametrize("work", ["crash", "error"])
def test_a_reader_that_crashes_is_one_message(capfd: pytest.CaptureFixture[str], work: str) -> None:
    with pytest.raises(Mistake, match=r"a\.docx được ghi khác cách"):
        confined("a.docx", {"crash": crash, "error": error}[work])
    assert capfd.readouterr().err == ""


def crash() -> None:
    """A process that ends at once."""
    os._exit(139)


def error() -> None:
    """An error that nobody thought of."""
    raise KeyError("word/styles.xml")


@pytest.mark.parametrize("name", PARTS)
def test_a_hundred_damaged_files_are_read_or_refused(good: dict[str, bytes], name: str) -> None:
    """Bytes changed in the file, or in one part of it: in bounds, a result or a reason."""
    failures, seconds, megabytes = confined(name, read_all, name, list(mutants(good[name])))
    assert failures == []
    assert seconds < 50
    assert megabytes < 300


def mutants(content: bytes, count: int = 100) -> Iterator[bytes]:
    """Damaged copies of a file, the same on every run: a few bytes changed, cut or doubled."""
    chance = random.Random(15)
    parts = parts_of(content)
    names = sorted(name for name in parts if len(parts[name]) > 50)
    for number in range(count):
        if number % 2:
            yield damaged(chance, content)
        else:
            name = chance.choice(names)
            yield packed({**parts, name: damaged_words(chance, parts[name])})


def damaged(chance: random.Random, content: bytes) -> bytes:
    """Bytes of a file changed, cut out or doubled."""
    place = chance.randrange(len(content))
    length = chance.choice([0, 1, 4, 40])
    new = chance.choice([b"", chance.randbytes(4), content[place : place + 400]])
    return content[:place] + new + content[place + length :]


def damaged_words(chance: random.Random, part: bytes) -> bytes:
    """XML that is whole but has a value, a name or a text that it should not have."""
    found = chance.choice(list(re.finditer(rb'"[^"]*"|(?<=>)[^<>]+(?=<)|(?<=</)\S+?(?=>)', part)))
    quote = b'"' if found[0].startswith(b'"') else b""
    strange = [b"", b"-1", b"999999999", b"1e999", b"../a", b"A0", b"nan", b"\xc3\x97" * 99]
    return part[: found.start()] + quote + chance.choice(strange) + quote + part[found.end() :]


def read_all(name: str, files: list[bytes]) -> tuple[list[str], float, float]:
    """Which of the files fail otherwise than by a Mistake or by pandoc's, and what it took."""
    failures = []
    for number, content in enumerate(files):
        try:
            with suppress(Mistake, RuntimeError):
                read_document(name, content)
        except Exception as error:
            failures.append(f"{number}: {error!r}")
    return failures, resource.getrusage(resource.RUSAGE_SELF).ru_utime, most_memory()
