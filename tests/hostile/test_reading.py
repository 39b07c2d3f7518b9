"""Files made to stop whoever reads them: each ends in a message at its line, soon."""

import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from report.edition.checks import check
from report.edition.examination import examine
from report.problems.problem import Problem
from tests.office import FILES, HEAD, PRINTED, office

OFFICE = "data/don-vi.yaml"
PACKAGE = "data/2022/datapackage.yaml"
RULES = "data/2022/doi-chieu.yaml"
CSV = "data/2022/cay-trong.csv"
PAGE = "docs/a.md"
SOON = 5  # seconds of the processor, for what takes minutes, or all memory, without a bound
WHOLE = {**FILES, **{path: text for path, text in PRINTED.items() if text is not None}}

ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a: {<<: [{b: 1}, {c: 2}]}\n"
ROW = "ten: Xã\ntrang: Báo cáo\nmo_ta: Mẫu.\n"
RULE = "quy_tac:\n- id: gop\n  loai: dem\n  cau: Đếm.\n  bang: cay-trong.lua.so_ho\n"


TITLE = f"{HEAD}# A\n"  # six lines


def found(folder: Path, path: str, text: str) -> list[tuple[int, str]]:
    """Line and code of what the check says of a file."""
    begin = time.process_time()
    problems = check(office(folder, {path: text}))
    assert time.process_time() - begin < SOON
    return [(one.line, one.code) for one in problems if one.path == path]


