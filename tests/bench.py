"""Speed of builds: `make bench`. Prints wall and CPU seconds and peak memory.

Invented sites of 25, 250 and 1,000 report pages (600 words and 20 figures each) are
built in turn within each round, so that a busy machine slows all alike: the same pages
as plain Markdown, this project's way (checks, data pages and sources included), that
again with nothing changed and with one cell changed, the same with the files to
download, and macros as they are usually written (each page a template, a boolean mask
of pandas for each figure).

Then the official documents: the real report, and one of twelve times sixteen pages; and how soon
the browser shows what was saved (tests/serve_speed.py).
"""

import argparse
import multiprocessing
import os
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

FIGURES, WORDS, TABLES, ROWS = 20, 600, 25, 12
AGAIN, CHANGED = "this project, nothing changed", "this project, one cell changed"
LENGTHS = (1, 5)  # of the report: about 40 and 190 printed pages
TEXT = "thi đua khen thưởng huyện xã thị trấn công tác phong trào nhân dân kết quả"
SYLLABLES = TEXT.split()

PLAIN = """\
INHERIT: base.yml
hooks: [theme.py]
watch: []
theme: {custom_dir: overrides}
extra: {don_vi: {ten: A}, chan_trang: []} # what the theme's templates have from the hooks
plugins:
  - search: {lang: vi}
"""
NAIVE = """\
INHERIT: base.yml
hooks: [theme.py]
watch: []
theme: {custom_dir: overrides}
extra: {don_vi: {ten: A}, chan_trang: []}
plugins:
  - search: {lang: vi}
  - macros: {module_name: naive, on_undefined: strict}
"""
# What the theme's templates ask of this project's build.
THEME_HOOK = """\
def on_env(env, config, files):
    env.globals["is_menu_of_years"] = lambda title: False
"""
NAIVE_MACROS = """\
from pathlib import Path

import pandas as pd

TABLES = {path.stem: pd.read_csv(path) for path in Path("data/2022").glob("*.csv")}


def define_env(env):
    @env.macro
    def so(address):
        table, row, column = address.split(".")
        frame = TABLES[table]
        value = frame[frame["khoa"] == row][column].iloc[0]
        number = f"{value:,}".replace(",", ".")
        return f'<data class="so" value="{value}" data-nguon="{address}">{number}</data>'
"""


@dataclass(frozen=True)
class Measure:
    """What one build cost: seconds and megabytes."""

    wall: float
    cpu: float
    memory: float


def make_site(folder: Path, pages: int) -> None:
    """Write the invented office with `pages` report pages, and configurations of the three ways.

    In a process of its own: a build counts as its own what the process that starts it holds.
    """
    from report.edition.edition import read_edition  # with pandas behind them
    from report.site.data_pages import data_pages

    for name in ("macros.py", "hooks.py", "report"):
        (folder / name).symlink_to(ROOT / name)
    theme = ROOT / "report/site/theme/overrides"
    (folder / "overrides").symlink_to(theme)
    base = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0]
    (folder / "base.yml").write_text(base + "\n", "utf-8")
    (folder / "own.yml").write_text("INHERIT: base.yml\nextra: {tai_ve: false}\n", "utf-8")
    (folder / "all.yml").write_text("INHERIT: base.yml\n", "utf-8")
    (folder / "naive.yml").write_text(NAIVE, "utf-8")
    (folder / "naive.py").write_text(NAIVE_MACROS, "utf-8")
    (folder / "theme.py").write_text(THEME_HOOK, "utf-8")
    values = make_data(folder / "data" / "2022")
    (folder / "data" / "don-vi.yaml").write_text("ten: A\ntrang: A\nmo_ta: A\n", "utf-8")
    plain = folder / "plain"
    plain.mkdir()
    (plain / "overrides").symlink_to(theme)
    (plain / "report").symlink_to(ROOT / "report")
    (plain / "base.yml").write_text(base + "\n", "utf-8")
    (plain / "plain.yml").write_text(PLAIN, "utf-8")
    (plain / "theme.py").write_text(THEME_HOOK, "utf-8")
    (folder / "naive").mkdir()
    for name in ("naive.yml", "naive.py", "theme.py", "base.yml", "overrides", "report", "data"):
        (folder / "naive" / name).symlink_to(folder / name)
    chance = random.Random(2022)
    for number in range(pages):
        body = make_page(number, values, chance)
        calls = "".join(f'{{{{ so("{a}") }}}}' if a else t for a, t in body)
        write(folder / "docs", number, calls)
        write(folder / "naive" / "docs", number, calls)
        write(plain / "docs", number, "".join(t for _, t in body))
    # The pages that are made from data stand in the others as files.
    for uri, page in data_pages(read_edition(folder)).items():
        for docs in (plain / "docs", folder / "naive" / "docs"):
            (docs / uri).parent.mkdir(parents=True, exist_ok=True)
            (docs / uri).write_text(f"{page.head}{page.body}\n", "utf-8")


