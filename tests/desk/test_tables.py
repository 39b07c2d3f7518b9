"""Tables at the desk: each entry is checked as the file is, and written as it is meant alone."""

import csv
import random
import string
from pathlib import Path

import pytest

from report.edition.examination import examine
from report.problems.problem import errors
from tests.desk.miniature import DeskClient, Json, draft_of, open_desk
from tests.faults import contents
from tests.office import CROPS, CROPS_CSV, package

CROP_TABLE = "2022/cay-trong"
PATH = "data/2022/cay-trong.csv"


@pytest.fixture
def desk(tmp_path: Path) -> DeskClient:
    return open_desk(tmp_path)


def text(desk: DeskClient, path: str = PATH) -> str:
    return (draft_of(desk).read(path) or b"").decode()


def cell(found: Json, row: str, column: str) -> str:
    (cells,) = [one["cells"] for one in found["rows"] if one["key"] == row]
    return str(cells[column]["text"])


def test_a_grid_knows_the_columns_rows_rules_and_uses_of_a_table(desk: DeskClient) -> None:
    found = desk.get(f"table/{CROP_TABLE}")
    columns = {one["name"]: one for one in found["columns"]}
    assert found["title"] == "Bảng cay-trong"
    assert columns["so_ho"]["title"] == "Số hộ"
    assert (columns["so_ho"]["type"], columns["so_ho"]["unit"]) == ("integer", "hộ")
    assert columns["von"]["unit_column"] == "don_vi"
    assert found["rows"][0]["cells"]["so_ho"] == {"text": "955", "shown": "955\u00a0hộ"}
    (rule,) = found["rules"]
    assert rule["cells"] == ["2022/cay-trong.ngo.so_ho", "2022/cay-trong.lua.so_ho"]
    assert (rule["title"], rule["holds"]) == ("Ngô ít hơn lúa.", True)
    uses = {one["address"]: one["pages"] for one in found["uses"]}
    page = {"url": "/bao-cao/2022/", "title": "Trang"}
    assert page in uses["2022/cay-trong.lua.so_ho"]


@pytest.mark.parametrize(
    ("column", "typed", "normal", "code"),
    [
        ("so_ho", "956 hộ", "956", None),
        ("so_ho", " 1.234.567 ", "1234567", None),
        ("so_ho", "1.234", "1.234", "so-nguyen-hai-nghia"),
        ("so_ho", "chín", "chín", "khong-phai-so"),
        ("san_luong", "1.234,5", "1234,5", None),
        ("ngay", "24.2.2022", "24/02/2022", None),
        ("ngay", "31/02/2022", "31/02/2022", "khong-phai-ngay"),
        ("ten", "  Lúa\u00a0nước ", "Lúa nước", None),
        ("von", "1,5 tỷ đồng", "1,5", None),
        ("so_ho", "", "", None),
    ],
)
def test_an_entry_is_read_as_the_file_is(
    desk: DeskClient, column: str, typed: str, normal: str, code: str | None
) -> None:
    asked = {"cells": [{"row": "lua", "column": column, "text": typed}]}
    (tried,) = desk.post(f"table/{CROP_TABLE}/try", asked)["cells"]
    assert tried["normal"] == normal
    codes = [one["code"] for one in tried["problems"]]
    assert codes == ([code] if code else [])
    assert text(desk) == CROPS_CSV
    written = desk.set(CROP_TABLE, "lua", column, typed)
    assert cell(written["table"], "lua", column) == normal
    assert [one["code"] for one in written["problems"] if one["path"] == PATH] == codes


