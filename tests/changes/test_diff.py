"""Two revisions compared: what an editor reads under a proposal about figures and sentences."""

import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from report.__main__ import main
from report.changes.comparison import Changes, FigureChange, compare
from report.changes.revisions import read_revision
from report.changes.setting import copy_sources
from report.changes.sightings import sentences
from report.changes.summary import markdown
from report.edition import allowed_files
from tests.images import picture
from tests.office import CROPS, CROPS_CSV, FILES, HEAD, column, office, package

CSV = "data/2022/cay-trong.csv"
DESCRIPTION = "data/2022/datapackage.yaml"
RULES = "data/2022/doi-chieu.yaml"
PAGE = "docs/bao-cao/2022/lua.md"
FRONT = "docs/index.md"
LUA = '{{ so("cay-trong.lua.so_ho", don_vi=True) }}'


@pytest.fixture(autouse=True)
def _own_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """No repository or settings but those of the test."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


def write(folder: Path, files: Mapping[str, str | None]) -> None:
    for name, text in files.items():
        path = folder / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="")


def commit(folder: Path, tag: str) -> None:
    author = [
        "-c",
        "user.name=Biên tập",
        "-c",
        "user.email=bt@xa.mau",
        "-c",
        "commit.gpgsign=false",
    ]
    git(folder, "add", "--all")
    git(folder, *author, "commit", "--quiet", "--allow-empty", "-m", tag)
    git(folder, "tag", "--no-sign", tag)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The miniature office under git; the tag “cu” is its first revision."""
    git(tmp_path, "init", "--quiet")
    write(
        tmp_path,
        FILES
        | {
            PAGE: f"{HEAD}# Trồng lúa\n\nCả xã có {LUA} trồng lúa. Câu khác.\n",
            FRONT: f"{HEAD}# Xã Mẫu\n\nXem [trang lúa](bao-cao/2022/lua.md).\n"
            f"Năm qua\n**có** {LUA}\nở các xóm; không đổi.\n",
        },
    )
    commit(tmp_path, "cu")
    return tmp_path


def changes(folder: Path, base: str = "cu", head: str | None = None) -> Changes:
    return compare(read_revision(folder, base), read_revision(folder, head))


def only(folder: Path) -> FigureChange:
    """The one figure that changes from “cu” to the working tree."""
    (one,) = changes(folder).figures
    return one


def output(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["diff", "--root", str(folder), *arguments]) == 0
    return capsys.readouterr().out


def test_a_changed_cell_is_told_with_its_place_and_values(repository: Path) -> None:
    write(repository, {CSV: CROPS_CSV.replace("955", "960")})
    one = only(repository)
    assert (one.kind, one.address) == ("changed", "cay-trong.lua.so_ho")
    assert (one.old, one.new) == ("955\xa0hộ", "960\xa0hộ")
    assert (one.path, one.line) == (CSV, 2)
    assert one.title == "Bảng cay-trong: Lúa – số hộ"


def test_a_figure_is_shown_in_each_sentence_of_each_page(repository: Path) -> None:
    write(repository, {CSV: CROPS_CSV.replace("955", "960")})
    seen = [(one.path, one.line, one.pieces) for one in only(repository).sightings]
    new = ("960\xa0hộ", True)
    assert seen == [
        ("docs/bao-cao/2022/index.md", 8, (("trong bảng", False),)),
        (PAGE, 8, (("Cả xã có ", False), new, (" trồng lúa.", False))),
        (FRONT, 10, (("Năm qua có ", False), new, (" ở các xóm; không đổi.", False))),
    ]


def test_the_report_puts_the_new_value_in_bold_in_its_sentence(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository, {CSV: CROPS_CSV.replace("955", "960")})
    assert output(repository, capsys, "cu") == (
        "## Thay đổi so với cu\n\n1 số liệu đổi.\n\n### Số liệu đổi (1)\n\n"
        "- Bảng cay-trong: Lúa – số hộ: 955\xa0hộ → **960\xa0hộ** "
        f"(`cay-trong.lua.so_ho`, `{CSV}:2`)\n"
        "  - Trang (`docs/bao-cao/2022/index.md:8`): trong bảng\n"
        f"  - Trang (`{PAGE}:8`): Cả xã có **960\xa0hộ** trồng lúa.\n"
        f"  - Trang (`{FRONT}:10`): Năm qua có **960\xa0hộ** ở các xóm; không đổi.\n"
    )


