"""What is wrong in a file, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


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

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}. {sentence(self.fix)}"


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


def listing(problems: Iterable[Problem]) -> str:
    """All problems, sorted by place, one a line, with their count at the end."""
    ordered = sorted(set(problems))
    if not ordered:
        return "Không có lỗi."
    return "\n".join([*map(str, ordered), "", f"Có {len(ordered)} lỗi. Sửa rồi kiểm tra lại."])
