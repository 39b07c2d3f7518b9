"""What a reader will see change between two revisions: figures, sentences, pages and rules."""

import html
import io
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from report.data import Cell, Dataset
from report.edition import Edition, FilledPage, evaluate, read_edition
from report.figures import write_value
from report.macros import PageMacros
from report.pages import Call, Page, filled_parts, parse_call
from report.problems import Mistake, sentence
from report.provenance import cell_title, shown_value

FOLDERS = ("data", "docs")  # all that an edition is read from

Key = tuple[str, str, str]  # file, row and column of a cell: the same in both revisions

# Kinds of change of a figure, in the order of the report, and their words in it.
CHANGED, ADDED, REMOVED, REWRITTEN, RETYPED = "changed", "added", "removed", "rewritten", "retyped"
FIGURES: Mapping[str, tuple[str, str]] = {  # heading; words behind a count
    CHANGED: ("Số liệu đổi", "số liệu đổi"),
    ADDED: ("Số liệu thêm", "số liệu thêm"),
    REMOVED: ("Số liệu bỏ (vị trí và câu là của bản cũ)", "số liệu bỏ"),
    REWRITTEN: ("Số liệu giữ nguyên, cách viết đổi", "số liệu chỉ đổi cách viết"),
    RETYPED: ("Kiểu hoặc đơn vị đổi, cách viết giữ nguyên", "số liệu chỉ đổi kiểu hoặc đơn vị"),
}
PAGE_ADDED, PAGE_REMOVED, EDITED, FRAMED = "added", "removed", "edited", "framed"
PAGES: Mapping[str, str] = {
    PAGE_ADDED: "trang mới",
    PAGE_REMOVED: "trang bị bỏ",
    EDITED: "bài viết được sửa",
    FRAMED: "chỉ đổi phần quanh số liệu: tiêu đề, nguồn của bảng, lưu ý hoặc đính chính",
}
BEGINS, CEASES, FAILS, DROPPED = "begins", "ceases", "fails", "dropped"
RULES: Mapping[str, str] = {
    CEASES: "Không còn đúng",
    FAILS: "Quy tắc mới, chưa đúng",
    BEGINS: "Bắt đầu đúng",
    DROPPED: "Không còn được kiểm tra",  # taken out, or its cells cannot be read
}
TYPES = {
    "string": "chữ",
    "integer": "số nguyên",
    "number": "số",
    "date": "ngày",
    "year": "năm",
}
DRAWN = {
    "bang": "trong bảng",
    "bieu_do": "trong biểu đồ",
    "danh_muc_van_ban": "trong danh mục văn bản",
}


@dataclass(frozen=True)
class Sighting:
    """One place where a reader meets a figure.

    `pieces` is the whole sentence in plain text, cut so that the figure's own words are
    marked True; it is one unmarked phrase where the figure stands in a table or chart.
    """

    title: str
    path: str
    line: int
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class FigureChange:
    """A figure that is not what it was; `old` and `new` as a reader sees them, with unit."""

    kind: str
    address: str
    title: str
    old: str
    new: str
    path: str
    line: int
    sightings: tuple[Sighting, ...]


@dataclass(frozen=True)
class PageChange:
    """A page that changes otherwise than by its figures."""

    kind: str
    title: str
    path: str


@dataclass(frozen=True)
class RuleVerdict:
    """Whether a declared rule held in one revision, and where it is declared."""

    id: str
    sentence: str
    holds: bool
    path: str
    line: int


