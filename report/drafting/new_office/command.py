"""What the commands `new-office` and `upgrade` do: they need nothing but Python."""

import argparse
import io
import shutil
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import report
from report.drafting.new_office.answers import (
    AnswerError,
    Answers,
    answers_in,
    asked_answers,
    example_file,
)
from report.drafting.new_office.changelog import version_numbers
from report.drafting.new_office.record import (
    RECORD_FILE,
    PackageRecord,
    file_digest_of,
    read_package_record,
    record_of,
    record_text,
)
from report.drafting.new_office.repository import (
    LICENCE_TEXT,
    LOCK_FILE,
    PACKAGES,
    lock_with,
    own_files,
    package_files,
)
from report.drafting.new_office.upgrade import FileStep, file_steps, upgrade_listing
from report.drafting.new_office.wheel import wheel_bytes, wheel_name


def run_new_office(options: argparse.Namespace) -> int:
    """Make the repository of an office; all of it or nothing, and never over another."""
    target: Path = options.folder
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        print(f"{target} đã có và không rỗng; lệnh này không ghi đè. Chọn thư mục khác.")
        return 1
    try:
        answers = answers_of(options.answers)
    except AnswerError as error:
        print(error)
        return 1
    except OSError as error:
        print(f"Không đọc được {options.answers}: {error.strerror}.")
        return 1
    except (EOFError, KeyboardInterrupt):
        print("\nChưa lập gì: câu hỏi chưa được trả lời hết.")
        return 1
    try:
        write_repository(target, new_repository(answers))
    except PackageNotFoundError:
        print("Gói phần mềm đang chạy không phải bản cài đặt, cũng không phải kho mã nguồn.")
        return 1
    except OSError as error:
        print(f"Chưa lập gì: không ghi được {error.filename or target}: {error.strerror}.")
        return 1
    print(what_is_next(target, answers))
    return 0


def answers_of(path: Path | None) -> Answers:
    """The answers of a file, or of who is asked. Raises AnswerError, OSError, EOFError."""
    if path:
        return answers_in(path)
    if not sys.stdin.isatty():
        raise AnswerError(
            "Lệnh không chạy ở cửa sổ dòng lệnh nên không hỏi được. Ghi câu trả lời vào một tệp "
            f"rồi thêm “--from tra-loi.yaml”. Tệp có những dòng sau:\n\n{example_file()}"
        )
    return asked_answers(input, print)


def new_repository(answers: Answers) -> Mapping[str, bytes]:
    """All files of a new repository. Raises PackageNotFoundError."""
    whole = package_files()
    shared = {path: whole[path] for path in whole if office_has(path, answers)}
    wheel = wheel_bytes()
    package = package_of(wheel)
    record = record_of(report.__version__, {**shared, **package})
    return {**shared, **package, **own_files(answers), RECORD_FILE: record_text(record)}


def office_has(path: str, answers: Answers) -> bool:
    """Whether an office has a file: the text of a licence, where it is the office's."""
    return path != LICENCE_TEXT or answers["giay_phep"] in LICENCE_TEXT


def package_of(wheel: bytes) -> Mapping[str, bytes]:
    """The wheel, and the lock that has its hash."""
    return {f"{PACKAGES}/{wheel_name()}": wheel, LOCK_FILE: lock_with(wheel_name(), wheel)}


def write_repository(target: Path, files: Mapping[str, bytes]) -> None:
    """Write into a folder beside `target`, which then gets its name. Raises OSError."""
    target = target.resolve()
    draft = target.parent / f".{target.name}.dang-lap"
    shutil.rmtree(draft, ignore_errors=True)
    try:
        write_into(draft, files)
        if target.is_dir():
            target.rmdir()
        draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def write_into(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their paths below a folder. Raises OSError."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        whole = root / f"{path}.dang-ghi"
        whole.write_bytes(content)
        whole.replace(root / path)  # a file is the old one or the new one


def what_is_next(target: Path, answers: Answers) -> str:
    """What was made, and what its editors do now."""
    year = answers["nam"]
    return "\n".join(
        [
            f"Đã lập kho của {answers['ten']} ở {target}.",
            "",
            "Làm tiếp trong thư mục ấy:",
            "  git init -b main && git add . && git commit -m 'Lập kho'",
            "  make build    dựng trang; lần đầu cài các thư viện",
            f"  make check    liệt kê chỗ chờ điền: data/{year}/, docs/bao-cao/{year}/",
            "README.md ở đó nói các bước công bố.",
        ]
    )


def run_upgrade(options: argparse.Namespace) -> int:
    """Bring the files of the package up to date, or only say what would change.

    Returns 1 where `--check` finds something to be done, or this is no such repository.
    """
    root: Path = options.root
    record = read_package_record(root)
    if record is None:
        print(f"Thiếu tệp {RECORD_FILE}: kho này không do lệnh new-office lập.")
        return 1
    if version_numbers(record.version) > version_numbers(report.__version__):
        print(
            f"Kho này theo gói phiên bản {record.version}, mới hơn gói đang chạy "
            f"({report.__version__}). Chạy bằng gói mới hơn."
        )
        return 1
    files = new_files(root, record)
    found = list(file_steps(root, record, files))
    print(upgrade_listing(found, record, report.__version__))
    changes = [one for one in found if one.content is not None]
    if options.check:
        return 1 if changes else 0
    if changes or record.version != report.__version__:
        write_upgrade(root, record, files, found)
        print(f"\nĐã ghi {len(changes)} tệp. Xem lại bằng “git diff”, rồi chạy “make check”.")
    else:
        print("\nKhông có gì phải đổi.")
    return 0


def new_files(root: Path, record: PackageRecord) -> Mapping[str, bytes]:
    """The files of the package as they are to be. A licence's text comes where it was."""
    files = dict(package_files())
    if LICENCE_TEXT not in record.files:
        files.pop(LICENCE_TEXT, None)
    wheel = wheel_bytes()
    kept = root / PACKAGES / wheel_name()
    if kept.is_file() and same_package(kept.read_bytes(), wheel):
        wheel = kept.read_bytes()
    return {**files, **package_of(wheel)}


def same_package(one: bytes, other: bytes) -> bool:
    """Whether two wheels hold the same: another zlib may have packed them otherwise."""
    if not (is_zipfile(io.BytesIO(one)) and is_zipfile(io.BytesIO(other))):
        return one == other
    packed = [ZipFile(io.BytesIO(content)) for content in (one, other)]
    listed = [{entry.filename: entry.CRC for entry in archive.infolist()} for archive in packed]
    return listed[0] == listed[1]


def write_upgrade(
    root: Path, record: PackageRecord, files: Mapping[str, bytes], found: list[FileStep]
) -> None:
    """Write what changes, and the record; the old wheel goes when the lock names the new one."""
    write_into(root, {one.path: one.content for one in found if one.content is not None})
    new = record_of(report.__version__, files)
    write_into(root, {RECORD_FILE: record_text(new)})
    if file_digest_of((root / LOCK_FILE).read_bytes()) == new.files[LOCK_FILE]:
        for wheel in (root / PACKAGES).glob("*.whl"):
            path = f"{PACKAGES}/{wheel.name}"
            if path in record.files and path not in files:
                wheel.unlink()
