"""What a run of digits in a sentence is, decided in the order in which a clerk would: year,
document number, article of law, telephone, account, code, ordinal; a figure only then.

Dates, periods and what is written together with letters (629/QĐ-UBND) are known by their form
alone, in `sentences`. Here the words before and behind the digits tell.
"""

import re
from enum import Enum, auto

from report.drafting.importing.readings import CODE, WRITTEN_YEAR

SHORT_DIGITS = re.compile("[0-9]{1,3}")
LONG_DIGITS = re.compile("[0-9]{9,}")
# Where one number stands in a list behind another, the words before the list tell.
LIST = r"(?:[0-9]+(?:[./-][0-9]+)*[a-zđ]?\s*(?:,|;|và|đến|tới|hoặc|hay)\s*)*\Z"


def before(words: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern for the text before digits that these words tell the meaning of."""
    return re.compile(rf"(?<!\w)(?:{words})\s*[:.]?\s*{LIST}", flags)


BEFORE_YEARS = before(
    "năm(?: học| ngân sách| tài chính)?|niên khóa|từ|đến|tới"
    "|giai đoạn|thời kỳ|nhiệm kỳ|niên độ|niên vụ|cuối|đầu|giữa|hết|cùng kỳ|so với|trước|sau|"
    "(?:vụ )?(?:xuân|hè|thu|đông|mùa)|(?:tháng|quý) (?:[0-9]{1,2}|[IVX]+)"
)
YEAR_BETWEEN_SIGNS = re.compile(r"[,(©]\s*\Z"), re.compile(r"(?<!\s)\s*+(?:[).;,]|\Z)")
BEFORE_DOCUMENTS = before(
    "(?:nghị quyết|quyết định|chỉ thị|kế hoạch|công văn|thông tư|nghị định|luật|tờ trình|báo cáo"
    "|hướng dẫn|thông báo|kết luận|chương trình|đề án|hợp đồng|biên bản|công điện|pháp lệnh"
    r"|quy định|văn bản|giấy(?: \w+){1,5}|phụ lục|mẫu|biểu|bảng|hình|sơ đồ|tiêu chí) số"
)
BEFORE_ARTICLES = before(
    "(?:[Đđ]iều|[Kk]hoản|[Pp]hụ lục|[Bb]iểu|[Bb]ảng|Chương|Mục|Tiểu mục|Phần|Hình|Sơ đồ|Mẫu)", 0
)
BEFORE_CODES = before(
    "(?:điện thoại|đt|sđt|hotline|đường dây nóng|tổng đài|fax|tel|zalo|số máy|tài khoản|tk|stk"
    "|cmnd|cccd|căn cước|căn cước công dân|mã số thuế|mst|mã số|mã|biển số|số hiệu|định danh"
    "|hộ chiếu)"
    "(?: số| liên hệ| cá nhân)?"
)
BEFORE_ORDINALS = before(
    "thứ|lần|đợt|quý|kỳ|khóa|khoá|vòng|hạng|lớp|tổ|khu|xóm|thôn|tháng|ngày|mùng|mồng|giai đoạn"
    "|quốc lộ|tỉnh lộ|huyện lộ|số nhà"
)
# What can be counted: with it behind them, digits are a number of things.
COUNTED = re.compile(
    r"\s+(?:người|hộ|nhân khẩu|khẩu|lao động|vụ|đối tượng|trường hợp|hồ sơ|lượt|cuộc|buổi|hội nghị"
    r"|văn bản|đơn vị|tổ chức|cơ quan|cơ sở|doanh nghiệp|hợp tác xã|công trình|dự án|xã|thị trấn"
    r"|thôn|xóm|bản|tổ|lớp|trường|học sinh|giáo viên|cán bộ|công chức|viên chức|đảng viên|hội viên"
    r"|đoàn viên|thành viên|đại biểu|tập thể|cá nhân|gia đình|phụ nữ|trẻ em|em|cháu|ca|giường"
    r"|con|cây|chiếc|cái|bộ|suất|phiếu|đơn|điểm|tiêu chí|ý kiến|kiến nghị|giấy|lần|giờ|phút"
    r"|tuần|ngày|tháng(?!\s*[0-9])|năm(?!\s*[0-9])|nghìn|ngàn|triệu|tỷ|tỉ|đồng|mét|m|km|tạ|lít|quả"
    r"|bài|tin|cuốn|quyển|lượng|phần trăm|phòng|nhà|ngôi|máy|xe|mẫu|sào)(?!\w)",
    re.IGNORECASE,
)
MARKUP_LETTERS = re.compile(r"[*\\]")


class Meaning(Enum):
    """What a run of digits is."""

    FIGURE = auto()
    YEAR = auto()
    NAME = auto()
    YEAR_OR_FIGURE = auto()
    NUMBER_OR_FIGURE = auto()
    CODE_OR_FIGURE = auto()


DOUBTS = {
    Meaning.YEAR_OR_FIGURE: "“$digits” có thể là năm hoặc số lượng",
    Meaning.NUMBER_OR_FIGURE: "“$digits” có thể là số thứ tự, số hiệu hoặc số lượng",
    Meaning.CODE_OR_FIGURE: "“$digits” có thể là mã, số tài khoản hoặc số lượng",
}


def meaning_of_digits(text: str, digits: str, following: str) -> Meaning:
    """What digits without a unit are, between the text before them and what follows."""
    text, following = MARKUP_LETTERS.sub("", text[-200:]), MARKUP_LETTERS.sub("", following[:60])
    is_counted = COUNTED.match(following) is not None
    if WRITTEN_YEAR.fullmatch(digits):
        return meaning_of_year(text, following, is_counted=is_counted)
    if BEFORE_DOCUMENTS.search(text) or CODE.fullmatch(digits) or is_sign_of_order(text, following):
        return Meaning.NAME
    is_named = BEFORE_CODES.search(text) or (
        SHORT_DIGITS.fullmatch(digits)
        and (BEFORE_ARTICLES.search(text) or BEFORE_ORDINALS.search(text))
    )
    if is_named:
        return Meaning.NUMBER_OR_FIGURE if is_counted else Meaning.NAME
    if LONG_DIGITS.fullmatch(digits) and not is_counted:
        return Meaning.CODE_OR_FIGURE
    return Meaning.FIGURE


def is_sign_of_order(text: str, following: str) -> bool:
    """Whether digits number a paragraph that they open (“1.”, “2)”), or refer to a note (“[3]”)."""
    opens = not text.strip(" #>-") and re.match(r"[.)]\s", following)
    return bool(opens) or (text.endswith("[") and following.startswith("]"))


def meaning_of_year(text: str, following: str, *, is_counted: bool) -> Meaning:
    """What four digits from 1900 to 2099 are."""
    if BEFORE_DOCUMENTS.search(text) or BEFORE_CODES.search(text):
        return Meaning.NAME
    if is_counted:
        return Meaning.FIGURE
    opening, closing = YEAR_BETWEEN_SIGNS
    if BEFORE_YEARS.search(text) or (opening.search(text) and closing.match(following)):
        return Meaning.YEAR
    return Meaning.YEAR_OR_FIGURE