@dataclass(frozen=True)
class RuleChange:
    """A rule that begins or ceases to hold, or to be there."""

    kind: str
    rule: RuleVerdict


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two editions.

    `unread` are tables, rows and pages that one of the two could not read, which are
    therefore not compared; `problems` counts the problems met on reading the new one.
    """

    figures: tuple[FigureChange, ...]
    pages: tuple[PageChange, ...]
    rules: tuple[RuleChange, ...]
    office: bool
    unread: tuple[str, ...]
    problems: int

    @property
    def none(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.figures or self.pages or self.rules or self.office or self.unread)


@dataclass(frozen=True)
class Shown:
    """What one macro call shows: its words in a sentence, and the figures behind them."""

    name: str
    line: int
    text: str
    keys: frozenset[Key]


def diff(root: Path, base: str, head: str | None) -> int:
    """Print what changes from `base` to `head` (the working tree where None).

    Returns the exit status: 2, with a message, where a revision cannot be read.
    """
    try:
        old, new = read_revision(root, base), read_revision(root, head)
    except Mistake as mistake:
        message = mistake.message[:1].upper() + mistake.message[1:]
        print(f"{sentence(message)} {sentence(mistake.fix)}", file=sys.stderr)
        return 2
    print(markdown(compare(old, new), base))
    return 0


# Revisions, read with git.


def read_revision(root: Path, revision: str | None) -> Edition:
    """The edition of `root` at a revision, or as it stands on disk where that is None.

    A revision without the folders is an empty edition. Raises Mistake where there is no
    git, no repository or no such revision.
    """
    if revision is None:
        return read_edition(root)
    commit = find_commit(root, revision)
    with TemporaryDirectory() as folder:
        unpack(root, commit, Path(folder))
        return read_edition(Path(folder))


def find_commit(root: Path, revision: str) -> str:
    """The id of a revision. Raises Mistake as read_revision does."""
    status, _, trouble = git(root, "rev-parse", "--git-dir")
    if status:
        raise Mistake(
            f"git không đọc được kho ở thư mục “{root}”{quoted(trouble)}",
            "Chạy lệnh trong thư mục dự án đã tải về bằng git, hoặc chỉ thư mục đó bằng --root",
        )
    name = f"{revision}^{{commit}}"
    status, output, _ = git(root, "rev-parse", "--verify", "--quiet", name)
    if status:
        raise Mistake(
            f"không có bản “{revision}” trong kho git",
            "Kiểm tra tên nhánh, thẻ hoặc mã bản; nếu bản đó ở máy chủ, chạy “git fetch” trước",
        )
    return output.decode().strip()


def unpack(root: Path, commit: str, target: Path) -> None:
    """Write the data and pages of a commit to `target`. Raises Mistake where git cannot."""
    _, listed, _ = git(root, "ls-tree", "--name-only", "-z", commit, *FOLDERS)
    folders = [name for name in FOLDERS if name.encode() in listed.split(b"\0")]
    if not folders:
        return
    status, archive, trouble = git(root, "archive", "--format=tar", commit, *folders)
    if status:
        raise Mistake(
            f"git không lấy được bản {commit[:10]}{quoted(trouble)}",
            "Chạy “git fetch” để tải đủ lịch sử rồi thử lại",
        )
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files:
            content = files.extractfile(member) if member.isfile() else None
            if content:
                path = target / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())


def git(root: Path, *arguments: str) -> tuple[int, bytes, str]:
    """Exit status, output and messages of a git command. Raises Mistake where git is missing."""
    program = shutil.which("git")
    if not program:
        raise Mistake(
            "máy này chưa có git, không so sánh được hai bản", "Cài git từ https://git-scm.com"
        )
    command = [program, "-C", str(root), *arguments]
    result = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell
    return result.returncode, result.stdout, result.stderr.decode("utf-8", "replace")


def quoted(trouble: str) -> str:
    """The last line that git said, for those who know git."""
    lines = trouble.strip().splitlines()
    return f" ({lines[-1]})" if lines else ""


# Two editions compared.


def compare(old: Edition, new: Edition) -> Changes:
    """What differs between two editions."""
    unread = unread_in(old) | unread_in(new)
    before, after = figures_of(old, unread), figures_of(new, unread)
    kinds = {
        key: kind
        for key in [*after, *(key for key in before if key not in after)]
        if (kind := kind_of(before.get(key), after.get(key)))
    }
    here = sightings(new, {key for key, kind in kinds.items() if kind != REMOVED})
    there = sightings(old, {key for key, kind in kinds.items() if kind == REMOVED})
    figures = [
        figure_change(kind, before.get(key), after.get(key), (here | there).get(key, []))
        for key, kind in kinds.items()
    ]
    return Changes(
        tuple(figures),
        tuple(page_changes(old, new, set(kinds), unread)),
        tuple(rule_changes(old, new)),
        without_lines(old.office) != without_lines(new.office),
        tuple(sorted(unread)),
        len(new.problems),
    )


def datasets(edition: Edition) -> list[Dataset]:
    """The common tables, then those of each year."""
    return [edition.common, *edition.years.values()]


def unread_in(edition: Edition) -> set[str]:
    """Files that could not be read, and rows as `file (dòng “key”)`."""
    tables = {f"{data.path}/{name}.csv" for data in datasets(edition) for name in data.unreadable}
    rows = {
        unread_row(table.path, row)
        for data in datasets(edition)
        for table in data.tables.values()
        for row in table.damaged
    }
    pages = {
        problem.path
        for problem in edition.problems
        if problem.path.startswith("docs/")
        and problem.path.removeprefix("docs/") not in edition.pages
    }
    return tables | rows | pages


def unread_row(path: str, row: str) -> str:
    """How a row that could not be read is named."""
    return f"{path} (dòng “{row}”)"


def key_of(cell: Cell) -> Key:
    """What tells a cell from all others, in any revision."""
    return cell.table.path, cell.row, cell.column.name


def figures_of(edition: Edition, unread: set[str]) -> dict[Key, Cell]:
    """The filled cells of all tables; keys and units are parts of other cells' figures."""
    return {
        key_of(cell): cell
        for data in datasets(edition)
        for table in data.tables.values()
        if table.path not in unread
        for row, cells in table.rows.items()
        if unread_row(table.path, row) not in unread
        for cell in cells.values()
        if cell.value is not None
        and cell.column.name != table.key
        and cell.column.name not in {column.unit_field for column in table.columns.values()}
    }


