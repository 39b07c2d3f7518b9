"""The files of an office's repository, from what names the office."""

import hashlib
import re
from collections.abc import Iterator, Mapping

from report.drafting.new_office.answers import (
    COMMITTEE,
    LICENCES,
    PLACE_KINDS,
    Answers,
    bare_name,
    office_place,
    office_short_name,
)
from report.drafting.new_office.shared_files import shared_files, skeleton_files
from report.text.slugs import slug

WORD_BLANK = re.compile(r"‹(\w+)›")  # in the skeleton: where a word of the answers stands
YEAR_FOLDER = "__nam__"
PACKAGES = "goi"  # the folder of the wheel
LOCK_FILE = "requirements.txt"
LICENCE_TEXT = "LICENSE-CC-BY-4.0.txt"
# What the package writes once; from then on it is the office's.
OFFICES_OWN = (
    f"data/{YEAR_FOLDER}/",
    "data/don-vi.yaml",
    "docs/bao-cao/",
    "docs/en/",
    "docs/index.md",
    "docs/thuat-ngu.md",
    "docs/trang/",
    "docs/van-ban/",
    ".github/CODEOWNERS",
    "CITATION.cff",
    "README.md",
    "mkdocs.yml",
)
LICENCE_SITES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
VILLAGES = ("tổ dân phố", "khu phố", "thôn", "xóm", "bản", "ấp", "khóm", "buôn", "làng", "khu")
PLACE_TABLE = """\
  - name: thon
    path: thon.csv
    title: Thôn, tổ dân phố
    description: "Tên và loại của các thôn, tổ dân phố thuộc ‹noi›; mỗi nơi có một trang."
    muc: danh sách của cơ quan
    ky: năm ‹nam›
    thoi_diem: tháng 12 năm ‹nam›
    co_quan: "‹ten›"
    nam_sau: chep
    schema:
      primaryKey: khoa
      fields:
        - name: khoa
          title: Khóa
          type: string
          constraints: {required: true, unique: true}
        - name: ten
          title: Tên
          type: string
          constraints: {required: true}
        - name: loai
          title: Loại
          type: string
          constraints: {required: true}"""


def package_files() -> Mapping[str, bytes]:
    """The files that every office has of this package, by their paths: those that `upgrade`
    brings up to date. The lock is not among them: an office has a line more in it."""
    files = {path: file.read_bytes() for path, file in shared_files().items() if path != LOCK_FILE}
    for path, file in skeleton_files().items():
        if not path.startswith(OFFICES_OWN):
            files[path] = file.read_bytes()
    return files


def lock_with(wheel_name: str, wheel: bytes) -> bytes:
    """The lock of an office: that of the package, and the package itself by its hash."""
    locked = shared_files()[LOCK_FILE].read_text("utf-8")
    end = next(line for line in locked.splitlines(keepends=True) if not line.startswith("#"))
    head, _, rest = locked.partition(end)
    hashed = hashlib.sha256(wheel).hexdigest()
    own = f"./{PACKAGES}/{wheel_name} \\\n    --hash=sha256:{hashed}\n"
    return f"{head}{own}{end}{rest}".encode()


def own_files(answers: Answers) -> Mapping[str, bytes]:
    """What is written once: the office's name, pages, an empty year."""
    words = dict(skeleton_words(answers))
    files = {
        path.replace(YEAR_FOLDER, answers["nam"]): with_words(
            file.read_text("utf-8"), words
        ).encode()
        for path, file in skeleton_files().items()
        if path.startswith(OFFICES_OWN)
    }
    if answers["dia_ban"]:
        rows = "".join(f"{row}\n" for row in place_rows(answers["dia_ban"]))
        files[f"data/{answers['nam']}/thon.csv"] = f"khoa,ten,loai\n{rows}".encode()
    return files


def with_words(text: str, words: Mapping[str, str]) -> str:
    """A text of the skeleton with words in their places; a line for nothing else goes with it."""
    lines = []
    for line in text.splitlines(keepends=True):
        alone = WORD_BLANK.fullmatch(line.strip())
        if alone and not words[alone[1]]:
            continue
        lines.append(WORD_BLANK.sub(lambda found: words[found[1]], line))
    return "".join(lines)


