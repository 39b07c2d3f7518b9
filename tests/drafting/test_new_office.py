"""Another office: its repository in one command, and what a newer package changes there."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

import report
from report.__main__ import main
from report.drafting.new_office import changelog, command
from report.drafting.new_office.answers import (
    COMMITTEE,
    QUESTIONS,
    AnswerError,
    answers_in,
    bare_name,
    example_file,
    read_plain_answers,
)
from report.drafting.new_office.changelog import changes_since, version_numbers
from report.drafting.new_office.record import RECORD_FILE, read_package_record
from report.drafting.new_office.repository import OFFICES_OWN, WORD_BLANK, own_files, package_files
from report.drafting.new_office.shared_files import SHARED_PATHS, skeleton_files
from report.drafting.new_office.wheel import build_wheel, wheel_bytes, wheel_name
from report.edition.examination import examine
from report.problems.problem import errors, open_places
from tests.communes import COMMUNE, fill_year, make_commune
from tests.sites import ROOT


@pytest.fixture
def office(commune: Path, tmp_path: Path) -> Path:
    """The files of the package in a copy of it, without the wheel, which takes long to copy."""
    record = read_package_record(commune)
    assert record
    for path in (RECORD_FILE, *record.files):
        if not path.endswith((".whl", ".webp")):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes((commune / path).read_bytes())
    return tmp_path


def texts(folder: Path) -> dict[str, str]:
    """The text files below a folder, by their paths."""
    paths = [path for path in folder.rglob("*") if path.suffix not in (".whl", ".webp")]
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in paths
        if path.is_file()
    }


def test_a_new_office_passes_the_check_and_has_only_places_to_be_filled(commune: Path) -> None:
    problems = examine(commune).problems
    assert errors(problems) == []
    assert len(open_places(problems)) == len(problems) > 30
    years = {Path(one.path).parts[1] for one in problems if one.path.startswith("data/")}
    assert years == {"2026"}


def test_a_filled_year_is_complete_can_be_frozen_and_followed_by_another(tmp_path: Path) -> None:
    root = make_commune(tmp_path)
    shutil.rmtree(root / "docs/bien-tap")  # a year needs neither the manual nor the navigation
    (root / "mkdocs.yml").unlink()
    fill_year(root, 2026)
    assert examine(root).problems == ()
    assert main(["freeze", "2026", "--root", str(root)]) == 0
    assert main(["new-year", "2027", "--root", str(root)]) == 0
    problems = examine(root).problems
    assert len(open_places(problems)) == len(problems) > 30


def test_a_new_office_has_its_names_in_their_places(commune: Path) -> None:
    office = yaml.safe_load((commune / "data/don-vi.yaml").read_text("utf-8"))
    assert office["dau_van_ban"] == ["Ủy ban nhân dân", "xã Khuổi Mẫu"]
    assert (office["dia_danh"], office["tinh"]) == ("Khuổi Mẫu", "Lạng Sơn")
    assert office["ten_ngan"] == "UBND xã Khuổi Mẫu"
    for path, text in texts(commune).items():
        assert not WORD_BLANK.search(text), path
    assert "Mẫu commune, Lạng Sơn province" in (commune / "docs/en/index.md").read_text("utf-8")


@pytest.mark.parametrize(
    "name", ["Ủy ban nhân dân xã Ea H'Leo", "Ban Quản lý khu A, xã B (tạm)", "No"]
)
def test_a_name_of_any_signs_is_read_back_as_it_was_given(tmp_path: Path, name: str) -> None:
    file = tmp_path / "tra-loi.json"
    file.write_text(
        json.dumps({"ten": name, "tinh": "TP. A/B", "nam": "2026", "dia_ban": "No, bản O'A"})
    )
    files = own_files(answers_in(file))
    told = {
        path: text for path, text in files.items() if path.endswith(("don-vi.yaml", "package.yaml"))
    }
    office, described = (yaml.safe_load(told[path]) for path in sorted(told, reverse=True))
    assert (office["ten"], office["dia_danh"]) == (name, bare_name(name.removeprefix(COMMITTEE)))
    assert {one["co_quan"] for one in described["resources"]} == {name}
    rows = {
        row[0]: row[2] for row in csv.reader(files["data/2026/bao-cao.csv"].decode().splitlines())
    }
    assert rows["co-quan"] == name
    assert files["data/2026/thon.csv"].decode().splitlines()[1:] == ["no,No,thôn", "o-a,O'A,bản"]
    for path in files:
        if path.endswith(".md") and path.startswith("docs/"):
            head = yaml.safe_load(files[path].decode().split("---")[1])
            assert {type(value) for key, value in head.items() if key != "hide"} == {str}, path


def test_places_of_one_name_have_keys_of_their_own(commune: Path) -> None:
    rows = list(csv.reader((commune / "data/2026/thon.csv").read_text("utf-8").splitlines()))
    assert rows[1:] == [
        ["na-mau", "Nà Mẫu", "thôn"],
        ["cho-moi", "Chợ Mới", "tổ dân phố"],
        ["cho-moi-2", "Chợ Mới", "thôn"],
    ]


def test_the_lock_of_a_new_office_has_the_package_by_its_hash(commune: Path) -> None:
    lock = (commune / "requirements.txt").read_text("utf-8")
    found = re.search(r"^\./(goi/\S+\.whl) \\\n    --hash=sha256:(\w{64})$", lock, re.M)
    assert found
    assert found[1] == f"goi/{wheel_name()}"
    assert len(re.findall(r"^\S+==", lock, re.M)) > 30  # the libraries


def test_nobodys_folder_is_written_over(commune: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = texts(commune)
    assert main(["new-office", str(commune)]) == 1
    assert "không ghi đè" in capsys.readouterr().out
    assert texts(commune) == before


@pytest.mark.parametrize("left", ["", "khong-co"])
def test_where_a_disk_refuses_nothing_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], left: str
) -> None:
    answers = tmp_path / "tra-loi.json"
    answers.write_text(json.dumps(COMMUNE), "utf-8")
    (tmp_path / "tep").write_text("là tệp", "utf-8")  # no folder can stand in it
    file = tmp_path / f"{left or 'tra-loi'}.json"
    assert main(["new-office", str(tmp_path / "tep/xa"), "--from", str(file)]) == 1
    said = capsys.readouterr().out
    assert ("Không đọc được" if left else "Chưa lập gì: không ghi được") in said
    assert {path.name for path in tmp_path.iterdir()} == {"tep", "tra-loi.json"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ten": ""}, "“ten”: Câu này cần trả lời"),
        ({"nam": "26"}, "“26” không dùng được; cách viết: 2026"),
        ({"ten": "Ủy ban: {{ so }}"}, "không dùng được"),
        ({"ten": "A\n- B: ‹nam›"}, "không dùng được"),
        ({"thu_dien_tu": "xa"}, "ten@co-quan.gov.vn"),
        ({"tinhh": "A"}, "không có câu hỏi “tinhh”. Có phải là “tinh”?"),
    ],
)
def test_an_answer_that_cannot_be_used_is_reported_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changed: dict[str, str], said: str
) -> None:
    answers = tmp_path / "tra-loi.json"
    answers.write_text(json.dumps({**COMMUNE, **changed}), "utf-8")
    assert main(["new-office", str(tmp_path / "xa"), "--from", str(answers)]) == 1
    assert said in capsys.readouterr().out
    assert not (tmp_path / "xa").exists()


def test_questions_are_asked_until_their_answer_can_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = iter(["", "Ủy ban nhân dân phường Mẫu", "", "", "Hải Phòng", "", "mai sau", "2027"])
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return next(given, "")

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(
        command, "new_repository", lambda answers: {"ra": json.dumps(answers).encode()}
    )
    assert main(["new-office", str(tmp_path / "xa")]) == 0
    found = json.loads((tmp_path / "xa/ra").read_text("utf-8"))
    assert (found["dia_danh"], found["nam"], found["giay_phep"]) == ("Mẫu", "2027", "CC-BY-4.0")
    assert len(asked) == len(QUESTIONS) + 2
    assert asked[2] == "Tên gọn [UBND phường Mẫu]: "
    assert "cách viết: 2026" in capsys.readouterr().out


def test_who_cannot_be_asked_is_told_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    assert main(["new-office", str(tmp_path / "xa")]) == 1
    said = capsys.readouterr().out
    assert "--from tra-loi.yaml" in said
    keys = yaml.safe_load(said.partition("\n\n")[2])
    assert list(keys) == [question.key for question in QUESTIONS]


def test_a_file_of_answers_is_read_the_same_without_a_library(tmp_path: Path) -> None:
    file = tmp_path / "tra-loi.yaml"
    places = "dia_ban:\n  - thôn Một  # đầu xã\n  - 'thôn Hai'\n"
    filled = example_file().replace('ten: ""', "ten: Ủy ban nhân dân xã Mẫu")
    text = filled.partition("dia_ban")[0] + places + "\n# hết\n"
    asked = {key: value or "" for key, value in yaml.safe_load(text).items()}
    assert read_plain_answers(file, text) == {**asked, "dia_ban": "thôn Một, thôn Hai"}
    for line in ("dia_ban: [Một, Hai]", "ten: a: b", "- Một", "ten: |", "ten: &a b", 'ten: "a" b'):
        with pytest.raises(AnswerError, match=r"tra-loi\.yaml:1: .* tệp \.json"):
            read_plain_answers(file, line)


def test_the_commands_need_nothing_but_python(tmp_path: Path) -> None:
    """Without the folder of installed libraries (-S), as on a machine that has Python alone."""
    answers = tmp_path / "tra-loi.yaml"
    answers.write_text(yaml.safe_dump(COMMUNE, allow_unicode=True), "utf-8")
    bare = [sys.executable, "-S", "-m", "report"]
    arguments = ["new-office", str(tmp_path / "xa"), "--from", str(answers)]
    made = subprocess.run([*bare, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "xa/data/don-vi.yaml").is_file()
    checked = subprocess.run([*bare, "check"], cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 1
    assert ".venv/bin/python -m report" in checked.stderr


# The package.


@pytest.fixture(scope="module")
def wheel() -> bytes:
    """The package."""
    return wheel_bytes()


def test_a_wheel_has_all_files_of_the_package_and_what_offices_share(wheel: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        names = set(archive.namelist())
        described = {name.rpartition("/")[2]: name for name in names if ".dist-info/" in name}
        record = archive.read(described["RECORD"]).decode()
        metadata = archive.read(described["METADATA"]).decode()
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z", "report", *SHARED_PATHS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    shared = "report/drafting/new_office/shared/"
    wanted = {one if one.startswith("report/") else shared + one for one in listed if one}
    assert wanted == {name for name in names if ".dist-info/" not in name}
    assert {line.split(",")[0] for line in record.splitlines()} == names
    assert metadata.count("Requires-Dist: ") == wanted_by("requirements", "requirements-desk")
    assert metadata.count("; extra == ") == wanted_by("requirements-desk")


def wanted_by(*names: str) -> int:
    """How many packages these locks ask for."""
    texts = ((ROOT / f"{name}.in").read_text("utf-8") for name in names)
    return sum(len(re.findall(r"^[A-Za-z]", text, re.M)) for text in texts)


def test_the_same_code_gives_the_same_wheel(tmp_path: Path, wheel: bytes) -> None:
    name = build_wheel(str(tmp_path))
    assert name == f"bao_cao-{report.__version__}-py3-none-any.whl"
    assert (tmp_path / name).read_bytes() == wheel


def test_the_command_of_the_package_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["scripts"] == {"report": "report.__main__:main"}
    assert set(project["dynamic"]) == {"version", "dependencies", "optional-dependencies"}


def test_the_version_has_its_changes_for_editors() -> None:
    (newest, text), *_ = changes_since("0")
    assert newest == report.__version__
    assert text.startswith("- ")
    assert version_numbers("1.10.0") > version_numbers("1.9.2")


def test_files_that_come_up_to_date_name_no_office() -> None:
    own = {path for path in skeleton_files() if path.startswith(OFFICES_OWN)}
    assert own
    for path, content in package_files().items():
        assert path not in own
        assert path.endswith(".webp") or not WORD_BLANK.search(content.decode("utf-8")), path


# A newer package in an office's repository.

OLD_WHEEL = wheel_name()
MANUAL, REGISTER = "docs/bien-tap/index.md", "data/chung/van-ban.csv"


@pytest.fixture
def newer(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """The package of the next version, with other files where a test puts them."""
    files = dict(package_files())
    changes = tmp_path_factory.mktemp("newer") / "thay-doi.md"
    changes.write_text("## 9.0.0\n\n- Biểu đồ mới.\n\n## 1.0.0\n\n- Đầu tiên.\n", "utf-8")
    monkeypatch.setattr(changelog, "CHANGES", changes)
    monkeypatch.setattr(report, "__version__", "9.0.0")
    monkeypatch.setattr(command, "package_files", lambda: files)
    monkeypatch.setattr(command, "wheel_bytes", lambda: b"PK")
    return files


def upgrade(office: Path, *options: str) -> int:
    """Run the command in an office's repository."""
    return main(["upgrade", "--root", str(office), *options])


