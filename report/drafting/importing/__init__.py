"""A draft from an office's own Word report or Excel workbook: pages, tables, open decisions.

The draft is a folder of its own with data/ and docs/ in it, so that nothing of the project is
touched and `python -m report check --root` lists what is to be decided. The file itself stays
in it: nothing that was not understood is lost.
"""

import shutil
import tempfile
from pathlib import Path

from report.drafting.importing.draft import Draft, drafted, of_tables
from report.drafting.importing.word import ImportedDocument, read_word
from report.drafting.importing.workbook import read_workbook
from report.edition.edition import OFFICE, read_edition
from report.official.examination import examine
from report.problems.problem import Mistake
from report.sources.pages import REPORT
from report.text.slugs import slug

DRAFTS = "ban-thao"
DECISIONS = "can-quyet-dinh.md"
ORIGINAL = "goc"


def import_file(root: Path, path: Path, year: int) -> tuple[str, int]:
    """Make the draft of a file; returns its folder in the project and the number of decisions.

    Raises Mistake where the file cannot be read or the draft exists already.
    """
    name = f"{DRAFTS}/{slug(path.stem) or 'tep'}-{year}"
    if not path.is_file():
        raise Mistake("khong-co-tep-nhap", file=path)
    if (root / name).exists():
        raise Mistake("ban-thao-da-co", folder=name)
    if not (root / OFFICE).is_file():
        raise Mistake("nhap-ngoai-du-an", path=OFFICE)
    document = read_document(path)
    draft = drafted(document, year, str(read_edition(root).office.get("ten", "")))
    (root / DRAFTS).mkdir(exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".", dir=root / DRAFTS))
    try:
        write_draft(made / name, root, path, draft, document)
        count = write_decisions(made / name, name, path.name, draft, document.remarks)
        (made / name).rename(root / name)
    finally:
        shutil.rmtree(made)
    return name, count


def read_document(path: Path) -> ImportedDocument:
    """What stands in a file. Raises Mistake where it is neither Word nor Excel."""
    kind = path.suffix.lower()
    if kind == ".docx":
        return read_word(path)
    if kind == ".xlsx":
        return of_tables("Bảng số liệu", *read_workbook(path))
    raise Mistake("khong-nhap-duoc", file=path.name)


def write_draft(
    folder: Path, root: Path, path: Path, draft: Draft, document: ImportedDocument
) -> None:
    """Write the files of a draft, with the names of the office and the original."""
    texts = dict(draft.files)
    if document.original:
        texts[f"{ORIGINAL}/{path.stem}.md"] = document.original
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8", newline="")
    shutil.copyfile(root / OFFICE, folder / OFFICE)
    (folder / ORIGINAL).mkdir(exist_ok=True)
    shutil.copyfile(path, folder / ORIGINAL / path.name)


def write_decisions(folder: Path, name: str, source: str, draft: Draft, remarks: list[str]) -> int:
    """Write the list of what a person must decide, as the check of the draft finds it."""
    problems = examine(folder).problems
    lines = [
        f"# Những chỗ cần quyết định: {source}",
        "",
        f"Máy lập bản thảo này từ tệp `{ORIGINAL}/{source}`; tệp gốc vẫn nguyên ở đó.",
        "Mỗi mục dưới đây là một chỗ cần người quyết định: tên và đơn vị của con số, "
        "nội dung còn thiếu.",
        f"Lệnh `python -m report check --root {name}` liệt kê lại những chỗ còn lại.",
        f"Xong hết thì chép `data/{draft.year}` và `docs/{REPORT}/{draft.year}` vào dự án, "
        "thêm các trang vào `nav` trong `mkdocs.yml`.",
    ]
    if remarks:
        lines += ["", "## Lưu ý", "", *(f"- [ ] {remark}" for remark in remarks)]
    path = ""
    for problem in problems:
        if problem.path != path:
            path = problem.path
            lines += ["", f"## {path}", ""]
        context = draft.contexts.get((path, problem.line), [])
        mend = "" if context else f" {problem.mend}"
        lines.append(f"- [ ] {path}:{problem.line}: {problem.message}.{mend}")
        lines += [f"    - {text}" for text in context]
    (folder / DECISIONS).write_text("\n".join(lines) + "\n", "utf-8", newline="")
    return len(problems) + len(remarks)


def draft_summary(folder: str, decisions: int) -> str:
    """What was made and what is to be done now, for the editor."""
    return (
        f"Đã lập bản thảo trong {folder}; dự án chưa thay đổi gì.\n"
        f"Có {decisions} chỗ cần người quyết định, xem {folder}/{DECISIONS}."
    )
