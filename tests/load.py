"""The site under load: `make load`. An office's own web server (deploy/) beside a plain nginx on
the same files, on loopback, in turn; prints a table.

Each visit of the mix is a page, now and then with what a first view loads, a table, a document or
a search; a browser that takes brotli asks. Bounded: three rounds of ten seconds a server, 32
connections. wrk (Debian) asks; the machine that asks is the one that answers, so the figures
say how the two servers compare, not what a network carries.
"""

import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from report.site.served import CURRENT, publish  # noqa: E402 - run as a script
from tests.nginx import has_nginx, nginx  # noqa: E402

ROUNDS, SECONDS, CONNECTIONS, THREADS = 3, 10, 32, 1
VISITS = 400
WEIGHTS = {  # how many of a hundred requests ask for what
    "**/index.html": 58,
    "assets/**/*.css": 8,
    "assets/**/*.js": 12,
    "assets/**/*.woff2": 6,
    "**/*.json": 6,
    "**/*.csv": 5,
    "**/*.png": 3,
    "tai-ve/**/*.pdf": 2,
}
SCRIPT = """\
local paths = {{{paths}}}
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], {{["Accept-Encoding"] = "br, gzip"}})
end
done = function(summary, latency)
  io.write(string.format(
    '{{"requests": %d, "us": %d, "bytes": %d, "p99": %d, "failed": %d}}', summary.requests,
    summary.duration, summary.bytes, latency:percentile(99),
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"""


def mix(site: Path) -> list[str]:
    """The addresses that are asked for, in their order: the same on every run."""
    chance = random.Random(2022)
    found = {pattern: sorted(site.glob(pattern)) for pattern in WEIGHTS}
    patterns = [pattern for pattern in WEIGHTS if found[pattern]]
    kinds = chance.choices(patterns, [WEIGHTS[one] for one in patterns], k=VISITS)
    paths = [chance.choice(found[kind]).relative_to(site).as_posix() for kind in kinds]
    return [f"/{path.removesuffix('index.html')}" for path in paths]


def ask(address: str, script: Path) -> dict[str, int]:
    """What wrk measured: microseconds, bytes as they crossed the line."""
    command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", script, address]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    found: dict[str, int] = json.loads(said[said.rindex("{") :])
    return found


def main() -> int:
    site = ROOT / "site"
    if not (site / "index.html").is_file():
        print("Build the site first: make build")
        return 1
    if not has_nginx() or not shutil.which("wrk"):
        print("Needs nginx-light, libnginx-mod-http-brotli-static and wrk (Debian).")
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        published = publish(site, folder / "srv")
        script = folder / "mix.lua"
        paths = ", ".join(f'"{path}"' for path in mix(site))
        script.write_text(SCRIPT.format(paths=paths), "utf-8")
        servers = {"plain nginx": (True, site), "deploy/": (False, folder / "srv" / CURRENT)}
        seen: dict[str, list[dict[str, int]]] = {server: [] for server in servers}
        for _ in range(ROUNDS):
            for server, (plain, root) in servers.items():
                with nginx(folder / "nginx", root, plain=plain) as address:
                    seen[server].append(ask(address, script))
        print(f"texts: {published.plain:,} bytes, by brotli {published.packed:,}\n")
        print("| server | requests a second | p99 ms | kB a request | failed |")
        print("|---|--:|--:|--:|--:|")
        for server, rounds in seen.items():
            rate = statistics.median(1e6 * one["requests"] / one["us"] for one in rounds)
            late = statistics.median(one["p99"] / 1e3 for one in rounds)
            size = statistics.median(one["bytes"] / one["requests"] / 1e3 for one in rounds)
            failed = sum(one["failed"] for one in rounds)
            print(f"| {server} | {rate:,.0f} | {late:.1f} | {size:.1f} | {failed} |")
        return 1 if any(one["failed"] for one in seen["deploy/"]) else 0


if __name__ == "__main__":
    sys.exit(main())
