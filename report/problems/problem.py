"""What is wrong in a file, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

TIDY = "Chạy “python -m report tidy”"


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in a file an editor wrote.

    `path` is relative to the project, `line` counts from 1 as an editor's program
    does; `message` and `fix` are Vietnamese sentences without the final full stop.
    """

    path: str
    line: int
    message: str
    fix: str
    warning: bool = False  # the site can be built: what was meant is certain, or it is advice
    is_open: bool = False  # no mistake: a place marked as still to be filled

    def __str__(self) -> str:
        kind = "cảnh báo: " if self.warning else "chờ điền: " if self.is_open else ""
        return f"{self.path}:{self.line}: {kind}{self.message}. {sentence(self.fix)}"


class Mistake(ValueError):
    """A mistake found by code that does not know the file: the caller adds path and line."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix

    def at(self, path: str, line: int) -> Problem:
        """The same mistake as a Problem of that place."""
        return Problem(path, line, self.message, self.fix)


class AlreadyReported(Mistake):
    """A consequence of a mistake that has its own Problem elsewhere: not reported again."""


def sentence(text: str) -> str:
    """`text` with its closing mark."""
    return text if text.endswith((".", "?", "!")) else text + "."


def near_miss(word: str, known: Iterable[str]) -> str | None:
    """The known name that `word` most likely means."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """The question after an unknown name, or what else to do where no known name is near."""
    name = near_miss(word, known)
    return f"Có phải là “{name}”?" if name else otherwise


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that stop a publication: all but warnings and open places."""
    return [problem for problem in problems if not (problem.warning or problem.is_open)]


def open_places(problems: Iterable[Problem]) -> list[Problem]:
    """The places that are still to be filled."""
    return [problem for problem in problems if problem.is_open]


def listing(problems: Iterable[Problem]) -> str:
    """All problems, sorted by place, one a line, with the count of each kind."""
    ordered = sorted(set(problems))
    if not ordered:
        return "Không có lỗi."
    wrong, waiting = len(errors(ordered)), len(open_places(ordered))
    warned = len(ordered) - wrong - waiting
    if wrong:
        warnings = f", {warned} cảnh báo" if warned else ""
        end = f"Có {wrong} lỗi{warnings}. Sửa rồi kiểm tra lại."
    elif warned:
        tidy = any(TIDY in problem.fix for problem in ordered)
        hint = f" {TIDY} để ghi lại các tệp ở dạng chuẩn." if tidy else ""
        end = f"Không có lỗi; {warned} cảnh báo.{hint}"
    else:
        end = "Không có lỗi."
    still = f" Còn {waiting} chỗ chờ điền." if waiting else ""
    return "\n".join([*map(str, ordered), "", end + still])


ANNOTATIONS_OF_A_STEP = 10  # of each kind; GitHub drops the rest without a word


def annotations(problems: Iterable[Problem]) -> str:
    """All problems as commands by which GitHub shows them at their lines of a proposal.

    Errors come first. Where some will not be shown, a notice at the end says how many; places
    still to be filled are counted there, too, as a new year has hundreds. Syntax:
    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands.
    """
    known = set(problems)
    waiting = open_places(known)
    ordered = sorted(known.difference(waiting), key=lambda problem: (problem.warning, problem))
    wrong = len(errors(ordered))
    hidden = sum(max(0, count - ANNOTATIONS_OF_A_STEP) for count in (wrong, len(ordered) - wrong))
    lines = [annotation(problem) for problem in ordered]
    if hidden:
        note = f"Còn {hidden} lỗi, cảnh báo nữa không hiện ở đây; xem đủ trong phần tóm tắt"
        lines.append(f"::notice title=Danh sách chưa đủ::{note}")
    if waiting:
        note = f"Còn {len(waiting)} chỗ chờ điền; xem từng chỗ trong phần tóm tắt"
        lines.append(f"::notice title=Chờ điền::{note}")
    return "\n".join(lines)


def annotation(problem: Problem) -> str:
    """One problem as a workflow command."""
    kind, title = ("warning", "Cảnh báo") if problem.warning else ("error", "Lỗi cần sửa")
    place = f"file={property_value(problem.path)},line={problem.line},title={title}"
    return f"::{kind} {place}::{command_data(f'{problem.message}. {sentence(problem.fix)}')}"


def command_data(text: str) -> str:
    """`text` as the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_value(text: str) -> str:
    """`text` as the value of a property of a workflow command."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")
