"""What is wrong in a file: a code of the catalogue, the place, and the fields of the message."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from report.problems.catalogue import Entry, Severity, entries
from report.problems.host import plain
from report.problems.nearest import nearest


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in a file an editor wrote.

    `path` is relative to the project, `line` counts from 1 as an editor's program does.
    `code` names the message in the catalogue, `fields` fill its placeholders. `place` is the
    part of the line, `guess` the known name that was probably meant; both may be empty.
    """

    path: str
    line: int
    code: str
    fields: tuple[tuple[str, str], ...] = ()
    place: str = ""
    guess: str = ""

    @property
    def entry(self) -> Entry:
        """What the catalogue says of its code."""
        return entries()[self.code]

    @property
    def severity(self) -> Severity:
        """Whether it is an error, a warning, or a place still to be filled."""
        return self.entry.severity

    @property
    def message(self) -> str:
        """What is wrong, behind its place in the line: a sentence without its full stop."""
        message = self.entry.message.substitute(dict(self.fields))
        return f"{self.place}: {message}" if self.place else message

    @property
    def mend(self) -> str:
        """How to mend it, or the question whether the guess was meant: a whole sentence."""
        if self.guess:
            return f"Có phải là “{self.guess}”?"
        return sentence(self.entry.mend.substitute(dict(self.fields)))

    @property
    def said(self) -> str:
        """Message, mend and code, as every list of problems has them."""
        return f"{self.message}. {self.mend} [{self.code}]"

    def __str__(self) -> str:
        severity = self.severity
        kind = "" if severity is Severity.ERROR else f"{severity.value}: "
        return plain(f"{self.path}:{self.line}: {kind}{self.said}")


def problem(
    path: str,
    line: int,
    code: str,
    /,
    *,
    place: str = "",
    guess: str | None = None,
    **fields: object,
) -> Problem:
    """The Problem with that code, its fields as text."""
    texts = tuple(sorted((name, str(value)) for name, value in fields.items()))
    return Problem(path, line, code, texts, place, guess or "")


def example(entry: Entry) -> Problem:
    """A message of the catalogue as its example prints it."""
    more = {name: text for name, text in entry.example.items() if name in ("place", "guess")}
    fields = tuple(sorted(entry.example.items() - more.items()))
    return Problem("", 1, entry.code, fields, **more)


class Mistake(ValueError):
    """A mistake found by code that does not know the file: the caller adds path and line.

    `line` is the line in the file, where the code that raises it knows as much; `where` is
    another file or folder, where the mistake is not in the one that was read.
    """

    def __init__(
        self,
        code: str,
        /,
        *,
        line: int | None = None,
        where: str | None = None,
        guess: str | None = None,
        **fields: Any,
    ) -> None:
        super().__init__(code)
        self.line = line
        self.where = where
        self.problem = problem("", 1, code, guess=guess, **fields)

    def __str__(self) -> str:
        return self.problem.said

    @property
    def code(self) -> str:
        """Its code in the catalogue."""
        return self.problem.code

    @property
    def message(self) -> str:
        """What is wrong."""
        return self.problem.message

    @property
    def mend(self) -> str:
        """How to mend it."""
        return self.problem.mend

    def at(self, path: str, line: int = 1, place: str = "") -> Problem:
        """The same mistake as a Problem of a file; what it knows itself goes before."""
        made = self.problem
        return Problem(
            self.where or path, self.line or line, made.code, made.fields, place, made.guess
        )


class AlreadyReported(Mistake):
    """A consequence of a mistake that has its own Problem elsewhere: never a Problem itself."""

    def __init__(self) -> None:
        super().__init__("")

    def __str__(self) -> str:
        return "reported elsewhere"


def sentence(text: str) -> str:
    """`text` with its closing mark."""
    return text if text.endswith((".", "?", "!")) else text + "."


def near_miss(word: str, known: Iterable[str]) -> str | None:
    """The known name that `word` most likely means."""
    return nearest(word, tuple(known))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that stop a publication: all but warnings and open places."""
    return [one for one in problems if one.severity is Severity.ERROR]


def most_urgent_first(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by place, each once; before all others what is urgent."""
    return sorted(set(problems), key=lambda one: (not one.entry.is_urgent, one))


def open_places(problems: Iterable[Problem]) -> list[Problem]:
    """The places that are still to be filled."""
    return [one for one in problems if one.severity is Severity.OPEN]