def test_an_added_row_adds_its_figures_and_moves_no_other(repository: Path) -> None:
    row = "san,Sắn,12,,,,,,\n"
    head, _, rest = CROPS_CSV.partition("\n")
    write(repository, {CSV: f"{head}\n{row}{rest}"})
    found = changes(repository).figures
    assert [(one.kind, one.address, one.new, one.line) for one in found] == [
        ("added", "cay-trong.san.ten", "Sắn", 2),
        ("added", "cay-trong.san.so_ho", "12\xa0hộ", 2),
    ]
    assert [one.path for one in found[0].sightings] == ["docs/bao-cao/2022/index.md"]


def test_a_removed_figure_is_told_with_its_old_place_and_sentence(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        repository,
        {CSV: CROPS_CSV.replace("955", ""), PAGE: f"{HEAD}# Lúa\n", FRONT: f"{HEAD}# Xã Mẫu\n"},
    )
    one = only(repository)
    assert (one.kind, one.old, one.new, one.line) == ("removed", "955\xa0hộ", "", 2)
    assert [place.path for place in one.sightings][1:] == [PAGE, FRONT]
    assert "Cả xã có **955\xa0hộ** trồng lúa." in output(repository, capsys, "cu")


def test_the_same_number_written_otherwise_is_told_apart(repository: Path) -> None:
    columns = [dict(one, type="number") if one["name"] == "so_ho" else one for one in CROPS]
    write(repository, {DESCRIPTION: package({"cay-trong": columns})})
    one = only(repository)
    assert (one.kind, one.address, one.old, one.new) == (
        "rewritten",
        "cay-trong.ngo.so_ho",
        "04\xa0hộ",
        "4\xa0hộ",
    )


def test_a_decimal_with_another_zero_is_the_same_number_written_otherwise(
    repository: Path,
) -> None:
    write(repository, {CSV: CROPS_CSV.replace("27,568", "27,5680")})
    one = only(repository)
    assert (one.kind, one.old, one.new) == ("rewritten", "27,568\xa0tấn", "27,5680\xa0tấn")


def test_words_that_become_a_number_are_other_data_with_the_same_text(repository: Path) -> None:
    columns = [dict(one, type="string") if one["name"] == "tu_nam" else one for one in CROPS]
    write(repository, {DESCRIPTION: package({"cay-trong": columns})})
    found = changes(repository).figures
    assert [(one.kind, one.old, one.new) for one in found] == [
        ("retyped", "1986 (năm)", "1986 (chữ)"),
        ("retyped", "2020 (năm)", "2020 (chữ)"),
    ]


def test_another_unit_is_another_figure(repository: Path) -> None:
    write(repository, {CSV: CROPS_CSV.replace("triệu đồng", "đồng")})
    one = only(repository)
    assert (one.kind, one.old, one.new) == ("changed", "200\xa0triệu đồng", "200\xa0đồng")


def test_two_revisions_are_compared_without_the_working_tree(repository: Path) -> None:
    write(repository, {CSV: CROPS_CSV.replace("955", "960")})
    commit(repository, "moi")
    write(repository, {CSV: CROPS_CSV.replace("955", "970")})
    assert [one.new for one in changes(repository, "cu", "moi").figures] == ["960\xa0hộ"]
    assert [one.new for one in changes(repository, "cu").figures] == ["970\xa0hộ"]


def test_a_picture_that_was_found_sound_is_not_decoded_for_its_revision(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "docs/cay.png").write_bytes(picture(".png"))
    commit(repository, "hinh")
    read_revision(repository, None)
    decoded: list[str] = []
    monkeypatch.setattr(allowed_files, "examine_picture", lambda name, _: decoded.append(name))
    assert read_revision(repository, "hinh").problems == ()
    copy_sources(repository, repository / "thu")
    read_revision(repository / "thu", None)
    assert decoded == []


def test_a_project_in_a_folder_of_its_repository(repository: Path) -> None:
    office(repository / "xa")
    commit(repository, "xa")
    write(repository / "xa", {CSV: CROPS_CSV.replace("955", "960")})
    assert [one.new for one in changes(repository / "xa", "xa").figures] == ["960\xa0hộ"]


def test_nothing_changed_is_one_sentence(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository, {"README.md": "Không phải số liệu.\n"})
    assert output(repository, capsys, "cu") == (
        "Không có số liệu, trang hay quy tắc nào thay đổi so với cu.\n"
    )


