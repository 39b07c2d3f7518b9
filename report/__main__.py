"""The commands of an editor's shell: `python -m report check`, `freeze`, …"""

import argparse
import datetime
import gc
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from report.drafting.new_office.arguments import OFFICE_COMMANDS, add_office_commands, run_alone

if __name__ == "__main__":  # little becomes unused before the end: looking took a tenth of the time
    gc.set_threshold(50_000, 50, 50)

try:
    from report.edition.edition import links_to_older_years, read_edition
    from report.edition.examination import Examination, examine
    from report.edition.guidance import due
    from report.problems.host import code, plain
    from report.problems.listing import annotations, listing, summary
    from report.problems.problem import (
        AlreadyReported,
        Mistake,
        Problem,
        errors,
        open_places,
        sentence,
    )
    from report.sources.addresses import url_of
    from report.sources.corrections import (
        CORRECTIONS,
        FROZEN,
        Publication,
        freeze_is_renewed,
        frozen_text,
        renewals_of,
        renewed_corrections,
        renewed_freeze,
    )
    from report.sources.pages import MESSAGES
    from report.sources.paths import year_of
    from report.sources.tables import Dataset
    from report.sources.writing import disk_trouble, finish_killed_run, write_files
    from report.text.console import print_utf_8
    from report.text.numbers import read_date, write_date
    from report.text.today import today
except ModuleNotFoundError as missing:
    if str(missing.name).startswith("report"):
        raise
    if __name__ == "__main__" and sys.argv[1:2] and sys.argv[1] in OFFICE_COMMANDS:
        sys.exit(run_alone(sys.argv[1:]))  # they need none of it
    sys.exit(  # this Python has not what requirements.txt lists
        f"Python đang chạy chưa có thư viện “{missing.name}” mà các lệnh này cần. "
        "Chạy bằng Python của dự án: .venv/bin/python -m report … "
        "(Windows: .venv\\Scripts\\python -m report …). "
        "Chưa có thư mục .venv thì chạy “make build”, hoặc làm theo README."
    )

if TYPE_CHECKING:
    from report.changes.setting import Decision

EXPLAINED = "Biên tập › Thông báo của máy"  # in the navigation
ASKED = "?"  # for a password: the command asks
INTERRUPTED = 130  # as a shell reports Ctrl-C
LISTINGS = {"text": listing, "github": annotations, "summary": summary}
# What argparse says, for those who read Vietnamese.
ARGPARSE_WORDS = {
    r"usage: ": "Cách viết: ",
    r"positional arguments:": "Cần có:",
    r"options:": "Có thể thêm:",
    r"show this help message and exit": "hiện lời chỉ dẫn này",
    r"the following arguments are required: ": "thiếu ",
    r"unrecognized arguments: ": "không hiểu ",
    r"expected one argument": "thiếu giá trị",
    r"invalid choice: '(.*?)' \(choose from (.*)\)": r"không có “\1”, chỉ có: \2",
    r"^argument ": "",
}


AddParser = Callable[..., argparse.ArgumentParser]  # of a command


