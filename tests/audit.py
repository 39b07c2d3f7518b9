"""Weight and speed of pages on a phone: `make audit`. Prints tables; fails past the budget.

Lighthouse (mobile, simulated slow 4G) opens the front page, the longest page of the report, of
the data, of guidance and of a place, a chart's own page and a list of figures, and the longest
page of an invented site of 2,500 pages (tests/bench.py), each three times; of times and scores
the median counts. Weights are bytes as they crossed the line, fonts and headers included. Then a
phone that is held up in earnest (tests/phone.py) comes with an empty cache and once more with a
full one, and touches what can be touched; of times to an answer the median counts, too. Budget:
tests/budget.json, scores at least, all else at most. What it is at, and since when, goes to stderr.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from report.sources.addresses import FRAMES, SOURCES  # noqa: E402 - run as a script
from tests import phone  # noqa: E402
from tests.bench import make_site  # noqa: E402
from tests.chromium import FLAGS, chromium  # noqa: E402
from tests.server import serving  # noqa: E402
from tests.sites import build  # noqa: E402

BUDGET = json.loads((ROOT / "tests/budget.json").read_text("utf-8"))
ROUNDS, TOUCHES = 3, 5  # of each visit where no other number is asked for, of each interaction
LONGEST = 180  # seconds that one visit of Lighthouse may take
SCORES = ("performance", "accessibility", "best-practices", "seo")
KINDS = {"html": "Document", "css": "Stylesheet", "js": "Script", "fonts": "Font"}
LARGE = 2500  # pages of a large site, where no other number is asked for
BEGIN = time.monotonic()
SEARCH = ("search_index.json", "search-worker.js", "search-engine.js")


def tell(what: str) -> None:
    """Say what begins now, and how many seconds the run has taken until now."""
    print(f"{time.monotonic() - BEGIN:5.0f} s: {what}", file=sys.stderr, flush=True)


def lighthouse(url: str) -> dict[str, Any]:
    """The report of one visit."""
    command = [
        ROOT / "node_modules/.bin/lighthouse", url, "--quiet", "--output=json",
        f"--only-categories={','.join(SCORES)}", f"--chrome-flags={' '.join(FLAGS)}",
    ]  # fmt: skip
    environment = {"CHROME_PATH": chromium(), **os.environ}
    result = subprocess.run(
        command, env=environment, capture_output=True, check=True, timeout=LONGEST
    )
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def measured(report: dict[str, Any]) -> dict[str, float]:
    """What the budget names, and times, of one visit."""
    scores = {name: report["categories"][name]["score"] * 100 for name in SCORES}
    audits = report["audits"]
    every = audits["network-requests"]["details"]["items"]
    requests = [request for request in every if request["url"].startswith("http")]
    weights = {
        name: sum(r["transferSize"] for r in requests if r["resourceType"] == kind)
        for name, kind in KINDS.items()
    }
    return {
        **scores,
        "cls": audits["cumulative-layout-shift"]["numericValue"],
        "lcp": audits["largest-contentful-paint"]["numericValue"],
        **weights,
        "first view": sum(r["transferSize"] for r in requests),
        "requests": len(requests),
        "search": sum(r["url"].endswith(SEARCH) for r in requests),
    }


def failed_audits(report: dict[str, Any]) -> list[str]:
    """The audits that cost points, in words."""
    return [
        f"{audit['title']}: {audit.get('displayValue', '')}"
        for name in SCORES
        for ref in report["categories"][name]["auditRefs"]
        if ref["weight"] and (audit := report["audits"][ref["id"]])["score"] not in (None, 1)
    ]


def past_budget(page: str, values: dict[str, float]) -> list[str]:
    """What a page exceeds; nothing of the search may load before its box is used."""
    bad = [
        f"{page}: {name} is {values[name]:g}, the budget {limit:g}"
        for name, limit in BUDGET.items()
        if (values[name] < limit if name in SCORES else values[name] > limit)
        and not (name == "seo" and is_bare(page))
    ]
    return bad + [f"{page}: the search loads at first view"] * bool(values["search"])


def is_bare(page: str) -> bool:
    """Whether a page has no frame of the site, and tells search engines to leave it out."""
    return page.startswith(f"/{FRAMES}/") or page.endswith(SOURCES)


def longest(site: Path, *patterns: str) -> list[str]:
    """The addresses of the largest page of each pattern, below that of the front page."""
    pages = [max(site.glob(one), key=lambda path: path.stat().st_size) for one in patterns]
    return [path.relative_to(site).as_posix().removesuffix("index.html") for path in pages]


def chosen(site: Path) -> list[str]:
    """The pages to visit; a chart's own page is the largest of those for frames."""
    folders = ("bao-cao", "so-lieu", "huong-dan", "dia-ban", FRAMES)
    patterns = [f"{folder}/**/index.html" for folder in folders]
    return ["", *longest(site, *patterns, f"bao-cao/**/{SOURCES}")]