@pytest.mark.parametrize(
    ("column", "typed", "choices"),
    [
        ("so_ho", "1.234", {"1234": "1.234 hộ"}),
        ("so_ho", "1.234 hộ", {"1234": "1.234 hộ"}),
        ("so_ho", "5 triệu đồng", {}),
        ("von", "1.234", {"1234": "1.234 triệu đồng"}),  # 1,234 would be refused, too
        ("von", "70,5 tỷ đồng", {"70500": "70.500 triệu đồng"}),
        ("von", "70,5 Tỉ", {"70500": "70.500 triệu đồng"}),
        ("von", "5 nghìn đồng", {"0,005": "0,005 triệu đồng"}),
        ("von", "1.234 tỷ đồng", {"1234000": "1.234.000 triệu đồng", "1234": "1.234 triệu đồng"}),
        ("von", "7 tỷ người", {}),
        ("ngay", "1/2/2022", {"01/02/2022": "01/02/2022", "02/01/2022": "02/01/2022"}),
        ("ten", "Khoai", {}),
    ],
)
def test_what_may_mean_two_things_offers_both_as_readers_would_see_them(
    desk: DeskClient, column: str, typed: str, choices: dict[str, str]
) -> None:
    """Beside other cells of a pasted block, too."""
    other = {"row": "mia", "column": column, "text": ""}
    asked = {"cells": [{"row": "ngo", "column": column, "text": typed}, other]}
    tried = desk.post(f"table/{CROP_TABLE}/try", asked)["cells"][0]
    offered = [one for problem in tried["problems"] for one in problem.get("choices", [])]
    assert {one["text"]: one["shown"].replace("\u00a0", " ") for one in offered} == choices


def test_what_a_rule_says_stands_at_the_cell_that_is_typed(desk: DeskClient) -> None:
    asked = {"cells": [{"row": "ngo", "column": "so_ho", "text": "956"}]}
    (tried,) = desk.post(f"table/{CROP_TABLE}/try", asked)["cells"]
    (wrong,) = tried["problems"]
    assert (wrong["code"], wrong["severity"]) == ("quy-tac-khong-dung", "error")
    asked = {"cells": [{"row": "lua", "column": "so_ho", "text": "3"}]}
    (tried,) = desk.post(f"table/{CROP_TABLE}/try", asked)["cells"]
    (wrong,) = tried["problems"]
    assert wrong["address"] == "2022/cay-trong.ngo.so_ho"  # where the rule is held


def test_only_the_line_of_a_cell_changes(tmp_path: Path) -> None:
    """Quotation marks that are not needed, line ends of Windows: all of it stays elsewhere."""
    written = CROPS_CSV.replace("Ngô", '"Ngô"').replace("\n", "\r\n")
    desk = open_desk(tmp_path, {PATH: written})
    desk.set(CROP_TABLE, "lua", "ten", 'Lúa, "nếp"')
    assert text(desk) == written.replace("Lúa", '"Lúa, ""nếp"""')
    desk.post("undo", {})
    assert text(desk) == written


def test_a_file_that_cannot_be_changed_in_places_comes_into_the_normal_form(tmp_path: Path) -> None:
    rows = CROPS_CSV.splitlines()
    whole = '"' + rows[2].replace('"', '""') + '"'
    desk = open_desk(tmp_path, {PATH: "\n".join([rows[0], rows[1], whole, rows[3], ""])})
    desk.set(CROP_TABLE, "mia", "so_ho", "7")
    assert text(desk) == CROPS_CSV.replace("mia,Mía,,", "mia,Mía,7,")


def pasted(*cells: tuple[str, str, str]) -> list[dict[str, str]]:
    """Texts for cells, by row and column."""
    return [{"row": row, "column": column, "text": typed} for row, column, typed in cells]


def test_a_pasted_block_is_one_step(desk: DeskClient) -> None:
    block = pasted(("lua", "so_ho", "960"), ("ngo", "so_ho", "5"), ("ngo", "von", "1"))
    answer = desk.post(f"table/{CROP_TABLE}/cells", {"cells": block})
    assert [cell(answer["table"], one["row"], one["column"]) for one in block] == ["960", "5", "1"]
    assert desk.get("state")["undo"] == "Sửa 3 ô ở bảng “Bảng cay-trong”"
    desk.post("undo", {})
    assert text(desk) == CROPS_CSV


