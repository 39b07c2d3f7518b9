"""What a run keeps is there for later ones, whole or not at all."""

import os
import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest

from report.kept.store import PACK, SAME_FILE_KEPT, Pack, Store, kept_name, opened_pack
from tests.faults import contents, fill, killed_at, read_only, small_disk, unix

__all__ = ["small_disk"]

KEY = "0" * 64
RUNS = ({"a": b"lua", "b": b"ngo"}, {"b": b"khoai", "c": b""})


def keep(folder: Path, files: dict[str, bytes], key: str = KEY, most: int = 1000) -> Store:
    """A run that puts these."""
    store = Store(folder, most)
    for path, content in files.items():
        store.put(path, key, content)
    store.keep()
    return store


def known(folder: Path, *paths: str, key: str = KEY) -> list[bytes | None]:
    """What another run gets of these paths."""
    store = Store(folder)
    return [store.get(path, key) for path in paths]


def test_it_is_had_at_once_and_kept_from_the_end_on(tmp_path: Path) -> None:
    store = Store(tmp_path / "kept")
    store.put("a", KEY, b"lua")
    assert (store.get("a", KEY), store.get("a", "1"), store.get("b", KEY)) == (b"lua", None, None)
    assert store.taken == {"a"}
    assert known(tmp_path / "kept", "a") == [None]
    store.keep()
    assert store.get("a", KEY) == b"lua"
    assert known(tmp_path / "kept", "a", "b") == [b"lua", None]


def test_one_file_has_all_and_what_else_was_there_is_removed(tmp_path: Path) -> None:
    for name in (f"{'1' * 16}-{KEY}", ".draft"):
        (tmp_path / name).write_bytes(b"of another form, or of a killed run")
    for files in RUNS:
        keep(tmp_path, files)
    assert [path.name for path in tmp_path.iterdir()] == [PACK]
    assert known(tmp_path, "a", "b", "c") == [b"lua", b"khoai", b""]


def test_a_run_that_puts_nothing_writes_nothing(tmp_path: Path) -> None:
    keep(tmp_path / "kept", {})
    assert [*tmp_path.iterdir()] == []
    keep(tmp_path, RUNS[0])
    before = (tmp_path / PACK).stat()
    store = Store(tmp_path)
    assert store.get("a", KEY) == b"lua"
    store.keep()
    assert os.path.samestat(before, (tmp_path / PACK).stat())


def test_whatever_byte_is_damaged_no_other_content_is_taken(tmp_path: Path) -> None:
    keep(tmp_path, RUNS[0])
    whole = (tmp_path / PACK).read_bytes()
    names = [kept_name(path, KEY) for path in RUNS[0]]
    damages = [whole[:at] + bytes([byte ^ 1]) + whole[at + 1 :] for at, byte in enumerate(whole)]
    for damaged in (*damages, *(whole[:at] for at in range(len(whole)))):
        pack = Pack(BytesIO(damaged))
        pack.begin()
        had = [pack.content(name) for name in names]
        assert had in ([b"lua", None], [None, b"ngo"], [None, None])


def test_what_is_damaged_is_made_anew(tmp_path: Path) -> None:
    keep(tmp_path, RUNS[0])
    pack = tmp_path / PACK
    pack.write_bytes(b"?" + pack.read_bytes()[1:])
    assert known(tmp_path, "a", "b") == [None, b"ngo"]
    keep(tmp_path, RUNS[0])
    assert known(tmp_path, "a", "b") == [b"lua", b"ngo"]


@pytest.mark.parametrize("content", [bytes(100), b"\xff" * 100, b"SQLite format 3\0", b"{}" * 500])
def test_a_file_of_others_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / PACK).write_bytes(content)
    assert known(tmp_path, "a") == [None]
    keep(tmp_path, RUNS[0])
    assert known(tmp_path, "a") == [b"lua"]


