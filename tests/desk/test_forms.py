"""Forms: from their fields to the files, which the examination passes."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from report.desk.draft import DeskDraft
from report.edition.examination import examine
from report.problems.problem import errors
from tests.desk.desks import HOST, PAGE, Asked
from tests.office import site_files
from tests.sites import make_office

OUTLINE = "data/2022/bo-cuc.yaml"
DESCRIPTION = "data/2022/datapackage.yaml"
TABLE = {
    "nam": "2022",
    "tieu_de": "Đàn gia súc",
    "mo_ta": "Số con theo loài.",
    "muc": "Mục II",
    "ky": "năm",
    "thoi_diem": "tháng mười hai",
    "co_quan": "Xã Mẫu",
    "cot": [
        {"tieu_de": "Loài"},
        {"tieu_de": "Số con", "kieu": "integer", "don_vi": "con", "khong_am": True},
        {"tieu_de": "Giá trị", "kieu": "number", "don_vi": "triệu đồng"},
    ],
    "dong": [["Trâu", "1.200.000", "3,5"], ["Bò", "80", ""], ["Bò", "7"]],
    "trang": PAGE,
}


class Client(Asked):
    """The desk's API, as its page asks it, and what it writes."""

    @property
    def draft(self) -> DeskDraft:
        return self.desk.draft

    def form(self, name: str, content: Any) -> tuple[int, Any]:
        """What a form is answered."""
        answer = self.client.post(
            f"/ban/api/form/{name}",
            json=content,
            base_url=HOST,
            headers={"Origin": HOST, "X-Ban-Bien-Tap": "1"},
        )
        return answer.status_code, answer.get_json()

    def text(self, path: str) -> str:
        """A file as it stands."""
        return (self.draft.read(path) or b"").decode()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Client:
    root = make_office(tmp_path_factory.mktemp("office"), site_files())
    description = root / DESCRIPTION
    described = yaml.safe_load(description.read_text("utf-8"))
    lines = ["# Mô tả", yaml.safe_dump(described, allow_unicode=True, sort_keys=False), "# hết"]
    description.write_text("\n".join(lines), "utf-8")
    return Client(root)


@pytest.fixture
def desk(shared: Client) -> Iterator[Client]:
    """The desk; what a test wrote is undone after it, and nothing of it may be left."""
    yield shared
    while shared.draft.undo():
        pass
    assert shared.draft.changed() == {}


def only_additions(desk: Client, path: str) -> str:
    """What came into a file of which every other line stayed."""
    old = (desk.draft.first(path) or b"").decode().splitlines()
    new = desk.text(path).splitlines()
    rest = iter(new)
    assert all(line in rest for line in old), "a line is gone"
    return "\n".join(line for line in new if line not in old)


