"""What names an office: the questions, asked in the terminal or answered in a file."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from unicodedata import normalize

Answers = Mapping[str, str]
COMMITTEE = "Ủy ban nhân dân "
# What a place is called, and in English; the longer names first.
PLACE_KINDS = {
    "thành phố": "city",
    "thị trấn": "township",
    "thị xã": "town",
    "đặc khu": "special zone",
    "phường": "ward",
    "huyện": "district",
    "quận": "district",
    "tỉnh": "province",
    "xã": "commune",
}
LICENCES = {
    "CC-BY-4.0": "Creative Commons Attribution 4.0 International (CC BY 4.0)",
    "CC-BY-SA-4.0": "Creative Commons Attribution-ShareAlike 4.0 International (CC BY-SA 4.0)",
    "CC0-1.0": "CC0 1.0 Universal (CC0 1.0)",
}
# Words that mean nothing to YAML, CSV, Markdown and macros.
NAME_FORM = re.compile(r"[^\W_](?:(?:[^\W_]|[ .,()/–’'-]){0,118}(?:[^\W_]|[.)]))?")


class AnswerError(Exception):
    """What is wrong with an answer, in words for who gave it."""


@dataclass(frozen=True)
class Question:
    """A question: the key of its answer, what may be answered, what stands for no answer.

    `default` is made from the answers before it; None where an answer must be given.
    """

    key: str
    text: str
    form: re.Pattern[str]
    example: str
    default: Callable[[Answers], str] | None = None

    def read(self, answer: str, earlier: Answers) -> str:
        """The answer in its normal form. Raises AnswerError."""
        answer = " ".join(normalize("NFC", answer).split())
        if not answer:
            if self.default is None:
                raise AnswerError(f"Câu này cần trả lời, ví dụ: {self.example}.")
            return self.default(earlier)
        if not self.form.fullmatch(answer):
            raise AnswerError(f"“{answer}” không dùng được; cách viết: {self.example}.")
        return answer


def office_place(answers: Answers) -> str:
    """What the office is of: “xã Mẫu” of “Ủy ban nhân dân xã Mẫu”, else its whole name."""
    return answers["ten"].removeprefix(COMMITTEE)


def bare_name(place: str) -> str:
    """The name of a place without what it is: “Mẫu” of “xã Mẫu”."""
    kind = next((one for one in PLACE_KINDS if place.lower().startswith(f"{one} ")), "")
    return place[len(kind) :].strip()


def office_short_name(answers: Answers) -> str:
    """The name in which the committee is written short."""
    return answers["ten"].replace(COMMITTEE, "UBND ", 1)


def none(_: Answers) -> str:
    """No answer is an answer."""
    return ""


MAIL_FORM = re.compile(r"[^\s@<>\"?&\\]{1,64}@[^\s@<>\"?&\\]{1,255}\.[^\s@<>\"?&\\]+")
SITE_FORM = re.compile(r"https://[^\s<>\"{}\\]+")
PHONE_FORM = re.compile(r"[\d+][\d .()-]{5,30}")
YEAR_FORM = re.compile(r"20\d\d")
LICENCE_FORM = re.compile("|".join(map(re.escape, LICENCES)))
# A line of a file of answers: a key with its text, bare or in quotation marks; a place of a list.
ANSWER_LINE = re.compile(
    r"""(?:(?:(?P<key>\w+):|(?P<item>[ ]*-))(?:[ ]+(?P<value>"[^"\\]*"|'[^']*'|"""
    r"""[^\s"'#\[\]{}&*!|>%@`,?:-](?:(?!:\s|\s\#)[^\n])*))?)?[ ]*(?:(?<!\S)\#.*)?"""
)
LISTED_NAMES_FORM = re.compile(r"(?:[^\W_]|[ .,()/–’'-]){1,4000}")
QUESTIONS = (
    Question("ten", "Tên đầy đủ của cơ quan", NAME_FORM, "Ủy ban nhân dân xã Mẫu"),
    Question("ten_ngan", "Tên gọn", NAME_FORM, "UBND xã Mẫu", office_short_name),
    Question(
        "dia_danh",
        "Địa danh, như ở dòng ngày tháng của văn bản",
        NAME_FORM,
        "Mẫu",
        lambda answers: bare_name(office_place(answers)),
    ),
    Question("tinh", "Tỉnh hoặc thành phố", NAME_FORM, "Lạng Sơn, hoặc thành phố Hải Phòng"),
    Question(
        "co_quan_chu_quan",
        "Cơ quan chủ quản trực tiếp ở đầu văn bản, không có thì bỏ trống",
        NAME_FORM,
        "Ủy ban nhân dân tỉnh Mẫu",
        none,
    ),
    Question("nam", "Năm của báo cáo đầu tiên", YEAR_FORM, "2026"),
    Question(
        "dia_chi_trang",
        "Địa chỉ của trang web, chưa có thì bỏ trống",
        SITE_FORM,
        "https://thi-dua.xa-mau.gov.vn/",
        none,
    ),
    Question(
        "giay_phep",
        f"Giấy phép của bài viết và số liệu ({', '.join(LICENCES)})",
        LICENCE_FORM,
        "CC-BY-4.0",
        lambda _: "CC-BY-4.0",
    ),
    Question("dia_chi", "Địa chỉ cơ quan, bỏ trống được", NAME_FORM, "thôn Mẫu, xã Mẫu", none),
    Question("dien_thoai", "Điện thoại, bỏ trống được", PHONE_FORM, "0206 000 0000", none),
    Question("thu_dien_tu", "Thư điện tử, bỏ trống được", MAIL_FORM, "ten@co-quan.gov.vn", none),
    Question(
        "cong_thong_tin",
        "Cổng thông tin điện tử, bỏ trống được",
        SITE_FORM,
        "https://xa-mau.gov.vn",
        none,
    ),
    Question(
        "dia_ban",
        "Các thôn, tổ dân phố, cách nhau bằng dấu phẩy; mỗi nơi có một trang; bỏ trống được",
        LISTED_NAMES_FORM,
        "thôn Một, thôn Hai, tổ dân phố Ba",
        none,
    ),
)


def asked_answers(ask: Callable[[str], str], tell: Callable[[str], None]) -> Answers:
    """The answers given in a terminal; a wrong one is asked for again. Raises EOFError."""
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        default = question.default(answers) if question.default else ""
        hint = f"[{default}]" if default else f"(ví dụ: {question.example})"
        while question.key not in answers:
            try:
                answers[question.key] = question.read(ask(f"{question.text} {hint}: "), answers)
            except AnswerError as error:
                tell(str(error))
    return answers


def answers_in(path: Path) -> Answers:
    """The answers in a file, YAML or JSON. Raises AnswerError, OSError."""
    given = read_mapping(path)
    known = [question.key for question in QUESTIONS]
    for key in given:
        if key not in known:
            close = get_close_matches(key, known, n=1)
            guess = f" Có phải là “{close[0]}”?" if close else ""
            raise AnswerError(f"{path}: không có câu hỏi “{key}”.{guess}")
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        try:
            answers[question.key] = question.read(given.get(question.key, ""), answers)
        except AnswerError as error:
            raise AnswerError(f"{path}: mục “{question.key}”: {error}") from None
    return answers


def read_mapping(path: Path) -> dict[str, str]:
    """A file of keys and texts; a list is joined by commas. Raises AnswerError, OSError."""
    text = path.read_bytes().decode("utf-8-sig", "replace")
    found = read_json_answers(text) if path.suffix == ".json" else read_yaml_answers(path, text)
    if not isinstance(found, dict):
        raise AnswerError(f"{path}: mỗi dòng cần là “mục: câu trả lời”.")
    return {
        str(key): ", ".join(map(str, value))
        if isinstance(value, list)
        else ""
        if value is None
        else str(value)
        for key, value in found.items()
    }


def read_json_answers(text: str) -> object:
    """What a JSON file says; None where it says nothing."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def read_yaml_answers(path: Path, text: str) -> object:
    """What a YAML file says. Raises AnswerError where this Python cannot read it."""
    try:
        import yaml  # the one thing here that is not in the standard library
    except ModuleNotFoundError:
        return read_plain_answers(path, text)
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None


def read_plain_answers(path: Path, text: str) -> dict[str, str]:
    """What a YAML file says that is written as `example_file` is, read without a library: keys
    with a text each, or with a list below them. Raises AnswerError where a line is other YAML."""
    found: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        read = ANSWER_LINE.fullmatch(line)
        if not read or (read["item"] and not found):
            raise AnswerError(
                f"{path}:{number}: Python đang chạy chưa có thư viện PyYAML nên chỉ đọc được dòng "
                "“mục: câu trả lời” hoặc “- một nơi”. Viết lại dòng này như vậy, ghi câu trả lời "
                "vào một tệp .json, hoặc bỏ “--from” để trả lời từng câu."
            )
        value = (read["value"] or "").strip().strip("\"'")
        if read["key"]:
            found[read["key"]] = []
        if value:
            found[[*found][-1]].append(value)
    return {key: ", ".join(values) for key, values in found.items()}


def example_file() -> str:
    """A file of answers to fill in."""
    return "\n".join(f'{one.key}: ""  # {one.text}; ví dụ: {one.example}' for one in QUESTIONS)