def audited(address: str, pages: list[str], rounds: int, label: str = "") -> list[str]:
    """A row of the table for each page; returns what is past the budget."""
    problems = []
    for page in pages:
        tell(f"Lighthouse on {label}/{page}")
        reports = [lighthouse(address + page) for _ in range(rounds)]
        seen = [measured(report) for report in reports]
        values = {name: statistics.median(one[name] for one in seen) for name in seen[0]}
        scores = " | ".join(f"{values[name]:.0f}" for name in SCORES)
        weights = " | ".join(f"{values[name] / 1000:.1f}" for name in (*KINDS, "first view"))
        print(
            f"| {label}`/{page}` | {scores} | {values['lcp'] / 1000:.2f} | {values['cls']:.3f} "
            f"| {weights} | {values['requests']:.0f} |",
            flush=True,
        )
        exceeded = past_budget(f"/{page}", values)
        problems += exceeded + [f"  {line}" for line in failed_audits(reports[0]) if exceeded]
    return problems


def built(folder: Path, site: Path, address: str, *options: str) -> Path:
    """The site of a project, for the address where it is served; ends the run where it fails."""
    result = build(folder, site, {"SITE_URL": address}, *options)
    if result.status:
        sys.exit(result.output)
    return result.site


def large_site(folder: Path, site: Path, address: str, pages: int) -> Path:
    """A built site of so many invented pages."""
    tell(f"building a site of {pages} pages")
    folder.mkdir()
    make_site(folder, pages)
    return built(folder, site, address, "-f", "own.yml")


def visits(address: str, pages: list[str], rounds: int) -> None:
    """What each page costs a phone that comes for the first time, and what another page then."""
    print("\n| page | cache | LCP s | kB | requests |\n|---|---|--:|--:|--:|")
    with phone.browser() as browser:
        for page in pages:
            tell(f"visits of /{page}")
            seen = [phone.visits(browser, address + page, address) for _ in range(rounds)]
            for name, found in zip(
                ("cold", "warm, the front page"), zip(*seen, strict=True), strict=True
            ):
                one = phone.median_visit(list(found))
                row = f"{one.lcp / 1000:.2f} | {one.size / 1000:.1f} | {one.requests:.0f}"
                print(f"| `/{page}` | {name} | {row} |", flush=True)


def interactions(address: str, report: str) -> list[str]:
    """How soon the pages answer a touch or key; returns what is too slow."""
    print(f"\n| interaction | ms to the next picture, of {TOUCHES} | slowest |\n|---|--:|--:|")
    late, limit = [], phone.ANSWERS_WITHIN
    tell("interactions")
    with phone.browser() as browser:
        for name, times in phone.answer_times(browser, address, report, TOUCHES):
            middle = statistics.median(times)
            print(f"| {name} | {middle:.0f} | {max(times):.0f} |", flush=True)
            if middle > limit:
                late.append(f"{name}: answers after {middle:.0f} ms, the budget {limit}")
    return late


def main() -> None:
    """Build, visit, print, and say with the exit status whether the budget holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", type=int, default=LARGE, help="pages of the invented site")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="visits of each page")
    options = parser.parse_args()
    tell("building this office's site")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with serving(folder / "site") as address, serving(folder / "large") as large:
            pages = chosen(built(ROOT, folder / "site", address))
            print(
                "| page | performance | accessibility | best practices | SEO | LCP s | CLS "
                "| HTML | CSS | JS | fonts | first view kB | requests |\n"
                "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
            )
            problems = audited(address, pages, options.rounds)
            site = large_site(folder / "invented", folder / "large", large, options.large)
            label = f"of {options.large}: "
            problems += audited(
                large, longest(site, "bao-cao/**/index.html"), options.rounds, label
            )
            report = pages[1]
            place = longest(folder / "site", "dia-ban/*/index.html")
            visits(address, [report, *place], options.rounds)
            problems += interactions(address, report)
    tell("done")
    if problems:
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    main()
