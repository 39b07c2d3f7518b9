"""The name of a place is found where it stands, and nowhere else."""

from pathlib import Path

import pytest

from report.sources.descriptions import read_dataset
from report.sources.places import NamedPlace, PlaceNames, read_mentions, read_places
from report.sources.tables import Dataset
from tests.office import column, crops, package

PLACES = """\
khoa,ten,loai
vu-mau,Vũ Mẫu,xã
vu-dong,Vũ Đồng,xã
doan-ket,Đoàn Kết,xã
vu,Vũ,xã
tt-vu,Vũ,thị trấn
"""


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> PlaceNames:
    table = crops(tmp_path_factory.mktemp("office"))
    rows = (line.split(",") for line in PLACES.splitlines()[1:])
    return PlaceNames([NamedPlace(key, name, kind, table) for key, name, kind in rows])


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("xã Vũ Mẫu", ["vu-mau"]),
        ("Xã Vũ Đồng", ["vu-dong"]),
        ("Đợt phát động tại thị trấn Vũ, năm nay", ["tt-vu"]),
        ("Xóm Lũng Chang, xã Vũ Mẫu", ["vu-mau"]),
        ("Xóm Vũ Mẫu, xã Đoàn Kết", ["doan-ket"]),  # a hamlet by the name of a commune
        ("Vũ Mẫu", ["vu-mau"]),
        ("Vũ Mẫu, Vũ Đồng và Đoàn Kết", ["vu-mau", "vu-dong", "doan-ket"]),
        ("xã  Vũ Mẫu; Xã Vũ Đồng", ["vu-mau", "vu-dong"]),
        ("xã Vũ", ["vu"]),
        ("Vũ", []),  # two places are called that
        ("xã Vũ Quang", []),  # another place
        ("xã Vũ Minhh", []),
        ("Tổ chức đoàn kết", []),
        ("Thực hiện Đoàn Kết tốt đẹp", []),
        ("xã đoàn kết trong phong trào", []),
        ("Ông Vũ Mẫu, cán bộ", []),
        ("Vũ Mẫu, ông An", []),
        ("liên xã Vũ Minhạ", []),
        ("", []),
    ],
)
def test_a_place_is_known_by_its_whole_name(names: PlaceNames, text: str, keys: list[str]) -> None:
    assert [one.key for one in names.mentions(text)] == keys


def test_a_mention_is_the_piece_of_the_text_that_names_the_place(names: PlaceNames) -> None:
    text = "Xóm Một, xã Vũ Mẫu , gần xã  Vũ Đồng"
    found = [text[one.start : one.end] for one in names.mentions(text)]
    assert found == ["xã Vũ Mẫu", "xã  Vũ Đồng"]
    listed = "Vũ Mẫu ,  Vũ Đồng"
    assert [listed[one.start : one.end] for one in names.mentions(listed)] == ["Vũ Mẫu", "Vũ Đồng"]


def office(root: Path, **described: str) -> Dataset:
    columns = {
        "noi": [column("khoa"), column("ten"), column("loai")],
        "gap": [column("khoa", dia_ban="noi"), column("ten")],
        "hop": [column("khoa"), column("ten"), column("o", **described)],
    }
    files = {
        "datapackage.yaml": package(columns),
        "noi.csv": PLACES,
        "gap.csv": "khoa,ten\nvu-mau,Vũ Mẫu\n",
        "hop.csv": "khoa,ten,o\nmot,Xã Vũ Mẫu họp,Xã Vũ Đồng\nhai,Họp,\n",
    }
    for name, text in files.items():
        path = root / "data/2022" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return read_dataset(root, "2022")


def test_only_columns_that_say_so_name_places(tmp_path: Path) -> None:
    found = read_mentions(office(tmp_path))
    assert [one.key for one in found["gap.vu-mau.ten"]] == ["vu-mau"]  # by its key
    assert [one.key for one in found["noi.vu-dong.ten"]] == ["vu-dong"]
    assert not any(address.startswith("hop.") for address in found)
    found = read_mentions(office(tmp_path, dia_ban="noi"))
    hop = {address: [one.key for one in at] for address, at in found.items() if "hop" in address}
    assert hop == {"hop.mot.o": ["vu-dong"]}


def test_a_place_has_its_type_before_its_name(tmp_path: Path) -> None:
    places = read_places(office(tmp_path))
    assert places["tt-vu"].full_name == "thị trấn Vũ"
    assert places["tt-vu"].title == "Thị trấn Vũ"
