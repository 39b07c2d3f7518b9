"""python -m report check: list every problem of the data and pages in this folder."""

import argparse
import sys
from pathlib import Path

from report.checks import check
from report.edition import read_edition
from report.problems import listing


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit status, 1 where there are problems."""
    parser = argparse.ArgumentParser(prog="python -m report", description="Báo cáo của cơ quan")
    commands = parser.add_subparsers(dest="command", required=True, metavar="lệnh")
    checking = commands.add_parser("check", help="kiểm tra số liệu và trang, liệt kê mọi lỗi")
    checking.add_argument(
        "--root", type=Path, default=Path(), help="thư mục dự án (mặc định: thư mục này)"
    )
    options = parser.parse_args(arguments)
    problems = check(read_edition(options.root))
    print(listing(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # Windows consoles
    sys.exit(main())
