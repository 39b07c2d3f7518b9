"""A draft from an office's own Word report or Excel workbook: pages, tables, open decisions.

The draft is a folder of its own with data/ and docs/ in it, so that nothing of the project is
touched and `python -m report check --root` lists what is to be decided. The file itself stays
in it: nothing that was not understood is lost.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from report.drafting.importing.confinement import confined
from report.drafting.importing.content_kinds import (
    EXCEL_ENDINGS,
    WORD_ENDINGS,
    ending_by_content,
)
from report.drafting.importing.draft import Draft, drafted, of_tables
from report.drafting.importing.left_out import told
from report.drafting.importing.libreoffice import modern
from report.drafting.importing.plain_files import read_html_file, read_separated
from report.drafting.importing.word import ImportedDocument, read_word
from report.drafting.importing.workbook import read_workbook
from report.edition.edition import OFFICE, read_edition
from report.edition.examination import examine
from report.problems.problem import Mistake, Problem
from report.sources.odd_names import is_left_by_system, is_lock, original_of_copy
from report.sources.office_package import open_package, read_file
from report.sources.pages import REPORT
from report.sources.writing import write_files
from report.text.slugs import slug

DRAFTS = "ban-thao"
DECISIONS = "can-quyet-dinh.md"
ORIGINAL = "goc"
OTHER_NAME = "Tên tệp ghi $own, bên trong là $kind: đã đọc theo nội dung bên trong."
KIND_NAMES = {
    **dict.fromkeys(WORD_ENDINGS, "tệp Word (.docx)"),
    **dict.fromkeys(EXCEL_ENDINGS, "bảng Excel (.xlsx)"),
    **{".doc": "tệp Word đời cũ (.doc)", ".xls": "bảng Excel đời cũ (.xls)", ".rtf": "tệp RTF"},
    **{".odt": "văn bản OpenDocument (.odt)", ".ods": "bảng tính OpenDocument (.ods)"},
    **{".html": "trang web (HTML)", ".csv": "bảng dạng chữ (CSV)"},
    **{".xml-excel": "bảng Excel 2003 dạng XML", ".xml-word": "tệp Word dạng XML"},
}
COPY_REMARK = "Tên tệp giống tên một bản sao: xem lại đây có phải bản mới nhất của báo cáo không."


def import_file(root: Path, path: Path, year: int) -> tuple[str, int]:
    """Make the draft of a file; returns its folder in the project and the number of decisions.

    Raises Mistake where the file cannot be read or the draft exists already.
    """
    if path.is_dir():
        raise Mistake("nhap-thu-muc", file=path)
    if not path.is_file():
        raise Mistake("khong-co-tep-nhap", file=path)
    refuse_name(path.name)
    name = f"{DRAFTS}/{slug(path.stem) or 'tep'}-{year}"
    if (root / name).exists():
        raise Mistake("ban-thao-da-co", folder=name)
    if not (root / OFFICE).is_file():
        raise Mistake("nhap-ngoai-du-an", path=OFFICE)
    content = read_file(path)
    office = str(read_edition(root).office.get("ten", ""))
    ending = ending_by_content(path.name, content)
    current, converted = modern(f"{path.stem}{ending}", content)
    draft, original, remarks = confined(path.name, read_draft, current, converted, year, office)
    if ending != path.suffix.lower() and ending in KIND_NAMES:
        own = path.suffix or "không có đuôi"
        remarks.insert(0, OTHER_NAME.replace("$own", own).replace("$kind", KIND_NAMES[ending]))
    if original_of_copy(path.name):
        remarks.insert(0, COPY_REMARK)
    files = {uri: text.encode() for uri, text in draft.files.items()}
    if original:
        files[f"{ORIGINAL}/{path.stem}.md"] = original.encode()
    files[OFFICE] = (root / OFFICE).read_bytes()
    files[f"{ORIGINAL}/{path.name}"] = content
    problems = problems_in(files)
    files[DECISIONS] = decisions(problems, name, path.name, draft, remarks).encode()
    write_files(root, {f"{name}/{uri}": data for uri, data in files.items()})
    return name, len(problems) + len(remarks)


def refuse_name(name: str) -> None:
    """Raise Mistake for a file that no report can be, by its name."""
    if not name.isprintable():
        raise Mistake("ten-tep-co-ky-tu-an")
    if is_lock(name):
        raise Mistake("nhap-tep-khoa", file=name)
    if is_left_by_system(name):
        raise Mistake("nhap-tep-cua-may", file=name)


def read_draft(file: str, content: bytes, year: int, office: str) -> tuple[Draft, str, list[str]]:
    """The draft of a file by its name and bytes, its text in Markdown, what is to be known of it.

    Done in a process of its own (`confined`). Raises Mistake where the file cannot be read.
    """
    document = read_document(file, content)
    draft = drafted(document, year, office)
    return draft, document.original, [*document.remarks, *map(told, draft.left_out)]


def read_document(file: str, content: bytes) -> ImportedDocument:
    """What stands in a file. Raises Mistake where it is neither Word nor Excel, HTML nor CSV."""
    ending = PurePath(file).suffix.lower()
    if ending in (".html", ".htm"):
        return read_html_file(content)
    if ending in (".csv", ".tsv", ".txt"):
        tables, text = read_separated(file, content)
        document = of_tables("Bảng số liệu", tables)
        document.written = text
        return document
    if ending not in (*WORD_ENDINGS, *EXCEL_ENDINGS):
        raise Mistake("khong-nhap-duoc", file=file)
    package = open_package(file, content)
    kind = package.kind()
    if ending in WORD_ENDINGS and kind != "document":
        raise Mistake("khong-phai-word", file=file)
    if ending in EXCEL_ENDINGS and kind != "workbook":
        raise Mistake("khong-phai-excel", file=file)
    document = (
        read_word(package)
        if ending in WORD_ENDINGS
        else of_tables("Bảng số liệu", read_workbook(package))
    )
    if package.has_macros:
        document.remarks.append("Tệp có macro: máy không chạy và không đưa vào bản thảo.")
    return document


def problems_in(files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """What the check says of a project with these files."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for uri, content in files.items():
            (folder / uri).parent.mkdir(parents=True, exist_ok=True)
            (folder / uri).write_bytes(content)
        return examine(folder).problems