def test_a_cell_that_cannot_be_read_hides_nothing_of_the_others(desk: DeskClient) -> None:
    block = pasted(("lua", "so_ho", "3"), ("ngo", "ten", "Ng? tẻ"), ("ngo", "san_luong", "1.234"))
    answer = desk.post(f"table/{CROP_TABLE}/cells", {"cells": block}, 422)
    assert answer["unread"] == [{"row": "ngo", "column": "ten"}]
    found = {one["address"].removeprefix(f"{CROP_TABLE}."): one for one in answer["problems"]}
    codes = {place: one["code"] for place, one in found.items()}
    assert codes == {
        "ngo.ten": "chu-mat-dau",
        "ngo.san_luong": "so-hai-nghia",
        "ngo.so_ho": "quy-tac-khong-dung",
    }
    assert [one["text"] for one in found["ngo.san_luong"]["choices"]] == ["1234", "1,234"]
    assert text(desk) == CROPS_CSV


def test_two_windows_see_each_others_cells(desk: DeskClient) -> None:
    seen = {"row": "lua", "column": "so_ho", "was": "955"}
    desk.post(f"table/{CROP_TABLE}/cells", {"cells": [{**seen, "text": "956"}]})
    answer = desk.post(f"table/{CROP_TABLE}/cells", {"cells": [{**seen, "text": "957"}]}, 409)
    assert answer["conflicts"] == [
        {"row": "lua", "column": "so_ho", "was": "955", "now": "956", "yours": "957"}
    ]
    other = {"row": "ngo", "column": "so_ho", "was": "4", "text": "5"}
    desk.post(f"table/{CROP_TABLE}/cells", {"cells": [other, {**seen, "text": "956"}]})
    assert text(desk) == CROPS_CSV.replace("955", "956").replace("Ngô,4", "Ngô,5")


def test_rows_come_and_go(desk: DeskClient) -> None:
    rows = [
        {"after": "lua", "cells": {"ten": "Lúa nương", "so_ho": "12 hộ"}},
        {"after": "lua-nuong", "cells": {"ten": "Lúa nương"}},
        {"after": "", "cells": {"khoa": "sắn", "ten": "Sắn"}},
        {"after": None, "cells": {"ten": "Đỗ"}},
    ]
    answer = desk.post(f"table/{CROP_TABLE}/rows", {"add": rows[:2] + rows[3:], "remove": ["mia"]})
    keys = [one["key"] for one in answer["table"]["rows"]]
    assert keys == ["lua", "lua-nuong", "lua-nuong-2", "ngo", "do"]
    lines = CROPS_CSV.splitlines()
    assert text(desk).splitlines() == [
        *lines[:2], "lua-nuong,Lúa nương,12,,,,,,", "lua-nuong-2,Lúa nương,,,,,,,", lines[2],
        "do,Đỗ,,,,,,,",
    ]  # fmt: skip
    desk.post("undo", {})
    assert text(desk) == CROPS_CSV
    refused = desk.post(f"table/{CROP_TABLE}/rows", {"add": rows[2:3]}, 422)
    assert refused["problems"]


def test_a_row_that_is_not_there_is_not_removed(desk: DeskClient) -> None:
    desk.post(f"table/{CROP_TABLE}/rows", {"remove": ["khoai"]}, 404)
    desk.post(f"table/{CROP_TABLE}/rows", {"add": [{"after": "khoai", "cells": {}}]}, 404)
    desk.post(f"table/{CROP_TABLE}/rows", {"add": [{"cells": {"la": "x"}}]}, 400)
    assert text(desk) == CROPS_CSV


FROZEN = "so_lieu,gia_tri\n" + "".join(
    f'cay-trong.{row["khoa"]}.{name},"{value}"\n'
    for row in csv.DictReader(CROPS_CSV.splitlines())
    for name, value in row.items()
    if value and name != "khoa"
)
DECIDED = {"reason": "Đếm lại", "decided_by": "Chủ tịch", "day": "01/03/2023"}


@pytest.fixture
def frozen(tmp_path: Path) -> DeskClient:
    return open_desk(tmp_path, {"data/2022/cong-bo.csv": FROZEN})