class Parser(argparse.ArgumentParser):
    """A parser of commands that answers in Vietnamese."""

    def format_usage(self) -> str:
        """How the command is written."""
        return in_vietnamese(super().format_usage())

    def format_help(self) -> str:
        """What the command does and takes."""
        return in_vietnamese(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how the command is written, and exit with status 2."""
        said = sentence(in_vietnamese(message))
        self.exit(2, f"Lệnh chưa đúng: {said}\n{self.format_usage()}")


def in_vietnamese(text: str) -> str:
    """A text of argparse in the words of this project."""
    for english, own in ARGPARSE_WORDS.items():
        text = re.sub(english, own, text)
    return text


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit status, 1 where there are problems."""
    options = parser_of_commands().parse_args(arguments)
    if options.command == "new-office":
        status: int = options.run(options)
        return status
    if not (options.root / "data").is_dir():
        print(f"Không có thư mục data trong {options.root.resolve()}.")
        print("Chạy lệnh trong thư mục dự án, hoặc chỉ thư mục đó bằng --root.")
        return 2
    try:
        finished = finish_killed_run(options.root)
        if finished:
            print(f"Đã ghi nốt việc dở của lần chạy trước: {', '.join(finished)}.", file=sys.stderr)
        status = options.run(options)
    except OSError as error:
        print(disk_trouble(error))
        return 1
    except KeyboardInterrupt:
        print("\nĐã dừng.")
        return INTERRUPTED
    return status


def parser_of_commands() -> Parser:
    """What reads all commands, with their options."""
    parser = Parser(prog="python -m report", description="Báo cáo của cơ quan")
    commands = parser.add_subparsers(dest="command", required=True, metavar="lệnh")
    folder = Parser(add_help=False)
    folder.add_argument(
        "--root", type=Path, default=Path(), help="thư mục dự án (mặc định: thư mục này)"
    )
    for add_command in (
        add_check,
        add_tidy,
        add_freeze,
        add_set,
        add_new_year,
        add_import,
        add_workbook,
        add_export,
        add_publish,
        add_diff,
        add_desk,
        add_due,
        add_office_commands,
    ):
        add_command(commands.add_parser, folder)
    return parser


def add_published(parser: argparse.ArgumentParser) -> None:
    """The option that names what the published site tells of its figures."""
    parser.add_argument(
        "--published",
        type=Path,
        metavar="TỆP",
        help="so với tệp figures.json của trang đang công bố, hoặc thư mục có những tệp ấy",
    )


def add_correction(command: argparse.ArgumentParser) -> None:
    """What a command takes that changes figures: why, who decided, when; and not to ask."""
    command.add_argument("--reason", default="", metavar="LÝ-DO", help="vì sao sửa số đã công bố")
    command.add_argument("--by", default="", metavar="AI", help="chức danh người quyết định")
    command.add_argument(
        "--on", type=day, metavar="NGÀY", help="ngày đính chính (mặc định: hôm nay)"
    )
    command.add_argument("--yes", action="store_true", help="ghi luôn, không hỏi")


def add_check(add: AddParser, folder: Parser) -> None:
    """Add `check`, which lists what is wrong."""
    command = add("check", parents=[folder], help="kiểm tra số liệu và trang, liệt kê mọi lỗi")
    command.add_argument(
        "--format",
        choices=LISTINGS,
        default="text",
        help="text: danh sách để đọc; github: chú thích tại dòng của đề nghị trên GitHub; "
        "summary: danh sách cho phần tóm tắt trên GitHub",
    )
    command.add_argument(
        "--base", metavar="BASE", help="so tệp chốt và đính chính với bản đang công bố, ví dụ main"
    )
    add_published(command)
    command.set_defaults(run=run_check)


def run_check(options: argparse.Namespace) -> int:
    """List every problem of the data and pages, and of the documents that are made of them.

    With a base, also what is changed in the record of what that has published; with files of the
    published site, what differs from them.
    """
    examination = examine(options.root)
    problems = examination.problems
    if options.base or options.published:
        try:
            problems = (*differences_from_published(options, examination), *problems)
        except Mistake as mistake:
            print(sentence(str(mistake)), file=sys.stderr)
            return 2
    print(LISTINGS[options.format](problems))
    if problems and options.format == "text":
        print(where_explained())
    return 1 if errors(problems) else 0


def differences_from_published(
    options: argparse.Namespace, examination: Examination
) -> Iterable[Problem]:
    """What is changed in the record of what the base has published, and what differs from the
    files of the published site. Raises Mistake where there is no such base."""
    from report.changes.published import record_is_kept  # a plain check compares nothing
    from report.changes.revisions import read_revision
    from report.changes.site_figures import site_is_kept

    edition = examination.edition
    base = read_revision(options.root, options.base) if options.base else None
    record = tuple(record_is_kept(base, edition, today())) if base else ()
    reported = (*record, *examination.problems)
    site = options.published and site_is_kept(options.published, base, edition, reported)
    return (*(site or ()), *record)


def where_explained() -> str:
    """Where an editor finds what the codes of a listing mean."""
    site = os.environ.get("SITE_URL", "").rstrip("/")
    address = f": {site}/{url_of(f'{MESSAGES}/index.md')}" if site else "."
    return f"Mã trong ngoặc vuông được giải thích ở trang “{EXPLAINED}”{address}"


def add_tidy(add: AddParser, folder: Parser) -> None:
    """Add `tidy`, which writes the sources in the normal form."""
    command = add(
        "tidy", parents=[folder], help="ghi lại số liệu và trang ở dạng chuẩn, chỗ nào chắc chắn"
    )
    command.set_defaults(run=run_tidy)


def run_tidy(options: argparse.Namespace) -> int:
    """Rewrite the sources in the normal form; files with errors stay as they are."""
    from report.changes.tidy import tidy, tidy_summary

    changed, left = tidy(options.root)
    print(tidy_summary(changed, left))
    return 1 if left else 0


def add_freeze(add: AddParser, folder: Parser) -> None:
    """Add `freeze`, which closes the figures of a published year."""
    command = add(
        "freeze",
        parents=[folder],
        help="chốt số liệu của một năm khi công bố; đã chốt thì ghi tên mới của dòng, cột, bảng",
    )
    command.add_argument("year", type=year, metavar="năm")
    command.set_defaults(run=run_freeze)


def run_freeze(options: argparse.Namespace) -> int:
    """Write the value of every figure of a year; in a frozen one, what is only named otherwise."""
    examination = examine(options.root)
    edition, problems = examination.edition, examination.problems
    data = edition.years.get(options.year)
    if data is None:
        print(f"Không có số liệu năm {options.year}: thiếu thư mục data/{options.year}.")
        return 1
    if options.year in edition.drafts:
        places = [one for one in open_places(problems) if year_of(one.path) == options.year]
        print(listing(places))
        print(f"Chưa chốt được số liệu năm {options.year} khi còn chỗ chờ điền.")
        return 1
    if edition.publications[options.year].frozen is None:
        return freeze(options.root, data, edition.shown_year)
    if errors(problems):
        print(listing(problems))
        return 1
    return renew_freeze(options.root, edition.publications[options.year], data)


def freeze(root: Path, data: Dataset, shown_year: int) -> int:
    """Write the value of every figure of a year, unless a mistake would stand then: pages that
    belong to no year show the newest frozen one, `shown_year` until now."""
    from tempfile import TemporaryDirectory

    from report.changes.setting import copy_sources

    path, content = f"{data.path}/{FROZEN}", frozen_text(data)
    with TemporaryDirectory() as folder:
        draft = Path(folder)
        copy_sources(root, draft)
        (draft / path).write_text(content, "utf-8", newline="")
        after = examine(draft)
    if wrong := errors(after.problems):
        print(listing(wrong))
        print(f"Chưa chốt số liệu năm {data.name}: sau khi chốt còn những lỗi trên.")
        if after.edition.shown_year != shown_year:
            print(f"Các trang không thuộc năm nào khi ấy hiện số liệu năm {data.name}.")
        return 1
    write_files(root, {path: content.encode()})
    print(f"Đã chốt số liệu năm {data.name} vào {path}.")
    if links := links_to_older_years(after.edition):
        year = after.edition.shown_year
        print(f"Những trang sau nay hiện số liệu năm {year}; xem lại liên kết tới năm cũ:")
        print("\n".join(links))
    return 0


def add_set(add: AddParser, folder: Parser) -> None:
    """Add `set`, which changes one figure."""
    command = add(
        "set", parents=[folder], help="sửa một con số, tính lại số liên quan, ghi dòng đính chính"
    )
    command.add_argument("address", metavar="địa-chỉ", help="bảng.dòng.cột")
    command.add_argument("value", metavar="giá-trị", help='giá trị mới; "" là để trống')
    add_correction(command)
    command.add_argument(
        "--year", type=year, metavar="năm", help="năm của số liệu (mặc định: năm công bố mới nhất)"
    )
    command.set_defaults(run=run_set)


def run_set(options: argparse.Namespace) -> int:
    """Set a figure, after the list of all that changes with it was agreed to."""
    from report.changes.setting import CellRequest, plan_listing, plan_of_change

    try:
        request = CellRequest(options.address, options.value, options.year, decision_in(options))
        plan = plan_of_change(options.root, request)
    except AlreadyReported:
        print(listing(errors(examine(options.root).problems)))
        return 1
    except Mistake as mistake:
        print(sentence(plain(str(mistake))))
        return 1
    if plan.changes or plan.corrections:
        print(plan_listing(plan))
    if plan.problems:
        print(listing(plan.problems))
        print("Chưa ghi gì: sau khi sửa sẽ có những lỗi trên.")
        return 1
    return 0 if written_if_agreed(options, plan.files or {}) else 1


def decision_in(options: argparse.Namespace) -> "Decision":
    """The decision that the options of `add_correction` tell. Raises Mistake where its day is to
    come."""
    from report.changes.setting import Decision

    return Decision.told(options.reason, options.by, options.on)


def written_if_agreed(options: argparse.Namespace, files: Mapping[str, bytes]) -> bool:
    """Whether the editor agreed to the list above, and the files are written."""
    if not (options.yes or agreed()):
        print("Chưa ghi gì. Đồng ý thì chạy lại lệnh với “--yes”.")
        return False
    write_files(options.root, files)
    print(f"Đã ghi {', '.join(files)}.")
    return True


def agreed() -> bool:
    """Whether the editor agrees; who cannot be asked does not."""
    try:
        return input("Ghi những thay đổi này? [c/k] ").strip().lower() in ("c", "có", "co")
    except EOFError:
        print()
        return False


def renew_freeze(root: Path, publication: Publication, data: Dataset) -> int:
    """Write into a freeze what differs though readers saw the same, and say what that is."""
    path, renewals = f"{data.path}/{FROZEN}", renewals_of(publication, data)
    if renewals.none:
        print(f"{path} đã có: số liệu năm {data.name} đã chốt khi công bố.")
        print(f"Thay đổi sau đó ghi vào {data.path}/{CORRECTIONS}.")
        return 1
    files = {path: renewed_freeze(publication, data, renewals)}
    if {one.address for one in publication.corrections} & renewals.renamed.keys():
        files[f"{data.path}/{CORRECTIONS}"] = renewed_corrections(publication, renewals)
    waiting = list(freeze_is_renewed(publication, data, renewals))
    write_files(root, {name: text.encode() for name, text in files.items()})
    print("\n".join(plain(f"- {one.message}") for one in waiting))
    print(f"Đã ghi lại {', '.join(files)}; các giá trị đã công bố giữ nguyên.")
    return 0


def add_new_year(add: AddParser, folder: Parser) -> None:
    """Add `new-year`, which begins a year from the one before."""
    command = add(
        "new-year", parents=[folder], help="tạo năm mới từ năm trước, chỗ cần điền có đánh dấu"
    )
    command.add_argument("year", type=year, metavar="năm")
    command.set_defaults(run=run_new_year)


def run_new_year(options: argparse.Namespace) -> int:
    """Make the folders of a new year and list what is to be filled; all of it or nothing."""
    from report.drafting import new_year

    examination = examine(options.root)
    wrong = errors(examination.problems)
    if wrong:
        print(listing(wrong))
        return 1
    try:
        new = new_year.plan(options.root, examination.edition, options.year)
        new_year.write_new_year(options.root, new)
    except Mistake as mistake:
        print(mistake)
        return 1
    places = open_places(examine(options.root).problems)
    print(
        new_year.new_year_summary(new, sum(year_of(place.path) == options.year for place in places))
    )
    return 0


def add_import(add: AddParser, folder: Parser) -> None:
    """Add `import`, which makes drafts of Word and Excel files."""
    command = add(
        "import", parents=[folder], help="lập bản thảo từ báo cáo Word hoặc bảng Excel của cơ quan"
    )
    command.add_argument("file", type=Path, metavar="tệp", help="tệp .docx hoặc .xlsx")
    command.add_argument("--year", type=year, required=True, metavar="năm")
    command.set_defaults(run=run_import)


def run_import(options: argparse.Namespace) -> int:
    """Make a draft in a folder of its own from a file of the office."""
    from report.drafting.importing import (  # pandoc and openpyxl are slow to import
        draft_summary,
        import_file,
    )

    try:
        folder, decisions = import_file(options.root, options.file, options.year)
    except Mistake as mistake:
        print(mistake)
        return 1
    print(draft_summary(folder, decisions))
    return 0


def add_workbook(add: AddParser, folder: Parser) -> None:
    """Add `workbook`, which writes and reads the tables of a year as one file."""
    command = add(
        "workbook", parents=[folder], help="lập sổ Excel để sửa mọi bảng của một năm, hoặc nhập về"
    )
    command.add_argument("year", type=year, metavar="năm")
    command.add_argument(
        "--out", type=Path, metavar="TỆP", help="tên sổ (mặc định: sua-so-lieu-….xlsx)"
    )
    command.add_argument("--read", type=Path, metavar="TỆP", help="nhập sổ đã sửa về dự án")
    command.add_argument(
        "--overrule", action="store_true", help="ô hai bên cùng sửa thì lấy theo sổ"
    )
    add_correction(command)
    command.set_defaults(run=run_workbook)


def run_workbook(options: argparse.Namespace) -> int:
    """Write the workbook of a year for editing, or take an edited copy back."""
    try:
        return read_workbook_copy(options) if options.read else write_year_workbook(options)
    except Mistake as mistake:
        print(sentence(plain(str(mistake))))
        return 1


def write_year_workbook(options: argparse.Namespace) -> int:
    """Write the workbook of a year; one that is there may have edits in it and stays.

    Raises Mistake.
    """
    from report.drafting.year_workbook import default_name, workbook_of_year

    target = options.out or options.root / default_name(options.year)
    if target.exists():
        raise Mistake("bang-tinh-da-co", file=target)
    edition = read_edition(options.root)
    content = workbook_of_year(edition, options.year)
    unread = sorted(edition.years[options.year].unreadable)
    write_files(target.parent.resolve(), {target.name: content})
    print(f"Đã lập {target}. Sửa xong, nhập về bằng lệnh:")
    print(f'python -m report workbook {options.year} --read "{target}"')
    if unread:
        print(plain(f"Chưa có trong sổ vì không đọc được: {', '.join(unread)}."))
        return 1
    return 0


def read_workbook_copy(options: argparse.Namespace) -> int:
    """Write what an edited workbook changes, after the list of it was agreed to. Raises Mistake."""
    from report.drafting.year_workbook import copy_listing
    from report.drafting.year_workbook.copy_plan import CopyRequest, plan_of_copy

    request = CopyRequest(options.read, options.year, decision_in(options), options.overrule)
    plan = plan_of_copy(options.root, request)
    if listed := copy_listing(plan):
        print(listed)
    status = 1 if plan.refused or plan.left else 0
    if not plan.changes_something:
        print("Không có gì để ghi.")
        return status
    if plan.lacks:
        raise plan.lacks
    if plan.is_forbidden:
        print("Chưa ghi gì: năm này đã xong, sửa không được để lại lỗi trên.")
        return 1
    if not written_if_agreed(options, plan.files or {}):
        return 1
    print(f"Muốn sửa tiếp thì lập sổ mới: python -m report workbook {options.year}")
    return status


def add_export(add: AddParser, folder: Parser) -> None:
    """Add `export`, which makes the official documents."""
    command = add(
        "export", parents=[folder], help="tạo văn bản chính thức của một năm: PDF, DOCX, …"
    )
    command.add_argument("year", type=year, metavar="năm")
    command.add_argument(
        "--output", type=Path, default=Path("site"), help="thư mục của trang (mặc định: site)"
    )
    command.add_argument(
        "--only", metavar="pdf,docx,…", help="chỉ tạo các loại này; zip là cả trang web"
    )
    command.set_defaults(run=run_export)


def run_export(options: argparse.Namespace) -> int:
    """Write the files of a year that are asked for below `--output`: its documents and the
    handbook, and the copy of the website that stands there; nothing where the sources have a
    problem or a copy is wanted of a website that is not there."""
    # Their libraries are slow to import, and an editor's check needs none of them.
    from report.kept.store import Store
    from report.official.files import KEPT_DOCUMENTS, official_files
    from report.official.formats import FORMAT_ENDINGS
    from report.official.moments import WHOLE_SITE, read_moments
    from report.site.offline import ENDING, is_site, offline_copy, offline_uri

    known = (*FORMAT_ENDINGS, ENDING)
    kinds = options.only.split(",") if options.only else FORMAT_ENDINGS
    for unknown in [kind for kind in kinds if kind not in known]:
        print(f"Không có loại “{unknown}”. Các loại: {', '.join(known)}.")
        return 1
    if ENDING in kinds and not is_site(options.output):
        print(f"Chưa có trang web trong {options.output}: chạy “make build” trước.")
        return 1
    examination = examine(options.root, options.year)
    edition, problems = examination.edition, list(examination.problems)
    if options.year not in edition.years:
        print(f"Không có số liệu năm {options.year}: thiếu thư mục data/{options.year}.")
        return 1
    documents: dict[str, bytes] = {}
    moments = read_moments(options.root)
    if not errors(problems):
        address = os.environ.get("SITE_URL", "")  # as in mkdocs.yml
        documents, problems = official_files(
            options.root,
            edition,
            [options.year],
            kinds,
            address,
            Store(options.root / KEPT_DOCUMENTS),
            partial(print, file=sys.stderr, flush=True),
            moments,
        )
    if errors(problems):
        print(listing(problems))
        return 1
    write_output(options.output, documents)
    if ENDING in kinds:  # it has the documents in it
        day = moments.last(WHOLE_SITE, options.year).date()
        copy = offline_copy(options.output, edition, options.year, day)
        write_output(options.output, {offline_uri(options.year): copy})
    return 0


def write_output(output: Path, files: Mapping[str, bytes]) -> None:
    """Write files below the folder of the site, all or none, and name them. Raises OSError."""
    from report.site.publication import working_place

    output.mkdir(parents=True, exist_ok=True)
    write_files(output, files, working_place(output.resolve()))
    for uri in files:
        print(output / uri)


def add_publish(add: AddParser, folder: Parser) -> None:
    """Add `publish`, which hands a built site to an office's web server."""
    command = add(
        "publish",
        parents=[folder],
        help="đưa trang đã dựng vào thư mục của máy chủ web của cơ quan",
    )
    command.add_argument("folder", type=Path, metavar="thư-mục", help="ví dụ /srv/bao-cao")
    command.add_argument(
        "--site", type=Path, default=Path("site"), help="trang đã dựng (mặc định: site)"
    )
    command.set_defaults(run=run_publish)


def run_publish(options: argparse.Namespace) -> int:
    """Publish the built site in the folder of a web server (deploy/)."""
    from report.site.served import CURRENT, publish

    try:
        published = publish(options.root / options.site, options.folder)
    except Mistake as mistake:
        print(sentence(plain(str(mistake))))
        return 1
    if published.is_new:
        share = round(100 * published.packed / max(published.plain, 1))
        print(f"Đã chép vào {published.folder}; chữ được nén còn {share} %.")
    print(f"{options.folder / CURRENT} nay dẫn tới {published.folder.name}.")
    return 0


def add_desk(add: AddParser, folder: Parser) -> None:
    """Add `desk`, which serves the pages to be edited in place."""
    command = add(
        "desk", parents=[folder], help="mở bàn biên tập: sửa số liệu và bài ngay trên trang"
    )
    command.add_argument(
        "--port", type=int, default=8010, metavar="CỔNG", help="cổng của máy này (mặc định: 8010)"
    )
    command.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ĐỊA-CHỈ",
        help="địa chỉ khác của máy này, để máy khác mở được; phải có --mat-khau",
    )
    command.add_argument(
        "--mat-khau",
        nargs="?",
        const=ASKED,
        default="",
        metavar="MẬT-KHẨU",
        help="hỏi khi máy khác mở; không ghi gì sau đó thì gõ khi được hỏi",
    )
    command.add_argument("--khong-mo", action="store_true", help="không tự mở trình duyệt")
    command.set_defaults(run=run_desk)


