"""What an editor filled into a form, read field by field; what is wrong goes with its field."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from report.problems.problem import Mistake, Problem
from report.text.slugs import slug

NAME_OF_NEW = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_NAME = 100  # signs of a name, which is one of a file with an ending


@dataclass(frozen=True)
class Added:
    """What a form writes: the files, the name of the step, what stands in a text to show it, and
    where it is to be seen: a page of the site, the address of a table or a cell. `fields` are
    those that a mistake in a file goes with."""

    files: Mapping[str, bytes]
    label: str
    insert: str = ""
    url: str = ""
    address: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


class FormMistakes(Exception):
    """What is wrong in a form: problems, each with the name of its field."""

    def __init__(self, found: list[tuple[str, Problem]]) -> None:
        super().__init__()
        self.found = found


@dataclass
class FormFields:
    """The fields of a form by their names, and what was found wrong in them so far."""

    content: Mapping[str, Any]
    wrong: list[tuple[str, Problem]] = field(default_factory=list)

    def refuse(self, name: str, mistake: Mistake | Problem) -> None:
        """Note what is wrong in a field."""
        found = mistake.at("") if isinstance(mistake, Mistake) else mistake
        self.wrong.append((name, found))

    def finish(self) -> None:
        """Raise FormMistakes where something was found wrong."""
        if self.wrong:
            raise FormMistakes(self.wrong)

    def text(self, name: str, what: str = "") -> str:
        """A text of one line without spaces around it; `what` names one that has to be there."""
        value = self.content.get(name, "")
        text = " ".join(value.split()) if isinstance(value, str) else ""
        if what and not text:
            self.refuse(name, Mistake("bieu-mau-thieu", what=what))
        return text

    def paragraphs(self, name: str, what: str = "") -> str:
        """A text of several lines."""
        value = self.content.get(name, "")
        text = value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""
        if what and not text:
            self.refuse(name, Mistake("bieu-mau-thieu", what=what))
        return text

    def name(self, name: str, otherwise: str, taken: Container[str] = ()) -> str:
        """A name of letters, digits and hyphens that is not taken; where there is none, it is made
        of another text."""
        text = self.text(name) or slug(otherwise)
        if text and not NAME_OF_NEW.fullmatch(text):
            self.refuse(name, Mistake("bieu-mau-ten-sai", name=text))
        elif len(text) > LONGEST_NAME:
            self.refuse(name, Mistake("bieu-mau-ten-dai", size=len(text), limit=LONGEST_NAME))
        elif text in taken:
            self.refuse(name, Mistake("bieu-mau-da-co", name=text))
        return text

    def choice(self, name: str, known: Container[str], what: str = "") -> str:
        """One of the known names; empty where none is chosen."""
        text = self.text(name, what)
        if text and text not in known:
            self.refuse(name, Mistake("bieu-mau-khong-co", name=text))
        return text

    def line(self, name: str) -> int | None:
        """The number of a line; None for the end."""
        value = self.content.get(name)
        return value if type(value) is int and value > 0 else None

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        value = self.content.get(name, [])
        return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []

    def entries(self, name: str) -> list["FormFields"]:
        """The rows of a list of fields; what is wrong in them goes with `name`."""
        value = self.content.get(name, [])
        rows = value if isinstance(value, list) else []
        return [FormFields(one) for one in rows if isinstance(one, Mapping)]

    def rows(self, name: str) -> list[list[str]]:
        """The rows of a table of texts."""
        value = self.content.get(name, [])
        rows = value if isinstance(value, list) else []
        return [[str(cell).strip() for cell in row] for row in rows if isinstance(row, list)]