def test_a_published_figure_needs_a_correction(frozen: DeskClient) -> None:
    assert frozen.get(f"table/{CROP_TABLE}")["frozen"]
    refused = frozen.set(CROP_TABLE, "lua", "so_ho", "956", 422)
    assert refused["needs_correction"]
    assert [one["code"] for one in refused["problems"]] == ["khac-da-cong-bo"]
    for change in ({"remove": ["mia"]}, {"add": [{"cells": {"ten": "Sắn", "so_ho": "1"}}]}):
        assert frozen.post(f"table/{CROP_TABLE}/rows", change, 422)["needs_correction"]
    asked = {"cells": [{"row": "lua", "column": "so_ho", "text": "956"}]}
    (tried,) = frozen.post(f"table/{CROP_TABLE}/try", asked)["cells"]
    assert (tried["needs_correction"], tried["problems"]) == (True, [])
    assert draft_of(frozen).changed() == {}


def test_a_correction_writes_the_figure_and_its_row(frozen: DeskClient) -> None:
    asked = {"address": f"{CROP_TABLE}.lua.so_ho", "value": "956 hộ", **DECIDED}
    answer = frozen.post("correction", asked)
    (change,) = answer["changes"]
    assert (change["old"], change["new"]) == ("955", "956")
    assert text(frozen) == CROPS_CSV.replace("955", "956")
    assert text(frozen, "data/2022/dinh-chinh.csv").splitlines()[1:] == [
        "01/03/2023,cay-trong.lua.so_ho,955,956,Đếm lại,Chủ tịch"
    ]
    frozen.post("undo", {})
    assert draft_of(frozen).changed() == {}


def test_a_decision_lets_a_block_and_rows_change_in_one_step(frozen: DeskClient) -> None:
    block = [
        {"row": row, "column": "so_ho", "text": typed}
        for row, typed in [("lua", "956"), ("ngo", "5")]
    ]
    frozen.post(f"table/{CROP_TABLE}/cells", {"cells": block, "decision": DECIDED})
    assert text(frozen) == CROPS_CSV.replace("955", "956").replace("Ngô,4", "Ngô,5")
    rows = {"add": [{"after": None, "cells": {"ten": "Sắn", "so_ho": "1"}}], "remove": ["mia"]}
    frozen.post(f"table/{CROP_TABLE}/rows", {**rows, "decision": DECIDED})
    assert text(frozen).splitlines()[-1] == "san,Sắn,1,,,,,,"
    addresses = [
        line.split(",")[1] for line in text(frozen, "data/2022/dinh-chinh.csv").splitlines()[1:]
    ]
    assert {"cay-trong.lua.so_ho", "cay-trong.ngo.so_ho", "cay-trong.san.so_ho"} <= {*addresses}
    assert [one for one in addresses if ".mia." in one]
    assert frozen.get("state")["errors"] == 0
    lacking = {"cells": [{**block[0], "text": "957"}], "decision": {"reason": "", "decided_by": ""}}
    answer = frozen.post(f"table/{CROP_TABLE}/cells", lacking, 422)
    assert [one["code"] for one in answer["problems"]] == ["set-thieu-ly-do"]
    for _ in range(2):
        frozen.post("undo", {})
    assert draft_of(frozen).changed() == {}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"reason": " "}, "set-thieu-ly-do"),
        ({"decided_by": ""}, "set-thieu-ly-do"),
        ({"day": "01/03/9999"}, "set-ngay-chua-den"),
        ({"value": "chín"}, "khong-phai-so"),
        ({"value": "3"}, "quy-tac-khong-dung"),
        ({"address": "2022/cay-trong.lua.khong"}, "khong-co-o"),
    ],
)
def test_a_correction_that_lacks_something_is_refused(
    frozen: DeskClient, changed: Json, code: str
) -> None:
    asked = {"address": f"{CROP_TABLE}.lua.so_ho", "value": "956", **DECIDED, **changed}
    answer = frozen.post("correction", asked, 422)
    assert [one["code"] for one in answer["problems"]] == [code]
    assert draft_of(frozen).changed() == {}