def skeleton_words(answers: Answers) -> Iterator[tuple[str, str]]:
    """The words that the skeleton has places for."""
    place, year = office_place(answers), int(answers["nam"])
    province = bare_name(answers["tinh"]) if is_province(answers["tinh"]) else answers["tinh"]
    for key in ("ten", "ten_ngan", "dia_danh", "nam", "dia_chi_trang"):
        yield key, answers[key]
    yield "tinh", province
    yield "thuoc_tinh", f"tỉnh {province}" if is_province(answers["tinh"]) else province
    yield "noi", place
    yield "nam_truoc", str(year - 1)
    yield "nam_sau", str(year + 1)
    yield from letterhead(answers)
    yield "ma_giay_phep", answers["giay_phep"]
    yield "ten_giay_phep", LICENCES[answers["giay_phep"]]
    yield "dia_chi_giay_phep", LICENCE_SITES[answers["giay_phep"]]
    for key, example in EXAMPLES.items():
        yield key, f'{key}: "{answers[key]}"' if answers[key] else f'# {key}: "{example}"'
    has_places = bool(answers["dia_ban"])
    yield "bang_dia_ban", with_words(PLACE_TABLE, dict(table_words(answers))) if has_places else ""
    yield "cot_dia_ban", "dia_ban: thon" if has_places else ""
    yield "danh_sach_dia_ban", '{{ bang("thon") }}' if has_places else ""
    yield "muc_dia_ban", "  - Thôn, tổ dân phố:\n      - dia-ban/index.md" if has_places else ""
    yield "noi_tieng_anh", in_english(place)
    yield "ten_tieng_anh", office_in_english(answers)


EXAMPLES = {
    "dia_chi": "số nhà, thôn, xã, tỉnh",
    "dien_thoai": "0206 000 0000",
    "thu_dien_tu": "ten@co-quan.example",
    "cong_thong_tin": "https://cong-thong-tin.example",
}


def table_words(answers: Answers) -> Iterator[tuple[str, str]]:
    """The words of the description of a table."""
    yield "noi", office_place(answers)
    yield "nam", answers["nam"]
    yield "ten", answers["ten"]


def is_province(name: str) -> bool:
    """Whether a unit of the first level is a province and no city."""
    return not name.lower().startswith("thành phố ")


def letterhead(answers: Answers) -> Iterator[tuple[str, str]]:
    """The lines at the head of a document, and the body above the office if it has one."""
    is_committee = answers["ten"].startswith(COMMITTEE)
    lines = (COMMITTEE.strip(), office_place(answers)) if is_committee else (answers["ten"],)
    yield "dau_van_ban", ", ".join(f'"{line}"' for line in lines)
    above = answers["co_quan_chu_quan"]
    yield "co_quan_chu_quan", f'co_quan_chu_quan: "{above}"' if above else ""


def place_rows(places: str) -> Iterator[str]:
    """The rows of the table of places; two of one name have keys with a number."""
    met: dict[str, int] = {}
    for place in places.split(", "):
        kind = next((one for one in VILLAGES if place.lower().startswith(f"{one} ")), "")
        name = place[len(kind) :].strip()
        key = slug(name)
        met[key] = met.get(key, 0) + 1
        unique = key if met[key] == 1 else f"{key}-{met[key]}"
        yield f"{unique},{name},{kind or VILLAGES[2]}"


def in_english(place: str) -> str:
    """A place in English: “Mẫu commune”."""
    kind = next(
        (PLACE_KINDS[one] for one in PLACE_KINDS if place.lower().startswith(f"{one} ")), ""
    )
    return f"{bare_name(place)} {kind}".strip()


def office_in_english(answers: Answers) -> str:
    """The office in English, with where it is."""
    is_committee = answers["ten"].startswith(COMMITTEE)
    place = in_english(office_place(answers))
    office = f"the People's Committee of {place}" if is_committee else office_short_name(answers)
    province = answers["tinh"]
    if is_province(province):
        province = f"tỉnh {bare_name(province)}"
    return f"{office}, {in_english(province)}"