def make_data(folder: Path) -> dict[str, int]:
    """Tables of whole numbers; returns the value of each address."""
    folder.mkdir(parents=True)
    chance = random.Random(1)
    values, resources = {}, []
    for table in range(TABLES):
        lines = ["khoa,ten,so_vu"]
        for row in range(ROWS):
            value = chance.randrange(10, 999)
            values[f"bang-{table}.dong-{row}.so_vu"] = value
            lines.append(f"dong-{row},Mục thứ {row},{value}")
        (folder / f"bang-{table}.csv").write_text("\n".join(lines) + "\n", "utf-8")
        resources.append(
            f"  - {{name: bang-{table}, path: bang-{table}.csv, title: Bảng, description: Bảng, "
            "muc: I, ky: năm, thoi_diem: năm, co_quan: A, schema: {primaryKey: khoa, fields: ["
            "{name: khoa, title: Khóa, type: string}, {name: ten, title: Tên, type: string}, "
            "{name: so_vu, title: Số vụ, type: integer, don_vi: vụ}]}}"
        )
    package = "name: a\ntitle: A\nresources:\n" + "\n".join(resources) + "\n"
    (folder / "datapackage.yaml").write_text(package, "utf-8")
    return values


def make_page(
    number: int, values: dict[str, int], chance: random.Random
) -> list[tuple[str | None, str]]:
    """A page as pieces: an address with its text for a figure, None with a text otherwise."""
    # The first pages walk through all tables, so that none is unused.
    own = [f"bang-{(number + i) % TABLES}.dong-{i % ROWS}.so_vu" for i in range(FIGURES)]
    head = "---\ntitle: Trang\ndescription: Trang thử.\n---\n\n# Kết quả công tác\n"
    pieces: list[tuple[str | None, str]] = [(None, head)]
    for position, address in enumerate(own):
        if position % 5 == 0:
            pieces.append((None, f"\n## {' '.join(chance.choices(SYLLABLES, k=6)).capitalize()}\n"))
        words = " ".join(chance.choices(SYLLABLES, k=WORDS // FIGURES))
        pieces += [(None, f"\n{words} "), (address, str(values[address])), (None, " vụ.\n")]
    return pieces


def write(docs: Path, number: int, text: str) -> None:
    """One page; the first is the front page, the others stand in parts of 25 pages."""
    part = f"bao-cao/2022/phan-{number // 25:02d}"
    path = docs / ("index.md" if number == 0 else f"{part}/trang-{number:04d}.md")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def build(folder: Path, config: str) -> Measure:
    """Build once in a process of its own and measure it, all of it anew.

    What was made before is put aside until all is measured: for half a minute ext4 gives no new
    file the inode of a removed one, and looks through these for each file that a build writes.
    """
    aside = Path(tempfile.mkdtemp(prefix="aside-", dir=folder))
    for made in ("site", ".cache"):
        if (folder / made).exists():
            (folder / made).rename(aside / made)
    return build_again(folder, config)


def build_again(folder: Path, config: str) -> Measure:
    """Build once in a process of its own and measure it, with what stands there from before."""
    return run(folder, [sys.executable, "-m", "mkdocs", "build", "-f", config, "-d", "site"])


def change_a_cell(folder: Path, number: int) -> None:
    """Another number in a cell that some pages show."""
    table = folder / "data/2022/bang-0.csv"
    text = re.sub(r"(?m)^(dong-0,.*,)\d+$", rf"\g<1>{number}", table.read_text("utf-8"))
    table.write_text(text, "utf-8")


def run(folder: Path, command: list[str]) -> Measure:
    """Run a command in a folder and measure it, with all that it starts."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    environment["NO_MKDOCS_2_WARNING"] = "1"
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as make does: modules are compiled once
    begin = time.perf_counter()
    process = os.posix_spawn(
        "/bin/sh",
        ["sh", "-c", f'cd "{folder}" && exec "$@" >build.log 2>&1', "sh", *command],
        environment,
    )
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - begin
    if status:
        sys.exit((folder / "build.log").read_text("utf-8"))
    return Measure(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def make_long_report(folder: Path, times: int) -> None:
    """The real office with the pages of its report `times` times, one after the other."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    outline = folder / "data" / "2022" / "bo-cuc.yaml"
    before, _, rest = outline.read_text("utf-8").partition("phan:\n")
    parts, mark, after = rest.partition("# Câu kết")
    again = [parts]
    pages = folder / "docs" / "bao-cao" / "2022"
    for number in range(1, times):
        again.append(re.sub(r"trang: (\S+)\.md", rf"trang: \1-{number}.md", parts))
        for page in re.findall(r"trang: (\S+)\.md", parts):
            shutil.copy(pages / f"{page}.md", pages / f"{page}-{number}.md")
    outline.write_text(f"{before}phan:\n{''.join(again)}{mark}{after}", "utf-8")


def export(folder: Path, kinds: Sequence[str]) -> Measure:
    """Make the documents of these kinds, of none all, and measure it; nothing is kept."""
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    only = ["--only", ",".join(kinds)] if kinds else []
    command = [sys.executable, "-m", "report", "export", "2022", *only, "--output", "out"]
    return run(folder, command)


def measure_documents(rounds: int) -> None:
    """Print what PDFs (both prints, the sections, the handbook), the DOCX and all documents cost,
    with reading and checking of the sources."""
    print(
        "\n| report | file | printed pages | wall s | CPU s | peak MB |\n|--:|---|--:|--:|--:|--:|"
    )
    for times in LENGTHS:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            make_long_report(folder, times)
            for kind in ("pdf", "docx", ""):
                measures = [export(folder, [kind] if kind else []) for _ in range(rounds)]
                wall, cpu, memory = (
                    statistics.median(getattr(m, what) for m in measures)
                    for what in ("wall", "cpu", "memory")
                )
                pdf = folder / "out/tai-ve/2022/bao-cao-2022.pdf"
                pages = len(pypdfium2.PdfDocument(pdf))
                numbers = f"{pages} | {wall:.2f} | {cpu:.2f} | {memory:.0f}"
                print(f"| × {times} | {kind or 'all'} | {numbers} |")


def main() -> None:
    """Measure the sizes and rounds asked for and print a table and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[25, 250, 1000])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print("| pages | way | wall s | CPU s | peak MB | CPU / plain |\n|--:|---|--:|--:|--:|--:|")
    own_cpu = {}
    for pages in options.pages:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            maker = multiprocessing.Process(target=make_site, args=(folder, pages))
            maker.start()
            maker.join()
            if maker.exitcode:
                sys.exit("the invented office could not be made")
            ways = {
                "plain Markdown": (folder / "plain", "plain.yml"),
                "this project": (folder, "own.yml"),
                "and downloads": (folder, "all.yml"),
                "macros, naive": (folder / "naive", "naive.yml"),
            }
            measures: dict[str, list[Measure]] = {way: [] for way in (*ways, AGAIN, CHANGED)}
            for number in range(options.rounds):
                for way, (place, config) in ways.items():
                    measures[way].append(build(place, config))
                    if way == "this project":
                        measures[AGAIN].append(build_again(place, config))
                        change_a_cell(place, number)
                        measures[CHANGED].append(build_again(place, config))
            plain = statistics.median(m.cpu for m in measures["plain Markdown"])
            own_cpu[pages] = statistics.median(m.cpu for m in measures["this project"])
            for way, all_of_it in measures.items():
                wall, cpu, memory = (
                    statistics.median(getattr(m, what) for m in all_of_it)
                    for what in ("wall", "cpu", "memory")
                )
                ratio = cpu / plain
                row = f"| {pages} | {way} | {wall:.2f} | {cpu:.2f} | {memory:.0f} | {ratio:.2f} |"
                print(row, flush=True)
    sizes = sorted(own_cpu)
    for small, large in pairwise(sizes):
        print(f"{large} pages cost {own_cpu[large] / own_cpu[small]:.2f} × {small} pages")
    measure_documents(options.rounds)
    from tests.serve_speed import measure_serving  # a build would count it as its own

    measure_serving(options.rounds)


if __name__ == "__main__":
    main()
