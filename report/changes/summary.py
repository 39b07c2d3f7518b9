"""The changes as Markdown, as GitHub shows them below a proposal."""

from collections.abc import Iterable, Iterator, Mapping

from report.changes.comparison import (
    ADDED,
    BEGINS,
    CEASES,
    CHANGED,
    DROPPED,
    EDITED,
    FAILS,
    FRAMED,
    PAGE_ADDED,
    PAGE_REMOVED,
    REMOVED,
    RESPELLED,
    RETYPED,
    REWRITTEN,
    Changes,
    FigureChange,
    NameChange,
    RuleChange,
)
from report.problems.catalogue import Severity
from report.problems.host import code, words
from report.problems.problem import Problem

# Kinds of change in the order of the summary, and their words in it.
FIGURES: Mapping[str, tuple[str, str]] = {  # heading; words behind a count
    CHANGED: ("Số liệu đổi", "số liệu đổi"),
    ADDED: ("Số liệu thêm", "số liệu thêm"),
    REMOVED: ("Số liệu bỏ (vị trí và câu là của bản cũ)", "số liệu bỏ"),
    REWRITTEN: ("Số liệu giữ nguyên, cách viết đổi", "số liệu chỉ đổi cách viết"),
    RESPELLED: ("Tên dòng chỉ sửa chính tả", "tên dòng chỉ sửa chính tả"),
    RETYPED: ("Kiểu hoặc đơn vị đổi, cách viết giữ nguyên", "số liệu chỉ đổi kiểu hoặc đơn vị"),
}
PAGES: Mapping[str, str] = {
    PAGE_ADDED: "trang mới",
    PAGE_REMOVED: "trang bị bỏ",
    EDITED: "bài viết được sửa",
    FRAMED: "chỉ đổi phần quanh số liệu: tiêu đề, nguồn của bảng, lưu ý hoặc đính chính",
}
RULES: Mapping[str, str] = {
    CEASES: "Không còn đúng",
    FAILS: "Quy tắc mới, chưa đúng",
    BEGINS: "Bắt đầu đúng",
    DROPPED: "Không còn được kiểm tra",  # taken out, or its cells cannot be read
}


def markdown(changes: Changes, base: str = "bản trước", wrong: int = 0) -> str:
    """The changes for a pull request's summary, in Vietnamese; one sentence where none.

    `wrong` is the number of errors in the new edition.
    """
    if changes.none:
        return f"Không có số liệu, trang hay quy tắc nào thay đổi so với {words(base)}."
    parts = [
        record_section(changes.record),
        f"## Thay đổi so với {words(base)}",
        counts(changes),
        *warnings(changes, wrong),
        *figure_sections(changes.figures),
        list_section(
            "Khóa, tên cột, tên bảng đổi, số liệu giữ nguyên", name_lines(changes.renamed)
        ),
        list_section(
            "Trang",
            [
                f"- {words(one.title)} ({code(one.path)}): {PAGES[one.kind]}"
                for one in changes.pages
            ],
        ),
        list_section("Quy tắc", rule_lines(changes.rules)),
    ]
    return "\n\n".join(part for part in parts if part)


def record_section(record: Iterable[Problem]) -> str:
    """What is changed in the record of what was published, which is said before all else."""
    lines = [
        f"- {code(f'{one.path}:{one.line}')}: {advice(one)}{words(f'{one.message}. {one.mend}')}"
        for one in record
    ]
    return "\n".join(["## Sửa vào những gì đã công bố", "", *lines]) if lines else ""


def advice(one: Problem) -> str:
    """What tells advice from an error."""
    return "" if one.severity is Severity.ERROR else f"{one.severity.value}: "


def counts(changes: Changes) -> str:
    """The line of counts; kinds of change that there are none of are left out."""
    kinds = [one.kind for one in changes.figures]
    said = [f"{kinds.count(kind)} {noun}" for kind, (_, noun) in FIGURES.items() if kind in kinds]
    said += [f"{len(changes.renamed)} khóa hoặc tên đổi"] if changes.renamed else []
    said += [f"{len(changes.pages)} trang đổi ngoài số liệu"] if changes.pages else []
    said += [f"{len(changes.rules)} quy tắc đổi kết quả"] if changes.rules else []
    said += ["thông tin cơ quan (data/don-vi.yaml) đổi"] if changes.office else []
    said += [f"{len(changes.unread)} chỗ không so sánh được"] if changes.unread else []
    return "; ".join(said or ["Người đọc không thấy gì thay đổi"]) + "."


def warnings(changes: Changes, wrong: int) -> Iterator[str]:
    """What an editor must know before trusting the lists."""
    if changes.unread:
        names = ", ".join(map(code, changes.unread))
        yield f"Không so sánh được vì một trong hai bản đọc không được: {names}."
    if wrong:
        yield f"Bản mới có {wrong} lỗi; xem bằng {code('make check')}."


def figure_sections(figures: Iterable[FigureChange]) -> Iterator[str]:
    """A section for each kind of change that there is."""
    by_kind: dict[str, list[str]] = {}
    for one in figures:
        by_kind.setdefault(one.kind, []).append("\n".join(figure_lines(one)))
    for kind, (heading, _) in FIGURES.items():
        yield list_section(heading, by_kind.get(kind, []))


def figure_lines(change: FigureChange) -> Iterator[str]:
    """A figure with its values and place, then where a reader meets it."""
    place = f"({code(change.address)}, {code(f'{change.path}:{change.line}')})"
    yield f"- {words(change.title)}: {old_and_new(change)} {place}"
    for one in change.sightings:
        text = "".join(
            f"**{words(piece)}**" if mine else words(piece) for piece, mine in one.pieces
        )
        yield f"  - {words(one.title)} ({code(f'{one.path}:{one.line}')}): {text}"
    if not change.sightings:
        yield "  - không đứng trong câu, bảng hay biểu đồ của trang nào"


def old_and_new(change: FigureChange) -> str:
    """Old and new value, as far as there are."""
    if change.kind == ADDED:
        return f"**{words(change.new)}**"
    if change.kind == REMOVED:
        return f"~~{words(change.old)}~~"
    return f"{words(change.old)} → **{words(change.new)}**"


def name_lines(changes: Iterable[NameChange]) -> list[str]:
    """Each table, row or column that has another name."""
    return [f"- {code(f'data/{one.folder}')}: {code(one.old)} → {code(one.new)}" for one in changes]


def rule_lines(changes: Iterable[RuleChange]) -> list[str]:
    """Each rule under what became of it, the bad news first."""
    order = list(RULES)
    return [
        f"- {RULES[one.kind]}: {words(one.rule.sentence)} "
        f"({code(one.rule.id)}, {code(f'{one.rule.path}:{one.rule.line}')})"
        for one in sorted(changes, key=lambda one: order.index(one.kind))
    ]


def list_section(heading: str, lines: list[str]) -> str:
    """A heading with its list; empty where the list is."""
    return "\n".join([f"### {heading} ({len(lines)})", "", *lines]) if lines else ""