def test_a_table_is_described_filled_and_shown(desk: Client) -> None:
    before = errors(examine(desk.draft.tree).problems)
    status, answer = desk.form("bang", TABLE)
    assert status == 200, answer
    assert desk.text("data/2022/dan-gia-suc.csv") == (
        'khoa,ten,so_con,gia_tri\ntrau,Trâu,1200000,"3,5"\nbo,Bò,80,\nbo-2,Bò,7,\n'
    )
    came = only_additions(desk, DESCRIPTION)
    assert "  don_vi: triệu đồng" in came
    (entry,) = [
        one
        for one in yaml.safe_load(desk.text(DESCRIPTION))["resources"]
        if one["name"] == "dan-gia-suc"
    ]
    assert [one["name"] for one in entry["schema"]["fields"]] == [
        "khoa",
        "ten",
        "so_con",
        "gia_tri",
    ]
    assert only_additions(desk, f"docs/{PAGE}") == '{{ bang("dan-gia-suc") }}'
    assert errors(examine(desk.draft.tree).problems) == before
    assert len(desk.draft.done) == 1, "one step"
    assert answer["address"] == "2022/dan-gia-suc"
    assert desk.get("table/2022/dan-gia-suc")["columns"][2]["unit"] == "con"


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"tieu_de": " "}, "tieu_de", "bieu-mau-thieu"),
        ({"ten": "cay-trong"}, "ten", "bieu-mau-da-co"),
        ({"ten": "Đàn"}, "ten", "bieu-mau-ten-sai"),
        ({"tieu_de": "a" * 256}, "ten", "bieu-mau-ten-dai"),
        ({"ten": "../../x"}, "ten", "bieu-mau-ten-sai"),
        ({"cot": TABLE["cot"][:1]}, "cot", "bieu-mau-thieu"),
        ({"cot": [*TABLE["cot"], {"tieu_de": "Số con"}]}, "cot", "bieu-mau-da-co"),
        ({"dong": []}, "dong", "bieu-mau-thieu"),
        ({"trang": "bao-cao/2022/khong-co.md"}, "trang", "bieu-mau-khong-co"),
        ({"trang": "../../mkdocs.yml"}, "trang", "bieu-mau-khong-co"),
        ({"nam": "1999"}, "nam", "bieu-mau-khong-co"),
        ({"dong": [["Trâu", "nhiều"]]}, "dong", "khong-phai-so"),
        ({"muc": ""}, "muc", "bieu-mau-thieu"),
    ],
)
def test_what_cannot_be_written_is_said_at_its_field(
    desk: Client, changed: dict[str, Any], field: str | None, code: str
) -> None:
    status, answer = desk.form("bang", {**TABLE, **changed})
    assert status == 422
    found = answer["problems"][0]
    assert (found.get("field"), found["code"]) == (field, code)
    assert found["text"]
    assert found["mend"]
    assert desk.draft.changed() == {}


def test_what_no_file_can_hold_is_refused(desk: Client) -> None:
    answer = desk.client.post(
        "/ban/api/form/bang",
        data=json.dumps({**TABLE, "tieu_de": "\ud800"}),
        content_type="application/json",
        base_url=HOST,
        headers={"Origin": HOST, "X-Ban-Bien-Tap": "1"},
    )
    assert answer.status_code == 400


def test_a_chart_comes_behind_the_paragraph_of_a_line(desk: Client) -> None:
    page = desk.get(f"page/{PAGE}")["text"]
    line = page[: page.index("Được mùa")].count("\n") + 1
    asked = {"bang": "cay-trong", "cot": ["so_ho"], "kieu": "giam_dan"}
    status, answer = desk.form("bieu-do", {**asked, "trang": PAGE, "dong_trang": line})
    assert status == 200, answer
    call = '{{ bieu_do("cay-trong", cot="so_ho", giam_dan=True) }}'
    assert desk.text(f"docs/{PAGE}") == page.replace("mùa.[^1]\n", f"mùa.[^1]\n\n{call}\n", 1)
    assert answer["line"] == line + 2


@pytest.mark.parametrize(
    ("asked", "call"),
    [
        ({"cot": ["so_ho", "san_luong"]}, 'cot=["so_ho", "san_luong"]'),
        ({"cot": ["so_ho"], "kieu": "toan_bo", "phu": "lua"}, 'toan_bo="lua"'),
        ({"cot": ["so_ho"], "kieu": "so_lon"}, "so_lon=True"),
        ({"cot": ["so_ho"], "kieu": "nam"}, 'nam="tat-ca"'),
    ],
)
def test_each_kind_of_chart_is_called_as_the_manual_says(
    desk: Client, asked: dict[str, Any], call: str
) -> None:
    status, answer = desk.form("bieu-do", {"bang": "cay-trong", "trang": PAGE, **asked})
    assert status == 200, answer
    assert call in answer["insert"]
    text = desk.text(f"docs/{PAGE}")
    assert text.index(answer["insert"]) > text.index('bang("cay-trong")'), "at the end"


def test_a_chart_that_cannot_be_drawn_is_refused_with_its_reason(desk: Client) -> None:
    asked = {"bang": "cay-trong", "trang": PAGE, "cot": ["ten"]}
    status, answer = desk.form("bieu-do", asked)
    assert (status, answer["problems"][0]["field"]) == (422, "kieu")


