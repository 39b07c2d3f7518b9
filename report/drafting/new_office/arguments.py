"""How the commands `new-office` and `upgrade` are written. What they do is loaded by who runs one:
every other command would wait for it."""

import argparse
from collections.abc import Callable
from pathlib import Path

from report.text.console import print_utf_8

OFFICE_COMMANDS = ("new-office", "upgrade")


def run_alone(arguments: list[str]) -> int:
    """Run one of the commands where the libraries of the others are not installed."""
    parser = argparse.ArgumentParser(prog="python -m report")
    commands = parser.add_subparsers(required=True)
    folder = argparse.ArgumentParser(add_help=False)
    folder.add_argument("--root", type=Path, default=Path())
    add_office_commands(commands.add_parser, folder)
    options = parser.parse_args(arguments)
    print_utf_8()
    status: int = options.run(options)
    return status


def add_office_commands(
    add: Callable[..., argparse.ArgumentParser], folder: argparse.ArgumentParser
) -> None:
    """The two commands and their options; `folder` has that of a project's folder."""
    beginning = add("new-office", help="lập kho cho một cơ quan khác, dựng được ngay")
    beginning.add_argument("folder", type=Path, metavar="thư-mục", help="thư mục mới, hoặc rỗng")
    beginning.add_argument(
        "--from",
        dest="answers",
        type=Path,
        metavar="TỆP",
        help="tệp YAML hoặc JSON có sẵn câu trả lời; không có thì lệnh hỏi từng câu",
    )
    beginning.set_defaults(run=begin_office)
    upgrading = add(
        "upgrade",
        parents=[folder],
        help="lên phiên bản của gói: nói có gì mới, đổi tệp đi theo gói",
    )
    upgrading.add_argument("--check", action="store_true", help="chỉ nói, không ghi gì")
    upgrading.set_defaults(run=upgrade_office)


def begin_office(options: argparse.Namespace) -> int:
    """Make the repository of an office."""
    from report.drafting.new_office.command import run_new_office

    return run_new_office(options)


def upgrade_office(options: argparse.Namespace) -> int:
    """Bring a repository to the version of the package."""
    from report.drafting.new_office.command import run_upgrade

    return run_upgrade(options)
