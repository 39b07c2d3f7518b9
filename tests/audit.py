"""Weight and speed of pages on a phone: `make audit`. Prints a table; fails past the budget.

Lighthouse (mobile, simulated slow 4G) opens the front page, the longest report page, the
data page of the year and a page of guidance, each three times; of times and scores the
median counts. Weights are bytes as they crossed the line, fonts and headers included.
Budget: tests/budget.json, scores at least, all else at most.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.chromium import FLAGS, chromium  # noqa: E402 - run as a script
from tests.server import serving  # noqa: E402
from tests.sites import build  # noqa: E402

BUDGET = json.loads((ROOT / "tests/budget.json").read_text("utf-8"))
ROUNDS = 3
SCORES = ("performance", "accessibility", "best-practices", "seo")
KINDS = {"html": "Document", "css": "Stylesheet", "js": "Script", "fonts": "Font"}
SEARCH = ("search_index.json", "search-worker.js", "search-engine.js")


def lighthouse(url: str) -> dict[str, Any]:
    """The report of one visit."""
    command = [
        ROOT / "node_modules/.bin/lighthouse", url, "--quiet", "--output=json",
        f"--only-categories={','.join(SCORES)}", f"--chrome-flags={' '.join(FLAGS)}",
    ]  # fmt: skip
    environment = {"CHROME_PATH": chromium(), **os.environ}
    result = subprocess.run(command, env=environment, capture_output=True, check=True)
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
    ]
    return bad + [f"{page}: the search loads at first view"] * bool(values["search"])


def chosen(site: Path) -> list[str]:
    """The addresses of the pages to visit, below that of the front page."""

    def longest(part: str) -> list[Path]:
        pages = sorted((site / part).rglob("*.html"), key=lambda path: path.stat().st_size)
        return pages[-1:]

    pages = [site / "index.html", *longest("bao-cao"), *longest("so-lieu"), *longest("huong-dan")]
    return [path.relative_to(site).as_posix().removesuffix("index.html") for path in pages]


def main() -> None:
    """Build, visit, print, and say with the exit status whether the budget holds."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "site") as address:
        os.environ["SITE_URL"] = address
        result = build(ROOT, Path(folder) / "site")
        if result.status:
            sys.exit(result.output)
        print(
            "| page | performance | accessibility | best practices | SEO | LCP s | CLS "
            "| HTML | CSS | JS | fonts | first view kB | requests |\n"
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
        )
        problems = []
        for page in chosen(result.site):
            reports = [lighthouse(address + page) for _ in range(ROUNDS)]
            visits = [measured(report) for report in reports]
            values = {name: statistics.median(v[name] for v in visits) for name in visits[0]}
            scores = " | ".join(f"{values[name]:.0f}" for name in SCORES)
            kinds = (*KINDS, "first view")
            weights = " | ".join(f"{values[name] / 1000:.1f}" for name in kinds)
            print(
                f"| `/{page}` | {scores} | {values['lcp'] / 1000:.2f} | {values['cls']:.3f} "
                f"| {weights} | {values['requests']:.0f} |",
                flush=True,
            )
            exceeded = past_budget(f"/{page}", values)
            problems += exceeded + [f"  {line}" for line in failed_audits(reports[0]) if exceeded]
    if problems:
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    main()