def test_a_table_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, {PATH: "khoa,la\nx,1\n"})
    answer = desk.get(f"table/{CROP_TABLE}", 422)
    assert "cot-chua-mo-ta" in [one["code"] for one in answer["problems"]]
    desk.get("table/2022/khong-co", 404)
    desk.get("table/1990/cay-trong", 404)


def typed(source: random.Random) -> str:
    """What somebody may type into a cell."""
    return source.choice(
        [
            lambda: str(source.randrange(10_000)),
            lambda: f"{source.randrange(99)}.{source.randrange(999):03},{source.randrange(9)}",
            lambda: f"{source.randrange(40)}/{source.randrange(14)}/2022",
            lambda: "".join(source.choices(string.printable + "ăđơ\u00a0\u200b\r\n\0“”", k=9)),
            lambda: source.choice(["", " ", '"', ",", ";", "\t", "=1+1", "<<<<<<< a", "cần điền"]),
            lambda: source.choice(["NaN", "1e9", "-0", "\ufeff", "x" * 10_001, "a\nb", "\x1b[0m"]),
        ]
    )()


def edit(source: random.Random, desk: DeskClient) -> None:
    """One thing that somebody may do to the table."""
    rows = [one["key"] for one in desk.get(f"table/{CROP_TABLE}")["rows"]]
    names = [str(one["name"]) for one in CROPS]
    if source.random() < 0.2 or not rows:
        new = {name: typed(source) for name in source.sample(names, 3)}
        change = {"add": [{"after": source.choice([None, "", *rows]), "cells": new}]}
        change["remove"] = source.sample(rows, min(len(rows), source.randrange(2)))
        path, body = f"table/{CROP_TABLE}/rows", change
    else:
        places = {(source.choice(rows), source.choice(names[1:])) for _ in range(3)}
        cells = [{"row": row, "column": name, "text": typed(source)} for row, name in places]
        path, body = f"table/{CROP_TABLE}/cells", {"cells": cells}
    answer = desk.client.post(f"/ban/api/{path}", json=body, **SENT)
    assert answer.status_code in (200, 404, 422), answer.text


EDITS = 20
SENT = {
    "base_url": "http://127.0.0.1:8010",
    "headers": {"Origin": "http://127.0.0.1:8010", "X-Ban-Bien-Tap": "1"},
}


@pytest.mark.parametrize("seed", range(2))
def test_what_is_typed_passes_the_check_or_is_told_and_all_of_it_can_be_undone(
    tmp_path: Path, seed: int
) -> None:
    source, desk = random.Random(seed), open_desk(tmp_path)
    draft = draft_of(desk)
    first = contents(draft.tree)
    for number in range(1, EDITS + 1):
        edit(source, desk)
        if number % 5:
            continue
        told = [one for one in desk.get("problems")["problems"] if one["severity"] == "error"]
        found = errors(examine(draft.tree).problems)
        assert len(told) == len(found)
        assert not [one for one in found if one.path == PATH and one.line == 1], "unreadable"
    while desk.post("undo", {})["label"]:
        pass
    assert contents(draft.tree) == first


def test_the_package_of_the_table_is_read_again_when_it_changes(desk: DeskClient) -> None:
    new = package({"cay-trong": [{**one, "title": f"{one['title']}!"} for one in CROPS]})
    draft_of(desk).write({"data/2022/datapackage.yaml": new.encode()}, "Sửa mô tả")
    answer = desk.set(CROP_TABLE, "lua", "so_ho", "956")
    assert answer["table"]["columns"][2]["title"] == "Số hộ!"


def corrections_of(desk: DeskClient) -> list[str]:
    """The rows of corrections as they stand in the draft."""
    content = draft_of(desk).read("data/2022/dinh-chinh.csv")
    return content.decode().splitlines()[1:] if content else []


