"""The draft: nothing of it is lost, however a run ends, and all of it can be undone."""

import json
import os
import random
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from report.desk.draft import DESK_FOLDER, OLD_DRAFTS, DeskDraft, put_aside
from report.desk.journal import Journal
from report.desk.outside import Sources
from report.problems.problem import Mistake
from tests.faults import contents, killed_at, unix
from tests.office import CROPS_CSV, FILES, HEAD, office

TABLE = "data/2022/cay-trong.csv"
PAGE = "docs/index.md"
NEW = "docs/bao-cao/2022/moi.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    office(tmp_path)
    return tmp_path


def tree(draft: DeskDraft) -> dict[str, bytes]:
    return contents(draft.tree)


def reopened(draft: DeskDraft) -> DeskDraft:
    """The same draft in a run of its own."""
    draft.close()
    return DeskDraft(draft.root)


def git(root: Path, *command: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", root, *who, *command], check=True, capture_output=True)


def committed(root: Path) -> None:
    """Have the sources of a folder in a commit."""
    if not (root / ".git").is_dir():
        git(root, "init", "-q", "-b", "main")
        (root / ".gitignore").write_text(f"/{DESK_FOLDER}/\n")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "Sources")


def full(*_: object) -> None:
    """A disk on which nothing fits any more."""
    raise OSError(28, "No space left on device")


def test_the_draft_begins_as_the_sources_and_never_writes_them(root: Path) -> None:
    before = contents(root)
    draft = DeskDraft(root)
    assert tree(draft) == {path: text.encode() for path, text in FILES.items()}
    draft.write({TABLE: b"khoa\n", NEW: b"# A\n", PAGE: None}, "Sửa")
    assert {path: one for path, one in contents(root).items() if DESK_FOLDER not in path} == before


def test_a_step_is_undone_and_redone_until_another_is_taken(root: Path) -> None:
    draft = DeskDraft(root)
    first = draft.write({TABLE: b"a\n", NEW: b"b\n"}, "Một")
    second = draft.write({TABLE: b"c\n", PAGE: None}, "Hai")
    assert (draft.undo(), draft.step, draft.read(TABLE)) == ("Hai", first, b"a\n")
    assert draft.redo() == "Hai"
    assert (draft.step, draft.read(TABLE), draft.read(PAGE)) == (second, b"c\n", None)
    assert draft.undo() == "Hai"
    draft.write({NEW: b"d\n"}, "Ba")
    assert draft.redo() is None
    assert [draft.undo(), draft.undo(), draft.undo()] == ["Ba", "Một", None]
    assert draft.changed() == {}
    assert tree(draft)[TABLE] == CROPS_CSV.encode()


def test_what_changes_nothing_is_no_step(root: Path) -> None:
    draft = DeskDraft(root)
    assert draft.write({TABLE: CROPS_CSV.encode(), NEW: None}, "Không") == 0
    assert draft.undo() is None


def test_a_draft_is_the_same_when_it_is_opened_again(root: Path) -> None:
    draft = DeskDraft(root)
    draft.write({TABLE: b"a\n"}, "Một")
    draft.write({NEW: b"b\n"}, "Hai")
    draft.write({NEW: None}, "Ba")
    draft.undo()
    (draft.tree / TABLE).write_bytes(b"hong")  # it is not believed
    (draft.tree / "docs" / "la.md").write_bytes(b"la")
    again = reopened(draft)
    assert (again.step, again.changed(), tree(again)) == (draft.step, draft.changed(), tree(again))
    assert tree(again)[TABLE] == b"a\n"
    assert "docs/la.md" not in tree(again)
    assert [again.redo(), again.undo(), again.undo(), again.undo()] == ["Ba", "Ba", "Hai", "Một"]