def kind_of(old: Cell | None, new: Cell | None) -> str | None:
    """How a figure changed, as data (value and unit) and as text; None where it did not."""
    if old is None or new is None:
        return ADDED if old is None else REMOVED
    same_data = (old.value, old.unit) == (new.value, new.unit)
    if shown_value(old) == shown_value(new):
        return None if same_data else RETYPED
    return REWRITTEN if same_data else CHANGED


def figure_change(
    kind: str, old: Cell | None, new: Cell | None, places: Iterable[Sighting]
) -> FigureChange:
    """The change with its words; its place is that of the new cell where there is one."""
    cell = new or old
    assert cell is not None  # noqa: S101 - a key comes from one of the two
    words = typed_value if kind == RETYPED else shown_value
    return FigureChange(
        kind,
        cell.address,
        f"{cell.table.title}: {cell_title(cell)}" if cell.table.title else cell_title(cell),
        words(old) if old else "",
        words(new) if new else "",
        cell.table.path,
        cell.line,
        tuple(places),
    )


def typed_value(cell: Cell) -> str:
    """The value with what the data takes it for: "955 (chữ)"."""
    return f"{shown_value(cell)} ({TYPES.get(cell.column.type, cell.column.type)})"


def page_changes(
    old: Edition, new: Edition, changed: set[Key], unread: set[str]
) -> Iterator[PageChange]:
    """Pages that are new, gone, edited, or shown otherwise with the same figures."""
    for uri in sorted({*old.pages, *new.pages}):
        before, after = old.pages.get(uri), new.pages.get(uri)
        kind = page_kind(before, after, changed)
        filled = after or before
        if kind and filled and filled.page.path not in unread:
            yield PageChange(kind, page_title(filled.page), filled.page.path)


def page_kind(old: FilledPage | None, new: FilledPage | None, changed: set[Key]) -> str | None:
    """How a page changed otherwise than by its figures; None where it did not."""
    if old is None or new is None:
        return PAGE_ADDED if old is None else PAGE_REMOVED
    if old.page.text.splitlines() != new.page.text.splitlines():
        return EDITED
    explained = any(key_of(cell) in changed for cell in (*old.used, *new.used))
    return FRAMED if old.markdown != new.markdown and not explained else None


def page_title(page: Page) -> str:
    """The title that the front matter gives, or the path."""
    return str(page.meta.get("title") or page.uri)