def run_desk(options: argparse.Namespace) -> int:
    """Serve the desk until it is stopped; its libraries are for those who want it alone."""
    try:
        from report.desk.command import serve_desk
    except ModuleNotFoundError as missing:
        if str(missing.name).startswith("report"):
            raise
        print(f"Bàn biên tập cần thư viện “{missing.name}”, máy này chưa có.")
        print("Bấm đúp ban-bien-tap.cmd (Windows) hoặc chạy “make desk”: thư viện được cài trước.")
        print("Tự cài: pip install --require-hashes -r requirements-desk.txt")
        return 1
    asked = options.mat_khau == ASKED
    password = getpass("Mật khẩu của bàn biên tập: ") if asked else options.mat_khau
    try:
        serve_desk(
            options.root,
            options.host,
            options.port,
            password,
            opens=not options.khong_mo,
        )
    except Mistake as mistake:
        print(sentence(plain(str(mistake))))
        return 1
    return 0


def add_diff(add: AddParser, folder: Parser) -> None:
    """Add `diff`, which compares two revisions."""
    command = add(
        "diff", parents=[folder], help="so sánh hai bản: số liệu, câu, trang và quy tắc thay đổi"
    )
    command.add_argument("base", metavar="BASE", help="bản cũ: nhánh, thẻ hoặc mã bản của git")
    command.add_argument(
        "head", metavar="HEAD", nargs="?", help="bản mới (mặc định: các tệp đang sửa)"
    )
    add_published(command)
    command.set_defaults(run=run_diff)


