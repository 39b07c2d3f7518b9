"""A page that is made from data, in the two parts that the site takes: head and body."""

import json
import re
from dataclasses import dataclass

from report.text.markup import escape

# Characters that a line of YAML cannot have as they are (https://yaml.org/spec/1.2.2/#51-character-set).
UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(frozen=True)
class MadePage:
    """A page by its title and description, which are plain text, its body, which is HTML, and a
    `note` below the heading, which is Markdown.

    The two parts never meet before the page is converted: nothing looks in a text of an editor
    for the place where the other part begins.
    """

    title: str
    description: str
    body: str
    note: str = ""

    @property
    def head(self) -> str:
        """The Markdown above the body: front matter, heading and note."""
        heading = f"# {escape(on_one_line(self.title))}\n\n"
        return f"{front_matter(self.title, self.description)}{heading}" + (
            f"{self.note}\n" if self.note else ""
        )


def front_matter(title: str, description: str) -> str:
    """The head of a page that is made: each text is one string on one line, as JSON and YAML
    both write it."""
    return f"---\ntitle: {quoted_line(title)}\ndescription: {quoted_line(description)}\n---\n\n"


def quoted_line(text: str) -> str:
    """A text as a string of YAML on one line."""
    quoted = json.dumps(on_one_line(text), ensure_ascii=False)
    return UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", quoted)


def on_one_line(text: str) -> str:
    """A text without line breaks, which end what stands on one line."""
    return " ".join(text.splitlines())
