"""Import of a folder of real files: `make import-bench FILES=folder`. Fails where an aim is missed.

Each file goes through `python -m report import` in a process of its own. The words and numbers of
its draft are held against the file by a reading of their own (tests/drafting/original_text.py; of
formats other than DOCX and XLSX against the text that LibreOffice writes). Peak memory is that of
the largest process of an import. Aims: no traceback, also none behind a message; no number lost in
silence; no file over 20 s or 1 GB.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.drafting import original_text  # noqa: E402 - run as a script
from tests.office import office  # noqa: E402

YEAR = 2023
ENDINGS = (".docx", ".docm", ".xlsx", ".xlsm", ".doc", ".xls", ".rtf", ".odt", ".ods")
SHEETS = (".xls", ".ods", ".xlsx", ".xlsm")
MOST_SECONDS, MOST_MEGABYTES = 20.0, 1024
PATIENCE = 300.0  # seconds; what has no end of its own before that is ended
TEXT_OF_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
INSIDE = "tep-ghi-khac-cach"  # the message behind which any error of the reading process stands
LONGEST_SHOWN = 60


@dataclass
class Outcome:
    """How the import of one file ended: a code where it was refused, what its draft has lost."""

    name: str
    seconds: float
    megabytes: float
    code: str = ""
    is_traceback: bool = False
    remarks: int = 0
    numbers: original_text.Lost = field(default_factory=list)
    words: original_text.Lost = field(default_factory=list)

    @property
    def is_heavy(self) -> bool:
        """Whether it took more than an office's computer should give to it."""
        return self.seconds > MOST_SECONDS or self.megabytes > MOST_MEGABYTES


def outcome_of(path: Path, folder: Path) -> Outcome:
    """Import a file into an office that is made in the folder."""
    project = folder / "du-an"
    office(project)
    printed = folder / "printed"
    began = time.monotonic()
    with printed.open("wb") as stream:
        command = [sys.executable, "-m", "report", "import", str(path.resolve())]
        process = subprocess.Popen(
            [*command, "--year", str(YEAR), "--root", str(project)],
            stdout=stream,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        )
        status, megabytes = ended(process)
    said = printed.read_text("utf-8", "replace")
    result = Outcome(path.name, time.monotonic() - began, megabytes)
    code = re.search(r"\[([a-z0-9-]+)\]", said)
    result.code = code[1] if code and status else ""
    result.is_traceback = "Traceback" in said or result.code == INSIDE or status not in (0, 1)
    if status == 0:
        compare(path, folder, result)
    return result


def ended(process: subprocess.Popen[bytes]) -> tuple[int, float]:
    """Wait for a process; its exit status, and the megabytes of the largest one it consists of."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        number, status, usage = os.wait4(process.pid, os.WNOHANG)
        if number:
            process.returncode = os.waitstatus_to_exitcode(status)
            unit = 2**20 if sys.platform == "darwin" else 2**10
            return process.returncode, usage.ru_maxrss / unit
        time.sleep(0.02)
    process.kill()
    process.wait()
    return -1, 0


def compare(path: Path, folder: Path, result: Outcome) -> None:
    """Hold a draft against its file."""
    files = {
        one.relative_to(draft).as_posix(): one.read_text("utf-8")
        for draft in (folder / "du-an/ban-thao").iterdir()
        for one in draft.rglob("*")
        if one.suffix in (".md", ".csv", ".yaml") and "goc" not in one.relative_to(draft).parts
    }
    said = original_text.said_by_draft(files, YEAR)
    lost: original_text.Lost = []
    ending = path.suffix.lower()
    content = path.read_bytes()
    if not content.startswith(b"PK") or ending in (".odt", ".ods"):
        of_text = original_text.lost_of_cells if ending in SHEETS else original_text.lost_of_text
        lost = of_text(text_by_libreoffice(path, folder), said)
    elif ending in SHEETS:
        lost = original_text.lost_of_workbook(content, said)
    else:
        lost = original_text.lost_of_word(content, said)
    result.numbers = [one for one in lost if original_text.is_number(one[0])]
    result.words = [one for one in lost if not original_text.is_number(one[0])]
    decisions = files["can-quyet-dinh.md"]
    result.remarks = len(original_text.remarks_in(decisions))


def text_by_libreoffice(path: Path, folder: Path) -> str:
    """What LibreOffice writes of a file as plain text."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        return ""
    kind = TEXT_OF_SHEETS if path.suffix.lower() in SHEETS else "txt:Text (encoded):UTF8"
    profile = (folder / "profile").as_uri()
    command = [program, "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind]
    made = folder / "text"
    try:
        subprocess.run(
            [*command, "--outdir", made, path], capture_output=True, timeout=120, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    return "\n".join(one.read_text("utf-8-sig", "replace") for one in sorted(made.glob("*")))


def lines_of(result: Outcome) -> Iterator[str]:
    """What is printed of one file."""
    lost = f"{len(result.numbers):4} {len(result.words):5}"
    end = "traceback" if result.is_traceback else result.code or "draft"
    figures = f"{result.seconds:7.1f} {result.megabytes:6.0f} {lost} {result.remarks:6}"
    yield f"{figures}  {end:10}  {result.name}"
    for token, passage in [*result.numbers, *result.words][:5]:
        yield f"{'':32}lost: {token} in “{passage[:LONGEST_SHOWN]}”"


def summary(results: Sequence[Outcome]) -> tuple[list[str], bool]:
    """The table of the aims, and whether all are met."""
    aims = [
        ("tracebacks", sum(one.is_traceback for one in results)),
        ("numbers lost in silence", sum(len(one.numbers) for one in results)),
        ("files over 20 s or 1 GB", sum(one.is_heavy for one in results)),
    ]
    refused = Counter(one.code for one in results if one.code)
    said = [f"{len(results)} files, {sum(not one.code for one in results)} drafts"]
    said += [f"  refused: {count:4}  {code}" for code, count in refused.most_common()]
    said += [f"{'aim 0:':8}{name:26}{count:6}" for name, count in aims]
    said.append(f"{'':8}{'words lost in silence':26}{sum(len(one.words) for one in results):6}")
    if results:
        said.append(
            f"{'':8}longest {max(one.seconds for one in results):.1f} s, "
            f"largest {max(one.megabytes for one in results):.0f} MB"
        )
    return said, not any(count for _, count in aims)


def main(arguments: Sequence[str] | None = None) -> int:
    """Import all files of a folder; 1 where an aim is missed, 2 where there is no file."""
    parser = argparse.ArgumentParser(description="Import a folder of Word and Excel files.")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    paths = sorted(one for one in options.folder.rglob("*") if one.suffix.lower() in ENDINGS)
    if not paths:
        print(f"no Word or Excel file in {options.folder}")
        return 2
    print("seconds     MB  lost numbers, words, remarks")
    results = []
    for path in paths:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
            results.append(outcome_of(path, Path(name)))
        print("\n".join(lines_of(results[-1])), flush=True)
    said, is_met = summary(results)
    print("\n".join(["", *said]))
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