def run_diff(options: argparse.Namespace) -> int:
    """Print what changes for readers between two revisions, in Markdown."""
    from report.changes.diff import diff  # templates are slow to import, and others need none

    return diff(options.root, options.base, options.head, today(), options.published)


def year(text: str) -> int:
    """A year of the command line."""
    if not re.fullmatch(r"[0-9]{4}", text):
        raise argparse.ArgumentTypeError(f"“{text}” không phải là năm. Viết bốn chữ số, ví dụ 2023")
    return int(text)


def day(text: str) -> datetime.date:
    """A day of the command line, as it is written in tables."""
    try:
        return read_date(text)
    except Mistake as mistake:
        raise argparse.ArgumentTypeError(str(mistake)) from None


def add_due(add: AddParser, folder: Parser) -> None:
    """Add `due`, which lists the guidance to be looked at again."""
    command = add("due", parents=[folder], help="liệt kê trang hướng dẫn đến hạn kiểm tra lại")
    command.add_argument(
        "--on", type=day, default=None, metavar="NGÀY", help="ngày xét, ví dụ 24/02/2022"
    )
    command.add_argument(
        "--format",
        choices=("text", "markdown"),
        default="text",
        help="text: danh sách để đọc; markdown: danh sách cho một vấn đề trên GitHub",
    )
    command.set_defaults(run=run_due)


def run_due(options: argparse.Namespace) -> int:
    """List the guidance pages that are to be compared with the law on a day, today by default."""
    on = options.on or today()
    edition = read_edition(options.root)
    guidances = [filled.guidance for filled in edition.pages.values() if filled.guidance]
    found = list(due(guidances, edition.common, on))
    for page, reason in found:
        markdown = options.format == "markdown"
        print(f"- {code(page.path)}: {reason}." if markdown else f"{plain(page.path)}: {reason}.")
    if found:
        print(f"\nĐến ngày {write_date(on)} có {len(found)} trang cần kiểm tra lại.")
        print("So với quy định đang áp dụng, sửa trang, rồi ghi ngày kiểm tra vào “kiem_tra”.")
    else:
        print(f"Đến ngày {write_date(on)} không có trang nào cần kiểm tra lại.")
    return 1 if found else 0


if __name__ == "__main__":
    gc.freeze()
    print_utf_8()
    sys.exit(main())