def head(lines: str) -> str:
    """A page with more lines in its front matter; the first of them is the fourth."""
    return HEAD.replace("mẫu.\n", f"mẫu.\n{lines}") + "# A\n"


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        (ALIASES, 1, "yaml-dan-lai"),
        (MERGES, 1, "yaml-dan-lai"),
        ("a: *b\n", 1, "yaml-dan-lai"),
        (ROW + 'x: !!int ""\n', 4, "yaml-kieu-la"),
        (ROW + 'x: !!float ""\n', 4, "yaml-kieu-la"),
        (ROW + "x: !!bool x\n", 4, "yaml-kieu-la"),
        (ROW + "x: !!python/object/apply:os.system [touch]\n", 4, "yaml-kieu-la"),
        (ROW + "x: " + "[" * 9_000, 4, "yaml-qua-sau"),
        (ROW + "x:\n" + " [[[[[[[[[[\n" * 10_000, 7, "yaml-qua-sau"),
        ("[" * 100_000, 1, "dong-qua-dai"),
        (ROW + "x: " + "{a: " * 2_000, 4, "yaml-qua-sau"),
        (ROW + "\n".join(f"{' ' * depth}a:" for depth in range(1_000)), 34, "yaml-qua-sau"),
        ("a:\n" + "\n".join(f"{' ' * depth}a:" for depth in range(1, 99)), 31, "yaml-qua-sau"),
        (ROW + "x: 0x_\n", 4, "yaml-gia-tri-la"),
        (ROW + "x: 2022-02-31\n", 1, "yaml-gia-tri-la"),
        (ROW + f"x: {'9' * 5_000}\n", 4, "yaml-gia-tri-la"),
        (ROW + f"x: 0x{'f' * 5_000}\n", 4, "yaml-gia-tri-la"),
        (ROW + f"x: 1{':59' * 3_000}\n", 4, "yaml-gia-tri-la"),
        (ROW + "2022: x\n", 4, "yaml-ten-muc-la"),
        (ROW + "? [a]\n: x\n", 4, "yaml-ten-muc-la"),
        (ROW + "ten: Huyện\n", 4, "yaml-muc-hai-lan"),
        (ROW + "x: \x07\n", 4, "yaml-ky-tu-la"),
        (ROW + 'x: "Xã\\x07"\n', 4, "yaml-ky-tu-la"),
        (ROW + 'x: ["Xã\\0"]\n', 4, "yaml-ky-tu-la"),
        (ROW + 'x: "Xã\\uFFFE"\n', 4, "yaml-ky-tu-la"),
        (ROW + '"x\\e": Xã\n', 4, "yaml-ky-tu-la"),
        (ROW + 'x: "\\uE0000\\uE001"\n', 4, "yaml-ky-tu-la"),
        ('ten: "Ủy ban\ntrang: A\n', None, "yaml-viet-sai"),
        ("", 1, "yaml-trong"),
        ("- a\n", 1, "yaml-trong"),
        ("x\n" * 600_000, 1, "tep-qua-lon"),
        ("ten: [a, b]\ntrang: A\nmo_ta: B\n", 1, "muc-khong-phai-chu"),
        (ROW + "dau_van_ban: Ủy ban\n", 4, "muc-khong-phai-danh-sach-chu"),
        (ROW + "dau_van_ban: 5\n", 4, "muc-khong-phai-danh-sach-chu"),
        (ROW + "dau_van_ban: [{a: b}]\n", 4, "muc-khong-phai-danh-sach-chu"),
        (ROW + "giay_phep: tự do\n", 4, "muc-khong-phai-nhom"),
        (
            ROW + "giay_phep:\n  ma: [a]\n  ten: A\n  dia_chi: https://b.vn\n",
            5,
            "muc-khong-phai-chu",
        ),
        ("trang: A\nmo_ta: B\n", 1, "co-quan-thieu-muc"),
    ],
)
def test_the_file_of_the_office(tmp_path: Path, text: str, line: int | None, code: str) -> None:
    ((where, what),) = found(tmp_path, OFFICE, text)
    assert what == code
    assert line is None or where == line


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"title": "Bảng cay-trong"', '"title": {"a": "b"}', "muc-khong-phai-chu"),
        ('"description": "Mẫu."', '"description": [null]', "muc-khong-phai-chu"),
        ('"title": "Số hộ"', '"title": 5', "muc-khong-phai-chu"),
        ('"title": "Số hộ"', '"title": "A", "constraints": 5', "muc-khong-phai-nhom"),
        (
            '"title": "Số hộ"',
            '"title": "A", "constraints": {"enum": {"a": 1}}',
            "muc-khong-phai-danh-sach-chu",
        ),
        (
            '"title": "Số hộ"',
            '"title": "A", "constraints": {"required": "có"}',
            "muc-khong-phai-true-false",
        ),
        (
            '"title": "Số hộ"',
            '"title": "A", "constraints": {"minimum": "không"}',
            "muc-khong-phai-so",
        ),
    ],
)
def test_the_description_of_a_table(tmp_path: Path, old: str, new: str, code: str) -> None:
    text = FILES[PACKAGE].replace(old, new)
    line = text[: text.index(new)].count("\n") + 1
    assert found(tmp_path, PACKAGE, text) == [(line, code)]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("quy_tac: cộng lại\n", 1, "muc-khong-phai-nhieu-muc"),
        ("quy_tac:\n- id: [a]\n", 2, "muc-khong-phai-chu"),
        (RULE + "  dong_cua: [a]\n", 6, "muc-khong-phai-chu"),
        (RULE + "  dong_cua: cay-trong\n  noi: [a]\n", 7, "muc-khong-phai-nhom"),
        (RULE + "  dong_cua: cay-trong\n  noi: {ten: [a]}\n", 7, "muc-khong-phai-nhom"),
        (RULE + "  phan: [a]\n", 6, "muc-khong-phai-chu"),
        (RULE + "  neu: {a: b}\n", 6, "muc-khong-phai-chu"),
        (RULE + "  so_hang: {a: b}\n", 6, "muc-khong-phai-danh-sach-chu"),
        (RULE + "  so_hang: [[a]]\n", 6, "muc-khong-phai-danh-sach-chu"),
        (RULE + "  ghi_chu: 2022-01-01\n", 6, "muc-khong-phai-chu"),
    ],
)
def test_the_rules_between_figures(tmp_path: Path, text: str, line: int, code: str) -> None:
    assert found(tmp_path, RULES, text) == [(line, code)]