def rule_changes(old: Edition, new: Edition) -> Iterator[RuleChange]:
    """Rules whose verdict is another one, and rules that came or went."""
    before, after = verdicts(old), verdicts(new)
    for key, rule in after.items():
        held = before[key].holds if key in before else None
        if rule.holds and not held:
            yield RuleChange(BEGINS, rule)
        elif not rule.holds and held is not False:
            yield RuleChange(CEASES if held else FAILS, rule)
    for key, rule in before.items():
        if key not in after:
            yield RuleChange(DROPPED, rule)


def verdicts(edition: Edition) -> dict[tuple[str, str], RuleVerdict]:
    """Each rule of each year by file and id."""
    return {
        (audit.path, verdict.rule.id): RuleVerdict(
            verdict.rule.id, verdict.rule.sentence, verdict.holds, audit.path, verdict.rule.line
        )
        for audit in (edition.common_audit, *edition.audits.values())
        for verdict in audit.verdicts
    }


def without_lines(content: object) -> object:
    """YAML content without the lines that LineLoader adds."""
    if isinstance(content, Mapping):
        return {key: without_lines(value) for key, value in content.items() if key != "__line__"}
    return [without_lines(value) for value in content] if isinstance(content, list) else content


# Where a reader meets a figure.

MARK = re.compile("\ue000(\\d+)\ue001")  # stands for a call while Markdown is taken off
COMMENT = re.compile(r"<!--.*?-->", re.S)
NOTE_SIGN = re.compile(r'<sup class="luu-y">.*?</sup>')
# A line that begins a block even without a blank line before it.
BLOCK = re.compile(
    r"(?:[-*+]|\d+[.)]|#{1,6}|:)\s+|\[\^[^\]\s]+\]:\s*|(?:!!!|\?\?\?\+?)\s|\||`{3}|~{3}"
)
ALONE = re.compile(r"#{1,6}\s|\||!!!|\?\?\?|`{3}|~{3}")  # a block of one line
ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[^\"]*\"?|`{3}.*|~{3}.*")
PLAIN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\[\^[^\]\s]+\]"), ""),  # footnote signs
    (re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\([^)]*\)|\[[^\]]*\])"), r"\1"),  # links
    (re.compile(r"\{:?\s*[#.][^}\n]*\}"), ""),  # attributes
    (re.compile(r"<(https?:[^>\s]*)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^>]*>"), ""),
    (re.compile(r"(?<!\\)(`+)(.+?)\1"), r"\2"),
    (re.compile(r"(?<!\\)(\*{1,3})(?=\S)(.+?)(?<=[^\s\\])\1"), r"\2"),
    (re.compile(r"(?<![\w\\])(_{1,3})(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)"), r"\2"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
SPACES = re.compile(r"[ \t\r\n]+")  # and no other: no-break spaces are meant
END = re.compile(r"[.!?…]+[”’\"')\]»]*[ ]+(?=[“‘\"'(\[«]*(.))")
ABBREVIATION = re.compile(
    r"(?:^|[\s(“])(?:[A-ZĐ]|TP|TX|TT|GS|PGS|TS|ThS|BS|KS|CN|ĐC|Tr|tr|St|v\.v)$"
)


def sightings(edition: Edition, wanted: set[Key]) -> dict[Key, list[Sighting]]:
    """Where the wanted figures stand, page by page."""
    found: dict[Key, list[Sighting]] = {}
    for uri, filled in edition.pages.items():
        page, macros = filled.page, edition.macros(uri)
        if page.year is not None and page.year not in edition.years:
            continue  # the page is not filled; a Problem tells
        if wanted.isdisjoint(key for cell in filled.used for key in with_label(cell)):
            continue
        for key, sighting in page_sightings(page, macros, wanted):
            found.setdefault(key, []).append(sighting)
    return found


def page_sightings(
    page: Page, macros: PageMacros, wanted: set[Key]
) -> Iterator[tuple[Key, Sighting]]:
    """The wanted figures of one page with their sentences, in order."""
    body, calls = with_marks(page, macros)
    for text in sentences(body):
        shown = [calls[int(mark[1])] for mark in MARK.finditer(text)]
        for key in dict.fromkeys(key for one in shown for key in sorted(one.keys & wanted)):
            mine = [one for one in shown if key in one.keys]
            drawn = mine[0].name in DRAWN
            pieces = ((DRAWN[mine[0].name], False),) if drawn else tuple(cut(text, calls, key))
            yield key, Sighting(page_title(page), page.path, mine[0].line, pieces)


def with_marks(page: Page, macros: PageMacros) -> tuple[str, list[Shown]]:
    """The body with a mark for each call, and what the calls show by the marks' numbers."""
    calls: list[Shown] = []

    def replace(tag: re.Match[str]) -> str:
        source, used_before = tag["call"], len(macros.used)
        if source is None:
            return tag[0]
        try:
            call = parse_call(source)
            result = evaluate(macros, call)
        except Mistake:
            return tag[0]
        text = "" if call.name in DRAWN else plain(NOTE_SIGN.sub("", result))
        keys = frozenset(keys_shown(call, text, macros.used[used_before:]))
        calls.append(Shown(call.name, page.line(tag.start()), text, keys))
        return f"\ue000{len(calls) - 1}\ue001"

    return COMMENT.sub("", "".join(filled_parts(page, replace))), calls


def keys_shown(call: Call, text: str, used: Iterable[Cell]) -> Iterator[Key]:
    """Which of the cells behind a call a reader sees in its result."""
    columns = call.kwargs.get("cot", call.args[1] if len(call.args) > 1 else None)
    for cell in used:
        if call.name == "bieu_do":
            yield from with_label(cell)
        elif call.name == "bang":
            if columns is None or cell.column.name in columns:
                yield key_of(cell)
        elif call.name != "van_ban" or write_value(cell) in text:
            yield key_of(cell)


def with_label(cell: Cell) -> tuple[Key, Key]:
    """A cell and the name of its row, which charts show with it."""
    return key_of(cell), (cell.table.path, cell.row, cell.table.label)


def cut(text: str, calls: list[Shown], key: Key) -> Iterator[tuple[str, bool]]:
    """A sentence with the words of its calls, those that show `key` marked."""
    position = 0
    for mark in MARK.finditer(text):
        yield text[position : mark.start()], False
        shown = calls[int(mark[1])]
        yield shown.text, key in shown.keys
        position = mark.end()
    yield text[position:], False


def sentences(body: str) -> Iterator[str]:
    """The sentences of a Markdown body in plain text; a sentence may span lines, not blocks."""
    for block in blocks(body):
        text, begin = plain(block), 0
        for end in END.finditer(text):
            before = text[begin : end.start()]
            initial = text[end.start()] == "." and ABBREVIATION.search(before)
            if not end[1].islower() and not initial:
                yield text[begin : end.end()].strip()
                begin = end.end()
        if text[begin:].strip():
            yield text[begin:].strip()


def blocks(body: str) -> Iterator[str]:
    """Paragraphs, list items, headings and table rows, each without its sign."""
    block: list[str] = []
    for written in body.splitlines():
        line = re.sub(r"^(?:\s*>)+", "", written).strip()
        begins = BLOCK.match(line)
        if (not line or begins) and block:
            yield " ".join(block)
            block = []
        if ALONE.match(line):
            yield lone_line(line)
        elif line:
            block.append(line[begins.end() :] if begins else line)
    if block:
        yield " ".join(block)


def lone_line(line: str) -> str:
    """The words of a heading, table row or title of an admonition."""
    if line.startswith("|"):
        return " | ".join(cell.strip() for cell in line.strip("|").split("|"))
    return ADMONITION.sub("", line.lstrip("#").rstrip('#"')).strip()


def plain(text: str) -> str:
    """The words of inline Markdown and HTML without any markup."""
    for pattern, words in PLAIN:
        text = pattern.sub(words, text)
    return SPACES.sub(" ", html.unescape(text)).strip(" ")


# The report.


def markdown(changes: Changes, base: str = "bản trước") -> str:
    """The changes for a pull request's summary, in Vietnamese; one sentence where none."""
    if changes.none:
        return f"Không có số liệu, trang hay quy tắc nào thay đổi so với {escaped(base)}."
    parts = [
        f"## Thay đổi so với {escaped(base)}",
        counts(changes),
        *warnings(changes),
        *figure_sections(changes.figures),
        section(
            "Trang",
            [
                f"- {escaped(one.title)} ({code(one.path)}): {PAGES[one.kind]}"
                for one in changes.pages
            ],
        ),
        section("Quy tắc", rule_lines(changes.rules)),
    ]
    return "\n\n".join(part for part in parts if part)


def counts(changes: Changes) -> str:
    """The line of counts; kinds of change that there are none of are left out."""
    kinds = [one.kind for one in changes.figures]
    said = [f"{kinds.count(kind)} {words}" for kind, (_, words) in FIGURES.items() if kind in kinds]
    said += [f"{len(changes.pages)} trang đổi ngoài số liệu"] if changes.pages else []
    said += [f"{len(changes.rules)} quy tắc đổi kết quả"] if changes.rules else []
    said += ["thông tin cơ quan (data/don-vi.yaml) đổi"] if changes.office else []
    said += [f"{len(changes.unread)} chỗ không so sánh được"] if changes.unread else []
    return "; ".join(said) + "."


def warnings(changes: Changes) -> Iterator[str]:
    """What an editor must know before trusting the lists."""
    if changes.unread:
        names = ", ".join(map(code, changes.unread))
        yield f"Không so sánh được vì một trong hai bản đọc không được: {names}."
    if changes.problems:
        yield f"Bản mới có {changes.problems} lỗi khi đọc; xem bằng {code('make check')}."


def figure_sections(figures: Iterable[FigureChange]) -> Iterator[str]:
    """A section for each kind of change that there is."""
    by_kind: dict[str, list[str]] = {}
    for one in figures:
        by_kind.setdefault(one.kind, []).append("\n".join(figure_lines(one)))
    for kind, (heading, _) in FIGURES.items():
        yield section(heading, by_kind.get(kind, []))


def figure_lines(change: FigureChange) -> Iterator[str]:
    """A figure with its values and place, then where a reader meets it."""
    place = f"({code(change.address)}, {code(f'{change.path}:{change.line}')})"
    yield f"- {escaped(change.title)}: {values(change)} {place}"
    for one in change.sightings:
        text = "".join(
            f"**{escaped(words)}**" if mine else escaped(words) for words, mine in one.pieces
        )
        yield f"  - {escaped(one.title)} ({code(f'{one.path}:{one.line}')}): {text}"
    if not change.sightings:
        yield "  - không đứng trong câu, bảng hay biểu đồ của trang nào"


def values(change: FigureChange) -> str:
    """Old and new value, as far as there are."""
    if change.kind == ADDED:
        return f"**{escaped(change.new)}**"
    if change.kind == REMOVED:
        return f"~~{escaped(change.old)}~~"
    return f"{escaped(change.old)} → **{escaped(change.new)}**"


def rule_lines(changes: Iterable[RuleChange]) -> list[str]:
    """Each rule under what became of it, the bad news first."""
    order = list(RULES)
    return [
        f"- {RULES[one.kind]}: {escaped(one.rule.sentence)} "
        f"({code(one.rule.id)}, {code(f'{one.rule.path}:{one.rule.line}')})"
        for one in sorted(changes, key=lambda one: order.index(one.kind))
    ]


def section(heading: str, lines: list[str]) -> str:
    """A heading with its list; empty where the list is."""
    return "\n".join([f"### {heading} ({len(lines)})", "", *lines]) if lines else ""


def escaped(text: str) -> str:
    """Words as they can stand in a line of GitHub's Markdown without being markup."""
    return re.sub(r"([\\`*_\[\]<>#|~&$])", r"\\\1", SPACES.sub(" ", text))


def code(text: str) -> str:
    """A path or address as code, whatever stands in it."""
    words = SPACES.sub(" ", text)
    return f"`` {words} ``" if "`" in words else f"`{words}`"
