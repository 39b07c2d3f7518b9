"""Problems as editors read them: a list in a shell, annotations of a proposal on GitHub."""

from collections.abc import Iterable

from report.problems.catalogue import Severity
from report.problems.host import command_data, fenced, property_value
from report.problems.problem import Problem, errors, most_urgent_first, open_places

TIDY = "python -m report tidy"
ANNOTATIONS_OF_A_STEP = 10  # of each kind; GitHub drops the rest without a word


def listing(problems: Iterable[Problem]) -> str:
    """All problems, the urgent ones first, one a line, with the count of each kind."""
    ordered = most_urgent_first(problems)
    if not ordered:
        return "Không có lỗi."
    wrong, waiting = len(errors(ordered)), len(open_places(ordered))
    warned = len(ordered) - wrong - waiting
    if wrong:
        warnings = f", {warned} cảnh báo" if warned else ""
        end = f"Có {wrong} lỗi{warnings}. Sửa rồi kiểm tra lại."
    elif warned:
        tidy = any(TIDY in problem.mend for problem in ordered)
        hint = f" Chạy “{TIDY}” để ghi lại các tệp ở dạng chuẩn." if tidy else ""
        end = f"Không có lỗi; {warned} cảnh báo.{hint}"
    else:
        end = "Không có lỗi."
    still = f" Còn {waiting} chỗ chờ điền." if waiting else ""
    return "\n".join([*map(str, ordered), "", end + still])


def summary(problems: Iterable[Problem]) -> str:
    """All problems in Markdown, for the summary of a run."""
    return f"## Lỗi trong số liệu và bài viết\n\n{fenced(listing(problems))}"


def annotations(problems: Iterable[Problem]) -> str:
    """All problems as commands by which GitHub shows them at their lines of a proposal.

    Errors come first, the urgent before all. Where some will not be shown, a notice at the end
    says how many; places still to be filled are counted there, too, as a new year has hundreds.
    Syntax:
    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands.
    """
    known = set(problems)
    waiting = open_places(known)
    wrong = errors(known)
    warned = known.difference(waiting, wrong)
    hidden = sum(max(0, len(some) - ANNOTATIONS_OF_A_STEP) for some in (wrong, warned))
    lines = [
        annotation(problem) for problem in (*most_urgent_first(wrong), *most_urgent_first(warned))
    ]
    if hidden:
        note = f"Còn {hidden} lỗi, cảnh báo nữa không hiện ở đây; xem đủ trong phần tóm tắt"
        lines.append(f"::notice title=Danh sách chưa đủ::{note}")
    if waiting:
        note = f"Còn {len(waiting)} chỗ chờ điền; xem từng chỗ trong phần tóm tắt"
        lines.append(f"::notice title=Chờ điền::{note}")
    return "\n".join(lines)


def annotation(problem: Problem) -> str:
    """One problem as a workflow command."""
    kind, title = "error", "Lỗi cần sửa"
    if problem.severity is Severity.WARNING:
        kind, title = "warning", "Cảnh báo"
    place = f"file={property_value(problem.path)},line={problem.line},title={title}"
    return f"::{kind} {place}::{command_data(problem.said)}"