def nested(levels: int, more: str = "danh_so:") -> str:
    """Headings in one another, the first with one more key; the page below the last."""
    text = "phan:\n" + f"- ten: A\n  {more}\n  muc:\n"
    for depth in range(1, levels - 1):
        text += f"{'  ' * depth}- ten: A\n{'  ' * depth}  muc:\n"
    return f"{text}{'  ' * (levels - 1)}- trang: trang.md\n"


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("phan:\n- ten: 5\n", 2, "muc-khong-phai-chu"),
        ("phan:\n- ten: [a]\n", 2, "muc-khong-phai-chu"),
        ("phan:\n- ten: a\n  trang: {a: b}\n", 3, "muc-khong-phai-chu"),
        ("phan: a\n", 1, "muc-khong-phai-nhieu-muc"),
        (nested(8), 17, "de-muc-qua-sau"),
        (nested(6, "danh_so: a)"), 13, "de-muc-qua-sau"),
        ("phu_luc: a\n", 1, "muc-khong-phai-danh-sach-chu"),
        ("mo_dau: [a]\n", 1, "muc-khong-phai-chu"),
        ("ket: 5\n", 1, "muc-khong-phai-chu"),
    ],
)
def test_the_outline_of_a_document(tmp_path: Path, text: str, line: int, code: str) -> None:
    path = "data/2022/bo-cuc.yaml"
    office(tmp_path, {**PRINTED, path: text})
    found = [(one.line, one.code) for one in examine(tmp_path).problems if one.path == path]
    assert found == [(line, code)]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        (head(ALIASES), 4, "yaml-dan-lai"),
        (head("a: " + "[" * 900 + "\n"), 4, "yaml-qua-sau"),
        (head('a: !!int ""\n'), 4, "yaml-kieu-la"),
        (HEAD.replace("Trang", '"Trang\\x1b"', 1) + "# A\n", 2, "yaml-ky-tu-la"),
        (head(f"a: 0x{'f' * 5_000}\n"), 4, "dau-trang-sai"),
        (head("a: [\n"), None, "dau-trang-sai"),
        (HEAD.replace("title: Trang", "title: 2022") + "# A\n", 2, "muc-khong-phai-chu"),
        (HEAD.replace("title: Trang", "title: [a]") + "# A\n", 2, "muc-khong-phai-chu"),
        (head("hide: 5\n"), 4, "muc-khong-phai-danh-sach-chu"),
        (head("hide: [menu]\n"), 4, "gia-tri-dau-trang-la"),
        (head("template: khong-co.html\n"), 4, "gia-tri-dau-trang-la"),
        (head("template: [a]\n"), 4, "muc-khong-phai-chu"),
        (head('lang: en" onload="alert(1)\n'), 4, "ma-ngon-ngu-sai"),
        (head("search: [a]\n"), 4, "muc-dau-trang-la"),
        (head("ignore_macros: true\n"), 4, "muc-dau-trang-la"),
        (head("render_macros: false\n"), 4, "muc-dau-trang-la"),
        (TITLE + "\n" + "[" * 6_000 + "\n", 8, "qua-nhieu-dau"),
        (TITLE + "\n" + "[" * 40_000 + "\n", 8, "dong-qua-dai"),
        (TITLE + "\n" + "[a\n" * 1_500 + "\n", 1008, "qua-nhieu-dau"),
        (TITLE + "\n" + "`" * 16_000 + "\n", 8, "dong-qua-dai"),
        (TITLE + "\n" + "`a\n" * 1_900 + "`" * 500 + "\n", 1908, "qua-nhieu-dau"),
        (TITLE + "\n" + ">" * 3_000 + " a\n", 8, "long-qua-sau"),
        (TITLE + "\n" + "> " * 50 + " a\n", 8, "long-qua-sau"),
        (TITLE + "\n" + "- " * 50 + " a\n", 8, "long-qua-sau"),
        (TITLE + "\n" + "1. " * 50 + " a\n", 8, "long-qua-sau"),
        (TITLE + "\n- a\n\n" + " " * 84 + "- a\n", 10, "long-qua-sau"),
        (TITLE + "\n" + "<![CDATA[" * 30 + "\n", 8, "qua-nhieu-dau"),
        (TITLE + "\n" + "<div markdown>\n\n" * 200 + "\n", 208, "qua-nhieu-dau"),
        (TITLE + "a\n: b\n" * 500 + "\n", None, "qua-nhieu-dau"),
        (TITLE + "# a\n" * 3_000 + "\n", 2001, "bai-qua-nhieu-dong"),
        (TITLE + "chữ nghĩa\n" * 12_000 + "\n", 1, "tep-qua-lon"),
    ],
)
def test_a_page(tmp_path: Path, text: str, line: int | None, code: str) -> None:
    ((where, what),) = found(tmp_path, PAGE, text)
    assert what == code
    assert line is None or where == line


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("khoa,ten\n" + "a,A\n" * 60_000, 50_002, "qua-nhieu-dong"),
        (f"khoa,ten\na,{'A' * 20_000}\n", 2, "o-qua-dai"),
        (f'khoa,ten\na,"{"A," * 99_000}\n', 2, "o-qua-dai"),
        ("a" * 5_000_000, 1, "tep-qua-lon"),
    ],
)
def test_a_table(tmp_path: Path, text: str, line: int, code: str) -> None:
    assert (line, code) in found(tmp_path, CSV, text)