def test_files_that_nobody_changed_come_up_to_date(
    office: Path, newer: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    newer[MANUAL] += b"\nM\xe1\xbb\x9bi.\n"
    newer["docs/bien-tap/moi.md"] = b"# M\n"
    before = texts(office)
    assert upgrade(office, "--check") == 1
    said = capsys.readouterr().out
    assert "phiên bản 1.0.0; gói đang chạy là 9.0.0" in said
    assert "Biểu đồ mới." in said
    assert "Đầu tiên." not in said
    assert f"- {MANUAL}: đổi" in said
    assert "- docs/bien-tap/moi.md: thêm; ghi “- bien-tap/moi.md” vào" in said
    assert texts(office) == before

    assert upgrade(office) == 0
    assert (office / MANUAL).read_bytes() == newer[MANUAL]
    assert (office / "docs/bien-tap/moi.md").read_bytes() == b"# M\n"
    assert (office / "goi/bao_cao-9.0.0-py3-none-any.whl").is_file()
    assert "bao_cao-9.0.0" in (office / "requirements.txt").read_text("utf-8")
    capsys.readouterr()
    assert upgrade(office, "--check") == 0
    assert "đổi" not in capsys.readouterr().out.partition("\n")[2]


def test_a_file_that_the_office_changed_stays_and_the_difference_is_shown_once(
    office: Path, newer: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    own = (office / MANUAL).read_bytes() + b"C\xe1\xbb\xa7a x\xc3\xa3.\n"
    (office / MANUAL).write_bytes(own)
    newer[MANUAL] += b"C\xe1\xbb\xa7a g\xc3\xb3i.\n"
    assert upgrade(office) == 0
    said = capsys.readouterr().out
    assert "-Của xã.\n+Của gói." in said
    assert f"- {MANUAL}: giữ bản của cơ quan" in said
    assert (office / MANUAL).read_bytes() == own
    assert upgrade(office) == 0
    assert MANUAL not in capsys.readouterr().out


@pytest.mark.usefixtures("newer")
@pytest.mark.parametrize("own_line", [b"", b"# own\n"])
def test_the_old_package_goes_when_the_lock_names_the_new_one(
    office: Path, own_line: bytes
) -> None:
    (office / "goi").mkdir()
    old, foreign = office / f"goi/{OLD_WHEEL}", office / "goi/khac.whl"
    for path in (old, foreign):
        path.write_bytes(b"PK")
    lock = office / "requirements.txt"
    lock.write_bytes(lock.read_bytes() + own_line)
    assert upgrade(office) == 0
    assert old.exists() == bool(own_line)
    assert foreign.exists()


def test_a_file_that_the_office_removed_does_not_come_back(
    office: Path, newer: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    (office / MANUAL).unlink()
    newer[MANUAL] += b"M\n"
    del newer["docs/huong-dan/ho-so.md"]
    assert upgrade(office) == 0
    said = capsys.readouterr().out
    assert f"- {MANUAL}: cơ quan đã bỏ" in said
    assert "- docs/huong-dan/ho-so.md: gói không còn tệp này" in said
    assert not (office / MANUAL).exists()
    assert (office / "docs/huong-dan/ho-so.md").is_file()


def test_rows_of_the_office_stay_and_rows_of_the_law_come_up_to_date(
    office: Path, newer: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    header, first, second, third, *rest = newer[REGISTER].decode().splitlines()
    own = "qd-1-2026,Quyết định,01/QĐ-UBND,05/01/2026,,UBND xã Khuổi Mẫu,khen thưởng,,,,,"
    changed = f"{second},sửa"
    (office / REGISTER).write_text("\n".join([header, own, first, changed, *rest, ""]), "utf-8")
    law = "luat-1-2028,Luật,01/2028/QH16,,2028,Quốc hội,,,,,,"
    lines = [header, f"{first} mới", f"{second} mới", third, *rest, law, ""]
    newer[REGISTER] = "\n".join(lines).encode()
    assert upgrade(office) == 0
    now = (office / REGISTER).read_text("utf-8").splitlines()
    assert now == [header, own, f"{first} mới", changed, *rest, law]  # without the third
    assert f"-{changed}\n+{second} mới" in capsys.readouterr().out


def test_lines_that_end_otherwise_are_no_change(office: Path, newer: dict[str, bytes]) -> None:
    content = (office / MANUAL).read_bytes()
    (office / MANUAL).write_bytes(content.replace(b"\n", b"\r\n"))
    newer[MANUAL] += b"M\n"
    assert upgrade(office) == 0
    assert (office / MANUAL).read_bytes() == newer[MANUAL]


def test_an_older_package_and_another_repository_are_refused(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(report, "__version__", "0.9.0")
    before = texts(office)
    assert upgrade(office) == 1
    assert "mới hơn gói đang chạy (0.9.0)" in capsys.readouterr().out
    assert texts(office) == before
    (office / RECORD_FILE).write_text('{"phien_ban": "x", "tep": {}, "dong": {}}', "utf-8")
    assert upgrade(office) == 1
    assert RECORD_FILE in capsys.readouterr().out