def correct(desk: DeskClient, value: str, **more: object) -> Json:
    """Correct the number of households of rice."""
    return desk.post(
        "correction", {"address": f"{CROP_TABLE}.lua.so_ho", "value": value, **DECIDED, **more}
    )


def test_a_correction_begins_with_what_readers_know(frozen: DeskClient) -> None:
    """Whoever corrects twice before it is published corrected once; back is no correction."""
    correct(frozen, "956")
    answer = correct(frozen, "957", reason="Đếm lại lần nữa", day="28/02/2023")
    assert [(one["old"], one["new"]) for one in answer["changes"]] == [("955", "957")]
    assert corrections_of(frozen) == [
        "28/02/2023,cay-trong.lua.so_ho,955,957,Đếm lại lần nữa,Chủ tịch"
    ]
    assert frozen.get("state")["errors"] == 0
    asked = {"cells": [{"row": "lua", "column": "so_ho", "text": "955"}]}
    (tried,) = frozen.post(f"table/{CROP_TABLE}/try", asked)["cells"]
    assert (tried["needs_correction"], tried["problems"]) == (False, [])
    frozen.set(CROP_TABLE, "lua", "so_ho", "955")
    assert draft_of(frozen).changed() == {}


def test_a_value_that_cannot_be_is_corrected_from_what_readers_know(frozen: DeskClient) -> None:
    frozen.set(CROP_TABLE, "lua", "so_ho", "1.234,5")
    assert frozen.get("state")["errors"]
    before = draft_of(frozen).read(PATH)
    tried = correct(frozen, "956", **{"try": True, "reason": "", "decided_by": ""})
    assert (tried["changes"][0]["old"], tried["problems"]) == ("955", [])
    asked = {"cells": [{"row": "lua", "column": "so_ho", "text": "956"}]}
    (shown,) = frozen.post(f"table/{CROP_TABLE}/try", asked)["cells"]
    assert (shown["published"]["text"], shown["shown"]) == ("955", "956\u00a0hộ")
    assert draft_of(frozen).read(PATH) == before
    correct(frozen, "956 hộ")
    assert (len(corrections_of(frozen)), frozen.get("state")["errors"]) == (1, 0)
    frozen.post("undo", {})
    block = {"cells": [{"row": "lua", "column": "so_ho", "text": "958"}], "decision": DECIDED}
    frozen.post(f"table/{CROP_TABLE}/cells", block)
    assert corrections_of(frozen)[0].startswith("01/03/2023,cay-trong.lua.so_ho,955,958,")
    frozen.post("undo", {})
    correct(frozen, "955")
    assert draft_of(frozen).changed() == {}


SUM = "quy_tac:\n  - id: tong\n    cau: Mía là lúa và ngô.\n    loai: tong\n"
SUM += "    bang: cay-trong.mia.so_ho\n    so_hang: [cay-trong.lua.so_ho, cay-trong.ngo.so_ho]\n"


@pytest.fixture
def computed(tmp_path: Path) -> DeskClient:
    """A frozen year in which one figure is the sum of two others."""
    files = {
        PATH: CROPS_CSV.replace("Mía,,", "Mía,959,"),
        "data/2022/cong-bo.csv": FROZEN + 'cay-trong.mia.so_ho,"959"\n',
        "data/2022/doi-chieu.yaml": SUM,
    }
    return open_desk(tmp_path, files)