SPLINTERS = (
    *(
        "[",
        "]",
        "{",
        "}",
        ": ",
        "\n",
        "\n- ",
        "\n  ",
        '"',
        "'",
        "&a ",
        "*a",
        "!!int ",
        "<<: ",
        "|\n",
    ),
    *("null", "true", "2022-02-31", "0x_", "1e999", "-1", "[a]", "{a: b}", "…", "cần điền", "\x00"),
    *(
        ",",
        ";",
        "\t",
        "\r",
        "\r\n",
        "\ufeff",
        "\u0301",
        "\ue000",
        "`",
        "{{",
        "}}",
        "{%",
        "{#",
        "# ",
    ),
    *(
        "---\n",
        "[^1]",
        "](",
        "<div>",
        "![",
        "<!--",
        "> ",
        "~~~\n",
        "    ",
        ".*.",
        "__line__",
        "a: ",
    ),
)


def damaged(text: str, random: Random) -> str:
    """A text with one to three pieces cut out, put elsewhere or written anew."""
    for _ in range(random.randint(1, 3)):
        start = random.randrange(len(text) + 1)
        end = min(len(text), start + random.choice((0, 0, 1, 3, 10, 40)))
        piece = random.choice((random.choice(SPLINTERS), text[start:end] * 2, ""))
        text = text[:start] + piece + text[end:]
    return text


def replaced(text: str, random: Random) -> str:
    """A text whose value behind a colon, or cell, is another."""
    places = [place for place, letter in enumerate(text) if letter in ":,"]
    start = random.choice(places or [0]) + 1
    end = next((place for place in range(start, len(text)) if text[place] in ",\n}"), len(text))
    return f"{text[:start]} {random.choice(SPLINTERS)}{text[end:]}"


@pytest.mark.parametrize("change", [damaged, replaced])
def test_the_examination_of_damaged_files_tells_of_them_and_never_stops(
    tmp_path: Path, change: Callable[[str, Random], str]
) -> None:
    random = Random(2022)
    texts = {**WHOLE, RULES: RULE + "  dong_cua: cay-trong\n", "docs/huong-dan/a.md": GUIDANCE}
    files = sorted(path for path in texts if "2021" not in path)
    office(tmp_path, texts)
    for _ in range(60):
        path = random.choice(files)
        text = change(texts[path], random)
        (tmp_path / path).write_text(text, "utf-8", newline="")
        problems = examined(tmp_path, path, text)
        assert all(str(one) for one in problems)
        (tmp_path / path).write_text(texts[path], "utf-8", newline="")


GUIDANCE = (
    "---\ntitle: Hồ sơ\ndescription: Cách làm hồ sơ.\ncan_cu: [qd-1]\nkiem_tra: 25/11/2026\n"
    "hieu_luc_den: 31/12/2023\nthay_bang: [kh-2]\n---\n\n# Hồ sơ\n\n## Nộp\n\n"
    'Căn cứ: {{ van_ban("qd-1") }}.\n\nNộp ở xã.\n'
)


def examined(folder: Path, path: str, text: str) -> tuple[Problem, ...]:
    """The problems of an office; the file that stops the examination is shown."""
    try:
        return examine(folder).problems
    except Exception as error:
        raise AssertionError(f"{path}:\n{text}") from error