def decisions(
    problems: Iterable[Problem], name: str, source: str, draft: Draft, remarks: list[str]
) -> str:
    """The list of what a person must decide, as the check of the draft finds it."""
    lines = [
        f"# Những chỗ cần quyết định: {source}",
        "",
        f"Máy lập bản thảo này từ tệp `{ORIGINAL}/{source}`; tệp gốc vẫn nguyên ở đó.",
        "Mỗi mục dưới đây là một chỗ cần người quyết định: tên và đơn vị của con số, "
        "nội dung còn thiếu.",
        f"Lệnh `python -m report check --root {name}` liệt kê lại những chỗ còn lại.",
        f"Xong hết thì chép `data/{draft.year}` và `docs/{REPORT}/{draft.year}` vào dự án.",
    ]
    if remarks:
        lines += ["", "## Lưu ý", "", *(f"- [ ] {remark}" for remark in remarks)]
    path = ""
    contexts = dict(draft.contexts)
    for problem in problems:
        if problem.path != path:
            path = problem.path
            lines += ["", f"## {path}", ""]
        context = contexts.pop((path, problem.line), [])  # once, however much is open on a line
        is_explained = (path, problem.line) in draft.contexts
        mend = "" if is_explained else f" {problem.mend}"
        lines.append(f"- [ ] {path}:{problem.line}: {problem.message}.{mend}")
        lines += [f"    - {text}" for text in context]
    return "\n".join(lines) + "\n"


def draft_summary(folder: str, decided: int) -> str:
    """What was made and what is to be done now, for the editor."""
    return (
        f"Đã lập bản thảo trong {folder}; dự án chưa thay đổi gì.\n"
        f"Có {decided} chỗ cần người quyết định, xem {folder}/{DECISIONS}."
    )