def test_what_follows_from_a_correction_is_told_and_corrected_once(computed: DeskClient) -> None:
    asked = {"cells": [{"row": "lua", "column": "so_ho", "text": "956"}]}
    (tried,) = computed.post(f"table/{CROP_TABLE}/try", asked)["cells"]
    assert (tried["needs_correction"], tried["problems"]) == (True, []), "the sum follows"
    for told in (
        correct(computed, "956", **{"try": True}),
        computed.post(f"table/{CROP_TABLE}/cells", {**asked, "try": True}),
    ):
        (follows,) = told["follows"]
        assert follows["address"] == f"{CROP_TABLE}.mia.so_ho"
        assert (follows["old"], follows["new"]) == ("959", "960")
    assert draft_of(computed).changed() == {}
    correct(computed, "956")
    (follows,) = correct(computed, "957")["follows"]
    assert (follows["old"], follows["new"]) == ("959", "961")
    rows = [line.split(",")[1:4] for line in corrections_of(computed)]
    assert rows == [["cay-trong.lua.so_ho", "955", "957"], ["cay-trong.mia.so_ho", "959", "961"]]
    asked = {"cells": [{"row": "lua", "column": "so_ho", "text": "955"}]}
    (tried,) = computed.post(f"table/{CROP_TABLE}/try", asked)["cells"]
    assert (tried["needs_correction"], tried["problems"]) == (False, []), "the sum goes back"
    computed.set(CROP_TABLE, "lua", "so_ho", "955")
    assert draft_of(computed).changed() == {}


def test_a_value_that_cannot_be_leaves_what_follows_to_its_correction(computed: DeskClient) -> None:
    computed.set(CROP_TABLE, "lua", "so_ho", "1.234,5")
    (follows,) = correct(computed, "956")["follows"]
    assert (follows["old"], follows["new"]) == ("959", "960")
    assert computed.get("state")["errors"] == 0


def test_a_rule_that_does_not_hold_but_has_its_note_is_said_to_be_noted(tmp_path: Path) -> None:
    note = '    neu: "955"\n    tinh_ra: "4"\n    ghi_chu: Báo cáo ghi 955, số kia là 4.\n'
    same = "    bang: cay-trong.lua.so_ho\n    voi: cay-trong.ngo.so_ho\n"
    rules = "quy_tac:\n"
    for name, more in (("a", note), ("b", "")):
        rules += f"  - id: {name}\n    cau: Hai số bằng nhau.\n    loai: bang_nhau\n{same}{more}"
    desk = open_desk(tmp_path, {"data/2022/doi-chieu.yaml": rules})
    found = {one["id"]: one for one in desk.get(f"table/{CROP_TABLE}")["rules"]}
    assert {name: (one["holds"], one["noted"]) for name, one in found.items()} == {
        "a": (False, True),
        "b": (False, False),
    }
    assert found["a"]["titles"] == ["Lúa – số hộ", "Ngô – số hộ"]


def test_a_note_on_a_rule_that_a_correction_settles_is_told_and_is_no_mistake(
    tmp_path: Path,
) -> None:
    note = '    neu: "955"\n    tinh_ra: "4"\n    ghi_chu: Báo cáo ghi 955, số kia là 4.\n'
    rules = "quy_tac:\n  - id: a\n    cau: Hai số bằng nhau.\n    loai: bang_nhau\n"
    rules += "    bang: cay-trong.lua.so_ho\n    voi: cay-trong.ngo.so_ho\n" + note
    files = {"data/2022/doi-chieu.yaml": rules, "data/2022/cong-bo.csv": FROZEN}
    desk = open_desk(tmp_path, files)
    asked = {"cells": [{"row": "lua", "column": "so_ho", "text": "956"}]}
    (tried,) = desk.post(f"table/{CROP_TABLE}/try", asked)["cells"]
    assert (tried["needs_correction"], tried["problems"]) == (True, [])
    (told,) = correct(desk, "956")["notes"]
    assert told["title"] == "Hai số bằng nhau."
    assert "956" in " ".join(told["lines"])
    assert desk.get("state")["errors"] == 0
    desk.set(CROP_TABLE, "lua", "so_ho", "955")
    assert draft_of(desk).changed() == {}


def test_a_year_that_is_frozen_in_the_draft_has_corrections(desk: DeskClient) -> None:
    draft_of(desk).write({"data/2022/cong-bo.csv": FROZEN.encode()}, "Chốt số liệu")
    correct(desk, "956")
    correct(desk, "957")
    assert [line.split(",")[2:4] for line in corrections_of(desk)] == [
        ["955", "956"],
        ["956", "957"],
    ]
    assert desk.get("state")["errors"] == 0