@pytest.mark.parametrize("name", ["khong-co", "", "--all", "cu:data"])
def test_an_unknown_revision_is_said_without_a_traceback(
    repository: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(["diff", "--root", str(repository), "--", name]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"Không có bản “{name}” trong kho git.")


def test_no_git_and_no_repository_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main(["diff", "--root", str(tmp_path), "cu"]) == 2
    assert "Git không đọc được kho" in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["diff", "--root", str(tmp_path), "cu"]) == 2
    assert "chưa có git" in capsys.readouterr().err


def test_a_base_without_the_folders_is_empty(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "trong")
    office(tmp_path)
    found = changes(tmp_path, "trong")
    assert {one.kind for one in found.figures} == {"added"}
    assert {one.kind for one in found.pages} == {"added"}
    assert found.office


def test_pages_changed_otherwise_are_listed(repository: Path) -> None:
    new = f"{HEAD}# Trang mới\n"
    write(
        repository,
        {
            PAGE: f"{HEAD}# Trồng lúa\n\nXã có {LUA} trồng lúa.\n",
            FRONT: None,
            "docs/moi.md": new,
            DESCRIPTION: package({"cay-trong": CROPS}, title="Tên khác"),
        },
    )
    found = changes(repository)
    assert found.figures == ()
    assert [(one.path, one.kind) for one in found.pages] == [
        ("docs/bao-cao/2022/index.md", "framed"),
        (PAGE, "edited"),
        (FRONT, "removed"),
        ("docs/moi.md", "added"),
    ]