def test_of_two_runs_at_once_the_last_one_keeps_its_own(tmp_path: Path) -> None:
    keep(tmp_path, {"a": b"lua"})
    one, two = Store(tmp_path), Store(tmp_path)
    for store, path in ((one, "b"), (two, "c")):
        assert store.get("a", KEY) == b"lua"
        store.put(path, KEY, path.encode())
    one.keep()
    assert two.get("a", KEY) == b"lua"
    two.keep()
    assert known(tmp_path, "a", "b", "c") == [b"lua", None, b"c"]


def test_what_was_used_last_stays_two_of_a_path_and_up_to_a_bound(tmp_path: Path) -> None:
    for key in "12344":
        keep(tmp_path, {"a": key.encode()}, key)
    assert [known(tmp_path, "a", key=key) for key in "1234"] == [[None], [None], [b"3"], [b"4"]]
    assert SAME_FILE_KEPT == 2
    store = Store(tmp_path, most=30)
    assert store.get("a", "3") == b"3"
    store.put("b", KEY, bytes(29))
    store.keep()
    assert [known(tmp_path, "a", key=key) for key in "34"] == [[b"3"], [None]]
    assert known(tmp_path, "b") == [bytes(29)]


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "kept" / PACK).mkdir(parents=True)
    for folder in (tmp_path / "file", tmp_path / "kept", None):
        store = Store(folder)
        store.put("a", KEY, b"lua")
        store.keep()
        assert store.get("a", KEY) is None
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [PACK]


def test_on_a_disk_without_room_what_was_kept_stays(small_disk: Path) -> None:
    folder = small_disk / "kept"
    keep(folder, RUNS[0])
    before = contents(folder)
    with read_only(small_disk):
        keep(folder, RUNS[1])
        assert known(folder, "a", "b") == [b"lua", b"ngo"]
    fill(small_disk)
    full = small_disk / "day.bin"
    os.truncate(full, full.stat().st_size - 4096)  # room for a part of the index
    keep(folder, {"c": bytes(4080)}, most=10_000)
    assert contents(folder) == before


@unix
def test_a_killed_run_leaves_what_was_kept_before(tmp_path: Path) -> None:
    keep(tmp_path, RUNS[0])
    for number in range(1, 9):
        if not killed_at(number, tmp_path, lambda: keep(tmp_path, RUNS[1])):
            break
        assert known(tmp_path, "a", "b") in ([b"lua", b"ngo"], [b"lua", b"khoai"])
        keep(tmp_path, RUNS[0])
        assert [path.name for path in tmp_path.iterdir()] == [PACK]
    assert number > 2
    assert known(tmp_path, "a", "b", "c") == [b"lua", b"khoai", b""]


@unix
def test_a_forked_process_gets_and_does_not_write(tmp_path: Path) -> None:
    keep(tmp_path, RUNS[0])
    store = Store(tmp_path)
    assert store.get("a", KEY) == b"lua"
    assert store.old
    place = store.old.file.tell()
    store.put("c", KEY, b"san")
    child = os.fork()
    if child == 0:
        same = (store.get("a", KEY), store.get("b", KEY)) == (b"lua", b"ngo")
        store.put("c", KEY, b"khac")
        store.keep()
        os._exit(0 if same else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert store.old.file.tell() == place, "both read in the same open file"
    assert known(tmp_path, "c") == [None]
    store.keep()
    assert known(tmp_path, "a", "b", "c") == [b"lua", b"ngo", b"san"]


def test_no_more_than_one_content_is_in_memory(tmp_path: Path) -> None:
    size = 500_000
    keep(tmp_path, {str(number): bytes([number]) * size for number in range(8)}, most=9 * size)
    tracemalloc.start()
    try:
        store = Store(tmp_path, 9 * size)
        assert store.get("7", KEY) == b"\7" * size
        store.put("8", KEY, b"\x08" * size)
        store.keep()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size < peak < 3 * size
    assert len(opened_pack(tmp_path / PACK).extents) == 9
