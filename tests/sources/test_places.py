"""The name of a place is found where it stands, and nowhere else."""

from pathlib import Path

import pytest

from report.sources.descriptions import read_dataset
from report.sources.places import NamedPlace, PlaceNames, read_mentions, read_places
from report.sources.tables import Dataset
from tests.office import column, crops, package

PLACES = """\
khoa,ten,loai
vu-minh,Vũ Minh,xã
vu-nong,Vũ Nông,xã
thanh-cong,Thành Công,xã
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
        ("xã Vũ Minh", ["vu-minh"]),
        ("Xã Vũ Nông", ["vu-nong"]),
        ("Đợt phát động tại thị trấn Vũ, năm nay", ["tt-vu"]),
        ("Xóm Lũng Chang, xã Vũ Minh", ["vu-minh"]),
        ("Xóm Vũ Minh, xã Thành Công", ["thanh-cong"]),  # a hamlet by the name of a commune
        ("Vũ Minh", ["vu-minh"]),
        ("Vũ Minh, Vũ Nông và Thành Công", ["vu-minh", "vu-nong", "thanh-cong"]),
        ("xã  Vũ Minh; Xã Vũ Nông", ["vu-minh", "vu-nong"]),
        ("xã Vũ", ["vu"]),
        ("Vũ", []),  # two places are called that
        ("xã Vũ Quang", []),  # another place
        ("xã Vũ Minhh", []),
        ("Tổ chức thành công", []),
        ("Thực hiện Thành Công tốt đẹp", []),
        ("xã thành công trong phong trào", []),
        ("Ông Vũ Minh, cán bộ", []),
        ("Vũ Minh, ông An", []),
        ("liên xã Vũ Minhạ", []),
        ("", []),
    ],
)
def test_a_place_is_known_by_its_whole_name(names: PlaceNames, text: str, keys: list[str]) -> None:
    assert [one.key for one in names.mentions(text)] == keys


def test_a_mention_is_the_piece_of_the_text_that_names_the_place(names: PlaceNames) -> None:
    text = "Xóm Một, xã Vũ Minh , gần xã  Vũ Nông"
    found = [text[one.start : one.end] for one in names.mentions(text)]
    assert found == ["xã Vũ Minh", "xã  Vũ Nông"]
    listed = "Vũ Minh ,  Vũ Nông"
    assert [listed[one.start : one.end] for one in names.mentions(listed)] == ["Vũ Minh", "Vũ Nông"]


def office(root: Path, **described: str) -> Dataset:
    columns = {
        "noi": [column("khoa"), column("ten"), column("loai")],
        "gap": [column("khoa", dia_ban="noi"), column("ten")],
        "hop": [column("khoa"), column("ten"), column("o", **described)],
    }
    files = {
        "datapackage.yaml": package(columns),
        "noi.csv": PLACES,
        "gap.csv": "khoa,ten\nvu-minh,Vũ Minh\n",
        "hop.csv": "khoa,ten,o\nmot,Xã Vũ Minh họp,Xã Vũ Nông\nhai,Họp,\n",
    }
    for name, text in files.items():
        path = root / "data/2022" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return read_dataset(root, "2022")


def test_only_columns_that_say_so_name_places(tmp_path: Path) -> None:
    found = read_mentions(office(tmp_path))
    assert [one.key for one in found["gap.vu-minh.ten"]] == ["vu-minh"]  # by its key
    assert [one.key for one in found["noi.vu-nong.ten"]] == ["vu-nong"]
    assert not any(address.startswith("hop.") for address in found)
    found = read_mentions(office(tmp_path, dia_ban="noi"))
    hop = {address: [one.key for one in at] for address, at in found.items() if "hop" in address}
    assert hop == {"hop.mot.o": ["vu-nong"]}


def test_a_place_has_its_type_before_its_name(tmp_path: Path) -> None:
    places = read_places(office(tmp_path))
    assert places["tt-vu"].full_name == "thị trấn Vũ"
    assert places["tt-vu"].title == "Thị trấn Vũ"