def test_rules_that_begin_and_cease_to_hold(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def rule(name: str, stated: str, limit: str) -> str:
        return (
            f"  - {{id: {name}, cau: Câu {name}., loai: khong_qua, "
            f"bang: cay-trong.{stated}, toi_da: cay-trong.{limit}}}\n"
        )

    kept = [
        rule("mot", "ngo.so_ho", "lua.so_ho"),
        rule("hai", "lua.so_ho", "ngo.so_ho"),
        rule("ba", "lua.so_ho", "lua.so_ho"),
    ]
    write(repository, {RULES: "quy_tac:\n" + "".join([*kept, rule("bo", "ngo.von", "ngo.von")])})
    commit(repository, "co-quy-tac")
    write(
        repository,
        {
            CSV: CROPS_CSV.replace("955", "3"),
            RULES: "quy_tac:\n" + "".join([*kept, rule("moi", "ngo.so_ho", "lua.so_ho")]),
        },
    )
    found = {one.rule.id: one.kind for one in changes(repository, "co-quy-tac").rules}
    assert found == {"mot": "ceases", "hai": "begins", "moi": "fails", "bo": "dropped"}
    printed = output(repository, capsys, "co-quy-tac")
    assert "4 quy tắc đổi kết quả" in printed
    assert f"- Không còn đúng: Câu mot. (`mot`, `{RULES}:2`)" in printed


def test_a_table_that_cannot_be_read_is_not_taken_for_removed(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository, {CSV: CROPS_CSV.replace("so_ho", "soho")})
    found = changes(repository)
    assert (found.figures, found.unread) == ((), (CSV,))
    assert not Changes((), (), (), False, found.unread).none
    printed = output(repository, capsys, "cu")
    assert f"Không so sánh được vì một trong hai bản đọc không được: `{CSV}`." in printed
    assert "Bản mới có 1 lỗi; xem bằng `make check`." in printed


def test_a_row_and_a_page_that_cannot_be_read_are_not_taken_for_removed(repository: Path) -> None:
    write(
        repository,
        {CSV: CROPS_CSV.replace("lua,Lúa,", "lua,Lúa,,"), PAGE: "---\ntitle: a: b\n---\n"},
    )
    found = changes(repository)
    assert found.figures == ()
    assert found.unread == (f"{CSV} (dòng “lua”)", PAGE)
    assert PAGE not in {one.path for one in found.pages}


def test_a_share_and_a_citation_show_the_cells_they_are_made_of(repository: Path) -> None:
    page = (
        f'{HEAD}# A\n\nTỷ lệ là {{{{ ty_le("cay-trong.ngo.so_ho", "cay-trong.lua.so_ho") }}}}.\n'
        'Theo {{ van_ban("qd-1") }}. Xem {{ van_ban("qd-1") }}.\n'
    )
    write(repository, {PAGE: page, FRONT: f"{HEAD}# Xã\n"})
    commit(repository, "co-ty-le")
    register = FILES["data/chung/van-ban.csv"].replace("giao chỉ tiêu", "giao thêm chỉ tiêu")
    write(repository, {CSV: CROPS_CSV.replace("955", "100"), "data/chung/van-ban.csv": register})
    subject, lua = changes(repository, "co-ty-le").figures
    assert [(one.path, one.pieces) for one in lua.sightings if one.path == PAGE] == [
        (PAGE, (("Tỷ lệ là ", False), ("4,00\xa0%", True), (".", False)))
    ]
    (cited,) = subject.sightings  # the short citation does not show the subject
    assert cited.pieces[1][0].endswith("về việc giao thêm chỉ tiêu trồng lúa")


def test_a_chart_shows_its_column_and_the_names_of_rows(repository: Path) -> None:
    page = 'bieu_do("cay-trong", cot="so_ho")'
    table = 'bang("cay-trong", cot=["ten", "san_luong"])'
    write(
        repository,
        {
            PAGE: f"{HEAD}{{{{ {page} }}}}\n\n{{{{ {table} }}}}\n",
            FRONT: f"{HEAD}{{{{ {page.replace('so_ho', 'san_luong')} }}}}\n",
        },
    )
    commit(repository, "co-bieu-do")
    write(repository, {CSV: CROPS_CSV.replace("Lúa,955", "Lúa nước,960")})
    name, count = changes(repository, "co-bieu-do").figures
    seen = {
        one.address: [(at.line, at.pieces[0][0]) for at in one.sightings if at.path == PAGE]
        for one in (name, count)
    }
    assert FRONT in {at.path for at in name.sightings}
    assert seen == {
        "cay-trong.lua.ten": [(6, "trong biểu đồ"), (8, "trong bảng")],
        "cay-trong.lua.so_ho": [(6, "trong biểu đồ")],
    }


def test_only_the_changed_figure_of_a_sentence_is_bold(repository: Path) -> None:
    other = '{{ so("cay-trong.ngo.so_ho") }}'
    write(repository, {PAGE: f"{HEAD}Có {LUA} lúa, {other} hộ ngô; {LUA}.\n"})
    commit(repository, "hai-so")
    write(repository, {CSV: CROPS_CSV.replace("955", "960")})
    (one,) = changes(repository, "hai-so").figures
    (sentence,) = [at.pieces for at in one.sightings if at.path == PAGE]
    new = ("960\xa0hộ", True)
    expected = [("Có ", False), new, (" lúa, ", False), ("04", False), (" hộ ngô; ", False), new]
    assert list(sentence) == [*expected, (".", False)]


def test_a_figure_on_no_page_is_said_to_be_on_none(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository, {"docs/bao-cao/2022/index.md": f"{HEAD}# A\n"})
    commit(repository, "khong-bang")
    write(repository, {CSV: CROPS_CSV.replace("27,568", "27,6")})
    assert "không đứng trong câu, bảng hay biểu đồ" in output(repository, capsys, "khong-bang")


def test_markup_in_cells_and_pages_stays_text(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = HEAD.replace("Trang\n", "Trang <b> | _một_\n", 1)
    write(
        repository,
        {
            CSV: CROPS_CSV.replace("Lúa", "*Lúa* <img src=x> | [a](b) `c` $d$ \\"),
            PAGE: f'{page}{{{{ so("cay-trong.lua.ten") }}}} _đổi_\n',
        },
    )
    words = r"\*Lúa\* \<img src=x\> \| \[a\](b) \`c\` \$d\$ \\"
    printed = output(repository, capsys, "cu")
    assert f"→ **{words}** (" in printed
    assert f"- Trang \\<b\\> \\| \\_một\\_ (`{PAGE}:6`): **{words}** đổi\n" in printed


HOSTILE = "x`` **ĐẬM** ![x](https://evil.example/t.png) @octocat #12 ``y"


def test_nothing_of_a_proposal_is_markup_or_a_mention_in_its_comment(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = {"id": HOSTILE, "loai": "bang_nhau", "cau": f"- {HOSTILE}."}
    rule |= {"bang": "cay-trong.lua.so_ho", "voi": "cay-trong.ngo.so_ho"}
    page = HEAD.replace("Trang\n", f"'{HOSTILE}'\n", 1)
    name = "docs/a``![x](https:__evil.example_t.png)``@octocat.md"
    write(
        repository,
        {
            CSV: CROPS_CSV.replace("Lúa", f'"{HOSTILE}\n~~~\n\n# A\n::stop-commands::a"'),
            RULES: json.dumps({"quy_tac": [rule]}),
            name: f'{page}{{{{ so("cay-trong.lua.ten") }}}}\n',
        },
    )
    printed = output(repository, capsys, "cu")
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(printed)
    assert {token.tag for token in tokens} == {"h2", "h3", "p", "ul", "li", ""}
    pieces = [piece for token in tokens for piece in token.children or []]
    assert {piece.tag for piece in pieces} == {"", "strong", "code"}
    shown = "".join(piece.content for piece in pieces if piece.type != "code_inline")
    assert "ĐẬM" in shown
    assert not re.search(r"@o|#1|https?://", shown)
    codes = {piece.content for piece in pieces if piece.type == "code_inline"}
    assert {HOSTILE, name} <= codes


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Một câu. Hai câu! Ba?", ["Một câu.", "Hai câu!", "Ba?"]),
        ("Câu qua\nhai dòng. Câu sau.", ["Câu qua hai dòng.", "Câu sau."]),
        ("- mục một;\n- mục\n  hai.", ["mục một;", "mục hai."]),
        ("# Tiêu đề\nCâu.", ["Tiêu đề", "Câu."]),
        ("> Câu\n> trích.\n>\n> Nữa.", ["Câu trích.", "Nữa."]),
        (
            "Theo “Luật.” Rồi là năm.[^x] Sau.\n\n[^x]: Ghi.",
            ["Theo “Luật.”", "Rồi là năm.", "Sau.", "Ghi."],
        ),
        (
            "Ở TP. Huế, C. Mác v.v. và tháng 5. Rồi.",
            ["Ở TP. Huế, C. Mác v.v. và tháng 5.", "Rồi."],
        ),
        ("Tăng 1.000 so với 27,5.", ["Tăng 1.000 so với 27,5."]),
        ("[^x]: Ghi chú.", ["Ghi chú."]),
        ("| Cột | Số |\n| --- | --- |", ["Cột | Số"]),
        ('!!! note "Chú ý"\n    Câu.', ["Chú ý", "Câu."]),
        (
            "**Đậm** và [nối](a.md){ .nut } <b>x</b> `mã` a_b_c &amp; \\*",
            ["Đậm và nối x mã a_b_c & *"],
        ),
        ("Câu.\n\n~~~\n# Không là đề mục.\n~~~\n", ["Câu."]),
        ("Đầu\n===\nCâu.", ["Đầu", "Câu."]),
        ("Có đến\n12) người.", ["Có đến 12) người."]),
        ("Xem **[nối](a_(b).md)** nhé.", ["Xem nối nhé."]),
        ("[Nối][b] đến trang.\n\n[b]: c.md\n*[AB]: Chữ tắt.", ["Nối đến trang."]),
        ("![Ảnh *lúa*](a.png) bên.", ["Ảnh *lúa* bên."]),
        ("Viết `<!--` trước. Viết `-->` sau.", ["Viết <!-- trước.", "Viết --> sau."]),
        ("Là 2 * 3 * 4, ***rất*** _gọn_ và \\_x\\_.", ["Là 2 * 3 * 4, rất gọn và _x_."]),
        ("<p>Câu <b>một</b>.\nCâu hai.</p>", ["Câu một.", "Câu hai."]),
    ],
)
def test_sentences_of_markdown(body: str, expected: list[str]) -> None:
    assert list(sentences(body)) == expected


def test_a_figure_in_a_comment_is_seen_by_nobody(repository: Path) -> None:
    write(repository, {PAGE: f"{HEAD}# A\n\n<!-- Cũ:\n\n{LUA}. -->\n", FRONT: f"{HEAD}# Xã\n"})
    commit(repository, "ghi-chu")
    write(repository, {CSV: CROPS_CSV.replace("955", "960")})
    (one,) = changes(repository, "ghi-chu").figures
    assert [at.path for at in one.sightings] == ["docs/bao-cao/2022/index.md"]


def test_a_figure_in_the_text_of_a_picture_is_read_and_one_in_an_address_is_not(
    repository: Path,
) -> None:
    page = f'{HEAD}![Có {LUA}](a.png)\n\n[Nối](a.md "{LUA}")\n'
    write(repository, {PAGE: page, FRONT: f"{HEAD}# Xã\n"})
    commit(repository, "hinh")
    write(repository, {CSV: CROPS_CSV.replace("955", "960")})
    (one,) = changes(repository, "hinh").figures
    seen = [(at.line, at.pieces) for at in one.sightings if at.path == PAGE]
    assert seen == [(6, (("Có ", False), ("960\xa0hộ", True), ("", False)))]


def test_a_call_that_is_wrong_shifts_no_other(repository: Path) -> None:
    text = f'Có {{{{ so("sai") }}}} và {LUA}.'
    write(repository, {PAGE: f"{HEAD}{text}\n", CSV: CROPS_CSV.replace("955", "960")})
    (sentence,) = [at.pieces for at in only(repository).sightings if at.path == PAGE]
    assert "".join(words for words, _ in sentence) == text.replace(LUA, "960\xa0hộ")
    assert [words for words, mine in sentence if mine] == ["960\xa0hộ"]


def test_a_note_sign_behind_a_figure_is_no_part_of_it(repository: Path) -> None:
    note = "{id: a, so_lieu: cay-trong.lua.so_ho, ghi_chu: Ước tính.}"
    write(repository, {RULES: f"luu_y:\n  - {note}\n", CSV: CROPS_CSV.replace("955", "960")})
    texts = [text for at in only(repository).sightings for text, mine in at.pieces if mine]
    assert texts == ["960\xa0hộ", "960\xa0hộ"]


def test_the_office_itself(repository: Path) -> None:
    write(repository, {"data/don-vi.yaml": FILES["data/don-vi.yaml"].replace("xã Mẫu", "xã Khác")})
    found = changes(repository)
    assert found.office
    assert "thông tin cơ quan" in markdown(found)


def test_a_new_column_adds_its_figures(repository: Path) -> None:
    lines = CROPS_CSV.splitlines()
    csv = "\n".join([f"{lines[0]},them", f"{lines[1]},7", *(f"{line}," for line in lines[2:])])
    columns = [*CROPS, column("them", "integer", "Thêm")]
    write(repository, {CSV: csv + "\n", DESCRIPTION: package({"cay-trong": columns})})
    assert [(one.kind, one.address) for one in changes(repository).figures] == [
        ("added", "cay-trong.lua.them")
    ]


def test_a_key_with_all_its_figures_is_one_line_and_no_figure(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository, {CSV: CROPS_CSV.replace("ngo,", "ngo-lai,")})
    found = changes(repository)
    assert [(one.folder, one.old, one.new) for one in found.renamed] == [
        ("2022", "cay-trong.ngo.*", "cay-trong.ngo-lai.*")
    ]
    assert (found.figures, found.pages) == ((), ())
    told = output(repository, capsys, "cu")
    assert "\n1 khóa hoặc tên đổi.\n" in told
    assert "- `data/2022`: `cay-trong.ngo.*` → `cay-trong.ngo-lai.*`" in told


def test_a_column_with_another_title_is_not_the_same_under_another_name(repository: Path) -> None:
    columns = [
        dict(one, name="so_nguoi", title="Số người") if one["name"] == "so_ho" else one
        for one in CROPS
    ]
    files: dict[str, str | None] = {
        CSV: CROPS_CSV.replace("so_ho", "so_nguoi"),
        DESCRIPTION: package({"cay-trong": columns}),
        PAGE: f"{HEAD}# Lúa\n",
        FRONT: f"{HEAD}# Xã Mẫu\n",
    }
    write(repository, files)
    found = changes(repository)
    assert found.renamed == ()
    assert sorted(one.kind for one in found.figures) == ["added", "added", "removed", "removed"]


def test_a_mended_spelling_of_a_row_is_no_changed_figure(repository: Path) -> None:
    write(repository, {CSV: CROPS_CSV.replace("Lúa", "lúa")})
    assert only(repository).kind == "respelled"
    write(repository, {CSV: CROPS_CSV.replace("Lúa", "Sắn")})
    assert only(repository).kind == "changed"
    write(repository, {CSV: CROPS_CSV.replace("tỷ đồng", "Tỷ đồng")})
    assert only(repository).kind == "changed"  # no name of a row


def test_a_number_that_becomes_words_is_the_same_written_otherwise(repository: Path) -> None:
    columns = [dict(one, type="string") if one["name"] == "san_luong" else one for one in CROPS]
    write(repository, {DESCRIPTION: package({"cay-trong": columns})})
    assert {one.address: one.kind for one in changes(repository).figures} == {
        "cay-trong.lua.san_luong": "retyped",
        "cay-trong.ngo.san_luong": "rewritten",
        "cay-trong.mia.san_luong": "retyped",
    }