def test_a_note_has_its_mark_and_its_words(desk: Client) -> None:
    page = desk.get(f"page/{PAGE}")["text"]
    line = page.split("\n").index("Tốt.") + 1
    asked = {"trang": PAGE, "dong": line, "loi": 'Theo {{ van_ban("qd-1") }}.'}
    status, answer = desk.form("chu-thich", asked)
    assert status == 200, answer
    text = desk.text(f"docs/{PAGE}")
    assert "Tốt.[^chu-thich-1]\n" in text
    assert text.endswith('\n[^chu-thich-1]: Theo {{ van_ban("qd-1") }}.\n')
    status, answer = desk.form("chu-thich", {**asked, "ten": "chu-thich-1"})
    assert answer["problems"][0]["code"] == "bieu-mau-da-co"


def test_a_note_with_a_typed_number_is_refused(desk: Client) -> None:
    asked = {"trang": PAGE, "dong": 9, "loi": "Cả thảy 15 hộ."}
    status, answer = desk.form("chu-thich", asked)
    assert (status, answer["problems"][0]["code"]) == (422, "so-go-tay")
    assert desk.draft.changed() == {}


def test_a_document_comes_into_the_register(desk: Client) -> None:
    asked = {
        "loai": "Kế hoạch",
        "so_ky_hieu": "12/KH-UBND",
        "ngay": "15/3/2022",
        "co_quan": "UBND xã Mẫu, huyện Mẫu",
        "trich_yeu": "trồng ngô",
    }
    status, answer = desk.form("van-ban", asked)
    assert status == 200, answer
    assert only_additions(desk, "data/chung/van-ban.csv") == (
        'kh-12-2022,Kế hoạch,12/KH-UBND,15/03/2022,"UBND xã Mẫu, huyện Mẫu",trồng ngô,,,,,'
    )
    assert answer["insert"] == '{{ van_ban("kh-12-2022") }}'
    assert desk.get("find?q=trong ngo 12&page=" + PAGE)["items"][0]["insert"] == answer["insert"]
    status, answer = desk.form("van-ban", {**asked, "ngay": "31/02/2022"})
    fields = {one["field"] for one in answer["problems"]}
    assert (status, fields) == (422, {"ngay", "khoa"})


def test_a_page_comes_with_its_heading_in_the_outline(desk: Client) -> None:
    (place,) = [one["place"] for one in desk.get("forms")["outlines"]["2022"] if one["level"] == 0]
    asked = {
        "nam": "2022",
        "tieu_de": "Khoa học: công nghệ",
        "mo_ta": "Việc khoa học của xã.",
        "muc": "Mục III",
        "loi": "Xã có đề tài.\n\nĐề tài tốt.",
        "cho": place,
    }
    status, answer = desk.form("trang", asked)
    assert status == 200, answer
    assert desk.text("docs/bao-cao/2022/khoa-hoc-cong-nghe.md") == (
        "---\ntitle: 'Khoa học: công nghệ'\ndescription: Việc khoa học của xã.\nmuc: Mục III\n"
        "---\n\n# Khoa học: công nghệ\n\nXã có đề tài.\n\nĐề tài tốt.\n"
    )
    assert only_additions(desk, OUTLINE) == "      - trang: khoa-hoc-cong-nghe.md"
    assert answer["url"] == "/bao-cao/2022/khoa-hoc-cong-nghe/"
    assert "khoa-hoc-cong-nghe" in json.dumps(desk.get("forms")["pages"])


def test_a_page_that_is_there_or_has_no_place_is_refused(desk: Client) -> None:
    asked = {"nam": "2022", "tieu_de": "Trang", "mo_ta": "Tả.", "cho": "7.1"}
    _, answer = desk.form("trang", asked)
    found = {(one["field"], one["code"]) for one in answer["problems"]}
    assert ("ten", "bieu-mau-da-co") in found
    _, answer = desk.form("trang", {**asked, "ten": "khac"})
    assert [one["field"] for one in answer["problems"]] == ["cho"]
    _, answer = desk.form("trang", {**asked, "tieu_de": "a" * 256, "cho": ""})
    found = {(one["field"], one["code"]) for one in answer["problems"]}
    assert ("ten", "bieu-mau-ten-dai") in found
    assert desk.get("state")["changed"] == []