@unix
def test_a_draft_killed_at_any_change_has_each_step_as_a_whole_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening, two writes, an undo and a redo, each cut short at each thing it does to the disk."""
    states = [
        {TABLE: CROPS_CSV.encode(), PAGE: FILES[PAGE].encode()},
        {TABLE: b"a\n", PAGE: FILES[PAGE].encode(), NEW: b"new\n"},
        {TABLE: b"b\n", NEW: b"new\n"},
    ]

    def work(root: Path) -> None:
        draft = DeskDraft(root)
        draft.write({TABLE: b"a\n", NEW: b"new\n"}, "Một")
        draft.write({TABLE: b"b\n", PAGE: None}, "Hai")
        draft.undo()
        draft.redo()

    seen, number = [], 1
    monkeypatch.setattr(os, "fsync", lambda _: None)  # the child has its own
    monkeypatch.setattr(Sources, "commit", lambda _: "")
    while True:
        root = tmp_path / str(number)
        for path in (TABLE, PAGE):
            (root / path).parent.mkdir(parents=True)
            (root / path).write_text(FILES[path], "utf-8", newline="")
        killed = killed_at(number, root, lambda root=root: work(root))
        draft = DeskDraft(root)
        files = {path: draft.read(path) for path in (TABLE, PAGE, NEW)}
        state = {path: one for path, one in files.items() if one is not None}
        assert state in states, number
        assert {path: one for path, one in tree(draft).items() if path in files} == state
        seen.append(states.index(state))
        while draft.undo():
            pass
        assert draft.changed() == {}, number
        draft.close()
        if not killed:
            break
        number += 1
    assert sorted(set(seen)) == [0, 1, 2]
    assert seen[-1] == 2


def test_a_full_disk_keeps_the_draft_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = DeskDraft(root)
    draft.write({TABLE: b"a\n"}, "Một")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            draft.write({TABLE: b"b\n"}, "Hai")
        with pytest.raises(OSError, match="No space"):  # where nothing but the entry is written
            draft.write({TABLE: None}, "Ba")
    assert (draft.read(TABLE), tree(draft)[TABLE]) == (b"a\n", b"a\n")
    assert draft.write({TABLE: b"b\n"}, "Hai") > 0
    assert tree(reopened(draft))[TABLE] == b"b\n"


def test_an_entry_that_has_not_got_its_name_is_not_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its bytes come under another name: half of them would be taken for damage."""
    draft = DeskDraft(root)

    def cut(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", cut)
        with pytest.raises(OSError, match="Input/output"):
            draft.write({TABLE: b"a\n"}, "Một")
        with pytest.raises(OSError, match="Input/output"):
            draft.write({TABLE: None}, "Hai")
    again = reopened(draft)
    assert (again.step, again.changed()) == (0, {})


@pytest.mark.parametrize(
    "path",
    [
        "../x.md", "docs/../../x.md", "/etc/x.md", "docs//x.md", "docs/./x.md", "docs\\x.md",
        "mkdocs.yml", "macros.py", "docs/x.html", "docs/x.js", "data/2022/~$x.csv", "data/x.csv",
        "docs", "docs/a\0.md", "docs/\ud800.md", "C:/docs/x.md", "docs/.git/config",
        f"{DESK_FOLDER}/so/1.json", "",
    ],
)  # fmt: skip
def test_no_other_file_is_written(root: Path, path: str) -> None:
    draft = DeskDraft(root)
    with pytest.raises(Mistake) as refused:
        draft.write({TABLE: b"a\n", path: b"x"}, "Sửa")
    assert refused.value.code == "ngoai-ban-bien-tap"
    assert draft.changed() == {}


def test_links_lead_nowhere(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "secret.md").write_text("# Bí mật\n")
    (root / "docs/la.md").symlink_to(elsewhere / "secret.md")
    (root / "docs/thu-muc").symlink_to(elsewhere)
    draft = DeskDraft(root)
    assert draft.read("docs/la.md") is None
    assert draft.read("docs/thu-muc/secret.md") is None
    (draft.tree / "docs" / "thu-muc").symlink_to(elsewhere)  # put there while it is closed
    again = reopened(draft)
    again.write({"docs/thu-muc/moi.md": b"# A\n"}, "Thêm")
    assert [one.name for one in elsewhere.iterdir()] == ["secret.md"]


@pytest.mark.parametrize("inside", ["", "/cay", "/so", "/noi-dung"])
def test_a_draft_folder_that_is_a_link_is_refused(
    root: Path, inside: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (root / DESK_FOLDER).parent.mkdir(exist_ok=True)
    if inside:
        (root / DESK_FOLDER).mkdir()
    (root / f"{DESK_FOLDER}{inside}").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    with pytest.raises(Mistake) as refused:
        DeskDraft(root)
    assert refused.value.code == "chi-la-lien-ket"


@pytest.mark.parametrize(
    "entry",
    [
        {"kind": "step", "label": "x", "files": {"../../x.md": [None, "0" * 64]}},
        {"kind": "step", "label": "x", "files": {"docs/x.md": [None, "../../secret"]}},
        *(
            {"kind": "step", "label": "x", "files": {path: [None, None]}}
            for path in ("docs/a\0.md", "docs//x.md", "docs/x.html", "docs", "/docs/x.md", "")
        ),
        {"kind": "step", "label": "x", "files": {"docs/\ud800.md": [None, None]}},
        {"kind": "step", "label": "x", "files": 1},
        {"kind": "undo"},
        {"kind": "chosen", "number": 4},
        [],
    ],
)
def test_a_journal_that_somebody_wrote_leads_nowhere(root: Path, entry: object) -> None:
    (root / "secret").write_text("Bí mật\n")
    draft = DeskDraft(root)
    journal = draft.journal
    (journal.place / f"{journal.last + 1:06}.json").write_text(json.dumps(entry))
    with pytest.raises(Mistake) as refused:
        reopened(draft)
    assert refused.value.code == "nhap-hong"


def test_two_desks_do_not_share_a_draft(root: Path) -> None:
    draft = DeskDraft(root)
    with pytest.raises(Mistake) as refused:
        DeskDraft(root)
    assert refused.value.code == "ban-dang-mo"
    assert reopened(draft).step == 0


def test_what_is_changed_outside_comes_as_a_step(root: Path) -> None:
    draft = DeskDraft(root)
    draft.write({TABLE: CROPS_CSV.replace("955", "956").encode()}, "Sửa ô")
    (root / TABLE).write_text(CROPS_CSV.replace("Ngô", "Ngô tẻ"), "utf-8", newline="")
    (root / NEW).write_text(f"{HEAD}# Mới\n", "utf-8")
    assert draft.take_over()
    both = CROPS_CSV.replace("955", "956").replace("Ngô", "Ngô tẻ").encode()
    assert (draft.read(TABLE), draft.clashes) == (both, [])
    assert draft.read(NEW) == f"{HEAD}# Mới\n".encode()
    assert not draft.take_over()
    assert str(draft.undo()).startswith("Sửa ngoài bàn biên tập")
    assert draft.read(TABLE) == CROPS_CSV.replace("955", "956").encode()
    assert not reopened(draft).take_over()


def test_a_cell_that_both_changed_is_chosen_and_neither_is_lost(root: Path) -> None:
    draft = DeskDraft(root)
    mine = CROPS_CSV.replace("955", "956").encode()
    theirs = CROPS_CSV.replace("955", "957").replace("Ngô", "Ngô tẻ")
    draft.write({TABLE: mine}, "Sửa ô")
    (root / TABLE).write_text(theirs, "utf-8", newline="")
    draft.take_over()
    assert draft.read(TABLE) == mine.replace("Ngô".encode(), "Ngô tẻ".encode())
    draft = reopened(draft)
    (clash,) = draft.clashes
    assert (clash.row, clash.column) == ("lua", "so_ho")
    assert (clash.old, clash.ours, clash.theirs) == ("955", "956", "957")
    draft.choose(0, theirs=True)
    assert (draft.read(TABLE), draft.clashes) == (theirs.encode(), [])
    assert reopened(draft).clashes == []


def test_what_git_brings_comes_below_the_steps(root: Path) -> None:
    committed(root)
    draft = DeskDraft(root)
    draft.write({TABLE: CROPS_CSV.replace("955", "956").encode()}, "Một")
    draft.write({TABLE: CROPS_CSV.replace("955", "958").encode()}, "Hai")
    pulled = CROPS_CSV.replace("Mía", "Mía đường")
    (root / TABLE).write_text(pulled, "utf-8", newline="")
    committed(root)
    assert draft.take_over()
    assert draft.read(TABLE) == pulled.replace("955", "958").encode()
    again = reopened(draft)
    assert [again.undo(), again.read(TABLE)] == ["Hai", pulled.replace("955", "956").encode()]
    assert [again.undo(), again.undo()] == ["Một", None]
    assert (again.read(TABLE), again.changed()) == (pulled.encode(), {})


def test_what_was_sent_and_comes_back_is_no_change_any_more(root: Path) -> None:
    committed(root)
    draft = DeskDraft(root)
    mine = CROPS_CSV.replace("955", "956")
    draft.write({TABLE: mine.encode()}, "Một")
    (root / TABLE).write_text(mine, "utf-8", newline="")
    committed(root)
    draft.take_over()
    assert (draft.changed(), draft.clashes, draft.undo()) == ({}, [], None)


def test_what_is_not_committed_when_a_draft_begins_is_its_first_step(root: Path) -> None:
    committed(root)
    (root / TABLE).write_text(CROPS_CSV.replace("955", "956"), "utf-8", newline="")
    (root / PAGE).unlink()
    draft = DeskDraft(root)
    assert draft.changed() == {
        TABLE: (CROPS_CSV.encode(), CROPS_CSV.replace("955", "956").encode()),
        PAGE: (FILES[PAGE].encode(), None),
    }
    draft.undo()
    assert draft.changed() == {}


def edits(source: random.Random, files: dict[str, bytes]) -> Iterator[dict[str, bytes | None]]:
    """Random contents of some files, for as long as one asks."""
    while True:
        path = source.choice([TABLE, PAGE, NEW, "data/chung/van-ban.csv"])
        yield {path: source.choice([None, source.randbytes(9), files.get(path, b"x")])}


@pytest.mark.parametrize("seed", range(3))
def test_undoing_all_gives_the_first_bytes_back(root: Path, seed: int) -> None:
    source, draft = random.Random(seed), DeskDraft(root)
    first = tree(draft)
    for change, _ in zip(edits(source, first), range(15), strict=False):
        draft.write(change, "Sửa")
        source.choice([lambda: None, draft.undo, draft.redo])()
    now = tree(draft)
    draft = reopened(draft)
    assert tree(draft) == now
    while draft.undo():
        pass
    assert tree(draft) == first


def test_what_others_published_comes_below_the_steps_before_the_sources_have_it(root: Path) -> None:
    committed(root)
    draft = DeskDraft(root)
    draft.write({TABLE: CROPS_CSV.replace("955", "956").encode()}, "Một")
    theirs = CROPS_CSV.replace("955", "957").replace("Mía", "Mía đường")
    (clash,) = draft.take_others({TABLE: theirs.encode(), PAGE: None, "README.md": b"x"}, "f" * 40)
    assert (clash.ours, clash.theirs) == ("956", "957")
    assert draft.read(TABLE) == theirs.replace("957", "956").encode()
    assert draft.changed_paths() == [TABLE]
    assert not draft.take_over()  # the sources are where they were
    again = reopened(draft)
    assert (again.base, again.clashes) == ("f" * 40, [clash])
    again.undo()
    assert (again.read(TABLE), again.read(PAGE)) == (theirs.encode(), None)


def test_a_draft_that_is_put_aside_is_kept(root: Path) -> None:
    draft = DeskDraft(root)
    draft.write({TABLE: b"khoa\n"}, "Một")
    new = put_aside(draft)
    assert (new.changed(), new.step) == ({}, 0)
    assert tree(new)[TABLE] == CROPS_CSV.encode()
    new = put_aside(new)
    kept = sorted(one for one in (root / OLD_DRAFTS).iterdir() if one.is_dir())
    assert len(kept) == 2
    new.close()
    (root / DESK_FOLDER).rename(root / "moi")
    kept[0].rename(root / DESK_FOLDER)
    assert DeskDraft(root).read(TABLE) == b"khoa\n"


def test_a_trial_that_cannot_be_written_leaves_no_trace(root: Path) -> None:
    draft = DeskDraft(root)
    before = tree(draft)
    for path in (f"docs/{'a' * 256}.md", f"{PAGE}/moi.md", "docs/moi/moi.md/x.md"):
        with (
            suppress(OSError, Mistake),
            draft.trying({"docs/moi/moi.md": b"# A\n", path: b"# A\n"}),
        ):
            pass
        assert (tree(draft), (draft.tree / "docs/moi").exists()) == (before, False)
        assert draft.unsettled == set()
    with pytest.raises(Mistake) as refused:
        draft.write({f"docs/{'a' * 256}.md": b"# A\n"}, "Thêm")
    assert refused.value.code == "ngoai-ban-bien-tap"


@unix
def test_an_entry_that_is_refused_is_not_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = DeskDraft(root)
    step = draft.write({TABLE: b"a\n"}, "Một")
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", full)  # of the folder, when the entry has its name
        with pytest.raises(OSError, match="No space"):
            draft.undo()
    assert (draft.step, reopened(draft).step) == (step, step)


def test_a_name_that_is_not_utf_8_is_no_file_of_the_draft(root: Path) -> None:
    committed(root)
    odd = os.fsencode(root) + b"/docs/\xff\xfe.md"
    try:
        Path(os.fsdecode(odd)).write_bytes(b"# A\n")
    except OSError:
        pytest.skip("this system has no such names")
    git(root, "add", ".")
    draft = DeskDraft(root)
    Path(os.fsdecode(odd)).with_name(os.fsdecode(b"\xff.md")).write_bytes(b"# A\n")
    assert (draft.take_over(), draft.changed()) == (False, {})
    committed(root)
    draft.take_over()
    Path(os.fsdecode(odd)).unlink()
    assert (draft.take_over(), draft.changed()) == (False, {})


@pytest.mark.parametrize(("owner", "name"), [(os, "fsync"), (Journal, "append")])
def test_what_could_not_be_taken_over_is_so_the_next_time(
    root: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    """Whether no content can be kept any more, or only no entry."""
    draft = DeskDraft(root)
    draft.write({TABLE: CROPS_CSV.replace("955", "956").encode()}, "Sửa ô")
    (root / TABLE).write_text(CROPS_CSV.replace("955", "957"), "utf-8", newline="")
    (root / NEW).write_text("# Mới\n", "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, full)
        with pytest.raises(OSError, match="No space"):
            draft.take_over()
    assert (draft.clashes, len(draft.done), draft.read(NEW)) == ([], 1, None)
    assert draft.take_over()
    assert (len(draft.clashes), draft.read(NEW)) == (1, b"# M\xe1\xbb\x9bi\n")


def test_what_git_ignores_is_no_file_of_the_draft(root: Path) -> None:
    committed(root)
    private = "docs/rieng.md"
    (root / ".gitignore").write_text(f"/{DESK_FOLDER}/\n/{private}\n/{PAGE}\n")  # PAGE is tracked
    (root / private).write_text("# Riêng\n", "utf-8")
    draft = DeskDraft(root)
    assert (draft.changed(), private in tree(draft), PAGE in tree(draft)) == ({}, False, True)
    (root / PAGE).write_text("# Khác\n", "utf-8")
    draft.take_over()
    assert draft.changed_paths() == [PAGE]


def test_a_folder_that_a_repository_around_it_ignores_has_its_files(root: Path) -> None:
    git(root.parent, "init", "-q", str(root))
    (root / ".gitignore").write_text("*\n")
    assert tree(DeskDraft(root)) == {path: text.encode() for path, text in FILES.items()}


@pytest.mark.parametrize(
    "ours",
    [
        b'khoa,ten,loi\nngo,Ngo,ba\nlua,Lua,"Mot\nhai a"\n',
        b"khoa,ten,loi\nngo,Ngo,ba\n",
    ],
    ids=["cell", "row"],
)
def test_what_others_wrote_on_several_lines_is_taken_as_it_is(root: Path, ours: bytes) -> None:
    path = "data/2022/loi.csv"
    old, theirs = (
        f'khoa,ten,loi\nngo,Ngo,ba\nlua,Lua,"Mot\nhai{more}"\n'.encode() for more in ("", " b")
    )
    (root / path).write_bytes(old)
    draft = DeskDraft(root)
    draft.write({path: ours}, "Sửa")
    (root / path).write_bytes(theirs)
    draft.take_over()
    draft.write({path: ours}, "Sửa")
    (number,) = draft.open_clashes()
    draft.choose(number, theirs=True)
    assert (draft.read(path), draft.open_clashes()) == (theirs, {})


LINES = b"# A\n\nMot.\n\nHai.\n\nBa.\n"


@pytest.mark.parametrize(
    ("path", "old", "ours", "theirs"),
    [
        (TABLE, CROPS_CSV.encode(), (b"955", b"956"), (b"955", b"957")),
        (NEW, LINES, (b"Mot.", b"Mot a."), (b"Mot.", b"Mot b.")),
    ],
)
def test_a_clash_is_there_while_the_draft_is_otherwise_than_theirs(
    root: Path, path: str, old: bytes, ours: tuple[bytes, bytes], theirs: tuple[bytes, bytes]
) -> None:
    (root / path).write_bytes(old)
    committed(root)
    draft = DeskDraft(root)
    other = old.replace(b"Ba.", b"Bon.").replace(b"13", b"14")
    draft.write({path: other}, "Việc khác")
    draft.write({path: other.replace(*ours)}, "Sửa")
    draft.take_others({path: old.replace(*theirs)}, "f" * 40)
    (clash,) = draft.open_clashes().values()
    draft.choose(0, theirs=True)
    assert draft.read(path) == other.replace(*theirs)
    assert draft.open_clashes() == {}
    draft.undo()
    assert [*reopened(draft).open_clashes().values()] == [clash], "the choice is taken back"
    draft = reopened(draft)
    draft.redo()
    draft = reopened(draft)
    assert (draft.open_clashes(), draft.clashes) == ({}, [])
    draft.undo()
    draft.undo()
    draft = reopened(draft)
    assert (draft.read(path), draft.open_clashes()) == (other.replace(*theirs), {})
    step = draft.step
    assert draft.choose(0, theirs=True) == step, "it is as theirs already"
    draft.redo()
    assert [*draft.open_clashes().values()] == [clash]
    draft.choose(0, theirs=True)
    newer = theirs[1].replace(b"7", b"8").replace(b"b", b"c")
    draft.take_others({path: old.replace(theirs[0], newer)}, "e" * 40)
    draft.undo()
    (again,) = draft.open_clashes().values()
    assert (again.ours, again.theirs) == (
        clash.ours,
        str(clash.theirs).replace(*"78").replace(*"bc"),
    )


def test_a_step_in_the_journal_is_taken_though_the_tree_cannot_be_written(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = DeskDraft(root)
    with monkeypatch.context() as patched:
        patched.setattr("report.desk.draft.put_in_tree", full)
        assert draft.write({TABLE: b"a\n"}, "Một") == draft.journal.last
        assert (draft.undo(), draft.redo(), draft.read(TABLE)) == ("Một", "Một", b"a\n")
        (root / PAGE).write_text("# Khác\n", "utf-8")
        assert draft.take_over()
        state = draft.state
    draft.settle()
    assert draft.state > state, "what was looked at meanwhile is looked at again"
    assert (tree(draft)[TABLE], tree(draft)[PAGE]) == (b"a\n", b"# Kh\xc3\xa1c\n")
    assert (root / PAGE).read_bytes() == draft.read(PAGE)
